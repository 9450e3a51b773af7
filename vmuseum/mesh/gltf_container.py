"""Open a GLB or glTF file: the JSON document and its bytes, from the file itself, data: addresses and companions only.

Sizes are checked against the file before anything is allocated. Nothing is fetched and no path is opened here.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from vmuseum.errors import RecipeError
from vmuseum.mesh import coats
from vmuseum.mesh.gltf_json import Row, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

_JSON, _BIN = 0x4E4F534A, 0x004E4942
SUPPORTED = coats.NAMES | {
    "KHR_draco_mesh_compression",
    "KHR_mesh_quantization",
    "EXT_meshopt_compression",
    "KHR_meshopt_compression",
    "EXT_mesh_gpu_instancing",
    "KHR_texture_transform",
    "KHR_texture_basisu",
    "EXT_texture_webp",
    "EXT_texture_avif",
    "KHR_materials_emissive_strength",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_unlit",
    "KHR_lights_punctual",
}
"""Extensions a file may require, and those used without a word. Lamps have no place in a mesh; gltf_unread tells."""


@dataclass(slots=True)
class Container:
    """The document, and its buffers on demand."""

    root: Row
    binary: bytes | None
    companions: Mapping[str, bytes]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    _buffers: dict[str, bytes] = field(default_factory=dict)

    def all(self, kind: str) -> list[Row]:
        """Return the top-level list `kind`: meshes, accessors and so on."""
        if kind not in self.rows:
            self.rows[kind] = self.root.rows(kind)
        return self.rows[kind]

    def buffer(self, row: Row) -> bytes:
        """Return the bytes of a buffer, at least as many as it declares."""
        if row.at not in self._buffers:
            data = self.resource(row) if "uri" in row else self._own(row)
            if len(data) < row.integer("byteLength"):
                raise RecipeError("gltf-buffer-short", at=row.at, size=len(data))
            self._buffers[row.at] = data
        return self._buffers[row.at]

    def slice(self, view: Row, *, size_key: str = "byteLength") -> bytes:
        """Return the bytes of a buffer view (or of anything that names buffer, byteOffset and byteLength)."""
        source = view.index("buffer", self.all("buffers"))
        if source is None:
            raise view.broken("buffer")
        start, size = view.integer("byteOffset", 0), view.integer(size_key)
        data = self.buffer(source)
        if start + size > len(data):
            raise RecipeError("gltf-view-range", at=view.at)
        return data[start : start + size]

    def resource(self, row: Row) -> bytes:
        """Return what the `uri` of a buffer or image names."""
        uri = row.text("uri")
        if uri.startswith("data:"):
            return _inline(uri, row)
        path = companion_path(uri)
        if path not in self.companions:
            raise RecipeError("mesh-companion-missing", path=path)
        return self.companions[path]

    def _own(self, row: Row) -> bytes:
        if self.binary is None or row is not self.all("buffers")[0]:
            raise row.broken("uri")
        return self.binary


def open_gltf(data: bytes, companions: Mapping[str, bytes]) -> Container:
    """Return the document of a GLB or a glTF file. Raises RecipeError `glb-*` or `gltf-*`."""
    text, binary = _chunks(data) if data[:4] == b"glTF" else (data, None)
    root = parse(text)
    asset = root.row("asset")
    version = asset.text("version") if asset else ""
    if version.partition(".")[0] != "2":
        raise RecipeError("gltf-version", version=version[:20] or "-")
    for name in root.texts("extensionsRequired"):
        if name not in SUPPORTED:
            raise RecipeError("gltf-extension", name=name[:80])
    return Container(root, binary, companions)


def companion_path(uri: str) -> str:
    """Return the relative path an address names. Raises RecipeError `mesh-address` or `mesh-path-outside`."""
    path = unquote(uri).replace("\\", "/")
    if ":" in path or path.startswith("//"):
        raise RecipeError("mesh-address", address=uri[:120])
    steps = [step for step in path.split("/") if step not in {"", "."}]
    if path.startswith("/") or ".." in steps or not steps or "\0" in path:
        raise RecipeError("mesh-path-outside", path=uri[:120])
    return "/".join(steps)


def _chunks(data: bytes) -> tuple[bytes, bytes | None]:
    if len(data) < 12:
        raise RecipeError("glb-truncated", declared=12, size=len(data))
    version, length = struct.unpack_from("<II", data, 4)
    if version != 2:
        raise RecipeError("gltf-version", version=str(version))
    if len(data) < 20:
        raise RecipeError("glb-no-chunks")
    if length > len(data):
        raise RecipeError("glb-truncated", declared=length, size=len(data))
    found = [(kind, body) for kind, body in _walk(data[:length])]
    if not found or found[0][0] != _JSON:
        raise RecipeError("glb-no-chunks")
    binary = found[1][1] if len(found) > 1 and found[1][0] == _BIN else None
    return found[0][1], binary


def _walk(data: bytes) -> list[tuple[int, bytes]]:
    at, found = 12, []
    while at + 8 <= len(data):
        size, kind = struct.unpack_from("<II", data, at)
        if at + 8 + size > len(data):
            raise RecipeError("glb-chunk-long", declared=size, size=len(data) - at - 8)
        found.append((kind, data[at + 8 : at + 8 + size]))
        at += 8 + size
    return found


def _inline(uri: str, row: Row) -> bytes:
    head, _, body = uri.partition(",")
    if not head.endswith(";base64"):
        raise row.broken("uri")
    try:
        return base64.b64decode(unquote(body), validate=True)
    except (binascii.Error, ValueError) as error:
        raise row.broken("uri") from error
