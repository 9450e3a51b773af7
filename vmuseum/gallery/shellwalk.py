"""Where one may walk in a shell: the outline its author drew, the border of its walkable meshes, or its rectangle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.gallery.walkable import inside, room_outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.placing import PlacedRoom
    from vmuseum.geometry import Vec2
    from vmuseum.mesh.arrays import Part


def walk_of_shell(placed: PlacedRoom, parts: Sequence[Part]) -> tuple[tuple[Vec2, ...], float]:
    """Return the outline one may walk in and the height of its floor."""
    prefix = placed.room.walk
    floor_parts = [p for p in parts if prefix and p.name.startswith(prefix)]
    if prefix and not floor_parts:
        raise RecipeError("shell-without-walk", room=placed.room.id, prefix=prefix)
    if placed.room.walk_m:
        outline = room_outline(placed)
        return outline, _floor_height(floor_parts or parts, outline)
    if floor_parts:
        outline = _outline(floor_parts)
        return outline, _floor_height(floor_parts, outline)
    if placed.room.size_m is not None:
        outline = room_outline(placed)
        return outline, _floor_height(parts, outline)
    outline = _rectangle_of(parts)
    return outline, _floor_height(parts, outline)


def _floor_height(parts: Sequence[Part], outline: Sequence[Vec2]) -> float:
    """Return the commonest height of what faces up inside the outline, by area."""
    heights: list[NDArray[np.float64]] = []
    weights: list[NDArray[np.float64]] = []
    for part in parts:
        c = part.positions[part.indices].astype(np.float64)
        normal = np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0])
        level = normal[:, 1] > 0.95 * np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
        centre = c.mean(axis=1)
        chosen = [k for k in np.flatnonzero(level) if inside((centre[k, 0], centre[k, 2]), outline, 0.0)]
        heights.append(centre[chosen, 1])
        weights.append(normal[chosen, 1] / 2)
    flat, weight = np.concatenate(heights), np.concatenate(weights)
    if not len(flat):
        return 0.0
    steps = np.rint(flat / 0.05).astype(np.int64)
    values, index = np.unique(steps, return_inverse=True)
    return round(float(values[np.argmax(np.bincount(index, weight))] * 0.05), 3)


def _rectangle_of(parts: Sequence[Part]) -> tuple[Vec2, ...]:
    low = np.min([p.positions.min(axis=0) for p in parts], axis=0)
    high = np.max([p.positions.max(axis=0) for p in parts], axis=0)
    x0, z0, x1, z1 = float(low[0]), float(low[2]), float(high[0]), float(high[2])
    return ((x0, z0), (x1, z0), (x1, z1), (x0, z1))


def _outline(parts: Sequence[Part]) -> tuple[Vec2, ...]:
    """Return the longest border of the walkable meshes seen from above, corners only."""
    points = np.concatenate([p.positions for p in parts])[:, [0, 2]].astype(np.float64)
    starts = np.cumsum([0, *(len(p.positions) for p in parts[:-1])])
    triangles = np.concatenate([p.indices.astype(np.int64) + s for p, s in zip(parts, starts, strict=True)])
    keys, merged = np.unique(np.rint(points / 0.002).astype(np.int64), axis=0, return_inverse=True)
    corners = merged.reshape(-1)[triangles]
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    have = {(int(a), int(b)) for a, b in edges}
    following = {a: b for a, b in sorted(have, reverse=True) if (b, a) not in have}
    loops = _loops(following)
    best = max(loops, key=lambda loop: (_length(keys, loop), loop), default=[])
    return _straightened([(float(keys[k][0] * 0.002), float(keys[k][1] * 0.002)) for k in best])


def _loops(following: dict[int, int]) -> list[list[int]]:
    left = dict(following)
    loops: list[list[int]] = []
    while left:
        start = min(left)
        loop, at = [], start
        while at in left:
            loop.append(at)
            at = left.pop(at)
        loops.append(loop)
    return loops


def _length(keys: NDArray[np.int64], loop: Sequence[int]) -> float:
    ring = keys[[*loop, loop[0]]].astype(np.float64)
    return float(np.linalg.norm(np.diff(ring, axis=0), axis=1).sum())


def _straightened(loop: Sequence[Vec2]) -> tuple[Vec2, ...]:
    """Leave out points on straight sides."""
    kept: list[Vec2] = []
    for before, here, after in zip([loop[-1], *loop[:-1]], loop, [*loop[1:], loop[0]], strict=True) if loop else ():
        ax, az, bx, bz = here[0] - before[0], here[1] - before[1], after[0] - here[0], after[1] - here[1]
        if abs(ax * bz - az * bx) > 1e-3 * math.hypot(ax, az) * math.hypot(bx, bz):
            kept.append((round(here[0], 3), round(here[1], 3)))
    return tuple(kept)
