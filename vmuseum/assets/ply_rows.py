"""The rows of a PLY as arrays: plain columns, and lists as lengths and flat values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.ascii_numbers import numbers
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.ply_header import Element, Header

_LONGEST_LIST = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """A list property: the length of every row and all values one after another."""

    lengths: NDArray[np.int64]
    values: NDArray[Any]

    def triangles(self, width: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """Return polygons as fans of triangles (m, 3, width), and the place of each corner among the values."""
        starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        if len(self.lengths) and (self.lengths == 3).all():
            places = np.arange(len(self.values)).reshape(-1, 3)
        else:
            fans = np.maximum(self.lengths - 2, 0)
            owner = np.repeat(np.arange(len(self.lengths)), fans)
            step = np.arange(len(owner)) - np.repeat(np.cumsum(fans) - fans, fans)
            first = starts[owner]
            places = np.column_stack([first, first + step + 1, first + step + 2])
        return self.values[places].reshape(len(places), 3, width), places


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of one element."""

    count: int
    plain: dict[str, NDArray[Any]] = field(default_factory=dict)
    lists: dict[str, Lists] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def columns(self, *names: str) -> NDArray[np.float64] | None:
        """Return (count, names) or None when one of them is not there."""
        if any(name not in self.plain for name in names):
            return None
        return np.column_stack([self.plain[name].astype(np.float64) for name in names])

    def full(self, name: str) -> float:
        """Return what counts as 1.0 in a column: the largest integer of its type, or 1 for floats."""
        kind = np.dtype(self.types[name])
        return 1.0 if kind.kind == "f" else float(np.iinfo(kind).max)


def read_tables(header: Header, data: bytes) -> dict[str, Table]:
    """Return the tables by name. Raises RecipeError `ply-data` or `ply-short`."""
    reader = _AsciiRows(header, data) if header.order == "ascii" else _BinaryRows(header, data)
    return {element.name: reader.table(element) for element in header.elements}


class _AsciiRows:
    """All numbers of the body in one array, eaten from the front."""

    def __init__(self, header: Header, data: bytes) -> None:
        found = numbers(data[header.start :])
        if found is None:
            raise RecipeError("ply-data")
        self._values, self._at = found, 0

    def table(self, element: Element) -> Table:
        names = [p.name for p in element.properties]
        types = {p.name: p.type for p in element.properties}
        if not element.has_lists:
            rows = self._take(element, element.count * len(names)).reshape(element.count, len(names))
            return Table(element.count, {name: rows[:, i] for i, name in enumerate(names)}, types=types)
        if len(element.properties) == 1 and element.count:
            even = self._even(element)
            if even:
                return Table(element.count, lists={names[0]: even}, types=types)
        return self._walked(element, types)

    def _even(self, element: Element) -> Lists | None:
        """Return the lists when all are as long as the first, as in a triangle mesh."""
        length = self._length(self._values[self._at]) if self._at < len(self._values) else 0
        size = element.count * (length + 1)
        if self._at + size > len(self._values):
            return None
        rows = self._values[self._at : self._at + size].reshape(element.count, length + 1)
        if not (rows[:, 0] == length).all():
            return None
        self._at += size
        return Lists(np.full(element.count, length), rows[:, 1:].reshape(-1))

    def _walked(self, element: Element, types: dict[str, str]) -> Table:
        plain: dict[str, list[float]] = {p.name: [] for p in element.properties if not p.length_type}
        lengths: dict[str, list[int]] = {p.name: [] for p in element.properties if p.length_type}
        pieces: dict[str, list[NDArray[Any]]] = {name: [] for name in lengths}
        for _ in range(element.count):
            for p in element.properties:
                value = float(self._take(element, 1)[0])
                if p.length_type:
                    lengths[p.name].append(self._length(value))
                    pieces[p.name].append(self._take(element, lengths[p.name][-1]))
                else:
                    plain[p.name].append(value)
        columns = {name: np.array(values) for name, values in plain.items()}
        return Table(element.count, columns, _gathered(lengths, pieces), types)

    def _length(self, value: float) -> int:
        if not 0 <= value <= _LONGEST_LIST or value != int(value):
            raise RecipeError("ply-data")
        return int(value)

    def _take(self, element: Element, size: int) -> NDArray[Any]:
        if self._at + size > len(self._values):
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        self._at += size
        return self._values[self._at - size : self._at]


