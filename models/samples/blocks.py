"""Plain building parts with flat faces: plates, boxes, discs, rings. Metres; uvs count metres over `repeat`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .surface import Paint, Surface, grid_faces

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vec = tuple[float, float, float]
_WALL_REPEAT = 2.4  # metres of round wall that one picture covers
_SIDES: dict[str, tuple[tuple[int, int, int], ...]] = {
    "t": ((0, 1, 1), (1, 1, 1), (1, 1, 0), (0, 1, 0)),
    "b": ((0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)),
    "s": ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)),
    "n": ((1, 0, 0), (0, 0, 0), (0, 1, 0), (1, 1, 0)),
    "e": ((1, 0, 1), (1, 0, 0), (1, 1, 0), (1, 1, 1)),
    "w": ((0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0)),
}


def box(low: Vec, high: Vec, paint: Paint, *, sides: str = "tsnew", repeat: float = 2.4) -> Surface:
    """Return the named sides (top, bottom, south, north, east, west) of a box."""
    size = np.subtract(high, low)
    corners = np.array([_SIDES[s] for s in sides], dtype=np.float64).reshape(-1, 3) * size + np.asarray(low)
    start = np.arange(len(sides))[:, None] * 4
    faces = np.concatenate([start + np.array([0, 1, 2]), start + np.array([0, 2, 3])])
    return flat("box", corners, faces, paint, repeat=repeat)


def plate(x: tuple[float, float], z: tuple[float, float], y: float, paint: Paint, *, repeat: float = 4.8) -> Surface:
    """Return a level rectangle facing up."""
    return box((x[0], y, z[0]), (x[1], y, z[1]), paint, sides="t", repeat=repeat)


def steps(
    x: tuple[float, float], z: tuple[float, float], y: tuple[float, float], count: int, paint: Paint
) -> list[Surface]:
    """Return a flight of `count` steps that rises from y[0] at z[0] to y[1] at z[1]."""
    found = []
    for k in range(count):
        a, b = (z[0] + (z[1] - z[0]) * (k + n) / count for n in (0, 1))
        top = y[0] + (y[1] - y[0]) * (k + 1) / count
        low, high = min(a, b), max(a, b)
        found.append(box((x[0], y[0] - 0.05, low), (x[1], top, high), paint, sides="tsnew"))
    return found


def ring(
    inner: float, outer: float, y: float, paint: Paint, *, around: int = 96, repeat: float = 4.8, gap: float = 0.0
) -> Surface:
    """Return a level ring, or a disc where `inner` is 0, facing up; open by `gap` radians to both sides of +Z."""
    _, circle = _circle(around, gap)
    points = np.concatenate([circle * inner, circle * outer]) + np.array([0.0, y, 0.0])
    return flat("ring", points, grid_faces(2, around + 1), paint, repeat=repeat)


def wall(
    radius: float,
    low: float,
    high: float,
    paint: Paint,
    *,
    around: int = 96,
    inward: bool = False,
    gap: float = 0.0,
) -> Surface:
    """Return an upright round wall, facing out or in, smooth; open by `gap` radians to both sides of +Z."""
    turn, circle = _circle(around, gap)
    up = np.array([0.0, 1.0, 0.0])
    points = np.concatenate([circle * radius + up * low, circle * radius + up * high])
    faces = grid_faces(2, around + 1)
    normals = np.concatenate([circle, circle])
    uvs = np.concatenate([np.stack([turn * radius, 0 * turn - h], axis=1) for h in (low, high)]) / _WALL_REPEAT
    if inward:
        return Surface("wall", points, faces, -normals, None, uvs, paint)
    return Surface("wall", points, faces[:, ::-1], normals, None, uvs, paint)


def square_with_hole(
    half: float, hole: float, y: float, paint: Paint, *, around: int = 96, repeat: float = 4.8
) -> Surface:
    """Return a level square of half width `half` with a round hole, facing up."""
    _, circle = _circle(around, 0.0)
    rim = circle / np.abs(circle).max(axis=1, keepdims=True) * half
    points = np.concatenate([circle * hole, rim]) + np.array([0.0, y, 0.0])
    return flat("square", points, grid_faces(2, around + 1), paint, repeat=repeat)


def flat(
    name: str, points: NDArray[np.float64], faces: NDArray[np.int64], paint: Paint, *, repeat: float = 2.4
) -> Surface:
    """Return a surface with hard edges: its own three vertices and one normal for every triangle, quads kept."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    area = np.linalg.norm(cross, axis=1)
    keep = area > 1e-10
    normal = cross[keep] / area[keep][:, None]
    corners = np.stack([a[keep], b[keep], c[keep]], axis=1).reshape(-1, 3)
    normals = np.repeat(normal, 3, axis=0)
    return welded(
        Surface(
            name,
            corners,
            np.arange(len(corners)).reshape(-1, 3),
            normals,
            None,
            metres(corners, normals, repeat),
            paint,
        )
    )


def welded(surface: Surface) -> Surface:
    """Merge vertices that agree in everything."""
    parts = [surface.points, surface.normals, surface.uvs, surface.colours]
    rows = np.round(np.concatenate([p for p in parts if p is not None], axis=1), 6)
    _, first, number = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    pick = first[order]
    kept = [None if p is None else p[pick] for p in (surface.normals, surface.colours, surface.uvs)]
    return Surface(surface.name, surface.points[pick], rank[number.reshape(-1)][surface.faces], *kept, surface.paint)


def _circle(around: int, gap: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return turns from +Z and their unit vectors; a whole circle ends on its first point to the bit."""
    turn = np.linspace(gap, 2 * np.pi - gap, around + 1)
    circle = np.stack([np.sin(turn), 0 * turn, np.cos(turn)], axis=1)
    if gap == 0.0:
        circle[-1] = circle[0]
    return turn, circle


def metres(points: NDArray[np.float64], normals: NDArray[np.float64], repeat: float) -> NDArray[np.float64]:
    """Return uvs by the side each normal faces most."""
    axis = np.argmax(np.abs(normals), axis=1)
    u = np.where(axis == 0, points[:, 2], points[:, 0])
    v = np.where(axis == 1, points[:, 2], -points[:, 1])
    return np.stack([u, v], axis=1) / repeat
