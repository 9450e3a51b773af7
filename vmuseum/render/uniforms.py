"""What the shaders read, as arrays of four numbers: lights, ambient, sky. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.render.scene import AreaLight, SpotLight, Sun
from vmuseum.render.views import area_axes, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.render.scene import Ambient, LightSource, Look, Sky

MAX_SHADOWS = 6
"""Lamps beyond this many throw no shadow."""


def ambient_rows(ambient: Ambient) -> NDArray[np.float32]:
    """Return six colours, +x -x +y -y +z -z, lux."""
    sides = (ambient.east, ambient.west, ambient.up, ambient.down, ambient.south, ambient.north)
    return np.array(sides, dtype=np.float32)


def sky_rows(sky: Sky) -> NDArray[np.float32]:
    """Return zenith, horizon, ground, direction of the sun, glow."""
    rows = (sky.zenith, sky.horizon, sky.ground, tuple(unit(sky.towards)), sky.glow)
    return _padded(rows)


def film(look: Look) -> tuple[float, float, float, float]:
    """Return exposure, saturation, dither, bare."""
    return (look.exposure, look.saturation, float(look.dither), float(look.bare))


def casters(lights: Sequence[LightSource]) -> tuple[LightSource, ...]:
    """Return the lamps that throw shadows, in order, each once."""
    found: list[LightSource] = []
    for light in lights:
        if light.shadows and light not in found and len(found) < MAX_SHADOWS:
            found.append(light)
    return tuple(found)


def light_rows(lights: Sequence[LightSource], shadows: Sequence[LightSource]) -> dict[str, NDArray[np.float32]]:
    """Return the arrays `suns`, `spots` and `areas`; `shadows` tells which shadow belongs to a lamp."""
    rows: dict[str, list[Sequence[float]]] = {"suns": [], "spots": [], "areas": []}
    for light in lights:
        index = float(shadows.index(light)) if light in shadows else -1.0
        if isinstance(light, Sun):
            rows["suns"] += [(*unit(light.towards), index), (*light.lux, 0.0)]
        elif isinstance(light, SpotLight):
            ahead = unit(np.subtract(light.aim, light.at))
            rows["spots"] += [(*light.at, index), (*ahead, light.cut), (*light.candela, min(light.full, light.cut))]
        else:
            rows["areas"] += _area(light, index)
    return {name: _padded(found) for name, found in rows.items()}


def _area(light: AreaLight, index: float) -> list[Sequence[float]]:
    across, along, ahead = area_axes(light)
    return [
        (*light.at, index),
        (*across, 2 / light.width),
        (*along, 2 / light.height),
        (*ahead, 0.0),
        (*light.nits, 0.0),
    ]


def _padded(rows: Sequence[Sequence[float]]) -> NDArray[np.float32]:
    out = np.zeros((len(rows), 4), dtype=np.float32)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
