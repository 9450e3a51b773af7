"""Where pictures and panels hang: at the place asked for, or evenly between openings. Pure; metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.gallery.footprints import Hanging
from vmuseum.gallery.placing import WALLS, Finding, finding
from vmuseum.schema.gallery import Frame, Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.gallery.placing import PlacedRoom, Plan
    from vmuseum.schema.base import Wall

CENTRE_M = 1.50  # centre line of pictures above the floor
PANEL_CENTRE_M = 1.55
GAP_M = 0.40  # least gap between neighbours hung automatically
_CORNER_M = 0.25  # least distance from a corner
_REACH_M = (0.8, 2.3)  # heights a hung thing may take: openings outside do not matter


@dataclass(frozen=True, slots=True)
class Hung:
    """A stand on a wall: `at` is its centre, metres from the wall's left end."""

    stand: int
    wall: Wall
    at: float
    width: float

    @property
    def left(self) -> float:
        """Left edge."""
        return self.at - self.width / 2

    @property
    def right(self) -> float:
        """Right edge."""
        return self.at + self.width / 2


def hang(plan: Plan, placed: PlacedRoom) -> tuple[tuple[Hung, ...], tuple[Finding, ...]]:
    """Return every frame and panel of a room in its place, and what does not fit."""
    hung: list[Hung] = []
    findings: list[Finding] = []
    for wall in WALLS:
        items = [(k, s) for k, s in enumerate(placed.room.stands) if isinstance(s, Frame | Panel) and s.wall == wall]
        if items:
            on_wall = _hang_wall(plan, placed, wall, items, findings)
            hung.extend(sorted(on_wall, key=lambda h: h.at))
    return tuple(hung), tuple(findings)


def _hang_wall(
    plan: Plan, placed: PlacedRoom, wall: Wall, items: Sequence[tuple[int, Hanging]], findings: list[Finding]
) -> list[Hung]:
    length = placed.wall(wall).length
    holes = [
        (h.left, h.right) for h in plan.holes(placed.index, wall) if h.bottom < _REACH_M[1] and h.top > _REACH_M[0]
    ]
    fixed: list[Hung] = []
    for k, stand in items:
        if stand.at_m is None:
            continue
        item = Hung(k, wall, stand.at_m, stand.width_m)
        findings.extend(_faults(placed, item, length, holes, fixed))
        fixed.append(item)
    free = _free(length, holes, fixed)
    loose = [(k, stand.width_m) for k, stand in items if stand.at_m is None]
    for k, width in _unfit(free, loose):
        findings.append(finding("wall-full", ("rooms", placed.index, "stands", k), wall=wall, width=f"{width:g}"))
    return fixed + _spread(wall, free, loose)


def _faults(
    placed: PlacedRoom, item: Hung, length: float, holes: Sequence[tuple[float, float]], before: Sequence[Hung]
) -> list[Finding]:
    loc = ("rooms", placed.index, "stands", item.stand)
    found: list[Finding] = []
    if item.left < -1e-6 or item.right > length + 1e-6:
        found.append(finding("hung-outside-wall", loc, wall=item.wall, length=f"{length:g}"))
    if any(item.left < right and left < item.right for left, right in holes):
        found.append(finding("hung-over-opening", loc, wall=item.wall))
    if any(item.left < other.right - 1e-6 and other.left < item.right - 1e-6 for other in before):
        found.append(finding("hung-overlap", loc, wall=item.wall))
    return found


def _free(length: float, holes: Sequence[tuple[float, float]], fixed: Sequence[Hung]) -> list[tuple[float, float]]:
    """Return the free stretches of a wall between openings and what hangs already."""
    taken = sorted([*holes, *((h.left, h.right) for h in fixed)])
    found: list[tuple[float, float]] = []
    at = _CORNER_M - GAP_M
    for left, right in [*taken, (length - _CORNER_M + GAP_M, length)]:
        if left - at > 2 * GAP_M:
            found.append((at, left))
        at = max(at, right)
    return found


def _assign(
    free: Sequence[tuple[float, float]], loose: Sequence[tuple[int, float]]
) -> tuple[list[list[tuple[int, float]]], list[tuple[int, float]]]:
    """Give each item, in order, to the stretch with most room left."""
    groups: list[list[tuple[int, float]]] = [[] for _ in free]
    unfit: list[tuple[int, float]] = []
    for item in loose:
        room = [b - a - GAP_M - sum(w + GAP_M for _, w in groups[g]) for g, (a, b) in enumerate(free)]
        best = max(range(len(free)), key=lambda g: (room[g], -g), default=None)
        if best is None or room[best] < item[1] + GAP_M - 1e-6:
            unfit.append(item)
        else:
            groups[best].append(item)
    return groups, unfit


def _unfit(free: Sequence[tuple[float, float]], loose: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return _assign(free, loose)[1]


def _spread(wall: Wall, free: Sequence[tuple[float, float]], loose: Sequence[tuple[int, float]]) -> list[Hung]:
    """Spread each group with equal gaps over its stretch."""
    found: list[Hung] = []
    groups, _ = _assign(free, loose)
    for (left, right), group in zip(free, groups, strict=True):
        gap = (right - left - sum(w for _, w in group)) / (len(group) + 1)
        at = left
        for k, width in group:
            found.append(Hung(k, wall, at + gap + width / 2, width))
            at += gap + width
    return found
