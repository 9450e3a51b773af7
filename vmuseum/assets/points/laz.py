"""The packed rows of a LAZ: what its LASzip record says, its chunks checked, and the rows unpacked by lazrs.

After the LASzip format (laszip.hpp and the layered chunks of LAS 1.4). lazrs takes memory as chunks tell it and stops
the whole process where there is not so much, so nothing reaches it whose sizes do not fit into the file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from vmuseum.assets.points.cloud import CHUNK_POINTS
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECORD = (b"laszip encoded", 22204)
_MAX_RECORDS = 4096
_POINTWISE, _CHUNKED, _LAYERED = 1, 2, 3
_LAYERS = {10: 9, 11: 1, 12: 2, 13: 1}
"""Layers of the items of LAS 1.4: point, colours, colours and infrared, wave packets. Extra bytes have one each."""
_EXTRA_BYTES = 14


class _Unpacker(Protocol):
    def decompress_many(self, dest: bytearray) -> None: ...


@dataclass(frozen=True, slots=True)
class Packing:
    """The LASzip record: `items` are pairs of type and bytes a row."""

    record: bytes
    compressor: int
    items: tuple[tuple[int, int], ...]

    @property
    def row_bytes(self) -> int:
        """Bytes of an unpacked row."""
        return sum(size for _, size in self.items)

    @property
    def layers(self) -> int:
        """Layers of a chunk; each tells its size."""
        return sum(size if kind == _EXTRA_BYTES else _LAYERS.get(kind, 0) for kind, size in self.items)


def read_packing(stream: BinaryIO, at: int, records: int, end: int) -> Packing:
    """Return the LASzip record among the `records` from `at` to `end`. Raises RecipeError `las-broken`."""
    for _ in range(min(records, _MAX_RECORDS)):
        stream.seek(at)
        head = stream.read(54)
        if len(head) < 54 or at + 54 > end:
            break
        number, length = struct.unpack_from("<HH", head, 18)
        if (head[2:18].rstrip(b"\0"), number) == _RECORD and at + 54 + length <= end:
            return _packing(stream.read(length))
        at += 54 + length
    raise RecipeError("las-broken")


def _packing(record: bytes) -> Packing:
    if len(record) < 34:
        raise RecipeError("las-broken")
    compressor, count = struct.unpack_from("<H30xH", record)
    if len(record) < 34 + 6 * count or compressor not in {_POINTWISE, _CHUNKED, _LAYERED}:
        raise RecipeError("las-broken")
    rows = [struct.unpack_from("<HH", record, 34 + 6 * i) for i in range(count)]
    return Packing(record, compressor, tuple((int(kind), int(size)) for kind, size in rows))


def check_chunks(stream: BinaryIO, packing: Packing, *, start: int, end: int, row_bytes: int) -> None:
    """Check that every chunk lies within the file. Raises RecipeError `las-broken`."""
    if packing.row_bytes != row_bytes:
        raise RecipeError("las-broken")
    if packing.compressor == _POINTWISE:
        return
    table = _table(stream, start, end)
    stream.seek(table)
    head = stream.read(8)
    chunks = struct.unpack("<II", head)[1] if len(head) == 8 else 1 << 32
    if chunks > (table - start) // row_bytes + 1:  # each begins with a whole row
        raise RecipeError("las-broken")
    if packing.compressor == _LAYERED:
        _check_layers(stream, packing, start + 8, table, chunks)


def _table(stream: BinaryIO, start: int, end: int) -> int:
    """Return where the table of chunks lies; a writer that could not go back tells it in the last eight bytes."""
    for at in (start, end - 8):
        stream.seek(at)
        told = stream.read(8)
        place: int = struct.unpack("<q", told)[0] if len(told) == 8 else 0
        if place != -1:
            break
    if not start + 8 <= place <= end - 8:
        raise RecipeError("las-broken")
    return place


def _check_layers(stream: BinaryIO, packing: Packing, at: int, end: int, chunks: int) -> None:
    head_bytes = packing.row_bytes + 4 + 4 * packing.layers
    for _ in range(chunks):
        stream.seek(at + packing.row_bytes + 4)
        sizes = stream.read(4 * packing.layers)
        if len(sizes) < 4 * packing.layers:
            raise RecipeError("las-broken")
        at += head_bytes + sum(struct.unpack(f"<{packing.layers}I", sizes))
        if at > end:
            raise RecipeError("las-broken")


def unpack(stream: BinaryIO, packing: Packing, count: int, row_bytes: int) -> Iterator[bytearray]:
    """Yield rows, some at a time; `stream` stands at the first chunk. Raises RecipeError `las-short`."""
    import lazrs  # type: ignore[import-untyped]  # it ships no types

    left = count
    try:
        unpacker: _Unpacker = lazrs.LasZipDecompressor(stream, packing.record)
        while left:
            rows = min(left, CHUNK_POINTS)
            room = bytearray(rows * row_bytes)
            unpacker.decompress_many(room)
            yield room
            left -= rows
    except (lazrs.LazrsError, OSError, ValueError) as error:
        raise RecipeError("las-short", count=count) from error
