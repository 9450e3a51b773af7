"""sRGB and linear light (IEC 61966-2-1). glTF's colour factors and vertex colours are linear, pictures are sRGB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def linear_from_srgb(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return linear light of sRGB values 0..1."""
    v = np.asarray(values, np.float64)
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def srgb_from_linear(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return sRGB values of linear light 0..1."""
    v = np.asarray(values, np.float64)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0.0031308) ** (1 / 2.4) - 0.055)
