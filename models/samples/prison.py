"""The Great Prison of Can Tho: a small schematic model of the whole, and a watchtower at full size.

Published: from the gate the women's block stands left, the men's block right, the chapel-pagoda yard between; blocks of
nearly 300 and 314 m2, wardens' house of nearly 130 m2, water tower of 9 m2, watchtower of 2 x 4 m, walls of 3.6 to 5 m,
towers about 6 m high. The outline of the site, distances, roofs and the number of towers are free.
"""

from __future__ import annotations

import numpy as np

from .blocks import box, flat
from .glb import Item
from .ground import limewash, paving, roof, stone
from .surface import Paint, Surface, joined
from .temple import SCALE, shrunk

WALL_HEIGHT, TOWER_HEIGHT = 4.6, 6.0
TOWER = (2.0, 4.0)  # ground plan
_HALF = (23.0, 28.0)  # half of the walled ground
_WALL = 0.5
_DARK = Paint("khuat", (0.030, 0.032, 0.034), roughness=0.6)
_DADO = Paint("chan-tuong", (0.20, 0.205, 0.175), roughness=0.7)

Span = tuple[float, float]


def prison_model() -> list[Item]:
    """Return the walled ground at 1:150: gate to +Z."""
    blocks = [
        *_house((-20.0, -10.0), (-24.0, 6.0), 4.2, windows=8),  # women, 300 m2
        *_house((10.0, 20.0), (-24.0, 7.4), 4.2, windows=8),  # men, 314 m2
        *_house((-19.0, -6.0), (14.0, 24.0), 3.8, windows=4),  # wardens, 130 m2
        *_house((-3.6, 3.6), (-20.0, -10.0), 3.4, windows=2),  # chapel-pagoda
        *_house((12.0, 15.0), (16.0, 19.0), 5.2, windows=1),  # water tower, 9 m2
    ]
    ground = box((-_HALF[0] - 3, -1.2, -_HALF[1] - 3), (_HALF[0] + 3, 0.0, _HALF[1] + 5), paving())
    towers = [s.moved((x, 0.0, z)) for x, z in ((-21.2, 25.2), (21.2, -25.2)) for s in _tower()]
    groups = {"khu-giam": blocks, "tuong-rao": _ring_wall(), "thap-canh": towers, "san": [ground]}
    return [shrunk(Item(name, _by_paint(parts)), SCALE) for name, parts in groups.items()]


def watchtower() -> list[Item]:
    """Return one watchtower at full size, foot centre at the origin."""
    return [Item("thap-canh", _by_paint(_tower()))]


def _tower() -> list[Surface]:
    """Return a tower of 2 x 4 m, 6 m high: plastered shaft, look-out with openings, hipped roof."""
    a, b = TOWER[0] / 2, TOWER[1] / 2
    lime, cut = limewash(), stone()
    parts = [
        box((-a, 0.0, -b), (a, 3.7, b), lime, repeat=3.0),
        box((-a - 0.02, 0.0, -b - 0.02), (a + 0.02, 0.55, b + 0.02), _DADO),
        box((-a - 0.10, 3.55, -b - 0.10), (a + 0.10, 3.75, b + 0.10), cut, sides="tbsnew"),
    ]
    parts += [
        box((x - 0.14, 3.75, z - 0.14), (x + 0.14, 5.25, z + 0.14), lime)
        for x in (-a + 0.14, a - 0.14)
        for z in (-b + 0.14, 0.0, b - 0.14)
    ]
    rails = [
        ((-a, 3.75, -b), (-a + 0.14, 4.60, b)),
        ((a - 0.14, 3.75, -b), (a, 4.60, b)),
        ((-a, 3.75, -b), (a, 4.60, -b + 0.14)),
        ((-a, 3.75, b - 0.14), (a, 4.60, b)),
    ]
    parts += [box(low, high, lime) for low, high in rails]
    parts.append(box((-a - 0.05, 5.15, -b - 0.05), (a + 0.05, 5.27, b + 0.05), cut, sides="tbsnew"))
    parts.append(box((a + 0.003, 0.0, -0.42), (a + 0.024, 2.0, 0.42), _DARK, sides="e"))
    parts += [box((-0.16, 1.9, z), (0.16, 2.55, z + 0.004), _DARK, sides="sn") for z in (-b - 0.004, b)]
    parts.append(_hipped((-a - 0.35, a + 0.35), (-b - 0.35, b + 0.35), 5.25, TOWER_HEIGHT))
    return parts


