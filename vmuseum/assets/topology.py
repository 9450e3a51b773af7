"""How the triangles of a mesh hang together: which share an edge, which way round, and around which corners.

Vertices at one place count as one, so seams of texture and normals are no borders. Triangles whose corners are not at
three places are left out. A million triangles take about 0.15 s of CPU time and 100 bytes of memory a triangle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh

_FAST_WALK = 64  # steps round a corner before the few that are not done go another way


@dataclass(frozen=True, slots=True, eq=False)
class Topology:
    """Triangles over places, and their sides grouped by edge.

    Side `3 t + s` of triangle t runs from its corner s to the next one. Sides `order[starts[e] : starts[e] +
    users[e]]` lie on edge e.
    """

    positions: NDArray[np.float32]  # of all parts, one after the other
    place: NDArray[np.uint32]  # for every vertex the first one at the same place
    corners: NDArray[np.int32]  # (m, 3) places
    flat: int  # triangles left out
    order: NDArray[np.int32]
    forward: NDArray[np.bool_]  # for each of `order`: runs from the smaller number to the larger
    starts: NDArray[np.int64]
    users: NDArray[np.int64]

    @property
    def border_sides(self) -> NDArray[np.int32]:
        """Sides of one triangle only."""
        return np.asarray(self.order[self.starts[self.users == 1]])

    def ends(self, sides: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the places that sides run from and to."""
        flat = self.corners.reshape(-1)
        return flat[sides], flat[following(sides)]

    def inconsistent_edges(self) -> NDArray[np.int64]:
        """Return the edges whose two triangles run along them the same way: one of them faces the other side."""
        pairs = np.flatnonzero(self.users == 2)
        first = self.starts[pairs]
        return np.asarray(pairs[self.forward[first] == self.forward[first + 1]])


