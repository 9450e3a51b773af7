"""From light to picture and back, as the shaders do it: exposure, tone curve, sRGB. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

START = 0.8 - 0.04
FADE = 0.15


def neutral(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return exposed linear colours (..., 3) after the Khronos PBR Neutral curve, 0 to 1.

    Source: Khronos PBR Neutral tone mapper specification (start 0.8 - F90, desaturation 0.15).
    """
    low = linear.min(axis=-1, keepdims=True)
    colour = linear - np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    peak = colour.max(axis=-1, keepdims=True)
    room = 1.0 - START
    bent = 1.0 - room * room / (np.maximum(peak, START) + room - START)
    grey = 1.0 - 1.0 / (FADE * (peak - bent) + 1.0)
    bright = colour * bent / np.maximum(peak, 1e-9) * (1.0 - grey) + bent * grey
    return np.where(peak < START, colour, bright)


def encoded(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sRGB values 0 to 1 of linear ones."""
    clipped = np.clip(linear, 0.0, 1.0)
    return np.where(clipped <= 0.0031308, 12.92 * clipped, 1.055 * clipped ** (1 / 2.4) - 0.055)


def decoded(srgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear values of sRGB ones, 0 to 1."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def shown(
    nits: tuple[float, float, float], *, exposure: float, saturation: float = 1.0, bare: bool = False
) -> tuple[float, float, float]:
    """Return the colour (0 to 1, sRGB, or a square root when `bare`) in which the picture shows `nits`."""
    colour = np.array(nits, dtype=np.float64)
    grey = float(colour @ np.array([0.2126, 0.7152, 0.0722]))
    mixed = np.maximum(grey + (colour - grey) * saturation, 0.0)
    r, g, b = (np.sqrt(np.clip(mixed * exposure, 0, 1)) if bare else encoded(neutral(mixed * exposure))).tolist()
    return (r, g, b)
