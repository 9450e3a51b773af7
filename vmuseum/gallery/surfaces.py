"""What walls, floors and stands are made of: linear albedos and small tileable textures drawn from fixed seeds.

Albedos are those of the reference pictures. A texture holds only what varies: each channel is divided by its own
highest value, so that base colour times texture gives the albedo on average.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery import textures
from vmuseum.geometry import Vec3
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

DADO_M = 1.2
DADO: Vec3 = (0.20, 0.205, 0.175)
PLINTH: Vec3 = (0.66, 0.63, 0.585)
FOOT: Vec3 = (0.03, 0.028, 0.026)
FELT: Vec3 = (0.20, 0.165, 0.13)
GLASS_EDGE: Vec3 = (0.34, 0.44, 0.41)
SKIRTING: Vec3 = (0.055, 0.045, 0.038)
TRACK: Vec3 = (0.02, 0.02, 0.022)
IRON: Vec3 = (0.030, 0.032, 0.034)
STONE: Vec3 = (0.42, 0.38, 0.31)
BEAM: Vec3 = (0.13, 0.085, 0.052)
FRAME_WOOD: Vec3 = (0.10, 0.06, 0.035)
MAT: Vec3 = (0.80, 0.77, 0.70)
PAPER: Vec3 = (0.85, 0.81, 0.72)
BENCH_WOOD: Vec3 = (0.17, 0.095, 0.05)
FOCUS: Vec3 = (0.102, 0.068, 0.042)


@dataclass(frozen=True, slots=True)
class Look:
    """A surface: mean `albedo` (linear), roughness, texture and the metres one repeat of it covers."""

    albedo: Vec3
    roughness: float
    texture: Callable[[], NDArray[np.float64]] | None
    repeat_m: float = 1.0


LOOKS: dict[str, Look] = {
    "plaster-warm": Look((0.69, 0.615, 0.51), 0.9, textures.plaster, 2.4),
    "plaster-white": Look((0.72, 0.70, 0.66), 0.9, textures.plaster, 2.4),
    "plaster-deep": Look(FOCUS, 0.9, textures.plaster, 2.4),
    "plaster-slate": Look((0.048, 0.063, 0.058), 0.9, textures.plaster, 2.4),
    "limewash": Look((0.60, 0.545, 0.44), 0.9, textures.limewash, 3.0),
    "limewash-dado": Look((0.60, 0.545, 0.44), 0.8, textures.limewash, 3.0),
    "terrazzo": Look((0.48, 0.44, 0.39), 0.22, textures.terrazzo, 1.5),
    "terracotta": Look((0.27, 0.135, 0.085), 0.34, textures.terracotta, 2.4),
    "paving": Look((0.36, 0.335, 0.295), 0.62, textures.paving, 4.8),
    "wood": Look((0.361, 0.238, 0.141), 0.45, textures.planks, 1.6),
    "ceiling": Look((0.62, 0.60, 0.56), 0.9, None),
    "boards": Look((0.36, 0.30, 0.22), 0.85, textures.boards, 2.0),
    "stone": Look(STONE, 0.8, textures.stone, 2.4),
    "none": Look((0.3, 0.3, 0.3), 0.9, None),
}


@dataclass(frozen=True, slots=True)
class Skin:
    """A surface ready for a material: encoded texture and the base colour that gives the albedo on average."""

    image: Image | None
    base: Vec3
    roughness: float
    repeat_m: float


@cache
def skin(name: str) -> Skin:
    """Return the texture and base colour of a surface of LOOKS. Raises KeyError."""
    look = LOOKS[name]
    if look.texture is None:
        return Skin(None, look.albedo, look.roughness, look.repeat_m)
    image, mean = _texture(look.texture)
    base = tuple(min(1.0, a / m) for a, m in zip(look.albedo, mean, strict=True))
    return Skin(image, base, look.roughness, look.repeat_m)  # type: ignore[arg-type] # three channels


@cache
def _texture(draw: Callable[[], NDArray[np.float64]]) -> tuple[Image, Vec3]:
    """Return the encoded texture and its mean in linear light."""
    pixels = draw()
    flat = pixels.reshape(-1, 3)
    # the mean stays above 0.6, so that no albedo up to 0.6 asks for a base colour above 1
    top = np.minimum(np.percentile(flat, 99.5, axis=0), flat.mean(axis=0) / 0.6)
    linear = np.clip(pixels / top, 0.0, 1.0)
    mean = linear.reshape(-1, 3).mean(axis=0)
    encoded = raster.webp(raster.picture(to_srgb(linear)), quality=80)
    return encoded, (float(mean[0]), float(mean[1]), float(mean[2]))


def to_srgb(linear: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return 8-bit sRGB of linear values 0 to 1."""
    clipped = np.clip(linear, 0.0, 1.0)
    curve = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * np.power(clipped, 1 / 2.4) - 0.055)
    return np.asarray(np.rint(curve * 255.0), dtype=np.uint8)