def following(sides: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the next side of the same triangle."""
    return np.asarray(sides + np.where(sides % 3 == 2, np.int32(-2), np.int32(1)), np.int32)


def topology(mesh: Mesh) -> Topology:
    """Return how all parts of `mesh` together hang together."""
    positions = np.concatenate([part.positions for part in mesh.parts]) + np.float32(0.0)  # -0 becomes 0
    place = meshopt.position_remap(positions)
    starts = np.cumsum([0, *(len(part.positions) for part in mesh.parts)])
    rows = [place[part.indices + np.uint32(start)] for part, start in zip(mesh.parts, starts, strict=False)]
    corners = np.concatenate(rows).astype(np.int32)
    flat = (corners[:, 0] == corners[:, 1]) | (corners[:, 1] == corners[:, 2]) | (corners[:, 2] == corners[:, 0])
    count = int(flat.sum())
    return _grouped(positions, place, corners[~flat] if count else corners, count)


def _grouped(
    positions: NDArray[np.float32], place: NDArray[np.uint32], corners: NDArray[np.int32], flat: int
) -> Topology:
    begin = corners.reshape(-1)
    end = corners[:, [1, 2, 0]].reshape(-1)
    forward = begin < end
    keys = np.minimum(begin, end).astype(np.int64)
    keys *= len(positions)
    keys += np.maximum(begin, end)
    order = np.argsort(keys).astype(np.int32)
    ordered = np.sort(keys)  # cheaper than keys[order]
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    users = np.diff(starts, append=len(ordered))
    return Topology(positions, place, corners, flat, order, forward[order], starts, users)


def bow_ties(found: Topology) -> NDArray[np.int64]:
    """Return the places whose triangles fall into several fans.

    From one corner of every place the fan is walked triangle by triangle; where it ends before all are met there is
    another. Edges of three triangles, or of two that run the same way, join too: places on them go the slow way.
    """
    flat = found.corners.reshape(-1)
    count = len(found.positions)
    valence = np.bincount(flat, minlength=count)
    odd = np.zeros(count, np.bool_)
    edges = np.concatenate([np.flatnonzero(found.users > 2), found.inconsistent_edges()])
    for end in found.ends(found.order[found.starts[edges]]):
        odd[end] = True
    onward = _onward(found)
    first = np.full(count, -1, np.int32)
    first[flat] = np.arange(len(flat), dtype=np.int32)
    border = found.border_sides
    # a fan that ends at a border is walked from the triangle whose side towards the corner is on the border
    opens = following(border)
    first[flat[opens]] = opens
    several = np.bincount(flat[opens], minlength=count) > 1
    plain = np.flatnonzero((valence > 0) & ~odd & ~several)
    length, done = _walked(first[plain], onward)
    short = plain[done & (length != valence[plain])]
    slow = odd.copy()
    slow[plain[~done]] = True
    joined = _several_fans(found, slow) if slow.any() else np.zeros(0, np.int64)
    return np.sort(np.concatenate([np.flatnonzero(several & ~odd), short, joined]))


def _onward(found: Topology) -> NDArray[np.int32]:
    """Return for every side the next one around the corner it starts from, -1 past a border."""
    pairs = found.starts[found.users == 2]
    pairs = pairs[found.forward[pairs] != found.forward[pairs + 1]]
    one, other = found.order[pairs], found.order[pairs + 1]
    after = np.arange(len(found.order), dtype=np.int32).reshape(-1, 3)[:, [1, 2, 0]].reshape(-1)
    onward = np.full(len(found.order), -1, np.int32)
    onward[one] = after[other]
    onward[other] = after[one]
    return onward


def _walked(first: NDArray[np.int32], onward: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return how many sides are met from each of `first` on, and whether the walk came to its end."""
    length = np.ones(len(first), np.int64)
    active = np.arange(len(first))
    at, goal = onward[first], first
    for _ in range(_FAST_WALK):
        going = (at >= 0) & (at != goal)
        active, at, goal = active[going], at[going], goal[going]
        if not len(active):
            break
        length[active] += 1
        at = onward[at]
    done = np.ones(len(first), np.bool_)
    done[active] = False
    return length, done


def _several_fans(found: Topology, wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return those of the `wanted` places whose corners fall into several groups joined by shared edges."""
    flat = found.corners.reshape(-1)
    edge_of = np.empty(len(found.order), np.int64)
    edge_of[found.order] = np.repeat(np.arange(len(found.users)), found.users)
    near = np.flatnonzero(wanted[flat]).astype(
        np.int32
    )  # corners in question; each lies on the side it starts and on the one before
    before = following(following(near))
    spot = flat[near].astype(np.int64) * len(found.users)
    key = np.concatenate([spot + edge_of[near], spot + edge_of[before]])
    corner = np.concatenate([np.arange(len(near))] * 2)
    order = np.argsort(key, kind="stable")
    same = np.diff(key[order]) == 0
    label = labels(corner[order][:-1][same], corner[order][1:][same], len(near))
    fans = np.unique(flat[near].astype(np.int64) * len(near) + label) // max(len(near), 1)
    places, counts = np.unique(fans, return_counts=True)
    return places[counts > 1]


def labels(one: NDArray[np.int64], other: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return for each of `count` things the smallest one it is joined with, given pairs that are joined.

    Roots are hooked to smaller roots, then ways are cut short, until nothing changes.
    """
    label = np.arange(count)
    while len(one):
        low, high = label[one], label[other]
        np.minimum.at(label, np.maximum(low, high), np.minimum(low, high))
        while True:
            shorter = label[label]
            if np.array_equal(shorter, label):
                break
            label = shorter
        apart = label[one] != label[other]
        one, other = one[apart], other[apart]
    return label


def repeated(found: Topology) -> int:
    """Return how many triangles have the same three corners as an earlier one, whichever way round."""
    # a hash that does not mind the order of corners finds the few that may repeat; these are compared exactly
    mixed = (np.arange(len(found.positions), dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    keys = mixed[found.corners[:, 0]] + mixed[found.corners[:, 1]] + mixed[found.corners[:, 2]]
    ordered = np.sort(keys)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(again):
        return 0
    rows = np.sort(found.corners[np.isin(keys, again)], axis=1)
    return len(rows) - len(np.unique(rows, axis=0))
