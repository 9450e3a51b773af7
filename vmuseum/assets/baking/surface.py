"""The master as a surface that can be met by rays and asked what it shows: normals, colours and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.baking.relief import Frames, frames, normals_of, to_object, unit
from vmuseum.mesh import raster
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.rays import Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image, Part

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Places on the surface: triangle (-1: nothing was met) and the weights of its corners."""

    triangle: I64
    weights: F32

    def chosen(self, which: NDArray[np.bool_] | I64) -> Seen:
        """Return some of the places."""
        return Seen(self.triangle[which], self.weights[which])


class Surface:
    """Some parts of a mesh as one list of triangles."""

    def __init__(self, parts: Sequence[Part], images: Sequence[Image]) -> None:
        """Take the parts that belong together; their pictures are read when asked for."""
        self.parts = tuple(parts)
        self._images = images
        self._starts = np.cumsum([0, *(len(part.indices) for part in parts)])
        corners = [part.positions[part.indices] for part in parts]
        self.corners: F32 = np.concatenate(corners)
        self.faces: F32 = np.concatenate([_faces(part) for part in parts])
        self.scene = Scene(self.corners)

    def places(self, seen: Seen) -> F32:
        """Return the points (n, 3), metres."""
        return np.asarray(np.einsum("nk,nkd->nd", seen.weights, self.corners[seen.triangle]), np.float32)

    def normals(self, seen: Seen) -> F32:
        """Return unit normals with the relief of the normal maps, in the object."""
        found = np.zeros((len(seen.triangle), 3), np.float32)
        for part, rows, local in self._by_part(seen):
            material = part.material
            at = Seen(local, seen.weights[rows])
            uvs = _uvs(part, "normal_texture")
            if material.normal_texture is None or uvs is None:
                corner = part.indices[at.triangle]
                found[rows] = unit(np.einsum("nk,nkd->nd", at.weights, normals_of(part)[corner]))
                continue
            texels = self._picture(material.normal_texture, part, uvs, at)[:, :3] * np.float32(2) - 1
            found[rows] = to_object(texels, _frames(part, uvs, at), material.normal_scale)
        return found

    def base(self, seen: Seen) -> F32:
        """Return linear RGBA of vertex colours times the base picture; the material's factor is left out."""
        found = np.ones((len(seen.triangle), 4), np.float32)
        for part, rows, local in self._by_part(seen):
            at = Seen(local, seen.weights[rows])
            uvs = _uvs(part, "base_texture")
            if part.colours is not None:
                found[rows] = np.einsum("nk,nkd->nd", at.weights, part.colours[part.indices[local]])
            if part.material.base_texture is not None and uvs is not None:
                found[rows] *= self._picture(part.material.base_texture, part, uvs, at, colour=True)
        return found

    def data(self, seen: Seen, role: str, *, colour: bool = False) -> F32:
        """Return RGB of the picture of `role`, 1 where a part has none; linear light with `colour`."""
        found = np.ones((len(seen.triangle), 3), np.float32)
        for part, rows, local in self._by_part(seen):
            uvs, number = _uvs(part, role), getattr(part.material, role)
            if number is not None and uvs is not None:
                at = Seen(local, seen.weights[rows])
                found[rows] = self._picture(number, part, uvs, at, colour=colour)[:, :3]
        return found

    def has(self, role: str) -> bool:
        """Return whether any part has a picture of `role` and the UVs for it."""
        return any(getattr(p.material, role) is not None and _uvs(p, role) is not None for p in self.parts)

    def _by_part(self, seen: Seen) -> list[tuple[Part, I64, I64]]:
        """Return for every part met: which places, and their triangles counted within the part."""
        owner = np.searchsorted(self._starts, seen.triangle, side="right") - 1
        found = []
        for number, part in enumerate(self.parts):
            rows = np.flatnonzero(owner == number)
            if len(rows):
                found.append((part, rows, seen.triangle[rows] - self._starts[number]))
        return found

    def _picture(self, number: int, part: Part, uvs: F32, at: Seen, *, colour: bool = False) -> F32:
        place = np.einsum("nk,nkd->nd", at.weights, uvs[part.indices[at.triangle]])
        values = raster.pixels(raster.plain(raster.decode(self._images[number].data)))
        return _looked_up(values, place, colour=colour)


def _faces(part: Part) -> F32:
    """Return unit normals of the triangles, on the side of the vertices' normals: some scans are wound inside out."""
    faces = unit(face_vectors(part.positions, part.indices).astype(np.float32))
    lit = np.einsum("md,mkd->m", faces, normals_of(part)[part.indices])
    return np.where(lit[:, None] < 0, -faces, faces)


def _frames(part: Part, uvs: F32, at: Seen) -> Frames:
    """Return the directions of the master's own normal map: its tangents where it has them."""
    if part.tangents is None:
        return frames(part, uvs, at.triangle, at.weights)
    corner = part.indices[at.triangle]
    normal = unit(np.einsum("nk,nkd->nd", at.weights, normals_of(part)[corner]))
    tangent = np.einsum("nk,nkd->nd", at.weights, part.tangents[corner])
    along = unit(tangent[:, :3])
    up = np.cross(normal, along) * np.where(tangent[:, 3:] < 0, np.float32(-1), np.float32(1))
    return Frames(along, -up, normal)


def _uvs(part: Part, role: str) -> F32 | None:
    return part.uvs2 if role in part.material.second_uv else part.uvs


def _looked_up(values: NDArray[np.uint8], place: F32, *, colour: bool) -> F32:
    """Return RGBA (n, 4) in 0..1 between the four nearest texels; the picture repeats."""
    height, width, channels = values.shape
    x, y = place[:, 0] * width - 0.5, place[:, 1] * height - 0.5
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    right, below = (x - left)[:, None].astype(np.float32), (y - top)[:, None].astype(np.float32)
    table = _LINEAR if colour else np.arange(256, dtype=np.float32) / np.float32(255)

    def at(row: I64, column: I64) -> F32:
        texel = values[row % height, column % width]
        full = np.ones((len(texel), 4), np.float32)
        shades = channels if channels < 3 else 3
        full[:, :3] = table[texel[:, :shades] if shades == 3 else texel[:, :1]]
        if channels == 4:
            full[:, 3] = texel[:, 3] / np.float32(255)
        return full

    upper = at(top, left) * (1 - right) + at(top, left + 1) * right
    lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right
    return np.asarray(upper * (1 - below) + lower * below)
