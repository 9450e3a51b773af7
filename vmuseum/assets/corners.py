"""From files that number positions, coordinates and normals apart to vertices that hold all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """Triangles (m, 3) over new vertices, and for each of these its row in every numbered list (-1: none)."""

    indices: NDArray[np.uint32]
    rows: NDArray[np.signedinteger[Any]]  # (vertices, lists)


def joined(numbers: NDArray[np.signedinteger[Any]]) -> Corners:
    """Return the corners of `numbers` (3 m, lists): equal rows become one vertex, in order of their numbers."""
    keys = numbers[:, 0].astype(np.int64)
    for column in range(1, numbers.shape[1]):
        values = numbers[:, column] + 1  # -1 is a kind of its own
        if int(values.max(initial=0)) == 0:
            continue
        spread = int(values.max()) + 1
        if keys.size and int(keys.max()) > (1 << 62) // spread:
            keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
        keys = keys * spread + values
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    return Corners(place.astype(np.uint32).reshape(-1, 3), numbers[first])


def equal_rows(values: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first of each set of equal rows, and for every row its set. -0 equals 0."""
    bits = np.ascontiguousarray(values + np.float32(0.0)).view(np.uint32)
    keys = np.zeros(len(bits), np.uint64)
    for column in range(bits.shape[1]):
        # FNV-like mixing in 64 bits; equal rows are compared exactly below, so a collision cannot join unlike rows
        keys ^= bits[:, column]
        keys *= np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    twins = first[place]
    if any((bits[:, column] != bits[twins, column]).any() for column in range(bits.shape[1])):
        _, first, place = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    return first.astype(np.int64, copy=False), place.reshape(-1).astype(np.int64, copy=False)
