"""Distances as colours: a scale whose steps look even, with its legend. Pure.

Colours run in Oklab (Ottosson 2020) from dark blue over green to light yellow with evenly growing lightness, so the
picture reads in grey and for the colour-blind too. Distances run by their logarithm over three decades.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh.colour import srgb_from_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECADES = 3
# lightness, chroma and hue (degrees) at the two ends; the hue turns the short way over green
_DARK, _LIGHT = (0.30, 0.105, 290.0), (0.94, 0.15, 103.0)
_FROM_LAB = np.array(
    [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]]
)
_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.707614701],
    ]
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Distances from `low_m` (and below) to `high_m` (and above), metres; `high_m` is 1000 times `low_m`."""

    low_m: float
    high_m: float

    @staticmethod
    def for_size(diagonal_m: float) -> Scale:
        """Return the scale for a model: up to about a hundredth of its diagonal, a power of ten in metres."""
        high = 10.0 ** round(math.log10(max(diagonal_m, 1e-9) / 100))
        return Scale(high / 10**DECADES, high)

    def shares(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where distances in metres lie on the scale, 0 to 1."""
        return np.asarray(np.clip(np.log10(np.maximum(distances, 1e-30) / self.low_m) / DECADES, 0.0, 1.0))


def colours(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return sRGB colours (..., 3) of places 0 to 1 on the scale."""
    light, chroma, hue = (a + (b - a) * shares for a, b in zip(_DARK, _LIGHT, strict=True))
    angle = np.radians(hue)
    lab = np.stack([light, chroma * np.cos(angle), chroma * np.sin(angle)], axis=-1)
    linear = ((lab @ _FROM_LAB.T) ** 3) @ _TO_LINEAR.T
    return np.asarray(np.round(np.clip(srgb_from_linear(np.clip(linear, 0, 1)), 0, 1) * 255), np.uint8)


def bar(width: int, height: int) -> NDArray[np.uint8]:
    """Return the scale as a picture, the smallest distance at the left."""
    row: NDArray[Any] = colours((np.arange(width) + 0.5) / width)
    return np.ascontiguousarray(np.repeat(row[None], height, axis=0))
