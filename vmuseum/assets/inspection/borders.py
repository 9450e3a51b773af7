"""Where a surface ends: loops of border edges, how long each is, and whether it is the open underside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.topology import Topology, labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FLAT_SHARE = 0.06  # of the size along the axis, within which an open underside lies


@dataclass(frozen=True, slots=True)
class Loop:
    """One hole or rim: length along its edges and largest side of its box, in the file's unit."""

    edges: int
    length: float
    across: float
    low: tuple[float, float, float]
    high: tuple[float, float, float]


def loops(found: Topology) -> tuple[Loop, ...]:
    """Return the loops of border edges, the longest first. Loops that touch in a point count as one."""
    one, other = found.ends(found.border_sides)
    if not len(one):
        return ()
    places, both = np.unique(np.concatenate([one, other]), return_inverse=True)
    half = len(one)
    label = labels(both[:half].astype(np.int64), both[half:].astype(np.int64), len(places))[both[:half]]
    heads, group = np.unique(label, return_inverse=True)
    from_at, to_at = (found.positions[ends].astype(np.float64) for ends in (one, other))
    length = np.bincount(group, np.linalg.norm(to_at - from_at, axis=1), len(heads))
    edges = np.bincount(group, minlength=len(heads))
    low = _extreme(np.minimum, np.inf, np.minimum(from_at, to_at), group, len(heads))
    high = _extreme(np.maximum, -np.inf, np.maximum(from_at, to_at), group, len(heads))
    order = np.lexsort((heads, -length))
    return tuple(
        Loop(int(edges[n]), float(length[n]), float((high[n] - low[n]).max()), _triple(low[n]), _triple(high[n]))
        for n in order.tolist()
    )


def open_side(loop: Loop, low: NDArray[np.float64], high: NDArray[np.float64]) -> str | None:
    """Return the end of the box, "-y" for the underside of a model with y up, that a large flat loop lies on."""
    size = np.maximum(high - low, 1e-30)
    if loop.across < 0.3 * float(size.min()):
        return None
    below = (np.array(loop.high) - low) / size < _FLAT_SHARE
    above = (high - np.array(loop.low)) / size < _FLAT_SHARE
    found = [f"-{axis}" for axis, yes in zip("xyz", below, strict=True) if yes]
    found += [f"+{axis}" for axis, yes in zip("xyz", above, strict=True) if yes]
    return found[0] if len(found) == 1 else None


def _extreme(
    kind: np.ufunc, start: float, rows: NDArray[np.float64], group: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    found = np.full((count, 3), start)
    kind.at(found, group, rows)
    return found


def _triple(row: NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = row.tolist()
    return (x, y, z)
