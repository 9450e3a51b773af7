"""Which rectangles of a picture a tile shows, and how they fit on a sheet of their own.

Triangles are gathered by cells of a grid over the picture; a cell's rectangle holds all its triangles, whichever cells
these reach into. It takes time linear in triangles and no search for charts, and a triangle stretched over the whole
picture only costs pixels. The grid is the one of several that needs the fewest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAD_PX = 4  # real neighbours round each rectangle: as many halvings as log2 of it show no foreign pixel
_GRIDS = (1, 2, 4, 8, 16, 32, 64)
_CELL_COST_PX = 400.0  # what a further cell costs in vertices that must be there twice


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cell of each triangle, and of each cell its picture and its rectangle (low u, low v, high u, high v)."""

    of: NDArray[np.int64]
    source: NDArray[np.int64]
    boxes: NDArray[np.float64]


def cells(corners: NDArray[np.float64], sources: NDArray[np.int64], sizes: NDArray[np.float64]) -> Cells:
    """Return the cells of triangles with texture corners (m, 3, 2), each in picture `sources` of `sizes` (k, 2) px."""
    middle = corners.mean(axis=1)
    low, high = corners.min(axis=1), corners.max(axis=1)
    best: Cells | None = None
    least = np.inf
    for grid in _GRIDS:
        found = _gathered(middle, low, high, sources, grid)
        span = (found.boxes[:, 2:] - found.boxes[:, :2]) * sizes[found.source] + 2 * PAD_PX
        cost = float(span.prod(axis=1).sum()) + _CELL_COST_PX * len(span)
        if cost < least:
            best, least = found, cost
        elif cost > 2 * least:
            break
    assert best is not None  # noqa: S101 - the first grid always gives a finite cost
    return best


def _gathered(
    middle: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    sources: NDArray[np.int64],
    grid: int,
) -> Cells:
    at = np.clip(np.floor(middle * grid), 0, grid - 1).astype(np.int64)
    keys = (sources * grid + at[:, 1]) * grid + at[:, 0]
    values, of = np.unique(keys, return_inverse=True)
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(values)))
    boxes = np.concatenate(
        [np.minimum.reduceat(low[order], starts, axis=0), np.maximum.reduceat(high[order], starts, axis=0)], axis=1
    )
    return Cells(of, values // (grid * grid), boxes)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Where rectangles lie on a sheet: left, top of each, and its size, pixels."""

    places: NDArray[np.int64]  # (k, 2)
    width: int
    height: int


def packed(sizes: NDArray[np.int64], most_px: int) -> Sheet | None:
    """Return rectangles (k, 2) on shelves of a sheet at most `most_px` wide and high, or None when they do not fit."""
    widest = int(sizes[:, 0].max())
    if widest > most_px or int(sizes.prod(axis=1).sum()) > most_px * most_px:
        return None
    wanted = int(np.ceil(np.sqrt(float(sizes.prod(axis=1).sum()) * 1.08)))
    width = min(max(widest, wanted), most_px)
    while True:
        sheet = _on_shelves(sizes, width)
        if sheet.height <= max(most_px, 1):
            return sheet
        if width == most_px:
            return None
        width = min(most_px, width + max(width // 8, 1))


def _on_shelves(sizes: NDArray[np.int64], width: int) -> Sheet:
    places = np.zeros_like(sizes)
    x, y, shelf, longest = 0, 0, 0, 0
    for number in np.lexsort((-sizes[:, 0], -sizes[:, 1])).tolist():
        w, h = int(sizes[number, 0]), int(sizes[number, 1])
        if x + w > width:
            x, y, shelf = 0, y + shelf, 0
        places[number] = (x, y)
        x, shelf, longest = x + w, max(shelf, h), max(longest, x + w)
    return Sheet(places, longest, y + shelf)
