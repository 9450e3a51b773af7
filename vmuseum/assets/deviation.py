"""How far a quality lies from its master: measured at places spread over the master, in metres.

Places lie in clusters, so that only triangles near them need to be looked at: a thirtieth of the cost of as many single
places. Distances to these triangles are exact; a place that is farther away than its neighbourhood reaches is
measured against the whole surface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.distance import Target
from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh

_CLUSTERS = 48
_A_CLUSTER = 40
_CELLS = 96  # along the diagonal
_PERCENTILE = 99.0


def places(master: Mesh) -> NDArray[np.float64]:
    """Return vertices of `master` in clusters that are spread evenly over it."""
    positions = np.concatenate([part.positions for part in master.parts])
    if len(positions) <= _CLUSTERS * _A_CLUSTER:
        return positions.astype(np.float64)
    order = np.empty(len(positions), np.int64)
    order[meshopt.spatial_order(positions)] = np.arange(len(positions))
    starts = np.linspace(0, len(positions) - _A_CLUSTER, _CLUSTERS).astype(np.int64)
    return positions[order[starts[:, None] + np.arange(_A_CLUSTER)].reshape(-1)].astype(np.float64)


def deviation_m(spots: NDArray[np.float64], mesh: Mesh) -> float:
    """Return the distance, metres, that 99 % of `spots` have at most from the surface of `mesh`."""
    positions = np.concatenate([part.positions for part in mesh.parts]).astype(np.float64)
    starts = np.cumsum([0, *(len(part.positions) for part in mesh.parts)])
    indices = np.concatenate([part.indices + np.uint32(s) for part, s in zip(mesh.parts, starts, strict=False)])
    low = np.minimum(positions.min(axis=0), spots.min(axis=0))
    high = np.maximum(positions.max(axis=0), spots.max(axis=0))
    cell = max(float(np.linalg.norm(high - low)) / _CELLS, 1e-12)
    near = _near(spots, positions, indices, low, cell)
    distance = np.full(len(spots), np.inf)
    if near.any():
        distance = Target(positions[indices[near]]).nearest(spots).distance
    far = distance > cell
    if far.any():
        distance[far] = Target(positions[indices]).nearest(spots[far]).distance
    return float(np.percentile(distance, _PERCENTILE))


def _near(
    spots: NDArray[np.float64],
    positions: NDArray[np.float64],
    indices: NDArray[np.uint32],
    low: NDArray[np.float64],
    cell: float,
) -> NDArray[np.bool_]:
    """Return which triangles may be within `cell` of a spot: a corner in a cell beside it, or longer than a cell."""
    wide = _CELLS + 5
    marked = np.zeros((wide, wide, wide), np.bool_)
    at = np.unique(((spots - low) / cell).astype(np.int64) + 2, axis=0)
    reach = np.arange(-2, 3)
    steps = np.stack(np.meshgrid(reach, reach, reach, indexing="ij"), -1).reshape(-1, 3)
    x, y, z = (at[:, None] + steps).reshape(-1, 3).T
    marked[x, y, z] = True
    x, y, z = (((positions - low) / cell).astype(np.int64) + 2).T
    corners = positions[indices]
    long = (np.ptp(corners, axis=1) > cell).any(axis=1)
    return np.asarray(marked[x, y, z][indices].any(axis=1) | long)
