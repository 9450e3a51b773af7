"""The rows of an E57 compressed vector (ASTM E2807, 9): a stream of bytes a field, cut into packets."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from vmuseum.assets.points.e57_pages import Pages

_SECTION, _INDEX, _DATA, _EMPTY = 1, 0, 1, 2


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the prototype. Integers lie in `low` to `high`; a value is integer * scale + offset."""

    name: str
    kind: Literal["float", "double", "integer"]
    low: int = 0
    high: int = 0
    scale: float = 1.0
    offset: float = 0.0
    limits: tuple[float, float] | None = None  # of floats, where told

    @property
    def bits(self) -> int:
        """Bits of one value in the stream."""
        if self.kind == "integer":
            return (self.high - self.low).bit_length()
        return 32 if self.kind == "float" else 64

    @property
    def span(self) -> tuple[float, float] | None:
        """The least and largest value, where told."""
        if self.kind == "integer":
            return self.low * self.scale + self.offset, self.high * self.scale + self.offset
        return self.limits


@dataclass(slots=True)
class _Stream:
    column: Field
    waiting: bytearray = field(default_factory=bytearray)
    ready: list[NDArray[np.float64]] = field(default_factory=list)
    count: int = 0  # values decoded in all
    unsent: int = 0  # of those, not yet handed on


def read_rows(
    pages: Pages, address: int, count: int, fields: Sequence[Field], chunk: int
) -> Iterator[dict[str, NDArray[np.float64]]]:
    """Yield the columns of a vector whose section lies at the physical `address`, about `chunk` rows at a time.

    Raises RecipeError `e57-broken`, `e57-short`, `e57-checksum`.
    """
    at, end = _section(pages, address)
    streams = [_Stream(f) for f in fields]
    sent = 0
    while sent < count:
        full = min(chunk, count - sent)
        while at < end and any(s.unsent < full and s.column.bits for s in streams):
            at = _packet(pages, at, end, streams, count)
        if at >= end:
            for stream in streams:
                _decode(stream, count, last=True)
        ready = min(s.unsent if s.column.bits else full for s in streams)
        if not ready:
            raise RecipeError("e57-short")
        rows = min(ready, full)
        yield {s.column.name: _take(s, rows) for s in streams}
        sent += rows


def _section(pages: Pages, address: int) -> tuple[int, int]:
    start = pages.logical(address)
    kind, length, data = struct.unpack("<B7xQQ", pages.read(start, 24))
    if kind != _SECTION or length > pages.logical_bytes - start or data == 0:
        raise RecipeError("e57-broken", part="vector")
    return pages.logical(data), start + length


def _packet(pages: Pages, at: int, end: int, streams: Sequence[_Stream], count: int) -> int:
    """Take the packet at `at` into the streams and return the address of the next."""
    kind, _, last = struct.unpack("<BBH", pages.read(at, 4))
    length = int(last) + 1
    if kind not in {_INDEX, _DATA, _EMPTY} or length % 4 or at + length > end:
        raise RecipeError("e57-broken", part="packet")
    if kind == _DATA:
        packet = pages.read(at, length)
        number = struct.unpack_from("<H", packet, 4)[0] if length >= 6 else 0
        place = 6 + 2 * number
        if number != len(streams) or place > length:
            raise RecipeError("e57-broken", part="packet")
        sizes = struct.unpack_from(f"<{number}H", packet, 6)
        if place + sum(sizes) > length:
            raise RecipeError("e57-broken", part="packet")
        for stream, size in zip(streams, sizes, strict=True):
            stream.waiting += packet[place : place + size]
            place += size
            _decode(stream, count, last=False)
    return at + length


def _decode(stream: _Stream, count: int, *, last: bool) -> None:
    """Turn the bytes that wait into values; whole bytes only, so eight values at a time until the last."""
    bits = stream.column.bits
    if not bits:
        return
    most = min(len(stream.waiting) * 8 // bits, count - stream.count)
    values = most if last else most // 8 * 8
    if values < (1 if last else 2048):
        return
    size = -(-values * bits // 8)
    data = bytes(stream.waiting[:size])
    del stream.waiting[:size]
    stream.ready.append(_values(stream.column, data, values))
    stream.count += values
    stream.unsent += values


def _values(one: Field, data: bytes, count: int) -> NDArray[np.float64]:
    if one.kind != "integer":
        return np.frombuffer(data, "<f4" if one.kind == "float" else "<f8", count).astype(np.float64)
    bits = one.bits
    if bits in {8, 16, 32}:
        whole = np.frombuffer(data, f"<u{bits // 8}", count).astype(np.float64)
    else:
        each = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[: count * bits].reshape(count, bits)
        room = np.zeros((count, 64), np.uint8)
        room[:, :bits] = each
        whole = np.packbits(room, axis=1, bitorder="little").view("<u8")[:, 0].astype(np.float64)
    return np.asarray((whole + one.low) * one.scale + one.offset)


def _take(stream: _Stream, rows: int) -> NDArray[np.float64]:
    one = stream.column
    if not one.bits:
        return np.full(rows, one.low * one.scale + one.offset)
    held: NDArray[Any] = stream.ready[0] if len(stream.ready) == 1 else np.concatenate(stream.ready)
    stream.ready = [held[rows:]]
    stream.unsent -= rows
    return held[:rows]
