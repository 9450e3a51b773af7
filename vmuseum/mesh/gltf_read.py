"""Primitives of a glTF file as Parts: node transforms applied, strips and fans unrolled, everything checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh import gltf_accessors as accessors
from vmuseum.mesh import gltf_draco as draco
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.gltf_container import Container, open_gltf
from vmuseum.mesh.gltf_materials import MaterialReader, ReadMaterial, UvTransform, is_identity
from vmuseum.mesh.gltf_nodes import Placed, placed_meshes
from vmuseum.mesh.limits import MAX_NODES, MAX_TRIANGLES, MAX_VERTICES
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_json import Row

_TRIANGLES, _STRIP, _FAN = 4, 5, 6
Arrays = dict[str, "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """What a file holds and what was left out of it."""

    mesh: Mesh
    warnings: tuple[Warning_, ...] = ()


def load_gltf(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of a GLB or glTF file in world space. Raises RecipeError; the codes stand in messages/mesh.py."""
    container = open_gltf(data, companions)
    reader = MaterialReader(container)
    parts: list[Part] = []
    left_out, room = 0, _Room()
    for placed in placed_meshes(container):
        for primitive in placed.mesh.rows("primitives"):
            if primitive.integer("mode", _TRIANGLES) not in {_TRIANGLES, _STRIP, _FAN}:
                left_out += 1
                continue
            parts.append(_part(container, placed, primitive, reader))
            room.take(parts[-1])
    if not parts:
        raise RecipeError("mesh-points-only" if left_out else "mesh-empty")
    counts = {"mesh-lines-left-out": left_out, "mesh-texture-left-out": reader.left_out}
    warnings = tuple(Warning_(code, (("count", count),)) for code, count in counts.items() if count)
    return Loaded(Mesh(tuple(parts), tuple(reader.images)), warnings)


@dataclass(slots=True)
class _Room:
    """What may still come: a small file can place one mesh many times."""

    triangles: int = MAX_TRIANGLES
    vertices: int = MAX_VERTICES
    parts: int = MAX_NODES

    def take(self, part: Part) -> None:
        """Count `part`. Raises RecipeError `mesh-too-large`."""
        self.triangles -= len(part.indices)
        self.vertices -= len(part.positions)
        self.parts -= 1
        if min(self.triangles, self.vertices, self.parts) < 0:
            raise RecipeError("mesh-too-large", step="nodes")


def _part(container: Container, placed: Placed, primitive: Row, reader: MaterialReader) -> Part:
    found = reader.material(primitive.index("material", container.all("materials")))
    indices, arrays = _geometry(container, primitive, found)
    vertices = len(arrays["positions"])
    if any(len(values) != vertices for values in arrays.values()):
        raise primitive.broken("attributes")
    if indices.size and int(indices.max()) >= vertices:
        raise RecipeError("mesh-index-range", index=int(indices.max()), vertices=vertices)
    part = Part(placed.name, indices=indices, material=found.material, **arrays)
    return _moved(_uv_moved(part, found.uv_transform), placed.matrix)


def _geometry(container: Container, primitive: Row, found: ReadMaterial) -> tuple[NDArray[np.uint32], Arrays]:
    attributes = primitive.row("attributes")
    position = attributes.index("POSITION", container.all("accessors")) if attributes else None
    if attributes is None or position is None:
        raise primitive.broken("attributes")
    packed = primitive.extension("KHR_draco_mesh_compression")
    if packed:
        return _draco(container, primitive, attributes, packed, found)
    arrays: Arrays = {}
    for name, key, widths in _wanted(attributes, found):
        row = attributes.index(key, container.all("accessors"))
        if row:
            arrays[name] = _shaped(name, accessors.floats(container, row, *widths))
    row = primitive.index("indices", container.all("accessors"))
    flat = accessors.indices(container, row) if row else np.arange(len(arrays["positions"]), dtype=np.uint32)
    return _triangles(flat, primitive.integer("mode", _TRIANGLES)), arrays


