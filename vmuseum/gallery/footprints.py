"""How large stands are and what floor they take. Pure, without numpy; metres.

Heights and widths follow the museum's hanging rules: top of a plinth = clamp(1.25 - height/2, 0.45, 1.00); side =
object width + 0.30, at least 0.48, rounded up to 0.06; glass = object height + 0.35.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.geometry import Vec2, Vec3
from vmuseum.schema.gallery import Bench, Case, Frame, OnFloor, Panel, Plinth, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.gallery.placing import PlacedRoom

UNKNOWN_OBJECT: Vec3 = (0.3, 0.4, 0.3)
"""Size taken for an exhibit without a model: width, height, depth."""
TABLE_TOP_M = 0.90
BOARD_M = 0.03  # dark board on plinths of cases and on tables
BLOCK_M = 0.045  # block under an object in a case
BENCH_M = 0.46
_MODULE_M = 0.06
_SQUARE_DEG = 30.0

FreeStanding = Plinth | Case | Table | OnFloor | Bench
Hanging = Frame | Panel


@dataclass(frozen=True, slots=True)
class Measure:
    """A stand on the floor: `width` (x) and `depth` (z) before turning, `top` of its body, `foot` of the exhibit."""

    width: float
    depth: float
    top: float
    foot: float
    glass_top: float | None = None


@dataclass(frozen=True, slots=True)
class Footprint:
    """The floor a stand takes: a rectangle turned about its centre, clockwise seen from above (radians)."""

    centre: Vec2
    half: Vec2
    turn: float

    def corners(self) -> tuple[Vec2, Vec2, Vec2, Vec2]:
        """Return the corners in order."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        (cx, cz), (hx, hz) = self.centre, self.half
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return tuple((cx + x * hx * c - z * hz * s, cz + x * hx * s + z * hz * c) for x, z in signs)  # type: ignore[return-value] # four signs give four corners

    def distance(self, point: Vec2) -> float:
        """Return how far `point` is outside; 0 inside."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        x, z = point[0] - self.centre[0], point[1] - self.centre[1]
        along, across = abs(x * c + z * s), abs(-x * s + z * c)
        return math.hypot(max(0.0, along - self.half[0]), max(0.0, across - self.half[1]))


def module(side: float) -> float:
    """Return `side` rounded up to the module of 0.06 m, at least 0.48 m."""
    return max(0.48, math.ceil(side / _MODULE_M - 1e-6) * _MODULE_M)


def measure(stand: FreeStanding, size: Vec3 | None) -> Measure:
    """Return the measures of a stand that carries an object of `size` (width, height, depth)."""
    width, height, depth = size or UNKNOWN_OBJECT
    if isinstance(stand, Bench):
        return Measure(*stand.size_m, BENCH_M, BENCH_M)
    if isinstance(stand, OnFloor):
        if not stand.show:
            return Measure(0.0, 0.0, stand.height_m, 0.0)
        return Measure(width, depth, height, 0.0)
    if isinstance(stand, Table):
        across, deep = stand.size_m or (max(1.0, module(width + 0.3)), max(0.6, module(depth + 0.3)))
        return Measure(across, deep, TABLE_TOP_M, TABLE_TOP_M + BOARD_M, TABLE_TOP_M + max(0.28, height + 0.15))
    across, deep = stand.size_m or (module(width + 0.30), module(depth + 0.30))
    top = stand.height_m or min(1.0, max(0.45, 1.25 - height / 2))
    if isinstance(stand, Plinth):
        return Measure(across, deep, top, top)
    foot = top + BOARD_M + BLOCK_M
    return Measure(across, deep, top, foot, top + BOARD_M + (stand.glass_m or height + 0.35))


def body_turn(stand: FreeStanding) -> float:
    """Return how far the body of a stand is turned, radians.

    Plinths, cases and tables stay square to the walls while their exhibit turns by up to 30 degrees.
    """
    quarter = 90.0 * round(stand.turn_deg / 90.0)
    square = isinstance(stand, Plinth | Case | Table) and abs(stand.turn_deg - quarter) <= _SQUARE_DEG
    return math.radians(quarter if square else stand.turn_deg)


def footprint(room: PlacedRoom, stand: FreeStanding, size: Vec3 | None) -> Footprint:
    """Return the floor a stand takes in the world."""
    m = measure(stand, size)
    return Footprint(room.world(stand.at_m), (m.width / 2, m.depth / 2), body_turn(stand))


def collide(a: Footprint, b: Footprint) -> bool:
    """Whether two turned rectangles overlap (separating axes)."""
    first, second = a.corners(), b.corners()
    for turn in (a.turn, b.turn):
        for axis in ((math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))):
            low, high = _shadow(first, axis)
            low2, high2 = _shadow(second, axis)
            if high <= low2 + 1e-6 or high2 <= low + 1e-6:
                return False
    return True


def _shadow(corners: Sequence[Vec2], axis: Vec2) -> tuple[float, float]:
    values = [x * axis[0] + z * axis[1] for x, z in corners]
    return min(values), max(values)


def stand_ids(rooms: Sequence[PlacedRoom]) -> dict[tuple[int, int], str]:
    """Return the id of every stand by (room, stand) index: its exhibit's id, or room, kind and count.

    A second stand of one exhibit gets "-2". Benches have ids too, for names in the model.
    """
    used: dict[str, int] = {}
    found: dict[tuple[int, int], str] = {}
    for placed in rooms:
        for k, stand in enumerate(placed.room.stands):
            exhibit = getattr(stand, "exhibit", None)
            stem = exhibit or f"{placed.room.id}-{stand.kind}"
            used[stem] = used.get(stem, 0) + 1
            bare = exhibit is not None and used[stem] == 1
            found[(placed.index, k)] = stem if bare else f"{stem}-{used[stem]}"
    return found
