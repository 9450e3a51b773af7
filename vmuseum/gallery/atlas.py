"""Where charts lie in the light map: shelves of rectangles, one texel of margin around each, always the same way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.sketch import Chart

MARGIN = 1
LARGEST_PX = 4096


@dataclass(frozen=True, slots=True)
class Atlas:
    """`width` x `height` texels; for each chart its columns, rows and the texel of its first corner.

    A block kept for shells lies at the upper left.
    """

    width: int
    height: int
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]
    left: NDArray[np.int64]
    top: NDArray[np.int64]


def columns_and_rows(charts: Sequence[Chart], texels_m: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the texels of each chart: first and last lie on its edges, so neighbours meet without a seam."""
    columns = np.empty(len(charts), np.int64)
    rows = np.empty(len(charts), np.int64)
    for k, chart in enumerate(charts):
        density = texels_m * chart.density
        columns[k] = 2 if chart.glow else _count(chart.size[0], density)
        rows[k] = len(chart.ring) if chart.ring else (2 if chart.glow else _count(chart.size[1], density))
    return columns, rows


def _count(metres: float, density: float) -> int:
    return min(LARGEST_PX // 2, max(2, math.ceil(metres * density - 1e-6) + 1))


def pack(columns: NDArray[np.int64], rows: NDArray[np.int64], block: tuple[int, int] = (0, 0)) -> Atlas:
    """Place rectangles (and one `block` of texels for shells) on shelves, tallest first."""
    count = len(columns)
    area = int(((columns + 2 * MARGIN) * (rows + 2 * MARGIN)).sum()) + block[0] * block[1]
    widest = max(int(columns.max(initial=1)) + 2 * MARGIN, block[0], 16)
    width = max(widest, math.ceil(math.sqrt(area * 1.06) / 4) * 4)
    left, top = np.zeros(count, np.int64), np.zeros(count, np.int64)
    order = sorted(range(count), key=lambda k: (-int(rows[k]), -int(columns[k]), k))
    x, y, shelf = (width if block[0] else 0), 0, block[1]  # the block is the first shelf
    for k in order:
        w, h = int(columns[k]) + 2 * MARGIN, int(rows[k]) + 2 * MARGIN
        if x + w > width:
            x, y, shelf = 0, y + shelf, 0
        shelf = max(shelf, h)
        left[k], top[k] = x + MARGIN, y + MARGIN
        x += w
    height = math.ceil(max(y + shelf, 4) / 4) * 4
    width = math.ceil(width / 4) * 4
    return Atlas(width, height, columns, rows, left, top)
