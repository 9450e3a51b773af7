"""Unpack a binary PLY of triangles in runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.columns import CHUNK
from vmuseum.assets.blocks.file_bytes import FileBytes
from vmuseum.assets.blocks.source import Filler, Source
from vmuseum.assets.readers.ply_header import Element, Header, read_header
from vmuseum.mesh.arrays import Material
from vmuseum.mesh.colour import linear_from_srgb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_HEAD = 1 << 16
_XYZ, _NORMAL, _RGB = ("x", "y", "z"), ("nx", "ny", "nz"), ("red", "green", "blue")
_INDICES = ("vertex_indices", "vertex_index")
_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A table of rows of one size: where it begins and how a row is built."""

    path: Path
    start: int
    count: int
    kind: np.dtype[Any]

    def runs(self) -> Iterator[NDArray[Any]]:
        for first in range(0, self.count, CHUNK):
            at = self.start + first * self.kind.itemsize
            yield np.fromfile(self.path, self.kind, min(CHUNK, self.count - first), offset=at)


def ply_columns(files: Mapping[str, Path], folder: Path) -> Source | None:
    """Return the mesh of a PLY, or None for one that must be read as a whole: text, polygons, pictures, odd columns.

    Vertices must come first, then faces of three corners each, and nothing that matters behind them.
    """
    path = files["main"]
    head = FileBytes.whole(path)[0:_HEAD]
    header = read_header(head, size=path.stat().st_size)
    tables = _tables(path, header)
    if tables is None:
        return None
    vertices, faces = tables
    filler = Filler(folder, {n for n, c in (("normals", "nx"), ("colours", "red")) if c in (vertices.kind.names or ())})
    filler.begin(Material(), vertices.count)
    for rows in vertices.runs():
        filler.vertices(_columns(rows, _XYZ), _attributes(rows))
    for rows in faces.runs():
        filler.triangles(rows["corners"].astype(np.int64), 0, vertices.count)
    return filler.source


def _tables(path: Path, header: Header) -> tuple[_Rows, _Rows] | None:
    named = [e.name for e in header.elements]
    if header.order == "ascii" or header.textures or named[:2] != ["vertex", "face"]:
        return None
    vertex, face = header.elements[:2]
    names = [p.name for p in vertex.properties]
    plain = not vertex.has_lists and set(_XYZ) <= set(names) and len(set(names)) == len(names)
    if not plain or {"s", "u", "texture_u", "texture_s", "diffuse_red", "r", "alpha"} & set(names):
        return None
    if "red" in names and not _byte_colours(vertex):
        return None
    kind = np.dtype([(p.name, header.order + p.type) for p in vertex.properties])
    vertices = _Rows(path, header.start, vertex.count, kind)
    faces = _triangles(path, header, face, header.start + vertex.count * kind.itemsize)
    return (vertices, faces) if faces and vertex.count else None


def _byte_colours(vertex: Element) -> bool:
    types = {p.name: p.type for p in vertex.properties}
    return all(types.get(name) == "u1" for name in _RGB)


def _triangles(path: Path, header: Header, face: Element, start: int) -> _Rows | None:
    """Return the rows of faces if all of them can be triangles: lists of three, and columns of fixed size."""
    fields: list[tuple[Any, ...]] = []
    for number, p in enumerate(face.properties):
        if p.length_type is None:
            fields.append((f"spare{number}", header.order + p.type))
        elif p.name in _INDICES and not any(f[0] == "corners" for f in fields):
            fields += [("length", header.order + p.length_type), ("corners", header.order + p.type, (3,))]
        else:
            return None
    kind = np.dtype(fields)
    if "corners" not in (kind.names or ()) or start + kind.itemsize * face.count > path.stat().st_size:
        return None
    rows = _Rows(path, start, face.count, kind)
    return rows if all((run["length"] == 3).all() for run in rows.runs()) else None


def _columns(rows: NDArray[Any], names: tuple[str, ...]) -> NDArray[np.float32]:
    return np.column_stack([rows[name].astype(np.float32) for name in names])


def _attributes(rows: NDArray[Any]) -> dict[str, NDArray[Any]]:
    found: dict[str, NDArray[Any]] = {}
    names = rows.dtype.names or ()
    if "nx" in names:
        found["normals"] = _columns(rows, _NORMAL)
    if "red" in names:
        found["colours"] = np.column_stack([*(_LINEAR[rows[c]] for c in _RGB), np.ones(len(rows), np.float32)])
    return found
