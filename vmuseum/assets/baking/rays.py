"""Where the texels of a lighter mesh see its master, and how much sky each place of the master sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.baking.surface import Seen
from vmuseum.mesh.rays import CHUNK
from vmuseum.mesh.sampling import frame, hemisphere, pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.baking.surface import Surface
    from vmuseum.mesh.rays import Scene

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_WIDEST = 0.05  # of the diagonal: how far the master may lie from the lighter mesh
_NARROWEST = 1e-4
_TRIAL = 4_096  # texels that tell how far it does lie
_MARGIN = 3.0  # times the distance that 99 % of them keep
_BEHIND = 0.02  # of the reach: rays start a little on the other side, so that a surface at the very place is met
_FAN = np.array([(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if x or y or z], np.float32)


def seen(surface: Surface, places: F32, normals: F32, diagonal: float) -> Seen:
    """Return what each of `places` (n, 3) sees of `surface` along its normal: the outermost within reach, as a visitor.

    The ray starts outside, but never beyond a wall that faces the place: in a fold the other side does not count. Nor
    do surfaces that face away. The reach follows from a trial: three times what 99 of 100 places need, at most a
    twentieth of `diagonal`. Where nothing is met, the nearest to both sides, then in 26 directions; -1 where all fail.
    """
    trial = np.linspace(0, len(places) - 1, min(len(places), _TRIAL)).astype(np.int64)
    _, away = _both_ways(surface, places[trial], normals[trial], _WIDEST * diagonal)
    met = away[np.isfinite(away)]
    needed = float(np.percentile(met, 99)) * _MARGIN if len(met) else _WIDEST * diagonal
    reach = float(np.clip(needed, _NARROWEST * diagonal, _WIDEST * diagonal))
    triangles, weights = [], []
    for start in range(0, len(places), CHUNK):
        rows = slice(start, start + CHUNK)
        found = _outermost(surface, places[rows], normals[rows], reach)
        for other in (_both_ways, _around):
            lost = np.flatnonzero(found.triangle < 0)
            near, _ = other(surface, places[rows][lost], normals[rows][lost], reach)
            found.triangle[lost], found.weights[lost] = near.triangle, near.weights
        triangles.append(found.triangle)
        weights.append(found.weights)
    return Seen(np.concatenate(triangles), np.concatenate(weights))


def _outermost(surface: Surface, places: F32, normals: F32, reach: float) -> Seen:
    behind = np.float32(reach * _BEHIND)
    wall = surface.scene.hits(places + normals * behind, normals, np.full(len(places), reach, np.float32))
    facing = np.einsum("nd,nd->n", surface.faces[wall.triangle], normals) < 0
    room = np.where((wall.triangle >= 0) & facing, wall.distance * np.float32(0.5), np.float32(reach)) + behind
    found, _ = _along(surface, places + normals * room[:, None], -normals, normals, room + np.float32(reach))
    return found


def _both_ways(surface: Surface, places: F32, normals: F32, reach: float) -> tuple[Seen, F32]:
    """Return the nearest along the normals and against them, and how far it is."""
    behind = np.float32(reach * _BEHIND)
    found = []
    for directions in (normals, -normals):
        seen_, away = _along(surface, places - directions * behind, directions, normals, np.float32(reach) + behind)
        found.append((seen_, np.abs(away - behind)))
    (out, far_out), (inside, far_in) = found
    nearer = far_in < far_out
    triangle = np.where(nearer, inside.triangle, out.triangle)
    weights = np.where(nearer[:, None], inside.weights, out.weights)
    return Seen(triangle, weights), np.minimum(far_in, far_out)


def _around(surface: Surface, places: F32, normals: F32, reach: float) -> tuple[Seen, F32]:
    """Return the nearest in 26 directions within twice the reach, and how far it is."""
    best = Seen(np.full(len(places), -1, np.int64), np.zeros((len(places), 3), np.float32))
    nearest = np.full(len(places), np.inf, np.float32)
    for direction in _FAN / np.linalg.norm(_FAN, axis=1, keepdims=True):
        rays = np.broadcast_to(direction, places.shape).astype(np.float32)
        found, away = _along(surface, places, rays, normals, np.float32(reach * 2))
        closer = away < nearest
        nearest[closer] = away[closer]
        best.triangle[closer], best.weights[closer] = found.triangle[closer], found.weights[closer]
    return best, nearest


def _along(surface: Surface, starts: F32, directions: F32, normals: F32, reach: np.float32 | F32) -> tuple[Seen, F32]:
    """Return what rays meet first within `reach`, if it faces along `normals`, and how far; else -1, infinite."""
    limit = np.zeros(len(starts), np.float32) + np.asarray(reach, np.float32)
    found = surface.scene.hits(starts, directions, limit)
    triangle = found.triangle.astype(np.int64)
    good = (triangle >= 0) & (np.einsum("nd,nd->n", surface.faces[triangle], normals) > 0)
    weights = np.stack([1 - found.u - found.v, found.u, found.v], axis=1).astype(np.float32)
    return Seen(np.where(good, triangle, -1), weights), np.where(good, found.distance, np.inf).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sky:
    """What closes the sky: a scene, up to `reach` metres away; rays start `lift` metres above the surface."""

    scene: Scene
    reach: float
    lift: float


def openness(sky: Sky, places: F32, normals: F32, texels: I64, *, rays: int) -> F32:
    """Return the share of light from all sides that reaches `places`: 1 is open, 0 closed.

    Cosine-weighted rays in a fixed sequence, turned by the texel (`texels` is (n, 2) x, y). What stands `sky.reach`
    metres away or more closes nothing, what is nearer the more the nearer. About 4 million rays a second.
    """
    table = hemisphere(rays)
    turn = pattern(texels[:, 0], texels[:, 1])
    found = np.empty(len(places), np.float32)
    step = max(1, CHUNK // rays)
    for start in range(0, len(places), step):
        rows = slice(start, start + step)
        normal = normals[rows]
        first, second = frame(normal)
        local = table[turn[rows]]
        directions = (
            local[..., :1] * first[:, None] + local[..., 1:2] * second[:, None] + local[..., 2:] * normal[:, None]
        ).reshape(-1, 3)
        origins = np.repeat(places[rows] + np.float32(sky.lift) * normal, rays, axis=0)
        hits = sky.scene.hits(origins, directions, np.full(len(origins), sky.reach, np.float32))
        closed = np.where(hits.triangle >= 0, 1 - hits.distance / np.float32(sky.reach), 0.0)
        found[rows] = 1 - closed.reshape(-1, rays).mean(axis=1)
    return found
