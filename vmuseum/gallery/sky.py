"""Sun and sky of the `day` and `open-air` presets, in lux and candela per square metre.

day: sun 5200 K and an even sky of 4000 cd/m2 at 7500 K, balanced to 5600 K. Reference scene 2 gives its panes 6000, but
its walls come out as with 4000 in a window of full depth with bars: laid beside the picture, walls agree within 10 %.
open-air: measured ratio of a clear morning sky, turbidity 3.2 (reference scene 3): sun (1.340, 1.032, 0.656) across the
beam to sky (0.144, 0.212, 0.311) on level ground; both are scaled so that the sun has the lux asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.colour import LUMINANCE, blackbody

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.schema.gallery import Gallery

DAY_BALANCE_K = 5600.0
_DAY_SKY_NITS = 4000.0
_SUN_RATIO: Vec3 = (1.340, 1.032, 0.656)
_SKY_RATIO: Vec3 = (0.144, 0.212, 0.311)
_GROUND: Vec3 = (0.25, 0.25, 0.25)  # what lies outside, albedo
SUN_RADIUS = math.radians(0.27)


@dataclass(frozen=True, slots=True)
class Sky:
    """`towards` the sun, its lux across the beam, radiance of the sky by direction, lux of sky on level ground."""

    towards: Vec3
    sun_lux: Vec3
    level_lux: Vec3
    even: bool

    def radiance(self, directions: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return candela per square metre (n, 3) seen along unit directions; below the horizon the lit ground."""
        level = np.array(self.level_lux, dtype=np.float32)
        if self.even:
            return np.broadcast_to(level / math.pi, directions.shape).astype(np.float32)
        up = np.clip(directions[:, 1], 0.0, 1.0)
        sunward = np.clip(directions @ np.array(self.towards, dtype=np.float32), 0.0, 1.0)
        shape = (0.72 + 0.5 * (1.0 - up) ** 3 + 0.55 * sunward**6) / _SHAPE_LEVEL
        above = (level / math.pi) * shape[:, None].astype(np.float32)
        sun_height = self.towards[1]
        ground = np.array(_GROUND) * (level + np.array(self.sun_lux) * sun_height) / math.pi
        return np.where((directions[:, 1] > 0)[:, None], above, ground.astype(np.float32))

    @property
    def ground_lux(self) -> Vec3:
        """Irradiance on a surface that looks down on open ground."""
        return tuple(
            g * (s + d * self.towards[1]) for g, s, d in zip(_GROUND, self.level_lux, self.sun_lux, strict=True)
        )  # type: ignore[return-value] # three


_SHAPE_LEVEL = 0.72 + 0.5 * 0.1 + 0.55 * 0.12  # about the cosine-weighted mean of the shape with a low sun


def sky_of(gallery: Gallery) -> Sky | None:
    """Return the sky of a gallery, or None for the `gallery` preset."""
    if gallery.lighting == "gallery":
        return None
    azimuth, height = math.radians(gallery.sun.azimuth_deg), math.radians(gallery.sun.height_deg)
    towards = (math.sin(azimuth) * math.cos(height), math.sin(height), -math.cos(azimuth) * math.cos(height))
    lux = gallery.sun.lux
    if gallery.lighting == "day":
        sun, sky = blackbody(5200.0, DAY_BALANCE_K), blackbody(7500.0, DAY_BALANCE_K)
        level = _DAY_SKY_NITS * math.pi * (lux / 13000.0)
        return Sky(towards, _times(sun, lux), _times(sky, level), even=True)
    unit = lux / sum(a * b for a, b in zip(_SUN_RATIO, LUMINANCE, strict=True))
    return Sky(towards, _times(_SUN_RATIO, unit), _times(_SKY_RATIO, unit), even=False)


def exposure_of(gallery: Gallery) -> float:
    """Return the factor for tone mapping: 1/26 for galleries, 1/215 by day, 4.6 sky units in the open."""
    if gallery.lighting == "gallery":
        return 1.0 / 26.0
    scale = 13000.0 / max(gallery.sun.lux, 1.0)
    if gallery.lighting == "day":
        return scale / 215.0
    return 4.6 * sum(a * b for a, b in zip(_SUN_RATIO, LUMINANCE, strict=True)) / max(gallery.sun.lux, 1.0)


def _times(colour: Vec3, factor: float) -> Vec3:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)
