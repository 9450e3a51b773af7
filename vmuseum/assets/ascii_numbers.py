"""Numbers out of ASCII mesh files, fast, and strict about what is not a number."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def numbers(text: bytes) -> NDArray[np.float64] | None:
    """Return all numbers of a text of blanks and numbers, or None when something else stands in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # older numpy only warns of a word it cannot read
        try:
            return np.fromstring(text.decode("ascii"), dtype=np.float64, sep=" ")
        except (ValueError, DeprecationWarning):  # UnicodeDecodeError is a ValueError
            return None
