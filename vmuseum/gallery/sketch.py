"""The drawing board of a gallery: surfaces collected piece by piece, each with its place in the light map.

A chart is a rectangle of the light map laid on the world; faces lie on charts. Metres, Y up. Every face is wound
counter-clockwise seen from its lit side, and along x up = normal for every chart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.geometry import Vec2, Vec3

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Array = "NDArray[np.float64]"
WHITE: Vec3 = (1.0, 1.0, 1.0)
GLOW = -1
"""Chart number of what shines by itself: it gets the brightest texel of the map."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A rectangle of `size` metres at `corner`; `ring` bends it around a bar: one normal and offset a row."""

    corner: Vec3
    along: Vec3
    up: Vec3
    size: Vec2
    room: int
    albedo: Vec3
    density: float = 1.0  # texels a metre, relative to the walls
    ring: tuple[Vec3, ...] = ()  # unit normals of the rows; then `up` is unused and size[1] is the radius
    glow: bool = False

    @property
    def normal(self) -> Vec3:
        """The lit side."""
        a, u = self.along, self.up
        return (a[1] * u[2] - a[2] * u[1], a[2] * u[0] - a[0] * u[2], a[0] * u[1] - a[1] * u[0])


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A piece of surface: n vertices on one chart. `st` are metres on the chart (or row numbers on a ring)."""

    part: str
    positions: NDArray[np.float64]  # (n, 3)
    normals: NDArray[np.float64]  # (n, 3)
    uvs: NDArray[np.float64]  # (n, 2)
    st: NDArray[np.float64]  # (n, 2)
    triangles: NDArray[np.int64]  # (m, 3)
    colour: Vec3
    chart: int
    blocks: bool = True  # whether it stops light


@dataclass(slots=True)
class Sketch:
    """Everything drawn so far."""

    charts: list[Chart] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)

    def chart(self, chart: Chart) -> int:
        """Add a chart and return its number."""
        self.charts.append(chart)
        return len(self.charts) - 1

    def lay(
        self, part: str, chart: int, rects: Sequence[tuple[float, float, float, float]], **look: Vec2 | Vec3 | bool
    ) -> None:
        """Lay rectangles (left, bottom, right, top in metres of the chart) as one face.

        `look`: colour, uv_origin (metres added to the texture coordinates), uv_m (metres of one texture repeat).
        """
        c = self.charts[chart]
        colour: Vec3 = look.get("colour", WHITE)  # type: ignore[assignment] # a colour is a Vec3
        origin: Vec2 = look.get("uv_origin", (0.0, 0.0))  # type: ignore[assignment] # an origin is a Vec2
        st, triangles = grid_mesh(rects)
        corner, along, up = (np.array(v) for v in (c.corner, c.along, c.up))
        positions = corner + st[:, :1] * along + st[:, 1:] * up
        uvs = np.stack([st[:, 0] + origin[0], -(st[:, 1] + origin[1])], axis=1)
        normals = np.tile(np.array(c.normal), (len(st), 1))
        blocks = bool(look.get("blocks", True))
        self.faces.append(Face(part, positions, normals, uvs, st, triangles, colour, chart, blocks))


def grid_mesh(rects: Sequence[tuple[float, float, float, float]]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return shared vertices (n, 2) and triangles of rectangles that meet at their corners."""
    index: dict[Vec2, int] = {}
    triangles: list[tuple[int, int, int]] = []
    for left, bottom, right, top in rects:
        a, b, c, d = (
            index.setdefault(key, len(index)) for key in ((left, bottom), (right, bottom), (right, top), (left, top))
        )
        triangles += [(a, b, c), (a, c, d)]
    return np.array(list(index), dtype=np.float64), np.array(triangles, dtype=np.int64)


