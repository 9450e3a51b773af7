"""Write surfaces as binary glTF 2.0 with normals of one byte an axis. The same surfaces give the same bytes."""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .surface import Paint, Surface

_FLOAT, _USHORT, _UINT, _BYTE = 5126, 5123, 5125, 5120
_VERTICES, _TRIANGLES = 34962, 34963


@dataclass(frozen=True)
class Place:
    """Where a copy of a mesh stands: a point and a turn about Y, clockwise seen from above, and a size."""

    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: float = 0.0
    size: float = 1.0


@dataclass(frozen=True, eq=False)
class Item:
    """A named mesh of one or more surfaces, and its places; the surfaces are stored once."""

    name: str
    surfaces: Sequence[Surface]
    places: Sequence[Place] = (Place(),)


@dataclass
class _File:
    blob: bytearray = field(default_factory=bytearray)
    views: list[dict[str, Any]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    materials: list[dict[str, Any]] = field(default_factory=list)
    images: list[dict[str, Any]] = field(default_factory=list)
    paints: dict[Paint, int] = field(default_factory=dict)


def glb(items: Sequence[Item], *, title: str) -> bytes:
    """Return the bytes of a .glb with one node for each place of each item."""
    out = _File()
    meshes: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for item in items:
        meshes.append({"name": item.name, "primitives": [_primitive(out, s.with_normals()) for s in item.surfaces]})
        nodes.extend(_node(item, n, len(meshes) - 1) for n in range(len(item.places)))
    head: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "vmuseum models/make_samples.py", "copyright": "CC0-1.0"},
        "extensionsUsed": ["KHR_mesh_quantization"],
        "extensionsRequired": ["KHR_mesh_quantization"],
        "scene": 0,
        "scenes": [{"name": title, "nodes": list(range(len(nodes)))}],
        "nodes": nodes,
        "meshes": meshes,
        "materials": out.materials,
        "accessors": out.accessors,
        "bufferViews": out.views,
        "buffers": [{"byteLength": len(out.blob)}],
    }
    if out.images:
        head["images"] = out.images
        head["samplers"] = [{"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}]
        head["textures"] = [{"source": n, "sampler": 0} for n in range(len(out.images))]
    return _packed(head, bytes(out.blob))


def _packed(head: dict[str, Any], blob: bytes) -> bytes:
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body = blob + b"\0" * (-len(blob) % 4)
    total = 12 + 8 + len(text) + 8 + len(body)
    return b"".join(
        [
            struct.pack("<4sII", b"glTF", 2, total),
            struct.pack("<I4s", len(text), b"JSON"),
            text,
            struct.pack("<I4s", len(body), b"BIN\0"),
            body,
        ]
    )


def _node(item: Item, n: int, mesh: int) -> dict[str, Any]:
    place = item.places[n]
    row: dict[str, Any] = {"name": item.name if len(item.places) == 1 else f"{item.name}-{n + 1}", "mesh": mesh}
    if any(place.at):
        row["translation"] = [round(float(v), 6) for v in place.at]
    if place.turn:
        half = -place.turn / 2  # glTF turns counter-clockwise about +Y
        row["rotation"] = [0.0, round(math.sin(half), 9), 0.0, round(math.cos(half), 9)]
    if place.size != 1.0:
        row["scale"] = [place.size] * 3
    return row


def _primitive(out: _File, surface: Surface) -> dict[str, Any]:
    faces = surface.faces
    wide = len(surface.points) > 65535
    attributes = {
        "POSITION": _accessor(out, np.asarray(surface.points, "<f4"), "VEC3", bounds=True),
        "NORMAL": _accessor(out, _bytes(np.asarray(surface.normals)), "VEC3"),
    }
    if surface.uvs is not None and surface.paint.picture is not None:
        attributes["TEXCOORD_0"] = _accessor(out, np.asarray(surface.uvs, "<f4"), "VEC2")
    if surface.colours is not None:
        alpha = np.ones((len(surface.colours), 1))
        rgba = np.round(np.clip(np.hstack([surface.colours, alpha]), 0, 1) * 65535).astype("<u2")
        attributes["COLOR_0"] = _accessor(out, rgba, "VEC4")
    indices = np.ascontiguousarray(faces, "<u4" if wide else "<u2").reshape(-1)
    return {
        "attributes": attributes,
        "indices": _accessor(out, indices, "SCALAR", target=_TRIANGLES),
        "material": _material(out, surface.paint),
    }


def _bytes(normals: NDArray[np.float64]) -> NDArray[np.int8]:
    """Return unit vectors as signed bytes, padded to four a vertex."""
    out = np.zeros((len(normals), 4), np.int8)
    out[:, :3] = np.round(np.clip(normals, -1, 1) * 127)
    return out


def _accessor(out: _File, data: NDArray[Any], kind: str, *, bounds: bool = False, target: int = _VERTICES) -> int:
    code = {"<f4": _FLOAT, "<u2": _USHORT, "<u4": _UINT, "|i1": _BYTE}[data.dtype.str]
    row: dict[str, Any] = {
        "bufferView": _view(out, np.ascontiguousarray(data).tobytes(), target),
        "componentType": code,
        "count": len(data),
        "type": kind,
    }
    if code in (_USHORT, _BYTE) and target == _VERTICES:
        row["normalized"] = True
    if code == _BYTE:
        out.views[row["bufferView"]]["byteStride"] = 4
    if bounds:
        row["min"] = [float(v) for v in data.min(axis=0)]
        row["max"] = [float(v) for v in data.max(axis=0)]
    out.accessors.append(row)
    return len(out.accessors) - 1


def _view(out: _File, data: bytes, target: int | None) -> int:
    out.blob.extend(b"\0" * (-len(out.blob) % 4))
    row: dict[str, Any] = {"buffer": 0, "byteOffset": len(out.blob), "byteLength": len(data)}
    if target is not None:
        row["target"] = target
    out.blob.extend(data)
    out.views.append(row)
    return len(out.views) - 1


def _material(out: _File, paint: Paint) -> int:
    if paint in out.paints:
        return out.paints[paint]
    look: dict[str, Any] = {
        "baseColorFactor": [*paint.colour, 1.0],
        "metallicFactor": paint.metallic,
        "roughnessFactor": paint.roughness,
    }
    if paint.picture is not None:
        out.images.append({"bufferView": _view(out, paint.picture, None), "mimeType": "image/jpeg"})
        look["baseColorTexture"] = {"index": len(out.images) - 1}
    row: dict[str, Any] = {"name": paint.name, "pbrMetallicRoughness": look}
    if paint.double_sided:
        row["doubleSided"] = True
    out.materials.append(row)
    out.paints[paint] = len(out.materials) - 1
    return out.paints[paint]
