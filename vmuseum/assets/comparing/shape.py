"""A surface as loose triangles, and points spread evenly over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.normals import smooth_normals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh

    F64 = NDArray[np.float64]

_SEED = 2004


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A surface as loose triangles: corners and their normals (m, 3, 3), metres."""

    corners: F64
    normals: F64

    @staticmethod
    def of(mesh: Mesh) -> Shape:
        """Return the triangles of all parts of `mesh` that has any."""
        corners, normals = [], []
        for part in mesh.parts:
            given = part.normals if part.normals is not None else smooth_normals(part.positions, part.indices)
            corners.append(part.positions[part.indices].astype(np.float64))
            normals.append(given[part.indices].astype(np.float64))
        return Shape(np.concatenate(corners), np.concatenate(normals))

    def normal_at(self, triangle: NDArray[np.int64], weights: F64) -> F64:
        """Return unit normals inside triangles."""
        mixed = np.einsum("nk,nkd->nd", weights, self.normals[triangle])
        return np.asarray(mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-12))


def spread(corners: F64, count: int) -> tuple[NDArray[np.int64], F64]:
    """Return triangles and weights of their corners for `count` points spread evenly by area, always the same ones."""
    draw = np.random.Generator(np.random.PCG64(_SEED))
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    total = np.cumsum(areas)
    at = (np.arange(count) + draw.random(count)) / count * total[-1]
    triangle = np.minimum(np.searchsorted(total, at, side="right"), len(corners) - 1)
    one, other = np.sqrt(draw.random(count)), draw.random(count)  # even in a triangle (Turk 1990)
    return triangle, np.column_stack([1 - one, one * (1 - other), one * other])
