"""Where rooms and openings lie in the world. Pure, without numpy; metres, x east, z south.

The first room's north-west corner is the origin; every other room lies behind a wall of another room (`beside`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vmuseum.errors import Arg, Severity
from vmuseum.geometry import Vec2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vmuseum.schema.base import Wall
    from vmuseum.schema.gallery import Gallery, Opening, Room

WALLS: tuple[Wall, ...] = ("north", "east", "south", "west")
OPPOSITE: dict[Wall, Wall] = {"north": "south", "south": "north", "east": "west", "west": "east"}
INWARD: dict[Wall, Vec2] = {"north": (0.0, 1.0), "east": (-1.0, 0.0), "south": (0.0, -1.0), "west": (1.0, 0.0)}
_STEP_OVER_M = 0.3  # a higher sill is a window, not a way
_FAR_M = 2.5  # thickest wall an opening may cut through


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of a gallery. `loc` leads to the line: ("rooms", 0, "stands", 2)."""

    code: str
    loc: tuple[str | int, ...]
    args: tuple[tuple[str, Arg], ...] = ()
    severity: Severity = "error"


def finding(code: str, loc: tuple[str | int, ...], *, severity: Severity = "error", **args: Arg) -> Finding:
    """Return a Finding with its arguments in a fixed order."""
    return Finding(code, loc, tuple(sorted(args.items())), severity)


@dataclass(frozen=True, slots=True)
class Line:
    """A wall on the floor plan: `start` is its left end as seen from inside, `along` and `inward` are unit vectors."""

    start: Vec2
    along: Vec2
    inward: Vec2
    length: float

    def point(self, along: float, inward: float = 0.0) -> Vec2:
        """Return the point `along` metres from the left end and `inward` metres into the room."""
        return (
            self.start[0] + self.along[0] * along + self.inward[0] * inward,
            self.start[1] + self.along[1] * along + self.inward[1] * inward,
        )

    def reading(self, point: Vec2) -> tuple[float, float]:
        """Return (along, inward) of `point`, the inverse of `point()`."""
        x, z = point[0] - self.start[0], point[1] - self.start[1]
        return (x * self.along[0] + z * self.along[1], x * self.inward[0] + z * self.inward[1])


@dataclass(frozen=True, slots=True)
class PlacedRoom:
    """A room in the world: inside faces of its walls from `low` to `high` (x, z)."""

    index: int
    room: Room
    low: Vec2
    high: Vec2

    @property
    def shell(self) -> bool:
        """Whether it is a modelled place without walls of our own."""
        return self.room.shell is not None

    @property
    def roofed(self) -> bool:
        """Whether a ceiling keeps the sky out."""
        return not self.shell and self.room.ceiling != "none"

    @property
    def size(self) -> Vec2:
        """Width (x) and depth (z)."""
        return (self.high[0] - self.low[0], self.high[1] - self.low[1])

    @property
    def origin(self) -> Vec2:
        """World place of the room's own origin: the north-west corner, or the origin of the shell's file."""
        if not self.shell:
            return self.low
        first = _rectangle(self.room)
        return (self.low[0] - first[0][0], self.low[1] - first[0][1])

    def world(self, at: Vec2) -> Vec2:
        """Return the world place of `at_m` in this room."""
        return (self.origin[0] + at[0], self.origin[1] + at[1])

    def holds(self, point: Vec2, margin: float = 0.0) -> bool:
        """Whether a world point lies inside, at least `margin` from the walls."""
        return all(lo + margin <= p <= hi - margin for lo, p, hi in zip(self.low, point, self.high, strict=True))

    def wall(self, wall: Wall) -> Line:
        """Return one of the four walls."""
        (x0, z0), (x1, z1) = self.low, self.high
        start, along = {
            "north": ((x0, z0), (1.0, 0.0)),
            "east": ((x1, z0), (0.0, 1.0)),
            "south": ((x1, z1), (-1.0, 0.0)),
            "west": ((x0, z1), (0.0, -1.0)),
        }[wall]
        length = x1 - x0 if wall in ("north", "south") else z1 - z0
        return Line(start, along, INWARD[wall], length)


