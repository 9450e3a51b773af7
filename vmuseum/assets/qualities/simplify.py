"""Reduce triangles while keeping shape, shading, texture and colour.

All parts are reduced together, so the error spreads evenly and borders between parts stay closed. Normals, texture
coordinates and colours count in the error; seams stay seams.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.clean import compacted
from vmuseum.assets.qualities.patches import thinned
from vmuseum.assets.qualities.strays import brought_back
from vmuseum.mesh import meshopt
from vmuseum.mesh.arrays import Mesh, Part, box
from vmuseum.mesh.meshopt import Attributes, Option, Updated
from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.texture_roles import showable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """How much an attribute counts beside distance.

    A difference of 1 in an attribute of weight w costs as much as moving the surface by w times the largest side of
    the box. Texture counts in places on the surface, colour as square root of linear light (nearly even to the eye).
    Tuned on the scans of the measuring kit at a tenth of the triangles: below 0.2 normals suffer, above it distance;
    texture 2 lets pictures slip over seams (colour error 5.1 against 4.0 on the saxophone), 10 costs distance.
    """

    normal: float = 0.2
    texture: float = 5.0
    colour: float = 0.25


DEFAULTS = Weights()
FAITHFUL = Weights(normal=0.06)
"""Weighed normals smooth a rough surface away: at 0.25 a photogrammetry scan of 570,000 triangles loses 2.4 % of its
area on the way through the qualities to 15,000, at 0.12 1.9 %, at 0.06 1.6 %."""
_PROTECTED = 2  # may move along its seam, never across
_MOST_ON_SEAMS = 2.0
"""Places on seams for one place wanted: with more, keeping seams costs the surface. At 2.6 a statue of 15,000 triangles
lies seven times farther away than with seams crossed, at 1.9 a saxophone 1.5 times."""
_STRETCH_SAMPLE = 20_000  # triangles that tell how large a picture lies on the surface
_CARRIED = ("tangents", "uvs2")  # go with their vertex


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """The mesh and the largest error of all steps, metres: distance with the attributes counted in."""

    mesh: Mesh
    error_m: float


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """All attributes of all parts side by side, and how to take them apart again."""

    values: NDArray[np.float32]
    weights: tuple[float, ...]
    places: dict[str, slice]


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """All parts as one list of triangles."""

    indices: NDArray[np.uint32]
    positions: NDArray[np.float32]
    starts: NDArray[np.int64]  # first vertex of every part, and the end
    stretches: list[dict[str, float]]
    columns: _Columns
    borders: NDArray[np.uint8] | None  # protected where parts touch
    seams: NDArray[np.uint8] | None  # protected there, and where a picture is cut
    cuts: int  # places where one is


def reduced(
    mesh: Mesh, *, triangles: int, enough_m: float = 0.0, weights: Weights = DEFAULTS, moving: bool = True
) -> Reduced:
    """Return `mesh` with at most `triangles` triangles, and fewer while the error stays below `enough_m` metres.

    Vertices that stay move to where they fit best, unless `moving` is False: then a rough surface keeps more of its
    area (0.1 % lost instead of 0.7 % on the way from 600,000 triangles to 150,000), but lies less close. Small loose
    pieces go only when the number cannot be reached otherwise; the last resort merges what stands close together.
    One million triangles take about 1.2 s.
    """
    if mesh.triangles <= triangles and enough_m <= 0.0:
        return Reduced(mesh, 0.0)
    share = triangles / mesh.triangles
    started = [_started(part, share, weights) for part in mesh.parts]
    mesh = Mesh(tuple(part for part, _ in started), mesh.images)
    whole = _gathered(mesh.parts, weights)
    side = _side(whole.positions)
    before = max(error_m for _, error_m in started)
    found = Updated(whole.indices, whole.positions, whole.columns.values, before / side if side > 0.0 else 0.0)
    if mesh.triangles > triangles:
        found = _fewest(found, whole, triangles, moving=moving)
    room = enough_m / side - found.error if side > 0.0 else 0.0
    if room > 0.0:
        found = _within(found, whole, room, moving=moving)
    if found.indices is whole.indices:
        return Reduced(mesh, before)
    return Reduced(_apart(mesh, found, whole), found.error * side)


def _started(part: Part, share: float, weights: Weights) -> tuple[Part, float]:
    """Return a part without spare vertices, thinned where it is very dense, and the error of that, metres."""
    # a vertex no triangle uses could be taken for the other side of a seam
    dense = thinned(part, share=share, weight=weights.normal)
    if dense is None:
        return compacted(part, part.indices), 0.0
    return compacted(part, dense.indices), dense.error * _side(part.positions)


def _gathered(parts: Sequence[Part], weights: Weights) -> _Whole:
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    stretches = [{name: _stretch(part, name) for name in ("uvs", "uvs2")} for part in parts]
    columns = _columns(parts, stretches, weights)
    indices, positions = parts[0].indices, parts[0].positions
    if len(parts) > 1:
        positions = np.concatenate([part.positions for part in parts])
        indices = np.concatenate([part.indices + np.uint32(s) for part, s in zip(parts, starts, strict=False)])
    return _Whole(indices, positions, starts, stretches, columns, *_protected(parts, positions, columns))


def _fewest(start: Updated, whole: _Whole, triangles: int, *, moving: bool) -> Updated:
    found = start
    tries = [(whole.borders, Option.PERMISSIVE), (whole.borders, Option.PERMISSIVE | Option.PRUNE)]
    if 0 < whole.cuts <= _MOST_ON_SEAMS * triangles / 2:
        tries.insert(0, (whole.seams, Option.PERMISSIVE))
    for locked, options in tries:
        step = _step(found, whole, locked, triangles=triangles, error=1.0, options=options, moving=moving)
        if len(step.indices):
            found = replace(step, error=found.error + step.error)
        if len(found.indices) <= triangles:
            return found
    rough = meshopt.simplify_sloppy(found.indices, found.positions, triangles=triangles)
    return replace(found, indices=rough.indices, error=max(found.error, rough.error)) if len(rough.indices) else found


def _within(start: Updated, whole: _Whole, room: float, *, moving: bool) -> Updated:
    """Reduce further as long as the error, a share of the largest side, stays below `room`."""
    options = Option.PERMISSIVE
    step = _step(start, whole, whole.seams, triangles=0, error=room, options=options, moving=moving)
    if not 0 < len(step.indices) < len(start.indices):
        return start
    return replace(step, error=start.error + step.error)


def _side(positions: NDArray[np.float32]) -> float:
    """Return the largest side of the box."""
    low, high = box(positions)
    return float((high - low).max())


def _step(
    start: Updated,
    whole: _Whole,
    locked: NDArray[np.uint8] | None,
    *,
    triangles: int,
    error: float,
    options: Option,
    moving: bool,
) -> Updated:
    found = meshopt.simplify_with_update(
        start.indices,
        start.positions,
        triangles=triangles,
        error=error,
        attributes=Attributes(start.attributes, whole.columns.weights),
        locked=locked,
        options=options,
    )
    if moving:
        slides = [whole.columns.places[name] for name in ("uvs", "uvs2") if name in whole.columns.places]
        brought_back(found, start, slides, side=_side(start.positions))
        return found
    # a normal is still the mean of what it stands for; a place in a picture belongs to its place on the surface
    for name in ("uvs", "uvs2"):
        columns = whole.columns.places.get(name, slice(0))
        found.attributes[:, columns] = start.attributes[:, columns]
    return replace(found, positions=start.positions)


def _protected(
    parts: Sequence[Part], positions: NDArray[np.float32], columns: _Columns
) -> tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None, int]:
    """Return what is protected where parts touch, so that no triangle mixes them, and where pictures are cut too.

    A picture that is drawn across its cut shows what lies between its pieces: black specks on a saxophone of 15,000
    triangles. Cuts of normals and colours alone may go.
    """
    place = meshopt.position_remap(positions)
    borders: NDArray[np.uint8] | None = None
    if len(parts) > 1:
        owner = np.repeat(np.arange(len(parts)), [len(part.positions) for part in parts])
        borders = _at_places(owner != owner.take(place), place)
    cut = np.zeros(len(positions), bool)
    for name in ("uvs", "uvs2"):
        if name in columns.places:
            values = columns.values[:, columns.places[name]]
            cut |= (values != values.take(place, axis=0)).any(axis=1)
    if not cut.any():
        return borders, borders, 0
    seams = _at_places(cut, place)
    cuts = int(np.count_nonzero(seams[place == np.arange(len(place), dtype=place.dtype)]))
    return borders, seams if borders is None else np.maximum(seams, borders), cuts


def _at_places(marked: NDArray[np.bool_], place: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return protection for all vertices at the places of those marked."""
    shared = np.zeros(len(place), bool)
    shared[place[marked]] = True
    return np.where(shared.take(place), np.uint8(_PROTECTED), np.uint8(0))


