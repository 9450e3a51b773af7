"""Split triangles at the middles of chosen sides. Triangles that share a side are split alike, so nothing gapes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The sides of a part: `ends` (k, 2) vertices, `lengths` (k) metres, and the three `of` each triangle (m, 3)."""

    ends: I64
    lengths: NDArray[np.float64]
    of: I64


def sides(part: Part) -> Sides:
    """Return the sides; column k of `of` starts at corner k."""
    tri = part.indices.astype(np.int64)
    pairs = np.stack([tri, np.roll(tri, -1, axis=1)], axis=2).reshape(-1, 2)
    pairs.sort(axis=1)
    count = len(part.positions)
    codes, index = np.unique(pairs[:, 0] * count + pairs[:, 1], return_inverse=True)
    ends = np.stack([codes // count, codes % count], axis=1)
    places = part.positions.astype(np.float64)
    lengths = np.linalg.norm(places[ends[:, 0]] - places[ends[:, 1]], axis=1)
    return Sides(ends, lengths, index.reshape(-1, 3))


def with_longest(found: Sides, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return `marked` sides and, wherever a triangle has one, its longest side too: keeps triangles well shaped."""
    longest = found.of[np.arange(len(found.of)), found.lengths[found.of].argmax(axis=1)]
    current = marked
    while True:
        touched = current[found.of].any(axis=1)
        more = current.copy()
        more[longest[touched]] = True
        if np.array_equal(more, current):
            return current
        current = more


def split(part: Part, found: Sides, marked: NDArray[np.bool_]) -> Part:
    """Return `part` with `marked` sides halved; attributes at a middle are means of its ends."""
    count = len(part.positions)
    middle = np.full(len(found.ends), -1, np.int64)
    middle[marked] = count + np.arange(int(marked.sum()))
    ends = found.ends[marked]
    tri, mid = part.indices.astype(np.int64), middle[found.of]
    halved = (mid >= 0).sum(axis=1)
    pieces = [tri[halved == 0]]
    for sides_cut, cut in ((1, _halves), (2, _thirds), (3, _quarters)):
        chosen = halved == sides_cut
        if chosen.any():
            pieces += cut(tri[chosen], mid[chosen])

    def grown(rows: F32 | None) -> F32 | None:
        if rows is None:
            return None
        return np.concatenate([rows, (rows[ends[:, 0]] + rows[ends[:, 1]]) / 2]).astype(np.float32)

    positions = grown(part.positions)
    assert positions is not None  # noqa: S101 - every part has positions
    return replace(
        part,
        positions=positions,
        indices=np.concatenate(pieces).astype(np.uint32),
        normals=grown(part.normals),
        uvs=grown(part.uvs),
        uvs2=grown(part.uvs2),
        colours=grown(part.colours),
    )


def _turned(tri: I64, mid: I64, first: I64) -> tuple[I64, I64]:
    """Return corners and middles with column `first` brought to the front."""
    order = (first[:, None] + np.arange(3)) % 3
    row = np.arange(len(tri))[:, None]
    return tri[row, order], mid[row, order]


def _halves(tri: I64, mid: I64) -> list[I64]:
    t, m = _turned(tri, mid, (mid >= 0).argmax(axis=1))
    a, b, c, ab = t[:, 0], t[:, 1], t[:, 2], m[:, 0]
    return [np.stack([a, ab, c], axis=1), np.stack([ab, b, c], axis=1)]


def _thirds(tri: I64, mid: I64) -> list[I64]:
    """Cut where the third side (c to a after turning) stays whole."""
    t, m = _turned(tri, mid, ((mid < 0).argmax(axis=1) + 1) % 3)
    a, b, c, ab, bc = t[:, 0], t[:, 1], t[:, 2], m[:, 0], m[:, 1]
    return [np.stack([ab, b, bc], axis=1), np.stack([a, ab, bc], axis=1), np.stack([a, bc, c], axis=1)]


def _quarters(tri: I64, mid: I64) -> list[I64]:
    a, b, c = tri[:, 0], tri[:, 1], tri[:, 2]
    ab, bc, ca = mid[:, 0], mid[:, 1], mid[:, 2]
    corners = [np.stack([a, ab, ca], axis=1), np.stack([ab, b, bc], axis=1), np.stack([ca, bc, c], axis=1)]
    return [*corners, np.stack([ab, bc, ca], axis=1)]
