"""Read STL, binary and ASCII. Sizes are checked against the file first; corners at one place are joined.

The two spare bytes of a binary facet hold a colour in two customs. Magics says so with COLOR= in the header: red in the
low five bits, the top bit means "the colour of the whole". VisCAM and SolidView say nothing: blue in the low five bits,
the top bit means "this is a colour". Any other numbers there are reported. The solids of an ASCII file become parts.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.corners import equal_rows, joined
from vmuseum.assets.readers.ascii_numbers import numbers
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES
from vmuseum.mesh.losses import Losses

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = 84  # 80 bytes of text, 4 of count
_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", 9), ("spare", "<u2")])
_VERTEX = re.compile(rb"vertex\s+([^\n\r]+)", re.IGNORECASE)
_WORDS = (rb"\bfacet\s+normal\b", rb"\bouter\s+loop\b", rb"\bendloop\b", rb"\bendfacet\b")
_SOLID = re.compile(rb"(?im)^[ \t]*solid\b([^\r\n]*)")
_MOST_SOLIDS = 10_000


def load_stl(data: bytes) -> Loaded:
    """Return the mesh of an STL in the file's units. Raises RecipeError `stl-*`, `mesh-empty`, `mesh-too-large`."""
    losses = Losses()
    parts = _ascii_parts(data) if _is_ascii(data) else [_binary_part(data, losses)]
    found = [part for part in parts if len(part.indices)]
    if not found:
        raise RecipeError("mesh-empty")
    return Loaded(Mesh(tuple(found)), losses.warnings())


def _is_ascii(data: bytes) -> bool:
    if not data[:512].lstrip().lower().startswith(b"solid"):
        return False
    # some binary files start with "solid" too: theirs is the exact size, and they hold bytes no text has
    if len(data) >= _HEAD and len(data) == _HEAD + _FACET.itemsize * struct.unpack_from("<I", data, 80)[0]:
        return False
    return b"\0" not in data[:1024]


def _binary_part(data: bytes, losses: Losses) -> Part:
    if len(data) < _HEAD:
        raise RecipeError("stl-not-stl")
    (declared,) = struct.unpack_from("<I", data, 80)
    present = (len(data) - _HEAD) // _FACET.itemsize
    if declared > present:
        raise RecipeError("stl-count", declared=declared, present=present)
    if declared > MAX_TRIANGLES:
        raise RecipeError("mesh-too-large", step=f"{declared} triangles")
    rows = np.frombuffer(data, _FACET, declared, _HEAD)
    corners = np.ascontiguousarray(rows["corners"], np.float32).reshape(-1, 3)
    colours = _facet_colours(data[:80], rows["spare"], losses) if rows["spare"].any() else None
    return _joined("", corners, colours)


def _joined(name: str, corners: NDArray[np.float32], colours: NDArray[np.float32] | None = None) -> Part:
    """Return the part of facets; corners at one place, of one colour, become one vertex."""
    first, place = equal_rows(corners)
    if colours is None:
        return Part(name, corners[first], place.astype(np.uint32).reshape(-1, 3))
    kinds, kind = equal_rows(colours)
    found = joined(np.column_stack([place, np.repeat(kind, 3)]))
    return Part(name, corners[first][found.rows[:, 0]], found.indices, colours=colours[kinds][found.rows[:, 1]])


def _facet_colours(head: bytes, spare: NDArray[Any], losses: Losses) -> NDArray[np.float32] | None:
    """Return linear RGBA of every facet, or None where the spare bytes tell no colour."""
    top = (spare & 0x8000) != 0
    at = head.find(b"COLOR=")
    if at < 0 and not top.any():
        losses.add("stl-attributes-left-out", int((spare != 0).sum()))
        return None
    planes = [(spare >> shift) & 31 for shift in (0, 5, 10)]
    found = np.ones((len(spare), 4), np.float32)
    if at < 0:
        losses.add("stl-attributes-left-out", int(((spare != 0) & ~top).sum()))
        found[top, :3] = linear_from_srgb(np.stack(planes[::-1], axis=1)[top] / 31.0)
        return found
    found[:, :3] = linear_from_srgb(np.stack(planes, axis=1) / 31.0)
    whole = np.frombuffer(head[at + 6 : at + 10].ljust(4, b"\xff"), np.uint8) / 255.0
    found[top, :3], found[top, 3] = linear_from_srgb(whole[:3]), whole[3]
    return found


def _ascii_parts(data: bytes) -> list[Part]:
    """Return a part for every solid of the file; all in one where there is but one."""
    heads = list(_SOLID.finditer(data))
    if len(heads) < 2 or len(heads) > _MOST_SOLIDS:
        return [_joined("", _ascii(data))]
    ends = [head.start() for head in heads[1:]] + [len(data)]
    return [
        _joined(head[1].decode("utf-8", "replace").strip()[:80], _ascii(data[head.start() : end]))
        for head, end in zip(heads, ends, strict=True)
    ]


def _ascii(data: bytes) -> NDArray[np.float32]:
    facets, loops, loop_ends, facet_ends = (len(re.findall(word, data, re.IGNORECASE)) for word in _WORDS)
    vertices = _VERTEX.findall(data)
    if not facets == loops == loop_ends == facet_ends or len(vertices) != facets * 3:
        raise RecipeError("stl-truncated")
    if facets > MAX_TRIANGLES:
        raise RecipeError("mesh-too-large", step=f"{facets} triangles")
    values = numbers(b" ".join(vertices))
    if values is None or len(values) != len(vertices) * 3:
        raise RecipeError("stl-truncated")
    return values.astype(np.float32).reshape(-1, 3)
