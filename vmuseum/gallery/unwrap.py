"""The door to xatlas: charts for shells, and their texels as points in the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.arrays import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_PADDING = 2
_SLACK = 0.75  # texels
_CANDIDATES = 2_000_000  # pixels tried at once when charts are filled


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
    import xatlas

    atlas = xatlas.Atlas()
    jobs: list[tuple[int, float, NDArray[np.int64]]] = []
    for number, (part, scale) in enumerate(zip(parts, scales, strict=True)):
        for factor in sorted({float(f) for f in scale}):
            chosen = np.flatnonzero(scale == factor)
            jobs.append((number, factor, chosen))
            atlas.add_mesh(
                np.ascontiguousarray(part.positions * np.float32(factor)), np.ascontiguousarray(part.indices[chosen])
            )
    charts = xatlas.ChartOptions()
    charts.max_iterations = 1
    charts.max_cost = 4.0
    packing = xatlas.PackOptions()
    packing.padding = _PADDING
    packing.texels_per_unit = texels_m
    packing.bilinear = True
    packing.bruteForce = False
    packing.rotate_charts = True
    atlas.generate(charts, packing)
    found = [_rebuilt(parts[number], atlas[k]) for k, (number, _, _) in enumerate(jobs)]
    size = (int(atlas.width), int(atlas.height))
    scaled = [uv * np.array(size, np.float32) if uv.max(initial=0.0) <= 1.0 else uv for _, uv in found]
    return Unwrapped(tuple(p for p, _ in found), tuple(scaled), size)


def _rebuilt(part: Part, mesh: tuple[NDArray[np.uint32], NDArray[np.uint32], F32]) -> tuple[Part, F32]:
    mapping, indices, uvs = mesh

    def take(rows: F32 | None) -> F32 | None:
        return None if rows is None else np.ascontiguousarray(rows[mapping])

    rebuilt = Part(
        part.name,
        np.ascontiguousarray(part.positions[mapping]),
        np.ascontiguousarray(indices.astype(np.uint32)),
        take(part.normals),
        take(part.uvs),
        None,
        take(part.colours),
        part.material,
    )
    return rebuilt, uvs.astype(np.float32)


def fill(corners: F32, normals: F32, pixels: F32, size: tuple[int, int]) -> Filled:
    """Return the texels of triangles: `corners`, `normals` (m, 3, 3) in the world, `pixels` (m, 3, 2) in the block.

    Texels whose centre lies just outside a triangle take its nearest point; those inside win over them.
    """
    width, height = size
    cells = width * height
    inside = np.zeros(cells, np.bool_)
    place = np.zeros((cells, 3), np.float32)
    normal = np.zeros((cells, 3), np.float32)
    owner = np.full(cells, -1, np.int64)
    runs = _covered(pixels, size)
    for inner in (False, True):
        for covered in runs:
            chosen = covered.inner == inner
            tri, cell, weights = covered.triangle[chosen], covered.cell[chosen], covered.weights[chosen]
            inside[cell] = True
            owner[cell] = tri
            place[cell] = np.einsum("nk,nkd->nd", weights, corners[tri])
            normal[cell] = np.einsum("nk,nkd->nd", weights, normals[tri])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    normal = np.where(length > 1e-6, normal / np.maximum(length, 1e-6), np.array([0, 1, 0], np.float32)).astype(
        np.float32
    )
    return Filled(inside, place, normal, owner)


@dataclass(frozen=True, slots=True, eq=False)
class _Covered:
    """Texels near triangles: which triangle, which cell, the weights of its corners, whether it lies inside."""

    triangle: I64
    cell: I64
    weights: F32
    inner: NDArray[np.bool_]


def _covered(pixels: F32, size: tuple[int, int]) -> list[_Covered]:
    """Return the texels within three quarters of a texel of each triangle."""
    low = np.clip(np.floor(pixels.min(axis=1) - 0.5 - _SLACK).astype(np.int64), 0, np.array(size) - 1)
    high = np.clip(np.ceil(pixels.max(axis=1) - 0.5 + _SLACK).astype(np.int64), 0, np.array(size) - 1)
    spans = high - low + 1
    counts = spans[:, 0] * spans[:, 1]
    found: list[_Covered] = []
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + _CANDIDATES)))
        found.append(_covered_run(pixels, size, (start, stop), (low, spans, counts)))
        start = stop
    return found


def _covered_run(pixels: F32, size: tuple[int, int], run: tuple[int, int], boxes: tuple[I64, I64, I64]) -> _Covered:
    low, spans, counts = (rows[run[0] : run[1]] for rows in boxes)
    tri = np.repeat(np.arange(len(counts)), counts)
    local = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    row = local // spans[tri, 0]
    x, y = low[tri, 0] + local - row * spans[tri, 0], low[tri, 1] + row
    weigh, heights = _weighing(pixels[run[0] : run[1]].astype(np.float64))
    px, py = x + 0.5, y + 0.5
    w = weigh[tri]
    weights = w[:, :, 0] * px[:, None] + w[:, :, 1] * py[:, None] + w[:, :, 2]
    outside = (-weights * heights[tri]).max(axis=1)
    good = (outside <= _SLACK) & (heights[tri, 0] > 0)
    kept = np.clip(weights[good], 0.0, 1.0)
    kept /= kept.sum(axis=1, keepdims=True)
    cell = (y * size[0] + x)[good]
    return _Covered(tri[good] + run[0], cell, kept.astype(np.float32), outside[good] <= 1e-6)


def _weighing(corners: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (m, 3, 3): weight of corner k at (x, y) = a x + b y + c; and the triangle's heights above its sides.

    A weight falls by one over the height of the triangle: minus weight times height is how far outside a texel lies.
    """
    after, before = np.roll(corners, -1, axis=1), np.roll(corners, -2, axis=1)
    side = before - after
    twice = side[:, :, 0] * (corners - after)[:, :, 1] - side[:, :, 1] * (corners - after)[:, :, 0]
    safe = np.where(np.abs(twice) < 1e-9, 1.0, twice)
    a, b = -side[:, :, 1] / safe, side[:, :, 0] / safe
    c = -(a * after[:, :, 0] + b * after[:, :, 1])
    length = np.maximum(np.linalg.norm(side, axis=2), 1e-9)
    heights = np.where(np.abs(twice) < 1e-9, 0.0, np.abs(twice) / length)
    return np.stack([a, b, c], axis=2), heights
