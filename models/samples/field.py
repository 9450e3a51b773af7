"""Signed distances of simple shapes and how they melt together. Points (n, 3), distances (n,), inside negative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Values = NDArray[np.float64]


def ellipsoid(points: Points, centre: Sequence[float], radii: Sequence[float]) -> Values:
    """Distance to an ellipsoid (close to exact near its surface)."""
    p = points - np.asarray(centre)
    r = np.asarray(radii)
    near = np.linalg.norm(p / r, axis=1)
    slope = np.maximum(np.linalg.norm(p / (r * r), axis=1), 1e-9)
    return near * (near - 1.0) / slope


def capsule(points: Points, a: Sequence[float], b: Sequence[float], ra: float, rb: float) -> Values:
    """Distance to a round cone from `a` to `b` with radii `ra` and `rb`."""
    start, end = np.asarray(a), np.asarray(b)
    along = end - start
    t = np.clip((points - start) @ along / (along @ along), 0.0, 1.0)
    return np.linalg.norm(points - start - t[:, None] * along, axis=1) - (ra + (rb - ra) * t)


def box(points: Points, centre: Sequence[float], half: Sequence[float], rounding: float) -> Values:
    """Distance to a box with rounded edges."""
    q = np.abs(points - np.asarray(centre)) - (np.asarray(half) - rounding)
    return np.linalg.norm(np.maximum(q, 0.0), axis=1) + np.minimum(q.max(axis=1), 0.0) - rounding


def disc(points: Points, low: float, high: float, radius: float, rounding: float) -> Values:
    """Distance to an upright cylinder between two heights with rounded edges."""
    ring = np.hypot(points[:, 0], points[:, 2]) - (radius - rounding)
    tall = np.abs(points[:, 1] - (low + high) / 2) - ((high - low) / 2 - rounding)
    return np.hypot(np.maximum(ring, 0), np.maximum(tall, 0)) + np.minimum(np.maximum(ring, tall), 0) - rounding


def melt(a: Values, b: Values, width: float) -> Values:
    """Join two shapes with a fillet of about `width`."""
    h = np.clip(0.5 + 0.5 * (b - a) / width, 0.0, 1.0)
    return b + (a - b) * h - width * h * (1.0 - h)


def carve(a: Values, b: Values, width: float) -> Values:
    """Take shape b out of a, with a soft edge."""
    return -melt(-a, b, width)


def ease(low: float, high: float, at: Values) -> Values:
    """Return 0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((at - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
