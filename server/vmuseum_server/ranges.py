"""The Range header (RFC 9110, section 14): one range of bytes. Pure."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class UnsatisfiableError(Exception):
    """The range lies outside the file; answer 416."""


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return (first, past the last) of the bytes asked for, or None for the whole file.

    Several ranges, other units and nonsense are answered with the whole file, as the standard allows.
    Raises UnsatisfiableError.
    """
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:  # the last n bytes
        length = int(last)
        if length == 0 or size == 0:
            raise UnsatisfiableError
        return max(0, size - length), size
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return start, min(int(last) + 1 if last else size, size)