def _columns(parts: Sequence[Part], stretches: list[dict[str, float]], weights: Weights) -> _Columns:
    blocks: list[NDArray[np.float32]] = []
    factors: list[float] = []
    places: dict[str, slice] = {}

    def add(name: str, values: NDArray[np.float32], weight: float) -> None:
        places[name] = slice(len(factors), len(factors) + values.shape[1])
        blocks.append(values)
        factors.extend([weight] * values.shape[1])

    if any(part.normals is not None for part in parts):
        add("normals", _column(parts, "normals", 3), weights.normal)
    for name in ("uvs", "uvs2"):
        if any(_seen(part, name) for part in parts):
            sizes = np.repeat([s[name] for s in stretches], [len(part.positions) for part in parts])
            add(name, _column(parts, name, 2) * sizes.astype(np.float32)[:, None], weights.texture)
    if any(part.colours is not None for part in parts):
        add("colours", np.sqrt(_column(parts, "colours", 4)), weights.colour)
    count = sum(len(part.positions) for part in parts)
    values = np.concatenate(blocks, axis=1) if blocks else np.zeros((count, 0), np.float32)
    return _Columns(values, tuple(factors), places)


def _seen(part: Part, name: str) -> bool:
    """Return whether these coordinates place a picture; a first set without any still counts: it may be painted on."""
    if getattr(part, name) is None:
        return False
    return name == "uvs" or bool(showable(part.material, uvs=False, uvs2=True))


