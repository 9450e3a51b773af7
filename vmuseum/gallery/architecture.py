"""Rooms: walls pierced by openings, floors, ceilings, skirting, beams, reveals and copings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.gallery.placing import WALLS, Line, PlacedRoom, Plan, overlap
from vmuseum.gallery.sketch import Chart, Finish, Place, Sketch, box, pierced
from vmuseum.gallery.surfaces import BEAM, DADO, DADO_M, LOOKS, SKIRTING

if TYPE_CHECKING:
    from vmuseum.gallery.placing import Hole
    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.schema.base import Wall

SKIRTING_M = 0.10
_SKIRTING_DEEP_M = 0.015
_COPING_M = 0.06
_PARAPET_M = 0.3  # wall above a ceiling, seen from a yard


def wall_surface(placed: PlacedRoom, wall: Wall) -> str:
    """Return the surface of one wall: the room's, or the deep one of its focus wall."""
    return "plaster-deep" if placed.room.focus_wall == wall else placed.room.walls


def wall_part(placed: PlacedRoom, wall: Wall) -> str:
    """Return the part name of a wall."""
    return f"wall:{placed.room.id}:{wall}"


def draw_room(sketch: Sketch, plan: Plan, placed: PlacedRoom) -> None:
    """Draw a room that is not a shell."""
    for wall in WALLS:
        holes = plan.holes(placed.index, wall)
        _wall(sketch, placed, wall, holes)
        if (
            placed.roofed
            and LOOKS[wall_surface(placed, wall)].texture
            and wall_surface(placed, wall) != "limewash-dado"
        ):
            _skirting(sketch, placed, placed.wall(wall), holes)
        if not placed.roofed:
            _coping(sketch, plan, placed, wall)
    _floor(sketch, placed)
    if placed.roofed:
        _ceiling(sketch, placed)
        _beams(sketch, placed)


def at_height(line: Line, along: float, height: float, inward: float = 0.0) -> Vec3:
    """Return a world point on a wall."""
    x, z = line.point(along, inward)
    return (x, height, z)


def _wall(sketch: Sketch, placed: PlacedRoom, wall: Wall, holes: tuple[Hole, ...]) -> None:
    line = placed.wall(wall)
    surface = wall_surface(placed, wall)
    cut = [(h.left, h.bottom, h.right, h.top) for h in holes]
    height = placed.room.height_m
    bands = [(0.0, height, LOOKS[surface].albedo)]
    if surface == "limewash-dado" and height > DADO_M:
        bands = [(0.0, DADO_M, DADO), (DADO_M, height, LOOKS[surface].albedo)]
    for low, high, albedo in bands:
        chart = sketch.chart(_wall_chart(placed, line, low, high, albedo))
        lowered = [(a, b - low, c, d - low) for a, b, c, d in cut]
        rects = pierced(line.length, high - low, lowered)
        tint = tuple(a / b for a, b in zip(albedo, LOOKS[surface].albedo, strict=True))
        sketch.lay(wall_part(placed, wall), chart, rects, colour=tint, uv_origin=(0.0, low))  # type: ignore[arg-type] # three


def _wall_chart(placed: PlacedRoom, line: Line, low: float, high: float, albedo: Vec3) -> Chart:
    corner = at_height(line, 0.0, low)
    along = (line.along[0], 0.0, line.along[1])
    return Chart(corner, along, (0.0, 1.0, 0.0), (line.length, high - low), placed.index, albedo)


def _skirting(sketch: Sketch, placed: PlacedRoom, line: Line, holes: tuple[Hole, ...]) -> None:
    """Draw the skirting between the openings that reach the floor."""
    at = 0.0
    stops = [(h.left, h.right) for h in holes if h.bottom < SKIRTING_M]
    finish = Finish(f"trim:{placed.room.id}", placed.index, SKIRTING, bevel=0.003, density=1.0)
    for left, right in [*stops, (line.length, line.length)]:
        if left - at > _SKIRTING_DEEP_M:
            wall_box(sketch, line, (at, left), (0.0, SKIRTING_M), (0.0, _SKIRTING_DEEP_M), finish, "stew")
        at = max(at, right)


