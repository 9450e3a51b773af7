"""Surfaces of revolution and swept tubes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .surface import Paint, Surface, grid_faces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Point = tuple[float, float]
Bezier = tuple[Point, Point, Point, Point]


def bezier(curves: Sequence[tuple[Bezier, int]]) -> NDArray[np.float64]:
    """Return points (radius, height) along joined cubic curves, each cut into its number of steps."""
    out = [np.array([curves[0][0][0]])]
    for (a, b, c, d), steps in curves:
        t = np.linspace(0.0, 1.0, steps + 1)[1:, None]
        u = 1.0 - t
        out.append(u**3 * np.array(a) + 3 * u * u * t * np.array(b) + 3 * u * t * t * np.array(c) + t**3 * np.array(d))
    return np.concatenate(out)


def line(a: Point, b: Point) -> Bezier:
    """Return a straight curve."""
    third = ((b[0] - a[0]) / 3, (b[1] - a[1]) / 3)
    return (a, (a[0] + third[0], a[1] + third[1]), (b[0] - third[0], b[1] - third[1]), b)


def turned_profile(name: str, profile: NDArray[np.float64], *, around: int, paint: Paint) -> Surface:
    """Return `profile` (radius, height; from foot to mouth outside) turned about Y, with uvs and a seam at the back."""
    angle = np.linspace(0.0, 2 * np.pi, around + 1)
    rows = len(profile)
    direction = np.stack([-np.sin(angle), np.zeros(around + 1), -np.cos(angle)], axis=1)
    direction[-1] = direction[0]  # to the bit, so that readers can close the seam
    points = profile[:, None, 0:1] * direction[None] + np.array([0.0, 1.0, 0.0]) * profile[:, None, 1:2]
    slope = _outward(profile)
    normals = slope[:, None, 0:1] * direction[None] + np.array([0.0, 1.0, 0.0]) * slope[:, None, 1:2]
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    u, v = np.meshgrid(angle / (2 * np.pi), 1.0 - length / length[-1])
    faces = grid_faces(rows, around + 1)[:, ::-1]
    keep = _areas(points.reshape(-1, 3), faces) > 1e-14
    return Surface(
        name,
        points.reshape(-1, 3),
        faces[keep],
        normals.reshape(-1, 3),
        None,
        np.stack([u.ravel(), v.ravel()], axis=1),
        paint,
    )


def tube(
    name: str,
    path: NDArray[np.float64],
    radii: NDArray[np.float64],
    *,
    around: int,
    paint: Paint,
    capped: bool = False,
) -> Surface:
    """Return a round tube along `path` (n, 3) with a radius at each point; open at both ends unless `capped`."""
    if capped:
        first, last = path[0] - path[1], path[-1] - path[-2]
        tips = [path[:1] + first * 1e-3, path[-1:] + last * 1e-3]
        path = np.concatenate([tips[0], path, tips[1]])
        radii = np.concatenate([[0.0], radii, [0.0]])
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    side = np.cross(ahead, _steady(ahead))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, ahead)
    angle = np.linspace(0.0, 2 * np.pi, around + 1)
    ring = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    ring[:, -1] = ring[:, 0]
    points = path[:, None] + ring * radii[:, None, None]
    lean = np.gradient(radii) / np.maximum(np.linalg.norm(np.gradient(path, axis=0), axis=1), 1e-9)
    normals = ring - lean[:, None, None] * ahead[:, None]
    normals /= np.linalg.norm(normals, axis=2, keepdims=True)
    v, u = np.meshgrid(np.linspace(0, 1, len(path)), angle / (2 * np.pi), indexing="ij")
    faces = grid_faces(len(path), around + 1)
    if capped:
        faces = faces[_areas(points.reshape(-1, 3), faces) > 1e-16]
    return Surface(
        name,
        points.reshape(-1, 3),
        faces,
        normals.reshape(-1, 3),
        None,
        np.stack([u.ravel(), v.ravel()], axis=1),
        paint,
    )


def _outward(profile: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outward normal (radius, height) of each profile point."""
    along = np.gradient(profile, axis=0)
    out = np.stack([along[:, 1], -along[:, 0]], axis=1)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def _steady(ahead: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a direction that is nowhere along the path."""
    flat = np.abs(ahead).max(axis=0)
    return np.eye(3)[int(np.argmin(flat))][None].repeat(len(ahead), axis=0)


def _areas(points: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    a, b, c = (points[faces[:, k]] for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
