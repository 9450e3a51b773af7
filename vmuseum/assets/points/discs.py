"""Points as small round discs, so that a renderer of triangles draws them as a closed surface (surfels).

After Pfister et al., Surfels: surface elements as rendering primitives (2000).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.points_glb import Points

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CORNERS = 6
_REACH = 1.5  # radius in distances of points: of points strewn at random, one place in a thousand stays open
STONE = (0.55, 0.52, 0.47)
"""Linear colour of points without one."""


def discs(points: Points, eye: NDArray[np.float64]) -> Mesh:
    """Return a disc a point, facing `eye`: four triangles each, nearest first, so that hidden ones cost no light."""
    nearest = np.argsort(np.linalg.norm(points.positions - eye, axis=1), kind="stable")
    points = Points(
        points.positions[nearest],
        None if points.normals is None else points.normals[nearest],
        None if points.colours is None else points.colours[nearest],
        points.spacing,
    )
    out = _facing(points, eye)
    first, second = _tangents(out)
    angles = np.arange(_CORNERS) * (2 * np.pi / _CORNERS)
    radius = points.spacing * _REACH
    ring = np.cos(angles)[None, :, None] * first[:, None] + np.sin(angles)[None, :, None] * second[:, None]
    corners = points.positions[:, None].astype(np.float64) + radius * ring
    fan = np.array([[0, k, k + 1] for k in range(1, _CORNERS - 1)])
    indices = np.arange(len(points.positions))[:, None, None] * _CORNERS + fan
    shades = points.colours if points.colours is not None else np.array([STONE], np.float32).repeat(len(out), axis=0)
    colours = np.ones((len(out), 4), np.float32)
    colours[:, :3] = shades
    part = Part(
        "points",
        corners.reshape(-1, 3).astype(np.float32),
        indices.reshape(-1, 3).astype(np.uint32),
        normals=np.repeat(out, _CORNERS, axis=0).astype(np.float32),
        colours=np.repeat(colours, _CORNERS, axis=0),
        material=Material("points", roughness=0.85, double_sided=True),
    )
    return Mesh((part,))


def _facing(points: Points, eye: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return unit normals that look towards the eye."""
    way = eye - points.positions.astype(np.float64)
    if points.normals is None:
        return np.asarray(way / np.linalg.norm(way, axis=1, keepdims=True))
    normals = points.normals.astype(np.float64)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    away = (normals * way).sum(axis=1) < 0
    return np.where(away[:, None], -normals, normals)


def _tangents(normals: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return two directions across each normal."""
    across = np.where(np.abs(normals[:, :1]) < 0.7, [[1.0, 0, 0]], [[0, 1.0, 0]])
    first = np.cross(normals, across)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return first, np.cross(normals, first)
