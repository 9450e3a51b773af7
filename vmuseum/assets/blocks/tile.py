"""One tile as GLB: its surface on a lattice common to all tiles, its materials, its pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.reduce import areas, locked
from vmuseum.assets.blocks.sheets import Roles, sheets
from vmuseum.mesh.arrays import Image, Material, Mesh, Part
from vmuseum.mesh.glb import Lattice, Precision, write_glb
from vmuseum.mesh.texture_roles import retextured

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.assets.blocks.octree import Node
    from vmuseum.assets.blocks.pyramid import Pyramid
    from vmuseum.assets.blocks.surface import Surface

_PRECISION = Precision(normal_bits=8, uv_bits=14, colour_bits=8)
_STEPS_AN_EDGE = 48  # lattice steps along a usual edge: what quantising moves is not seen
_FINEST = 128  # of the common step: finer ones are not exact in float32 over the whole scan


@dataclass(frozen=True, slots=True)
class Look:
    """The materials of a scan and the pictures of each, by role."""

    materials: Sequence[Material]
    pictures: Sequence[Mapping[str, Pyramid]]

    @property
    def px(self) -> int:
        """Longest side of all pictures, 0 without any."""
        return max((picture.px for row in self.pictures for picture in row.values()), default=0)


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A finished tile. `texel_m`: size on the surface of a pixel of its pictures; 0 when they are as fine as can be."""

    glb: bytes
    texel_m: float
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def common_step(side: float) -> float:
    """Return the power of two metres that lets a cube of `side` metres fit into 16 bits."""
    return float(2.0 ** math.ceil(math.log2(max(side, 1e-12) / 65534)))


def snapped(positions: NDArray[np.float32], step: float) -> NDArray[np.float32]:
    """Return positions on the lattice of whole steps from the origin."""
    return (np.rint(positions.astype(np.float64) / step) * step).astype(np.float32)


def tile(surface: Surface, node: Node, look: Look, *, step: float, texture_px: int, copyright_line: str) -> Tile:
    """Return the tile of `surface`. Vertices on its border to other tiles must lie on the lattice of `step`."""
    mesh, texel_m = _dressed(surface, look, texture_px)
    lattice = lattice_of(surface, node, step)
    glb = write_glb(mesh, compressed=True, copyright=copyright_line, precision=_PRECISION, lattice=lattice)
    low, high = (surface.positions.min(axis=0).astype(np.float64), surface.positions.max(axis=0).astype(np.float64))
    return Tile(glb, texel_m, low - lattice.step, high + lattice.step)


def lattice_of(surface: Surface, node: Node, step: float) -> Lattice:
    """Return the lattice of a tile: its step a power of two of `step`, fine enough for the tile's edges.

    Every coarser step holds a whole number of finer ones, and origins are whole steps: so what lies on the common
    lattice comes out of every tile as the same float32, and neighbours of any level meet without a crack.
    """
    low, high = surface.positions.min(axis=0).astype(np.float64), surface.positions.max(axis=0).astype(np.float64)
    extent = max(float((high - low).max()), step)
    area, _ = areas(replace(surface, uvs=None))
    edge = math.sqrt(max(area, 1e-30) / len(surface.indices))
    wanted = 2.0 ** math.floor(math.log2(edge / _STEPS_AN_EDGE))
    found = max(wanted, common_step(extent + 2 * step), step / _FINEST)
    if locked(surface, node).any():
        found = min(found, step)
    origin = np.floor(low / step) * step
    return Lattice((float(origin[0]), float(origin[1]), float(origin[2])), found)


def _dressed(surface: Surface, look: Look, texture_px: int) -> tuple[Mesh, float]:
    """Return the surface as parts, one for each way of looking, with their pictures, and the size of a texel."""
    images: list[Image] = []
    parts: list[Part] = []
    texel_m = 0.0
    owner = surface.part[surface.indices[:, 0]]
    families = _families(look, np.unique(owner).tolist())
    share = max(256, round(texture_px / math.sqrt(max(1, sum(bool(look.pictures[m[0]]) for m in families.values())))))
    for (material, _), members in families.items():
        mine = surface.indices[np.isin(owner, members)]
        roles: list[Roles] = [dict(look.pictures[n]) for n in members]
        if not roles[0] or surface.uvs is None:
            parts.append(_plain(surface, mine, material))
            continue
        number = np.searchsorted(members, surface.part[mine[:, 0]])
        found = sheets(mine, surface.uvs, number, roles, share)
        if found.halvings:
            texel_m = max(texel_m, _texel_m(surface, mine, roles, found.halvings))
        numbers = {role: _placed(images, image) for role, image in found.images.items()}
        whole = _plain(surface.taken(found.vertices, found.indices), found.indices, retextured(material, numbers))
        parts.append(replace(whole, uvs=found.uvs))
    return Mesh(tuple(parts), tuple(images)), texel_m


def _families(look: Look, numbers: list[int]) -> dict[tuple[Material, tuple[str, ...]], list[int]]:
    """Return the materials that differ in nothing but their pictures, together."""
    found: dict[tuple[Material, tuple[str, ...]], list[int]] = {}
    for number in numbers:
        bare = replace(retextured(look.materials[number], {}), name="")
        found.setdefault((bare, tuple(look.pictures[number])), []).append(number)
    return found


def _plain(surface: Surface, indices: NDArray[np.uint32], material: Material) -> Part:
    whole = surface.used(indices)
    colours = whole.colours
    if colours is not None and bool((colours == 1.0).all()):
        colours = None
    return Part("", whole.positions, whole.indices, normals=whole.normals, colours=colours, material=material)


def _placed(images: list[Image], image: Image) -> int:
    if image not in images:
        images.append(image)
    return images.index(image)


def _texel_m(surface: Surface, indices: NDArray[np.uint32], roles: Sequence[Roles], halvings: int) -> float:
    area, covered = areas(replace(surface, indices=indices))
    main = max((p for row in roles for p in row.values()), key=lambda p: p.px).levels[0]
    texels = covered * main.width * main.height / 4**halvings
    return math.sqrt(area / texels) if texels > 0 else 0.0
