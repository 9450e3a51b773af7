"""Reduce the surface of one node: what lies on the border to other nodes stays exactly where and what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.corners import equal_rows
from vmuseum.assets.qualities.simplify import DEFAULTS, Weights
from vmuseum.mesh import meshopt
from vmuseum.mesh.meshopt import Attributes, Option, Updated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.blocks.octree import Node
    from vmuseum.assets.blocks.surface import Surface

_ENOUGH = 1.3  # times the triangles asked for: good enough
_MOST_COLOUR = 0.3  # change of the square root of light that a vertex may take on
_MOVES, _STAYS, _ALONG = 0, 1, 2  # as meshoptimizer's vertex locks: free, locked, never off its seam


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """A surface, and how far it may be from the one it was made of, metres."""

    surface: Surface
    error_m: float


def locked(surface: Surface, node: Node) -> NDArray[np.bool_]:
    """Say for each vertex whether a triangle outside of `node` touches its place."""
    return (surface.low < node.first) | (surface.high > node.last)


def reduced(surface: Surface, node: Node, triangles: int, weights: Weights = DEFAULTS) -> Reduced:
    """Return `surface` with about `triangles` triangles, more where locked borders or many seams need them.

    Seams of pictures are kept first; where that is not enough they are let go, at the price of their difference.
    """
    if len(surface.indices) <= triangles:
        return Reduced(surface, 0.0)
    stays = locked(surface, node)
    locks = _locks(surface, stays)
    stretch = _stretch(surface)
    attributes = _attributes(surface, weights, stretch)
    found = Updated(surface.indices, surface.positions, attributes.values, 0.0)
    for options in (Option.NONE, Option.PERMISSIVE):
        found = meshopt.simplify_with_update(
            surface.indices,
            surface.positions,
            triangles=triangles,
            attributes=attributes,
            locked=locks,
            options=options,
        )
        if len(found.indices) <= triangles * _ENOUGH:
            break
    if len(found.indices) > triangles * _ENOUGH and not stays.any():
        rough = meshopt.simplify_sloppy(found.indices, found.positions, triangles=triangles)
        found = (
            replace(found, indices=rough.indices, error=max(found.error, rough.error)) if len(rough.indices) else found
        )
    error_m = found.error * meshopt.scale(surface.positions)
    return Reduced(_unmixed(_updated(surface, found, stays, stretch).used(found.indices)), error_m)


def _locks(surface: Surface, stays: NDArray[np.bool_]) -> NDArray[np.uint8]:
    locks = np.where(stays, _STAYS, _MOVES).astype(np.uint8)
    if (surface.part == surface.part[0]).all():
        return locks
    place = equal_rows(surface.positions)[1]
    count = int(place.max()) + 1
    low, high = np.full(count, 65535, np.uint16), np.zeros(count, np.uint16)
    np.minimum.at(low, place, surface.part)
    np.maximum.at(high, place, surface.part)
    locks[(low < high)[place] & ~stays] = _ALONG
    return locks


def _attributes(surface: Surface, weights: Weights, stretch: float) -> Attributes:
    blocks, factors = [surface.normals], [weights.normal] * 3
    if surface.uvs is not None:
        blocks.append(surface.uvs * np.float32(stretch))
        factors += [weights.texture] * 2
    if surface.colours is not None:
        blocks.append(np.sqrt(surface.colours[:, :3]))
        factors += [weights.colour] * 3
    return Attributes(np.concatenate(blocks, axis=1), factors)


def _stretch(surface: Surface) -> float:
    """Return the length on the surface of one texture coordinate, in largest sides of its box; 1 without any."""
    area, covered = areas(surface)
    side = meshopt.scale(surface.positions)
    if min(area, covered, side) <= 0:
        return 1.0
    return float(np.clip(np.sqrt(area / covered) / side, 1e-3, 1e3))


def areas(surface: Surface) -> tuple[float, float]:
    """Return twice the area of the surface, square metres, and of its texture coordinates."""
    a, b, c = (surface.positions[surface.indices[:, n]] for n in range(3))
    x, y = (b - a).T, (c - a).T
    cross = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]
    area = float(np.sqrt(cross[0] ** 2 + cross[1] ** 2 + cross[2] ** 2).sum(dtype=np.float64))
    if surface.uvs is None:
        return area, 0.0
    a, b, c = (surface.uvs[surface.indices[:, n]] for n in range(3))
    x, y = (b - a).T, (c - a).T
    return area, float(np.abs(x[0] * y[1] - x[1] * y[0]).sum(dtype=np.float64))


def _updated(surface: Surface, found: Updated, stays: NDArray[np.bool_], stretch: float) -> Surface:
    """Return all vertices where they have moved to; locked and strayed ones as they were."""
    free = ~(stays | _strayed(surface, found, stretch))[:, None]
    normals = found.attributes[:, :3]
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 1e-6, normals / np.maximum(length, 1e-6), surface.normals)
    rows = {
        "positions": np.where(free, found.positions, surface.positions),
        "normals": np.where(free, normals, surface.normals).astype(np.float32),
    }
    at = 3
    if surface.uvs is not None:
        uvs = found.attributes[:, at : at + 2] / np.float32(stretch)
        rows["uvs"] = np.where(free, uvs, surface.uvs).astype(np.float32)
        at += 2
    if surface.colours is not None:
        colours = surface.colours.copy()
        colours[:, :3] = np.where(free, np.clip(found.attributes[:, at : at + 3], 0.0, 1.0) ** 2, colours[:, :3])
        rows["colours"] = colours
    return replace(surface, **rows)


def _strayed(surface: Surface, found: Updated, stretch: float) -> NDArray[np.bool_]:
    """Say which vertices have moved where they cannot belong, with all others at their place.

    Where faces are flat the best texture coordinates and colours of a vertex are ill determined: about 2 in 1000 come
    out far away (measured on a scan whose triangles were split), and one of them smears the picture over the surface.
    """
    edge_m = float(np.sqrt(areas(replace(surface, uvs=None))[0] / max(len(found.indices), 1)))
    moved_m = np.linalg.norm(found.positions - surface.positions, axis=1)
    wild = ~np.isfinite(found.attributes).all(axis=1) | ~np.isfinite(moved_m) | (moved_m > 2 * edge_m)
    at = 3
    if surface.uvs is not None:
        slid = np.linalg.norm(found.attributes[:, at : at + 2] - surface.uvs * np.float32(stretch), axis=1)
        wild |= slid * meshopt.scale(surface.positions) > 4 * moved_m + edge_m / 4
        at += 2
    if surface.colours is not None:
        changed = found.attributes[:, at : at + 3] - np.sqrt(surface.colours[:, :3])
        wild |= np.abs(changed).max(axis=1) > _MOST_COLOUR
    if not wild.any():
        return np.asarray(wild)
    place = equal_rows(surface.positions)[1]
    touched = np.zeros(int(place.max()) + 1, bool)
    touched[place[wild]] = True
    return np.asarray(touched[place])


def _unmixed(surface: Surface) -> Surface:
    """Return a surface whose triangles have corners of one part each: the others are copied into that of the first."""
    part = surface.part[surface.indices]
    row, column = np.nonzero(part != part[:, :1])
    if not len(row):
        return surface
    corners = surface.indices[row, column]
    copies = np.concatenate([np.arange(len(surface.positions)), corners])
    indices = surface.indices.copy()
    indices[row, column] = len(surface.positions) + np.arange(len(row), dtype=np.uint32)
    whole = surface.taken(copies, indices)
    first = surface.indices[row, 0]
    added = slice(len(surface.positions), None)
    whole.part[added] = surface.part[first]
    for name in ("uvs", "colours"):
        values = getattr(whole, name)
        if values is not None:
            values[added] = getattr(surface, name)[first]
    return whole
