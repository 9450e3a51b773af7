"""The texels of a light map as points in the world: place, normal, tangents, room and albedo, in flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.atlas import Atlas
    from vmuseum.gallery.sketch import Chart

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

INSET_M = 0.012
"""How far texels on an edge are drawn inwards, out of the neighbouring wall."""


@dataclass(frozen=True, slots=True)
class Texels:
    """n cells. `chart` is -1 in the block of a shell; `active` cells are lit, the others only fill gaps."""

    place: F32  # (n, 3)
    normal: F32
    along: F32  # step of one texel to the right, metres
    up: F32  # step of one texel down the map
    albedo: F32
    room: NDArray[np.int32]
    chart: NDArray[np.int32]
    active: NDArray[np.bool_]
    glow: NDArray[np.bool_]
    x: I64
    y: I64
    first: I64  # first cell of each chart
    leader: I64  # the cell that looks around for this one: itself, or a neighbour in shells
    rim: NDArray[np.int8]  # (n, 2): -1 or 1 on the first or last column and row of a chart, else 0

    @property
    def count(self) -> int:
        """Number of cells."""
        return len(self.place)


def chart_texels(charts: Sequence[Chart], atlas: Atlas) -> Texels:
    """Return the texels of all charts, chart by chart, row by row."""
    counts = atlas.columns * atlas.rows
    first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64) if len(counts) else np.zeros(0, np.int64)
    chart = np.repeat(np.arange(len(charts)), counts)
    local = np.arange(int(counts.sum())) - first[chart]
    i, j = local % atlas.columns[chart], local // atlas.columns[chart]
    corner, along, up, normal, size, albedo = _table(charts)
    room = np.array([c.room for c in charts], np.int32)
    ringed = np.array([bool(c.ring) for c in charts], np.bool_)
    s = _along(i, atlas.columns[chart], size[chart, 0])
    t = np.where(ringed[chart], 0.0, _along(j, atlas.rows[chart], size[chart, 1]))
    place = corner[chart] + s[:, None] * along[chart] + t[:, None] * up[chart]
    normals = normal[chart]
    _bend(charts, chart, j, ringed, place, normals)
    step_s = size[:, 0] / (atlas.columns - 1)
    step_t = np.where(ringed, 0.0, size[:, 1] / np.maximum(1, atlas.rows - 1))
    glow = np.array([c.glow for c in charts], np.bool_)
    return Texels(
        place.astype(np.float32),
        normals.astype(np.float32),
        (along * step_s[:, None])[chart].astype(np.float32),
        (up * step_t[:, None])[chart].astype(np.float32),
        albedo[chart].astype(np.float32),
        room[chart],
        chart.astype(np.int32),
        ~glow[chart],
        glow[chart],
        atlas.left[chart] + i,
        atlas.top[chart] + j,
        first,
        np.arange(len(chart)),
        np.stack([_rim(i, atlas.columns[chart]), _rim(j, atlas.rows[chart])], axis=1),
    )


def _rim(index: I64, count: I64) -> NDArray[np.int8]:
    return np.asarray((index == count - 1).astype(np.int8) - (index == 0).astype(np.int8), dtype=np.int8)


def _along(index: I64, count: I64, metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return metres along a side; the outermost texels are inset."""
    at = index / np.maximum(1, count - 1) * metres
    inset = np.minimum(INSET_M, metres * 0.2)
    return np.clip(at, inset, metres - inset)


def _table(charts: Sequence[Chart]) -> tuple[NDArray[np.float64], ...]:
    rows = [(c.corner, c.along, c.up, c.normal, (*c.size, 0.0), c.albedo) for c in charts]
    table = np.array(rows, dtype=np.float64).reshape(-1, 6, 3)
    return tuple(table[:, k] for k in range(6))


def _bend(
    charts: Sequence[Chart],
    chart: I64,
    row: I64,
    ringed: NDArray[np.bool_],
    place: NDArray[np.float64],
    normals: NDArray[np.float64],
) -> None:
    """Move the texels of round bars onto their surface."""
    if not ringed.any():
        return
    lengths = [len(c.ring) for c in charts]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    ring = np.array([r for c in charts for r in c.ring], dtype=np.float64)
    radius = np.array([c.size[1] for c in charts])
    on = ringed[chart]
    direction = ring[starts[chart[on]] + row[on]]
    place[on] += direction * radius[chart[on]][:, None]
    normals[on] = direction
