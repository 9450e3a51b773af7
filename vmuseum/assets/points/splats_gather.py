"""Gather splats of a file of any size, upright, around an origin; beyond a limit the least important are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.place import turned_splats
from vmuseum.assets.points.splats_cloud import importance, joined, sound
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from vmuseum.assets.points.splats_cloud import SplatSource
    from vmuseum.mesh.splats_glb import Splats

CAPACITY = 3_000_000
"""Splats held: about 300 MB with harmonics of degree 1."""
_SEEN = 0.1  # opacity from which a splat counts for the bounds
_BINS = np.linspace(-60.0, 60.0, 4097)  # logarithms of importance


@dataclass(frozen=True, slots=True, eq=False)
class GatheredSplats:
    """Splats around `origin`, what the visible ones span, how many the file has and how many were dropped."""

    splats: Splats
    origin: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    count: int
    dropped: int
    left_out: int


def gather_splats(source: SplatSource, turn: NDArray[np.float64], *, capacity: int = CAPACITY) -> GatheredSplats:
    """Return the splats of `source`, turned by `turn`. Raises RecipeError of the reader, or `points-empty`."""
    origin: NDArray[np.float64] | None = None
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    every = np.array([np.full(3, np.inf), np.full(3, -np.inf)])
    strength = np.zeros(len(_BINS) + 1, np.int64)
    count = 0
    for good in _sound(source):
        count += len(good)
        places = good.positions.astype(np.float64) @ turn.T
        origin = np.floor(places.mean(axis=0)) if origin is None else origin
        every = np.array([np.minimum(every[0], places.min(axis=0)), np.maximum(every[1], places.max(axis=0))])
        seen = places[good.opacities >= _SEEN]
        if len(seen):
            low, high = np.minimum(low, seen.min(axis=0)), np.maximum(high, seen.max(axis=0))
        strength += np.bincount(_bin(good), minlength=len(strength))
    if origin is None:
        raise RecipeError("points-empty")
    if not np.isfinite(low).all():
        low, high = every
    # from the strongest down: the first bin that would not fit any more
    least = int(np.argmax(np.cumsum(strength[::-1])[::-1] <= capacity)) if count > capacity else 0
    kept = [turned_splats(g.take(np.flatnonzero(_bin(g) >= least)), turn, origin) for g in _sound(source)]
    splats = joined([part for part in kept if len(part)])
    return GatheredSplats(splats, origin, low, high, count, source.count - count, count - len(splats))


def _sound(source: SplatSource) -> Iterator[Splats]:
    for chunk in source.read():
        good = sound(chunk)
        if len(good):
            yield good


def _bin(splats: Splats) -> NDArray[np.int64]:
    with np.errstate(divide="ignore"):
        return np.asarray(np.digitize(np.log(importance(splats).astype(np.float64)), _BINS), np.int64)
