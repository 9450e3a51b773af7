"""One primitive of a glTF file as a Part in the file's own place: attributes unpacked, strips and fans unrolled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh import gltf_accessors as accessors
from vmuseum.mesh import gltf_draco as draco
from vmuseum.mesh.arrays import Part
from vmuseum.mesh.texture_roles import retextured, showable, textures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row
    from vmuseum.mesh.gltf_materials import MaterialReader, ReadMaterial
    from vmuseum.mesh.gltf_textures import UvTransform
    from vmuseum.mesh.losses import Losses

TRIANGLES, STRIP, FAN = 4, 5, 6
Arrays = dict[str, "NDArray[np.float32]"]
_BONES = ("JOINTS_", "WEIGHTS_")  # their rest pose is taken by gltf_pose
_SHAPE = {"POSITION": "positions", "NORMAL": "normals", "TANGENT": "tangents", "COLOR_0": "colours"}
_WIDTHS = {"POSITION": (3,), "NORMAL": (3,), "TANGENT": (4,), "COLOR_0": (3, 4)}


@dataclass(frozen=True, slots=True)
class PrimitiveReader:
    """What reading a primitive needs: the file, its materials, and where losses are noted."""

    container: Container
    materials: MaterialReader
    losses: Losses

    def part(self, primitive: Row, name: str) -> Part:
        """Return the primitive. Raises RecipeError `gltf-*`, `mesh-index-range`, `mesh-compressed-broken`."""
        found = self.materials.material(primitive.index("material", self.container.all("materials")))
        attributes = primitive.row("attributes")
        if attributes is None or "POSITION" not in attributes:
            raise primitive.broken("attributes")
        indices, arrays = self._geometry(primitive, attributes, found)
        vertices = len(arrays["positions"])
        if any(len(values) != vertices for values in arrays.values()):
            raise primitive.broken("attributes")
        if indices.size and int(indices.max()) >= vertices:
            raise RecipeError("mesh-index-range", index=int(indices.max()), vertices=vertices)
        self._note_left_out(attributes, found)
        part = Part(name, indices=indices, material=found.material, **_sound(arrays, self.losses))
        return self._dressed(part, found)

    def _geometry(self, primitive: Row, attributes: Row, found: ReadMaterial) -> tuple[NDArray[np.uint32], Arrays]:
        packed = primitive.extension("KHR_draco_mesh_compression")
        if packed:
            return self._draco(primitive, attributes, packed, found)
        rows, read = self.container.all("accessors"), dict[str, "NDArray[np.float32]"]()
        for key, widths in _wanted(found):
            row = attributes.index(key, rows)
            if row:
                read[key] = accessors.floats(self.container, row, *widths)
        row = primitive.index("indices", rows)
        flat = accessors.indices(self.container, row) if row else np.arange(len(read["POSITION"]), dtype=np.uint32)
        return _triangles(flat, primitive.integer("mode", TRIANGLES)), _named(read, found)

    def _draco(
        self, primitive: Row, attributes: Row, packed: Row, found: ReadMaterial
    ) -> tuple[NDArray[np.uint32], Arrays]:
        rows = self.container.all("accessors")
        view, ids = packed.index("bufferView", self.container.all("bufferViews")), packed.row("attributes")
        count, position = primitive.index("indices", rows), attributes.index("POSITION", rows)
        if view is None or ids is None or count is None or position is None:
            raise primitive.broken("extensions")
        whole = draco.decode(
            self.container.slice(view), triangles=accessors.declared(count) // 3, vertices=accessors.declared(position)
        )
        read: Arrays = {}
        for key, widths in _wanted(found):
            row = attributes.index(key, rows)
            if row is None or key not in ids:
                continue
            values = whole.attributes.get(ids.integer(key))
            if values is None or values.ndim != 2 or values.shape[1] not in widths:
                raise ids.broken(key)
            read[key] = accessors.unpacked(accessors.declared_kind(values, row), normalised=row.flag("normalized"))
        if "POSITION" not in read:
            raise ids.broken("POSITION")
        return whole.indices, _named(read, found)

    def _note_left_out(self, attributes: Row, found: ReadMaterial) -> None:
        used = {key for key, _ in _wanted(found)}
        left = [key for key in attributes.values if key not in used and not key.startswith(_BONES)]
        uv_sets = sum(key.startswith("TEXCOORD_") for key in left)
        colours = sum(key.startswith("COLOR_") for key in left)
        self.losses.add("mesh-uv-sets-left-out", uv_sets)
        self.losses.add("mesh-colours-left-out", colours)
        self.losses.add("mesh-attributes-left-out", len(left) - uv_sets - colours)

    def _dressed(self, part: Part, found: ReadMaterial) -> Part:
        """Return `part` with transformed coordinates and only those pictures that have coordinates."""
        numbers = textures(part.material)
        if not numbers:
            return part
        shown = showable(part.material, uvs=part.uvs is not None, uvs2=part.uvs2 is not None)
        if len(shown) < len(numbers):
            self.losses.add("mesh-texture-no-uv", len(numbers) - len(shown))
            part = replace(part, material=retextured(part.material, shown))
        pairs = ((part.uvs, found.first), (part.uvs2, found.second))
        for uvs, source in pairs:
            if uvs is not None and source in found.clamped and _leaves_square(uvs):
                self.losses.add("mesh-texture-wrap")
        return part


def _sound(arrays: Arrays, losses: Losses) -> Arrays:
    """Return the arrays without tangents that mean nothing: with no normals, or not finite somewhere."""
    tangents = arrays.get("tangents")
    if tangents is None or ("normals" in arrays and bool(np.isfinite(tangents).all())):
        return arrays
    losses.add("mesh-tangents-left-out")
    return {name: values for name, values in arrays.items() if name != "tangents"}


def _wanted(found: ReadMaterial) -> list[tuple[str, tuple[int, ...]]]:
    """Return the attributes to read, each once, and the widths they may have."""
    sets = dict.fromkeys(f"TEXCOORD_{source.set}" for source in (found.first, found.second))
    return [*_WIDTHS.items(), *((key, (2,)) for key in sets)]


def _named(read: Arrays, found: ReadMaterial) -> Arrays:
    """Return the attributes under the names a Part has for them, coordinates transformed."""
    arrays = {_SHAPE[key]: values for key, values in read.items() if key in _SHAPE}
    colours = arrays.get("colours")
    if colours is not None and colours.shape[1] == 3:
        arrays["colours"] = np.column_stack([colours, np.ones(len(colours), np.float32)])
    for name, source in (("uvs", found.first), ("uvs2", found.second)):
        values = read.get(f"TEXCOORD_{source.set}")
        if values is not None:
            arrays[name] = _transformed(values, source.transform)
    return arrays


def _transformed(uvs: NDArray[np.float32], transform: UvTransform) -> NDArray[np.float32]:
    if transform.idle:
        return uvs
    c, s = np.cos(transform.rotation), np.sin(transform.rotation)
    # KHR_texture_transform: translation * rotation * scale, rotation counter-clockwise with v pointing down
    u, v = (uvs[:, n].astype(np.float64) * transform.scale[n] for n in range(2))
    found = np.empty((len(uvs), 2), np.float32)
    found[:, 0], found[:, 1] = c * u + s * v + transform.offset[0], c * v - s * u + transform.offset[1]
    return found


def _leaves_square(uvs: NDArray[Any]) -> bool:
    """Say whether coordinates leave 0..1 by more than rounding, where wrapping shows."""
    return bool(uvs.size) and (float(uvs.min()) < -1e-3 or float(uvs.max()) > 1.001)


def _triangles(flat: NDArray[np.uint32], mode: int) -> NDArray[np.uint32]:
    if mode == TRIANGLES:
        return flat[: len(flat) // 3 * 3].reshape(-1, 3)
    if len(flat) < 3:
        return np.zeros((0, 3), np.uint32)
    if mode == FAN:
        return np.column_stack([np.full(len(flat) - 2, flat[0], np.uint32), flat[1:-1], flat[2:]])
    rows = np.column_stack([flat[:-2], flat[1:-1], flat[2:]])
    rows[1::2] = rows[1::2, [1, 0, 2]]
    return rows
