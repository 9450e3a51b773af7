"""Which texels of a picture triangles cover, and with which weights of their corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    F64 = NDArray[np.float64]
    I64 = NDArray[np.int64]

_SLACK = 0.75  # texels
_MOST_PAIRS = 1 << 18  # rows of triangles at once


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """The texels of a picture, row by row: the triangle over each (-1: none) and the weights of its corners."""

    triangle: I64
    weights: F32


def coverage(pixels: F32, size: tuple[int, int]) -> Coverage:
    """Return what triangles of corners `pixels` (m, 3, 2) cover in a picture of `size` (width, height) texels.

    Texels whose centre lies just outside a triangle (three quarters of a texel) take its nearest point; those inside
    win over them. Of several triangles the last one stays. A million texels take about 0.4 s.
    """
    triangle = np.full(size[0] * size[1], -1, np.int64)
    weights = np.zeros((size[0] * size[1], 3), np.float32)
    runs = [_run(pixels[rows].astype(np.float64), size, rows.start) for rows in _batches(pixels, size)]
    for inner in (False, True):
        for covered in runs:
            chosen = np.flatnonzero(covered.inner == inner)
            cell = covered.cell[chosen]
            triangle[cell] = covered.triangle[chosen]
            weights[cell] = covered.weights[chosen]
    return Coverage(triangle, weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Covered:
    """Texels near triangles: which triangle, which cell, the weights of its corners, whether it lies inside."""

    triangle: I64
    cell: I64
    weights: F32
    inner: NDArray[np.bool_]


def _batches(pixels: F32, size: tuple[int, int]) -> list[slice]:
    """Return runs of triangles that have about the same number of rows together."""
    low, high = _span(pixels[..., 1], size[1])
    ends = np.cumsum(high - low + 1)
    found: list[slice] = []
    start = 0
    while start < len(ends):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + _MOST_PAIRS)))
        found.append(slice(start, stop))
        start = stop
    return found


def _span(values: NDArray[np.floating], most: int) -> tuple[I64, I64]:
    """Return the first and last texel along an axis that lies near each triangle."""
    low = np.floor(values.min(axis=1) - 0.5 - _SLACK)
    high = np.ceil(values.max(axis=1) - 0.5 + _SLACK)
    return np.clip(low, 0, most - 1).astype(np.int64), np.clip(high, 0, most - 1).astype(np.int64)


def _run(pixels: F64, size: tuple[int, int], first: int) -> _Covered:
    """Return the texels within three quarters of a texel of each triangle: row by row, from left to right end."""
    slope, heights = _weighing(pixels)
    top, bottom = _span(pixels[..., 1], size[1])
    tri, y = _expanded(top, np.where(heights[:, 0] > 0, bottom - top + 1, 0))
    a = slope[tri, :, 0]
    at_zero = slope[tri, :, 1] * (y + 0.5)[:, None] + slope[tri, :, 2]  # weights where the row begins, x = 0
    left, right = _ends(a, at_zero, heights[tri])
    box = _span(pixels[..., 0], size[0])
    start = np.maximum(np.ceil(np.clip(left - 0.5, 0, size[0])).astype(np.int64), box[0][tri])
    stop = np.minimum(np.floor(np.clip(right - 0.5, -1, size[0])).astype(np.int64), box[1][tri])
    pair, x = _expanded(start, np.maximum(stop - start + 1, 0))
    weights = a[pair] * (x + 0.5)[:, None] + at_zero[pair]
    inner = (weights * heights[tri[pair]]).min(axis=1) >= -1e-6
    weights = np.clip(weights, 0.0, 1.0)
    weights /= weights.sum(axis=1, keepdims=True)
    return _Covered(tri[pair] + first, y[pair] * size[0] + x, weights.astype(np.float32), inner)


def _expanded(starts: I64, counts: I64) -> tuple[I64, I64]:
    """Return for runs of `counts` numbers from `starts`: which run each number belongs to, and the number."""
    run = np.repeat(np.arange(len(counts)), counts)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(counts) - counts - starts, counts)


def _ends(a: F64, at_zero: F64, heights: F64) -> tuple[F64, F64]:
    """Return between which x a row lies within the slack of all three sides."""
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = (-_SLACK / heights - at_zero) / a
    never = ((a == 0) & (at_zero * heights < -_SLACK)).any(axis=1)
    left = np.where(a > 0, bound, -np.inf).max(axis=1)
    right = np.where(a < 0, bound, np.inf).min(axis=1)
    return left, np.where(never, -np.inf, right)


def _weighing(corners: F64) -> tuple[F64, F64]:
    """Return (m, 3, 3): weight of corner k at (x, y) = a x + b y + c; and the triangle's heights above its sides.

    A weight falls by one over the height of the triangle: minus weight times height is how far outside a texel lies.
    """
    after, before = np.roll(corners, -1, axis=1), np.roll(corners, -2, axis=1)
    side = before - after
    twice = side[:, :, 0] * (corners - after)[:, :, 1] - side[:, :, 1] * (corners - after)[:, :, 0]
    safe = np.where(np.abs(twice) < 1e-9, 1.0, twice)
    a, b = -side[:, :, 1] / safe, side[:, :, 0] / safe
    c = -(a * after[:, :, 0] + b * after[:, :, 1])
    length = np.maximum(np.linalg.norm(side, axis=2), 1e-9)
    heights = np.where(np.abs(twice) < 1e-9, 0.0, np.abs(twice) / length)
    return np.stack([a, b, c], axis=2), heights