@dataclass(frozen=True, slots=True)
class Passage:
    """An opening cut through a wall. `span` counts along the wall of `room`, `far_span` along that of `other`."""

    id: str
    loc: tuple[str | int, ...]
    opening: Opening
    room: int
    other: int | None  # None: a window
    wall: Wall
    span: Vec2
    far_span: Vec2
    depth: float  # metres through the wall
    low: Vec2  # its floor plan: the hole through the wall
    high: Vec2

    @property
    def bottom(self) -> float:
        """Height of the sill, metres."""
        return self.opening.sill_m

    @property
    def top(self) -> float:
        """Height of the lintel, metres."""
        return self.opening.sill_m + self.opening.height_m

    @property
    def way(self) -> bool:
        """Whether it joins two rooms at floor height, barred or not."""
        return self.other is not None and self.bottom <= _STEP_OVER_M

    @property
    def passable(self) -> bool:
        """Whether a visitor gets through."""
        return self.way and self.opening.bars != "closed"


@dataclass(frozen=True, slots=True)
class Hole:
    """A passage as one wall of one room sees it."""

    passage: Passage
    left: float
    right: float
    near: bool  # the room that declares it

    @property
    def bottom(self) -> float:
        """Height of the sill."""
        return self.passage.bottom

    @property
    def top(self) -> float:
        """Height of the lintel."""
        return self.passage.top


@dataclass(frozen=True, slots=True)
class Plan:
    """All rooms and openings in the world, and what was wrong on the way."""

    rooms: tuple[PlacedRoom, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...] = field(default=())

    def holes(self, room: int, wall: Wall) -> tuple[Hole, ...]:
        """Return the openings in a wall, left to right."""
        found = [Hole(p, *p.span, near=True) for p in self.passages if p.room == room and p.wall == wall]
        found += [
            Hole(p, *p.far_span, near=False) for p in self.passages if p.other == room and OPPOSITE[p.wall] == wall
        ]
        return tuple(sorted(found, key=lambda hole: (hole.left, hole.bottom)))

    def room(self, room_id: str) -> PlacedRoom | None:
        """Return the placed room with this id."""
        return next((r for r in self.rooms if r.room.id == room_id), None)


def place(gallery: Gallery) -> Plan:
    """Return where everything lies. Rooms that cannot be placed are left out and named in `findings`."""
    findings: list[Finding] = []
    rooms = _placed_rooms(gallery, findings)
    passages = _passages(gallery, rooms, findings)
    return Plan(tuple(rooms), tuple(passages), tuple(findings))


def _rectangle(room: Room) -> tuple[Vec2, Vec2]:
    """Return the room's rectangle around its own origin."""
    if room.walk_m and room.shell:
        xs, zs = [p[0] for p in room.walk_m], [p[1] for p in room.walk_m]
        return (min(xs), min(zs)), (max(xs), max(zs))
    if room.size_m is not None:
        return (0.0, 0.0), room.size_m
    return (-500.0, -500.0), (500.0, 500.0)


def _placed_rooms(gallery: Gallery, findings: list[Finding]) -> list[PlacedRoom]:
    index = {room.id: i for i, room in reversed(list(enumerate(gallery.rooms)))}
    done: dict[int, PlacedRoom] = {}
    for i, room in enumerate(gallery.rooms):
        if index[room.id] != i:
            findings.append(finding("room-twice", ("rooms", i, "id"), room=room.id))
        if room.size_m is None and room.shell is None:
            findings.append(finding("room-without-size", ("rooms", i), room=room.id))
    for i in range(len(gallery.rooms)):
        _place_chain(gallery, i, index, done, findings)
    return [done[i] for i in sorted(done)]


def _place_chain(
    gallery: Gallery, i: int, index: dict[str, int], done: dict[int, PlacedRoom], findings: list[Finding]
) -> None:
    """Place room `i` after the rooms it leans on."""
    chain: list[int] = []
    while i not in done:
        if i in chain:
            _name_cycle(gallery, chain, i, findings)
            return
        chain.append(i)
        room = gallery.rooms[i]
        if room.beside is None:
            break
        if room.beside.room not in index:
            if len(chain) == 1:
                findings.append(finding("room-unknown", ("rooms", i, "beside", "room"), room=room.beside.room))
            return
        i = index[room.beside.room]
    for k in reversed(chain):
        placed = _place_one(gallery, k, index, done, findings)
        if placed is None:
            return
        done[k] = placed


def _name_cycle(gallery: Gallery, chain: Sequence[int], i: int, findings: list[Finding]) -> None:
    """Name a circle of rooms once, at its first room."""
    circle = chain[chain.index(i) :]
    if chain[0] == min(circle):
        names = " → ".join(gallery.rooms[k].id for k in [*circle, i])
        findings.append(finding("beside-cycle", ("rooms", i, "beside"), rooms=names))


