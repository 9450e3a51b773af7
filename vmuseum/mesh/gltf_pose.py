"""The rest pose of a mesh with morph targets or a skin: default weights applied, joints where their nodes stand.

glTF 2.0, sections 3.7.2.2 (morph targets) and 3.7.3 (skins). What moves over time is reported by gltf_unread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import gltf_accessors as accessors
from vmuseum.mesh.placing import moved_normals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part
    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row
    from vmuseum.mesh.gltf_nodes import Placed

_MOST_SETS = 4  # JOINTS_n, 4 joints each
_TARGETS = {"POSITION": "positions", "NORMAL": "normals", "TANGENT": "tangents"}


def posed(container: Container, placed: Placed, primitive: Row, part: Part) -> Part:
    """Return `part` in its rest pose. Raises RecipeError `gltf-broken`."""
    shaped = _morphed(container, placed.weights, primitive, part)
    return _skinned(container, placed.joints, primitive, shaped) if placed.joints is not None else shaped


def _morphed(container: Container, weights: tuple[float, ...], primitive: Row, part: Part) -> Part:
    rows = container.all("accessors")
    found = part
    for weight, target in zip(weights, primitive.rows("targets"), strict=False):
        if weight == 0.0:
            continue
        for key, name in _TARGETS.items():
            row, before = target.index(key, rows), getattr(found, name)
            if row is None or before is None:
                continue
            change = accessors.floats(container, row, 3)
            if len(change) != len(before):
                raise target.broken(key)
            after = before.copy()
            after[:, :3] += np.float32(weight) * change
            found = replace(found, **{name: after})
    if found.normals is None or found.normals is part.normals:
        return found
    return replace(found, normals=_units(found.normals))


def _skinned(container: Container, joints: NDArray[np.float64], primitive: Row, part: Part) -> Part:
    """Return `part` in world space: every vertex moved by the mean of its joints' matrices, weighted."""
    attributes, rows = primitive.row("attributes"), container.all("accessors")
    mixed = np.zeros((len(part.positions), 4, 4))
    total = np.zeros(len(part.positions))
    for number in range(_MOST_SETS):
        joint_row = attributes.index(f"JOINTS_{number}", rows) if attributes else None
        weight_row = attributes.index(f"WEIGHTS_{number}", rows) if attributes else None
        if joint_row is None or weight_row is None:
            break
        chosen = accessors.raw(container, joint_row).astype(np.int64)
        weights = accessors.floats(container, weight_row, 4).astype(np.float64)
        if chosen.shape != weights.shape or len(chosen) != len(mixed) or not np.isfinite(weights).all():
            raise primitive.broken("attributes")
        if chosen.min() < 0 or chosen.max() >= len(joints):
            raise joint_row.broken("count")
        for corner in range(4):
            mixed += joints[chosen[:, corner]] * weights[:, corner, None, None]
            total += weights[:, corner]
    if not total.any():
        return part
    mixed /= np.where(total > 0, total, 1.0)[:, None, None]
    return _moved_each(part, mixed)


def _moved_each(part: Part, matrices: NDArray[np.float64]) -> Part:
    turns = matrices[:, :3, :3]
    places = np.einsum("nij,nj->ni", turns, part.positions.astype(np.float64)) + matrices[:, :3, 3]
    normals, tangents = part.normals, part.tangents
    if normals is not None:
        cofactors = np.stack([np.cross(turns[:, (i + 1) % 3], turns[:, (i + 2) % 3]) for i in range(3)], axis=1)
        normals = _units(np.einsum("nij,nj->ni", cofactors, normals.astype(np.float64)))
    if tangents is not None:
        along = _units(np.einsum("nij,nj->ni", turns, tangents[:, :3].astype(np.float64)))
        tangents = np.column_stack([along, tangents[:, 3]]).astype(np.float32)
    return replace(part, positions=places.astype(np.float32), normals=normals, tangents=tangents)


def _units(vectors: NDArray[Any]) -> NDArray[np.float32]:
    return moved_normals(np.asarray(vectors, np.float32), np.eye(3))
