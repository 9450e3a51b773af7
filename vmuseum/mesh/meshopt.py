"""meshoptimizer: simplify, put in a good order, compress and decompress meshes.

Thin functions over the WebAssembly modules of npm `meshoptimizer` (see wasm_module). Triangles are (m, 3) uint32,
vertices (n, k) float32; errors and weights are as documented in meshoptimizer.h, version 1.x.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.wasm_module import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Mode = Literal["ATTRIBUTES", "TRIANGLES", "INDICES"]
Filter = Literal["NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL", "COLOR"]
_DECODERS = {
    "ATTRIBUTES": "meshopt_decodeVertexBuffer",
    "TRIANGLES": "meshopt_decodeIndexBuffer",
    "INDICES": "meshopt_decodeIndexSequence",
}
_FILTERS = {
    "NONE": "",
    "OCTAHEDRAL": "meshopt_decodeFilterOct",
    "QUATERNION": "meshopt_decodeFilterQuat",
    "EXPONENTIAL": "meshopt_decodeFilterExp",
    "COLOR": "meshopt_decodeFilterColor",
}


class Option(IntFlag):
    """Options of `simplify`, as meshopt_Simplify* of meshoptimizer.h."""

    NONE = 0
    LOCK_BORDER = 1
    SPARSE = 2
    ERROR_ABSOLUTE = 4
    PRUNE = 8
    REGULARIZE = 16
    PERMISSIVE = 32
    REGULARIZE_LIGHT = 64


@dataclass(frozen=True, slots=True, eq=False)
class Simplified:
    """Triangles over the vertices given, and the largest error reached (in the unit asked for)."""

    indices: NDArray[np.uint32]
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """Vertex attributes that count in the error: (n, k) values, k weights, k at most 32."""

    values: NDArray[np.float32]
    weights: Sequence[float]


def simplify(
    indices: NDArray[np.uint32],
    positions: NDArray[np.float32],
    *,
    triangles: int,
    error: float = 1.0,
    attributes: Attributes | None = None,
    locked: NDArray[np.uint8] | None = None,
    options: Option = Option.NONE,
) -> Simplified:
    """Return at most about `triangles` triangles, stopping early at `error`.

    `error` is a share of the mesh's largest side, or in its unit with Option.ERROR_ABSOLUTE. `locked` holds a byte a
    vertex: 1 keeps it (2 protects a seam under Option.PERMISSIVE). 1 M triangles take about 1 s.
    """
    with Session("simplifier") as session:
        count, n = indices.size, len(positions)
        out, out_error = session.reserve(count * 4), session.reserve(4)
        head = (out, session.put(indices.astype("<u4", copy=False)), count, session.put(_f32(positions)), n, 12)
        target = max(0, min(triangles * 3, count))
        tail = (target, float(error), int(options), out_error)
        if attributes is None and locked is None:
            kept = session.call("meshopt_simplify", *head, *tail)
        else:
            values = _f32(attributes.values) if attributes else np.zeros((n, 0), "<f4")
            weights = np.asarray(attributes.weights if attributes else (), "<f4")
            lock = session.put(locked.astype(np.uint8, copy=False)) if locked is not None else 0
            block = (session.put(values), values.shape[1] * 4, session.put(weights), len(weights), lock)
            kept = session.call("meshopt_simplifyWithAttributes", *head, *block, *tail)
        found = session.take(out, "<u4", kept & 0xFFFFFFFF).reshape(-1, 3)
        return Simplified(found, float(session.take(out_error, "<f4", 1)[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Updated:
    """Triangles over the vertices given, whose positions and attributes have moved to where they fit best."""

    indices: NDArray[np.uint32]
    positions: NDArray[np.float32]
    attributes: NDArray[np.float32]
    error: float


def simplify_with_update(
    indices: NDArray[np.uint32],
    positions: NDArray[np.float32],
    *,
    triangles: int,
    attributes: Attributes,
    error: float = 1.0,
    locked: NDArray[np.uint8] | None = None,
    options: Option = Option.NONE,
) -> Updated:
    """Simplify as `simplify`, and move the vertices that are left. Closer to the surface at the same count."""
    with Session("simplifier") as session:
        count, n = indices.size, len(positions)
        values = _f32(attributes.values)
        out_error = session.reserve(4)
        corners = session.put(indices.astype("<u4", copy=False))
        places, columns = session.put(_f32(positions)), session.put(values)
        weights = session.put(np.asarray(attributes.weights, "<f4"))
        lock = session.put(locked.astype(np.uint8, copy=False)) if locked is not None else 0
        block = (columns, values.shape[1] * 4, weights, len(attributes.weights), lock)
        target = max(0, min(triangles * 3, count))
        tail = (target, float(error), int(options), out_error)
        kept = session.call("meshopt_simplifyWithUpdate", corners, count, places, n, 12, *block, *tail)
        return Updated(
            session.take(corners, "<u4", kept & 0xFFFFFFFF).reshape(-1, 3),
            session.take(places, "<f4", n * 3).reshape(-1, 3),
            session.take(columns, "<f4", values.size).reshape(values.shape),
            float(session.take(out_error, "<f4", 1)[0]),
        )


def simplify_runs(
    indices: NDArray[np.uint32],
    positions: NDArray[np.float32],
    *,
    cuts: Sequence[int],
    share: float,
    attributes: Attributes,
) -> Simplified:
    """Reduce every run of triangles `cuts[k]:cuts[k + 1]` to `share` of it, its outline kept, by itself.

    A run whose vertices fit into the processor's cache takes half the time a triangle that a large mesh does. Weights
    count against the largest side of all positions, as in `simplify`, and so does the error.
    """
    with Session("simplifier") as session:
        corners = indices.astype("<u4", copy=False)
        longest = max(end - start for start, end in pairwise(cuts)) * 12
        values = _f32(attributes.values)
        width = values.shape[1]
        places, columns = session.put(_f32(positions)), session.put(values)
        weights, out_error = session.reserve(width * 4), session.reserve(4)
        source, out = session.reserve(longest), session.reserve(longest)
        whole = float(np.ptp(positions, axis=0).max())
        options = int(Option.SPARSE | Option.LOCK_BORDER)
        found: list[NDArray[np.uint32]] = []
        error = 0.0
        for start, end in pairwise(cuts):
            run = corners[start:end]
            side = float(np.ptp(positions[run[:, 0]], axis=0).max()) or whole
            session.write(source, run)
            session.write(weights, np.asarray(attributes.weights, "<f4") * np.float32(whole / side))
            block = (columns, width * 4, weights, width, 0)
            tail = (int(len(run) * share) * 3, 1.0, options, out_error)
            kept = session.call(
                "meshopt_simplifyWithAttributes", out, source, run.size, places, len(positions), 12, *block, *tail
            )
            found.append(session.take(out, "<u4", kept & 0xFFFFFFFF))
            error = max(error, float(session.take(out_error, "<f4", 1)[0]) * side / whole)
        return Simplified(np.concatenate(found).reshape(-1, 3), error)


def simplify_sloppy(
    indices: NDArray[np.uint32], positions: NDArray[np.float32], *, triangles: int, error: float = 1.0
) -> Simplified:
    """Return at most `triangles` triangles whatever it takes: topology and attributes are not kept."""
    with Session("simplifier") as session:
        count = indices.size
        out, out_error = session.reserve(count * 4), session.reserve(4)
        corners, places = session.put(indices.astype("<u4", copy=False)), session.put(_f32(positions))
        head = (out, corners, count, places, len(positions), 12)
        kept = session.call("meshopt_simplifySloppy", *head, 0, min(triangles * 3, count), float(error), out_error)
        return Simplified(session.take(out, "<u4", kept).reshape(-1, 3), float(session.take(out_error, "<f4", 1)[0]))


def scale(positions: NDArray[np.float32]) -> float:
    """Return the length by which relative errors multiply: the largest side of the box."""
    with Session("simplifier") as session:
        return float(session.call("meshopt_simplifyScale", session.put(_f32(positions)), len(positions), 12))


def position_remap(positions: NDArray[np.float32]) -> NDArray[np.uint32]:
    """Return for every vertex the first one with the same position."""
    with Session("simplifier") as session:
        out = session.reserve(len(positions) * 4)
        session.call("meshopt_generatePositionRemap", out, session.put(_f32(positions)), len(positions), 12)
        return session.take(out, "<u4", len(positions))


def spatial_order(positions: NDArray[np.float32]) -> NDArray[np.uint32]:
    """Return the new place of every point so that neighbours in space become neighbours in memory."""
    with Session("encoder") as session:
        out = session.reserve(len(positions) * 4)
        session.call("meshopt_spatialSortRemap", out, session.put(_f32(positions)), len(positions), 12)
        return session.take(out, "<u4", len(positions))


def optimise_order(
    indices: NDArray[np.uint32], vertices: int, *, for_size: bool = True
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return triangles in a cache-friendly order over renumbered vertices, and for each new vertex its old number.

    Vertices no triangle uses are left out. `for_size` prefers smaller compressed indices, else fewer cache misses.
    """
    with Session("encoder") as session:
        flat = indices.astype("<u4", copy=False)
        triangles, remap_at = session.put(flat), session.reserve(vertices * 4)
        step = "meshopt_optimizeVertexCacheStrip" if for_size else "meshopt_optimizeVertexCache"
        session.call(step, triangles, triangles, flat.size, vertices)
        used = session.call("meshopt_optimizeVertexFetchRemap", remap_at, triangles, flat.size, vertices)
        remap = session.take(remap_at, "<u4", vertices)
        ordered = session.take(triangles, "<u4", flat.size)
        old = np.zeros(used, "<u4")
        kept = np.flatnonzero(remap != 0xFFFFFFFF)
        old[remap[kept]] = kept
        return remap.take(ordered).reshape(-1, 3), old


