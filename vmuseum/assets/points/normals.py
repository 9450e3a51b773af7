"""Normals of points from their neighbours: the direction in which the neighbourhood is thinnest.

Moments (count, sums, products) are kept a cell; each point mixes those of the eight cells round it, so normals turn
smoothly. After Hoppe et al., Surface reconstruction from unorganized points (1992), with cells for neighbourhoods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.grid import cell_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 1 << 17
_REACH = 2.6  # cell edge in distances of points
_PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))


def estimated(positions: NDArray[np.float32], spacing: float) -> NDArray[np.float32]:
    """Return unit normals (n, 3) that look away from the middle of what lies around. 1 M points take about 6 s."""
    cell = max(spacing * _REACH, float(np.abs(positions).max(initial=1e-9)) / (1 << 19))
    keys, moments = _moments(positions, cell)
    out = np.empty((len(positions), 3), np.float32)
    for start in range(0, len(positions), _BATCH):
        block = positions[start : start + _BATCH]
        out[start : start + _BATCH] = _thinnest(_mixed(block, cell, keys, moments))
    return _outward(positions, out, cell * 6)


def _moments(positions: NDArray[np.float32], cell: float) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return the cells with points, and of each (10,): count, sums, sums of products."""
    found, owner = np.unique(cell_keys(positions, cell), return_inverse=True)
    p = positions.astype(np.float64)
    columns = [np.ones(len(p)), *p.T, *(p[:, i] * p[:, j] for i, j in _PAIRS)]
    return found, np.column_stack([np.bincount(owner, weights=column, minlength=len(found)) for column in columns])


def _mixed(
    points: NDArray[np.float32], cell: float, keys: NDArray[np.uint64], moments: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the covariance (n, 3, 3) round every point."""
    p = points.astype(np.float64)
    corner = np.floor(p / cell - 0.5)
    share = p / cell - 0.5 - corner
    total = np.zeros((len(p), 10))
    for step in np.ndindex(2, 2, 2):
        weight = np.prod(np.where(step, share, 1 - share), axis=1)
        wanted = cell_keys(((corner + step + 0.5) * cell).astype(np.float32), cell)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        weight = np.where(keys[place] == wanted, weight, 0.0)
        total += moments[place] * weight[:, None]
    count = np.maximum(total[:, 0], 1e-12)
    mean = total[:, 1:4] / count[:, None]
    out = np.empty((len(p), 3, 3))
    for k, (i, j) in enumerate(_PAIRS):
        out[:, i, j] = out[:, j, i] = total[:, 4 + k] / count - mean[:, i] * mean[:, j]
    return out


def _thinnest(covariance: NDArray[np.float64]) -> NDArray[np.float32]:
    size = np.maximum(np.trace(covariance, axis1=1, axis2=2), 1e-30)
    _, vectors = np.linalg.eigh(covariance / size[:, None, None])
    return np.asarray(vectors[:, :, 0], np.float32)


def _outward(positions: NDArray[np.float32], normals: NDArray[np.float32], cell: float) -> NDArray[np.float32]:
    """Turn normals to look away from the mean of a wider neighbourhood; where that says nothing, from the middle."""
    cell = max(cell, float(np.abs(positions).max(initial=1e-9)) / (1 << 19))
    _, owner = np.unique(cell_keys(positions, cell), return_inverse=True)
    count = np.bincount(owner)
    mean = np.column_stack([np.bincount(owner, weights=positions[:, k]) / count for k in range(3)])[owner]
    middle = (positions.min(axis=0) + positions.max(axis=0)) / 2
    way = (positions - mean) / cell + 0.3 * (positions - middle) / max(float(np.ptp(positions, axis=0).max()), 1e-9)
    away = (way * normals).sum(axis=1) < 0
    return np.where(away[:, None], -normals, normals)
