"""The body of a PLY as cells, bytes or written numbers: what lets one algorithm read both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from vmuseum.assets.readers.ascii_numbers import numbers
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.readers.ply_header import Element, Header

_LONGEST_LIST = 1 << 24
Shape = dict[int, int]
"""Length of every list of a row, by the number of its property."""


class Cells(Protocol):
    """The body; `at` is the next cell to read and `end` the first one that is not there."""

    at: int
    end: int

    def shape(self, element: Element, at: int) -> Shape:
        """Return the lengths of the lists of the row at `at`. Raises RecipeError `ply-data` or `ply-short`."""

    def size(self, element: Element, shape: Shape) -> int:
        """Return how many cells a row of this shape takes."""

    def rows(self, element: Element, shape: Shape, count: int) -> Any | None:  # noqa: ANN401 - a structured array
        """Return the next rows as fields p<i> (values) and n<i> (lengths), or None where they do not all fit."""

    def gathered(self, element: Element, shape: Shape, starts: NDArray[np.int64]) -> Any:  # noqa: ANN401 - as above
        """Return the rows that begin at `starts`."""


def cells_of(header: Header, data: bytes) -> Cells:
    """Return the body. Raises RecipeError `ply-data` when an ASCII one holds anything but numbers."""
    return _Numbers(header, data) if header.order == "ascii" else _Bytes(header, data)


class _Bytes:
    def __init__(self, header: Header, data: bytes) -> None:
        self._order, self._data = header.order, data
        self._kinds: dict[tuple[str, tuple[int, ...]], np.dtype[Any]] = {}
        self._steps: dict[str, list[tuple[int, int, np.dtype[Any] | None]]] = {}
        self.at, self.end = header.start, len(data)

    def shape(self, element: Element, at: int) -> Shape:
        found: Shape = {}
        for number, width, length_kind in self._plan(element):
            if length_kind is None:
                at += width
                continue
            if at + length_kind.itemsize > self.end:
                raise RecipeError("ply-short", count=element.count, element=element.name[:20])
            if length_kind.itemsize == 1:
                length = self._data[at]
            else:
                length = _length(float(np.frombuffer(self._data, length_kind, 1, at)[0]))
            found[number] = length
            at += length_kind.itemsize + length * width
        return found

    def size(self, element: Element, shape: Shape) -> int:
        return self._kind(element, shape).itemsize

    def rows(self, element: Element, shape: Shape, count: int) -> Any | None:  # noqa: ANN401 - as the protocol
        kind = self._kind(element, shape)
        if self.at + kind.itemsize * count > self.end:
            if not element.has_lists:
                raise RecipeError("ply-short", count=count, element=element.name[:20])
            return None
        return np.frombuffer(self._data, kind, count, self.at)

    def gathered(self, element: Element, shape: Shape, starts: NDArray[np.int64]) -> Any:  # noqa: ANN401 - as the protocol
        kind = self._kind(element, shape)
        body = np.frombuffer(self._data, np.uint8)
        found = body[starts[:, None] + np.arange(kind.itemsize)]
        return np.ascontiguousarray(found).reshape(-1).view(kind)

    def _plan(self, element: Element) -> list[tuple[int, int, np.dtype[Any] | None]]:
        if element.name not in self._steps:
            self._steps[element.name] = [
                (i, np.dtype(p.type).itemsize, np.dtype(self._order + p.length_type) if p.length_type else None)
                for i, p in enumerate(element.properties)
            ]
        return self._steps[element.name]

    def _kind(self, element: Element, shape: Shape) -> np.dtype[Any]:
        key = (element.name, tuple(shape.values()))
        if key not in self._kinds:
            fields: list[tuple[Any, ...]] = []
            for i, p in enumerate(element.properties):
                if p.length_type:
                    fields += [(f"n{i}", self._order + p.length_type), (f"p{i}", self._order + p.type, (shape[i],))]
                else:
                    fields.append((f"p{i}", self._order + p.type))
            self._kinds[key] = np.dtype(fields)
        return self._kinds[key]


class _Numbers:
    def __init__(self, header: Header, data: bytes) -> None:
        found = numbers(data[header.start :])
        if found is None:
            raise RecipeError("ply-data")
        self._values = found
        self.at, self.end = 0, len(found)

    def shape(self, element: Element, at: int) -> Shape:
        found: Shape = {}
        for number, p in enumerate(element.properties):
            if not p.length_type:
                at += 1
                continue
            if at >= self.end:
                raise RecipeError("ply-short", count=element.count, element=element.name[:20])
            found[number] = _length(self._values.item(at))
            at += 1 + found[number]
        return found

    def size(self, element: Element, shape: Shape) -> int:
        return len(element.properties) + sum(shape.values())

    def rows(self, element: Element, shape: Shape, count: int) -> Any | None:  # noqa: ANN401 - as the protocol
        size = self.size(element, shape)
        if self.at + size * count > self.end:
            if not element.has_lists:
                raise RecipeError("ply-short", count=count, element=element.name[:20])
            return None
        return _fields(element, shape, self._values[self.at : self.at + size * count].reshape(count, size))

    def gathered(self, element: Element, shape: Shape, starts: NDArray[np.int64]) -> Any:  # noqa: ANN401 - as the protocol
        return _fields(element, shape, self._values[starts[:, None] + np.arange(self.size(element, shape))])


def _fields(element: Element, shape: Shape, rows: NDArray[np.float64]) -> _Columns:
    found: dict[str, NDArray[np.float64]] = {}
    at = 0
    for i, p in enumerate(element.properties):
        if p.length_type:
            found[f"n{i}"] = rows[:, at]
            found[f"p{i}"] = rows[:, at + 1 : at + 1 + shape[i]]
            at += 1 + shape[i]
        else:
            found[f"p{i}"] = rows[:, at]
            at += 1
    return _Columns(found, len(rows))


class _Columns:
    """Columns of written numbers under the names a structured array would have."""

    def __init__(self, columns: dict[str, NDArray[np.float64]], count: int) -> None:
        self._columns, self._count = columns, count

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        return self._columns[name]

    def __len__(self) -> int:
        return self._count


def _length(value: float) -> int:
    if not 0 <= value <= _LONGEST_LIST or value != int(value):
        raise RecipeError("ply-data")
    return int(value)