def encode_vertices(rows: NDArray[Any]) -> bytes:
    """Compress (n, k) items as meshopt mode ATTRIBUTES, version 0. A row takes at most 256 bytes, a multiple of 4."""
    with Session("encoder") as session:
        plain = np.ascontiguousarray(rows)
        stride = plain.nbytes // len(plain)
        bound = session.call("meshopt_encodeVertexBufferBound", len(plain), stride)
        out = session.reserve(bound)
        source = session.put(plain)
        size = session.call("meshopt_encodeVertexBufferLevel", out, bound, source, len(plain), stride, 3, 0)
        return session.take(out, "u1", size).tobytes()


def encode_indices(indices: NDArray[np.uint32], vertices: int) -> bytes:
    """Compress triangles as meshopt mode TRIANGLES, version 1."""
    with Session("encoder") as session:
        session.call("meshopt_encodeIndexVersion", 1)
        bound = session.call("meshopt_encodeIndexBufferBound", indices.size, vertices)
        out = session.reserve(bound)
        source = session.put(indices.astype("<u4", copy=False))
        size = session.call("meshopt_encodeIndexBuffer", out, bound, source, indices.size)
        return session.take(out, "u1", size).tobytes()


def filter_oct(vectors: NDArray[np.float32], *, bits: int = 8) -> NDArray[np.int8] | NDArray[np.int16]:
    """Turn (n, 3) or (n, 4) unit vectors into octahedral integers: int8 for up to 8 bits, else int16."""
    rows = np.zeros((len(vectors), 4), "<f4")
    rows[:, : vectors.shape[1]] = vectors
    stride = 4 if bits <= 8 else 8
    found = _filtered("meshopt_encodeFilterOct", rows, stride, bits)
    return found.view("i1" if stride == 4 else "<i2").reshape(-1, 4)


