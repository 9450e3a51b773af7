"""How a model uses its pictures: texels a centimetre of surface, texels nobody sees, texels used twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.texture_roles import textures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh, Part

GRID_PX = 2048
"""Coverage is counted on at most this many squares a side: a finer picture is judged by its squares."""
_CHUNK = 1 << 18
_OUTSIDE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class UvUse:
    """How the triangles that share one picture lie on it.

    `counts` (rows, columns): how many triangles lie over each square, row 0 on top. Texels a centimetre are along one
    side: the median of the surface, and what the worst twentieth of it has at best.
    """

    counts: NDArray[np.int32]
    texels_cm_median: float
    texels_cm_worst: float
    outside: int  # vertices outside of 0..1

    @property
    def wasted(self) -> float:
        """Share of the picture that no triangle uses."""
        return float((self.counts <= 0).mean())

    @property
    def overlap(self) -> float:
        """Share of the used picture that several triangles use."""
        used = int((self.counts > 0).sum())
        return float((self.counts > 1).sum()) / used if used else 0.0


def picture_groups(mesh: Mesh) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return for each first picture of a material its number and the parts that lie on it: colour before others."""
    found: dict[int, list[int]] = {}
    for n, part in enumerate(mesh.parts):
        numbers = textures(part.material) if part.uvs is not None else {}
        if numbers:
            found.setdefault(next(iter(numbers.values())), []).append(n)
    return tuple((number, tuple(parts)) for number, parts in sorted(found.items()))


def uv_use(parts: tuple[Part, ...], size_px: tuple[int, int], metres: float) -> UvUse:
    """Return how `parts` use one picture of (width, height) pixels; a unit of the file is `metres` long."""
    width, height = (min(side, GRID_PX) for side in size_px)
    grid = np.zeros((height, width + 1), np.int32)
    densities: list[NDArray[np.float64]] = []
    areas: list[NDArray[np.float64]] = []
    outside = 0
    for part in parts:
        outside += _outside(part)
        for rows in _chunks(part):
            corners = _uvs(part, rows)
            areas.append(np.linalg.norm(face_vectors(part.positions, rows), axis=1) / 2 * metres**2)
            shown = np.abs(_cross(corners)) / 2 * size_px[0] * size_px[1]
            with np.errstate(divide="ignore", invalid="ignore"):
                densities.append(np.nan_to_num(np.sqrt(shown / areas[-1]), posinf=0.0))
            _cover(grid, corners * (width, height))
    counts = np.cumsum(grid, axis=1, dtype=np.int32)[:, :width]
    median, worst = weighted(np.concatenate(densities), np.concatenate(areas), (0.5, 0.05))
    return UvUse(counts, median / 100, worst / 100, outside)


def weighted(values: NDArray[np.float64], weights: NDArray[np.float64], shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return the values below which each of `shares` of the weight lies; 0 without weight."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    if not len(total) or total[-1] <= 0:
        return tuple(0.0 for _ in shares)
    at = np.searchsorted(total, np.array(shares) * total[-1])
    return tuple(float(v) for v in values[order][np.minimum(at, len(order) - 1)])


def _chunks(part: Part) -> Iterator[NDArray[np.uint32]]:
    for first in range(0, len(part.indices), _CHUNK):
        yield part.indices[first : first + _CHUNK]


def _uvs(part: Part, rows: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the corners (m, 3, 2) on the picture: repeats are laid on the first one by whole triangles."""
    assert part.uvs is not None  # noqa: S101 - picture_groups lists parts with coordinates only
    corners = np.nan_to_num(part.uvs[rows].astype(np.float64), posinf=0.0, neginf=0.0)
    middle = corners.mean(axis=1, keepdims=True)
    return np.asarray(corners - np.floor(np.clip(middle, -1e6, 1e6)))


def _outside(part: Part) -> int:
    assert part.uvs is not None  # noqa: S101
    with np.errstate(invalid="ignore"):
        inside = (part.uvs >= -_OUTSIDE) & (part.uvs <= 1 + _OUTSIDE)
    return int((~inside.all(axis=1)).sum())


def _cross(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])


def _cover(grid: NDArray[np.int32], corners: NDArray[np.float64]) -> None:
    """Add to `grid` where each row enters (+1) and leaves (-1) each triangle; sums along a row are then counts.

    A square belongs to a triangle when its middle does; a middle on a shared side belongs to one of the two.
    """
    height, width = grid.shape[0], grid.shape[1] - 1
    turned = np.sign(_cross(corners)).astype(np.int32)
    begin = corners.reshape(-1, 2)
    end = corners[:, [1, 2, 0]].reshape(-1, 2)
    first = np.clip(np.ceil(np.minimum(begin[:, 1], end[:, 1]) - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.ceil(np.maximum(begin[:, 1], end[:, 1]) - 0.5), 0, height).astype(np.int64)
    count = last - first
    side = np.repeat(np.arange(len(begin)), count)
    row = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count) + first[side]
    drop = end[side, 1] - begin[side, 1]
    x = begin[side, 0] + (row + 0.5 - begin[side, 1]) / drop * (end[side, 0] - begin[side, 0])
    column = np.clip(np.ceil(x - 0.5), 0, width).astype(np.int64)
    # going up in v on the side where a triangle turned one way begins
    sign = np.where(drop > 0, -1, 1).astype(np.int32) * turned[side // 3]
    np.add.at(grid.reshape(-1), row * (width + 1) + column, sign)
