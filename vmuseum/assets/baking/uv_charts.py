"""New texture coordinates for a whole mesh: every part cut into charts, all charts in one picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.charts import Charted, Packing, atlas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    I64 = NDArray[np.int64]

PADDING = 4
"""Texels between charts in a picture of the size asked for: enough for two smaller mip levels."""

_BLOCK = 2_000  # triangles charted together; see mesh.charts for what larger ones cost
_SIDE = 100.0  # the largest side of what xatlas sees: it takes lengths as absolute


def unwrapped(mesh: Mesh, *, side_px: int) -> Mesh:
    """Return `mesh` with one set of new UVs in 0..1 over all parts, vertices split at seams, without pictures.

    Charts are spaced for a picture of about `side_px`. 50,000 triangles take about 2 CPU s.
    """
    low, high = mesh.bounds()
    scale = np.float32(_SIDE / max(float((high - low).max()), 1e-20))
    blocks = [(number, block) for number, part in enumerate(mesh.parts) for block in _blocks(part)]
    surfaces, vertices = [], []
    for number, block in blocks:
        part = mesh.parts[number]
        used, indices = np.unique(part.indices[block], return_inverse=True)
        surfaces.append((part.positions[used] * scale, indices.reshape(-1, 3).astype(np.uint32)))
        vertices.append(used)
    made = atlas(surfaces, Packing(PADDING, side=side_px))
    side = np.float32(max(made.size))
    parts = []
    for number, part in enumerate(mesh.parts):
        chosen = [k for k, (owner, _) in enumerate(blocks) if owner == number]
        parts.append(_joined(part, [made.surfaces[k] for k in chosen], [vertices[k] for k in chosen], side))
    return Mesh(tuple(parts))


def _blocks(part: Part) -> list[I64]:
    """Return the triangles of a part in blocks, halved across their longest side until they are small enough."""
    middles = part.positions[part.indices].mean(axis=1)
    done: list[I64] = []
    todo = [np.arange(len(part.indices))] if len(part.indices) else []
    while todo:
        block = todo.pop()
        if len(block) <= _BLOCK:
            done.append(block)
            continue
        place = middles[block]
        order = np.argsort(place[:, int(np.argmax(np.ptp(place, axis=0)))], kind="stable")
        half = len(block) // 2
        todo += [np.sort(block[order[half:]]), np.sort(block[order[:half]])]
    return done


def _joined(part: Part, surfaces: list[Charted], vertices: list[NDArray[Any]], side: np.float32) -> Part:
    whole = [_without_strays(found) for found in surfaces]
    starts = np.cumsum([0, *(len(found.old) for found in whole)])
    old = np.concatenate([used[found.old] for used, found in zip(vertices, whole, strict=True)]).astype(np.int64)
    indices = [found.indices + np.uint32(start) for found, start in zip(whole, starts, strict=False)]
    pixels = np.concatenate([found.pixels for found in whole])

    def take(values: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        return None if values is None else np.ascontiguousarray(values[old])

    return replace(
        part,
        positions=np.ascontiguousarray(part.positions[old]),
        indices=np.concatenate(indices),
        normals=take(part.normals),
        tangents=None,
        uvs=np.clip(pixels / side, 0.0, 1.0).astype(np.float32),
        uvs2=None,
        colours=take(part.colours),
    )


def _without_strays(found: Charted) -> Charted:
    """Return the surface with triangles too small for a chart shrunk to one texel of a neighbour.

    They close gaps and must stay, but their corners would span the picture. They get corners of their own.
    """
    charts = found.chart[found.indices]
    stray = np.flatnonzero((charts[:, 0] < 0) | (charts != charts[:, :1]).any(axis=1))
    sound = np.flatnonzero(found.chart >= 0)[::-1]
    if not len(stray) or not len(sound):
        return found
    first = np.full(int(found.old.max()) + 1, -1, np.int64)
    first[found.old[sound]] = sound
    twins = first[found.old[found.indices[stray]]]  # a vertex at the same place that lies in a chart
    best = twins.max(axis=1)
    texel = found.pixels[np.where(best >= 0, best, sound[-1])]
    indices = found.indices.copy()
    indices[stray] = len(found.old) + np.arange(3 * len(stray), dtype=np.uint32).reshape(-1, 3)
    corners = found.indices[stray].reshape(-1)
    return Charted(
        np.concatenate([found.old, found.old[corners]]),
        indices,
        np.concatenate([found.pixels, np.repeat(texel, 3, axis=0)]),
        np.concatenate([found.chart, np.full(len(corners), -1, np.int64)]),
    )
