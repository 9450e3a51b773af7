"""The header of a PLY: elements, properties, format. Counts are checked against the size of the file at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.limits import MAX_VERTICES

HEADER_BYTES = 1 << 16
"""Bytes of header read before we stop looking for its end."""
_TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8",
}  # fmt: skip
Order = Literal["ascii", "<", ">"]


@dataclass(frozen=True, slots=True)
class Property:
    """A column; with `length_type` a list whose length stands before it."""

    name: str
    type: str
    length_type: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A table of the file."""

    name: str
    count: int
    properties: tuple[Property, ...]

    @property
    def has_lists(self) -> bool:
        """True when rows differ in length."""
        return any(p.length_type for p in self.properties)

    def least_size(self, order: Order) -> int:
        """Return the fewest bytes the rows can take."""
        if order == "ascii":
            return self.count * len(self.properties) * 2 - 1 if self.count and self.properties else 0
        return self.count * sum(np.dtype(p.length_type or p.type).itemsize for p in self.properties)


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says it holds, where its data starts, and the textures its comments name."""

    order: Order
    elements: tuple[Element, ...]
    start: int
    textures: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    order: Order | None = None
    elements: list[tuple[str, int, list[Property]]] = field(default_factory=list)
    textures: list[str] = field(default_factory=list)


def read_header(data: bytes, *, size: int | None = None, most: int = MAX_VERTICES) -> Header:
    """Return the header. Raises RecipeError `ply-not-ply`, `ply-header`, `ply-count`, `ply-short`, `mesh-too-large`.

    `size` is that of the whole file where `data` is only its beginning; no element may have more than `most` rows.
    """
    if not data.startswith((b"ply\n", b"ply\r", b"ply ")):
        raise RecipeError("ply-not-ply")
    end = data.find(b"end_header", 0, HEADER_BYTES)
    if end < 0:
        raise RecipeError("ply-header", line="end_header")
    start = end + len(b"end_header")
    start += 2 if data[start : start + 2] == b"\r\n" else 1
    draft = _Draft()
    for line in data[:end].decode("utf-8", "replace").splitlines()[1:]:
        _line(draft, line.strip())
    if draft.order is None:
        raise RecipeError("ply-header", line="format")
    elements = tuple(Element(name, count, tuple(rows)) for name, count, rows in draft.elements)
    _check_sizes(elements, draft.order, (len(data) if size is None else size) - start, most)
    return Header(draft.order, elements, start, tuple(draft.textures))


def _line(draft: _Draft, line: str) -> None:
    words = line.split()
    match words:
        case [] | ["obj_info", *_]:
            return
        case ["format", kind, "1.0"]:
            draft.order = _order(kind, line)
        case ["comment", "TextureFile", *_]:
            draft.textures.append(line.split("TextureFile", 1)[1].strip())
        case ["comment", *_]:
            return
        case ["element", name, count]:
            draft.elements.append((name, _count(name, count), []))
        case ["property", "list", length, kind, name] if draft.elements:
            draft.elements[-1][2].append(Property(name, _type(kind, line), _type(length, line)))
        case ["property", kind, name] if draft.elements:
            draft.elements[-1][2].append(Property(name, _type(kind, line)))
        case _:
            raise RecipeError("ply-header", line=line[:60])


def _order(kind: str, line: str) -> Order:
    orders: dict[str, Order] = {"ascii": "ascii", "binary_little_endian": "<", "binary_big_endian": ">"}
    if kind not in orders:
        raise RecipeError("ply-header", line=line[:60])
    return orders[kind]


def _type(kind: str, line: str) -> str:
    if kind not in _TYPES:
        raise RecipeError("ply-header", line=line[:60])
    return _TYPES[kind]


def _count(name: str, text: str) -> int:
    try:
        count = int(text)
    except ValueError as error:
        raise RecipeError("ply-header", line=f"element {name} {text}"[:60]) from error
    if count < 0:
        raise RecipeError("ply-count", count=count, element=name[:20])
    return count


def _check_sizes(elements: tuple[Element, ...], order: Order, room: int, most: int) -> None:
    for element in elements:
        size = element.least_size(order)
        if size > room:
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        if element.count > most:
            raise RecipeError("mesh-too-large", step=f"{element.count} {element.name[:20]}")
        room -= size
