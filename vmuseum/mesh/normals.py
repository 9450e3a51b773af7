"""Vertex normals from the faces, for files that bring none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP = 1 << 20  # triangles at once: 300 MB
_UNIT = 1e-5  # of the square of a length that is 1


def face_vectors(positions: NDArray[np.float32], indices: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the cross product of two sides of each triangle: normal times twice the area."""
    corners = positions.take(indices, axis=0).astype(np.float64)
    return np.asarray(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))


def smooth_normals(positions: NDArray[np.float32], indices: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Return unit normals, weighted by the angle of each corner, equal for vertices at one place.

    Angle weights do not depend on how a flat area is cut into triangles (Thuermer and Wuethrich 1998).
    """
    place = meshopt.position_remap(positions)
    total = np.zeros((3, len(positions)))
    for start in range(0, len(indices), _STEP):
        some = indices[start : start + _STEP]
        faces, angles = corner_weights(positions, some)
        corners = place[some].reshape(-1)
        for axis in range(3):
            total[axis] += np.bincount(corners, (faces[:, None, axis] * angles).reshape(-1), len(positions))
    found = unit(total.T)
    found[~found.any(axis=1)] = (0.0, 1.0, 0.0)  # where faces cancel out any direction is as good
    return found.astype(np.float32)[place]


def corner_weights(
    positions: NDArray[np.float32], indices: NDArray[Any]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the unit normal (m, 3) of each triangle and the angle (m, 3) at each of its corners, radians."""
    corners = positions.take(indices, axis=0).astype(np.float64)
    sides = unit(np.roll(corners, -1, axis=1) - corners)
    cosine = -np.einsum("mkd,mkd->mk", sides, np.roll(sides, 1, axis=1))
    return unit(np.cross(sides[:, 0], sides[:, 1])), np.arccos(np.clip(cosine, -1.0, 1.0))


def repaired(
    normals: NDArray[np.float32], positions: NDArray[np.float32], indices: NDArray[np.uint32]
) -> NDArray[np.float32]:
    """Return unit normals; those that are zero or not finite are made from the faces."""
    with np.errstate(over="ignore", invalid="ignore"):
        square = np.einsum("ij,ij->i", normals, normals)
        if bool((np.abs(square - np.float32(1.0)) < _UNIT).all()):
            return normals
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