class _BinaryRows:
    """The body as structured arrays; lists of one length are read in one go."""

    def __init__(self, header: Header, data: bytes) -> None:
        self._order, self._data, self._at = header.order, data, header.start

    def table(self, element: Element) -> Table:
        types = {p.name: p.type for p in element.properties}
        if not element.has_lists:
            kind = np.dtype([(f"p{i}", self._order + p.type) for i, p in enumerate(element.properties)])
            rows = self._rows(element, kind)
            return Table(element.count, {p.name: rows[f"p{i}"] for i, p in enumerate(element.properties)}, types=types)
        return (self._even(element, types) if element.count else None) or self._walked(element, types)

    def _even(self, element: Element, types: dict[str, str]) -> Table | None:
        """Return the table when all lists are as long as those of the first row."""
        kind = self._row_kind(element)
        if kind is None or self._at + kind.itemsize * element.count > len(self._data):
            return None
        rows = np.frombuffer(self._data, kind, element.count, self._at)
        lists: dict[str, Lists] = {}
        plain: dict[str, NDArray[Any]] = {}
        for i, p in enumerate(element.properties):
            if not p.length_type:
                plain[p.name] = rows[f"p{i}"]
                continue
            lengths = rows[f"n{i}"].astype(np.int64)
            if not (lengths == lengths[0]).all():
                return None
            lists[p.name] = Lists(lengths, rows[f"p{i}"].reshape(-1))
        self._at += kind.itemsize * element.count
        return Table(element.count, plain, lists, types)

    def _row_kind(self, element: Element) -> np.dtype[Any] | None:
        fields: list[tuple[Any, ...]] = []
        at = self._at
        for i, p in enumerate(element.properties):
            kind = np.dtype(self._order + p.type)
            if p.length_type:
                length_kind = np.dtype(self._order + p.length_type)
                length = self._length(element, length_kind, at)
                fields += [(f"n{i}", length_kind), (f"p{i}", kind, (length,))]
                at += length_kind.itemsize + kind.itemsize * length
            else:
                fields.append((f"p{i}", kind))
                at += kind.itemsize
        return np.dtype(fields) if at > self._at else None

    def _walked(self, element: Element, types: dict[str, str]) -> Table:
        plain: dict[str, list[Any]] = {p.name: [] for p in element.properties if not p.length_type}
        lengths: dict[str, list[int]] = {p.name: [] for p in element.properties if p.length_type}
        pieces: dict[str, list[NDArray[Any]]] = {name: [] for name in lengths}
        kinds = [
            (p, np.dtype(self._order + p.type), np.dtype(self._order + (p.length_type or "u1")))
            for p in element.properties
        ]
        for _ in range(element.count):
            for p, kind, length_kind in kinds:
                if p.length_type:
                    length = self._length(element, length_kind, self._at)
                    self._at += length_kind.itemsize
                    lengths[p.name].append(length)
                    pieces[p.name].append(self._take(element, kind, length))
                else:
                    plain[p.name].append(self._take(element, kind, 1)[0])
        columns = {name: np.array(values) for name, values in plain.items()}
        return Table(element.count, columns, _gathered(lengths, pieces), types)

    def _length(self, element: Element, kind: np.dtype[Any], at: int) -> int:
        if at + kind.itemsize > len(self._data):
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        length = float(np.frombuffer(self._data, kind, 1, at)[0])
        if not 0 <= length <= _LONGEST_LIST or length != int(length):
            raise RecipeError("ply-data")
        return int(length)

    def _rows(self, element: Element, kind: np.dtype[Any]) -> NDArray[Any]:
        return self._take(element, kind, element.count)

    def _take(self, element: Element, kind: np.dtype[Any], count: int) -> NDArray[Any]:
        if self._at + kind.itemsize * count > len(self._data):
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += kind.itemsize * count
        return found


def _gathered(lengths: dict[str, list[int]], pieces: dict[str, list[NDArray[Any]]]) -> dict[str, Lists]:
    return {
        name: Lists(np.array(lengths[name], np.int64), np.concatenate(rows) if rows else np.zeros(0))
        for name, rows in pieces.items()
    }
