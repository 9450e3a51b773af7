"""How far points are from triangles, for tests: exact, brute force, small meshes only."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def distance_to_surface(point: Array, triangles: Array) -> float:
    """Return the distance from `point` to the nearest of `triangles` (n, 3, 3), in their unit."""
    a, b, c = (triangles[:, k] for k in range(3))
    on_edges = [_segment(point, p, q) for p, q in ((a, b), (b, c), (c, a))]
    normal = np.cross(b - a, c - a)
    size = np.linalg.norm(normal, axis=1)
    solid = size > 1e-15
    unit = normal[solid] / size[solid][:, None]
    away = ((point - a[solid]) * unit).sum(axis=1)
    foot = point - away[:, None] * unit
    inside = np.all(
        [(np.cross(q[solid] - p[solid], foot - p[solid]) * unit).sum(axis=1) >= 0 for p, q in ((a, b), (b, c), (c, a))],
        axis=0,
    )
    nearest = min(float(d.min()) for d in on_edges)
    return min(nearest, float(np.abs(away[inside]).min(initial=np.inf)))


def _segment(point: Array, p: Array, q: Array) -> Array:
    along = q - p
    t = ((point - p) * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-30)
    found: Array = np.linalg.norm(point - p - np.clip(t, 0, 1)[:, None] * along, axis=1)
    return found


def triangles_of(positions: Array, indices: NDArray[np.uint32]) -> Array:
    """Return (n, 3, 3) corners."""
    return np.asarray(positions, dtype=np.float64)[indices]