def _column(parts: Sequence[Part], name: str, width: int) -> NDArray[np.float32]:
    rows = [getattr(part, name) for part in parts]
    filled = [
        np.ones((len(p.positions), width), np.float32) if r is None else r for p, r in zip(parts, rows, strict=True)
    ]
    return filled[0] if len(filled) == 1 else np.concatenate(filled)


def _stretch(part: Part, name: str) -> float:
    """Return the length on the surface of one texture coordinate, in largest sides of the part's box; 1 without any."""
    uvs = getattr(part, name)
    if uvs is None:
        return 1.0
    some = part.indices[:: len(part.indices) // _STRETCH_SAMPLE + 1]
    area = float(np.linalg.norm(face_vectors(part.positions, some), axis=1).sum())
    flat = uvs[some].astype(np.float64)
    one, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    covered = float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum())
    side = _side(part.positions)
    return float(np.clip(np.sqrt(area / covered) / side, 1e-3, 1e3)) if covered > 0 and area > 0 else 1.0


def _apart(mesh: Mesh, found: Updated, whole: _Whole) -> Mesh:
    """Return the parts of `mesh` again, with the triangles found; parts of none are left out."""
    if len(mesh.parts) == 1:
        origin = np.arange(len(found.positions))
        return Mesh((_taken(mesh.parts[0], found, whole, 0, origin),), mesh.images)
    found, origin, owners = _unmixed(found, whole)
    parts = []
    for number, part in enumerate(mesh.parts):
        mine = replace(found, indices=found.indices[owners == number])
        parts.append(_taken(part, mine, whole, number, origin))
    return Mesh(tuple(part for part in parts if len(part.indices)), mesh.images)


def _unmixed(found: Updated, whole: _Whole) -> tuple[Updated, NDArray[np.int64], NDArray[np.int64]]:
    """Return triangles whose corners are all of one part, the old number of every vertex, the part of every triangle.

    Where many parts meet in a point a triangle can end with corners of several. It stays with the part of its first
    corner; the others become new vertices at their place, with the picture and colour of the first.
    """
    owner = np.searchsorted(whole.starts, found.indices, side="right") - 1
    origin = np.arange(len(found.positions))
    row, column = np.nonzero(owner != owner[:, :1])
    if not len(row):
        return found, origin, owner[:, 0]
    corners, firsts = found.indices[row, column], found.indices[row, 0]
    attributes = found.attributes[firsts]
    normals = whole.columns.places.get("normals")
    if normals:
        attributes[:, normals] = found.attributes[corners, normals]
    indices = found.indices.copy()
    indices[row, column] = len(found.positions) + np.arange(len(row), dtype=np.uint32)
    mended = Updated(
        indices,
        np.concatenate([found.positions, found.positions[corners]]),
        np.concatenate([found.attributes, attributes]),
        found.error,
    )
    return mended, np.concatenate([origin, firsts]), owner[:, 0]


def _taken(part: Part, found: Updated, whole: _Whole, number: int, origin: NDArray[np.int64]) -> Part:
    used = np.zeros(len(found.positions), bool)
    used[found.indices.reshape(-1)] = True
    kept = np.flatnonzero(used)
    place = (np.cumsum(used) - 1).astype(np.uint32)
    old = origin[kept] - whole.starts[number]
    arrays: dict[str, Any] = {"indices": place.take(found.indices), "positions": found.positions.take(kept, axis=0)}
    for name in _CARRIED:
        values = getattr(part, name)
        arrays[name] = None if values is None else values.take(old, axis=0)
    for name, columns in whole.columns.places.items():
        if getattr(part, name) is not None:
            arrays[name] = _restored(name, found.attributes[kept, columns], whole.stretches[number].get(name, 1.0))
    if arrays["tangents"] is not None and arrays.get("normals") is not None:
        arrays["tangents"] = _upright(arrays["tangents"], arrays["normals"])
    return replace(part, **arrays)


def _restored(name: str, values: NDArray[np.float32], stretch: float) -> NDArray[np.float32]:
    if name in {"uvs", "uvs2"}:
        return (values / np.float32(stretch)).astype(np.float32)
    if name == "colours":
        return np.clip(values, 0.0, 1.0) ** 2
    length = np.linalg.norm(values, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0], np.float32)
    return np.where(length > 1e-6, values / np.maximum(length, 1e-6), up).astype(np.float32)


def _upright(tangents: NDArray[np.float32], normals: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return tangents at right angles to normals that have moved (Gram-Schmidt)."""
    along = tangents[:, :3] - normals * np.einsum("ij,ij->i", tangents[:, :3], normals)[:, None]
    length = np.linalg.norm(along, axis=1, keepdims=True)
    unit = np.where(length > 1e-6, along / np.maximum(length, 1e-6), tangents[:, :3])
    return np.column_stack([unit, tangents[:, 3]]).astype(np.float32)
