"""Whether a visitor gets from every opening of a room to every other on a way of 1.20 m. Pure, without numpy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.gallery.placing import Finding, PlacedRoom, Plan, finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vmuseum.gallery.footprints import Footprint
    from vmuseum.geometry import Vec2

WAY_M = 1.20
_STEP_M = 0.2
_SLACK_M = 0.1  # half the diagonal error of the grid
_CELLS = 6000  # larger rooms take a coarser grid

Cell = tuple[int, int]


def blocked_ways(plan: Plan, placed: PlacedRoom, prints: Mapping[int, Footprint]) -> list[Finding]:
    """Return the stands that leave less than 1.20 m between two openings of a room.

    The floor is a grid of 0.2 m; a cell is free where the nearest stand is half a way off.
    """
    doors = [p for p in plan.passages if p.passable and placed.index in (p.room, p.other)]
    if placed.shell or len(doors) < 2 or not prints:
        return []
    entries = [_entry(placed, p.low, p.high) for p in doors]
    width, depth = placed.size
    step = max(_STEP_M, math.sqrt(width * depth / _CELLS))
    free = _free_cells(placed, list(prints.values()), step)
    first = _reached(free, _nearest(placed, entries[0], free, step))
    found: list[Finding] = []
    for door, entry in zip(doors[1:], entries[1:], strict=True):
        cell = _nearest(placed, entry, free, step)
        if cell is None or cell not in first:
            stand = _blame(prints, entries[0], entry)
            loc = ("rooms", placed.index, "stands", stand)
            found.append(finding("way-blocked", loc, room=placed.room.id, opening=door.id, width=f"{WAY_M:.2f}"))
    return found


def _entry(placed: PlacedRoom, low: Vec2, high: Vec2) -> Vec2:
    """Return the point 0.6 m inside the room, before the middle of an opening."""
    x, z = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    inset_x, inset_z = (min(WAY_M / 2, side / 2) for side in placed.size)
    return (
        min(max(x, placed.low[0] + inset_x), placed.high[0] - inset_x),
        min(max(z, placed.low[1] + inset_z), placed.high[1] - inset_z),
    )


def _free_cells(placed: PlacedRoom, shapes: Sequence[Footprint], step: float) -> set[Cell]:
    need = WAY_M / 2 - _SLACK_M
    width, depth = placed.size
    wall_x, wall_z = min(need, width / 2 - step), min(need, depth / 2 - step)
    free: set[Cell] = set()
    for i in range(int(width / step) + 1):
        x = placed.low[0] + i * step
        if not placed.low[0] + wall_x <= x <= placed.high[0] - wall_x:
            continue
        for k in range(int(depth / step) + 1):
            z = placed.low[1] + k * step
            inside = placed.low[1] + wall_z <= z <= placed.high[1] - wall_z
            if inside and all(shape.distance((x, z)) >= need for shape in shapes):
                free.add((i, k))
    return free


def _nearest(placed: PlacedRoom, point: Vec2, free: set[Cell], step: float) -> Cell | None:
    """Return the free cell within a step or two of an entry."""
    i, k = round((point[0] - placed.low[0]) / step), round((point[1] - placed.low[1]) / step)
    around = [(i + a, k + b) for a in (0, -1, 1, -2, 2) for b in (0, -1, 1, -2, 2) if (i + a, k + b) in free]
    return min(around, key=lambda c: ((c[0] - i) ** 2 + (c[1] - k) ** 2, c), default=None)


def _reached(free: set[Cell], start: Cell | None) -> set[Cell]:
    if start is None:
        return set()
    seen, todo = {start}, [start]
    while todo:
        i, k = todo.pop()
        for cell in ((i + 1, k), (i - 1, k), (i, k + 1), (i, k - 1)):
            if cell in free and cell not in seen:
                seen.add(cell)
                todo.append(cell)
    return seen


def _blame(prints: Mapping[int, Footprint], start: Vec2, end: Vec2) -> int:
    """Return the stand nearest to the straight way between two entries."""
    points = [(start[0] + (end[0] - start[0]) * t / 8, start[1] + (end[1] - start[1]) * t / 8) for t in range(9)]
    return min(prints, key=lambda k: (min(prints[k].distance(p) for p in points), k))
