"""Move a part by a matrix: positions, normals, tangents and winding, also under mirrors and uneven scales."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import coats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Material, Part


def moved(part: Part, matrix: NDArray[np.float64], *, name: str | None = None) -> Part:
    """Return `part` moved by a 4 x 4 matrix (column vectors), under `name`. Mirrors keep the outside outside."""
    name = part.name if name is None else name
    if np.array_equal(matrix, np.eye(4)):
        return part if name == part.name else replace(part, name=name)
    turn = matrix[:3, :3]
    positions = (turned(part.positions, turn) + matrix[:3, 3]).astype(np.float32)
    volume = float(np.linalg.det(turn))
    indices = np.ascontiguousarray(part.indices[:, [0, 2, 1]]) if volume < 0 else part.indices
    normals = None if part.normals is None else moved_normals(part.normals, turn)
    tangents = None if part.tangents is None else moved_tangents(part.tangents, turn)
    material = grown(part.material, abs(volume) ** (1 / 3))
    return replace(
        part, name=name, positions=positions, indices=indices, normals=normals, tangents=tangents, material=material
    )


def grown(material: Material, scale: float) -> Material:
    """Return the material of a surface `scale` times as large: lengths inside its volume grow too."""
    extensions = coats.grown(material.extensions, scale)
    return material if extensions == material.extensions else replace(material, extensions=extensions)


def moved_normals(normals: NDArray[np.float32], turn: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return unit normals under a 3 x 3 matrix; 0 where it leaves none."""
    # cofactors turn normals rightly for every matrix, also one that cannot be inverted
    cofactors = np.stack([np.cross(turn[1], turn[2]), np.cross(turn[2], turn[0]), np.cross(turn[0], turn[1])])
    mirror = -1.0 if np.linalg.det(turn) < 0 else 1.0
    return _units(turned(normals, cofactors * mirror)).astype(np.float32)


def moved_tangents(tangents: NDArray[np.float32], turn: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return tangents (n, 4) under a 3 x 3 matrix. A mirror flips the sign that gives the bitangent's side."""
    found = np.empty_like(tangents)
    found[:, :3] = _units(turned(tangents[:, :3], turn))
    found[:, 3] = tangents[:, 3] * (-1.0 if np.linalg.det(turn) < 0 else 1.0)
    return found


def turned(rows: NDArray[np.float32], turn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows (n, 3) turned by a 3 x 3 matrix."""
    x, y, z = rows.astype(np.float64).T
    # column by column: `@` wakes the threads of BLAS, which then spin for nothing
    return np.stack([row[0] * x + row[1] * y + row[2] * z for row in turn], axis=1)


def _units(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0))
