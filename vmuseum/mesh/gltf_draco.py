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
    """Return the primitive. Raises RecipeError `mesh-compressed-broken` when it is damaged or not as large as promised."""
    import DracoPy

    if data[:5] != b"DRACO":
        raise RecipeError("mesh-compressed-broken", kind="Draco")
    try:
        found = DracoPy.decode(data)
    except (DracoPy.FileTypeException, ValueError, RuntimeError, MemoryError) as error:
        raise RecipeError("mesh-compressed-broken", kind="Draco") from error
    faces = getattr(found, "faces", None)
    if faces is None or len(faces) != triangles or len(found.points) != vertices:
        raise RecipeError("mesh-compressed-broken", kind="Draco")
    return DracoPrimitive(faces.astype(np.uint32), {row["unique_id"]: row["data"] for row in found.attributes})
