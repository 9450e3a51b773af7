"""The pages of an E57 file: 1024 bytes each, the last four a checksum of the others (ASTM E2807, 8.2).

Addresses in the file count with checksums ("physical"), lengths without ("logical"). Every page is checked when read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK_PAGES = 4096
_CASTAGNOLI = 0x82F63B78  # CRC-32C, bits reversed (RFC 3720, appendix B.4)


class Pages:
    """Reads an E57 by logical address. Holds about 4 MB."""

    def __init__(self, stream: BinaryIO, size: int, page_bytes: int) -> None:
        self._stream = stream
        self._page, self._body = page_bytes, page_bytes - 4
        self._pages = size // page_bytes
        self._first, self._held = 0, b""

    @property
    def logical_bytes(self) -> int:
        """Bytes of the file without checksums."""
        return self._pages * self._body

    def logical(self, physical: int) -> int:
        """Return the logical address of a physical one. Raises RecipeError `e57-broken`."""
        page, at = divmod(physical, self._page)
        if page >= self._pages or at >= self._body:
            raise RecipeError("e57-broken", part="address")
        return page * self._body + at

    def read(self, at: int, length: int) -> bytes:
        """Return bytes from a logical address. Raises RecipeError `e57-short`, `e57-checksum`."""
        if at < 0 or at + length > self.logical_bytes:
            raise RecipeError("e57-short")
        start = self._first * self._body
        if not start <= at <= at + length <= start + len(self._held):
            self._hold(at // self._body, length // self._body + 2)
            start = self._first * self._body
        return self._held[at - start : at - start + length]

    def _hold(self, first: int, least: int) -> None:
        count = min(max(least, _BLOCK_PAGES), self._pages - first)
        self._stream.seek(first * self._page)
        data = self._stream.read(count * self._page)
        if len(data) < count * self._page:
            raise RecipeError("e57-short")
        pages = np.frombuffer(data, np.uint8).reshape(count, self._page)
        body = np.ascontiguousarray(pages[:, : self._body])
        told = np.ascontiguousarray(pages[:, self._body :]).view(">u4")[:, 0]
        wrong = np.flatnonzero(checksums(body) != told)
        if len(wrong):
            raise RecipeError("e57-checksum", page=first + int(wrong[0]))
        self._first, self._held = first, body.tobytes()


def checksums(pages: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return CRC-32C of every row. Rows hold an even number of bytes; two are taken at a time."""
    table = _table()
    words = np.ascontiguousarray(np.ascontiguousarray(pages).view("<u2").T)
    crc = np.full(len(pages), 0xFFFFFFFF, np.uint32)
    for word in words:
        crc = table[(crc ^ word) & 0xFFFF] ^ (crc >> np.uint32(16))
    return crc ^ np.uint32(0xFFFFFFFF)


@cache
def _table() -> NDArray[np.uint32]:
    crc = np.arange(1 << 16, dtype=np.uint32)
    for _ in range(16):
        crc = np.where(crc & 1, (crc >> np.uint32(1)) ^ np.uint32(_CASTAGNOLI), crc >> np.uint32(1))
    return crc
