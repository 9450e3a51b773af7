"""Reduce triangles while keeping shape, shading, texture and colour.

All parts are reduced together, so the error spreads evenly and borders between parts stay closed. Normals, texture
coordinates and colours count in the error; seams stay seams.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.clean import compacted
from vmuseum.mesh import meshopt
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.meshopt import Attributes, Option, Updated
from vmuseum.mesh.normals import face_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """How much an attribute counts beside distance.

    A difference of 1 in an attribute of weight w costs as much as moving the surface by w times the largest side of
    the box. Texture counts in places on the surface, colour as square root of linear light (nearly even to the eye).
    Tuned on the scans of the measuring kit at a tenth of the triangles: below 0.25 normals suffer, above it distance;
    texture 2 lets pictures slip over seams (colour error 5.1 against 4.0 on the saxophone), 10 costs distance.
    """

    normal: float = 0.25
    texture: float = 5.0
    colour: float = 0.5


DEFAULTS = Weights()
_SLACK = 1.02  # of the triangles asked for: good enough
_TRIES = (Option.PERMISSIVE, Option.PERMISSIVE | Option.PRUNE)


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """The mesh and the largest error, metres (attributes counted in)."""

    mesh: Mesh
    error_m: float


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """All attributes of all parts side by side, and how to take them apart again."""

    values: NDArray[np.float32]
    weights: tuple[float, ...]
    places: dict[str, slice]


def reduced(mesh: Mesh, *, triangles: int, weights: Weights = DEFAULTS) -> Reduced:
    """Return `mesh` with at most about `triangles` triangles; unchanged when it has no more.

    Vertices that stay move to where they fit best. Small loose pieces go only when the number cannot be reached
    otherwise; the last resort merges what stands close together. One million triangles take about 1.7 s.
    """
    if mesh.triangles <= triangles:
        return Reduced(mesh, 0.0)
    # a vertex no triangle uses could be taken for the other side of a seam
    mesh = Mesh(tuple(compacted(part, part.indices) for part in mesh.parts), mesh.images)
    starts = np.cumsum([0, *(len(part.positions) for part in mesh.parts)])
    positions = np.concatenate([part.positions for part in mesh.parts])
    indices = np.concatenate([part.indices + np.uint32(s) for part, s in zip(mesh.parts, starts, strict=False)])
    stretches = [_stretch(part) for part in mesh.parts]
    columns = _columns(mesh.parts, stretches, weights)
    locked = _borders_of_parts(mesh.parts, positions)
    found = _fewest(indices, positions, Attributes(columns.values, columns.weights), triangles, locked)
    found, owners = _unmixed(found, starts, columns.places)
    parts = [
        _taken(part, found, columns.places, stretch, owners == number)
        for number, (part, stretch) in enumerate(zip(mesh.parts, stretches, strict=True))
    ]
    kept = tuple(part for part in parts if len(part.indices))
    return Reduced(Mesh(kept, mesh.images), found.error * meshopt.scale(positions))


def _fewest(
    indices: NDArray[np.uint32],
    positions: NDArray[np.float32],
    attributes: Attributes,
    triangles: int,
    locked: NDArray[np.uint8] | None,
) -> Updated:
    found = Updated(indices, positions, attributes.values, 0.0)
    for options in _TRIES:
        step = meshopt.simplify_with_update(
            indices, positions, triangles=triangles, attributes=attributes, locked=locked, options=options
        )
        if len(step.indices):
            found = step
        if len(found.indices) <= triangles * _SLACK:
            return found
    rough = meshopt.simplify_sloppy(found.indices, found.positions, triangles=triangles)
    return replace(found, indices=rough.indices, error=max(found.error, rough.error)) if len(rough.indices) else found


def _borders_of_parts(parts: Sequence[Part], positions: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """Return 2 (protected: may move along the seam, never across) where parts touch, so that no triangle mixes them."""
    if len(parts) == 1:
        return None
    owner = np.repeat(np.arange(len(parts)), [len(part.positions) for part in parts])
    place = meshopt.position_remap(positions)
    shared = np.zeros(len(positions), bool)
    shared[place[owner != owner[place]]] = True
    return np.where(shared[place], 2, 0).astype(np.uint8)


def _columns(parts: Sequence[Part], stretches: list[float], weights: Weights) -> _Columns:
    blocks: list[NDArray[np.float32]] = []
    factors: list[float] = []
    places: dict[str, slice] = {}

    def add(name: str, values: NDArray[np.float32], weight: float) -> None:
        places[name] = slice(len(factors), len(factors) + values.shape[1])
        blocks.append(values)
        factors.extend([weight] * values.shape[1])

    if any(part.normals is not None for part in parts):
        add("normals", _column(parts, "normals", 3), weights.normal)
    if any(part.uvs is not None for part in parts):
        uvs = _column(parts, "uvs", 2)
        sizes = np.repeat(stretches, [len(part.positions) for part in parts]).astype(np.float32)
        add("uvs", uvs * sizes[:, None], weights.texture)
    if any(part.colours is not None for part in parts):
        add("colours", np.sqrt(_column(parts, "colours", 4)), weights.colour)
    return _Columns(np.concatenate(blocks, axis=1), tuple(factors), places)


def _column(parts: Sequence[Part], name: str, width: int) -> NDArray[np.float32]:
    rows = [getattr(part, name) for part in parts]
    return np.concatenate(
        [np.ones((len(p.positions), width), np.float32) if r is None else r for p, r in zip(parts, rows, strict=True)]
    )


def _stretch(part: Part) -> float:
    """Return the length on the surface of one texture coordinate, in largest sides of the part's box; 1 without any."""
    if part.uvs is None:
        return 1.0
    area = float(np.linalg.norm(face_vectors(part.positions, part.indices), axis=1).sum())
    flat = part.uvs.astype(np.float64)[part.indices]
    one, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    covered = float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum())
    side = meshopt.scale(part.positions)
    return float(np.clip(np.sqrt(area / covered) / side, 1e-3, 1e3)) if covered > 0 and area > 0 else 1.0


