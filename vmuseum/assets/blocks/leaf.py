"""One leaf of the tree from its run of triangles: equal vertices joined, useless triangles dropped, borders found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.surface import Surface
from vmuseum.assets.corners import equal_rows
from vmuseum.mesh.normals import corner_weights, repaired, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.blocks.source import Source


@dataclass(slots=True)
class Dropped:
    """Triangles that went, and why."""

    flat: int = 0
    doubles: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A surface, the place of each vertex, and what lies on its borders."""

    surface: Surface
    place: NDArray[np.int64]  # (n,) vertices of equal position have equal numbers
    rim: NDArray[np.int64]  # places with an edge that two triangles of this leaf do not share
    open_edges: NDArray[np.int64]  # (k, 2) places: edges of one triangle
    knots: int  # edges of more than two triangles
    sums: NDArray[np.float64] | None  # (places, 3) angle-weighted normals of this leaf; None when the file brings some


def leaf(source: Source, corners: NDArray[np.uint32], number: int, dropped: Dropped) -> Leaf | None:
    """Return leaf `number` made of these triangles, or None when none of them is worth keeping."""
    vertices, flat = np.unique(corners, return_inverse=True)
    columns = {name: column.gather(vertices) for name, column in source.columns.items()}
    positions = source.positions.gather(vertices) + np.float32(0.0)  # -0 is 0
    part = source.part_of(vertices).astype(np.uint16)
    extra = [columns[name] for name in sorted(columns)]
    first, same = equal_rows(np.concatenate([positions, *extra, part[:, None].astype(np.float32)], axis=1))
    indices = same[flat].reshape(-1, 3)
    place = equal_rows(positions[first])[1]
    indices = _with_area(indices, place, dropped)
    indices = _once(indices, place, dropped)
    if not len(indices):
        return None
    kept, indices = np.unique(indices, return_inverse=True)
    indices = indices.reshape(-1, 3)
    place = np.unique(place[kept], return_inverse=True)[1]
    first = first[kept]
    rim, open_edges, knots = _borders(place[indices])
    sums = None if "normals" in columns else _normal_sums(positions[first], indices, place)
    if sums is None:
        normals = repaired(columns["normals"][first], positions[first], indices.astype(np.uint32))
    else:
        normals = upright(unit(sums)).astype(np.float32)[place]
    home = np.full(len(first), number, np.uint32)
    surface = Surface(
        positions[first],
        indices.astype(np.uint32),
        part[first],
        home,
        home,
        normals,
        columns["uvs"][first] if "uvs" in columns else None,
        columns["colours"][first] if "colours" in columns else None,
    )
    return Leaf(surface, place, rim, open_edges, knots, sums)


def upright(normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return normals with those that have no direction pointing up: any is as good."""
    normals[~normals.any(axis=1)] = (0.0, 1.0, 0.0)
    return normals


def _with_area(indices: NDArray[Any], place: NDArray[np.int64], dropped: Dropped) -> NDArray[Any]:
    at = place[indices]
    kept = (at[:, 0] != at[:, 1]) & (at[:, 1] != at[:, 2]) & (at[:, 2] != at[:, 0])
    dropped.flat += int((~kept).sum())
    return np.asarray(indices[kept])


def _once(indices: NDArray[Any], place: NDArray[np.int64], dropped: Dropped) -> NDArray[Any]:
    """Keep the first of triangles with the same corners in the same turn. Equal ones always share a leaf."""
    at = place[indices]
    turned = np.take_along_axis(at, (np.argmin(at, axis=1)[:, None] + np.arange(3)) % 3, axis=1)
    bits = max(int(place.max(initial=0)).bit_length(), 1)
    if 3 * bits > 63:
        return indices
    keys = (turned[:, 0] << 2 * bits) | (turned[:, 1] << bits) | turned[:, 2]
    _, keep = np.unique(keys, return_index=True)
    dropped.doubles += len(indices) - len(keep)
    return indices if len(keep) == len(indices) else indices[np.sort(keep)]


def _borders(at: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    ends = np.roll(at, -1, axis=1)
    count = int(at.max()) + 1
    keys = np.sort((np.minimum(at, ends) * count + np.maximum(at, ends)).reshape(-1))
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    keys, users = keys[starts], np.diff(np.append(starts, len(keys)))
    odd = keys[users != 2]
    open_edges = keys[users == 1]
    rim = np.unique(np.concatenate([odd // count, odd % count]))
    return rim, np.column_stack([open_edges // count, open_edges % count]), int((users > 2).sum())


def _normal_sums(
    positions: NDArray[np.float32], indices: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the sum of the normals of the triangles at each place, each as much as its angle there."""
    faces, angles = corner_weights(positions, indices)
    flat, count = place[indices].reshape(-1), int(place.max()) + 1
    total = np.zeros((count, 3))
    for axis in range(3):
        total[:, axis] = np.bincount(flat, (faces[:, None, axis] * angles).reshape(-1), count)
    return total
