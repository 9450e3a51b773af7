"""Check a gallery before anything is built: what overlaps, blocks a way or cannot be reached. Pure, without numpy.

Every finding carries the way to its line, such as ("rooms", 0, "stands", 2), and a code with a message.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.gallery.footprints import Footprint, collide, footprint
from vmuseum.gallery.hanging import hang
from vmuseum.gallery.placing import Finding, PlacedRoom, Plan, finding, overlap, pairs, place
from vmuseum.gallery.ways import blocked_ways
from vmuseum.schema.gallery import Frame, OnFloor, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.schema.gallery import Gallery

_SWING_M = 0.6  # floor kept free in front of an opening


def check(gallery: Gallery, sizes: Mapping[str, Vec3] | None = None) -> tuple[Finding, ...]:
    """Return everything wrong with the layout, in the order of the document.

    `sizes` gives width, height and depth (metres) of exhibits by id; one that is missing counts as 0.3 x 0.4 x 0.3.
    A gallery of ten rooms takes about 10 ms.
    """
    plan = place(gallery)
    known = sizes or {}
    found = list(plan.findings)
    found += _rooms_overlap(plan)
    found += _openings_overlap(plan)
    found += _unreachable(gallery, plan)
    for placed in plan.rooms:
        prints = footprints(placed, known)
        found += _stands(plan, placed, prints)
        found += hang(plan, placed)[1]
        found += blocked_ways(plan, placed, prints)
    found += _viewpoints(gallery, plan, known)
    return tuple(sorted(set(found), key=lambda f: ([_order(part) for part in f.loc], f.code, str(f.args))))


def footprints(placed: PlacedRoom, sizes: Mapping[str, Vec3]) -> dict[int, Footprint]:
    """Return the floor every free-standing stand of a room takes, by its place in the list."""
    found: dict[int, Footprint] = {}
    for k, stand in enumerate(placed.room.stands):
        if isinstance(stand, Frame | Panel) or (isinstance(stand, OnFloor) and not stand.show):
            continue
        found[k] = footprint(placed, stand, sizes.get(getattr(stand, "exhibit", "")))
    return found


def _order(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (-1, part)


def _rooms_overlap(plan: Plan) -> list[Finding]:
    return [
        finding("rooms-overlap", ("rooms", b.index), room=b.room.id, other=a.room.id)
        for a, b in pairs(plan.rooms)
        if not (a.shell or b.shell) and overlap(a.low, a.high, b.low, b.high)
    ]


def _openings_overlap(plan: Plan) -> list[Finding]:
    found: list[Finding] = []
    for placed in plan.rooms:
        for wall in ("north", "east", "south", "west"):
            holes = plan.holes(placed.index, wall)
            for i, a in enumerate(holes):
                for b in holes[i + 1 :]:
                    meets = b.left < a.right - 1e-6 and a.bottom < b.top - 1e-6 and b.bottom < a.top - 1e-6
                    if meets:
                        found.append(finding("openings-overlap", b.passage.loc, room=placed.room.id, wall=wall))
    return found


def _unreachable(gallery: Gallery, plan: Plan) -> list[Finding]:
    """Name rooms that no opening joins to the first viewpoint's room. A barred one counts: it may be seen into."""
    start = plan.room(gallery.viewpoints[0].room)
    if start is None:
        return []
    reached, todo = {start.index}, [start.index]
    while todo:
        here = todo.pop()
        for p in plan.passages:
            if not p.way or p.other is None or here not in (p.room, p.other):
                continue
            there = p.other if p.room == here else p.room
            if there not in reached:
                reached.add(there)
                todo.append(there)
    return [
        finding("room-unreachable", ("rooms", r.index), room=r.room.id, start=start.room.id)
        for r in plan.rooms
        if r.index not in reached
    ]


def _stands(plan: Plan, placed: PlacedRoom, prints: Mapping[int, Footprint]) -> list[Finding]:
    found: list[Finding] = []
    rows = sorted(prints.items())
    for i, (k, shape) in enumerate(rows):
        loc = ("rooms", placed.index, "stands", k)
        if not all(placed.holds(c, -1e-6) for c in shape.corners()):
            size = f"{placed.size[0]:g} × {placed.size[1]:g}"
            found.append(finding("stand-outside-room", loc, room=placed.room.id, size=size))
        elif _in_opening(plan, placed, shape):
            found.append(finding("stand-in-opening", loc, room=placed.room.id))
        for other, second in rows[:i]:
            if collide(shape, second):
                found.append(finding("stands-overlap", loc, other=other + 1))
    for k, stand in enumerate(placed.room.stands):
        if isinstance(stand, OnFloor) and not stand.show and not placed.holds(placed.world(stand.at_m)):
            size = f"{placed.size[0]:g} × {placed.size[1]:g}"
            found.append(
                finding("stand-outside-room", ("rooms", placed.index, "stands", k), room=placed.room.id, size=size)
            )
    return found


def _in_opening(plan: Plan, placed: PlacedRoom, shape: Footprint) -> bool:
    """Whether a stand keeps less than 0.60 m free in front of a way."""
    for p in plan.passages:
        if not p.way or placed.index not in (p.room, p.other):
            continue
        low, high = _grown(p.low, p.high, _SWING_M if p.wall in ("east", "west") else -0.02)
        centre = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
        if collide(shape, Footprint(centre, ((high[0] - low[0]) / 2, (high[1] - low[1]) / 2), 0.0)):
            return True
    return False


def _grown(low: Vec2, high: Vec2, by: float) -> tuple[Vec2, Vec2]:
    """Grow a doorway along the way through it: by x where it leads east or west, else by z."""
    if by > 0:
        return (low[0] - by, low[1] + 0.02), (high[0] + by, high[1] - 0.02)
    return (low[0] + 0.02, low[1] - _SWING_M), (high[0] - 0.02, high[1] + _SWING_M)


def _viewpoints(gallery: Gallery, plan: Plan, sizes: Mapping[str, Vec3]) -> list[Finding]:
    found: list[Finding] = []
    known = {room.id for room in gallery.rooms}
    for k, view in enumerate(gallery.viewpoints):
        placed = plan.room(view.room)
        if view.room not in known:
            found.append(finding("room-unknown", ("viewpoints", k, "room"), room=view.room))
        if placed is None:
            continue
        at = placed.world(view.at_m)
        if not placed.holds(at, 0.0 if placed.shell else 0.2):
            found.append(finding("viewpoint-outside-room", ("viewpoints", k, "at_m"), room=view.room))
        elif any(math.isclose(shape.distance(at), 0.0) for shape in footprints(placed, sizes).values()):
            found.append(finding("viewpoint-in-stand", ("viewpoints", k, "at_m"), room=view.room))
    return found
