"""How far a quality lies from its master: measured at places spread over the master, in metres.

Only triangles with a corner near one of these places are looked at, and long ones, so that a dense quality costs little
more than a coarse one; a place that has nothing within that reach is measured against the whole surface. On scans this
gives the 99th percentile of 13,000 places within 4 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.comparing.distance import Target

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh

_PLACES = 600
_PERCENTILE = 99.0
_REACH = 0.6  # of the mean of the longest sides
_MOST_CELLS = 1 << 20  # along a side
_WIDE = 1 << 21
_BESIDE = np.array([(x * _WIDE + y) * _WIDE + z for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1)])


def places(master: Mesh) -> NDArray[np.float64]:
    """Return corners of triangles of `master`, evenly taken from their list: scanners write neighbours in a row."""
    corners = np.concatenate([part.positions[part.indices[:: _step(master), 0]] for part in master.parts])
    return corners.astype(np.float64)


def _step(master: Mesh) -> int:
    return max(1, master.triangles // _PLACES)


def deviation_m(spots: NDArray[np.float64], mesh: Mesh) -> float:
    """Return the distance, metres, that 99 % of `spots` have at most from the surface of `mesh`."""
    positions = np.concatenate([part.positions for part in mesh.parts])
    starts = np.cumsum([0, *(len(part.positions) for part in mesh.parts)])
    indices = np.concatenate([part.indices + np.uint32(s) for part, s in zip(mesh.parts, starts, strict=False)])
    corners = [positions.take(indices[:, k], axis=0) for k in range(3)]
    sides = [corners[k] - corners[k - 1] for k in range(3)]
    longest = np.sqrt(np.maximum.reduce([np.einsum("ij,ij->i", side, side) for side in sides]))
    cell = _cell(spots, positions, _REACH * float(longest.mean()))
    near = longest > 3.0 * cell
    marked = _marked(spots, positions, cell)
    for k in range(3):
        near |= marked.take(indices[:, k])
    distance = np.full(len(spots), np.inf)
    if near.any():
        distance = _distances(spots, [rows[near] for rows in corners])
    far = distance > cell
    if far.any() and not near.all():
        distance[far] = _distances(spots[far], corners)
    return float(np.percentile(distance, _PERCENTILE))


def _distances(spots: NDArray[np.float64], corners: list[NDArray[np.float32]]) -> NDArray[np.float64]:
    return Target(np.stack(corners, axis=1).astype(np.float64)).nearest(spots).distance


def _cell(spots: NDArray[np.float64], positions: NDArray[np.float32], edge: float) -> float:
    size = np.maximum(positions.max(axis=0), spots.max(axis=0)) - np.minimum(positions.min(axis=0), spots.min(axis=0))
    return max(edge, float(size.max()) / _MOST_CELLS, 1e-12)


def _marked(spots: NDArray[np.float64], positions: NDArray[np.float32], cell: float) -> NDArray[np.bool_]:
    """Return which positions lie in the cell of a spot or beside it."""
    low = np.minimum(positions.min(axis=0), spots.min(axis=0))
    near = np.unique((_cells(spots, low, cell)[:, None] + _BESIDE).reshape(-1))
    keys = _cells(positions, low, cell)
    found = np.minimum(np.searchsorted(near, keys), len(near) - 1)
    return np.asarray(near[found] == keys)


def _cells(points: NDArray[np.floating], low: NDArray[np.floating], cell: float) -> NDArray[np.int64]:
    x, y, z = ((points - low) * (1.0 / cell)).astype(np.int64).T
    return np.asarray((x * _WIDE + y) * _WIDE + z)
