"""A mesh as arrays: what recipes and renderers hand to each other, and its canonical bytes.

Metres, right-handed, Y up, front +Z. Colours are linear. Images stay encoded.
The bytes ("vmesh") are a JSON header followed by the raw little-endian arrays: the same mesh gives the same bytes.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

F32 = np.dtype("<f4")
U32 = np.dtype("<u4")
_MAGIC = b"VMESH1\0\0"
_ARRAYS = ("positions", "indices", "normals", "tangents", "uvs", "uvs2", "colours")


@dataclass(frozen=True, slots=True)
class Image:
    """An encoded picture inside a mesh. `mime` is image/jpeg, image/png, image/webp, image/avif or image/ktx2."""

    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Material:
    """A glTF metallic-roughness material. Textures are indices into Mesh.images."""

    name: str = ""
    base_colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    metallic: float = 0.0
    roughness: float = 0.8
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    alpha: Literal["OPAQUE", "MASK", "BLEND"] = "OPAQUE"
    alpha_cutoff: float = 0.5
    normal_scale: float = 1.0
    occlusion_strength: float = 1.0
    unlit: bool = False  # KHR_materials_unlit
    extensions: str = "{}"  # canonical JSON of KHR_materials_* that need no picture (clearcoat, sheen, ior ...)
    second_uv: tuple[str, ...] = ()  # names of the textures below that use uvs2
    double_sided: bool = False
    base_texture: int | None = None
    normal_texture: int | None = None
    metal_rough_texture: int | None = None
    occlusion_texture: int | None = None
    emissive_texture: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One primitive: n vertices, m triangles, one material."""

    name: str
    positions: NDArray[np.float32]  # (n, 3) metres
    indices: NDArray[np.uint32]  # (m, 3)
    normals: NDArray[np.float32] | None = None  # (n, 3) unit length
    tangents: NDArray[np.float32] | None = None  # (n, 4) unit length and the sign of the bitangent, as glTF TANGENT
    uvs: NDArray[np.float32] | None = None  # (n, 2) glTF: v grows downwards
    uvs2: NDArray[np.float32] | None = None  # (n, 2) second set: light map, occlusion
    colours: NDArray[np.float32] | None = None  # (n, 4) linear RGBA
    material: Material = field(default_factory=Material)


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Parts and the pictures their materials use."""

    parts: tuple[Part, ...]
    images: tuple[Image, ...] = ()

    @property
    def triangles(self) -> int:
        """Number of triangles over all parts."""
        return sum(len(p.indices) for p in self.parts)

    def bounds(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the lowest and highest corner, metres. Raises ValueError without vertices."""
        boxes = [box(p.positions) for p in self.parts if len(p.positions)]
        return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)


def box(rows: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the lowest and highest value of every column: ten times as fast as along the axis."""
    columns = rows.T
    return np.array([c.min() for c in columns], rows.dtype), np.array([c.max() for c in columns], rows.dtype)


def encode(mesh: Mesh) -> bytes:
    """Return the canonical bytes of `mesh`."""
    blobs: list[bytes] = []
    parts: list[dict[str, Any]] = []
    for part in mesh.parts:
        row: dict[str, Any] = {"name": part.name, "material": _material_row(part.material)}
        for name in _ARRAYS:
            array = getattr(part, name)
            if array is None:
                continue
            dtype = U32 if name == "indices" else F32
            row[name] = list(array.shape)
            blobs.append(np.ascontiguousarray(array, dtype=dtype).tobytes())
        parts.append(row)
    images = [{"mime": i.mime, "size": len(i.data)} for i in mesh.images]
    blobs.extend(i.data for i in mesh.images)
    head = json.dumps({"parts": parts, "images": images}, sort_keys=True, ensure_ascii=False).encode()
    return b"".join([_MAGIC, struct.pack("<I", len(head)), head, *blobs])


def decode(data: bytes) -> Mesh:
    """Return the mesh in canonical bytes. Raises ValueError when they are not."""
    if data[:8] != _MAGIC:
        msg = "not a vmesh"
        raise ValueError(msg)
    (size,) = struct.unpack_from("<I", data, 8)
    head = json.loads(data[12 : 12 + size])
    at = 12 + size
    parts: list[Part] = []
    for row in head["parts"]:
        arrays: dict[str, NDArray[Any]] = {}
        for name in _ARRAYS:
            if name not in row:
                continue
            dtype = U32 if name == "indices" else F32
            count = int(np.prod(row[name]))
            arrays[name] = np.frombuffer(data, dtype, count, at).reshape(row[name])
            at += count * 4
        parts.append(Part(name=row["name"], material=_material(row["material"]), **arrays))
    images: list[Image] = []
    for row in head["images"]:
        images.append(Image(row["mime"], data[at : at + row["size"]]))
        at += row["size"]
    return Mesh(tuple(parts), tuple(images))


def _material_row(material: Material) -> dict[str, Any]:
    return {name: getattr(material, name) for name in Material.__slots__}


def _material(row: dict[str, Any]) -> Material:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Material(**values)
