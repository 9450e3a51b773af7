"""The door to xatlas: cut surfaces into charts and pack them into one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    U32 = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Packing:
    """How charts are laid out: texels between them, and texels a unit of length, or else the side of the picture."""

    padding: int
    texels_per_unit: float = 0.0
    side: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Charted:
    """One surface cut at its seams: the old number of every vertex, triangles (m, 3), texels (n, 2), chart (n,).

    A vertex of a triangle too small for a chart has chart -1 and texel 0, 0.
    """

    old: NDArray[np.int64]
    indices: U32
    pixels: F32
    chart: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """All surfaces in a picture of `size` (width, height) texels."""

    surfaces: tuple[Charted, ...]
    size: tuple[int, int]


def atlas(surfaces: Sequence[tuple[F32, U32]], packing: Packing, *, max_cost: float = 4.0) -> Atlas:
    """Return charts for (positions, triangles) of each surface; no chart spans two.

    The cost of a surface grows faster than its triangles: 50,000 in one take 5.4 CPU s, in sixteen of equal size
    2.2 s with 8 % more charts. Lengths below about a thousandth of a unit count as nothing.
    """
    import xatlas

    made = xatlas.Atlas()
    for positions, indices in surfaces:
        made.add_mesh(np.ascontiguousarray(positions, np.float32), np.ascontiguousarray(indices, np.uint32))
    charts = xatlas.ChartOptions()
    charts.max_iterations = 1
    charts.max_cost = max_cost
    options = xatlas.PackOptions()
    options.padding = packing.padding
    options.texels_per_unit = packing.texels_per_unit
    options.resolution = packing.side
    options.bilinear = True
    options.bruteForce = False
    options.rotate_charts = True
    made.generate(charts, options)
    size = (int(made.width), int(made.height))
    return Atlas(tuple(_charted(made, number, size) for number in range(len(surfaces))), size)


def _charted(made: object, number: int, size: tuple[int, int]) -> Charted:
    mapping, indices, uvs = made[number]  # type: ignore[index]  # xatlas has no types
    _, chart = made.get_mesh_vertex_assignment(number)  # type: ignore[attr-defined]  # xatlas has no types
    pixels = uvs * np.array(size, np.float32) if uvs.max(initial=0.0) <= 1.0 else uvs
    return Charted(
        mapping.astype(np.int64),
        np.ascontiguousarray(indices.astype(np.uint32)),
        np.asarray(pixels, np.float32),
        chart.astype(np.int32).astype(np.int64),
    )
