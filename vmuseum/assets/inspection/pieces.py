"""Pieces of a surface that hang together, and crumbs: scanning leaves small ones that float around the object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.topology import Topology, labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

CRUMB_SHARE = 0.02
"""A piece whose box has a diagonal below this share of the whole one's is a crumb."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """How many pieces, triangles of the largest, and how many crumbs with how many triangles."""

    count: int
    largest: int
    crumbs: int
    crumb_triangles: int


def pieces(found: Topology) -> Pieces:
    """Return the pieces of the surface: triangles that share an edge are one piece."""
    sides = found.order
    joined = np.flatnonzero(np.diff(np.repeat(np.arange(len(found.users)), found.users)) == 0)
    triangles = len(found.corners)
    label = labels(sides[joined].astype(np.int64) // 3, sides[joined + 1].astype(np.int64) // 3, triangles)
    heads, group, counts = np.unique(label, return_inverse=True, return_counts=True)
    if len(heads) <= 1:
        return Pieces(len(heads), triangles, 0, 0)
    size = _diagonals(found, group, len(heads))
    used = found.positions[np.unique(found.corners)]
    whole = float(np.linalg.norm(used.max(axis=0).astype(np.float64) - used.min(axis=0)))
    small = size < CRUMB_SHARE * whole
    small[np.argmax(counts)] = False
    return Pieces(len(heads), int(counts.max()), int(small.sum()), int(counts[small].sum()))


def _diagonals(found: Topology, group: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    corners = found.positions[found.corners]
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    np.minimum.at(low, group, corners.min(axis=1))
    np.maximum.at(high, group, corners.max(axis=1))
    return np.asarray(np.linalg.norm(high - low, axis=1))