def pierced(
    width: float, height: float, holes: Sequence[tuple[float, float, float, float]], bottom: float = 0.0
) -> list[tuple[float, float, float, float]]:
    """Cut a rectangle into a grid of rectangles around holes (left, bottom, right, top), without T-junctions."""
    inside = [(max(0.0, a), max(bottom, b), min(width, c), min(height, d)) for a, b, c, d in holes]
    inside = [h for h in inside if h[0] < h[2] - 1e-6 and h[1] < h[3] - 1e-6]
    xs = sorted({0.0, width, *(x for h in inside for x in (h[0], h[2]))})
    ys = sorted({bottom, height, *(y for h in inside for y in (h[1], h[3]))})
    found: list[tuple[float, float, float, float]] = []
    for x0, x1 in pairwise(xs):
        for y0, y1 in pairwise(ys):
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            if not any(a < x < c and b < y < d for a, b, c, d in inside):
                found.append((x0, y0, x1, y1))
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A frame of reference: `at` in the world, turned clockwise seen from above by `turn` radians."""

    at: Vec3 = (0.0, 0.0, 0.0)
    turn: float = 0.0

    def point(self, p: Sequence[float]) -> Vec3:
        """Return a local point in the world."""
        d = self.direction(p)
        return (self.at[0] + d[0], self.at[1] + d[1], self.at[2] + d[2])

    def direction(self, p: Sequence[float]) -> Vec3:
        """Return a local direction in the world."""
        c, s = math.cos(self.turn), math.sin(self.turn)
        return (p[0] * c - p[2] * s, p[1], p[0] * s + p[2] * c)


@dataclass(frozen=True, slots=True)
class Finish:
    """How a box looks: the part it joins, colour, bevel, texels and whether light passes."""

    part: str
    room: int
    colour: Vec3
    bevel: float = 0.0
    density: float = 2.0
    uv: bool = False  # textured: keep texture coordinates in metres
    albedo: Vec3 | None = None  # where a texture gives the colour
    blocks: bool = True
    glow: bool = False


# local sides of a box: name -> (along, up) with along x up pointing out
_SIDES: dict[str, tuple[Vec3, Vec3]] = {
    "s": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "n": ((-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "e": ((0.0, 0.0, -1.0), (0.0, 1.0, 0.0)),
    "w": ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0)),
    "t": ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
    "b": ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
}
ALL_SIDES = "snewtb"


def box(sketch: Sketch, place: Place, low: Vec3, high: Vec3, finish: Finish, sides: str = ALL_SIDES) -> None:
    """Draw a box from `low` to `high` in the frame of `place`; `sides` names the faces to draw (s n e w t b).

    Edges between drawn sides are bevelled by `finish.bevel` with smooth normals.
    """
    for side in sides:
        along, up = _SIDES[side]
        corner, size = _side_corner(along, up, low, high)
        chart = sketch.chart(
            Chart(
                place.point(corner),
                place.direction(along),
                place.direction(up),
                size,
                finish.room,
                finish.albedo or finish.colour,
                finish.density,
                glow=finish.glow,
            )
        )
        _side_face(sketch, chart, finish, side, sides)


def _side_corner(along: Vec3, up: Vec3, low: Vec3, high: Vec3) -> tuple[Vec3, Vec2]:
    out = (
        along[1] * up[2] - along[2] * up[1],
        along[2] * up[0] - along[0] * up[2],
        along[0] * up[1] - along[1] * up[0],
    )
    total = [along[k] + up[k] - out[k] for k in range(3)]
    corner = tuple(low[k] if total[k] > 0 else high[k] for k in range(3))
    size = tuple(abs(sum(axis[k] * (high[k] - low[k]) for k in range(3))) for axis in (along, up))
    return corner, size  # type: ignore[return-value] # three numbers and two


def _side_face(sketch: Sketch, chart: int, finish: Finish, side: str, sides: str) -> None:
    """Lay the flat of a side, inset by the bevel, and half of each bevel beside it."""
    c = sketch.charts[chart]
    w, h = c.size
    bevel = min(finish.bevel, w / 3, h / 3)
    if bevel <= 0:
        sketch.lay(finish.part, chart, [(0.0, 0.0, w, h)], colour=finish.colour, blocks=finish.blocks)
        return
    left, right, bottom, top = (bevel * flag for flag in _neighbours(side, sides))
    xs, ys = [left, w - right], [bottom, h - top]
    rim = 0.292893 * bevel  # 1 - cos 45 degrees: middle of the rounding
    n, a, u = (np.array(v) for v in (c.normal, c.along, c.up))
    st: list[Vec2] = []
    positions: list[NDArray[np.float64]] = []
    normals: list[NDArray[np.float64]] = []
    corner = np.array(c.corner)
    for y, ylow in ((0.0, True), (ys[0], True), (ys[1], False), (h, False)):
        for x, xlow in ((0.0, True), (xs[0], True), (xs[1], False), (w, False)):
            dx = (-1.0 if xlow else 1.0) if x in (0.0, w) and x not in xs else 0.0
            dy = (-1.0 if ylow else 1.0) if y in (0.0, h) and y not in ys else 0.0
            px, py = x - dx * rim, y - dy * rim
            depth = rim if dx or dy else 0.0
            st.append((x, y))
            positions.append(corner + a * px + u * py - n * depth)
            normal = n + a * dx + u * dy
            normals.append(normal / np.linalg.norm(normal))
    triangles = _nine(st)
    flat = np.array(st)
    face = Face(
        finish.part,
        np.array(positions),
        np.array(normals),
        flat * (1.0, -1.0),
        flat,
        np.array(triangles),
        finish.colour,
        chart,
        finish.blocks,
    )
    sketch.faces.append(face)


def _nine(st: Sequence[Vec2]) -> list[tuple[int, int, int]]:
    """Return the triangles of 4 x 4 points, row by row, leaving out strips without width."""
    triangles: list[tuple[int, int, int]] = []
    for j in range(3):
        for i in range(3):
            p, q, r, s = j * 4 + i, j * 4 + i + 1, j * 4 + i + 5, j * 4 + i + 4
            if st[q][0] > st[p][0] and st[s][1] > st[p][1]:
                triangles += [(p, q, r), (p, r, s)]
    return triangles


_BESIDE = {"s": "webt", "n": "ewbt", "e": "snbt", "w": "nsbt", "t": "wesn", "b": "wens"}


def _neighbours(side: str, sides: str) -> tuple[bool, bool, bool, bool]:
    """Return whether the sides left, right, below and above are drawn too."""
    names = _BESIDE[side]
    return names[0] in sides, names[1] in sides, names[2] in sides, names[3] in sides


def bar(sketch: Sketch, start: Vec3, end: Vec3, radius: float, finish: Finish, corners: int = 6) -> None:
    """Draw a round bar from `start` to `end` without ends; the light map has one row for each of its edges."""
    a, b = np.array(start), np.array(end)
    length = float(np.linalg.norm(b - a))
    along = (b - a) / length
    side = np.cross(along, (0.0, 0.0, 1.0) if abs(along[2]) < 0.9 else (1.0, 0.0, 0.0))
    side /= np.linalg.norm(side)
    other = np.cross(along, side)
    angles = np.arange(corners + 1) * (2 * math.pi / corners)
    ring = np.cos(angles)[:, None] * side + np.sin(angles)[:, None] * other
    rows = tuple((float(r[0]), float(r[1]), float(r[2])) for r in ring)
    direction = (float(along[0]), float(along[1]), float(along[2]))
    chart = sketch.chart(
        Chart(start, direction, rows[0], (length, radius), finish.room, finish.colour, finish.density, rows)
    )
    positions = np.concatenate([a + ring * radius, b + ring * radius])
    normals = np.concatenate([ring, ring])
    steps = np.arange(corners + 1, dtype=np.float64)
    st = np.concatenate([np.stack([np.full_like(steps, at), steps], axis=1) for at in (0.0, length)])
    k = np.arange(corners)
    m = corners + 1
    triangles = np.concatenate([np.stack([k, k + 1, k + m], axis=1), np.stack([k + 1, k + m + 1, k + m], axis=1)])
    sketch.faces.append(
        Face(finish.part, positions, normals, st.copy(), st, triangles, finish.colour, chart, finish.blocks)
    )
