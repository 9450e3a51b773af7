"""Solid noise: repeatable randomness of a point in space, for clay, wood and stone.

Value noise on an integer lattice with a hash of 32-bit integers, so every machine draws the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]  # (n, 3)
    Values = NDArray[np.float64]  # (n,)


_TURN = np.array([[0.36, 0.48, -0.80], [-0.80, 0.60, 0.0], [0.48, 0.64, 0.60]])
"""A rotation that keeps the lattice of one octave from lining up with the next, or with the object."""


def noise(points: Points, *, size: float, seed: int = 0) -> Values:
    """Return smooth noise in -1..1 at `points`; `size` is the width of a bump in the unit of the points."""
    scaled = np.asarray(points, dtype=np.float64) / size
    cell = np.floor(scaled).astype(np.int64)
    part = scaled - cell
    ease = part * part * part * (part * (part * 6.0 - 15.0) + 10.0)
    total = np.zeros(len(scaled))
    for corner in range(8):
        offset = np.array([corner & 1, corner >> 1 & 1, corner >> 2])
        weight = np.prod(np.where(offset, ease, 1.0 - ease), axis=1)
        total += weight * _lattice(cell + offset, seed)
    return total


def cloud(points: Points, *, size: float, octaves: int = 4, seed: int = 0) -> Values:
    """Return layered noise in about -1..1: large bumps of `size` and ever smaller ones."""
    total = np.zeros(len(points))
    weight, share = 1.0, 0.0
    turned = np.asarray(points, dtype=np.float64)
    for octave in range(octaves):
        turned = turned @ _TURN
        total += weight * noise(turned, size=size / 2**octave, seed=seed + 17 * octave)
        share += weight
        weight *= 0.55
    return total / share * 1.4


def _lattice(cell: NDArray[np.int64], seed: int) -> Values:
    """Return a number in -1..1 for each lattice point."""
    mix = (cell[:, 0] * 73856093) ^ (cell[:, 1] * 19349663) ^ (cell[:, 2] * 83492791) ^ (seed * 2654435761)
    mix &= 0xFFFFFFFF
    mix = ((mix ^ (mix >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    mix = ((mix ^ (mix >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    mix ^= mix >> 16
    return mix / 0x7FFFFFFF - 1.0
