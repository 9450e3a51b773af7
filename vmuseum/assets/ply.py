"""Read PLY: ASCII, binary of both byte orders, vertex colours, coordinates a vertex or a corner, normals.

Vertex colours are sRGB bytes by custom and become linear. Point clouds and splats are told from meshes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.companions import find
from vmuseum.assets.corners import joined
from vmuseum.assets.ply_header import read_header
from vmuseum.assets.ply_rows import Table, read_tables
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh, Part
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_materials import image_mime
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_INDICES = ("vertex_indices", "vertex_index")
_UV = (("s", "t"), ("u", "v"), ("texture_u", "texture_v"), ("texture_s", "texture_t"))
_RGB = (("red", "green", "blue"), ("diffuse_red", "diffuse_green", "diffuse_blue"), ("r", "g", "b"))


def load_ply(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of a PLY in the file's units. Raises RecipeError `ply-*` or `mesh-*`."""
    header = read_header(data)
    tables = read_tables(header, data)
    vertices, faces = tables.get("vertex"), tables.get("face")
    if vertices is None or vertices.count == 0:
        raise RecipeError("mesh-empty")
    if faces is None or faces.count == 0:
        raise RecipeError("mesh-points-only")
    triangles, uv_corners = _triangles(faces)
    if not len(triangles):
        raise RecipeError("mesh-empty")
    if len(triangles) > MAX_TRIANGLES:
        raise RecipeError("mesh-too-large", step=f"{len(triangles)} triangles")
    low, high = int(triangles.min()), int(triangles.max())
    if low < 0 or high >= vertices.count:
        raise RecipeError("mesh-index-range", index=low if low < 0 else high, vertices=vertices.count)
    images, warnings = _texture(header.textures, companions)
    material = Material(base_texture=0 if images else None)
    part = _part(vertices, triangles, uv_corners, material)
    return Loaded(Mesh((part,), images if part.uvs is not None else ()), warnings)


def _part(
    vertices: Table, triangles: NDArray[np.int64], uv_corners: NDArray[np.float64] | None, material: Material
) -> Part:
    positions, normals = vertices.columns("x", "y", "z"), vertices.columns("nx", "ny", "nz")
    if positions is None:
        raise RecipeError("ply-header", line="property x y z")
    colours, uvs = _colours(vertices), _uvs(vertices)
    indices = triangles.astype(np.uint32)
    if uv_corners is not None and uvs is None:
        found, place = np.unique(uv_corners.astype(np.float32), axis=0, return_inverse=True)
        corners = joined(np.column_stack([triangles.reshape(-1), place.reshape(-1)]))
        indices, rows = corners.indices, corners.rows[:, 0]
        uvs = _flipped(found[corners.rows[:, 1]])
        positions = positions[rows]
        normals = normals[rows] if normals is not None else None
        colours = colours[rows] if colours is not None else None
    if uvs is None:
        material = Material()
    return Part(
        "",
        positions.astype(np.float32),
        indices,
        normals=normals.astype(np.float32) if normals is not None else None,
        uvs=uvs,
        colours=colours,
        material=material,
    )


def _colours(vertices: Table) -> NDArray[np.float32] | None:
    for names in _RGB:
        found = vertices.columns(*names)
        if found is None:
            continue
        full = vertices.full(names[0])
        linear = linear_from_srgb(np.clip(found / full, 0.0, 1.0))
        alpha = vertices.columns("alpha")
        share = np.clip(alpha / vertices.full("alpha"), 0.0, 1.0) if alpha is not None else np.ones((len(found), 1))
        return np.column_stack([linear, share]).astype(np.float32)
    return None


def _uvs(vertices: Table) -> NDArray[np.float32] | None:
    for names in _UV:
        found = vertices.columns(*names)
        if found is not None:
            return _flipped(found.astype(np.float32))
    return None


def _flipped(uvs: NDArray[np.float32]) -> NDArray[np.float32]:
    """PLY and OBJ count v upwards, glTF downwards."""
    return np.column_stack([uvs[:, 0], np.float32(1.0) - uvs[:, 1]]).astype(np.float32)


def _triangles(faces: Table) -> tuple[NDArray[np.int64], NDArray[np.float64] | None]:
    name = next((n for n in _INDICES if n in faces.lists), None)
    if name is None:
        raise RecipeError("ply-header", line="property list vertex_indices")
    indices, corners = faces.lists[name].triangles(1)
    uv_list = faces.lists.get("texcoord")
    if uv_list is None or not np.array_equal(uv_list.lengths, faces.lists[name].lengths * 2):
        return indices[:, :, 0].astype(np.int64), None
    return indices[:, :, 0].astype(np.int64), uv_list.values.reshape(-1, 2)[corners].reshape(-1, 2)


def _texture(names: tuple[str, ...], companions: Mapping[str, bytes]) -> tuple[tuple[Image, ...], tuple[Warning_, ...]]:
    if not names:
        return (), ()
    data, problem = find(names[0], companions, missing="obj-no-texture")
    if data is None:
        return (), (problem,) if problem else ()
    mime = image_mime(data)
    return ((Image(mime, data),), ()) if mime else ((), (Warning_("mesh-texture-kind", (("at", names[0]),)),))


__all__: list[Any] = ["load_ply"]
