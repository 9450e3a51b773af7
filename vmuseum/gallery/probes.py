"""The light an exhibit stands in: irradiance towards six directions, without the spots hung for it. Lux."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.gather import look
from vmuseum.mesh.sampling import frame, hemisphere

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.gallery.sky import Sky
    from vmuseum.gallery.stage import Stage
    from vmuseum.geometry import Vec3

    F32 = NDArray[np.float32]

_DIRECTIONS = np.array([(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)], dtype=np.float32)
_RAYS = 768

Cube = tuple["Vec3", "Vec3", "Vec3", "Vec3", "Vec3", "Vec3"]


def probe(stage: Stage, at: Vec3, radiance: F32, sky: Sky | None, *, sun: bool, gain: float = 1.0) -> Cube:
    """Return lux towards +x -x +y -y +z -z at a place. `stage` is without the exhibits.

    `sun`: add the sun where the place sees it (rooms whose exhibits get no sun of their own). `gain` scales the result.
    """
    table = hemisphere(_RAYS)[0]
    first, second = frame(_DIRECTIONS)
    rays = (
        table[None, :, :1] * first[:, None]
        + table[None, :, 1:2] * second[:, None]
        + table[None, :, 2:] * _DIRECTIONS[:, None]
    )
    directions = rays.reshape(-1, 3)
    origins = np.tile(np.array(at, np.float32), (len(directions), 1))
    seen, _, _ = look(stage, origins, directions, radiance, sky, None)
    lux = seen.reshape(6, _RAYS, 3).mean(axis=1) * np.pi
    if sun and sky is not None:
        towards = np.array([sky.towards], np.float32)
        if bool(stage.blockers.clear(origins[:1], towards)[0]):
            lux += np.clip(_DIRECTIONS @ towards[0], 0, 1)[:, None] * np.array(sky.sun_lux)
    rows = [tuple(float(f"{v:.4g}") for v in row) for row in lux * gain]
    return tuple(rows)  # type: ignore[return-value] # six rows of three