def _house(x: Span, z: Span, tall: float, *, windows: int) -> list[Surface]:
    """Return a block with a dado, barred windows along its sides, a door to the yard and a gabled roof."""
    lime = limewash()
    parts = [
        box((x[0], 0.0, z[0]), (x[1], tall, z[1]), lime, repeat=3.0, sides="snew"),
        box((x[0] - 0.04, 0.0, z[0] - 0.04), (x[1] + 0.04, 1.1, z[1] + 0.04), _DADO),
    ]
    for k in range(windows):
        middle = z[0] + (z[1] - z[0]) * (k + 0.5) / windows
        parts += [
            box((side + d, tall - 1.5, middle - 0.45), (side + d + 0.05, tall - 0.6, middle + 0.45), _DARK, sides="ew")
            for side, d in ((x[0], -0.06), (x[1], 0.01))
        ]
    middle = (x[0] + x[1]) / 2
    parts.append(box((middle - 0.7, 0.0, z[1] + 0.01), (middle + 0.7, 2.3, z[1] + 0.09), _DARK, sides="s"))
    parts.append(_gabled((x[0] - 0.5, x[1] + 0.5), (z[0] - 0.5, z[1] + 0.5), tall, tall + (x[1] - x[0]) * 0.28))
    parts.append(_gable_ends(x, z, tall, tall + (x[1] - x[0]) * 0.26))
    return parts


def _ring_wall() -> list[Surface]:
    """Return the wall round the ground with its gate to +Z: two piers, an arch beam and closed leaves."""
    x, z, lime, cut = *_HALF, limewash(), stone()
    spans = [
        ((-x, z - _WALL), (-2.2, z)),
        ((2.2, z - _WALL), (x, z)),
        ((-x, -z), (x, -z + _WALL)),
        ((-x, -z), (-x + _WALL, z)),
        ((x - _WALL, -z), (x, z)),
    ]
    parts = [box((a[0], 0.0, a[1]), (b[0], WALL_HEIGHT, b[1]), lime, repeat=3.0) for a, b in spans]
    parts += [
        box((a[0] - 0.1, WALL_HEIGHT, a[1] - 0.1), (b[0] + 0.1, WALL_HEIGHT + 0.15, b[1] + 0.1), cut, sides="tbsnew")
        for a, b in spans
    ]
    parts += [box((s * 2.7 - 0.6, 0.0, z - 0.9), (s * 2.7 + 0.6, 5.0, z + 0.3), lime) for s in (-1, 1)]
    parts += [
        box((-3.5, 4.4, z - 0.9), (3.5, 5.0, z + 0.3), cut, sides="tbsnew"),
        box((-2.1, 0.0, z - 0.4), (2.1, 3.6, z - 0.2), _DARK, sides="sn"),
    ]
    return parts


def _gabled(x: Span, z: Span, low: float, high: float) -> Surface:
    middle = (x[0] + x[1]) / 2
    p = np.array(
        [
            [x[0], low, z[0]],
            [x[0], low, z[1]],
            [middle, high, z[0]],
            [middle, high, z[1]],
            [x[1], low, z[0]],
            [x[1], low, z[1]],
        ]
    )
    faces = np.array([[0, 1, 3], [0, 3, 2], [2, 3, 5], [2, 5, 4]])
    return flat(
        "mai", np.concatenate([p, p - [0, 0.12, 0]]), np.concatenate([faces, faces[:, ::-1] + 6]), roof(), repeat=1.8
    )


def _gable_ends(x: Span, z: Span, low: float, high: float) -> Surface:
    middle = (x[0] + x[1]) / 2
    p = np.array(
        [
            [x[0], low, z[1]],
            [x[1], low, z[1]],
            [middle, high, z[1]],
            [x[1], low, z[0]],
            [x[0], low, z[0]],
            [middle, high, z[0]],
        ]
    )
    return flat("dau-hoi", p, np.array([[0, 1, 2], [3, 4, 5]]), limewash(), repeat=3.0)


def _hipped(x: Span, z: Span, low: float, high: float) -> Surface:
    middle, inset = (x[0] + x[1]) / 2, (x[1] - x[0]) / 2
    p = np.array(
        [
            [x[0], low, z[0]],
            [x[1], low, z[0]],
            [x[1], low, z[1]],
            [x[0], low, z[1]],
            [middle, high, z[0] + inset],
            [middle, high, z[1] - inset],
        ]
    )
    faces = np.array([[0, 4, 1], [1, 4, 5], [1, 5, 2], [2, 5, 3], [3, 5, 4], [3, 4, 0], [0, 1, 2], [0, 2, 3]])
    return flat("mai", p, faces, roof(), repeat=1.2)


def _by_paint(parts: list[Surface]) -> list[Surface]:
    """Join the parts of one paint into one surface."""
    paints = list(dict.fromkeys(p.paint for p in parts))
    return [joined(paint.name, [p for p in parts if p.paint == paint], paint) for paint in paints]
