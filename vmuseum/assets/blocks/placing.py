"""Put an unpacked scan upright, in metres, turned and standing on the origin, as mesh.prepare does for smaller ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.source import corners
from vmuseum.assets.prepare import scale_of, turning
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.blocks.source import Source
    from vmuseum.plan.recipes import MeshPrepare

_FAR_M = 1e7  # beyond this float32 cannot hold a shape


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Bounds of the scan where it now stands, and metres of one unit of the file."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    scale: float
    dropped: int  # triangles with corners that are no numbers

    @property
    def side(self) -> float:
        """The largest side of the box."""
        return float((self.high - self.low).max())


def place(source: Source, params: MeshPrepare) -> Placed:
    """Move `source` in its columns. Raises RecipeError `mesh-no-size`, `mesh-no-height`, `mesh-too-large`."""
    turn = turning(params)
    low, high, dropped = _bounds(source, turn)
    scale = scale_of(params, float(high[1] - low[1]))
    if not np.isfinite((high - low) * scale).all() or ((high - low) * scale).max() > _FAR_M:
        raise RecipeError("mesh-too-large", step=f"{(high - low).max() * scale:.3g} m")
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2]) if params.centred else np.zeros(3)
    for start, rows in source.positions.chunks():
        with np.errstate(invalid="ignore"):
            source.positions.write(start, (rows.astype(np.float64) @ turn.T - foot) * scale)
    if "normals" in source.columns and not np.array_equal(turn, np.eye(3)):
        for start, rows in source.columns["normals"].chunks():
            source.columns["normals"].write(start, rows.astype(np.float64) @ turn.T)
    return Placed((low - foot) * scale, (high - foot) * scale, scale, dropped)


def _bounds(source: Source, turn: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Return the box of what triangles use, turned, and how many triangles have corners that are no numbers."""
    low, high, dropped = np.full(3, np.inf), np.full(3, -np.inf), 0
    for _, _, places in corners(source):
        good = np.isfinite(places).all(axis=(1, 2))
        dropped += int((~good).sum())
        if not good.any():
            continue
        plain: NDArray[Any] = places[good].reshape(-1, 3)
        rows = plain if np.array_equal(turn, np.eye(3)) else plain.astype(np.float64) @ turn.T
        low, high = np.minimum(low, rows.min(axis=0)), np.maximum(high, rows.max(axis=0))
    if not (high > low).any():
        raise RecipeError("mesh-no-size" if np.isfinite(low).all() else "mesh-empty")
    return low, high, dropped
