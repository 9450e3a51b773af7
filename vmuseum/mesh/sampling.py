"""Evenly spread sample points, always the same: the R2 sequence, turned for each texel by its place in the map.

R2: Martin Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018), generalised golden ratio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_G = 1.32471795724474602596
TILE = 8
"""Patterns repeat after 8 x 8 texels."""


def r2(count: int, start: float = 0.5) -> NDArray[np.float64]:
    """Return `count` points (n, 2) in the unit square."""
    k = np.arange(count)[:, None]
    return np.asarray((start + k * np.array([1 / _G, 1 / _G**2])) % 1.0, dtype=np.float64)


def pattern(x: I64, y: I64) -> I64:
    """Return the number of the pattern of texels, 0 to 63, neighbours far apart in the sequence."""
    return np.asarray((x % TILE) * TILE + y % TILE, dtype=np.int64)


def shifted(count: int) -> NDArray[np.float64]:
    """Return (64, count, 2): the points moved by a different offset for each pattern (Cranley-Patterson)."""
    return np.asarray((r2(count)[None] + r2(TILE * TILE, 0.25)[:, None]) % 1.0, dtype=np.float64)


def hemisphere(count: int) -> F32:
    """Return (64, count, 3) cosine-weighted directions around +z."""
    points = shifted(count)
    radius, angle = np.sqrt(points[..., 0]), 2 * np.pi * points[..., 1]
    height = np.sqrt(np.maximum(0.0, 1.0 - points[..., 0]))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle), height], axis=-1).astype(np.float32)


def disc(count: int) -> F32:
    """Return (64, count, 2) points in the unit disc."""
    points = shifted(count)
    radius, angle = np.sqrt(points[..., 0]), 2 * np.pi * points[..., 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1).astype(np.float32)


def square(count: int) -> F32:
    """Return (64, count, 2) points in the unit square."""
    return shifted(count).astype(np.float32)


def frame(normal: F32) -> tuple[F32, F32]:
    """Return two unit tangents of each normal (Duff et al. 2017, building an orthonormal basis, revisited)."""
    x, y, z = normal[:, 0], normal[:, 1], normal[:, 2]
    sign = np.where(z >= 0, np.float32(1), np.float32(-1))
    a = -1.0 / (sign + z)
    b = x * y * a
    first = np.stack([1.0 + sign * x * x * a, sign * b, -sign * x], axis=1)
    second = np.stack([b, sign + y * y * a, -y], axis=1)
    return first.astype(np.float32), second.astype(np.float32)
