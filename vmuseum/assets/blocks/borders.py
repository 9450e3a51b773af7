"""Which places several leaves share. What lies there must not move in a tile unless all of those leaves are in it.

Leaves put their rims into buckets by position, so a scan of any size is matched within bounded memory. A place that two
leaves touch by a point alone, each with a closed fan round it, is not matched: it may part without leaving a crack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.columns import Buckets
from vmuseum.assets.corners import equal_rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.assets.blocks.leaf import Leaf

_RIM = np.dtype([("position", "<f4", 3), ("leaf", "<u4"), ("place", "<u4"), ("sum", "<f8", 3)])
SHARED = np.dtype([("leaf", "<u4"), ("place", "<u4"), ("low", "<u4"), ("high", "<u4"), ("sum", "<f4", 3)])
_EDGE = np.dtype("<u8")


class Borders:
    """Gathers the rims of all leaves, then says what they share."""

    def __init__(self, folder: Path, triangles: int) -> None:
        count = 1 + triangles // 2_000_000
        self._rims = Buckets(folder / "rims", count, _RIM)
        self._edges = Buckets(folder / "edges", count, _EDGE)

    def add(self, leaf: Leaf, number: int) -> None:
        """Take in the rim of a leaf."""
        firsts = np.unique(leaf.place, return_index=True)[1]
        positions = leaf.surface.positions[firsts]
        names = hashed(positions)
        rows = np.zeros(len(leaf.rim), _RIM)
        rows["position"], rows["leaf"], rows["place"] = positions[leaf.rim], number, leaf.rim
        if leaf.sums is not None:
            rows["sum"] = leaf.sums[leaf.rim]
        self._rims.add(names[leaf.rim], rows)
        one, other = names[leaf.open_edges[:, 0]], names[leaf.open_edges[:, 1]]
        keys = _mixed(np.minimum(one, other) * np.uint64(3) + np.maximum(one, other))
        self._edges.add(keys, keys)

    def shared(self) -> NDArray[Any]:
        """Return a row for every leaf at every shared place, by leaf; `sum` is that of the normals of all leaves."""
        found = [_matched(self._rims.load(number)) for number in range(self._rims.count)]
        rows = np.concatenate(found) if found else np.zeros(0, SHARED)
        return rows[np.lexsort((rows["place"], rows["leaf"]))]

    def open_edges(self) -> tuple[int, int]:
        """Return how many edges of the whole scan have one triangle, and how many have three or more over leaves."""
        single, many = 0, 0
        for number in range(self._edges.count):
            _, users = np.unique(self._edges.load(number), return_counts=True)
            single += int((users == 1).sum())
            many += int((users > 2).sum())
        return single, many


def hashed(positions: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Return 64 well mixed bits for each position; equal positions give equal bits."""
    bits = np.ascontiguousarray(positions).view(np.uint32).astype(np.uint64)
    found = np.zeros(len(bits), np.uint64)
    for axis in range(3):
        found = _mixed(found ^ bits[:, axis])
    return found


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return values well mixed, like the finisher of MurmurHash3: each bit changes half of the bits that come out."""
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(29)) ^ np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ (values >> np.uint64(32))


def _matched(rims: NDArray[Any]) -> NDArray[Any]:
    if not len(rims):
        return np.zeros(0, SHARED)
    first, place = equal_rows(rims["position"])
    low, high = np.full(len(first), 0xFFFFFFFF, np.uint32), np.zeros(len(first), np.uint32)
    np.minimum.at(low, place, rims["leaf"])
    np.maximum.at(high, place, rims["leaf"])
    total = np.column_stack([np.bincount(place, rims["sum"][:, axis], len(first)) for axis in range(3)])
    mine = (low < high)[place]
    rows = np.zeros(int(mine.sum()), SHARED)
    at = place[mine]
    rows["leaf"], rows["place"] = rims["leaf"][mine], rims["place"][mine]
    rows["low"], rows["high"], rows["sum"] = low[at], high[at], total[at]
    return rows
