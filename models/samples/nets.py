"""Surface nets: the skin of a shape given as a signed distance, with vertices drawn onto it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .surface import Paint, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Field = Callable[[NDArray[np.float64]], NDArray[np.float64]]  # points (n, 3) -> distance (n,), inside negative


def skin(
    name: str, field: Field, low: tuple[float, ...], high: tuple[float, ...], *, step: float, paint: Paint
) -> Surface:
    """Return the zero surface of `field` inside the box, sampled every `step` metres, with normals of the field.

    The surface is left open where it meets the box. Three Newton steps bring each vertex to within about step/100.
    """
    axes = [np.arange(a, b + step, step) for a, b in zip(low, high, strict=True)]
    shape = tuple(len(a) for a in axes)
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    values = np.concatenate([field(part) for part in np.array_split(grid, max(1, len(grid) // 400_000))]).reshape(shape)
    cells, centres = _crossed_cells(values, axes)
    faces = _quads(values, cells)
    points = _drawn_on(centres, field, step)
    used = np.unique(faces)
    renumber = np.full(len(points), -1)
    renumber[used] = np.arange(len(used))
    points = points[used]
    return Surface(name, points, renumber[faces], _gradient(points, field, step * 0.25), None, None, paint)


def _crossed_cells(
    values: NDArray[np.float64], axes: list[NDArray[np.float64]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return a grid with the number of each cell that the surface crosses (else -1), and the mean crossing of each."""
    inside = values < 0
    corners = [
        inside[i : i - 1 or None, j : j - 1 or None, k : k - 1 or None] for i in (0, 1) for j in (0, 1) for k in (0, 1)
    ]
    count = np.sum(corners, axis=0)
    mixed = (count > 0) & (count < 8)
    number = np.full(mixed.shape, -1, dtype=np.int64)
    number[mixed] = np.arange(int(mixed.sum()))
    where = np.argwhere(mixed)
    total = np.zeros((len(where), 3))
    hits = np.zeros((len(where), 1))
    offsets = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    for a in range(8):
        for b in range(a + 1, 8):
            if np.abs(offsets[a] - offsets[b]).sum() != 1:
                continue
            va = values[tuple((where + offsets[a]).T)]
            vb = values[tuple((where + offsets[b]).T)]
            cross = (va < 0) != (vb < 0)
            t = np.where(cross, va / np.where(cross, va - vb, 1.0), 0.0)[:, None]
            total += np.where(cross[:, None], where + offsets[a] + t * (offsets[b] - offsets[a]), 0.0)
            hits += cross[:, None]
    place = total / hits
    step = axes[0][1] - axes[0][0]
    return number, place * step + np.array([a[0] for a in axes])


def _quads(values: NDArray[np.float64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return triangles: one quad round each grid edge that crosses the surface."""
    inside = values < 0
    faces: list[NDArray[np.int64]] = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        a = np.take(inside, range(values.shape[axis] - 1), axis)
        b = np.take(inside, range(1, values.shape[axis]), axis)
        edge = np.argwhere(a != b)
        edge = edge[(edge[:, u] > 0) & (edge[:, v] > 0)]
        edge = edge[(edge[:, u] < values.shape[u] - 1) & (edge[:, v] < values.shape[v] - 1)]
        du, dv = np.eye(3, dtype=np.int64)[[u, v]]
        ring = [number[tuple((edge - p).T)] for p in (du + dv, dv, 0 * du, du)]
        flip = ~inside[tuple(edge.T)]
        one, two, three, four = (np.where(flip, ring[-k % 4], ring[k]) for k in range(4))
        faces += [np.stack([one, two, three], axis=1), np.stack([one, three, four], axis=1)]
    return np.concatenate(faces)


def _drawn_on(points: NDArray[np.float64], field: Field, step: float) -> NDArray[np.float64]:
    out = points.copy()
    for _ in range(3):
        slope = _slope(out, field, step * 0.25)
        size = np.maximum((slope**2).sum(axis=1, keepdims=True), 0.05)
        move = -field(out)[:, None] * slope / size
        out += np.clip(move, -step * 0.6, step * 0.6)
    return out


def _gradient(points: NDArray[np.float64], field: Field, h: float) -> NDArray[np.float64]:
    slope = _slope(points, field, h)
    return slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-12)


def _slope(points: NDArray[np.float64], field: Field, h: float) -> NDArray[np.float64]:
    steps = np.eye(3) * h
    return np.stack([(field(points + d) - field(points - d)) / (2 * h) for d in steps], axis=1)
