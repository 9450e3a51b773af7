"""Views of a master for the picture sheet: four sides at one scale, bare clay with its rims, pictures as they are used.

The eye stands a hundred sizes away, so that scale differs by less than 1 % between the near and the far side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.poster import studio
from vmuseum.mesh import meshopt
from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.rays import Scene
from vmuseum.render.scene import Camera, Placed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.uv_use import UvUse
    from vmuseum.render.panda import Renderer

    F64 = NDArray[np.float64]

Rgb = tuple[int, int, int]
SAND: Rgb = (236, 229, 217)
RED: Rgb = (184, 42, 20)
MOST_DRAWN = 1_500_000
"""Triangles drawn: of a larger master a thinned one is shown, which looks the same at this size."""
_AWAY = 100.0
_CLAY = Material(name="clay", base_colour=(0.62, 0.60, 0.57, 1.0), roughness=0.85, double_sided=True)
_QUARTER = math.pi / 2
_UPRIGHT = {
    "y": np.eye(3),
    "z": np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]),
    "-y": np.diag([1.0, -1.0, -1.0]),
}


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One view: how the model is turned to face the eye, its width and height there, metres."""

    name: str
    turn: F64  # 3 x 3
    width: float
    height: float


def thinned(mesh: Mesh) -> Mesh:
    """Return `mesh`, or one of about MOST_DRAWN triangles over the same vertices where it has more."""
    if mesh.triangles <= MOST_DRAWN:
        return mesh
    share = MOST_DRAWN / mesh.triangles

    def fewer(part: Part) -> Part:
        count = int(len(part.indices) * share)
        return replace(part, indices=meshopt.simplify_sloppy(part.indices, part.positions, triangles=count).indices)

    parts = [fewer(part) for part in mesh.parts]
    return Mesh(tuple(part for part in parts if len(part.indices)), mesh.images)


def sides(mesh: Mesh) -> tuple[Side, ...]:
    """Return front, left, back and top of a model that stands upright with its front to +z."""
    low, high = mesh.bounds()
    x, y, z = (float(v) for v in high - low)
    return (
        Side("front", np.eye(3), x, y),
        Side("left", _about_y(_QUARTER), z, y),
        Side("back", _about_y(2 * _QUARTER), x, y),
        Side("top", np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]), x, z),
    )


