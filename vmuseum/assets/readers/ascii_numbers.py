"""Numbers out of ASCII mesh files, fast, and strict about what is not a number."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def numbers(text: bytes) -> NDArray[np.float64] | None:
    """Return all numbers of a text of blanks and numbers, or None when something else stands in it."""
    return _read(text, np.float64)


def whole_numbers(text: bytes) -> NDArray[np.int64] | None:
    """Return all whole numbers of a text of blanks and whole numbers, or None when something else stands in it."""
    return _read(text, np.int64)


def _read(text: bytes, kind: type[Any]) -> NDArray[Any] | None:
    if not text or text.isspace():
        return np.zeros(0, kind)  # numpy finds a -1 in a text of blanks
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # older numpy only warns of a word it cannot read
        try:
            return np.fromstring(text, dtype=kind, sep=" ")  # reads bytes as they are, without a copy
        except (ValueError, DeprecationWarning):
            return None
