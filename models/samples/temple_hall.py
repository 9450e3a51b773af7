"""The main hall of the Hung Kings Temple, stylised: a drum shape ringed by 18 arcs, 54 pillars in the lake.

Published: 18 arcs, 54 stone pillars, drum shape. Every diameter and height here is free.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .blocks import box, flat, ring, wall
from .glb import Item, Place
from .ground import band, stone
from .lathe import turned_profile
from .outline import outline
from .surface import Paint, Surface, grid_faces, joined

ARCS, PILLARS = 18, 54
PILLAR_RING = 21.0
GAP = np.radians(18.0)  # to the south, for the causeway
_BODY = (
    "10.6 1.6, 10.6 1.9, 10.35 2.1, 9.75 3.0, 9.2 4.1, 8.95 5.0, 8.9 5.4, 8.98 6.0, 9.3 7.0, 9.9 8.2, "
    "10.6 9.2, 11.0 9.7, 11.1 10.0, 11.1 10.35, 10.8 10.45"
)
_ROOF = "11.5 10.35, 11.55 10.55, 10.6 10.9, 8.0 11.75, 5.0 12.4, 2.2 12.75, 0.9 12.88, 0.0 12.9"
"""Radius and height of wall and roof, metres."""
DARK = Paint("cua", (0.035, 0.025, 0.020), roughness=0.6)
COPPER = Paint("mai-dong", (0.23, 0.075, 0.045), roughness=0.5)


def hall(*, around: int = 96) -> list[Item]:
    """Return the drum hall, foot at y 1.6 (the caller sets it down), door to the south."""
    body, top = outline(_BODY), outline(_ROOF)
    shell = stone()
    bands = [_band(8.955, 5.15, 5.65, around), _band(10.62, 1.72, 2.02, around), _band(11.13, 9.95, 10.38, around)]
    return [
        Item(
            "dien-chinh",
            [turned_profile("dien", _fine(body, 3), around=around, paint=shell), joined("dai-dong", bands)],
        ),
        Item("mai-dien", [turned_profile("mai", _fine(top, 2), around=around, paint=COPPER)]),
        Item("cua-dien", [joined("khung", _door(shell)), box((-1.4, 1.6, 10.0), (1.4, 4.9, 10.64), DARK, sides="s")]),
    ]


def arcs(*, steps: int = 22) -> list[Item]:
    """Return 18 arcs, one mesh in 18 places, and the ring they carry."""
    paint = stone()
    places = [Place(turn=float(np.radians(10.0 + 20.0 * k))) for k in range(ARCS)]
    hoop = [
        ring(11.2, 12.0, 12.92, paint),
        wall(12.0, 12.62, 12.92, paint),
        wall(11.2, 12.62, 12.92, paint, inward=True),
    ]
    under = ring(11.2, 12.0, 12.62, paint)
    hoop.append(Surface("duoi", under.points, under.faces[:, ::-1], -np.asarray(under.normals), None, under.uvs, paint))
    return [Item("canh-cung", [_arc(steps, paint)], places), Item("vanh-canh-cung", [joined("vanh", hoop)])]


def pillars(*, around: int = 12) -> list[Item]:
    """Return 54 pillars, one mesh in 54 places round the lake, open to the south."""
    paint = stone()
    profile = np.array([(0.46, -0.6), (0.46, 0.12), (0.34, 0.20), (0.34, 2.24)])
    cap = np.array([(0.34, 2.60), (0.34, 3.08), (0.40, 3.16), (0.47, 3.22), (0.47, 3.40), (0.0, 3.46)])
    ring_band = np.array([(0.34, 2.24), (0.372, 2.28), (0.372, 2.56), (0.34, 2.60)])
    bronze = Paint("dong-tron", (0.36, 0.215, 0.10), 0.42, 0.75)
    mesh = [joined("tru", [_hard(profile, around, paint), _hard(cap, around, paint)]), _hard(ring_band, around, bronze)]
    turns = np.linspace(GAP / 2, 2 * np.pi - GAP / 2, PILLARS)
    return [
        Item(
            "tru-da",
            mesh,
            [Place((PILLAR_RING * float(np.sin(t)), 0.0, PILLAR_RING * float(np.cos(t)))) for t in turns],
        )
    ]


def _arc(steps: int, paint: Paint) -> Surface:
    """One arc to the south (+Z): it leaves the terrace, bulges and leans in to the ring."""
    t = np.linspace(0, 1, steps)
    a, b, c, d = np.array([14.0, 1.15]), np.array([16.3, 4.6]), np.array([15.4, 10.6]), np.array([11.6, 12.80])
    u = 1 - t
    path = (u**3)[:, None] * a + (3 * u * u * t)[:, None] * b + (3 * u * t * t)[:, None] * c + (t**3)[:, None] * d
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    out = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    thick = (0.42 - 0.16 * t)[:, None]
    half = 0.34 - 0.05 * t
    rows = []
    for side, depth in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)):
        edge = path + out * thick * depth * 0.5 * 1.6
        rows.append(np.stack([side * half, edge[:, 1], edge[:, 0]], axis=1))
    points = np.stack(rows, axis=1).reshape(-1, 3)
    return flat("cung", points, grid_faces(steps, 5), paint)


def _band(radius: float, low: float, high: float, around: int) -> Surface:
    paint = band()
    strip = wall(radius, low, high, paint, around=around)
    uvs = np.asarray(strip.uvs).copy()
    half = len(uvs) // 2
    uvs[:, 0] = np.tile(np.linspace(0, 14, half), 2)
    uvs[:half, 1], uvs[half:, 1] = 1.0, 0.0
    return Surface("dai", strip.points, strip.faces, strip.normals, None, uvs, paint)


def _door(paint: Paint) -> list[Surface]:
    return [
        box((-1.9, 1.6, 9.6), (-1.4, 5.3, 11.0), paint),
        box((1.4, 1.6, 9.6), (1.9, 5.3, 11.0), paint),
        box((-2.3, 5.3, 9.4), (2.3, 5.75, 11.2), paint, sides="tbsnew"),
        box((-1.4, 4.9, 9.6), (1.4, 5.3, 10.9), paint, sides="bs"),
    ]


def _fine(profile: np.ndarray, times: int) -> np.ndarray:
    """Return a profile with `times` points for one, along a smooth curve."""
    at = np.arange(len(profile))
    fine = np.linspace(0, len(profile) - 1, (len(profile) - 1) * times + 1)
    slope = np.gradient(profile, axis=0)
    k = np.minimum(fine.astype(int), len(profile) - 2)
    t = (fine - at[k])[:, None]
    a, b, sa, sb = profile[k], profile[k + 1], slope[k], slope[k + 1]
    return (2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * sa + (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * sb


def _hard(profile: np.ndarray, around: int, paint: Paint) -> Surface:
    """Return a turned body whose rows keep their own normals: round around, hard up and down."""
    pieces = []
    for a, b in pairwise(profile):
        pieces.append(turned_profile("tru", np.stack([a, b]), around=around, paint=paint))
    return joined("tru", pieces, paint)
