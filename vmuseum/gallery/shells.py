"""Scanned or modelled places: taken as they are, unwrapped for the light map, walked on where their author says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.contents import moved_textures, one_uv_set
from vmuseum.gallery.shellmesh import distance_from, finer, merged, outwards
from vmuseum.gallery.shellwalk import walk_of_shell
from vmuseum.gallery.stage import Solid, solid
from vmuseum.gallery.texels import Texels
from vmuseum.gallery.unwrap import fill, unwrap
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Mesh, Part
from vmuseum.mesh.rays import Scene
from vmuseum.mesh.sampling import frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.gallery.placing import PlacedRoom, Plan
    from vmuseum.geometry import Vec2

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_NEAR_M, _MIDDLE_M = 8.0, 35.0  # how far from the walk texels stay dense
_DENSITIES = (1.0, 0.5, 0.15)
_EYE_M = 1.6
LOOKING_SHARE = 2.6
"""Texels of a shell over those that look around for bounced light."""


@dataclass(frozen=True, slots=True, eq=False)
class Shells:
    """All shells of a gallery in the world: `parts` with the room each belongs to."""

    parts: tuple[Part, ...]
    rooms: tuple[int, ...]
    images: tuple[Image, ...]
    scales: tuple[NDArray[np.float64], ...]
    scene: Scene
    outlines: Mapping[int, tuple[Vec2, ...]]
    floor: float

    @property
    def weighted_area(self) -> float:
        """Square metres that ask for full density."""
        return sum(float((_areas(p) * s * s).sum()) for p, s in zip(self.parts, self.scales, strict=True))

    def ground(self, placed: PlacedRoom, at: Vec2) -> float:
        """Return the height of the floor at a world place: what lies below eye height, 0 in built rooms."""
        if not placed.shell:
            return 0.0
        for above in (_EYE_M, 6.0, 40.0):
            origin = np.array([[at[0], self.floor + above, at[1]]], np.float32)
            hits = self.scene.hits(origin, np.array([[0, -1, 0]], np.float32))
            if int(hits.triangle[0]) >= 0:
                return round(self.floor + above - float(hits.distance[0]), 4)
        return self.floor


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Shells with their place in the light map: texels, triangles, and pixel coordinates of every part."""

    parts: tuple[Part, ...]
    pixels: tuple[F32, ...]
    size: tuple[int, int]
    texels: Texels
    solid: Solid


def load_shells(plan: Plan, meshes: Mapping[int, Mesh]) -> Shells:
    """Return the shells in the world. `meshes` are by room index. Raises RecipeError shell-without-walk."""
    parts: list[Part] = []
    rooms: list[int] = []
    images: list[Image] = []
    outlines: dict[int, tuple[Vec2, ...]] = {}
    floor = 0.0
    for placed in plan.rooms:
        mesh = meshes.get(placed.index)
        if mesh is None:
            continue
        moved = _in_world(mesh, placed, len(images))
        images.extend(mesh.images)
        outlines[placed.index], floor = walk_of_shell(placed, moved)
        moved = [finer(part, outlines[placed.index]) for part in merged(moved, placed)]
        parts += moved
        rooms += [placed.index] * len(moved)
    scales = tuple(_scales(p, outlines[r]) for p, r in zip(parts, rooms, strict=True))
    solids = [p.positions[p.indices] for p in parts if p.material.alpha != "BLEND"]
    scene = Scene(np.concatenate(solids).astype(np.float32) if solids else np.zeros((0, 3, 3), np.float32))
    return Shells(tuple(parts), tuple(rooms), tuple(images), scales, scene, outlines, floor)


