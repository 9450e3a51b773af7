"""How far points lie from a surface: exact, in numpy alone, the same on every run.

Triangles are cut to about equal size and sorted into an octree by their middles (Morton 1966). Many points go down
together: a node stays with a point while its box is not farther than the nearest middle known so far. What is left at
the leaves is compared exactly. 40,000 points against 570,000 triangles take about 0.7 s, near or far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F64 = NDArray[np.float64]
    Ints = NDArray[np.int64]

_A_LEAF = 3  # triangles of mean size that cover a face of a leaf's cell
_LEVELS = 10  # of the octree at most
_POINTS = 1 << 13  # that go down together: about 50 MB
_BESIDE = 4
_FINEST = 1000  # pieces along the diagonal, at most


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """For each point the distance, the nearest triangle, and the weights of its corners at the nearest place."""

    distance: F64
    triangle: Ints
    weights: F64  # (n, 3)


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """Nodes of one depth. Children (or pieces, of leaves) of node i are `first[i] : first[i + 1]`."""

    first: Ints
    low: F64
    high: F64
    middle: F64  # of one piece in the node


class Target:
    """A surface to which distances are taken."""

    def __init__(self, corners: F64) -> None:
        """Take the corners (m, 3, 3) of at least one triangle."""
        self.corners = corners
        low = corners.min(axis=(0, 1))
        size = max(float((corners.max(axis=(0, 1)) - low).max()), 1e-12)
        areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
        cell = max(float(np.sqrt(_A_LEAF * areas.mean())), size / _FINEST)
        pieces, parent = _cut(corners, cell)
        middles = pieces.mean(axis=1)
        depth = int(np.clip(np.ceil(np.log2(size / cell)), 1, _LEVELS))
        codes = _morton((middles - low) / size, depth)
        order = np.argsort(codes, kind="stable")
        self.pieces, self.parent = pieces[order], parent[order]
        self.middles = middles[order]
        self.radii = np.sqrt(_square((self.pieces - self.middles[:, None]).reshape(-1, 3)).reshape(-1, 3).max(axis=1))
        self.codes = codes[order]
        self.levels = _levels(self.codes, depth, self.pieces, self.middles)
        self._order_of = (low, size, depth)

    def nearest(self, points: F64) -> Nearest:
        """Return what is nearest to each of `points` (n, 3)."""
        low, size, depth = self._order_of
        # neighbours go down together: they meet the same nodes
        codes = _morton((points - low) / size, depth)
        order = np.argsort(codes, kind="stable")
        distance, piece, place = np.empty(len(points)), np.empty(len(points), np.int64), np.empty((len(points), 3))
        for start in range(0, len(points), _POINTS):
            rows = order[start : start + _POINTS]
            distance[rows], piece[rows], place[rows] = self._down(points[rows], codes[rows])
        triangle = self.parent[piece]
        return Nearest(distance, triangle, _weights(self.corners[triangle], place))

    def _bound(self, points: F64, codes: Ints) -> F64:
        """Return squares of distances to the nearest middle among those beside each point in the octree's order."""
        home = np.searchsorted(self.codes, codes)[:, None] + np.arange(-_BESIDE, _BESIDE)
        near = self.middles[np.clip(home, 0, len(self.middles) - 1)] - points[:, None]
        return np.asarray(np.einsum("nkd,nkd->nk", near, near).min(axis=1))

    def _down(self, points: F64, codes: Ints) -> tuple[F64, Ints, F64]:
        count = len(self.levels[0].low)
        point, node = np.repeat(np.arange(len(points)), count), np.tile(np.arange(count), len(points))
        bound = self._bound(points, codes)
        for level in self.levels:
            at = points[point]
            away = _square(at - level.middle[node])
            heads = np.flatnonzero(np.diff(point, prepend=-1))
            bound = np.minimum(bound, np.minimum.reduceat(away, heads))
            outside = np.maximum(np.maximum(level.low[node] - at, at - level.high[node]), 0.0)
            # a little more than the bound, for the rounding of squares
            kept = _square(outside) <= bound[point] * (1 + 1e-9) + 1e-300
            point, node = point[kept], node[kept]
            point, node = _opened(point, level.first[node], level.first[node + 1])
        away = np.sqrt(_square(points[point] - self.middles[node]))
        heads = np.flatnonzero(np.diff(point, prepend=-1))
        bound = np.minimum(bound, np.minimum.reduceat(away, heads) ** 2)
        kept = away - self.radii[node] <= np.sqrt(bound[point]) * (1 + 1e-9) + 1e-150
        point, node = point[kept], node[kept]
        places = closest(self.pieces[node], points[point])
        distance = _square(places - points[point])
        order = np.lexsort((node, distance, point))
        best = order[np.flatnonzero(np.diff(point[order], prepend=-1))]
        return np.sqrt(distance[best]), node[best], places[best]


