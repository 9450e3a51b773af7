"""Make a shell's triangles fit for a light map: split long ones near the walk, turn normals to the open side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.subdivide import sides, split, with_longest
from vmuseum.mesh.arrays import Part
from vmuseum.mesh.sampling import frame, hemisphere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.placing import PlacedRoom
    from vmuseum.geometry import Vec2
    from vmuseum.mesh.arrays import Material
    from vmuseum.mesh.rays import Scene

    F32 = NDArray[np.float32]

_OPTIONAL = ("normals", "uvs", "colours")
_LONG_M = 16.0  # longer edges near the walk are halved, so that density can follow the place
_SPLIT_NEAR_M = 40.0
_ROUNDS = 6
_LOOKS = 6  # rays a side
_OPEN_M = 30.0


def distance_from(points: NDArray[np.float32], outline: Sequence[Vec2]) -> NDArray[np.float64]:
    """Return how far points (n, 2) are from an outlined area; 0 inside. Metres."""
    p = points.astype(np.float64)
    best = np.full(len(p), np.inf)
    odd = np.zeros(len(p), np.bool_)
    for (ax, az), (bx, bz) in zip(outline, [*outline[1:], outline[0]], strict=True):
        side = np.array([bx - ax, bz - az])
        t = np.clip(((p - (ax, az)) @ side) / max(float(side @ side), 1e-12), 0.0, 1.0)
        best = np.minimum(best, np.linalg.norm(p - (np.array([ax, az]) + t[:, None] * side), axis=1))
        if bz != az:
            crosses = (az > p[:, 1]) != (bz > p[:, 1])
            odd ^= crosses & (p[:, 0] < ax + (bx - ax) * (p[:, 1] - az) / (bz - az))
    return np.asarray(np.where(odd, 0.0, best), dtype=np.float64)


def finer(part: Part, outline: Sequence[Vec2]) -> Part:
    """Return `part` with edges longer than 16 m halved within 40 m of the walk; shared edges are split alike."""
    current = part
    for _ in range(_ROUNDS):
        found = sides(current)
        middle = (current.positions[found.ends[:, 0]] + current.positions[found.ends[:, 1]]) / 2
        near = distance_from(middle[:, [0, 2]].astype(np.float32), outline) - found.lengths / 2 < _SPLIT_NEAR_M
        marked = near & (found.lengths > _LONG_M)
        if not marked.any():
            break
        current = split(current, found, with_longest(found, marked))
    return current


def outwards(scene: Scene, corners: F32, normals: F32, chosen: NDArray[np.bool_]) -> F32:
    """Return corner normals (m, 3, 3) turned to the side that sees further, for `chosen` (two-sided) triangles."""
    some = np.flatnonzero(chosen)
    if not len(some):
        return normals
    flat = np.cross(corners[some, 1] - corners[some, 0], corners[some, 2] - corners[some, 0])
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-12)
    middle = corners[some].mean(axis=1)
    front, back = np.zeros(len(some)), np.zeros(len(some))
    for share, corner in ((0.0, 0), (0.8, 0), (0.8, 1), (0.8, 2)):  # a large one may lie half inside something
        at = (middle + share * (corners[some, corner] - middle)).astype(np.float32)
        front = np.maximum(front, _openness(scene, at, flat))
        back = np.maximum(back, _openness(scene, at, -flat))
    flip = some[back > 1.3 * front + 0.02]
    turned = normals.copy()
    turned[flip] *= -1.0
    return turned


def _openness(scene: Scene, at: F32, normal: F32) -> NDArray[np.float64]:
    """Return the mean distance seen from each place on the side of its normal, at most 30 m.

    What is missed downwards counts nothing: models are open below.
    """
    directions = hemisphere(_LOOKS)[0]
    first, second = frame(normal)
    rays = (
        directions[None, :, :1] * first[:, None]
        + directions[None, :, 1:2] * second[:, None]
        + directions[None, :, 2:] * normal[:, None]
    ).reshape(-1, 3)
    origins = np.repeat(at + np.float32(0.004) * normal, _LOOKS, axis=0)
    hits = scene.hits(origins.astype(np.float32), np.ascontiguousarray(rays, dtype=np.float32))
    missed = np.where(rays[:, 1] > 0, _OPEN_M, 0.0)
    away = np.where(hits.triangle < 0, missed, np.minimum(hits.distance, _OPEN_M))
    return np.asarray(away.reshape(-1, _LOOKS).mean(axis=1), dtype=np.float64)


def merged(parts: Sequence[Part], placed: PlacedRoom) -> list[Part]:
    """Join parts of one material, walkable ones apart, for few draw calls.

    Names become `floor:<room>` and `shell:<room>:<material>`.
    """
    groups: dict[tuple[str, Material, tuple[bool, ...]], list[Part]] = {}
    prefix = placed.room.walk
    for part in parts:
        walkable = bool(prefix) and part.name.startswith(prefix or "")
        name = f"floor:{placed.room.id}" if walkable else f"shell:{placed.room.id}:{part.material.name}"
        have = tuple(getattr(part, field) is not None for field in _OPTIONAL)
        groups.setdefault((name, part.material, have), []).append(part)
    return [_joined(name, group) for (name, _, _), group in groups.items()]


def _joined(name: str, group: Sequence[Part]) -> Part:
    starts = np.cumsum([0, *(len(p.positions) for p in group[:-1])])
    indices = np.concatenate([p.indices.astype(np.int64) + s for p, s in zip(group, starts, strict=True)])
    rows = {
        field: None if getattr(group[0], field) is None else np.concatenate([getattr(p, field) for p in group])
        for field in _OPTIONAL
    }
    positions = np.concatenate([p.positions for p in group])
    return Part(
        name,
        positions,
        indices.astype(np.uint32),
        normals=rows["normals"],
        uvs=rows["uvs"],
        colours=rows["colours"],
        material=group[0].material,
    )