def unwrap_shells(shells: Shells, texels_m: float) -> Block:
    """Return the shells unwrapped at `texels_m` texels a metre; a vertex on a seam is doubled."""
    opaque = [k for k, p in enumerate(shells.parts) if p.material.alpha != "BLEND"]
    found = unwrap([shells.parts[k] for k in opaque], [shells.scales[k] for k in opaque], texels_m)
    owner = _owners(shells, opaque)
    corners = np.concatenate([p.positions[p.indices] for p in found.parts]).astype(np.float32)
    normals = np.concatenate([_corner_normals(p) for p in found.parts]).astype(np.float32)
    double = np.concatenate([np.full(len(p.indices), p.material.double_sided) for p in found.parts])
    normals = outwards(shells.scene, corners, normals, double)
    pixels = np.concatenate([uv[p.indices] for p, uv in zip(found.parts, found.pixels, strict=True)]).astype(np.float32)
    albedo = np.concatenate([_albedo(p, shells.images) for p in found.parts]).astype(np.float32)
    room = np.concatenate([np.full(len(p.indices), r) for p, r in zip(found.parts, owner, strict=True)])
    filled = fill(corners, normals, pixels, found.size)
    width, height = found.size
    cell = np.arange(width * height)
    tri = np.maximum(filled.triangle, 0)
    lit = filled.inside
    along, up = _steps(filled.normal, texels_m)
    texels = Texels(
        filled.place,
        filled.normal,
        along,
        up,
        np.where(lit[:, None], albedo[tri], 0).astype(np.float32),
        np.where(lit, room[tri], -1).astype(np.int32),
        np.where(lit, -1, -2).astype(np.int32),
        lit,
        np.zeros(len(cell), np.bool_),
        cell % width,
        cell // width,
        np.zeros(0, np.int64),
        _leaders(cell, lit, width),
        np.zeros((len(cell), 2), np.int8),
    )
    m = len(corners)
    ones = np.ones(m, np.int64)
    block = solid(corners, pixels - 0.5, np.zeros(m, np.int64), (ones * width, ones * height), two_sided=True)
    clear = [k for k, p in enumerate(shells.parts) if p.material.alpha == "BLEND"]
    parts = (*found.parts, *(shells.parts[k] for k in clear))
    return Block(parts, found.pixels, found.size, texels, block)


def _leaders(cell: I64, lit: NDArray[np.bool_], width: int) -> I64:
    """Return the cell that looks around for each: the lit one at the even column and row beside it, else itself."""
    even = cell - (cell % width) % 2 - ((cell // width) % 2) * width
    return np.where(lit[even] & lit, even, cell)


def _owners(shells: Shells, opaque: Sequence[int]) -> list[int]:
    """Return the room of every unwrapped part: one for each factor of each part."""
    return [shells.rooms[k] for k in opaque for _ in sorted({float(f) for f in shells.scales[k]})]


def _steps(normal: F32, texels_m: float) -> tuple[F32, F32]:
    first, second = frame(normal)
    size = np.float32(1.0 / texels_m)
    return first * size, second * size


def _in_world(mesh: Mesh, placed: PlacedRoom, shift: int) -> list[Part]:
    at = np.array([placed.origin[0], 0.0, placed.origin[1]], np.float32)
    return [
        replace(
            p,
            positions=p.positions + at,
            material=moved_textures(one_uv_set(p.material), shift),
            tangents=None,
            uvs2=None,
        )
        for p in mesh.parts
        if len(p.indices)
    ]


def _areas(part: Part) -> NDArray[np.float64]:
    c = part.positions[part.indices].astype(np.float64)
    return np.asarray(np.linalg.norm(np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0]), axis=1) / 2, dtype=np.float64)


def _scales(part: Part, outline: Sequence[Vec2]) -> NDArray[np.float64]:
    """Return the density each triangle deserves: less far from the walk."""
    away = distance_from(part.positions[part.indices].mean(axis=1)[:, [0, 2]], outline)
    return np.where(away < _NEAR_M, _DENSITIES[0], np.where(away < _MIDDLE_M, _DENSITIES[1], _DENSITIES[2]))


def _corner_normals(part: Part) -> NDArray[np.float32]:
    if part.normals is not None:
        return part.normals[part.indices]
    c = part.positions[part.indices]
    flat = np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0])
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-12)
    return np.repeat(flat[:, None], 3, axis=1).astype(np.float32)


def _albedo(part: Part, images: Sequence[Image]) -> NDArray[np.float64]:
    """Return the mean linear colour of each triangle."""
    base = np.array(part.material.base_colour[:3])
    if part.material.base_texture is not None:
        small = raster.decode(images[part.material.base_texture].data).convert("RGB").resize((16, 16))
        base = base * ((np.asarray(small, dtype=np.float64) / 255.0) ** 2.2).mean(axis=(0, 1))
    colour = np.broadcast_to(base, (len(part.indices), 3))
    if part.colours is not None:
        colour = colour * part.colours[part.indices][..., :3].mean(axis=1)
    return np.clip(np.asarray(colour, dtype=np.float64), 0.0, 0.95)
