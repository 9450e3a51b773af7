"""The pictures over new UVs, as numbers: what the master shows at every texel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from vmuseum.assets.baking import rays as bake_rays
from vmuseum.assets.baking.fill import calmed, filled
from vmuseum.assets.baking.rays import Sky
from vmuseum.assets.baking.relief import frames, normals_of, to_surface, unit
from vmuseum.assets.baking.surface import Surface
from vmuseum.mesh.coverage import coverage
from vmuseum.mesh.texture_roles import retextured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.baking.surface import Seen
    from vmuseum.mesh.arrays import Material, Mesh, Part

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

Role = Literal["base_texture", "normal_texture", "metal_rough_texture", "occlusion_texture", "emissive_texture"]

_SHADE_RAYS = 16  # a texel; the mean of 3 x 3 then holds 144
_SHADE_REACH = 0.1  # of the diagonal: what stands farther away closes no sky
_SHADE_LIFT = 0.5  # of an edge of the master: rays leave above its own grain
_EVEN = 0.5 / 255  # colours that differ by less are one colour


class Source:
    """A master ready to be drawn from: made once for all its qualities.

    `edge` is its typical edge, metres; `texels` are as many as hold what it shows.
    """

    def __init__(self, master: Mesh, edge: float, texels: float) -> None:
        """Take the master; half a million triangles take about 0.8 s."""
        low, high = master.bounds()
        self.mesh, self.texels = master, texels
        self.diagonal = float(np.linalg.norm(high - low))
        self.whole = Surface([part for part in master.parts if len(part.indices)], master.images)
        self.sky = Sky(self.whole.scene, _SHADE_REACH * self.diagonal, _SHADE_LIFT * edge)
        self._surfaces: dict[Material, Surface] = {}

    def surface(self, material: Material) -> Surface:
        """Return the parts of this material; all, where there are none."""
        if material not in self._surfaces:
            parts = [part for part in self.whole.parts if bare(part.material) == material]
            some = 0 < len(parts) < len(self.whole.parts)
            self._surfaces[material] = Surface(parts, self.mesh.images) if some else self.whole
        return self._surfaces[material]


@dataclass(slots=True, eq=False)
class Group:
    """Parts of one material: what pictures they have, and the colour where it is the same everywhere."""

    roles: list[Role] = field(default_factory=list)
    tint: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


@dataclass(slots=True, eq=False)
class Canvas:
    """Square pictures of `px` texels a side, without holes; occlusion has half of that. Colours are linear."""

    px: int
    alpha: bool = False  # whether colours have their fourth
    met: float = 1.0  # share of the texels of charts where the master was met
    pictures: dict[Role, F32] = field(default_factory=dict)
    groups: dict[Material, Group] = field(default_factory=dict)

    def put(self, role: Role, values: F32, cell: I64) -> None:
        """Write `values` (n, c) into texels of one picture."""
        if role not in self.pictures:
            self.pictures[role] = np.ones((self.px, self.px, values.shape[1]), np.float32)
        self.pictures[role].reshape(-1, values.shape[1])[cell] = values


def bare(material: Material) -> Material:
    """Return `material` without its pictures."""
    return retextured(material, {})


def drawn(mesh: Mesh, source: Source, px: int) -> Canvas:
    """Return what the master shows over the UVs of `mesh`; `px` is a multiple of 4."""
    spots = _spots(mesh, px)
    canvas = Canvas(px, any(part.material.alpha != "OPAQUE" for part in mesh.parts))
    known = np.zeros((px, px), np.bool_)
    for material in dict.fromkeys(bare(part.material) for part in mesh.parts):
        surface = source.surface(material)
        rows = np.flatnonzero(np.array([bare(part.material) == material for part in mesh.parts])[spots.part])
        met = bake_rays.seen(surface, spots.places[rows], spots.normals[rows], source.diagonal)
        rows, met = rows[met.triangle >= 0], met.chosen(met.triangle >= 0)
        cell, normals = spots.cell[rows], surface.normals(met)
        known.reshape(-1)[cell] = True
        canvas.put("normal_texture", _relief(mesh, spots, rows, normals), cell)
        canvas.groups[material] = _coloured(canvas, surface, met, cell)
        _shade(canvas, source.sky, surface, _At(met, normals, cell))
    canvas.met = float(known.sum()) / max(len(spots.cell), 1)
    for role, values in canvas.pictures.items():
        canvas.pictures[role] = values if role == "occlusion_texture" else filled(values, known)
    return canvas


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """All covered texels: cell of the picture, part, triangle of the part, weights of its corners, place, normal."""

    cell: I64
    part: I64
    triangle: I64
    weights: F32
    places: F32
    normals: F32


def _spots(mesh: Mesh, px: int) -> _Spots:
    starts = np.cumsum([0, *(len(part.indices) for part in mesh.parts)])
    pixels = [(_uvs(part) * np.float32(px))[part.indices] for part in mesh.parts]
    found = coverage(np.concatenate(pixels), (px, px))
    cell = np.flatnonzero(found.triangle >= 0)
    triangle, weights = found.triangle[cell], found.weights[cell]
    part = np.searchsorted(starts, triangle, side="right") - 1
    corners = np.concatenate([p.positions[p.indices] for p in mesh.parts])
    normals = np.concatenate([normals_of(p)[p.indices] for p in mesh.parts])
    return _Spots(
        cell,
        part.astype(np.int64),
        triangle - starts[part],
        weights,
        np.asarray(np.einsum("nk,nkd->nd", weights, corners[triangle]), np.float32),
        unit(np.einsum("nk,nkd->nd", weights, normals[triangle])),
    )


def _uvs(part: Part) -> F32:
    if part.uvs is None:
        msg = "a part without UVs cannot be drawn on"
        raise ValueError(msg)
    return part.uvs


def _relief(mesh: Mesh, spots: _Spots, rows: I64, normals: F32) -> F32:
    """Return `normals` in the object as directions of the surface of `mesh`."""
    found = np.zeros_like(normals)
    for number, part in enumerate(mesh.parts):
        mine = np.flatnonzero(spots.part[rows] == number)
        at = frames(part, _uvs(part), spots.triangle[rows[mine]], spots.weights[rows[mine]])
        found[mine] = to_surface(normals[mine], at)
    return found


def _coloured(canvas: Canvas, surface: Surface, met: Seen, cell: I64) -> Group:
    """Write colours and numbers of the master's surface into the pictures; return which there are."""
    group = Group(["normal_texture", "occlusion_texture"])
    base = surface.base(met)
    if len(base) and float(np.ptp(base, axis=0).max()) > _EVEN:
        canvas.put("base_texture", base if canvas.alpha else base[:, :3], cell)
        group.roles.append("base_texture")
    elif len(base):
        r, g, b, a = base.mean(axis=0, dtype=np.float64).tolist()
        group.tint = (r, g, b, a)
    others: tuple[Role, ...] = ("metal_rough_texture", "emissive_texture")
    for role in others:
        if surface.has(role):
            canvas.put(role, surface.data(met, role, colour=role == "emissive_texture"), cell)
            group.roles.append(role)
    return group


@dataclass(frozen=True, slots=True, eq=False)
class _At:
    """What texels met, its direction in the object, and which texels they are."""

    met: Seen
    normals: F32
    cell: I64


def _shade(canvas: Canvas, sky: Sky, surface: Surface, at: _At) -> None:
    """Write how open the surface is, at half the size: shade is soft. The master's own map goes before rays."""
    small = canvas.px // 2
    cell, first = np.unique(at.cell // canvas.px // 2 * small + at.cell % canvas.px // 2, return_index=True)
    met = at.met.chosen(first)
    if surface.has("occlusion_texture"):
        share = surface.data(met, "occlusion_texture")[:, 0]
    else:
        texels = np.stack([cell % small, cell // small], axis=1)
        share = bake_rays.openness(sky, surface.places(met), at.normals[first], texels, rays=_SHADE_RAYS)
    known = np.zeros((small, small), np.bool_)
    known.reshape(-1)[cell] = True
    values = np.zeros((small, small, 1), np.float32)
    values.reshape(-1)[cell] = share
    soft = filled(calmed(values, known), known)
    old = canvas.pictures.get("occlusion_texture")
    canvas.pictures["occlusion_texture"] = soft if old is None else np.where(known[..., None], soft, old)
