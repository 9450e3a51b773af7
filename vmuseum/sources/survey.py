"""What a 3D master holds, by a look at its head: mesh, points or splats, and how many triangles it declares.

Only a plan depends on it (which recipe runs); what is really inside is checked when the file is read.
"""

from __future__ import annotations

import json
import re
import struct
from typing import TYPE_CHECKING, Any, Literal

from vmuseum.sources import companions as c

if TYPE_CHECKING:
    from pathlib import Path

ModelKind = Literal["mesh", "points", "splats"]
_PLY_HEAD = 1 << 16
_GLTF_JSON = 64_000_000
_FACE = re.compile(rb"^f([ \t][^\r\n]*)", re.MULTILINE)
_LONGEST_LINE = 1 << 20
_ASCII_STL_BYTES = 180
_BY_SUFFIX: dict[str, ModelKind] = {
    ".las": "points",
    ".laz": "points",
    ".e57": "points",
    ".splat": "splats",
    ".spz": "splats",
}


def survey(path: Path, suffix: str) -> tuple[ModelKind, int | None]:
    """Return the kind of the model in `path` and its declared number of triangles. Raises OSError."""
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix], None
    if suffix == ".ply":
        return _ply(path)
    if suffix == ".stl":
        return "mesh", _stl(path)
    if suffix == ".obj":
        return "mesh", None  # only its faces tell: ObjFaces counts them while the file is read for its digest
    return "mesh", _gltf(path, suffix)


class ObjFaces:
    """Counts the triangles of an OBJ that is handed over in pieces: a face of n corners is n - 2. 100 MB take 1 s."""

    def __init__(self) -> None:
        self._rest = b""
        self._corners = 0
        self._faces = 0

    def add(self, chunk: bytes) -> None:
        """Take in the next bytes; a line that is not complete waits for the rest."""
        text = self._rest + chunk
        end = text.rfind(b"\n") + 1
        if not end and len(text) > _LONGEST_LINE:
            end = len(text)
        self._count(text[:end])
        self._rest = text[end:]

    @property
    def triangles(self) -> int:
        """Triangles seen so far, with a last line that has no end."""
        self._count(self._rest)
        self._rest = b""
        return max(0, self._corners - 2 * self._faces)

    def _count(self, lines: bytes) -> None:
        found = _FACE.findall(lines)
        self._faces += len(found)
        self._corners += len(b" ".join(found).split())


def _ply(path: Path) -> tuple[ModelKind, int | None]:
    with path.open("rb") as stream:
        head = stream.read(_PLY_HEAD).partition(b"end_header")[0]
    faces = sum(int(n) for n in re.findall(rb"element\s+(?:face|tristrips)\s+(\d{1,18})\b", head))
    if faces:
        return "mesh", faces
    return ("splats" if re.search(rb"\sf_dc_0\b", head) else "points"), None


def _stl(path: Path) -> int:
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(84)
    if len(head) == 84 and 84 + 50 * struct.unpack_from("<I", head, 80)[0] == size:
        return (size - 84) // 50
    return size // _ASCII_STL_BYTES


def _gltf(path: Path, suffix: str) -> int | None:
    with path.open("rb") as stream:
        try:
            length = c.glb_json_length(stream.read(20)) if suffix == ".glb" else path.stat().st_size
            tree = json.loads(stream.read(min(length, _GLTF_JSON)))
            return sum(_triangles(tree, p) for mesh in tree["meshes"] for p in mesh["primitives"])
        except (c.UnreadableError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            return None  # reading the mesh will say what is wrong


def _triangles(tree: dict[str, Any], primitive: dict[str, Any]) -> int:
    row = tree["accessors"][primitive["indices"] if "indices" in primitive else primitive["attributes"]["POSITION"]]
    return int(row["count"]) // 3