def _place_one(
    gallery: Gallery, i: int, index: dict[str, int], done: dict[int, PlacedRoom], findings: list[Finding]
) -> PlacedRoom | None:
    room = gallery.rooms[i]
    low, high = _rectangle(room)
    if room.beside is None:
        if i > 0:
            findings.append(finding("room-without-place", ("rooms", i), room=room.id))
            return None
        return PlacedRoom(i, room, low, high)
    base = done[index[room.beside.room]]
    width, depth = high[0] - low[0], high[1] - low[1]
    line = base.wall(room.beside.wall)
    gap = base.room.wall_m
    middle = line.point(line.length / 2)
    out = (-line.inward[0], -line.inward[1])
    shift = (abs(line.along[0]) * room.beside.shift_m, abs(line.along[1]) * room.beside.shift_m)
    x = middle[0] + shift[0] + out[0] * (gap + width / 2)
    z = middle[1] + shift[1] + out[1] * (gap + depth / 2)
    return PlacedRoom(i, room, (x - width / 2, z - depth / 2), (x + width / 2, z + depth / 2))


def _passages(gallery: Gallery, rooms: Sequence[PlacedRoom], findings: list[Finding]) -> list[Passage]:
    by_id = {r.room.id: r for r in reversed(rooms)}
    known = {r.id for r in gallery.rooms}
    found: list[Passage] = []
    for placed in rooms:
        for k, opening in enumerate(placed.room.openings):
            loc: tuple[str | int, ...] = ("rooms", placed.index, "openings", k)
            if opening.to is not None and opening.to not in known:
                findings.append(finding("room-unknown", (*loc, "to"), room=opening.to))
                continue
            if opening.to is not None and opening.to not in by_id:
                continue  # that room could not be placed; said already
            other = by_id[opening.to] if opening.to else None
            passage = _passage(placed, other, opening, loc, findings)
            if passage is not None and not _declared_before(passage, found):
                found.append(_named(passage, placed, other, found))
    return found


def _passage(
    placed: PlacedRoom,
    other: PlacedRoom | None,
    opening: Opening,
    loc: tuple[str | int, ...],
    findings: list[Finding],
) -> Passage | None:
    line = placed.wall(opening.wall)
    left, right = opening.at_m - opening.width_m / 2, opening.at_m + opening.width_m / 2
    top = opening.sill_m + opening.height_m
    if left < -1e-6 or right > line.length + 1e-6 or (top > placed.room.height_m + 1e-6 and not placed.shell):
        wall_size = f"{line.length:g} × {placed.room.height_m:g}"
        findings.append(finding("opening-outside-wall", loc, wall=opening.wall, size=wall_size))
        return None
    depth = placed.room.wall_m
    far = (0.0, 0.0)
    if other is not None and not (placed.shell or other.shell):
        facing = other.wall(OPPOSITE[opening.wall])
        a, b = facing.reading(line.point(right)), facing.reading(line.point(left))
        depth, far = a[1] * -1.0, (a[0], b[0])
        fits = 0.0 < depth <= _FAR_M and far[0] >= -1e-6 and far[1] <= facing.length + 1e-6
        if not fits or top > other.room.height_m + 1e-6:
            findings.append(finding("opening-misses-room", loc, wall=opening.wall, room=other.room.id))
            return None
    corner, across = line.point(left), line.point(right, -depth)
    low = (min(corner[0], across[0]), min(corner[1], across[1]))
    high = (max(corner[0], across[0]), max(corner[1], across[1]))
    other_index = other.index if other else None
    return Passage("", loc, opening, placed.index, other_index, opening.wall, (left, right), far, depth, low, high)


def _declared_before(passage: Passage, found: Sequence[Passage]) -> bool:
    """Whether the other room already declared this same opening."""
    return any(
        p.room == passage.other and p.other == passage.room and overlap(p.low, p.high, passage.low, passage.high)
        for p in found
    )


def _named(passage: Passage, placed: PlacedRoom, other: PlacedRoom | None, found: Sequence[Passage]) -> Passage:
    stem = f"{placed.room.id}--{other.room.id}" if other else f"{placed.room.id}--window"
    same = sum(1 for p in found if p.id == stem or p.id.startswith(f"{stem}-"))
    return replace(passage, id=f"{stem}-{same + 1}" if same else stem)


def overlap(low: Vec2, high: Vec2, low2: Vec2, high2: Vec2) -> bool:
    """Whether two rectangles share more than a border."""
    return all(a < d - 1e-6 and c < b - 1e-6 for a, b, c, d in zip(low, high, low2, high2, strict=True))


def pairs(rooms: Sequence[PlacedRoom]) -> Iterator[tuple[PlacedRoom, PlacedRoom]]:
    """Yield every two rooms once."""
    for i, a in enumerate(rooms):
        for b in rooms[i + 1 :]:
            yield a, b
