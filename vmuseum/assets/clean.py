"""Drop what cannot be shown: corners that are no numbers, triangles without area, faces twice there, spare vertices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.creases import creased
from vmuseum.errors import RecipeError
from vmuseum.mesh import meshopt
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.normals import face_vectors, repaired, smooth_normals
from vmuseum.mesh.texture_roles import retextured, showable
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP = 1 << 16  # triangles looked at together
_OPTIONAL = ("normals", "tangents", "uvs", "uvs2", "colours")


@dataclass(slots=True)
class _Dropped:
    """How many triangles went, and why."""

    not_finite: int = 0
    flat: int = 0
    doubles: int = 0


def clean(mesh: Mesh) -> Loaded:
    """Return a mesh with finite positions, unit normals on every part and no useless triangle, and what was dropped.

    Raises RecipeError `mesh-empty` when nothing is left, `mesh-no-size` without any area.
    """
    dropped = _Dropped()
    parts = tuple(part for part in (_cleaned(part, dropped) for part in mesh.parts) if part is not None)
    if not parts:
        raise RecipeError("mesh-empty")
    low, high = Mesh(parts).bounds()
    if not (high > low).any() or not any(_has_area(part) for part in parts):
        raise RecipeError("mesh-no-size")
    counts = {"mesh-dropped-not-finite": dropped.not_finite, "mesh-dropped-flat": dropped.flat}
    warnings = tuple(Warning_(code, (("count", count),)) for code, count in counts.items() if count)
    return Loaded(_without_unused_images(Mesh(parts, mesh.images)), warnings)


def compacted(part: Part, indices: NDArray[np.uint32]) -> Part:
    """Return `part` with these triangles and only the vertices they use, in their old order."""
    used = np.zeros(len(part.positions), bool)
    used[indices.reshape(-1)] = True
    if used.all():
        return replace(part, indices=indices)
    place = np.cumsum(used) - 1
    arrays: dict[str, Any] = {
        "positions": part.positions.compress(used, axis=0),
        "indices": place.take(indices).astype(np.uint32),
    }
    for name in _OPTIONAL:
        values = getattr(part, name)
        arrays[name] = None if values is None else values.compress(used, axis=0)
    return replace(part, **arrays)


def _has_area(part: Part) -> bool:
    steps = range(0, len(part.indices), _STEP)
    return any(bool(face_vectors(part.positions, part.indices[start : start + _STEP]).any()) for start in steps)


def _cleaned(part: Part, dropped: _Dropped) -> Part | None:
    indices = _finite(part, part.indices, dropped)
    place = meshopt.position_remap(part.positions + np.float32(0.0))  # -0 becomes 0
    indices = _with_area(place, indices, dropped)
    indices = _once(place, indices, dropped)
    if not len(indices):
        return None
    found = compacted(part, indices)
    uvs, uvs2, colours = _numbers(found.uvs), _numbers(found.uvs2), _shares(found.colours)
    found = replace(found, uvs=uvs, uvs2=uvs2, colours=colours)
    if found.normals is not None:
        return replace(found, normals=repaired(found.normals, found.positions, found.indices))
    return creased(found) or replace(found, normals=smooth_normals(found.positions, found.indices))


def _finite(part: Part, indices: NDArray[np.uint32], dropped: _Dropped) -> NDArray[np.uint32]:
    if np.isfinite(part.positions).all():
        return indices
    good = np.asarray(np.isfinite(part.positions).all(axis=1))
    kept = good[indices].all(axis=1)
    dropped.not_finite += int((~kept).sum())
    return indices[kept]


def _with_area(place: NDArray[np.uint32], indices: NDArray[np.uint32], dropped: _Dropped) -> NDArray[np.uint32]:
    """Keep triangles whose corners are at three places. Slivers of three points on a line stay: they close gaps."""
    a, b, c = (place.take(indices[:, k]) for k in range(3))
    flat = (a == b) | (b == c) | (c == a)
    count = int(flat.sum())
    dropped.flat += count
    return np.asarray(indices[~flat]) if count else indices


def _once(place: NDArray[np.uint32], indices: NDArray[np.uint32], dropped: _Dropped) -> NDArray[np.uint32]:
    """Keep the first of triangles with the same corners in the same turn; both sides of a leaf stay."""
    # a hash that does not mind the order of corners finds the few that may repeat; these are compared exactly
    mixed = (np.arange(len(place), dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(29)))[place]
    keys = mixed.take(indices[:, 0])
    keys += mixed.take(indices[:, 1])
    keys += mixed.take(indices[:, 2])
    ordered = np.sort(keys)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(again):
        return indices
    rows = np.flatnonzero(np.isin(keys, again))
    corners = place[indices[rows]]
    first = np.argmin(corners, axis=1)
    turned = np.take_along_axis(corners, (first[:, None] + np.arange(3)) % 3, axis=1)
    _, keep = np.unique(turned, axis=0, return_index=True)
    kept = np.ones(len(indices), bool)
    kept[rows] = False
    kept[rows[keep]] = True
    dropped.doubles += len(indices) - int(kept.sum())
    return np.ascontiguousarray(indices[kept], np.uint32)


def _numbers(values: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    if values is None or np.isfinite(values).all():
        return values
    return np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)


def _shares(colours: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    return None if colours is None else np.clip(np.nan_to_num(colours, nan=1.0), 0.0, 1.0)


def _without_unused_images(mesh: Mesh) -> Mesh:
    found = [showable(part.material, uvs=part.uvs is not None, uvs2=part.uvs2 is not None) for part in mesh.parts]
    used = sorted({number for numbers in found for number in numbers.values()})
    place = {old: new for new, old in enumerate(used)}
    parts = [
        replace(part, material=retextured(part.material, {role: place[n] for role, n in numbers.items()}))
        for part, numbers in zip(mesh.parts, found, strict=True)
    ]
    return Mesh(tuple(parts), tuple(mesh.images[n] for n in used))
