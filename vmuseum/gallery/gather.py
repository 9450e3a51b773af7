"""Light that comes back from what is lit: every texel looks around once, weighted by the cosine. Lux per channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.direct import LIFT_M
from vmuseum.mesh.rays import CHUNK
from vmuseum.mesh.sampling import frame, hemisphere, pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.gallery.sky import Sky
    from vmuseum.gallery.stage import Stage
    from vmuseum.gallery.texels import Texels

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_FAR_M = 50.0


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """For each texel: lux, share of back sides met (1: inside a solid), harmonic mean of the distances met (metres)."""

    lux: F32
    buried: F32
    nearness: F32


def gather(stage: Stage, texels: Texels, chosen: I64, radiance: F32, sky: Sky | None, samples: int) -> Gathered:
    """Return what `chosen` texels receive when cells send `radiance` (cells, 3), candela per square metre.

    Sky counts where a ray leaves the world; through a window of the texel's own room it was counted before.
    """
    table = hemisphere(samples)
    which = pattern(texels.x[chosen], texels.y[chosen])
    lux = np.empty((len(chosen), 3), np.float32)
    buried = np.empty(len(chosen), np.float32)
    nearness = np.empty(len(chosen), np.float32)
    step = max(1, CHUNK // samples)
    for start in range(0, len(chosen), step):
        part, local = chosen[start : start + step], table[which[start : start + step]]
        normal = texels.normal[part]
        first, second = frame(normal)
        directions = (
            local[..., :1] * first[:, None] + local[..., 1:2] * second[:, None] + local[..., 2:] * normal[:, None]
        ).reshape(-1, 3)
        origins = np.repeat(texels.place[part] + np.float32(LIFT_M) * normal, samples, axis=0)
        seen, back, distance = look(stage, origins, directions, radiance, sky, np.repeat(texels.room[part], samples))
        shape = (len(part), samples)
        lux[start : start + step] = seen.reshape(*shape, 3).mean(axis=1) * np.float32(np.pi)
        buried[start : start + step] = back.reshape(shape).mean(axis=1)
        nearness[start : start + step] = 1.0 / (1.0 / np.maximum(distance.reshape(shape), 0.01)).mean(axis=1)
    return Gathered(lux, buried, nearness)


def look(
    stage: Stage, origins: F32, directions: F32, radiance: F32, sky: Sky | None, room: NDArray[np.int32] | None
) -> tuple[F32, NDArray[np.bool_], F32]:
    """Return (radiance seen, whether a back side was met, distance) along rays.

    `room` tells whose windows were counted before; None counts every window.
    """
    hits = stage.everything.hits(origins, np.ascontiguousarray(directions, dtype=np.float32))
    cell, lit, pane = stage.cells(hits)
    seen = radiance[cell]
    seen[~lit] = 0.0
    missed = hits.triangle < 0
    if sky is not None:
        through = pane >= 0
        if room is not None and stage.windows:
            own = np.array([w.room for w in stage.windows], np.int32)
            through &= own[np.maximum(pane, 0)] != room
        bright = missed | through
        seen[bright] = sky.radiance(directions[bright])
    back = hits.back & ~lit & ~missed & (pane < 0)
    return seen, back, np.where(missed, np.float32(_FAR_M), hits.distance)
