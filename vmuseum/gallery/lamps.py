"""Lamps of the `gallery` preset: key and fill spots for every stand, washes for every wall, all on tracks.

Numbers follow reference scene 1: 135 lux of key and 57 lux of fill at the object, washes of 330 cd (520 cd for text)
from 1.1 m before the wall, 3000 K, in a picture balanced to 3300 K.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from vmuseum.gallery.colour import blackbody
from vmuseum.gallery.placing import WALLS, PlacedRoom, Plan
from vmuseum.gallery.sketch import Chart, Finish, Place, Sketch, bar, box
from vmuseum.gallery.surfaces import TRACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.schema.base import Wall

BALANCE_K = 3300.0
SPOT_K = 3000.0
DISC_M = 0.035  # radius of a lamp's face: soft edges
_TRACK_IN_M = 1.1
_TRACK_DOWN_M = 0.16  # track below the ceiling
_LAMP_DOWN_M = 0.32
_KEY_LUX, _FILL_LUX = 135.0, 57.0
_WASH_LUX, _TEXT_LUX = 72.0, 114.0  # candela over squared distance to the wall's aim
_WASH_AIM_M = 1.45
_WASH_GAP_M = 2.1
_AIM_SLACK_M = 0.4  # how far beside an object a lamp may be aimed to count as hung for it


@dataclass(frozen=True, slots=True)
class Target:
    """Something to light: `at` the middle of the thing, `front` its heading on the plan, `radius` in metres."""

    stand: str
    at: Vec3
    front: Vec2
    radius: float


@dataclass(frozen=True, slots=True)
class LampLight:
    """A lamp: intensity per channel in candela, half angles in radians. `cut` None shines to all sides."""

    at: Vec3
    aim: Vec3
    candela: Vec3
    cut: float | None
    full: float
    stand: str | None
    room: int
    visible: bool = True


def spot(
    at: Vec3, aim: Vec3, candela: float, degrees: tuple[float, float], room: int, stand: str | None = None
) -> LampLight:
    """Return a 3000 K spot; `degrees` are cut and full half angles."""
    r, g, b = blackbody(SPOT_K, BALANCE_K)
    cut, full = (math.radians(d) for d in degrees)
    return LampLight(at, aim, (r * candela, g * candela, b * candela), cut, full, stand, room)


def preset_lamps(
    plan: Plan, placed: PlacedRoom, targets: Sequence[Target], hung: Sequence[tuple[Wall, float, bool]]
) -> list[LampLight]:
    """Return the lamps of a roofed room: spots for `targets`, washes for what hangs (wall, place, text?)."""
    found: list[LampLight] = []
    for target in targets:
        found += _object_spots(placed, target)
    for wall in WALLS:
        found += _washes(plan, placed, wall, [(at, text) for w, at, text in hung if w == wall])
    return found


def tracks(placed: PlacedRoom) -> list[tuple[Vec2, Vec2]]:
    """Return the track bars on the plan: lines along the long side about 2 m apart, closed at both ends."""
    inset = [min(_TRACK_IN_M, side * 0.3) for side in placed.size]
    x0, x1 = placed.low[0] + inset[0], placed.high[0] - inset[0]
    z0, z1 = placed.low[1] + inset[1], placed.high[1] - inset[1]
    long_x = placed.size[0] >= placed.size[1]
    span = (z1 - z0) if long_x else (x1 - x0)
    count = max(1, round(span / 2.0))
    lines: list[tuple[Vec2, Vec2]] = []
    for k in range(count + 1):
        t = k / count
        if long_x:
            lines.append(((x0, z0 + (z1 - z0) * t), (x1, z0 + (z1 - z0) * t)))
        else:
            lines.append(((x0 + (x1 - x0) * t, z0), (x0 + (x1 - x0) * t, z1)))
    ends = (((x0, z0), (x0, z1)), ((x1, z0), (x1, z1))) if long_x else (((x0, z0), (x1, z0)), ((x0, z1), (x1, z1)))
    return [*lines, *ends]


def _object_spots(placed: PlacedRoom, target: Target) -> list[LampLight]:
    """Return key and fill from the track that lies best before the object."""
    y = placed.room.height_m - _LAMP_DOWN_M
    wanted = (y - target.at[1]) * math.tan(math.radians(36.0))
    line = min(tracks(placed)[:-2], key=lambda t: (_badness(target, t, wanted), t))
    found: list[LampLight] = []
    for shift, lux in ((-0.65, _KEY_LUX), (0.95, _FILL_LUX)):
        x, z = _on_track(line, target, shift)
        away = math.dist((x, y, z), target.at)
        cut = min(26.0, max(11.0, math.degrees(math.atan2(target.radius + 0.25, away))))
        found.append(spot((x, y, z), target.at, lux * away * away, (cut, cut * 0.54), placed.index, target.stand))
    return found


def _badness(target: Target, line: tuple[Vec2, Vec2], wanted: float) -> float:
    (ax, az), (bx, bz) = line
    level = abs(bx - ax) >= abs(bz - az)
    offset = (0.0, az - target.at[2]) if level else (ax - target.at[0], 0.0)
    before = offset[0] * target.front[0] + offset[1] * target.front[1]
    away = math.hypot(*offset)
    return abs(away - wanted) + (1.5 if before < 0.3 else 0.0)


def _on_track(line: tuple[Vec2, Vec2], target: Target, shift: float) -> Vec2:
    (ax, az), (bx, bz) = line
    if abs(bx - ax) >= abs(bz - az):
        return (min(max(target.at[0] + shift, ax), bx), az)
    return (ax, min(max(target.at[2] + shift, az), bz))


def _washes(plan: Plan, placed: PlacedRoom, wall: Wall, hung: Sequence[tuple[float, bool]]) -> list[LampLight]:
    """Return one wash for each hung thing and more where the wall is bare for longer than 2.1 m."""
    line = placed.wall(wall)
    inset = min(_TRACK_IN_M, placed.size[1 if wall in ("north", "south") else 0] * 0.3)
    y = placed.room.height_m - _LAMP_DOWN_M
    away2 = inset**2 + (y - _WASH_AIM_M) ** 2
    rows = sorted({*hung, *((at, False) for at in _between(line.length, [at for at, _ in hung]))})
    found: list[LampLight] = []
    for at, text in rows:
        in_door = any(
            h.left - 0.1 < at < h.right + 0.1 and h.bottom < _WASH_AIM_M < h.top for h in plan.holes(placed.index, wall)
        )
        if in_door:
            continue
        x, z = line.point(min(max(at, 0.4), line.length - 0.4), inset)
        ax, az = line.point(at)
        lux = _TEXT_LUX if text else _WASH_LUX
        found.append(spot((x, y, z), (ax, _WASH_AIM_M, az), lux * away2, (38.0, 16.0), placed.index))
    return found


def _between(length: float, anchors: Sequence[float]) -> list[float]:
    """Return places that keep gaps between washes below 2.1 m, and below 1.5 m to the corners."""
    if not anchors:
        count = max(1, round(length / 2.0))
        return [(k + 0.5) * length / count for k in range(count)]
    found: list[float] = []
    marks = sorted(anchors)
    for a, b in pairwise(marks):
        extra = math.ceil((b - a) / _WASH_GAP_M - 1e-6) - 1
        found += [a + (b - a) * (k + 1) / (extra + 1) for k in range(extra)]
    for room, end, sign in ((marks[0], marks[0], -1.0), (length - marks[-1], marks[-1], 1.0)):
        extra = int((room - 0.75) / 1.6)
        found += [end + sign * (room - 0.75) * (k + 1) / extra for k in range(extra)]
    return found


def authored_lamps(placed: PlacedRoom, balance: float) -> list[LampLight]:
    """Return the lamps placed by hand in a room."""
    found: list[LampLight] = []
    for lamp in placed.room.lamps:
        x, z = placed.world((lamp.at_m[0], lamp.at_m[2]))
        colour = blackbody(lamp.kelvin, balance)
        candela = (colour[0] * lamp.candela, colour[1] * lamp.candela, colour[2] * lamp.candela)
        at = (x, lamp.at_m[1], z)
        if lamp.aim_m is None:
            found.append(LampLight(at, (x, 0.0, z), candela, None, 0.0, None, placed.index))
            continue
        ax, az = placed.world((lamp.aim_m[0], lamp.aim_m[2]))
        cut = math.radians(lamp.cut_deg)
        full = min(math.radians(lamp.full_deg), cut * 0.98)
        found.append(LampLight(at, (ax, lamp.aim_m[1], az), candela, cut, full, None, placed.index))
    return found


def assigned(lamps: Sequence[LampLight], targets: Sequence[Target]) -> list[LampLight]:
    """Return lamps placed by hand, each with the stand whose object it is aimed at, if any."""
    found: list[LampLight] = []
    for lamp in lamps:
        near = [(math.dist(lamp.aim, t.at), t) for t in targets if lamp.cut is not None]
        hit = min((row for row in near if row[0] <= row[1].radius + _AIM_SLACK_M), key=lambda r: r[0], default=None)
        found.append(replace(lamp, stand=hit[1].stand) if hit is not None else lamp)
    return found


def draw_lamps(sketch: Sketch, placed: PlacedRoom, lamps: Sequence[LampLight], *, tracked: bool) -> None:
    """Draw track bars and the heads of lamps: black tubes with a glowing face."""
    part = f"trim:{placed.room.id}"
    y = placed.room.height_m - _TRACK_DOWN_M
    if tracked:
        finish = Finish(part, placed.index, TRACK, density=0.4, blocks=False)
        for a, b in tracks(placed):
            low = (min(a[0], b[0]) - 0.018, y, min(a[1], b[1]) - 0.018)
            box(sketch, Place(), low, (max(a[0], b[0]) + 0.018, y + 0.036, max(a[1], b[1]) + 0.018), finish, "snewb")
    for lamp in lamps:
        _head(sketch, part, placed.index, lamp, y if tracked else None)


def _head(sketch: Sketch, part: str, room: int, lamp: LampLight, track_y: float | None) -> None:
    finish = Finish(part, room, TRACK, density=0.4, blocks=False)
    reach = math.dist(lamp.at, lamp.aim)
    d = tuple((b - a) / reach for a, b in zip(lamp.at, lamp.aim, strict=True))
    back = (lamp.at[0] - d[0] * 0.15, lamp.at[1] - d[1] * 0.15, lamp.at[2] - d[2] * 0.15)
    bar(sketch, back, lamp.at, 0.036, finish, corners=8)
    if track_y is not None:
        bar(
            sketch,
            (back[0], min(back[1], track_y - 0.01), back[2]),
            (lamp.at[0], track_y, lamp.at[2]),
            0.009,
            finish,
            corners=4,
        )
    _disc(sketch, part, room, lamp.at, (d[0], d[1], d[2]), glow=True)
    _disc(sketch, part, room, back, (-d[0], -d[1], -d[2]), glow=False)


def _disc(sketch: Sketch, part: str, room: int, at: Vec3, out: Vec3, *, glow: bool) -> None:
    """Draw the face (or back) of a lamp as a small square inside its tube."""
    side = (out[2], 0.0, -out[0]) if abs(out[1]) < 0.99 else (1.0, 0.0, 0.0)
    length = math.hypot(*side)
    a = (side[0] / length, side[1] / length, side[2] / length)
    u = (out[1] * a[2] - out[2] * a[1], out[2] * a[0] - out[0] * a[2], out[0] * a[1] - out[1] * a[0])
    half = 0.025
    corner = tuple(at[k] - half * (a[k] + u[k]) - 0.004 * out[k] for k in range(3))
    colour: Vec3 = (1.0, 1.0, 1.0) if glow else TRACK
    chart = sketch.chart(Chart(corner, a, u, (2 * half, 2 * half), room, colour, 0.1, glow=glow))  # type: ignore[arg-type] # three
    sketch.lay(part, chart, [(0.0, 0.0, 2 * half, 2 * half)], colour=colour, blocks=False)
