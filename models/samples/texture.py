"""Pictures that cover models: linear colours in, JPEG bytes out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray


def srgb(linear: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return linear values as 8-bit sRGB."""
    value = np.clip(linear, 0.0, 1.0)
    curve = np.where(value <= 0.0031308, value * 12.92, 1.055 * np.power(np.maximum(value, 1e-9), 1 / 2.4) - 0.055)
    return np.round(curve * 255).astype(np.uint8)


def jpeg(linear: NDArray[np.float64], *, quality: int = 88) -> bytes:
    """Return a picture (rows, columns, 3) of linear colours as JPEG."""
    out = io.BytesIO()
    Image.fromarray(srgb(linear)).save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
    return out.getvalue()


def mixed(a: NDArray[np.float64], b: tuple[float, float, float], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return colours `a` (n, 3) moved towards `b` by `share` (n,) in 0..1."""
    return a + (np.asarray(b) - a) * np.clip(share, 0.0, 1.0)[:, None]
