"""A point cloud on its way from a file: chunks of points, and what the file holds that is not kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CHUNK_POINTS = 1 << 19
"""Points read at a time: about 50 MB while they are worked on."""
MAX_POINTS = 2_000_000_000
_SRGB = linear_from_srgb(np.arange(256) / 255).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Some points in the units and axes of the file. Every array has a row a point."""

    positions: NDArray[np.float64]  # (n, 3)
    colours: NDArray[np.float32] | None = None  # (n, 3) linear
    normals: NDArray[np.float32] | None = None  # (n, 3)

    def __len__(self) -> int:
        return len(self.positions)


@dataclass(slots=True)
class Source:
    """A file of points: its chunks, read once and in order, and notes that are complete when the last one is read."""

    count: int  # as declared, checked against the size of the file
    chunks: Iterator[Chunk]
    notes: dict[str, Warning_] = field(default_factory=dict)

    def note(self, code: str, **args: str | int) -> None:
        """Tell the author something, once a code."""
        self.notes[code] = Warning_(code, tuple(sorted(args.items())))


def checked_count(count: int) -> int:
    """Return `count`. Raises RecipeError `points-empty` or `points-too-many`."""
    if count <= 0:
        raise RecipeError("points-empty")
    if count > MAX_POINTS:
        raise RecipeError("points-too-many", count=count, limit=MAX_POINTS)
    return count


def linear_bytes(colours: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return linear light of sRGB bytes."""
    return _SRGB[colours]


def linear_colours(colours: NDArray[np.floating], full: float) -> NDArray[np.float32]:
    """Return linear light of sRGB values that reach from 0 to `full`."""
    steps = np.clip(np.nan_to_num(colours, nan=0.0, posinf=full, neginf=0.0) / full, 0.0, 1.0)
    if full == 255.0:
        return linear_bytes(np.rint(steps * 255.0).astype(np.uint8))
    return linear_from_srgb(steps).astype(np.float32)


class Greys:
    """Turns intensities into shades of grey. The range is that of the file, or of the first chunk's middle 98 %."""

    def __init__(self, limits: tuple[float, float] | None = None) -> None:
        self._limits = limits

    def shades(self, intensities: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return (n, 3) linear colours."""
        values = np.nan_to_num(intensities.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        if self._limits is None:
            low, high = np.percentile(values, [1, 99]).tolist() if len(values) else (0.0, 1.0)
            self._limits = (low, high)
        low, high = self._limits
        span = high - low
        steps = np.clip((values - low) / span, 0.0, 1.0) if span > 0 else np.full(len(values), 0.7)
        # never black: a weak echo is no dark stone
        grey = linear_from_srgb(0.12 + 0.83 * steps).astype(np.float32)
        return np.repeat(grey[:, None], 3, axis=1)
