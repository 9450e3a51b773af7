"""A very large scan for measuring: a real one whose triangles are split into four, again and again, as plain GLB.

Midpoints are shared, as scanners share them; pictures stay as delivered. Run as a program so that its own memory does
not count as that of what is measured: `python -m tests.bench.split_scan SOURCE.gltf OUT.glb TRIANGLES`.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.glb import load_gltf


def scan_of(source: Path, triangles: int) -> Mesh:
    """Return the scan split until it has about `triangles`; the last time only its lower part is."""
    companions = {f.name: f.read_bytes() for f in source.parent.iterdir() if f != source}
    mesh = load_gltf(source.read_bytes(), companions).mesh
    mesh = Mesh(tuple(replace(part, tangents=None, uvs2=None) for part in mesh.parts), mesh.images)
    while mesh.triangles < triangles * 0.999:
        share = min(1.0, (triangles / mesh.triangles - 1) / 3)
        mesh = Mesh(tuple(split(part, share) for part in mesh.parts), mesh.images)
    return mesh


def split(part: Part, share: float) -> Part:
    """Return `part` with a `share` of its edges, the lowest ones, cut in the middle, and its triangles with them.

    A triangle of three cut edges becomes four, of two three, of one two: no crack is made.
    """
    i = part.indices.astype(np.int64)
    sides = np.stack([i, np.roll(i, -1, axis=1)], axis=2).reshape(-1, 2)
    keys = np.minimum(sides[:, 0], sides[:, 1]) * len(part.positions) + np.maximum(sides[:, 0], sides[:, 1])
    edges, place = np.unique(keys, return_inverse=True)
    one, other = edges // len(part.positions), edges % len(part.positions)
    # by place and nothing else, so that both sides of a seam and of a border between parts are cut alike
    height = part.positions[one, 1].astype(np.float64) + part.positions[other, 1]
    cut = height <= np.quantile(height, share) if share < 1 else np.ones(len(edges), bool)
    number = np.cumsum(cut) - 1 + len(part.positions)
    one, other = one[cut], other[cut]

    def grown(values: Any) -> Any:
        return (
            None if values is None else np.concatenate([values, ((values[one] + values[other]) / 2).astype(np.float32)])
        )

    corners = _triangles(i, number[place].reshape(-1, 3), cut[place].reshape(-1, 3))
    return replace(
        part,
        positions=grown(part.positions),
        normals=grown(part.normals),
        uvs=grown(part.uvs),
        colours=grown(part.colours),
        indices=corners.astype(np.uint32),
    )


def _triangles(i: Any, m: Any, cut: Any) -> Any:
    """Return triangles for corners i, middles m of the sides 01 12 20, and which of these are cut."""
    count = cut.sum(axis=1)
    # turned so that with one cut side it is the first, with two the last is whole
    turn = np.where(count == 1, np.argmax(cut, axis=1), np.where(count == 2, (np.argmin(cut, axis=1) + 1) % 3, 0))
    order = (turn[:, None] + np.arange(3)) % 3
    i, m = np.take_along_axis(i, order, axis=1), np.take_along_axis(m, order, axis=1)
    patterns = {
        0: ((0, 1, 2),),
        1: ((0, 3, 2), (3, 1, 2)),
        2: ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
        3: ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
    }
    both = np.concatenate([i, m], axis=1)
    start = np.cumsum(count + 1) - count - 1  # pieces stay where their triangle was
    found = np.empty((int((count + 1).sum()), 3), np.int64)
    for many, pieces in patterns.items():
        rows = np.flatnonzero(count == many)
        for n, piece in enumerate(pieces):
            found[start[rows] + n] = both[rows][:, piece]
    return found


@dataclass
class _Buffer:
    """What goes into the binary chunk, and the views and accessors of it."""

    arrays: list[np.ndarray[Any, Any] | bytes] = field(default_factory=list)
    views: list[dict[str, int]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0

    def view(self, data: np.ndarray[Any, Any] | bytes) -> int:
        """Add bytes and return the number of their view."""
        size = data.nbytes if isinstance(data, np.ndarray) else len(data)
        self.views.append({"buffer": 0, "byteOffset": self.size, "byteLength": size})
        self.arrays.append(data)
        self.size += size + -size % 4
        return len(self.views) - 1

    def accessor(self, data: np.ndarray[Any, Any], kind: int, shape: str) -> int:
        """Add an array and return the number of its accessor."""
        view = self.view(data)
        self.accessors.append({"bufferView": view, "componentType": kind, "count": len(data), "type": shape})
        return len(self.accessors) - 1


def write(mesh: Mesh, path: Path) -> None:
    """Write `mesh` as plain GLB, array by array."""
    buffer = _Buffer()
    primitives = [_primitive(buffer, number, part) for number, part in enumerate(mesh.parts)]
    images = [{"bufferView": buffer.view(image.data), "mimeType": image.mime} for image in mesh.images]
    document = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": primitives}], "materials": [_material(part.material) for part in mesh.parts],
        "accessors": buffer.accessors, "bufferViews": buffer.views, "buffers": [{"byteLength": buffer.size}],
    }  # fmt: skip
    if images:
        document |= {"images": images, "textures": [{"source": n} for n in range(len(images))]}
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    with path.open("wb") as stream:
        stream.write(struct.pack("<4sIIII", b"glTF", 2, 28 + len(text) + buffer.size, len(text), 0x4E4F534A) + text)
        stream.write(struct.pack("<II", buffer.size, 0x004E4942))
        for data in buffer.arrays:
            raw = data.tobytes() if isinstance(data, np.ndarray) else data
            stream.write(raw + b"\0" * (-len(raw) % 4))


def _primitive(buffer: _Buffer, number: int, part: Part) -> dict[str, Any]:
    attributes = {"POSITION": buffer.accessor(part.positions, 5126, "VEC3")}
    if part.normals is not None:
        attributes["NORMAL"] = buffer.accessor(part.normals, 5126, "VEC3")
    if part.uvs is not None:
        attributes["TEXCOORD_0"] = buffer.accessor(part.uvs, 5126, "VEC2")
    indices = buffer.accessor(part.indices.reshape(-1), 5125, "SCALAR")
    return {"attributes": attributes, "indices": indices, "material": number}


def _material(material: Material) -> dict[str, Any]:
    pbr: dict[str, Any] = {"baseColorFactor": list(material.base_colour), "metallicFactor": 0.0, "roughnessFactor": 0.9}
    if material.base_texture is not None:
        pbr["baseColorTexture"] = {"index": material.base_texture}
    return {"pbrMetallicRoughness": pbr}


if __name__ == "__main__":
    write(scan_of(Path(sys.argv[1]), int(sys.argv[3])), Path(sys.argv[2]))
