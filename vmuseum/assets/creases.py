"""Hard edges of constructed models that come without normals; scans are smooth all over.

Told apart by the angles at edges, weighed by length. Of a model drawn by hand or program nearly all edges are either
soft or sharp: there is a gap between 30 and 50 degrees. On scans angles run on without a gap: on nine scans 30 to 50
degrees hold 1.2 to 11 times as much length as all above 50; on boxes, cylinders, cones and the architecture of the
sample museum nothing at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.topology import following, labels, topology
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.normals import corner_weights, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.topology import Topology

_GAP = (30.0, 50.0)  # degrees
_LEAST_SHARP = 0.01  # of the length of all edges
_MOST_BETWEEN = 0.1  # of the length of sharp edges
_VERTEX = ("tangents", "uvs", "uvs2", "colours")


def creased(part: Part) -> Part | None:
    """Return `part` with normals that break at edges of more than 50 degrees; None where it is not constructed.

    Triangles have corners at three places. Vertices on a break are there once for each side.
    """
    found = topology(Mesh((part,)))
    if found.flat:
        return None
    faces, angles = corner_weights(part.positions, part.indices)
    pairs = found.starts[found.users == 2]
    pairs = pairs[found.forward[pairs] != found.forward[pairs + 1]]
    one, other = found.order[pairs], found.order[pairs + 1]
    bend = np.degrees(np.arccos(np.clip(np.einsum("ij,ij->i", faces[one // 3], faces[other // 3]), -1.0, 1.0)))
    if not _constructed(bend, _lengths(found, one)):
        return None
    soft = bend <= _GAP[1]
    return _split(part, faces, angles, _joined(one[soft], other[soft], part.indices.size))


def _constructed(bend: NDArray[np.float64], length: NDArray[np.float64]) -> bool:
    sharp = float(length[bend > _GAP[1]].sum())
    between = float(length[(bend > _GAP[0]) & (bend <= _GAP[1])].sum())
    return sharp > _LEAST_SHARP * float(length.sum()) and between <= _MOST_BETWEEN * sharp


def _lengths(found: Topology, sides: NDArray[np.int32]) -> NDArray[np.float64]:
    start, end = found.ends(sides)
    away = found.positions[start].astype(np.float64) - found.positions[end]
    return np.asarray(np.linalg.norm(away, axis=1))


def _joined(one: NDArray[np.int32], other: NDArray[np.int32], corners: int) -> NDArray[np.int64]:
    """Return for each corner the group of corners around its place that share one normal."""
    # neighbours run along their edge in opposite directions: the start of one is the end of the other
    first = np.concatenate([one, following(one)]).astype(np.int64)
    second = np.concatenate([following(other), other]).astype(np.int64)
    return labels(first, second, corners)


def _split(part: Part, faces: NDArray[np.float64], angles: NDArray[np.float64], group: NDArray[np.int64]) -> Part:
    weighed = (faces[:, None, :] * angles[:, :, None]).reshape(-1, 3)
    sums = [np.bincount(group, weighed[:, axis], len(group)) for axis in range(3)]
    normals = unit(np.stack(sums, axis=1).astype(np.float64))
    normals[~normals.any(axis=1)] = (0.0, 1.0, 0.0)
    # a vertex stays one unless its corners belong to several groups
    old = part.indices.reshape(-1).astype(np.int64)
    _, first, indices = np.unique(old * len(group) + group, return_index=True, return_inverse=True)
    arrays: dict[str, Any] = {name: getattr(part, name) for name in _VERTEX}
    arrays = {name: None if values is None else values[old[first]] for name, values in arrays.items()}
    return replace(
        part,
        positions=part.positions[old[first]],
        indices=indices.reshape(-1, 3).astype(np.uint32),
        normals=normals[group[first]].astype(np.float32),
        **arrays,
    )
