"""Vertex normals from the faces, for files that bring none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from numpy.typing import NDArray


def face_vectors(positions: NDArray[np.float32], indices: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the cross product of two sides of each triangle: normal times twice the area."""
    corners = positions.astype(np.float64)[indices]
    return np.asarray(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))


def smooth_normals(positions: NDArray[np.float32], indices: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Return unit normals, weighted by the angle of each corner, equal for vertices at one place.

    Angle weights do not depend on how a flat area is cut into triangles (Thuermer and Wuethrich 1998).
    """
    faces, angles = corner_weights(positions, indices)
    place = meshopt.position_remap(positions)
    return _gathered(faces, angles, place[indices], len(positions))[place]


def corner_weights(
    positions: NDArray[np.float32], indices: NDArray[Any]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the unit normal (m, 3) of each triangle and the angle (m, 3) at each of its corners, radians."""
    corners = positions.astype(np.float64)[indices]
    sides = unit(np.roll(corners, -1, axis=1) - corners)
    cosine = -np.einsum("mkd,mkd->mk", sides, np.roll(sides, 1, axis=1))
    return unit(np.cross(sides[:, 0], sides[:, 1])), np.arccos(np.clip(cosine, -1.0, 1.0))


def _gathered(
    faces: NDArray[np.float64], angles: NDArray[np.float64], corners: NDArray[np.uint32], count: int
) -> NDArray[np.float32]:
    total = np.zeros((count, 3))
    flat = corners.reshape(-1)
    for axis in range(3):
        total[:, axis] = np.bincount(flat, (faces[:, None, axis] * angles).reshape(-1), count)
    found = unit(total)
    found[~found.any(axis=1)] = (0.0, 1.0, 0.0)  # where faces cancel out any direction is as good
    return found.astype(np.float32)


def repaired(
    normals: NDArray[np.float32], positions: NDArray[np.float32], indices: NDArray[np.uint32]
) -> NDArray[np.float32]:
    """Return unit normals; those that are zero or not finite are made from the faces."""
    length = np.linalg.norm(normals.astype(np.float64), axis=1)
    with np.errstate(invalid="ignore"):
        good = np.isfinite(length) & (length > 1e-6)
    found = np.zeros(normals.shape)
    found[good] = normals[good].astype(np.float64) / length[good, None]
    if not good.all():
        found[~good] = smooth_normals(positions, indices)[~good]
    return found.astype(np.float32)


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return vectors of length 1; those without length stay 0."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0))
