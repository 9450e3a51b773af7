"""Where a visitor may walk, through which doors, and from where things are seen best. World metres (x, z). Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.gallery.footprints import Footprint
from vmuseum.schema.gallery_scene import DoorRef, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.gallery.contents import Shown
    from vmuseum.gallery.placing import Passage, PlacedRoom, Plan
    from vmuseum.geometry import Vec2, Vec3

RADIUS_M = 0.25
_INTO_ROOM_M = 0.55  # how far a passage's outline reaches into both rooms: they still meet when shrunk by the radius
_FREE_M = 0.4
_STEPS = (0.0, 25.0, -25.0, 50.0, -50.0, 80.0, -80.0, 115.0, -115.0, 150.0, -150.0, 180.0)


def walk_of(plan: Plan, shown: Sequence[Shown], outlines: Sequence[tuple[Vec2, ...]], floor: float) -> Walk:
    """Return the walkable floor: rooms and passages united, less stands. `outlines` are those of shells."""
    areas: list[tuple[Vec2, ...]] = [_rectangle(r.low, r.high) for r in plan.rooms if not r.shell]
    areas += outlines
    areas += [_through(p) for p in plan.passages if p.passable]
    obstacles: list[tuple[Vec2, ...]] = [s.print.corners() for s in shown if s.print is not None]
    return Walk(areas=tuple(areas), obstacles=tuple(obstacles), radius=RADIUS_M, floor=floor)


def doors_of(plan: Plan, floor: float) -> tuple[DoorRef, ...]:
    """Return the openings that join rooms at floor height."""
    names = {r.index: r.room.id for r in plan.rooms}
    return tuple(
        DoorRef(
            id=p.id,
            rooms=(names[p.room], names[p.other]),
            at=((p.low[0] + p.high[0]) / 2, floor, (p.low[1] + p.high[1]) / 2),
            width=p.opening.width_m,
            passable=p.passable,
        )
        for p in plan.passages
        if p.way and p.other is not None
    )


def room_outline(placed: PlacedRoom) -> tuple[Vec2, ...]:
    """Return the outline of a room: `walk_m` where drawn, else its rectangle."""
    if placed.room.walk_m:
        return tuple(placed.world(p) for p in placed.room.walk_m)
    return _rectangle(placed.low, placed.high)


def best_view(
    at: Vec3, yaw: float, distance: float, area: Sequence[Vec2], blocked: Sequence[Footprint], floor: float
) -> Vec3:
    """Return a free place at about `distance` that faces what looks along `yaw`; nearer or aside where none is free."""
    for share in (1.0, 0.8, 0.62, 0.48):
        for step in _STEPS:
            turn = yaw + math.radians(step)
            x, z = at[0] + math.sin(turn) * distance * share, at[2] - math.cos(turn) * distance * share
            if inside((x, z), area, _FREE_M) and all(b.distance((x, z)) >= _FREE_M for b in blocked):
                return (round(x, 3), floor, round(z, 3))
    return (round(at[0] + math.sin(yaw) * distance * 0.5, 3), floor, round(at[2] - math.cos(yaw) * distance * 0.5, 3))


def inside(point: Vec2, outline: Sequence[Vec2], margin: float) -> bool:
    """Whether a point lies in a polygon, at least `margin` from its sides."""
    x, z = point
    odd = False
    for (ax, az), (bx, bz) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (az > z) != (bz > z) and x < ax + (bx - ax) * (z - az) / (bz - az):
            odd = not odd
        along = (bx - ax) ** 2 + (bz - az) ** 2
        t = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (z - az) * (bz - az)) / max(along, 1e-9)))
        if math.hypot(ax + t * (bx - ax) - x, az + t * (bz - az) - z) < margin:
            return False
    return odd


def _rectangle(low: Vec2, high: Vec2) -> tuple[Vec2, ...]:
    return (low, (high[0], low[1]), high, (low[0], high[1]))


def _through(passage: Passage) -> tuple[Vec2, ...]:
    """Return a doorway's outline, grown along the way through it."""
    (x0, z0), (x1, z1) = passage.low, passage.high
    if passage.wall in ("east", "west"):
        return _rectangle((x0 - _INTO_ROOM_M, z0), (x1 + _INTO_ROOM_M, z1))
    return _rectangle((x0, z0 - _INTO_ROOM_M), (x1, z1 + _INTO_ROOM_M))
