"""Unpack a binary STL in runs. Corners at one place within a run are joined; leaves join the rest."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.columns import CHUNK
from vmuseum.assets.blocks.source import Filler, Source
from vmuseum.assets.corners import equal_rows
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Material

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 84
_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", 9), ("spare", "<u2")])


def stl_columns(path: Path, folder: Path) -> Source | None:
    """Return the triangles of a binary STL, or None for a text one. Raises RecipeError `stl-count`."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    size = path.stat().st_size
    declared = struct.unpack_from("<I", head, 80)[0] if len(head) >= _HEAD else 0
    exact = size == _HEAD + _FACET.itemsize * declared
    if not exact and head[:512].lstrip().lower().startswith(b"solid") and b"\0" not in head:
        return None
    present = (size - _HEAD) // _FACET.itemsize
    if declared > present or present <= 0:
        raise RecipeError("stl-count", declared=declared, present=max(present, 0))
    filler = Filler(folder, set())
    filler.begin(Material(), 3 * declared)
    for start in range(0, declared, CHUNK):
        rows = np.fromfile(path, _FACET, min(CHUNK, declared - start), offset=_HEAD + start * _FACET.itemsize)
        corners = np.ascontiguousarray(rows["corners"]).reshape(-1, 3)
        first, place = equal_rows(corners)
        already = filler.source.positions.count
        filler.vertices(corners[first], {})
        filler.triangles(place.reshape(-1, 3) + already, 0, already + len(first))
    return filler.source
