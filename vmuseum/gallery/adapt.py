"""One exposure serves a whole gallery; eyes adapt from room to room. By day the map is scaled a little for each room.

A yard under the open sky is some twenty times brighter than a corridor behind it: at the corridor's exposure all of it
would be white. Its light is scaled down as a whole, so sun and shade keep their contrast; dark cells are lifted by at
most 1.8.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_OPEN_SHOWN = 1.05  # exposed value of a surface of albedo 0.5 in the brighter parts of a yard
_DIM_SHOWN = 0.18  # the same of a dark room's middle, below which it is lifted
_MOST_LIFT = 1.8
_ALBEDO = 0.5


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What eyes adapt to: the exposure of the gallery and its rooms under the open sky."""

    exposure: float
    open_rooms: frozenset[int]

    def gains(self, lux: F32, by_room: Mapping[int, I64]) -> dict[int, float]:
        """Return the factor of each room's light; `lux` (cells, 3)."""
        found: dict[int, float] = {}
        for room, cells in by_room.items():
            bright = lux[cells].mean(axis=1)
            shown = bright * (_ALBEDO / math.pi * self.exposure)
            found[room] = self._gain(shown, room) if len(shown) else 1.0
        return found

    def _gain(self, shown: F32, room: int) -> float:
        if room in self.open_rooms:
            return min(1.0, _OPEN_SHOWN / max(float(np.percentile(shown, 85)), 1e-6))
        middle = max(float(np.median(shown)), 1e-6)
        return min(_MOST_LIFT, max(1.0, math.sqrt(_DIM_SHOWN / middle)))
