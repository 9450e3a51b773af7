"""Cut polygons into triangles: fans where they are convex, ears (Meisters 1975) where a fan would leave the outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_TESTS = 3_000_000  # corner tests a file; what is left then stays a fan. About 2 s
_BAND = 1 << 14  # triangles looked at together: bounds memory
_LARGEST = 512  # corners; larger outlines stay fans


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Triangles as places (m, 3) in the list of corners, the polygon of each, and how many stayed poor fans."""

    places: NDArray[np.signedinteger[Any]]
    owners: NDArray[np.signedinteger[Any]]
    poor: int = 0


def cut(lengths: NDArray[np.int64], corners: NDArray[np.signedinteger[Any]], positions: NDArray[np.float32]) -> Cut:
    """Return the triangles of polygons. `corners` holds their vertices one after another, all within `positions`.

    Polygons of fewer than three corners give none. Triangles cost nothing, other convex ones little.
    """
    if len(lengths) and (lengths == 3).all():
        return Cut(np.arange(len(corners), dtype=np.int32).reshape(-1, 3), np.arange(len(lengths), dtype=np.int32))
    found = _fans(lengths)
    bad = _folding(lengths, corners, positions, found)
    if not len(bad):
        return found
    clipper = _Clipper(positions, corners)
    starts = np.cumsum(lengths) - lengths
    spare = np.zeros(len(lengths), bool)
    spare[bad] = True
    rows, poor = [found.places[~spare[found.owners]]], 0
    owners = [found.owners[~spare[found.owners]]]
    for number in bad.tolist():
        ears = clipper.ears(int(starts[number]), int(lengths[number]))
        poor += not clipper.clean
        rows.append(ears)
        owners.append(np.full(len(ears), number))
    order = np.argsort(np.concatenate(owners), kind="stable")
    return Cut(np.concatenate(rows)[order], np.concatenate(owners)[order], poor)


def _fans(lengths: NDArray[np.int64]) -> Cut:
    counts = np.maximum(lengths - 2, 0)
    owners = np.repeat(np.arange(len(lengths)), counts)
    step = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    first = (np.cumsum(lengths) - lengths)[owners]
    return Cut(np.column_stack([first, first + step + 1, first + step + 2]), owners)


def _folding(
    lengths: NDArray[np.int64], corners: NDArray[np.signedinteger[Any]], positions: NDArray[np.float32], fans: Cut
) -> NDArray[np.signedinteger[Any]]:
    """Return the polygons whose fan turns over somewhere: those that are not convex from their first corner."""
    several = np.flatnonzero(lengths[fans.owners] > 3)
    if not len(several):
        return np.zeros(0, np.int64)
    bands = [several[at : at + _BAND] for at in range(0, len(several), _BAND)]
    whole = np.zeros((len(lengths), 3))
    with np.errstate(all="ignore"):  # positions that are no numbers are dropped later, with a warning
        for band in bands:
            faces = _turns(corners[fans.places[band]], positions)
            np.add.at(whole, fans.owners[band], faces)
        slack = -1e-9 * np.einsum("ij,ij->i", whole, whole)
        bad = [
            fans.owners[band][
                np.einsum("ij,ij->i", _turns(corners[fans.places[band]], positions), whole[fans.owners[band]])
                < slack[fans.owners[band]]
            ]
            for band in bands
        ]
    return np.unique(np.concatenate(bad))


def _turns(triangles: NDArray[np.signedinteger[Any]], positions: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the cross product of two sides of each triangle."""
    a, b, c = (positions[triangles[:, n]].astype(np.float64) for n in range(3))
    return np.cross(b - a, c - a)


class _Clipper:
    """Clips ears of one polygon after another, within one allowance of work."""

    def __init__(self, positions: NDArray[np.float32], corners: NDArray[np.signedinteger[Any]]) -> None:
        self._positions, self._corners = positions, corners
        self._left = _MOST_TESTS
        self.clean = True  # False: the last polygon crosses itself or is too large, its rest is a fan

    def ears(self, start: int, length: int) -> NDArray[np.int64]:
        """Return the triangles of the polygon whose corners begin at `start`."""
        ring = list(range(start, start + length))
        flat = self._flattened(ring) if length <= _LARGEST else {}
        found: list[tuple[int, int, int]] = []
        self.clean = bool(flat)
        while flat and len(ring) > 3:
            place = self._ear(ring, flat)
            if place is None:
                self.clean = False
                break
            found.append((ring[place - 1], ring[place], ring[(place + 1) % len(ring)]))
            del ring[place]
        if self.clean and _side(*(flat[corner] for corner in ring)) < 0:
            self.clean = False
        found += [(ring[0], ring[n], ring[n + 1]) for n in range(1, len(ring) - 1)]
        return np.array(found, np.int64)

    def _flattened(self, ring: list[int]) -> dict[int, tuple[float, float]]:
        """Return the corners in the plane the outline lies in best (Newell), turning left."""
        points = self._positions[self._corners[ring]].astype(np.float64)
        with np.errstate(all="ignore"):
            normal = np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)
        if not np.isfinite(normal).all() or not normal.any():
            return {}
        axis = int(np.argmax(np.abs(normal)))
        first, second = (axis + 1) % 3, (axis + 2) % 3
        if normal[axis] < 0:
            first, second = second, first
        return {corner: (float(p[first]), float(p[second])) for corner, p in zip(ring, points, strict=True)}

    def _ear(self, ring: list[int], flat: dict[int, tuple[float, float]]) -> int | None:
        for place in range(len(ring)):
            if self._left <= 0:
                return None
            a, b, c = (flat[ring[n % len(ring)]] for n in (place - 1, place, place + 1))
            self._left -= 1
            if _side(a, b, c) <= 0:
                continue
            self._left -= len(ring)
            if not any(_within(p, a, b, c) for n in ring if (p := flat[n]) not in (a, b, c)):
                return place
        return None


def _side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _within(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return _side(a, b, p) >= 0 and _side(b, c, p) >= 0 and _side(c, a, p) >= 0
