"""The court of the Hung Kings Temple: square base, round lake, causeway, terrace, gate, flagpoles, lawns, trees.

Published: round lake on a square base, ceremonial gate of 9 m with boat-shaped roofs and three doorways, 18 flagpoles
before the gate. Distances, heights, lawns and trees are free. Origin: middle of the hall, ground y 0, +Z south.
Steps are low on purpose, so that a visitor who walks at one height never sinks in by more than a few steps.
Meshes one can walk on are named walk-...
"""

from __future__ import annotations

import numpy as np

from .blocks import box, flat, plate, ring, square_with_hole, steps, wall
from .glb import Item, Place
from .ground import grass, paving, roof, stone
from .plants import tree
from .surface import Paint, Surface, grid_faces, joined

BASE, LAKE = 30.0, 25.0
TOP, LOW, HIGH, WATER_LEVEL = 0.20, 0.38, 0.60, -0.28
"""Heights of the base, the two terraces and the water."""
GATE_Z, GATE_HEIGHT = 48.0, 9.0
FLAGPOLES = 18
WATER = Paint("nuoc", (0.012, 0.030, 0.026), roughness=0.06)
HEDGE = Paint("hang-rao", (0.045, 0.085, 0.022), roughness=0.95)
STEEL = Paint("thep", (0.42, 0.42, 0.41), roughness=0.4, metallic=0.6)
HILLS = Paint("rang-cay", (0.050, 0.080, 0.030), roughness=0.95)
_AISLE = 2.6  # half width of the causeway


def base(*, around: int = 96) -> list[Item]:
    """Return the square base with its steps, the lake, the causeway and the terrace under the hall."""
    slabs, cut = paving(), stone()
    top = square_with_hole(BASE, LAKE + 0.7, TOP, slabs, around=around)
    skirt = box((-BASE, -0.1, -BASE), (BASE, TOP, BASE), cut, sides="snew")
    gap, rim = float(np.arcsin(_AISLE / LAKE)), TOP + 0.28
    coping = [
        ring(LAKE, LAKE + 0.7, rim, cut, around=around, gap=gap),
        wall(LAKE, -0.6, rim, cut, around=around, inward=True, gap=gap),
        wall(LAKE + 0.7, TOP, rim, cut, around=around, gap=gap),
        *(
            box((x - 0.04, TOP - 0.1, LAKE - 0.3), (x + 0.04, rim, LAKE + 0.72), cut)
            for x in (-_AISLE - 0.03, _AISLE + 0.03)
        ),
    ]
    stair = joined("bac", steps((-5.0, 5.0), (BASE + 0.8, BASE), (0.0, TOP), 2, slabs))
    way = joined("cau", [box((-_AISLE, -0.6, 13.6), (_AISLE, TOP, LAKE + 0.9), slabs, sides="tew")])
    low = joined("them-1", [ring(14.2, 17.0, LOW, slabs, around=around), wall(17.0, -0.6, LOW, cut, around=around)])
    high = joined("them-2", [ring(9.0, 14.2, HIGH, slabs, around=around)])
    edge = wall(14.2, LOW, HIGH, cut, around=around)
    rise = [
        *steps((-_AISLE, _AISLE), (17.4, 16.9), (TOP, LOW), 1, slabs),
        *steps((-_AISLE, _AISLE), (14.8, 14.1), (LOW, HIGH), 2, slabs),
    ]
    return [
        Item("walk-nen", [joined("nen", [top])]),
        Item("walk-bac", [stair]),
        Item("walk-cau", [way]),
        Item("walk-them", [low, high, joined("bac-them", rise)]),
        Item("chan-nen", [joined("chan", [skirt, edge])]),
        Item("thanh-ho", [joined("thanh", coping)]),
        Item("mat-ho", [ring(0.0, LAKE, WATER_LEVEL, WATER, around=around)]),
    ]


