"""Read STL, binary and ASCII. Sizes are checked against the file first; corners at one place are joined."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.ascii_numbers import numbers
from vmuseum.assets.corners import equal_rows
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = 84  # 80 bytes of text, 4 of count
_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", 9), ("spare", "<u2")])
_VERTEX = re.compile(rb"vertex\s+([^\n\r]+)", re.IGNORECASE)
_WORDS = (rb"\bfacet\s+normal\b", rb"\bouter\s+loop\b", rb"\bendloop\b", rb"\bendfacet\b")


def load_stl(data: bytes) -> Loaded:
    """Return the mesh of an STL in the file's units. Raises RecipeError `stl-*`, `mesh-empty`, `mesh-too-large`."""
    corners = _ascii(data) if _is_ascii(data) else _binary(data)
    if not len(corners):
        raise RecipeError("mesh-empty")
    if len(corners) > MAX_TRIANGLES * 3:
        raise RecipeError("mesh-too-large", step=f"{len(corners) // 3} triangles")
    first, place = equal_rows(corners)
    part = Part("", corners[first], place.astype(np.uint32).reshape(-1, 3), material=Material())
    return Loaded(Mesh((part,)))


def _is_ascii(data: bytes) -> bool:
    if not data[:512].lstrip().lower().startswith(b"solid"):
        return False
    # some binary files start with "solid" too: theirs is the exact size, and they hold bytes no text has
    if len(data) >= _HEAD and len(data) == _HEAD + _FACET.itemsize * struct.unpack_from("<I", data, 80)[0]:
        return False
    return b"\0" not in data[:1024]


def _binary(data: bytes) -> NDArray[np.float32]:
    if len(data) < _HEAD:
        raise RecipeError("stl-not-stl")
    (declared,) = struct.unpack_from("<I", data, 80)
    present = (len(data) - _HEAD) // _FACET.itemsize
    if declared > present:
        raise RecipeError("stl-count", declared=declared, present=present)
    rows = np.frombuffer(data, _FACET, declared, _HEAD)
    return np.ascontiguousarray(rows["corners"]).reshape(-1, 3).astype(np.float32)


def _ascii(data: bytes) -> NDArray[np.float32]:
    facets, loops, loop_ends, facet_ends = (len(re.findall(word, data, re.IGNORECASE)) for word in _WORDS)
    vertices = _VERTEX.findall(data)
    if not facets == loops == loop_ends == facet_ends or len(vertices) != facets * 3:
        raise RecipeError("stl-truncated")
    values = numbers(b" ".join(vertices))
    if values is None or len(values) != len(vertices) * 3:
        raise RecipeError("stl-truncated")
    return values.astype(np.float32).reshape(-1, 3)
