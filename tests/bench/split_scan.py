"""A very large scan for measuring: a real one whose triangles are split into four, again and again, as plain GLB.

Midpoints are shared, as scanners share them; pictures stay as delivered. Run as a program so that its own memory does not
count as that of what is measured: `python -m tests.bench.split_scan SOURCE.gltf OUT.glb TRIANGLES`.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.glb import load_gltf


def scan_of(source: Path, triangles: int) -> Mesh:
    """Return the scan split until it has at least `triangles`, of fewer triangles to begin with so that it has not many more."""
    companions = {f.name: f.read_bytes() for f in source.parent.iterdir() if f != source}
    mesh = load_gltf(source.read_bytes(), companions).mesh
    times = 0
    while mesh.triangles * 4**times < triangles:
        times += 1
    share = triangles / (mesh.triangles * 4**times)
    parts = [replace(p, indices=p.indices[: max(1, round(len(p.indices) * share))], tangents=None, uvs2=None) for p in mesh.parts]
    for _ in range(times):
        parts = [split(part) for part in parts]
    return Mesh(tuple(parts), mesh.images)


def split(part: Part) -> Part:
    """Return `part` with every triangle cut into four at the middles of its sides."""
    i = part.indices.astype(np.int64)
    sides = np.stack([i, np.roll(i, -1, axis=1)], axis=2).reshape(-1, 2)
    keys = np.minimum(sides[:, 0], sides[:, 1]) * len(part.positions) + np.maximum(sides[:, 0], sides[:, 1])
    edges, place = np.unique(keys, return_inverse=True)
    one, other = edges // len(part.positions), edges % len(part.positions)
    m = (place + len(part.positions)).reshape(-1, 3)
    corners = np.stack(
        [i[:, 0], m[:, 0], m[:, 2], m[:, 0], i[:, 1], m[:, 1], m[:, 2], m[:, 1], i[:, 2], m[:, 0], m[:, 1], m[:, 2]], axis=1
    )

    def grown(values: Any) -> Any:
        return None if values is None else np.concatenate([values, ((values[one] + values[other]) / 2).astype(np.float32)])

    return replace(
        part,
        positions=grown(part.positions),
        normals=grown(part.normals),
        uvs=grown(part.uvs),
        colours=grown(part.colours),
        indices=corners.reshape(-1, 3).astype(np.uint32),
    )


def write(mesh: Mesh, path: Path) -> None:
    """Write `mesh` as plain GLB, array by array."""
    arrays: list[np.ndarray[Any, Any] | bytes] = []
    views: list[dict[str, int]] = []
    accessors: list[dict[str, Any]] = []
    at = 0

    def view(data: np.ndarray[Any, Any] | bytes) -> int:
        nonlocal at
        size = data.nbytes if isinstance(data, np.ndarray) else len(data)
        views.append({"buffer": 0, "byteOffset": at, "byteLength": size})
        arrays.append(data)
        at += size + -size % 4
        return len(views) - 1

    def accessor(data: np.ndarray[Any, Any], kind: int, shape: str) -> int:
        accessors.append({"bufferView": view(data), "componentType": kind, "count": len(data), "type": shape})
        return len(accessors) - 1

    primitives = []
    for number, part in enumerate(mesh.parts):
        attributes = {"POSITION": accessor(part.positions, 5126, "VEC3")}
        if part.normals is not None:
            attributes["NORMAL"] = accessor(part.normals, 5126, "VEC3")
        if part.uvs is not None:
            attributes["TEXCOORD_0"] = accessor(part.uvs, 5126, "VEC2")
        indices = accessor(part.indices.reshape(-1), 5125, "SCALAR")
        primitives.append({"attributes": attributes, "indices": indices, "material": number})
    materials = []
    for part in mesh.parts:
        pbr: dict[str, Any] = {"baseColorFactor": list(part.material.base_colour), "metallicFactor": 0.0, "roughnessFactor": 0.9}
        if part.material.base_texture is not None:
            pbr["baseColorTexture"] = {"index": part.material.base_texture}
        materials.append({"pbrMetallicRoughness": pbr})
    images = [{"bufferView": view(image.data), "mimeType": image.mime} for image in mesh.images]
    document = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": primitives}], "materials": materials, "accessors": accessors, "bufferViews": views,
        "buffers": [{"byteLength": at}],
    }  # fmt: skip
    if images:
        document |= {"images": images, "textures": [{"source": n} for n in range(len(images))]}
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    with path.open("wb") as stream:
        stream.write(struct.pack("<4sIIII", b"glTF", 2, 28 + len(text) + at, len(text), 0x4E4F534A) + text)
        stream.write(struct.pack("<II", at, 0x004E4942))
        for data in arrays:
            raw = data.tobytes() if isinstance(data, np.ndarray) else data
            stream.write(raw + b"\0" * (-len(raw) % 4))


if __name__ == "__main__":
    write(scan_of(Path(sys.argv[1]), int(sys.argv[3])), Path(sys.argv[2]))