def court() -> list[Item]:
    """Return the paved court and avenue, lawns, hedges, flagpoles and trees."""
    slabs, green = paving(), grass()
    paved = [
        plate(a, b, 0.0, slabs)
        for a, b in (
            ((-40.0, 40.0), (BASE, 95.0)),
            ((-40.0, -BASE), (-34.0, BASE)),
            ((BASE, 40.0), (-34.0, BASE)),
            ((-BASE, BASE), (-34.0, -BASE)),
        )
    ]
    lawns, rails = [], []
    for side in (-1, 1):
        x = tuple(sorted((side * 15.0, side * 31.0)))
        lawns.append(plate(x, (36.0, 49.0), 0.06, green, repeat=6.0))
        rails += _hedges(x, (36.0, 49.0))
        y = tuple(sorted((side * 12.0, side * 31.0)))
        lawns.append(plate(y, (53.0, 90.0), 0.06, green, repeat=6.0))
        rails += _hedges(y, (53.0, 90.0))
    field = [
        plate(a, b, -0.03, green, repeat=6.0)
        for a, b in (
            ((-200.0, -40.0), (-200.0, 200.0)),
            ((40.0, 200.0), (-200.0, 200.0)),
            ((-40.0, 40.0), (-200.0, -34.0)),
            ((-40.0, 40.0), (95.0, 200.0)),
        )
    ]
    poles = [Place((s * 8.2, 0.0, 52.0 + 2.2 * k)) for s in (-1, 1) for k in range(FLAGPOLES // 2)]
    return [
        Item("walk-san", [joined("san", paved)]),
        Item("bai-co", [joined("co", lawns + field)]),
        Item("hang-rao", [joined("rao", rails)]),
        Item("cot-co", [_pole()], poles),
        Item("chan-troi", [_skyline()]),
        *_trees(),
    ]


def gate() -> list[Item]:
    """Return the gate: four piers, three doorways, boat-shaped roofs, the highest tips at 9.0 m."""
    cut, tiles = stone(), roof()
    bronze = Paint("dong-tron", (0.36, 0.215, 0.10), 0.42, 0.75)
    piers, beams = [], []
    for side in (-1, 1):
        for inner, outer, tall in ((2.4, 3.9, 6.3), (6.7, 8.2, 4.5)):
            x = sorted((side * inner, side * outer))
            piers.append(box((x[0], 0.0, GATE_Z - 0.85), (x[1], tall, GATE_Z + 0.85), cut))
            piers.append(box((x[0] - 0.12, 0.0, GATE_Z - 0.97), (x[1] + 0.12, 0.5, GATE_Z + 0.97), cut))
        x = sorted((side * 3.9, side * 8.5))
        piers.append(box((x[0], 4.1, GATE_Z - 0.75), (x[1], 4.75, GATE_Z + 0.75), cut, sides="tbsnew"))
        beams.append(_boat(side * 6.1, 2.9, 4.78, 6.35, tiles))
    piers.append(box((-4.4, 6.0, GATE_Z - 0.9), (4.4, 6.75, GATE_Z + 0.9), cut, sides="tbsnew"))
    sign = box((-2.6, 6.75, GATE_Z - 0.7), (2.6, 7.30, GATE_Z + 0.7), bronze, sides="snew")
    beams.append(_boat(0.0, 5.4, 7.32, GATE_HEIGHT, tiles))
    return [Item("cong-den", [joined("tru-cong", piers), sign, joined("mai-cong", beams)])]


def _boat(x: float, half: float, keel: float, tip: float, paint: Paint) -> Surface:
    """Return a roof like a boat: level in the middle, its two ends rising to `tip`."""
    u = np.linspace(-1, 1, 25)
    lift = (tip - keel - 0.55) * np.abs(u) ** 2.4
    beam = 1.55 * (1 - 0.42 * np.abs(u) ** 2.2)
    rows = []
    for side, drop in (
        (-1.0, 0.06),
        (-0.97, 0.28),
        (-0.5, 0.45),
        (0.0, 0.55),
        (0.5, 0.45),
        (0.97, 0.28),
        (1.0, 0.06),
        (0.55, 0.0),
        (0.0, -0.02),
        (-0.55, 0.0),
        (-1.0, 0.06),
    ):
        rows.append(np.stack([x + half * u * (1 + 0.02 * drop), keel + lift + drop, GATE_Z + side * beam], axis=1))
    body = flat("mai", np.stack(rows).reshape(-1, 3), grid_faces(len(rows), 25), paint, repeat=1.2)
    ends = [_end(np.stack([r[k] for r in rows[:-1]]), paint, flip=not k) for k in (0, -1)]
    return joined("mai", [body, *ends], paint)


def _end(loop: np.ndarray, paint: Paint, *, flip: bool) -> Surface:
    middle = np.vstack([loop, loop.mean(axis=0)])
    n = len(loop)
    faces = np.array([[k, (k + 1) % n, n] for k in range(n)])
    return flat("dau", middle, faces[:, ::-1] if flip else faces, paint, repeat=1.2)


def _hedges(x: tuple[float, ...], z: tuple[float, float]) -> list[Surface]:
    a, b, t = x[0], x[1], 0.6
    return [
        box((a - t, 0.0, z[0] - t), (b + t, 0.5, z[0]), HEDGE),
        box((a - t, 0.0, z[1]), (b + t, 0.5, z[1] + t), HEDGE),
        box((a - t, 0.0, z[0]), (a, 0.5, z[1]), HEDGE),
        box((b, 0.0, z[0]), (b + t, 0.5, z[1]), HEDGE),
    ]


def _pole() -> Surface:
    turn = np.linspace(0, 2 * np.pi, 9)
    circle = np.stack([np.sin(turn), 0 * turn, np.cos(turn)], axis=1)
    rows = [circle * r + np.array([0.0, y, 0.0]) for y, r in ((0.0, 0.16), (0.22, 0.16), (0.24, 0.055), (8.0, 0.040))]
    return flat("cot", np.stack(rows).reshape(-1, 3), grid_faces(4, 9)[:, ::-1], STEEL)


def _skyline() -> Surface:
    """Return a far row of trees that hides the bare horizon, 165 m off."""
    turn = np.linspace(0, 2 * np.pi, 181)
    tall = (
        9.0
        + 1.8 * np.sin(turn * 11 + 1)
        + 1.3 * np.sin(turn * 23)
        + 0.9 * np.sin(turn * 41 + 2)
        + 0.6 * np.sin(turn * 67)
    )
    tall[-1] = tall[0]
    circle = np.stack([165 * np.sin(turn), 0 * turn, 165 * np.cos(turn)], axis=1)
    points = np.concatenate([circle - np.array([0, 0.5, 0]), circle + np.stack([0 * turn, tall, 0 * turn], axis=1)])
    return Surface("rang", points, grid_faces(2, 181), -np.concatenate([circle, circle]) / 165.0, None, None, HILLS)


def _trees() -> list[Item]:
    """Three kinds of tree in rows behind the lawns and beside the base."""
    kinds = [
        tree(tall=7.5, wide=5.6, clumps=13, seed=1),
        tree(tall=6.2, wide=5.0, clumps=12, seed=2),
        tree(tall=8.6, wide=6.0, clumps=14, seed=3),
    ]
    rng = np.random.default_rng(7)
    spots: list[tuple[float, float]] = []
    for side in (-1, 1):
        spots += [
            (side * (36.0 + rng.uniform(-1, 1)), z + rng.uniform(-1.5, 1.5))
            for z in (-24, -12, 0, 12, 24, 39, 52, 66, 80)
        ]
        spots += [(side * x, 86.0 + rng.uniform(-2, 1)) for x in (17.0, 26.0)]
    spots += [(x + rng.uniform(-1.5, 1.5), -38.0 + rng.uniform(-3, 3)) for x in (-30, -19, -8, 3, 14, 25)]
    found = []
    for n, surfaces in enumerate(kinds):
        mine = spots[n::3]
        found.append(
            Item(
                f"cay-{n + 1}",
                surfaces,
                [
                    Place(
                        (round(x, 2), 0.0, round(z, 2)),
                        round(float(rng.uniform(0, 6.2)), 2),
                        round(float(rng.uniform(0.85, 1.15)), 2),
                    )
                    for x, z in mine
                ],
            )
        )
    return found
