"""Splats on their way from a file: chunks that can be read twice, and what the file holds that is not kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.splats_glb import Splats
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

CHUNK_SPLATS = 1 << 18
MAX_SPLATS = 100_000_000
_WIDEST = 1e6  # units of the file; larger is a broken number


@dataclass(slots=True)
class SplatSource:
    """A file of splats in its own units and axes. `read` may be called again."""

    count: int
    read: Callable[[], Iterator[Splats]]
    notes: dict[str, Warning_] = field(default_factory=dict)

    def note(self, code: str, **args: str | int) -> None:
        """Tell the author something, once a code."""
        self.notes[code] = Warning_(code, tuple(sorted(args.items())))


def checked_splats(count: int) -> int:
    """Return `count`. Raises RecipeError `points-empty` or `points-too-many`."""
    if count <= 0:
        raise RecipeError("points-empty")
    if count > MAX_SPLATS:
        raise RecipeError("points-too-many", count=count, limit=MAX_SPLATS)
    return count


def sound(splats: Splats) -> Splats:
    """Return the splats whose numbers are all usable, with rotations of unit length."""
    with np.errstate(over="ignore", invalid="ignore"):
        columns = [splats.positions, splats.scales, splats.rotations, splats.opacities[:, None], splats.colours]
        good = np.logical_and.reduce([np.isfinite(column).all(axis=1) for column in columns])
        good &= (np.abs(splats.positions) < 1e15).all(axis=1) & (splats.scales < _WIDEST).all(axis=1)
        good &= (splats.scales >= 0).all(axis=1) & (np.abs(splats.colours) < 100).all(axis=1)
    one = splats if good.all() else splats.take(np.flatnonzero(good))
    length = np.linalg.norm(one.rotations.astype(np.float64), axis=1, keepdims=True)
    turned = np.where(length > 1e-12, one.rotations / np.maximum(length, 1e-12), np.array([0, 0, 0, 1], np.float32))
    known = None if one.harmonics is None else np.clip(np.nan_to_num(one.harmonics), -8, 8)
    return Splats(
        one.positions, one.scales, turned.astype(np.float32), np.clip(one.opacities, 0, 1), one.colours, known
    )


def joined(parts: Sequence[Splats]) -> Splats:
    """Return all splats in order; harmonics where every part has them."""
    known = [part.harmonics for part in parts if part.harmonics is not None]

    def rows(name: str) -> NDArray[np.float32]:
        return np.concatenate([getattr(part, name) for part in parts])

    return Splats(
        rows("positions"), rows("scales"), rows("rotations"), rows("opacities"), rows("colours"),
        np.concatenate(known) if len(known) == len(parts) else None,
    )  # fmt: skip


def importance(splats: Splats) -> NDArray[np.float32]:
    """Return how much each splat shows: opacity times the mean area of its sides."""
    a, b, c = splats.scales.T
    return np.asarray(splats.opacities * (a * b + b * c + a * c), np.float32)
