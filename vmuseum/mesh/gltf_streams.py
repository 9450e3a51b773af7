"""The binary half of a GLB being written: streams of like rows become buffer views, compressed or plain.

All parts share the streams, so a gallery of hundreds of parts has a handful of buffer views.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CODES = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
_SHAPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}
_VERTICES, _INDICES = 34962, 34963


@dataclass(slots=True)
class _Stream:
    view: int
    rows: list[NDArray[Any]] = field(default_factory=list)
    size: int = 0
    filter: str = "NONE"
    indices: bool = False


@dataclass(slots=True)
class Streams:
    """Gathers arrays and pictures; `finish` gives accessors, views, buffers and the bytes."""

    compressed: bool
    accessors: list[dict[str, Any]] = field(default_factory=list)
    _streams: dict[str, _Stream] = field(default_factory=dict)
    _pictures: list[bytes] = field(default_factory=list)

    def vertices(
        self,
        name: str,
        rows: NDArray[Any],
        *,
        width: int,
        normalised: bool = False,
        applied: str = "NONE",
        bounds: bool = False,
    ) -> int:
        """Add vertex rows of stream `name` and return the accessor. Only the first `width` columns are values."""
        stream = self._stream(name, applied, indices=False)
        accessor = self._accessor(stream, rows.dtype, len(rows), width)
        if normalised:
            accessor["normalized"] = True
        if bounds:
            accessor["min"] = rows[:, :width].min(axis=0).tolist()
            accessor["max"] = rows[:, :width].max(axis=0).tolist()
        return self._add(stream, accessor, np.ascontiguousarray(rows))

    def indices(self, indices: NDArray[np.uint32], vertices: int) -> int:
        """Add triangles and return the accessor."""
        short = vertices < 65536  # index 65535 is never used: it would restart strips
        stream = self._stream("indices16" if short else "indices32", "NONE", indices=True)
        rows = np.ascontiguousarray(indices.reshape(-1, 1), dtype="<u2" if short else "<u4")
        return self._add(stream, self._accessor(stream, rows.dtype, len(rows), 1), rows)

    def picture(self, data: bytes) -> int:
        """Add the bytes of a picture and return its number among the pictures."""
        self._pictures.append(data)
        return len(self._pictures) - 1

    def picture_view(self, number: int) -> int:
        """Return the buffer view of a picture; known once all streams are."""
        return len(self._streams) + number

    def finish(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bytes]:
        """Return buffer views, buffers and the binary chunk."""
        views: list[dict[str, Any]] = []
        blobs: list[bytes] = []
        place = plain = 0
        for stream in self._streams.values():
            rows = np.concatenate(stream.rows)
            view, data = self._view(stream, rows, place, plain)
            plain += _padded(rows.nbytes)
            views.append(view)
            blobs.append(data + bytes(-len(data) % 4))
            place += len(blobs[-1])
        for data in self._pictures:
            views.append({"buffer": 0, "byteOffset": place, "byteLength": len(data)})
            blobs.append(data + bytes(-len(data) % 4))
            place += len(blobs[-1])
        buffers: list[dict[str, Any]] = [{"byteLength": place}]
        if self.compressed and self._streams:
            buffers.append({"byteLength": plain, "extensions": {"EXT_meshopt_compression": {"fallback": True}}})
        return views, buffers, b"".join(blobs)

    def _stream(self, name: str, applied: str, *, indices: bool) -> _Stream:
        if name not in self._streams:
            self._streams[name] = _Stream(len(self._streams), filter=applied, indices=indices)
        return self._streams[name]

    def _accessor(self, stream: _Stream, kind: np.dtype[Any], count: int, width: int) -> dict[str, Any]:
        row: dict[str, Any] = {"bufferView": stream.view, "componentType": _CODES[kind.str[1:]], "count": count}
        if stream.size:
            row["byteOffset"] = stream.size
        row["type"] = _SHAPES[width]
        return row

    def _add(self, stream: _Stream, accessor: dict[str, Any], rows: NDArray[Any]) -> int:
        stream.rows.append(rows)
        stream.size += rows.nbytes
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def _view(self, stream: _Stream, rows: NDArray[Any], place: int, plain: int) -> tuple[dict[str, Any], bytes]:
        stride = rows.nbytes // len(rows)
        # indices are padded to four bytes a stream by `finish`; vertex rows are multiples of four by themselves
        view: dict[str, Any] = {"buffer": 0, "byteOffset": place, "byteLength": rows.nbytes}
        if not stream.indices:
            view["byteStride"] = stride
        view["target"] = _INDICES if stream.indices else _VERTICES
        if not self.compressed:
            return view, rows.tobytes()
        data = _packed_indices(rows) if stream.indices else meshopt.encode_vertices(rows)
        packed: dict[str, Any] = {"buffer": 0, "byteOffset": place, "byteLength": len(data), "byteStride": stride}
        packed |= {"count": len(rows), "mode": "TRIANGLES" if stream.indices else "ATTRIBUTES"}
        if stream.filter != "NONE":
            packed["filter"] = stream.filter
        view |= {"buffer": 1, "byteOffset": plain, "extensions": {"EXT_meshopt_compression": packed}}
        return view, data


def _packed_indices(rows: NDArray[Any]) -> bytes:
    triangles = rows.reshape(-1, 3).astype("<u4")
    return meshopt.encode_indices(triangles, int(triangles.max()) + 1)


def _padded(size: int) -> int:
    return size + -size % 4