def _unmixed(found: Updated, starts: NDArray[np.int64], places: dict[str, slice]) -> tuple[Updated, NDArray[np.int64]]:
    """Return triangles whose corners are all of one part, and that part for each.

    Where many parts meet in a point a triangle can end with corners of several. It stays with the part of its first
    corner; the others become new vertices at their place, with the picture and colour of the first.
    """
    owner = np.searchsorted(starts, found.indices, side="right") - 1
    row, column = np.nonzero(owner != owner[:, :1])
    if not len(row):
        return found, owner[:, 0]
    corners = found.indices[row, column]
    attributes = found.attributes[found.indices[row, 0]]
    if "normals" in places:
        attributes[:, places["normals"]] = found.attributes[corners, places["normals"]]
    indices = found.indices.copy()
    indices[row, column] = len(found.positions) + np.arange(len(row), dtype=np.uint32)
    whole = Updated(
        indices,
        np.concatenate([found.positions, found.positions[corners]]),
        np.concatenate([found.attributes, attributes]),
        found.error,
    )
    return whole, owner[:, 0]


def _taken(part: Part, found: Updated, places: dict[str, slice], stretch: float, mine: NDArray[np.bool_]) -> Part:
    used, indices = np.unique(found.indices[mine], return_inverse=True)
    arrays: dict[str, Any] = {"positions": found.positions[used], "uvs2": None}
    for name, place in places.items():
        if getattr(part, name) is not None:
            arrays[name] = _restored(name, found.attributes[used, place], stretch)
    return replace(part, indices=indices.reshape(-1, 3).astype(np.uint32), **arrays)


def _restored(name: str, values: NDArray[np.float32], stretch: float) -> NDArray[np.float32]:
    if name == "uvs":
        return (values / np.float32(stretch)).astype(np.float32)
    if name == "colours":
        return np.clip(values, 0.0, 1.0) ** 2
    length = np.linalg.norm(values, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0], np.float32)
    return np.where(length > 1e-6, values / np.maximum(length, 1e-6), up).astype(np.float32)
