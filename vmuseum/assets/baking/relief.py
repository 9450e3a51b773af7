"""Directions of relief: from the object to the surface (tangent space) and back, as browsers read a normal map.

glTF leaves tangents out when they are not written; a viewer then derives them. three.js (and vmuseum.render) does so
for every pixel from how places and texture coordinates change across the triangle: t runs along growing u, b along
growing v, both at a right angle to the interpolated normal, scaled by the longer (Schueler, "Followup: normal mapping
without precomputed tangents", 2013, and three.js `getTangentFrame`). Green points against v. That is what is written
here, so no tangents have to be sent. Where charts keep angles it agrees with MikkTSpace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.normals import smooth_normals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_LEAST = 0.05  # height of a direction above the surface: what points below it cannot be shown


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Directions (n, 3) at places of a surface: along u, along v, and the normal."""

    along_u: F32
    along_v: F32
    normal: F32


def frames(part: Part, uvs: F32, triangle: I64, weights: F32) -> Frames:
    """Return the directions at places given by `triangle` (n,) and `weights` (n, 3) of its corners."""
    corner = part.indices[triangle]
    normal = unit(np.einsum("nk,nkd->nd", weights, normals_of(part)[corner]))
    first, second = _sides(part.positions, part.indices)
    flat_first, flat_second = _sides(uvs, part.indices)
    a, b = np.cross(second[triangle], normal), np.cross(normal, first[triangle])
    one, other = flat_first[triangle], flat_second[triangle]
    along_u, along_v = a * one[:, :1] + b * other[:, :1], a * one[:, 1:] + b * other[:, 1:]
    size = np.maximum(_squares(along_u), _squares(along_v))
    scale = np.where(size > 0, 1 / np.sqrt(np.maximum(size, 1e-38)), 0.0).astype(np.float32)[:, None]
    return Frames(along_u * scale, along_v * scale, normal)


def normals_of(part: Part) -> F32:
    """Return the normals of the vertices, made from the faces where there are none."""
    return part.normals if part.normals is not None else smooth_normals(part.positions, part.indices)


def to_surface(directions: F32, at: Frames) -> F32:
    """Return what a normal map says for `directions` (n, 3) in the object: unit, third component never below 0.05."""
    u, v = _dots(directions, at.along_u), _dots(directions, at.along_v)
    # the two directions of the surface need not be at a right angle: solve for both shares
    uu, vv, uv = _squares(at.along_u), _squares(at.along_v), _dots(at.along_u, at.along_v)
    area = uu * vv - uv * uv
    safe = np.where(area > 1e-6, area, 1.0)
    found = np.stack([(u * vv - v * uv) / safe, -(v * uu - u * uv) / safe, _dots(directions, at.normal)], axis=1)
    found[area <= 1e-6] = (0.0, 0.0, 1.0)
    found[:, 2] = np.maximum(found[:, 2], _LEAST)
    return unit(found)


def to_object(directions: F32, at: Frames, scale: float = 1.0) -> F32:
    """Return the direction in the object of what a normal map says: the reverse of `to_surface`."""
    u, v = directions[:, :1] * np.float32(scale), directions[:, 1:2] * np.float32(scale)
    return unit(at.along_u * u - at.along_v * v + at.normal * directions[:, 2:])


def unit(vectors: F32) -> F32:
    """Return `vectors` (n, 3) at length 1; those without length point up."""
    length = np.sqrt(_squares(vectors))[:, None]
    up = np.array([0.0, 1.0, 0.0], np.float32)
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-12), up).astype(np.float32)


def _sides(rows: F32, indices: NDArray[np.uint32]) -> tuple[F32, F32]:
    corners = rows[indices]
    return corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]


def _dots(one: F32, other: F32) -> F32:
    return np.asarray(np.einsum("nd,nd->n", one, other))


def _squares(vectors: F32) -> F32:
    return _dots(vectors, vectors)
