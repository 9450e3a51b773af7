"""Draw colour, fine relief and shade of a master into pictures over a lighter mesh with new UVs.

How the chain of qualities uses it: the plain chain goes on as ever (vertex colours and all), and each lighter quality
is baked from the master by itself. Charts are then as large as its own triangles allow, which costs fewer vertices
than carrying the charts of a finer quality along (12,100 instead of 13,200 for 15,000 triangles of a statue), and no
triangle can come to lie across two charts.

    source = source_of(master) if wants_bake(master, mode) else None
    for each quality:
        plain = reduced(previous, ...)
        shown = (baked(plain, source, texture_px=...) if source else None) or plain
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from vmuseum.assets.baking.canvas import Source, bare, drawn
from vmuseum.assets.baking.fill import shrunk
from vmuseum.assets.baking.uv_charts import unwrapped
from vmuseum.assets.baking.uv_quality import uv_figures
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Mesh
from vmuseum.mesh.colour import srgb_from_linear
from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.texture_roles import retextured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.assets.baking.canvas import Canvas, Role
    from vmuseum.mesh.arrays import Material, Part

    F32 = NDArray[np.float32]

Mode = Literal["auto", "always", "never"]

_LEAST_TRIANGLES = 20_000  # below, a quality of 15,000 triangles is nearly the master
_MOST_TRIANGLES = 200_000  # of the mesh: charts take 40 microseconds a triangle
_GAIN = 0.35  # of the master's triangles: a mesh with more shows nearly all there is (at 0.47 SSIM fell by 0.04)
_TEXELS_AN_EDGE = 2.0  # of the master: its own detail, once over
_TEXELS_A_VERTEX = 6.0  # never more: where few edges are fine, most of the picture would be empty
_FULL = 0.65  # of a picture that charts fill
_LEAST_PX = 64
_LEAST_MET = 0.5  # of the texels: where the master is met less often, the two meshes are not the same thing
_COARSE = 1.4  # from this many texels wanted for one that there is, each is the mean of four
_SRGB = np.rint(srgb_from_linear(np.arange(65536) / 65535.0) * 255.0).astype(np.uint8)


def wants_bake(master: Mesh, mode: Mode, *, triangles: int | None = None) -> bool:
    """Return whether lighter qualities of `master` gain from new pictures.

    With `auto`: a scan of more than 20,000 triangles that has vertex colours, or neither colours nor pictures, or
    pictures whose UVs cannot be used (see uv_quality). A scan with usable pictures keeps them. UVs may be looked at on
    a lighter quality, which is quicker: `triangles` says then how many the master has.
    """
    if mode != "auto":
        return mode == "always"
    if (triangles or master.triangles) < _LEAST_TRIANGLES:
        return False
    figures = uv_figures(master)
    return figures is None or not figures.usable


def source_of(master: Mesh) -> Source:
    """Return `master` ready to be drawn from; serves all its qualities. Half a million triangles take about 1 s."""
    lengths = [np.linalg.norm(_first_sides(part), axis=1) for part in master.parts]
    edge = max(float(np.median(np.concatenate(lengths))), 1e-12)
    return Source(master, edge, _texels(master, edge))


def baked(low: Mesh, master: Mesh | Source, *, texture_px: int, mode: Mode = "auto") -> Mesh | None:
    """Return `low` with new UVs and pictures of `master`; None where nothing would be gained.

    `low` is made from `master` by `reduced`. With `auto` it must have at most 35 % of its triangles, and at most
    200,000. Pictures are PNG, as large as the master's own detail asks for (two texels an edge, or as in its own
    pictures), at most `texture_px`; occlusion half of that. Vertex colours move into the base picture; tangents
    are left out, as relief is written for those a viewer derives (see bake_relief). 50,000 triangles take about 6
    CPU s, 15,000 take 2.7.
    """
    source = master if isinstance(master, Source) else source_of(master)
    if mode == "auto" and low.triangles > min(_GAIN * source.mesh.triangles, _MOST_TRIANGLES):
        return None
    wanted = max(_LEAST_PX, math.sqrt(source.texels / _FULL))
    px = (int(min(wanted, texture_px)) + 3) // 4 * 4
    fine = 2 if wanted > _COARSE * px else 1
    mesh = unwrapped(low, side_px=px)
    canvas = drawn(mesh, source, px * fine)
    return _dressed(mesh, canvas, fine) if canvas.met >= _LEAST_MET else None


def _first_sides(part: Part) -> F32:
    corners = part.positions[part.indices[:, :2]]
    return corners[:, 1] - corners[:, 0]


def _texels(master: Mesh, edge: float) -> float:
    """Return how many texels hold what the master shows."""
    parts = master.parts
    area = sum(float(np.linalg.norm(face_vectors(p.positions, p.indices), axis=1).sum()) / 2 for p in parts)
    by_edge = area * (_TEXELS_AN_EDGE / edge) ** 2
    by_vertex = _TEXELS_A_VERTEX * sum(len(part.positions) for part in parts)
    figures = uv_figures(master)
    return max(min(by_edge, by_vertex), figures.texels if figures is not None else 0.0)


def _dressed(mesh: Mesh, canvas: Canvas, fine: int) -> Mesh:
    """Return `mesh` with the pictures of `canvas`, `fine` of their texels becoming one."""
    numbers: dict[Role, int] = {}
    images: list[Image] = []
    for role, values in canvas.pictures.items():
        size = (values.shape[1] // fine, values.shape[0] // fine)
        numbers[role] = len(images)
        images.append(_image(role, shrunk(values, size)))
    parts = (replace(part, colours=None, material=_material(part.material, canvas, numbers)) for part in mesh.parts)
    return Mesh(tuple(parts), tuple(images))


def _image(role: Role, values: F32) -> Image:
    if role in {"metal_rough_texture", "occlusion_texture"}:
        texels = _bytes(values * np.float32(255))
    elif role == "normal_texture":
        length = np.maximum(np.linalg.norm(values, axis=2, keepdims=True), 1e-6)
        texels = _bytes((values / length + 1) * np.float32(127.5))
    else:
        texels = _SRGB[np.rint(np.clip(values[..., :3], 0, 1) * np.float32(65535)).astype(np.uint16)]
        if values.shape[2] == 4:
            texels = np.concatenate([texels, _bytes(values[..., 3:] * np.float32(255))], axis=2)
    return raster.png(raster.picture(texels), level=1)


def _material(material: Material, canvas: Canvas, numbers: Mapping[Role, int]) -> Material:
    group = canvas.groups[bare(material)]
    r, g, b, a = (factor * share for factor, share in zip(material.base_colour, group.tint, strict=True))
    plain = replace(material, base_colour=(r, g, b, a), normal_scale=1.0, occlusion_strength=1.0, second_uv=())
    return retextured(plain, {role: number for role, number in numbers.items() if role in group.roles})


def _bytes(values: F32) -> NDArray[np.uint8]:
    return np.asarray(np.rint(np.clip(values, 0, 255)), np.uint8)
