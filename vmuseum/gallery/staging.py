"""Make the stage of a bake from a drawn gallery: how dense the light map is, its cells, the triangles rays meet."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.assemble import light_texels
from vmuseum.gallery.atlas import Atlas, columns_and_rows, pack
from vmuseum.gallery.bake import Effort
from vmuseum.gallery.shells import LOOKING_SHARE, Block, unwrap_shells
from vmuseum.gallery.stage import Solid, Stage, Window, make_stage, one_cell, solid
from vmuseum.gallery.texels import Texels, chart_texels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.gallery.drawing import Drawn
    from vmuseum.gallery.placing import Plan
    from vmuseum.plan.recipes import GalleryBuild

_RAYS = 18_000_000  # of bounced light in a full build: about 7 s of one core
_FULL_SAMPLES = 64
_FINEST = 2.0  # small galleries get up to twice the texels asked for
_SHADOW_SAMPLES = 16


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """Everything a bake needs. `bare` is the stage without exhibits, for probes."""

    atlas: Atlas
    block: Block | None
    texels: Texels
    stage: Stage
    bare: Stage
    exhibit_cells: dict[int, int]
    neighbours: dict[int, tuple[int, ...]]
    effort: Effort
    texels_m: float


def make_staged(drawn: Drawn, params: GalleryBuild) -> Staged:
    """Return the stage of a gallery, as dense as the ray budget allows."""
    texels_m, effort = density(drawn, params)
    block = unwrap_shells(drawn.shells, texels_m) if drawn.shells.parts else None
    columns, rows = columns_and_rows(drawn.sketch.charts, texels_m)
    atlas = pack(columns, rows, block.size if block else (0, 0))
    texels, first, cells = _all_texels(drawn, atlas, block)
    solids = [_built_solid(drawn, atlas, texels, first)]
    if block is not None:
        solids.append(block.solid)
    exhibits = _exhibit_solids(drawn, cells)
    windows = _windows(drawn.plan) if drawn.sky is not None else []
    bare = make_stage(solids, windows)
    stage = make_stage([*solids, *exhibits], windows) if exhibits else bare
    return Staged(atlas, block, texels, stage, bare, cells, _neighbours(drawn.plan), effort, texels_m)


def density(drawn: Drawn, params: GalleryBuild) -> tuple[float, Effort]:
    """Return texels a metre and the effort. Drafts (few samples) also get fewer texels: rays fall with their square."""
    samples = max(4, params.samples)
    rays = _RAYS * min(1.0, (samples / _FULL_SAMPLES) ** 2)
    area = sum(_weight(c.size, c.density, len(c.ring)) for c in drawn.sketch.charts)
    shell_area = drawn.shells.weighted_area / LOOKING_SHARE
    if shell_area > area:
        samples = max(4, samples // 2)  # under the open sky light is smooth: rather more texels
    texels = rays / (samples * 1.25)
    found = min(_FINEST * params.texels_m, math.sqrt(texels / max(area + shell_area, 1e-3)))
    shadows = max(2, min(_SHADOW_SAMPLES, samples // 4))
    return found, Effort(samples, shadows, params.bounces)


def _weight(size: tuple[float, float], relative: float, ring: int) -> float:
    height = 0.05 * ring if ring else size[1]
    return size[0] * height * relative * relative


def _all_texels(drawn: Drawn, atlas: Atlas, block: Block | None) -> tuple[Texels, int, dict[int, int]]:
    """Return the cells of shells, charts and one cell a room for exhibits; where charts start; the exhibits' cells."""
    parts = [block.texels] if block is not None else []
    first = parts[0].count if parts else 0
    parts.append(chart_texels(drawn.sketch.charts, atlas))
    rooms = [placed.index for placed in drawn.plan.rooms]
    at = first + parts[-1].count
    parts.append(_spare(rooms))
    starts = np.cumsum([0, *(p.count for p in parts[:-1])])
    parts = [replace(p, leader=p.leader + s) for p, s in zip(parts, starts, strict=True)]
    merged = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Texels)}
    return Texels(**merged), first, {room: at + k for k, room in enumerate(rooms)}


def _spare(rooms: Sequence[int]) -> Texels:
    """Return one unlit cell for each room."""
    n = len(rooms)
    none, zero = np.zeros((n, 3), np.float32), np.zeros(n, np.int64)
    off = np.zeros(n, np.bool_)
    owner = np.array(rooms, np.int32)
    chart = np.full(n, -2, np.int32)
    return Texels(
        none,
        none,
        none,
        none,
        none,
        owner,
        chart,
        off,
        off,
        zero,
        zero,
        np.zeros(0, np.int64),
        np.arange(n),
        np.zeros((n, 2), np.int8),
    )


def _built_solid(drawn: Drawn, atlas: Atlas, texels: Texels, first: int) -> Solid:
    sketch = drawn.sketch
    faces = [f for f in sketch.faces if f.blocks]
    if not faces:
        return one_cell(np.zeros((0, 3, 3), np.float32), 0)
    corners = np.concatenate([f.positions[f.triangles] for f in faces])
    ij = np.concatenate([light_texels(f, sketch, atlas)[f.triangles] for f in faces])
    counts = [len(f.triangles) for f in faces]
    chart = np.repeat(np.array([f.chart for f in faces]), counts)
    base = texels.first[chart] + first
    return solid(
        corners.astype(np.float32),
        ij.astype(np.float32),
        base,
        (atlas.columns[chart], atlas.rows[chart]),
        two_sided=False,
    )


def _exhibit_solids(drawn: Drawn, cells: dict[int, int]) -> list[Solid]:
    room = {s.id: s.room for s in drawn.contents.shown}
    return [
        one_cell(part.positions[part.indices], cells[room[name]])
        for name in sorted(drawn.contents.exhibits)
        for part in drawn.contents.exhibits[name]
    ]


def _windows(plan: Plan) -> list[Window]:
    """Return a pane of sky on the outer side of every window of a roofed room."""
    rooms = {r.index: r for r in plan.rooms}
    found: list[Window] = []
    for p in plan.passages:
        placed = rooms[p.room]
        if p.other is not None or not placed.roofed:
            continue
        line = placed.wall(p.wall)
        x, z = line.point(p.span[0], -p.depth)
        width = p.span[1] - p.span[0]
        found.append(
            Window(
                (x, p.bottom, z),
                (line.along[0] * width, 0.0, line.along[1] * width),
                (0.0, p.top - p.bottom, 0.0),
                (line.inward[0], 0.0, line.inward[1]),
                p.room,
            )
        )
    return found


def _neighbours(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Return for every room those that an opening joins to it."""
    found: dict[int, set[int]] = {r.index: set() for r in plan.rooms}
    for p in plan.passages:
        if p.other is not None:
            found[p.room].add(p.other)
            found[p.other].add(p.room)
    return {room: tuple(sorted(others)) for room, others in found.items()}
