"""What a hole in a wall needs: its inner faces, a stone surround, iron bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.gallery.architecture import at_height, wall_box, wall_part, wall_surface
from vmuseum.gallery.sketch import Chart, Finish, Place, Sketch, bar, box
from vmuseum.gallery.surfaces import DADO, DADO_M, IRON, LOOKS, STONE

if TYPE_CHECKING:
    from vmuseum.gallery.placing import Line, Passage, PlacedRoom, Plan
    from vmuseum.geometry import Vec3

_SURROUND_M = (0.12, 0.03)  # width and how far it stands proud
_DOOR_BAR_M = 0.011
_WINDOW_BAR_M = 0.018
_DOOR_GAP_M = 0.106  # nine bars in a door of 0.95 m
_WINDOW_GAP_M = 0.18
_LEAF_IN_M = 0.11  # how deep a barred door hangs in the reveal


def draw_passage(sketch: Sketch, plan: Plan, passage: Passage) -> None:
    """Draw everything of one opening."""
    placed = next(r for r in plan.rooms if r.index == passage.room)
    if placed.shell:
        return
    line = placed.wall(passage.wall)
    _reveal(sketch, placed, passage, line)
    if passage.opening.surround:
        _surround(sketch, placed, passage, line)
    if passage.opening.bars != "none":
        _bars(sketch, placed, passage, line)


def _reveal(sketch: Sketch, placed: PlacedRoom, passage: Passage, line: Line) -> None:
    """Draw the two jambs, the lintel and the sill or threshold."""
    left, right = passage.span
    depth = passage.depth
    surface = wall_surface(placed, passage.wall)
    part = wall_part(placed, passage.wall)
    inward = (line.inward[0], 0.0, line.inward[1])
    outward = (-inward[0], 0.0, -inward[2])
    up = (0.0, 1.0, 0.0)
    dado = surface == "limewash-dado" and passage.bottom < DADO_M - 0.01
    split = min(passage.top, DADO_M) if dado else passage.bottom
    for low, high, albedo in ((passage.bottom, split, DADO), (split, passage.top, LOOKS[surface].albedo)):
        if high - low < 1e-6:
            continue
        tint = _tint(albedo, LOOKS[surface].albedo)
        for corner, axis in (
            (at_height(line, left, low, 0.0), outward),
            (at_height(line, right, low, -depth), inward),
        ):
            chart = sketch.chart(Chart(corner, axis, up, (depth, high - low), placed.index, albedo, 1.5))
            sketch.lay(part, chart, [(0.0, 0.0, depth, high - low)], colour=tint, uv_origin=(0.0, low))
    _lintel_and_sill(sketch, placed, passage, line)


def _lintel_and_sill(sketch: Sketch, placed: PlacedRoom, passage: Passage, line: Line) -> None:
    left, right = passage.span
    depth = passage.depth
    surface, part = wall_surface(placed, passage.wall), wall_part(placed, passage.wall)
    along = (line.along[0], 0.0, line.along[1])
    inward = (line.inward[0], 0.0, line.inward[1])
    outward = (-inward[0], 0.0, -inward[2])
    albedo = LOOKS[surface].albedo
    lintel = Chart(
        at_height(line, left, passage.top, -depth), along, inward, (right - left, depth), placed.index, albedo, 1.5
    )
    sketch.lay(part, sketch.chart(lintel), [(0.0, 0.0, right - left, depth)])
    floor = placed.room.floor if passage.bottom <= 0 else surface
    sill_part = f"floor:{placed.room.id}" if passage.bottom <= 0 else part
    sill = Chart(
        at_height(line, left, passage.bottom),
        along,
        outward,
        (right - left, depth),
        placed.index,
        LOOKS[floor].albedo,
        1.5,
    )
    if passage.top > passage.bottom:
        sketch.lay(sill_part, sketch.chart(sill), [(0.0, 0.0, right - left, depth)])


def _tint(albedo: Vec3, base: Vec3) -> Vec3:
    return (albedo[0] / base[0], albedo[1] / base[1], albedo[2] / base[2])


def _surround(sketch: Sketch, placed: PlacedRoom, passage: Passage, line: Line) -> None:
    wide, proud = _SURROUND_M
    left, right = passage.span
    finish = Finish(f"trim:{placed.room.id}", placed.index, STONE, bevel=0.006, density=1.5)
    bottom = passage.bottom
    for a, b in ((left - wide, left), (right, right + wide)):
        wall_box(sketch, line, (a, b), (bottom, passage.top), (0.0, proud), finish, "sew")
    wall_box(
        sketch, line, (left - wide, right + wide), (passage.top, passage.top + wide), (0.0, proud), finish, "stewb"
    )
    if bottom > 0:
        wall_box(sketch, line, (left - wide, right + wide), (bottom - wide, bottom), (0.0, proud), finish, "stewb")


def _bars(sketch: Sketch, placed: PlacedRoom, passage: Passage, line: Line) -> None:
    """Draw a barred window or door; an open door stands at a right angle at its left jamb."""
    left, right = passage.span
    finish = Finish(f"trim:{placed.room.id}", placed.index, IRON, density=0.5)
    if passage.bottom > 0:
        _grille(sketch, line, passage, -0.6 * passage.depth, finish)
        return
    turn = math.atan2(line.along[1], line.along[0])
    hinge = line.point(left + 0.02, -_LEAF_IN_M)
    if passage.opening.bars == "open":
        turn += math.radians(-92.0)
    place = Place((hinge[0], 0.0, hinge[1]), turn)
    _leaf(sketch, place, right - left - 0.04, passage.top, finish)


def _grille(sketch: Sketch, line: Line, passage: Passage, inward: float, finish: Finish) -> None:
    left, right = passage.span
    count = max(2, round((right - left) / _WINDOW_GAP_M))
    for k in range(count):
        at = left + (k + 0.5) * (right - left) / count
        bar(
            sketch,
            at_height(line, at, passage.bottom, inward),
            at_height(line, at, passage.top, inward),
            _WINDOW_BAR_M,
            finish,
        )


def _leaf(sketch: Sketch, place: Place, width: float, top: float, finish: Finish) -> None:
    """Draw a barred door leaf: round bars and flat irons across."""
    count = max(3, round(width / _DOOR_GAP_M))
    for k in range(count):
        x = (k + 0.5) * width / count
        bar(sketch, place.point((x, 0.03, 0.0)), place.point((x, top - 0.02, 0.0)), _DOOR_BAR_M, finish)
    for y in (0.06, 0.49 * top, 0.525 * top, top - 0.05):
        box(sketch, place, (0.0, y - 0.02, -0.006), (width, y + 0.02, 0.006), finish, "sntb")
    for x in (0.0, width - 0.025):
        box(sketch, place, (x, 0.02, -0.008), (x + 0.025, top - 0.01, 0.008), finish, "snew")