def wall_box(
    sketch: Sketch, line: Line, along: Vec2, height: Vec2, inward: Vec2, finish: Finish, sides: str = "snewtb"
) -> None:
    """Draw a box on a wall: ranges along the wall, in height and into the room. Side "s" faces the room."""
    turn = math.atan2(line.along[1], line.along[0])
    place = Place((line.start[0], 0.0, line.start[1]), turn)
    box(sketch, place, (along[0], height[0], inward[0]), (along[1], height[1], inward[1]), finish, sides)


def _floor(sketch: Sketch, placed: PlacedRoom) -> None:
    look = LOOKS[placed.room.floor]
    (x0, z0), (x1, z1) = placed.low, placed.high
    chart = sketch.chart(
        Chart((x0, 0.0, z1), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), placed.size, placed.index, look.albedo)
    )
    sketch.lay(f"floor:{placed.room.id}", chart, [(0.0, 0.0, x1 - x0, z1 - z0)])


def _ceiling(sketch: Sketch, placed: PlacedRoom) -> None:
    look = LOOKS[placed.room.ceiling]
    (x0, z0), (x1, z1) = placed.low, placed.high
    corner = (x0, placed.room.height_m, z0)
    chart = sketch.chart(Chart(corner, (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), placed.size, placed.index, look.albedo))
    sketch.lay(f"ceiling:{placed.room.id}", chart, [(0.0, 0.0, x1 - x0, z1 - z0)])


def _beams(sketch: Sketch, placed: PlacedRoom) -> None:
    """Draw beams of 18 x 22 cm across the short side."""
    step = placed.room.beams_every_m
    if step is None:
        return
    width, depth = placed.size
    top = placed.room.height_m
    finish = Finish(f"trim:{placed.room.id}", placed.index, BEAM, density=1.0)
    long_x = width > depth
    count = int(max(width, depth) / step)
    start = (max(width, depth) - (count - 1) * step) / 2
    place = Place((placed.low[0], 0.0, placed.low[1]))
    for k in range(count):
        at = start + k * step
        if long_x:
            box(sketch, place, (at - 0.09, top - 0.22, 0.0), (at + 0.09, top, depth), finish, "ewb")
        else:
            box(sketch, place, (0.0, top - 0.22, at - 0.09), (width, top, at + 0.09), finish, "snb")


def _coping(sketch: Sketch, plan: Plan, placed: PlacedRoom, wall: Wall) -> None:
    """Close the top of a yard's wall, and carry it up where a higher building stands behind."""
    line = placed.wall(wall)
    surface = wall_surface(placed, wall)
    top = placed.room.height_m
    thick = placed.room.wall_m
    finish = Finish(wall_part(placed, wall), placed.index, (1.0, 1.0, 1.0), density=1.0, albedo=LOOKS[surface].albedo)
    wall_box(sketch, line, (-thick, line.length + thick), (top, top + _COPING_M), (-thick, 0.03), finish)
    for other in plan.rooms:
        if not other.roofed or other.room.height_m + _PARAPET_M <= top:
            continue
        grown_low = (other.low[0] - other.room.wall_m, other.low[1] - other.room.wall_m)
        grown_high = (other.high[0] + other.room.wall_m, other.high[1] + other.room.wall_m)
        band_low, band_high = _behind(line, thick)
        if overlap(grown_low, grown_high, band_low, band_high):
            _upper_wall(sketch, placed, wall, grown_low, grown_high, other.room.height_m + _PARAPET_M)


def _behind(line: Line, thick: float) -> tuple[Vec2, Vec2]:
    a, b = line.point(0.0, -thick), line.point(line.length, 0.0)
    return (min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))


def _upper_wall(sketch: Sketch, placed: PlacedRoom, wall: Wall, low: Vec2, high: Vec2, top: float) -> None:
    line = placed.wall(wall)
    ends = sorted(line.reading(p)[0] for p in (low, high))
    look = LOOKS[wall_surface(placed, wall)]
    corner = at_height(line, ends[0], placed.room.height_m + _COPING_M)
    size = (ends[1] - ends[0], top - placed.room.height_m - _COPING_M)
    along = (line.along[0], 0.0, line.along[1])
    chart = sketch.chart(Chart(corner, along, (0.0, 1.0, 0.0), size, placed.index, look.albedo, 0.7))
    sketch.lay(wall_part(placed, wall), chart, [(0.0, 0.0, *size)])