def filter_quat(rotations: NDArray[np.float32], *, bits: int = 12) -> NDArray[np.int16]:
    """Turn (n, 4) unit quaternions into the quaternion filter's integers."""
    return _filtered("meshopt_encodeFilterQuat", _f32(rotations), 8, bits).view("<i2").reshape(-1, 4)


def filter_exp(values: NDArray[np.float32], *, bits: int = 15) -> NDArray[np.uint32]:
    """Turn (n, k) floats into shared-exponent integers that keep `bits` bits of mantissa."""
    rows = _f32(values)
    return _filtered("meshopt_encodeFilterExp", rows, rows.shape[1] * 4, bits, 1).view("<u4").reshape(rows.shape)


def decode(data: bytes, *, mode: Mode, count: int, stride: int, applied: Filter = "NONE") -> bytes:
    """Return the plain bytes of a compressed buffer view. Raises RecipeError `mesh-compressed-broken`."""
    with Session("decoder") as session:
        rows = (count + 3) & ~3
        out = session.reserve(rows * stride)
        source = session.put(np.frombuffer(data, np.uint8))
        failed = session.call(_DECODERS[mode], out, count, stride, source, len(data))
        if failed:
            raise RecipeError("mesh-compressed-broken", kind="meshopt")
        if _FILTERS[applied]:
            session.call(_FILTERS[applied], out, rows, stride)
        return session.take(out, "u1", count * stride).tobytes()


def _filtered(function: str, rows: NDArray[Any], stride: int, bits: int, *more: int) -> NDArray[np.uint8]:
    with Session("encoder") as session:
        out = session.reserve(len(rows) * stride)
        session.call(function, out, len(rows), stride, bits, session.put(rows), *more)
        return session.take(out, "u1", len(rows) * stride)


def _f32(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.ascontiguousarray(values, dtype="<f4")
