"""Unpack a glTF whose geometry lies plain or quantised in its buffers, in runs of vertices and triangles.

A run is read through the ordinary reader: it sees a document whose accessors begin and end where the run does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from vmuseum.assets.blocks.columns import CHUNK
from vmuseum.assets.blocks.file_bytes import FileBytes, LazyFiles
from vmuseum.assets.blocks.source import Filler, Source
from vmuseum.errors import RecipeError
from vmuseum.mesh import gltf_accessors as accessors
from vmuseum.mesh.gltf_container import Container, companion_path, open_gltf
from vmuseum.mesh.gltf_json import Row
from vmuseum.mesh.gltf_materials import MaterialReader
from vmuseum.mesh.gltf_nodes import Placed, placed_meshes
from vmuseum.mesh.gltf_primitive import TRIANGLES, PrimitiveReader
from vmuseum.mesh.gltf_unread import note_unread
from vmuseum.mesh.losses import Losses
from vmuseum.mesh.placing import moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part

_PACKED = ("EXT_meshopt_compression", "KHR_meshopt_compression")
_ROLES = {"NORMAL": "normals", "COLOR_0": "colours"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """One primitive where it stands."""

    placed: Placed
    primitive: Row


def gltf_columns(files: Mapping[str, Path], folder: Path) -> Source | None:
    """Return the triangles of a glTF or GLB, or None for one that must be read as a whole."""
    container = _opened(files)
    placed = placed_meshes(container)
    pieces = [_Piece(row, primitive) for row in placed for primitive in row.mesh.rows("primitives")]
    faces = [p for p in pieces if p.primitive.integer("mode", TRIANGLES) >= TRIANGLES]
    if not faces or not all(_in_runs(container, piece) for piece in faces):
        return None
    losses = Losses()
    note_unread(container, placed, losses)
    losses.add("mesh-lines-left-out", len(pieces) - len(faces))
    materials = MaterialReader(container, losses)
    filler = Filler(folder, _attributes(faces))
    for piece in faces:
        _unpacked(piece, PrimitiveReader(container, materials, losses), filler)
    filler.source.images = materials.images
    filler.source.warnings = losses.warnings()
    return filler.source


def _opened(files: Mapping[str, Path]) -> Container:
    """Return the document, its buffers unread."""
    whole = FileBytes.whole(files["main"])
    is_glb = whole[0:4] == b"glTF"
    text, body = _chunks(whole) if is_glb else (whole[0 : len(whole)], None)
    container = open_gltf(text, {})
    addresses = [row.text("uri") for row in container.all("buffers") if "uri" in row]
    large = {companion_path(uri) for uri in addresses if not uri.startswith("data:")}
    container.companions = cast("Mapping[str, bytes]", LazyFiles(files, large))
    container.binary = cast("bytes | None", body)
    return container


def _chunks(whole: FileBytes) -> tuple[bytes, FileBytes | None]:
    """Return the JSON of a GLB and its binary chunk, unread."""
    head = whole[0:20]
    if len(head) < 20:
        raise RecipeError("glb-no-chunks")
    declared, length = int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little")
    if declared > len(whole):
        raise RecipeError("glb-truncated", declared=declared, size=len(whole))
    if 20 + length > len(whole):
        raise RecipeError("glb-chunk-long", declared=length, size=len(whole) - 20)
    body = whole[20 + length : 28 + length]
    size = int.from_bytes(body[:4], "little")
    if len(body) == 8 and 28 + length + size > len(whole):
        raise RecipeError("glb-chunk-long", declared=size, size=len(whole) - 28 - length)
    return whole[20 : 20 + length], FileBytes(whole.path, 28 + length, size) if len(body) == 8 else None


def _in_runs(container: Container, piece: _Piece) -> bool:
    primitive = piece.primitive
    if piece.placed.posed or primitive.integer("mode", TRIANGLES) != TRIANGLES:
        return False
    if primitive.extension("KHR_draco_mesh_compression"):
        return False
    attributes = primitive.row("attributes")
    rows = container.all("accessors")
    used = [] if attributes is None else [attributes.index(key, rows) for key in attributes.values]
    return bool(used) and all(_plain(container, row) for row in [*used, primitive.index("indices", rows)] if row)


def _plain(container: Container, row: Row) -> bool:
    view = row.index("bufferView", container.all("bufferViews"))
    return view is not None and "sparse" not in row and not any(view.extension(name) for name in _PACKED)


def _attributes(faces: list[_Piece]) -> set[str]:
    keys = {key for piece in faces for key in (piece.primitive.row("attributes") or piece.primitive).values}
    found = {role for key, role in _ROLES.items() if key in keys}
    return found | ({"uvs"} if any(key.startswith("TEXCOORD_") for key in keys) else set())


def _unpacked(piece: _Piece, reader: PrimitiveReader, filler: Filler) -> None:
    """Write one primitive to columns."""
    first, vertices = 0, 0
    for start, part in _vertex_runs(piece, reader):
        if start == 0:
            vertices = _vertices(piece, reader)
            first = filler.begin(part.material, vertices)
        arrays = {name: getattr(part, name) for name in filler.source.columns if getattr(part, name) is not None}
        filler.vertices(part.positions, arrays)
    mirrored = float(np.linalg.det(piece.placed.matrix[:3, :3])) < 0
    for corners in _corner_runs(piece, reader.container, vertices):
        filler.triangles(corners[:, [0, 2, 1]] if mirrored else corners, first, vertices)


def _vertices(piece: _Piece, reader: PrimitiveReader) -> int:
    attributes = piece.primitive.row("attributes") or piece.primitive
    rows = reader.container.all("accessors")
    counts = {accessors.declared(row) for key in attributes.values if (row := attributes.index(key, rows))}
    if len(counts) != 1:
        raise piece.primitive.broken("attributes")
    return counts.pop()


def _vertex_runs(piece: _Piece, reader: PrimitiveReader) -> Iterator[tuple[int, Part]]:
    attributes = piece.primitive.row("attributes") or piece.primitive
    rows = reader.container.all("accessors")
    bare = Row({k: v for k, v in piece.primitive.values.items() if k != "indices"}, piece.primitive.at)
    for start in range(0, _vertices(piece, reader), CHUNK):
        used = {attributes.integer(key, high=len(rows) - 1) for key in attributes.values}
        shorter = _cut(reader.container, used, start, CHUNK)
        losses = reader.losses if start == 0 else Losses()  # what every run lacks is told once
        part = PrimitiveReader(shorter, reader.materials, losses).part(bare, piece.placed.name)
        yield start, moved(part, piece.placed.matrix)


def _corner_runs(piece: _Piece, container: Container, vertices: int) -> Iterator[NDArray[np.int64]]:
    rows = container.all("accessors")
    row = piece.primitive.index("indices", rows)
    count = vertices if row is None else accessors.declared(row)
    step = 3 * CHUNK
    for start in range(0, count // 3 * 3, step):
        if row is None:
            flat = np.arange(start, min(start + step, count // 3 * 3), dtype=np.int64)
        else:
            number = piece.primitive.integer("indices", high=len(rows) - 1)
            shorter = _cut(container, {number}, start, min(step, count // 3 * 3 - start))
            flat = accessors.indices(shorter, shorter.all("accessors")[number]).astype(np.int64)
        yield flat.reshape(-1, 3)


def _cut(container: Container, numbers: set[int], start: int, count: int) -> Container:
    """Return the document with these accessors cut down to a run of items."""
    rows, views = list(container.all("accessors")), list(container.all("bufferViews"))
    for number in sorted(numbers):
        row = rows[number]
        view = row.index("bufferView", container.all("bufferViews")) or row
        item = accessors.item_bytes(row)
        stride = view.integer("byteStride", item, low=1, high=256)
        left = min(count, accessors.declared(row) - start)
        offset = row.integer("byteOffset", 0) + start * stride
        if left <= 0 or offset + stride * (left - 1) + item > view.integer("byteLength"):
            raise RecipeError("gltf-accessor-range", at=row.at, count=accessors.declared(row))
        placed = {"byteOffset": view.integer("byteOffset", 0) + offset, "byteLength": stride * (left - 1) + item}
        views.append(Row({**view.values, **placed}, view.at))
        rows[number] = Row({**row.values, "bufferView": len(views) - 1, "byteOffset": 0, "count": left}, row.at)
    return Container(
        container.root,
        container.binary,
        container.companions,
        {**container.rows, "accessors": rows, "bufferViews": views},
    )
