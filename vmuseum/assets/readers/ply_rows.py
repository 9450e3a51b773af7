"""The rows of a PLY as arrays: plain columns, and lists as lengths and flat values.

Rows whose lists are all as long as those of the first row are read in one go, as meshes of triangles are. Others are
walked once, length by length, then gathered in groups of rows of one shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.readers.ply_cells import cells_of
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.readers.ply_cells import Cells
    from vmuseum.assets.readers.ply_header import Element, Header


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """A list property: the length of every row and all values one after another."""

    lengths: NDArray[np.int64]
    values: NDArray[Any]

    @property
    def even(self) -> int | None:
        """Return the length all lists have, or None where they differ."""
        first = int(self.lengths[0]) if len(self.lengths) else 0
        return first if len(self.values) == first * len(self.lengths) and (self.lengths == first).all() else None

    def starts(self) -> NDArray[np.int64]:
        """Return where each list begins among the values."""
        return np.asarray(np.cumsum(self.lengths) - self.lengths)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The rows of one element."""

    count: int
    plain: dict[str, NDArray[Any]] = field(default_factory=dict)
    lists: dict[str, Lists] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def columns(self, *names: str) -> NDArray[np.float32] | None:
        """Return (count, names) or None when one of them is not there."""
        if any(name not in self.plain for name in names):
            return None
        found = np.empty((self.count, len(names)), np.float32)
        for place, name in enumerate(names):
            found[:, place] = self.plain[name]
        return found

    def shares(self, *names: str) -> NDArray[np.float32] | None:
        """Return colour columns as 0..1: bytes and shorts by their range, wider integers and floats above 1 by 255."""
        found = self.columns(*names)
        if found is None or not found.size:
            return found
        kind = np.dtype(self.types[names[0]])
        full = float(np.iinfo(kind).max) if kind.kind in "iu" and kind.itemsize <= 2 else 255.0
        if kind.kind == "f" and float(np.nan_to_num(found).max()) <= 1.0:
            full = 1.0
        return np.asarray(np.clip(np.nan_to_num(found, nan=1.0) / full, 0.0, 1.0))


def read_tables(header: Header, data: bytes) -> dict[str, Table]:
    """Return the tables by name. Raises RecipeError `ply-data` or `ply-short`."""
    cells = cells_of(header, data)
    return {element.name: _table(element, cells) for element in header.elements}


def _table(element: Element, cells: Cells) -> Table:
    count, types = element.count, {p.name: p.type for p in element.properties}
    if not count or not element.properties:
        return Table(
            count,
            {p.name: np.zeros(0) for p in element.properties if not p.length_type},
            {p.name: Lists(np.zeros(0, np.int64), np.zeros(0)) for p in element.properties if p.length_type},
            types,
        )
    shape = cells.shape(element, cells.at)
    rows = cells.rows(element, shape, count)
    if rows is not None and all((rows[f"n{i}"] == size).all() for i, size in shape.items()):
        cells.at += cells.size(element, shape) * count
        return _even(element, rows, shape, types)
    return _walked(element, cells, types)


def _even(element: Element, rows: Any, shape: dict[int, int], types: dict[str, str]) -> Table:  # noqa: ANN401 - a structured array
    plain: dict[str, NDArray[Any]] = {}
    lists: dict[str, Lists] = {}
    for i, p in enumerate(element.properties):
        if p.length_type:
            lists[p.name] = Lists(np.full(len(rows), shape[i], np.int64), rows[f"p{i}"].reshape(-1))
        else:
            plain[p.name] = rows[f"p{i}"]
    return Table(element.count, plain, lists, types)


def _walked(element: Element, cells: Cells, types: dict[str, str]) -> Table:
    """Return the table of rows of many shapes."""
    starts = np.empty(element.count, np.int64)
    of_row = np.empty(element.count, np.int64)
    shapes: dict[tuple[int, ...], int] = {}
    for row in range(element.count):
        shape = cells.shape(element, cells.at)
        key = tuple(shape.values())
        starts[row], of_row[row] = cells.at, shapes.setdefault(key, len(shapes))
        cells.at += cells.size(element, shape)
        if cells.at > cells.end:
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
    numbers = [i for i, p in enumerate(element.properties) if p.length_type]
    sizes = np.array(list(shapes), np.int64).reshape(len(shapes), len(numbers))
    plain: dict[str, NDArray[Any]] = {}
    lists: dict[str, Lists] = {}
    for i, p in enumerate(element.properties):
        if p.length_type:
            lengths = sizes[of_row, numbers.index(i)]
            lists[p.name] = Lists(lengths, np.empty(int(lengths.sum()), p.type))
        else:
            plain[p.name] = np.empty(element.count, p.type)
    table = Table(element.count, plain, lists, types)
    for key, number in shapes.items():
        chosen = np.flatnonzero(of_row == number)
        shape = dict(zip(numbers, key, strict=True))
        _fill(table, element, chosen, cells.gathered(element, shape, starts[chosen]))
    return table


def _fill(table: Table, element: Element, chosen: NDArray[np.int64], rows: Any) -> None:  # noqa: ANN401 - a structured array
    for i, p in enumerate(element.properties):
        if not p.length_type:
            table.plain[p.name][chosen] = rows[f"p{i}"]
            continue
        values = rows[f"p{i}"].reshape(len(chosen), -1)
        places = table.lists[p.name].starts()[chosen]
        if values.shape[1]:
            table.lists[p.name].values[places[:, None] + np.arange(values.shape[1])] = values