def _draco(
    container: Container, primitive: Row, attributes: Row, packed: Row, found: ReadMaterial
) -> tuple[NDArray[np.uint32], Arrays]:
    rows = container.all("accessors")
    view, ids = packed.index("bufferView", container.all("bufferViews")), packed.row("attributes")
    count, position = primitive.index("indices", rows), attributes.index("POSITION", rows)
    if view is None or ids is None or count is None or position is None:
        raise primitive.broken("extensions")
    whole = draco.decode(
        container.slice(view), triangles=accessors.declared(count) // 3, vertices=accessors.declared(position)
    )
    arrays: Arrays = {}
    for name, key, widths in _wanted(attributes, found):
        row = attributes.index(key, rows)
        if row is None or key not in ids:
            continue
        values = whole.attributes.get(ids.integer(key))
        if values is None or values.ndim != 2 or values.shape[1] not in widths:
            raise ids.broken(key)
        arrays[name] = _shaped(name, _normalised(values, row))
    if "positions" not in arrays:
        raise ids.broken("POSITION")
    return whole.indices, arrays


def _normalised(values: NDArray[Any], row: Row) -> NDArray[np.float32]:
    if values.dtype.kind == "f" or not row.flag("normalized"):
        return values.astype(np.float32)
    full = np.float32(np.iinfo(values.dtype).max)
    return np.asarray(np.maximum(values.astype(np.float32) / full, np.float32(-1.0)))


def _wanted(attributes: Row, found: ReadMaterial) -> list[tuple[str, str, tuple[int, ...]]]:
    wanted: list[tuple[str, str, tuple[int, ...]]] = [("positions", "POSITION", (3,)), ("normals", "NORMAL", (3,))]
    wanted.append(("uvs", f"TEXCOORD_{found.uv_set}", (2,)))
    if found.uv_set == 0 and "TEXCOORD_1" in attributes:
        wanted.append(("uvs2", "TEXCOORD_1", (2,)))
    wanted.append(("colours", "COLOR_0", (3, 4)))
    return wanted


def _shaped(name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
    if name == "colours" and values.shape[1] == 3:
        return np.column_stack([values, np.ones(len(values), np.float32)])
    return values


def _triangles(flat: NDArray[np.uint32], mode: int) -> NDArray[np.uint32]:
    if mode == _TRIANGLES:
        return flat[: len(flat) // 3 * 3].reshape(-1, 3)
    if len(flat) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == _FAN:
        return np.column_stack([np.full(len(flat) - 2, flat[0], np.uint32), flat[1:-1], flat[2:]])
    rows = np.column_stack([flat[:-2], flat[1:-1], flat[2:]])
    rows[1::2] = rows[1::2, [1, 0, 2]]
    return rows


def _uv_moved(part: Part, transform: UvTransform) -> Part:
    if part.uvs is None or is_identity(transform):
        return part
    c, s = np.cos(transform.rotation), np.sin(transform.rotation)
    # KHR_texture_transform: translation * rotation * scale, rotation counter-clockwise with v pointing down
    turn = np.array([[c, s], [-s, c]]) * np.array(transform.scale)
    return replace(part, uvs=(part.uvs.astype(np.float64) @ turn.T + transform.offset).astype(np.float32))


def _moved(part: Part, matrix: NDArray[np.float64]) -> Part:
    if np.array_equal(matrix, np.eye(4)):
        return part
    turn = matrix[:3, :3]
    positions = (part.positions.astype(np.float64) @ turn.T + matrix[:3, 3]).astype(np.float32)
    flipped = np.linalg.det(turn) < 0
    normals = part.normals
    if normals is not None:
        # cofactors turn normals rightly for every matrix, also one that cannot be inverted
        cofactors = np.stack([np.cross(turn[1], turn[2]), np.cross(turn[2], turn[0]), np.cross(turn[0], turn[1])])
        found = normals.astype(np.float64) @ cofactors.T * (-1.0 if flipped else 1.0)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        normals = np.divide(found, length, out=np.zeros_like(found), where=length > 0).astype(np.float32)
    indices = np.ascontiguousarray(part.indices[:, [0, 2, 1]]) if flipped else part.indices
    return replace(part, positions=positions, normals=normals, indices=indices)