def corner_side(mesh: Mesh) -> Side:
    """Return the view from the front, a little from the left and from above."""
    raised = math.radians(14)
    c, s = math.cos(raised), math.sin(raised)
    turn = np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]]) @ _about_y(math.radians(28))
    low, high = mesh.bounds()
    ends = np.stack([low, high]).astype(np.float64)
    box = np.array([[ends[i, 0], ends[j, 1], ends[k, 2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)]) @ turn.T
    width, height, _ = (box.max(axis=0) - box.min(axis=0)).tolist()
    return Side("corner", turn, width, height)


def _about_y(angle: float) -> F64:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A picture with `scale` pixels a metre, and how places of the model come to it."""

    picture: NDArray[np.uint8]
    matrix: F64  # 4 x 4: the model turned and moved to the middle of the view
    scale: float

    def pixels(self, places: F64) -> F64:
        """Return (n, 2) pixels of places (n, 3) in the model."""
        seen = places @ self.matrix[:3, :3].T + self.matrix[:3, 3]
        height, width = self.picture.shape[:2]
        return np.column_stack([width / 2 + seen[:, 0] * self.scale, height / 2 - seen[:, 1] * self.scale])


def draw(renderer: Renderer, mesh: Mesh, side: Side, scale: float, size: tuple[int, int]) -> Panel:
    """Return a view of `size` pixels, `scale` pixels a metre. `renderer` draws pictures of that size."""
    points = np.concatenate([part.positions for part in mesh.parts]).astype(np.float64) @ side.turn.T
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = side.turn, -middle
    diagonal = float(np.linalg.norm(high - low))
    away = _AWAY * diagonal
    camera = Camera(
        (0.0, 0.0, away), (0.0, 0.0, 0.0), 2 * math.atan(size[1] / scale / 2 / away),
        near=away - diagonal, far=away + diagonal,
    )  # fmt: skip
    look = studio(points - middle, diagonal, float(low[1] - middle[1]))
    look = replace(look, background=_light_behind(SAND, look.exposure), dither=False)
    return Panel(renderer.draw(renderer.load((Placed(mesh, matrix),)), camera, look), matrix, scale)


def clay(mesh: Mesh) -> Mesh:
    """Return the surface alone: no pictures, no colours, both sides shown."""
    return Mesh(tuple(replace(part, material=_CLAY, uvs=None, uvs2=None, colours=None) for part in mesh.parts))


def seen_rims(panel: Panel, rims: F64, mesh: Mesh) -> F64:
    """Return the border edges (n, 2, 3) that are not behind the surface in this view."""
    if not len(rims):
        return rims
    corners = np.concatenate([part.positions[part.indices] for part in mesh.parts])
    low, high = mesh.bounds()
    towards = panel.matrix[2, :3] / np.linalg.norm(panel.matrix[2, :3])
    start = rims.mean(axis=1) + towards * float(np.linalg.norm(high - low)) * 2e-3
    ways = np.repeat(towards[None], len(start), axis=0)
    clear = Scene(corners).clear(start.astype(np.float32), ways.astype(np.float32))
    return np.asarray(rims[clear])


def picture_use(data: bytes, use: UvUse, edge: int) -> NDArray[np.uint8]:
    """Return a picture of at most `edge` pixels: what no triangle uses is pale, what several use is red."""
    from PIL import Image as Pil

    from vmuseum.mesh import raster

    picture = raster.decode(data, max_px=edge).convert("RGB")
    picture.thumbnail((edge, edge), Pil.Resampling.LANCZOS)
    width, height = picture.size
    values = np.asarray(picture, dtype=np.float64)
    masks = [
        np.asarray(Pil.fromarray(((mask) * 255).astype(np.uint8)).resize((width, height), Pil.Resampling.BOX)) / 255
        for mask in (use.counts <= 0, use.counts > 1)
    ]
    pale, twice = (mask[..., None] for mask in masks)
    values = values * (1 - 0.82 * pale) + np.array(SAND) * 0.82 * pale
    values = values * (1 - 0.75 * twice) + np.array(RED) * 0.75 * twice
    return np.round(values).astype(np.uint8)


def rim_edges(mesh: Mesh) -> F64:
    """Return the border edges of a mesh as (n, 2, 3) places."""
    from vmuseum.assets.topology import topology

    found = topology(mesh)
    one, other = found.ends(found.border_sides)
    return np.stack([found.positions[one], found.positions[other]], axis=1).astype(np.float64)


def upright(mesh: Mesh, *, up: str, metres: float) -> Mesh:
    """Return the mesh as the build would stand it: y up, in metres, its middle at the origin."""
    turn = _UPRIGHT[up]
    low, high = mesh.bounds()
    middle = (low.astype(np.float64) + high) / 2

    def moved(part: Part) -> Part:
        positions = ((part.positions - middle) @ turn.T * metres).astype(np.float32)
        normals = None if part.normals is None else (part.normals @ turn.T).astype(np.float32)
        return replace(part, positions=positions, normals=normals, tangents=None)

    return Mesh(tuple(moved(part) for part in mesh.parts), mesh.images)


def _light_behind(colour: Rgb, exposure: float) -> tuple[float, float, float]:
    """Return the nits that the tone curve shows as `colour`, found by halving: the curve grows steadily."""
    from vmuseum.render.tone import shown

    low, high = np.zeros(3), np.full(3, 4.0 / exposure)
    for _ in range(40):
        middle = (low + high) / 2
        r, g, b = middle.tolist()
        under = np.array(shown((r, g, b), exposure=exposure)) * 255 < np.array(colour)
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    r, g, b = low.tolist()
    return (r, g, b)
