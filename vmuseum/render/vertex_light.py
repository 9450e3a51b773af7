"""Light at the vertices of a mesh, for machines without OpenGL: matt surfaces, no shadows, no reflections. Pure.

Same units and formulas as the shaders: lux on each vertex from ambient light, suns, spots and softboxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.render.scene import SpotLight, Sun
from vmuseum.render.uniforms import ambient_rows
from vmuseum.render.views import area_axes, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.render.scene import Ambient, AreaLight, LightSource

    Rows = NDArray[np.float64]


def irradiance(points: Rows, normals: Rows, ambient: Ambient, lights: Sequence[LightSource]) -> Rows:
    """Return lux (n, 3) on surfaces at `points` that face along the unit vectors `normals`."""
    total = _from_cube(normals, ambient)
    for light in lights:
        if isinstance(light, Sun):
            total += np.clip(normals @ unit(light.towards), 0, None)[:, None] * np.array(light.lux)
        elif isinstance(light, SpotLight):
            total += _from_spot(points, normals, light)
        else:
            total += _from_area(points, normals, light)
    return total


def _from_cube(normals: Rows, ambient: Ambient) -> Rows:
    rows = ambient_rows(ambient).astype(np.float64)
    total = np.zeros((len(normals), 3))
    for axis in range(3):
        side = np.where(normals[:, axis] > 0, 2 * axis, 2 * axis + 1)
        total += normals[:, axis : axis + 1] ** 2 * rows[side]
    return total


def _from_spot(points: Rows, normals: Rows, light: SpotLight) -> Rows:
    way = np.array(light.at) - points
    square = np.maximum((way**2).sum(axis=1), 1e-4)
    along = way / np.sqrt(square)[:, None]
    off = np.arccos(np.clip(-along @ unit(np.subtract(light.aim, light.at)), -1, 1))
    full = min(light.full, light.cut)
    beam = np.clip((light.cut - off) / max(light.cut - full, 1e-4), 0, 1)
    lit = beam / square * np.clip((normals * along).sum(axis=1), 0, None)
    return np.asarray(lit[:, None] * np.array(light.candela), dtype=np.float64)


def _from_area(points: Rows, normals: Rows, light: AreaLight) -> Rows:
    """Lambert's sum over the edges of the rectangle, cut at the horizon as a sphere of equal flux."""
    across, along, ahead = area_axes(light)
    centre = np.array(light.at) - points
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    corners = [centre + sx * across + sy * along for sx, sy in signs]
    corners = [corner / np.linalg.norm(corner, axis=1, keepdims=True) for corner in corners]
    flux = np.zeros_like(points)
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        normal = np.cross(a, b)
        wide = np.maximum(np.linalg.norm(normal, axis=1), 1e-9)
        flux += normal * (np.arctan2(wide, (a * b).sum(axis=1)) / wide)[:, None]
    flux /= 2 * np.pi
    size = np.linalg.norm(flux, axis=1)
    factor = np.clip((size * size + (flux * normals).sum(axis=1)) / (size + 1), 0, None)
    factor *= centre @ ahead < 0
    return np.asarray(np.pi * factor[:, None] * np.array(light.nits), dtype=np.float64)
