"""Where things lie along a Z-shaped curve through a cube: neighbours on the curve are neighbours in space.

A code of LEVELS octal digits names a cell; its first d digits name the cell of level d that holds it (Morton 1966).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = 20
"""Octal digits of a code: cells of a millionth of the cube's side."""
_STEPS = (
    (32, 0x1F00000000FFFF),
    (16, 0x1F0000FF0000FF),
    (8, 0x100F00F00F00F00F),
    (4, 0x10C30C30C30C30C3),
    (2, 0x1249249249249249),
)


def codes(points: NDArray[Any], low: NDArray[np.float64], side: float) -> NDArray[np.uint64]:
    """Return the code of each point in the cube that begins at `low`; points outside count as on its skin."""
    cells = np.clip((points - low) * ((1 << LEVELS) / side), 0, (1 << LEVELS) - 1).astype(np.uint64)
    found = np.zeros(len(points), np.uint64)
    for axis in range(3):
        found |= _spread(cells[:, axis]) << np.uint64(axis)
    return found


def _spread(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Put two empty bits between the bits of each value."""
    for shift, mask in _STEPS:
        values = (values | (values << np.uint64(shift))) & np.uint64(mask)
    return values
