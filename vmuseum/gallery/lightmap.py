"""Write the light map as WebP: sRGB curve over lux / scale, dithered against banding, at most 1.5 MB."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

MOST_BYTES = 1_500_000
_SHOWN_WHITE = 2.2  # shown value (before tone mapping) of a light wall beyond which all is white anyway
_WALL = 0.5


def map_scale(lit: F32, exposure: float) -> float:
    """Return the lux of map value 1.0 for cells of `lit` (n, 3): the brightest light that still makes a difference."""
    most = _SHOWN_WHITE * math.pi / (_WALL * exposure)
    found = float(np.percentile(lit.max(axis=1), 99.98)) if len(lit) else 1.0
    return float(f"{max(1e-3, min(most, found * 1.05)):.6g}")


def encoded(lux: F32, scale: float) -> bytes:
    """Return WebP of (h, w, 3) lux. Light above `scale` keeps its hue."""
    value = lux / np.float32(scale)
    value = value / np.maximum(1.0, value.max(axis=2, keepdims=True))
    curve = np.where(value <= 0.0031308, value * 12.92, 1.055 * np.power(np.maximum(value, 1e-9), 1 / 2.4) - 0.055)
    shaken = curve * 255.0 + _dither(*lux.shape[:2])[..., None]
    pixels = np.clip(np.rint(shaken), 0, 255).astype(np.uint8)
    picture = raster.picture(pixels)
    for quality, most in ((97, 300_000), (94, 700_000), (90, 1_200_000), (80, MOST_BYTES), (60, MOST_BYTES), (30, 0)):
        data = raster.webp(picture, quality=quality).data
        if len(data) <= most:
            break
    return data


def decoded(data: bytes, scale: float) -> F32:
    """Return (h, w, 3) lux of a light map, the inverse of `encoded`."""
    value = raster.pixels(raster.decode(data))[..., :3].astype(np.float32) / 255.0
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear * np.float32(scale), dtype=np.float32)


def _dither(height: int, width: int) -> F32:
    """Return an even pattern between -0.5 and 0.5: interleaved gradient noise (Jimenez 2014)."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    return np.asarray((52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1.0)) % 1.0 - 0.5, dtype=np.float32)
