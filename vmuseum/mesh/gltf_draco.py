"""The door to DracoPy: decode one KHR_draco_mesh_compression primitive and check it against what the file promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class DracoPrimitive:
    """Triangles (m, 3) and attributes by unique id, as stored."""

    indices: NDArray[np.uint32]
    attributes: dict[int, NDArray[Any]]


def decode(data: bytes, *, triangles: int, vertices: int) -> DracoPrimitive:
    """Return the primitive. Raises RecipeError `mesh-compressed-broken` when damaged or not as large as promised."""
    import DracoPy

    if data[:5] != b"DRACO" or _faces(data) not in {None, triangles}:
        raise RecipeError("mesh-compressed-broken", kind="Draco")
    try:
        found = DracoPy.decode(data)
    except (DracoPy.FileTypeException, ValueError, RuntimeError, MemoryError) as error:
        raise RecipeError("mesh-compressed-broken", kind="Draco") from error
    faces = getattr(found, "faces", None)
    if faces is None or len(faces) != triangles or len(found.points) != vertices:
        raise RecipeError("mesh-compressed-broken", kind="Draco")
    return DracoPrimitive(faces.astype(np.uint32), {row["unique_id"]: row["data"] for row in found.attributes})


def _faces(data: bytes) -> int | None:
    """Return the number of triangles the Draco header declares (bitstream 2.2), or None where it is not plain to see.

    Draco takes memory for what the header says, so a lie is refused before it is decoded.
    """
    if len(data) < 13 or (data[5], data[6]) != (2, 2) or data[10] & 0x80:
        return None
    if data[8] == 0:  # sequential: faces, points
        return _varint(data, 11)[0]
    _, after = _varint(data, 12)  # edgebreaker: traversal byte, vertices, faces
    return _varint(data, after)[0]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    for byte in data[at : at + 6]:
        value |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if not byte & 0x80:
            break
    return value, at
