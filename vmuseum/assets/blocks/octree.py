"""Cut a scan into leaves of an octree: cells that hold no more triangles than a block may, and the tree above them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.morton import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.assets.blocks.columns import Column

_FIRST_LEVELS = 6  # 262 144 cells counted in the first pass
_MORE_LEVELS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Leaves:
    """Cells or runs of sister cells in the order of the curve: first code, depth, and number of triangles of each."""

    codes: NDArray[np.uint64]
    depths: NDArray[np.int64]
    counts: NDArray[np.int64]

    def of(self, codes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the leaf of each code."""
        return np.searchsorted(self.codes, codes, side="right") - 1


@dataclass(slots=True)
class Node:
    """A cell of the tree: its name, and the leaves `first` to `last` below it. A leaf has no children."""

    name: str
    first: int
    last: int
    triangles: int
    children: list[Node] = field(default_factory=list)


def cut(codes: Column, most: int) -> Leaves:
    """Return the leaves for triangles with these codes, none with more than `most` (but for equal codes).

    The column is read once for every few levels of the tree.
    """
    found: list[tuple[int, int, int]] = []
    open_cells, depth = np.zeros(1, np.uint64), 0
    while len(open_cells):
        levels = min(_MORE_LEVELS if depth else _FIRST_LEVELS, LEVELS - depth)
        counts = _counted(codes, open_cells, depth, levels)
        again: list[int] = []
        for cell, row in zip(open_cells.tolist(), counts, strict=True):
            _split(cell, depth, row, levels, most, found, again)
        depth += levels
        if depth >= LEVELS:
            found += [(code, LEVELS, _exact(codes, code)) for code in again]
            again = []
        open_cells = np.array(again, np.uint64)
    rows = np.array(sorted(found), np.uint64).reshape(-1, 3)
    return Leaves(rows[:, 0].copy(), rows[:, 1].astype(np.int64), rows[:, 2].astype(np.int64))


def tree(leaves: Leaves) -> Node:
    """Return the tree above the leaves. A cell with one child alone is that child."""
    ends = np.concatenate([[0], np.cumsum(leaves.counts)])
    return _node(leaves, ends, "r", 0, len(leaves.codes) - 1, 0)


def _node(leaves: Leaves, ends: NDArray[np.int64], name: str, first: int, last: int, depth: int) -> Node:
    node = Node(name, first, last, int(ends[last + 1] - ends[first]))
    if first == last:
        return node
    groups: list[tuple[int, int, int]] = []
    while len(groups) < 2:
        groups = _groups(leaves.codes[first : last + 1], depth)
        depth += 1
    for digit, start, stop in groups:
        child = _node(leaves, ends, f"{name}{digit}", first + start, first + stop - 1, depth)
        node.children.append(child)
    return node


def _groups(codes: NDArray[np.uint64], depth: int) -> list[tuple[int, int, int]]:
    digits = ((codes >> np.uint64(3 * (LEVELS - depth - 1))) & np.uint64(7)).astype(np.int64)
    values, starts = np.unique(digits, return_index=True)
    stops = [*starts[1:].tolist(), len(codes)]
    return list(zip(values.tolist(), starts.tolist(), stops, strict=True))


def _counted(codes: Column, cells: NDArray[np.uint64], depth: int, levels: int) -> NDArray[np.int64]:
    """Return for each open cell of level `depth` the triangles of each of its parts `levels` further down."""
    parts = 8**levels
    total = np.zeros(len(cells) * parts, np.int64)
    cell_shift, part_shift = np.uint64(3 * (LEVELS - depth)), np.uint64(3 * (LEVELS - depth - levels))
    heads = cells >> cell_shift
    for _, rows in codes.chunks():
        flat = rows[:, 0]
        head = flat >> cell_shift
        place = np.minimum(np.searchsorted(heads, head), len(heads) - 1)
        mine = heads[place] == head
        part = (flat[mine] >> part_shift) & np.uint64(parts - 1)
        total += np.bincount(place[mine] * parts + part.astype(np.int64), minlength=len(total))
    return total.reshape(len(cells), parts)


def _split(
    cell: int, depth: int, counts: NDArray[np.int64], levels: int, most: int,
    found: list[tuple[int, int, int]], again: list[int],
) -> None:  # fmt: skip
    """Walk down from a cell; what fits becomes a leaf, what is still too large at the bottom is looked at again.

    Small neighbours below one cell share a leaf as long as they fit: fewer and fuller tiles.
    """
    total = int(counts.sum())
    if total <= most:
        found += [(cell, depth, total)] if total else []
        return
    if levels == 0:
        again.append(cell)
        return
    run: tuple[int, int, int] | None = None
    for digit, part in enumerate(np.split(counts, 8)):
        child, size = cell | digit << 3 * (LEVELS - depth - 1), int(part.sum())
        if run and size and run[2] + size <= most:
            run = (run[0], run[1], run[2] + size)
        elif size > most:
            found += [run] if run else []
            run = None
            _split(child, depth + 1, part, levels - 1, most, found, again)
        elif size:
            found += [run] if run else []
            run = (child, depth + 1, size)
    found += [run] if run else []


def _exact(codes: Column, code: int) -> int:
    return sum(int((rows[:, 0] == np.uint64(code)).sum()) for _, rows in codes.chunks())


def names(root: Node) -> Sequence[Node]:
    """Return every node, parents before children."""
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(node.children)
    return found
