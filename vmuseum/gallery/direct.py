"""Light that comes straight from lamps, sun and windows, with soft shadows. Lux per channel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.lamps import DISC_M
from vmuseum.gallery.sky import SUN_RADIUS
from vmuseum.mesh.rays import CHUNK
from vmuseum.mesh.sampling import disc, frame, pattern, square

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.lamps import LampLight
    from vmuseum.gallery.sky import Sky
    from vmuseum.gallery.stage import Stage, Window
    from vmuseum.gallery.texels import Texels

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

LIFT_M = 0.003
_NEAREST_M = 0.08  # a pane is never taken nearer than this: keeps reveals calm


def lamp_light(stage: Stage, texels: Texels, lamp: LampLight, chosen: I64, samples: int) -> tuple[I64, F32]:
    """Return (texels, lux) of one lamp among `chosen` texels. Intensity falls linearly in angle from full to cut."""
    at = np.array(lamp.at, np.float32)
    towards = at - texels.place[chosen]
    away = np.linalg.norm(towards, axis=1)
    facing = np.einsum("ij,ij->i", towards, texels.normal[chosen]) / np.maximum(away, 1e-4)
    strength = np.where(facing > 0, _beam(lamp, -towards / np.maximum(away, 1e-4)[:, None]), 0.0)
    lux = strength * facing / np.maximum(away, 0.05) ** 2
    kept = lux * max(lamp.candela) > 0.02
    some, lux = chosen[kept], lux[kept].astype(np.float32)
    seen = _seen_share(stage, texels, some, samples, _lamp_rays(lamp))
    return some, (lux * seen)[:, None] * np.array(lamp.candela, np.float32)


def _beam(lamp: LampLight, away: F32) -> F32:
    """Return the share of the candela sent along unit directions from the lamp."""
    if lamp.cut is None:
        return np.ones(len(away), np.float32)
    axis = np.array(lamp.aim, np.float32) - np.array(lamp.at, np.float32)
    axis /= np.linalg.norm(axis)
    angle = np.arccos(np.clip(away @ axis, -1.0, 1.0))
    return np.asarray(np.clip((lamp.cut - angle) / (lamp.cut - lamp.full), 0.0, 1.0), dtype=np.float32)


class _lamp_rays:  # noqa: N801 - a function with the lamp bound to it
    """Ways from places to points on the face of a lamp."""

    def __init__(self, lamp: LampLight) -> None:
        self._at = np.array(lamp.at, np.float32)

    def __call__(self, origins: F32, points: F32) -> tuple[F32, F32 | None]:
        """Return (directions, distances)."""
        towards = self._at - origins
        away = np.linalg.norm(towards, axis=1, keepdims=True)
        first, second = frame(towards / away)
        towards = towards + DISC_M * (points[:, :1] * first + points[:, 1:] * second)
        away = np.linalg.norm(towards, axis=1)
        return towards / away[:, None], (away - 0.01).astype(np.float32)


class _sun_rays:  # noqa: N801 - a function with the sun bound to it
    """Ways from places to points on the disc of the sun."""

    def __init__(self, sky: Sky) -> None:
        self._towards = np.array([sky.towards], np.float32)
        self._first, self._second = frame(self._towards)

    def __call__(self, _origins: F32, points: F32) -> tuple[F32, F32 | None]:
        """Return (directions, None)."""
        spread = math.tan(SUN_RADIUS) * (points[:, :1] * self._first + points[:, 1:] * self._second)
        towards = self._towards + spread.astype(np.float32)
        return towards / np.linalg.norm(towards, axis=1, keepdims=True), None


def sun_light(stage: Stage, texels: Texels, sky: Sky, chosen: I64, samples: int) -> tuple[I64, F32]:
    """Return (texels, lux) of the sun."""
    facing = texels.normal[chosen] @ np.array(sky.towards, np.float32)
    some, facing = chosen[facing > 0], facing[facing > 0]
    seen = _seen_share(stage, texels, some, samples, _sun_rays(sky))
    return some, (facing * seen)[:, None].astype(np.float32) * np.array(sky.sun_lux, np.float32)


def _seen_share(stage: Stage, texels: Texels, chosen: I64, samples: int, rays: _lamp_rays | _sun_rays) -> F32:
    """Return how much of a light each texel sees, averaged over its own area and that of the light."""
    spots, inside = disc(samples), square(samples)[:, :, ::-1] - 0.5
    which = pattern(texels.x[chosen], texels.y[chosen])
    share = np.empty(len(chosen), np.float32)
    step = max(1, CHUNK // samples)
    for start in range(0, len(chosen), step):
        part, p = chosen[start : start + step], which[start : start + step]
        origins = texels.place[part] + np.float32(LIFT_M) * texels.normal[part]
        offset = _inwards(inside[p], texels.rim[part])
        moved = (
            origins[:, None]
            + offset[..., :1] * texels.along[part][:, None]
            + offset[..., 1:] * texels.up[part][:, None]
        )
        flat = np.ascontiguousarray(moved.reshape(-1, 3), dtype=np.float32)
        directions, distances = rays(flat, spots[p].reshape(-1, 2))
        clear = stage.blockers.clear(flat, np.ascontiguousarray(directions, dtype=np.float32), distances)
        share[start : start + step] = clear.reshape(len(part), samples).mean(axis=1)
    return share


def _inwards(offset: F32, rim: NDArray[np.int8]) -> F32:
    """Return sample offsets (n, samples, 2) that never leave the chart: behind its edge another wall begins."""
    side = rim[:, None].astype(np.float32)
    return np.where(side == 0, offset, -side * np.abs(offset)).astype(np.float32)


def window_light(stage: Stage, texels: Texels, sky: Sky, window: Window, chosen: I64, samples: int) -> tuple[I64, F32]:
    """Return (texels, lux) of the sky through one window, for texels of its room."""
    corner, along, up = (np.array(v, np.float32) for v in (window.corner, window.along, window.up))
    inward = np.array(window.inward, np.float32)
    area = float(np.linalg.norm(np.cross(along, up)))
    middle = corner + along / 2 + up / 2
    to_middle = middle - texels.place[chosen]
    reach = float(np.linalg.norm(along) + np.linalg.norm(up)) / 2
    before = -(to_middle @ inward) > 0
    above = np.einsum("ij,ij->i", to_middle, texels.normal[chosen]) > -reach
    away2 = np.einsum("ij,ij->i", to_middle, to_middle)
    some = chosen[before & above & (away2 < (area / 0.0004))]
    points = square(samples)
    which = pattern(texels.x[some], texels.y[some])
    lux = np.zeros((len(some), 3), np.float32)
    step = max(1, CHUNK // samples)
    for start in range(0, len(some), step):
        part, p = some[start : start + step], which[start : start + step]
        origins = np.repeat(texels.place[part] + np.float32(LIFT_M) * texels.normal[part], samples, axis=0)
        at = points[p].reshape(-1, 2)
        towards = corner + at[:, :1] * along + at[:, 1:] * up - origins
        away = np.linalg.norm(towards, axis=1)
        directions = towards / np.maximum(away, 1e-6)[:, None]
        normal = np.repeat(texels.normal[part], samples, axis=0)
        weight = np.clip(np.einsum("ij,ij->i", directions, normal), 0, 1) * np.clip(-(directions @ inward), 0, 1)
        weight *= area / np.maximum(away, _NEAREST_M) ** 2
        clear = stage.blockers.clear(origins, np.ascontiguousarray(directions, dtype=np.float32))
        sent = sky.radiance(directions.astype(np.float32)) * (weight * clear)[:, None]
        lux[start : start + step] = sent.reshape(len(part), samples, 3).mean(axis=1)
    return some, lux


def texels_by_room(texels: Texels, rooms: Sequence[int]) -> dict[int, I64]:
    """Return the lit texels of each room."""
    return {room: np.flatnonzero(texels.active & (texels.room == room)) for room in rooms}
