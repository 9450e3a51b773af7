"""Meshes and pictures on their way into the graphics memory, through panda3d."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from panda3d import core

from vmuseum.render.context import Handle
from vmuseum.render.pictures import texels
from vmuseum.render.programs import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh, Part
    from vmuseum.render.scene import Look, Placed, Surroundings

_MAPS = {
    "base_map": ("base_texture", True),
    "normal_map": ("normal_texture", False),
    "surface_map": ("metal_rough_texture", False),
    "occlusion_map": ("occlusion_texture", False),
    "glow_map": ("emissive_texture", True),
}
SHADOW_MASK = core.BitMask32.bit(1)
"""Cameras of lamps: what they must not see hides from this."""
SEEN_MASK = core.BitMask32.bit(0)
"""The camera of the picture: what only throws a shadow hides from this."""
_COLUMNS = (("vertex", 3), ("normal", 3), ("place", 2), ("light_place", 2), ("tint", 4))


@dataclass(eq=False)
class Drawn:
    """One part in the scene graph."""

    node: Handle
    part: Part
    matrix_of: int  # which Placed it belongs to
    switches: Switches
    middle: NDArray[np.float64]


@dataclass(eq=False)
class Loaded:
    """Meshes on their way to the screen. Belongs to the process that loaded it, not to one renderer."""

    root: Handle
    nodes: list[Handle]
    parts: list[Drawn]
    placed: tuple[Placed, ...]
    matrices: list[NDArray[np.float64]]
    look: Look | None = None  # what the programs and lights are set for
    owner: object = None  # and for which renderer

    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lowest and highest corner, metres, of what throws shadows as it stands now.

        Where nothing does, of everything.
        """
        lows, highs = [], []
        pairs = list(zip(self.placed, self.matrices, strict=True))
        for placed, matrix in [pair for pair in pairs if pair[0].casts] or pairs:
            low, high = placed.mesh.bounds()
            ends = np.stack([low, high])
            corners = np.array([[*ends[[i, j, k], [0, 1, 2]], 1.0] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
            world = (corners @ matrix.T)[:, :3]
            lows.append(world.min(axis=0))
            highs.append(world.max(axis=0))
        return np.min(lows, axis=0), np.max(highs, axis=0)


def load(placed: Sequence[Placed], *, texture_px: int) -> Loaded:
    """Return the scene graph of `placed`; pictures are cut down to `texture_px`."""
    root = core.NodePath("scene")
    root.node().set_bounds(core.OmniBoundingVolume())
    root.node().set_final(True)
    nodes: list[Handle] = []
    parts: list[Drawn] = []
    matrices: list[NDArray[np.float64]] = []
    for index, one in enumerate(placed):
        node = root.attach_new_node("placed")
        matrices.append(np.asarray(one.matrix, dtype=np.float64))
        node.set_mat(mat4(matrices[-1]))
        if not one.casts:
            node.hide(SHADOW_MASK)
        if not one.shown:
            node.hide(SEEN_MASK)
        textures: dict[tuple[int, bool], Handle] = {}
        for part in one.mesh.parts:
            if len(part.indices):
                drawn = _attach(node, one.mesh, part, textures, texture_px)
                drawn.matrix_of = index
                # a fixed order: panda3d's own depends on addresses, and equal depths would then differ between runs
                drawn.node.set_bin("fixed", len(parts))
                parts.append(drawn)
        nodes.append(node)
    return Loaded(root, nodes, parts, tuple(placed), matrices)


def _attach(node: Handle, mesh: Mesh, part: Part, textures: dict[tuple[int, bool], Handle], texture_px: int) -> Drawn:
    material = part.material
    columns = {"normal": normals_of(part), "place": part.uvs, "light_place": part.uvs2, "tint": part.colours}
    child = node.attach_new_node(geometry(part.name, part.positions, part.indices, columns))
    have: dict[str, bool] = {}
    for name, (field, colour) in _MAPS.items():
        index = getattr(material, field)
        if index is None or part.uvs is None:
            continue
        if (index, colour) not in textures:
            textures[index, colour] = texture(texels(mesh.images[index].data, most_px=texture_px), colour=colour)
        child.set_shader_input(name, textures[index, colour])
        have[name] = True
    child.set_shader_input("base", core.LVecBase4f(*material.base_colour))
    child.set_shader_input("surface", core.LVecBase4f(material.metallic, material.roughness, 1.0, 0.5))
    child.set_shader_input("glow", core.LVecBase3f(*material.emissive))
    blended = material.alpha == "BLEND"
    switches = Switches(
        **have, masked=material.alpha == "MASK", blended=blended,
        two_sided=material.double_sided, light_map=part.uvs2 is not None,
    )  # fmt: skip
    if material.double_sided:
        child.set_attrib(core.CullFaceAttrib.make(core.CullFaceAttrib.M_cull_none))
    if blended:
        child.set_transparency(core.TransparencyAttrib.M_alpha)
        child.set_depth_write(False)
        child.hide(SHADOW_MASK)
    middle = np.append((part.positions.min(axis=0) + part.positions.max(axis=0)) / 2, 1.0).astype(np.float64)
    return Drawn(child, part, 0, switches, middle)


def normals_of(part: Part) -> NDArray[np.float32]:
    """Return the part's normals, or smooth ones weighed by area."""
    if part.normals is not None:
        return part.normals
    corners = part.positions[part.indices].astype(np.float64)
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    out = np.zeros((len(part.positions), 3))
    for k in range(3):
        np.add.at(out, part.indices[:, k], faces)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-20)
    return out.astype(np.float32)


def geometry(
    name: str,
    positions: NDArray[np.float32],
    indices: NDArray[np.uint32],
    more: Mapping[str, NDArray[np.float32] | None],
) -> Handle:
    """Return a GeomNode with position, normal, two texture places and colour of every vertex.

    What is missing is 0, a missing colour white.
    """
    count = len(positions)
    rows = np.zeros((count, sum(size for _, size in _COLUMNS)), dtype=np.float32)
    at = 0
    for column, size in _COLUMNS:
        values = positions if column == "vertex" else more.get(column)
        if values is not None:
            rows[:, at : at + size] = values
        elif column == "tint":
            rows[:, at : at + size] = 1.0
        at += size
    data = core.GeomVertexData(name, _vertex_format(), core.Geom.UH_static)
    data.unclean_set_num_rows(count)
    data.modify_array_handle(0).copy_data_from(rows.tobytes())
    geom = core.Geom(data)
    geom.add_primitive(triangles(indices))
    node = core.GeomNode(name)
    node.add_geom(geom)
    return node


def triangles(indices: NDArray[np.uint32]) -> Handle:
    """Return the triangles (m, 3) as panda3d wants them."""
    made = core.GeomTriangles(core.Geom.UH_static)
    made.set_index_type(core.Geom.NT_uint32)
    array = made.modify_vertices()
    array.unclean_set_num_rows(indices.size)
    array.modify_handle().copy_data_from(np.ascontiguousarray(indices, dtype=np.uint32).tobytes())
    return made


@cache
def _vertex_format() -> Handle:
    array = core.GeomVertexArrayFormat()
    for column, size in _COLUMNS:
        kind = core.Geom.C_point if column == "vertex" else core.Geom.C_other
        array.add_column(column, size, core.Geom.NT_float32, kind)
    made = core.GeomVertexFormat()
    made.add_array(array)
    return core.GeomVertexFormat.register_format(made)


def texture(rgba: NDArray[np.uint8], *, colour: bool, repeat: bool = True) -> Handle:
    """Return a texture with mip levels; `colour`: the values are sRGB. Row 0 of `rgba` is at v = 0."""
    height, width = rgba.shape[:2]
    made = core.Texture()
    kind = core.Texture.F_srgb_alpha if colour else core.Texture.F_rgba
    made.setup_2d_texture(width, height, core.Texture.T_unsigned_byte, kind)
    made.set_ram_image_as(rgba.tobytes(), "RGBA")
    made.minfilter = core.SamplerState.FT_linear_mipmap_linear
    made.magfilter = core.SamplerState.FT_linear
    # a little sharper than even filtering. No anisotropic one: on llvmpipe it took 9 s for a face with a far horizon
    sampler = core.SamplerState(made.default_sampler)
    sampler.lod_bias = -0.5
    made.default_sampler = sampler
    wrap = core.SamplerState.WM_repeat if repeat else core.SamplerState.WM_clamp
    made.wrap_u = made.wrap_v = wrap
    return made


def cube(around: Surroundings) -> tuple[Handle, float]:
    """Return a cube texture that holds square roots of nits, and the nits at value 1."""
    peak = max(float(around.faces.max()), 1e-6)
    coded = np.round(np.sqrt(np.clip(around.faces / peak, 0, 1)) * 255).astype(np.uint8)
    edge = coded.shape[1]
    made = core.Texture()
    made.setup_cube_map(edge, core.Texture.T_unsigned_byte, core.Texture.F_rgb)
    made.set_ram_image_as(coded.tobytes(), "RGB")
    made.minfilter = core.SamplerState.FT_linear_mipmap_linear
    made.magfilter = core.SamplerState.FT_linear
    return made, peak


def mat4(matrix: NDArray[np.float64]) -> Handle:
    """Return a matrix for shaders and nodes; panda3d writes them transposed."""
    return core.LMatrix4f(*np.asarray(matrix, dtype=np.float64).T.ravel().tolist())


def set_rows(node: Handle, name: str, rows: NDArray[np.float32]) -> None:
    """Hand an array of 3 or 4 numbers a row to the shaders under `node`."""
    if not len(rows):
        return
    array = core.PTA_LVecBase4f() if rows.shape[1] == 4 else core.PTA_LVecBase3f()
    kind = core.LVecBase4f if rows.shape[1] == 4 else core.LVecBase3f
    for row in rows.tolist():
        array.push_back(kind(*row))
    node.set_shader_input(name, array)
