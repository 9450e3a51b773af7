"""Charts for shells, and their texels as points in the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.arrays import Part
from vmuseum.mesh.charts import Charted, Packing, atlas
from vmuseum.mesh.coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

_PADDING = 2


@dataclass(frozen=True, slots=True, eq=False)
class Unwrapped:
    """`parts` with vertices split at seams, `pixels` (n, 2) of every vertex in a block of `size` texels."""

    parts: tuple[Part, ...]
    pixels: tuple[F32, ...]
    size: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """The texels of a block, row by row. `inside` is False where nothing lies."""

    inside: NDArray[np.bool_]
    place: F32
    normal: F32
    triangle: NDArray[np.int64]


def unwrap(parts: Sequence[Part], scales: Sequence[NDArray[np.float64]], texels_m: float) -> Unwrapped:
    """Return charts for `parts`. `scales` shrinks triangles (one factor each) that deserve fewer texels.

    Triangles of one factor are unwrapped together, so a chart never crosses factors. 43,000 triangles take about 2 s.
    """
    numbers: list[int] = []
    surfaces: list[tuple[F32, NDArray[np.uint32]]] = []
    for number, (part, scale) in enumerate(zip(parts, scales, strict=True)):
        for factor in sorted({float(f) for f in scale}):
            numbers.append(number)
            surfaces.append((part.positions * np.float32(factor), part.indices[scale == factor]))
    made = atlas(surfaces, Packing(_PADDING, texels_per_unit=texels_m))
    rebuilt = tuple(_rebuilt(parts[n], found) for n, found in zip(numbers, made.surfaces, strict=True))
    return Unwrapped(rebuilt, tuple(found.pixels for found in made.surfaces), made.size)


def _rebuilt(part: Part, found: Charted) -> Part:
    def take(rows: F32 | None) -> F32 | None:
        return None if rows is None else np.ascontiguousarray(rows[found.old])

    return Part(
        part.name,
        np.ascontiguousarray(part.positions[found.old]),
        found.indices,
        normals=take(part.normals),
        uvs=take(part.uvs),
        colours=take(part.colours),
        material=part.material,
    )


def fill(corners: F32, normals: F32, pixels: F32, size: tuple[int, int]) -> Filled:
    """Return the texels of triangles: `corners`, `normals` (m, 3, 3) in the world, `pixels` (m, 3, 2) in the block.

    Texels whose centre lies just outside a triangle take its nearest point; those inside win over them.
    """
    covered = coverage(pixels, size)
    inside = covered.triangle >= 0
    tri, weights = covered.triangle[inside], covered.weights[inside]
    place = np.zeros((len(inside), 3), np.float32)
    normal = np.zeros((len(inside), 3), np.float32)
    place[inside] = np.einsum("nk,nkd->nd", weights, corners[tri])
    normal[inside] = np.einsum("nk,nkd->nd", weights, normals[tri])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    normal = np.where(length > 1e-6, normal / np.maximum(length, 1e-6), np.array([0, 1, 0], np.float32)).astype(
        np.float32
    )
    return Filled(inside, place, normal, covered.triangle)
