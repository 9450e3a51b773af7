"""What carries exhibits: plinths, glass cases, table cases, benches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vmuseum.gallery.footprints import BLOCK_M, BOARD_M, Measure, body_turn, measure
from vmuseum.gallery.sketch import ALL_SIDES, Chart, Finish, Place, Sketch, box
from vmuseum.gallery.surfaces import BENCH_WOOD, FELT, FOOT, GLASS_EDGE, PLINTH
from vmuseum.schema.gallery import Bench, Case, OnFloor, Plinth, Table

if TYPE_CHECKING:
    from vmuseum.gallery.footprints import FreeStanding
    from vmuseum.gallery.placing import PlacedRoom
    from vmuseum.geometry import Vec2, Vec3

FOOT_M = 0.06
LABEL_M: Vec2 = (0.26, 0.15)
TABLE_LABEL_M: Vec2 = (0.20, 0.10)
_FOOT_IN_M = 0.03
_BEVEL_M = 0.004
_EDGE_M = 0.008
_GLASS_IN_M = 0.01
_SLAB_M = 0.12
_LEG_M = 0.06


@dataclass(frozen=True, slots=True)
class Carried:
    """A drawn stand: where its exhibit stands and where its label goes (upper middle, in the stand's frame)."""

    place: Place
    foot: float
    measure: Measure
    label: Vec3 | None
    label_size: Vec2


def draw_stand(
    sketch: Sketch, placed: PlacedRoom, stand: FreeStanding, name: str, size: Vec3 | None, floor: float
) -> Carried:
    """Draw one stand on the floor at height `floor`; `size` is that of its exhibit."""
    x, z = placed.world(stand.at_m)
    place = Place((x, floor, z), body_turn(stand))
    m = measure(stand, size)
    part = f"{'bench' if isinstance(stand, Bench) else 'plinth'}:{name}"
    finish = Finish(part, placed.index, PLINTH, bevel=_BEVEL_M)
    label: Vec3 | None = None
    if isinstance(stand, Plinth | Case):
        _plinth(sketch, place, m, finish)
        label = (0.0, min(0.94, m.top - 0.06), m.depth / 2)
    if isinstance(stand, Case):
        _case(sketch, place, m, finish, name, _block(size, m))
    if isinstance(stand, Table):
        _table(sketch, place, m, finish, name)
        label = (0.0, m.top - 0.01, m.depth / 2)
    if isinstance(stand, Bench):
        _bench(sketch, place, m, finish)
    foot = 0.0 if isinstance(stand, OnFloor) else m.foot + (0.012 if isinstance(stand, Table) else 0.0)
    return Carried(place, foot, m, label, TABLE_LABEL_M if isinstance(stand, Table) else LABEL_M)


def _slab(sketch: Sketch, place: Place, half: Vec2, heights: Vec2, finish: Finish, sides: str = "snewt") -> None:
    """Draw a box around the middle of a stand."""
    low, high = heights
    box(sketch, place, (-half[0], low, -half[1]), (half[0], high, half[1]), finish, sides)


def _plinth(sketch: Sketch, place: Place, m: Measure, finish: Finish) -> None:
    """Draw a body on a dark foot that is set back."""
    half = (m.width / 2, m.depth / 2)
    foot = (half[0] - _FOOT_IN_M, half[1] - _FOOT_IN_M)
    _slab(sketch, place, foot, (0.0, FOOT_M), replace(finish, colour=FOOT, bevel=0.0, density=1.0), "snew")
    _slab(sketch, place, half, (FOOT_M, m.top), finish, ALL_SIDES)


def _block(size: Vec3 | None, m: Measure) -> Vec2:
    """Return half the sides of the block under an object."""
    width, _, depth = size or (0.24, 0.0, 0.24)
    return (min(width / 2 + 0.04, m.width / 2 - 0.04), min(depth / 2 + 0.04, m.depth / 2 - 0.04))


def _case(sketch: Sketch, place: Place, m: Measure, finish: Finish, name: str, block: Vec2) -> None:
    """Draw board, felt block and glass of a case on its plinth."""
    half = (m.width / 2 - _GLASS_IN_M, m.depth / 2 - _GLASS_IN_M)
    board = replace(finish, colour=FOOT, bevel=0.003)
    _slab(sketch, place, (m.width / 2, m.depth / 2), (m.top, m.top + BOARD_M), board)
    felt = replace(finish, colour=FELT, bevel=0.003, density=3.0)
    _slab(sketch, place, block, (m.top + BOARD_M, m.top + BOARD_M + BLOCK_M), felt)
    assert m.glass_top is not None  # noqa: S101 - a case has glass
    _glass(sketch, place, half, (m.top + BOARD_M, m.glass_top), finish, name)


def _glass(sketch: Sketch, place: Place, half: Vec2, heights: Vec2, finish: Finish, name: str) -> None:
    """Draw five panes and the twelve less four edges that show."""
    low, high = heights
    edge = replace(finish, colour=GLASS_EDGE, bevel=0.0, density=0.4, blocks=False)
    e = _EDGE_M / 2
    for x in (-half[0], half[0]):
        for z in (-half[1], half[1]):
            box(sketch, place, (x - e, low, z - e), (x + e, high + e, z + e), edge, "snew")
    for z in (-half[1], half[1]):
        box(sketch, place, (-half[0], high - e, z - e), (half[0], high + e, z + e), edge, "sntb")
    for x in (-half[0], half[0]):
        box(sketch, place, (x - e, high - e, -half[1]), (x + e, high + e, half[1]), edge, "ewtb")
    pane = Finish(f"glass:{name}", finish.room, (0.9, 0.96, 0.94), density=0.05, blocks=False)
    box(sketch, place, (-half[0], low, -half[1]), (half[0], high, half[1]), pane, "snewt")


def _table(sketch: Sketch, place: Place, m: Measure, finish: Finish, name: str) -> None:
    half = (m.width / 2, m.depth / 2)
    dark = replace(finish, colour=FOOT, bevel=0.002, density=1.0)
    for x in (-1, 1):
        for z in (-1, 1):
            cx, cz = x * (half[0] - 0.08), z * (half[1] - 0.07)
            low = (cx - _LEG_M / 2, 0.0, cz - _LEG_M / 2)
            box(sketch, place, low, (cx + _LEG_M / 2, m.top - _SLAB_M, cz + _LEG_M / 2), dark, "snew")
    _slab(sketch, place, half, (m.top - _SLAB_M, m.top), finish, ALL_SIDES)
    _slab(sketch, place, half, (m.top, m.top + BOARD_M), dark)
    inner = (half[0] - 0.03, half[1] - 0.03)
    felt = replace(finish, colour=FELT, bevel=0.0, density=3.0)
    _slab(sketch, place, inner, (m.top + BOARD_M, m.top + BOARD_M + 0.012), felt)
    assert m.glass_top is not None  # noqa: S101 - a table case has glass
    _glass(sketch, place, (half[0] - 0.02, half[1] - 0.02), (m.top + BOARD_M, m.glass_top), finish, name)


def _bench(sketch: Sketch, place: Place, m: Measure, finish: Finish) -> None:
    half = (m.width / 2, m.depth / 2)
    wood = replace(finish, colour=BENCH_WOOD, bevel=0.008)
    _slab(sketch, place, half, (m.top - 0.06, m.top), wood, ALL_SIDES)
    for x in (-1, 1):
        cx = x * (half[0] - 0.12)
        low = (cx - 0.03, 0.0, -half[1] + 0.04)
        box(sketch, place, low, (cx + 0.03, m.top - 0.06, half[1] - 0.04), replace(wood, bevel=0.003), "snew")


def label_chart(carried: Carried, room: int, albedo: Vec3) -> Chart | None:
    """Return the chart of a stand's label: a plate 2 mm off its front."""
    if carried.label is None:
        return None
    width, height = carried.label_size
    x, top, z = carried.label
    corner = carried.place.point((x - width / 2, top - height, z + 0.002))
    along = carried.place.direction((1.0, 0.0, 0.0))
    return Chart(corner, along, (0.0, 1.0, 0.0), carried.label_size, room, albedo, 2.0)