def _opened(point: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return each point with each of the things from `first` up to `last` of its row."""
    count = last - first
    return np.repeat(point, count), np.arange(int(count.sum())) + np.repeat(first - np.cumsum(count) + count, count)


def _levels(codes: Ints, depth: int, pieces: F64, middles: F64) -> list[_Level]:
    """Return the nodes of every depth, coarse first; `codes` are sorted."""
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    low, high = np.minimum.reduceat(pieces.min(axis=1), starts), np.maximum.reduceat(pieces.max(axis=1), starts)
    found = [_Level(np.append(starts, len(codes)), low, high, middles[starts])]
    codes = codes[starts]
    for _ in range(depth - 1):
        codes = codes >> 3
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        finer = found[-1]
        low, high = np.minimum.reduceat(finer.low, starts), np.maximum.reduceat(finer.high, starts)
        found.append(_Level(np.append(starts, len(codes)), low, high, finer.middle[starts]))
        codes = codes[starts]
    return found[::-1]


def _morton(places: F64, depth: int) -> Ints:
    """Return the cell of each place (n, 3), 0 to 1, among 2^depth a side, its bits interleaved."""
    cells = np.clip(places * 2**depth, 0, 2**depth - 1).astype(np.int64)
    found = np.zeros(len(cells), np.int64)
    for bit in range(depth):
        for axis in range(3):
            found |= ((cells[:, axis] >> bit) & 1) << (3 * bit + axis)
    return found


def closest(corners: F64, points: F64) -> F64:
    """Return the place on each triangle (n, 3, 3) that is nearest to the point of the same row.

    Where the foot of the perpendicular lies inside it is that, else the nearest place on one of the three sides.
    """
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    best = _on_side(a, b, points)
    distance = _square(best - points)
    for begin, end in ((b, c), (c, a)):
        place = _on_side(begin, end, points)
        other = _square(place - points)
        nearer = other < distance
        best[nearer], distance[nearer] = place[nearer], other[nearer]
    normal = np.cross(b - a, c - a)
    size = np.maximum(_square(normal), 1e-300)
    foot = points - normal * (_dot(points - a, normal) / size)[:, None]
    inside = _square(normal) > 0
    for begin, end in ((a, b), (b, c), (c, a)):
        inside &= _dot(np.cross(end - begin, foot - begin), normal) >= 0
    best[inside] = foot[inside]
    return best


def _on_side(begin: F64, end: F64, points: F64) -> F64:
    way = end - begin
    share = _dot(points - begin, way) / np.maximum(_square(way), 1e-300)
    return np.asarray(begin + way * np.clip(share, 0.0, 1.0)[:, None])


def _weights(corners: F64, places: F64) -> F64:
    """Return the weights of the three corners at places on their triangles."""
    one, other, to = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0], places - corners[:, 0]
    aa, ab, bb, ta, tb = _square(one), _dot(one, other), _square(other), _dot(to, one), _dot(to, other)
    whole = np.maximum(aa * bb - ab * ab, 1e-300)
    v, w = np.clip((bb * ta - ab * tb) / whole, 0, 1), np.clip((aa * tb - ab * ta) / whole, 0, 1)
    return np.column_stack([np.clip(1 - v - w, 0, 1), v, w])


def _cut(corners: F64, radius: float) -> tuple[F64, Ints]:
    """Return triangles in pieces that reach at most `radius` from their middles, and which each piece is of."""
    done: list[F64] = []
    parents: list[Ints] = []
    rows, parent = corners, np.arange(len(corners))
    while len(rows):
        reach = np.sqrt(_square((rows - rows.mean(axis=1, keepdims=True)).reshape(-1, 3)).reshape(-1, 3).max(axis=1))
        fits = reach <= radius
        done.append(rows[fits])
        parents.append(parent[fits])
        a, b, c = (rows[~fits][:, k] for k in range(3))
        ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
        rows = np.concatenate([np.stack(t, axis=1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
        parent = np.tile(parent[~fits], 4)
    return np.concatenate(done), np.concatenate(parents)


def _dot(one: F64, other: F64) -> F64:
    return np.asarray(np.einsum("ij,ij->i", one, other))


def _square(rows: F64) -> F64:
    return _dot(rows, rows)
