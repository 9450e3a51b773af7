"""Put the geometry of a plain GLB of ours into KHR_draco_mesh_compression: smaller to download, slower to open.

What is lost is bounded and stated in `asset.extras.draco`: positions on a grid of 2^16 steps along the longest side of
a primitive, directions of 12 bits, texture coordinates of 14 bits across their range. Second coordinates, tangents and
colours are kept bit by bit. Draco puts vertices in an order of its own, so every primitive is decoded again to tell its
counts and bounds.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh.gltf_write import glb_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

BITS = {"POSITION": 16, "NORMAL": 12, "TEXCOORD_0": 14}
_NAME = "KHR_draco_mesh_compression"
_EFFORT = 7  # of 0 to 10: the default of Draco's own encoder
_KINDS = {5121: "u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_OWN = {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 3}  # what Draco has a kind for; the rest is of kind 4
_GENERIC = 4
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


@dataclass(slots=True)
class _Glb:
    """A plain GLB taken apart."""

    document: dict[str, Any]
    binary: bytes
    blobs: list[bytes] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0

    def array(self, number: int) -> NDArray[Any]:
        """Return the rows of an accessor as the writer put them: tightly packed."""
        row = self.document["accessors"][number]
        view = self.document["bufferViews"][row["bufferView"]]
        kind, width = np.dtype(_KINDS[row["componentType"]]), _WIDTHS[row["type"]]
        at = view.get("byteOffset", 0) + row.get("byteOffset", 0)
        stride = view.get("byteStride", kind.itemsize * width)
        items = np.frombuffer(self.binary, np.uint8, stride * row["count"], at).reshape(row["count"], stride)
        return np.ascontiguousarray(items[:, : kind.itemsize * width]).view(kind)

    def add(self, data: bytes) -> int:
        """Add a buffer view and return its number."""
        self.views.append({"buffer": 0, "byteOffset": self.size, "byteLength": len(data)})
        self.blobs.append(data + bytes(-len(data) % 4))
        self.size += len(self.blobs[-1])
        return len(self.views) - 1


def packed_glb(glb: bytes) -> bytes:
    """Return a plain GLB of `glb.write_glb` with its geometry packed by Draco; the same bytes give the same bytes."""
    (length,) = struct.unpack_from("<I", glb, 12)
    found = _Glb(json.loads(glb[20 : 20 + length]), glb[28 + length :])
    document = found.document
    accessors: list[dict[str, Any]] = []
    for mesh in document["meshes"]:
        for primitive in mesh["primitives"]:
            _pack(found, primitive, accessors)
    for image in document.get("images", ()):
        view = document["bufferViews"][image["bufferView"]]
        image["bufferView"] = found.add(found.binary[view["byteOffset"] :][: view["byteLength"]])
    document["asset"].setdefault("extras", {})["draco"] = {"bits": BITS}
    document |= {"accessors": accessors, "bufferViews": found.views, "buffers": [{"byteLength": found.size}]}
    for key in ("extensionsUsed", "extensionsRequired"):
        document[key] = sorted({*document.get(key, ()), _NAME})
    return glb_bytes(document, b"".join(found.blobs))


def _pack(found: _Glb, primitive: dict[str, Any], accessors: list[dict[str, Any]]) -> None:
    arrays = {name: found.array(number) for name, number in primitive["attributes"].items()}
    data = _encoded(arrays, found.array(primitive["indices"]).reshape(-1, 3))
    corners, ids, values = _decoded(arrays, data)
    before = found.document["accessors"]
    for name, number in primitive["attributes"].items():
        row = {k: v for k, v in before[number].items() if k in {"componentType", "type", "normalized"}}
        row["count"] = len(values[name])
        if name == "POSITION":
            row |= {"min": values[name].min(axis=0).tolist(), "max": values[name].max(axis=0).tolist()}
        accessors.append(row)
        primitive["attributes"][name] = len(accessors) - 1
    accessors.append({"componentType": 5125, "count": corners, "type": "SCALAR"})
    primitive["indices"] = len(accessors) - 1
    primitive["extensions"] = {_NAME: {"bufferView": found.add(data), "attributes": ids}}


def _encoded(arrays: Mapping[str, NDArray[Any]], triangles: NDArray[Any]) -> bytes:
    import DracoPy

    wide = {name: arrays[name].astype(np.float64) for name in ("TEXCOORD_0", "NORMAL") if name in arrays}
    data: bytes = DracoPy.encode(
        arrays["POSITION"],
        triangles.astype(np.uint32),
        quantization_bits=BITS["POSITION"],
        compression_level=_EFFORT,
        tex_coord=wide.get("TEXCOORD_0"),
        tex_coord_quantization_bits=BITS["TEXCOORD_0"],
        normals=wide.get("NORMAL"),
        normal_quantization_bits=BITS["NORMAL"],
        generic_attributes=dict(enumerate(arrays[name] for name in _others(arrays))) or None,
    )
    return data


def _decoded(arrays: Mapping[str, NDArray[Any]], data: bytes) -> tuple[int, dict[str, int], dict[str, NDArray[Any]]]:
    """Return the number of corners, and of every attribute its unique id and its rows."""
    import DracoPy

    back = DracoPy.decode(data)
    own = {row["attribute_type"]: row for row in back.attributes if row["attribute_type"] != _GENERIC}
    others = {row["unique_id"]: row for row in back.attributes if row["attribute_type"] == _GENERIC}
    rows = {name: own[kind] for name, kind in _OWN.items() if name in arrays}
    rows |= {name: others[number] for number, name in enumerate(_others(arrays))}
    return back.faces.size, {k: v["unique_id"] for k, v in rows.items()}, {k: v["data"] for k, v in rows.items()}


def _others(arrays: Mapping[str, NDArray[Any]]) -> list[str]:
    return sorted(name for name in arrays if name not in _OWN)
