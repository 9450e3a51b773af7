"""Outlines written as text: "x y, x y, ..." is shorter to read than nested tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def outline(text: str, *, at: tuple[float, float] = (0.0, 0.0), size: float = 1.0) -> NDArray[np.float64]:
    """Return the points of "x y, x y, ..." scaled by `size` and moved to `at`. Raises ValueError on anything else."""
    rows = [[float(word) for word in pair.split()] for pair in text.split(",")]
    return np.array(rows) * size + np.asarray(at)
