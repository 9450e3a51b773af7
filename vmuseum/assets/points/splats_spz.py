"""Read SPZ versions 1 to 4 (the format's description at github.com/nianticlabs/spz).

Versions 1 to 3 are one gzip stream, version 4 a plain header and a zstd stream an attribute, in the same order:
positions, opacities, colours, scales, rotations, harmonics. Sizes follow from the number of splats, so nothing is
unpacked beyond them.
"""

from __future__ import annotations

import itertools
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.splats_cloud import CHUNK_SPLATS, SplatSource, checked_splats
from vmuseum.errors import RecipeError
from vmuseum.mesh.splats_glb import SH_0, Splats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = 0x5053474E
_COEFFICIENTS = {0: 0, 1: 3, 2: 8, 3: 15, 4: 24}
_COLOUR_SCALE = 0.15
_DENSEST_GZIP = 1040  # bytes out of one in, at most


@dataclass(frozen=True, slots=True)
class _Head:
    version: int
    count: int
    degree: int
    fraction_bits: int
    flags: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """Bytes of each attribute."""
        place, turn = 6 if self.version == 1 else 9, 3 if self.version < 3 else 4
        return tuple(self.count * n for n in (place, 1, 3, 3, turn, 3 * _COEFFICIENTS[self.degree]))


def read_spz(path: Path) -> SplatSource:
    """Return the splats of an SPZ. Holds the unpacked file: 16 to 65 bytes a splat. Raises RecipeError `spz-*`."""
    data = path.read_bytes()
    head, parts = _version_4(data) if data[:4] == struct.pack("<I", _MAGIC) else _gzipped(data)

    def read() -> Iterator[Splats]:
        for start in range(0, head.count, CHUNK_SPLATS):
            yield _decoded(head, parts, start, min(start + CHUNK_SPLATS, head.count))

    source = SplatSource(head.count, read)
    if head.degree > 1:
        source.note("splat-harmonics-lost", degree=head.degree)
    if head.flags & 2:
        source.note("points-fields-lost", fields="SPZ extensions")
    return source


def _head(version: int, count: int, rest: tuple[int, int, int], known: range) -> _Head:
    degree, bits, flags = rest
    if version not in known:
        raise RecipeError("spz-version", version=version)
    if degree not in _COEFFICIENTS or bits > 24:
        raise RecipeError("spz-broken")
    return _Head(version, checked_splats(count), degree, bits, flags)


def _gzipped(data: bytes) -> tuple[_Head, list[bytes]]:
    if data[:2] != b"\x1f\x8b":
        raise RecipeError("spz-not-spz")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, 16)
        if len(plain) < 16:
            raise RecipeError("spz-broken")
        magic, version, count, degree, bits, flags = struct.unpack_from("<IIIBBB", plain)
        if magic != _MAGIC:
            raise RecipeError("spz-not-spz")
        head = _head(version, count, (degree, bits, flags), range(1, 4))
        if sum(head.sizes) > len(data) * _DENSEST_GZIP:
            raise RecipeError("spz-short", count=count)
        body = unpacker.decompress(unpacker.unconsumed_tail, sum(head.sizes))
    except zlib.error as error:
        raise RecipeError("spz-broken") from error
    if len(body) < sum(head.sizes):
        raise RecipeError("spz-short", count=count)
    ends = np.cumsum((0, *head.sizes)).tolist()
    return head, [body[a:b] for a, b in itertools.pairwise(ends)]


def _version_4(data: bytes) -> tuple[_Head, list[bytes]]:
    if len(data) < 32:
        raise RecipeError("spz-broken")
    _, version, count, degree, bits, flags, streams, table = struct.unpack_from("<IIIBBBBI", data)
    head = _head(version, count, (degree, bits, flags), range(4, 5))
    wanted = [size for size in head.sizes if size]
    if streams != len(wanted) or table < 32 or table + 16 * streams > len(data):
        raise RecipeError("spz-broken")
    at, parts = table + 16 * streams, []
    for i, size in enumerate(wanted):
        packed, plain = struct.unpack_from("<QQ", data, table + 16 * i)
        if plain != size or packed > len(data) - at:
            raise RecipeError("spz-short", count=count)
        parts.append(_zstd(data[at : at + packed], size))
        at += packed
    return head, parts if len(parts) == 6 else [*parts, b""]


def _zstd(data: bytes, size: int) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as reader:
            plain: bytes = reader.read(size)
    except zstandard.ZstdError as error:
        raise RecipeError("spz-broken") from error
    if len(plain) < size:
        raise RecipeError("spz-broken")
    return plain


def _decoded(head: _Head, parts: list[bytes], start: int, end: int) -> Splats:
    def rows(part: int) -> NDArray[np.uint8]:
        return np.frombuffer(parts[part], np.uint8).reshape(head.count, -1)[start:end]

    colours = _f32((rows(2) / 255 - 0.5) / _COLOUR_SCALE)
    harmonics = None
    if head.degree:
        harmonics = _f32((rows(5)[:, :9].reshape(-1, 3, 3) - 128.0) / 128)
    return Splats(
        _places(head, rows(0)),
        _f32(np.exp(rows(3) / 16 - 10)),
        _turns(rows(4)),
        _f32(rows(1)[:, 0] / 255),
        _f32(0.5 + SH_0 * colours),
        harmonics,
    )


def _f32(values: NDArray[np.floating]) -> NDArray[np.float32]:
    return values.astype(np.float32)


def _places(head: _Head, rows: NDArray[np.uint8]) -> NDArray[np.float32]:
    if head.version == 1:
        return np.ascontiguousarray(rows).view("<f2").astype(np.float32)
    wide = np.zeros((len(rows), 3, 4), np.uint8)
    wide[:, :, 1:] = rows.reshape(-1, 3, 3)
    whole = wide.reshape(-1, 12).view("<i4") >> 8  # brings the sign along
    return (whole / float(1 << head.fraction_bits)).astype(np.float32)


def _turns(rows: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return x y z w: of the first three as bytes, or of the smallest three with 10 bits each."""
    if rows.shape[1] == 3:
        xyz = rows.astype(np.float32) / np.float32(127.5) - 1
        w = np.sqrt(np.maximum(0, 1 - (xyz**2).sum(axis=1)))
        return np.column_stack([xyz, w]).astype(np.float32)
    packed = np.ascontiguousarray(rows).view("<u4")[:, 0]
    largest = (packed >> 30).astype(np.int64)
    out = np.zeros((len(rows), 4), np.float32)
    for place in (3, 2, 1, 0):
        there = largest != place
        size = (packed & 511).astype(np.float32) / 511 * np.float32(np.sqrt(0.5))
        value = np.where((packed >> 9) & 1, -size, size)
        out[there, place] = value[there]
        packed = np.where(there, packed >> 10, packed)
    out[np.arange(len(out)), largest] = np.sqrt(np.maximum(0, 1 - (out**2).sum(axis=1)))
    return out
