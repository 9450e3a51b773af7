"""Read LAS 1.0 to 1.4 in chunks, and LAZ through lazrs.

The header and the rows are read here (LAS 1.4 R15, tables 3 and 7 to 17), so that every number is checked against the
size of the file before memory is taken; lazrs only unpacks rows (points_laz).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from vmuseum.assets.points.cloud import CHUNK_POINTS, Chunk, Greys, Source, checked_count, linear_colours
from vmuseum.assets.points.laz import Packing, check_chunks, read_packing, unpack
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_LEAST = {0: 20, 1: 28, 2: 26, 3: 34, 4: 57, 5: 63, 6: 30, 7: 36, 8: 38, 9: 59, 10: 67}
"""Bytes of a row of each point format; files may add their own after them."""
_RGB_AT = {2: 20, 3: 28, 5: 28, 7: 30, 8: 30, 10: 30}
_TIMED = {1, 3, 4, 5, 6, 7, 8, 9, 10}


@dataclass(frozen=True, slots=True)
class _Header:
    format: int
    row_bytes: int
    count: int
    start: int
    packing: Packing | None  # of a LAZ
    scale: NDArray[np.float64]
    offset: NDArray[np.float64]


def read_points_las(path: Path) -> Source:
    """Return the points of a LAS or LAZ. Raises RecipeError `las-*`, `points-*`; while chunks are read too."""
    header = _header(path)
    source = Source(checked_count(header.count), iter(()))
    source.chunks = _chunks(path, header, source)
    return source


def _header(path: Path) -> _Header:
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(375).ljust(375, b"\0")
        if head[:4] != b"LASF" or size < 227:
            raise RecipeError("las-not-las")
        major, minor = head[24], head[25]
        if major != 1 or minor > 4:
            raise RecipeError("las-version", version=f"{major}.{minor}")
        head_bytes, start, records = struct.unpack_from("<HII", head, 94)
        kind, row_bytes, count = struct.unpack_from("<BHI", head, 104)
        if minor == 4 and head_bytes >= 375:
            count = struct.unpack_from("<Q", head, 247)[0] or count
        packed, kind = bool(kind & 0xC0), kind & 0x3F
        if row_bytes < _LEAST.get(kind, 1 << 16):
            raise RecipeError("las-format", format=kind)
        if not head_bytes <= start <= size:
            raise RecipeError("las-broken")
        packing = read_packing(stream, head_bytes, records, start) if packed else None
    scale, offset = np.frombuffer(head, "<f8", 3, 131), np.frombuffer(head, "<f8", 3, 155)
    return _checked(_Header(kind, row_bytes, count, start, packing, scale, offset), size)


def _checked(header: _Header, size: int) -> _Header:
    if header.packing is None and header.count * header.row_bytes > size - header.start:
        raise RecipeError("las-short", count=header.count)
    if not (np.isfinite(header.scale).all() and np.isfinite(header.offset).all() and header.scale.all()):
        raise RecipeError("las-broken")
    return header


def _chunks(path: Path, header: _Header, source: Source) -> Iterator[Chunk]:
    with path.open("rb") as stream:
        stream.seek(header.start)
        rows = _plain(stream, header) if header.packing is None else _unpacked(stream, header, header.packing)
        shade: Callable[[NDArray[np.uint8]], NDArray[np.float32] | None] | None = None
        for block in rows:
            shade = shade or _shader(block, header, source)
            _tell(block, header, source)
            kept = block[~_withheld(block, header)]
            if len(kept) < len(block):
                source.note("las-withheld")
            whole = kept[:, :12].copy().view("<i4").astype(np.float64)
            yield Chunk(whole * header.scale + header.offset, shade(kept))


def _plain(stream: BinaryIO, header: _Header) -> Iterator[NDArray[np.uint8]]:
    left = header.count
    while left:
        rows = min(left, CHUNK_POINTS)
        data = stream.read(rows * header.row_bytes)
        if len(data) < rows * header.row_bytes:
            raise RecipeError("las-short", count=header.count)
        yield np.frombuffer(data, np.uint8).reshape(rows, header.row_bytes)
        left -= rows


def _unpacked(stream: BinaryIO, header: _Header, packing: Packing) -> Iterator[NDArray[np.uint8]]:
    stream.seek(0, 2)
    check_chunks(stream, packing, start=header.start, end=stream.tell(), row_bytes=header.row_bytes)
    stream.seek(header.start)
    for data in unpack(stream, packing, header.count, header.row_bytes):
        yield np.frombuffer(data, np.uint8).reshape(-1, header.row_bytes)


def _shader(
    block: NDArray[np.uint8], header: _Header, source: Source
) -> Callable[[NDArray[np.uint8]], NDArray[np.float32] | None]:
    """Choose by the first rows: colours (16 bit, or 8 in 16 as some programs write), intensity, or neither."""
    at = _RGB_AT.get(header.format)
    if at is not None:
        most = int(_words(block, at, 3).max(initial=0))
        if most:
            full = 255.0 if most < 256 else 65535.0
            return lambda rows: linear_colours(_words(rows, at, 3).astype(np.float64), full)
    if _words(block, 12, 1).any():
        source.note("points-grey")
        greys = Greys()
        return lambda rows: greys.shades(_words(rows, 12, 1)[:, 0].astype(np.float64))
    source.note("points-plain")
    return lambda _: None


def _tell(block: NDArray[np.uint8], header: _Header, source: Source) -> None:
    """Note what is not kept. Classes of 0 and 1 say nothing."""
    classes = block[:, 16] if header.format >= 6 else block[:, 15] & 31
    told = str(dict(source.notes["points-fields-lost"].args)["fields"]) if "points-fields-lost" in source.notes else ""
    lost = ["classification"] if "classification" in told or bool((classes > 1).any()) else []
    lost += ["GPS time"] if header.format in _TIMED else []
    lost += ["near infrared"] if header.format in {8, 10} else []
    if lost:
        source.note("points-fields-lost", fields=", ".join(lost))


def _withheld(block: NDArray[np.uint8], header: _Header) -> NDArray[np.bool_]:
    """Return which points the surveyor has taken out."""
    flag = block[:, 15] & 4 if header.format >= 6 else block[:, 15] & 128
    return np.asarray(flag != 0)


def _words(block: NDArray[np.uint8], at: int, count: int) -> NDArray[np.uint16]:
    return block[:, at : at + 2 * count].copy().view("<u2")
