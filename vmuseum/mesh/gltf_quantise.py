"""Turn float attributes into the small integers of KHR_mesh_quantization, and say how to turn them back.

Positions of all parts lie on one lattice, so neighbouring parts keep touching without cracks. With several parts its
step is a power of two metres: then part origins are exact in float32 too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part


@dataclass(frozen=True, slots=True)
class Precision:
    """Bits that stay: positions along the largest side, normals and colours a component, uv across their range."""

    position_bits: int = 16
    normal_bits: int = 8
    uv_bits: int = 16
    colour_bits: int = 8


@dataclass(frozen=True, slots=True)
class Lattice:
    """position = origin + step * integer, metres."""

    origin: tuple[float, float, float]
    step: float


@dataclass(frozen=True, slots=True)
class UvRange:
    """uv = offset + scale * integer."""

    offset: tuple[float, float]
    scale: tuple[float, float]


def lattices(groups: Sequence[Sequence[Part]], bits: int) -> list[Lattice]:
    """Return the lattice of every group (a node of its own); they share the step."""
    boxes = [_box(group) for group in groups]
    extent = max((float((high - low).max()) for low, high in boxes), default=0.0)
    most = (1 << bits) - 1
    step = extent / most if extent > 0 else 1.0
    if len(groups) > 1:
        step = 2.0 ** math.ceil(math.log2(extent / (most - 1))) if extent > 0 else 1.0
        return [Lattice(_vec3(np.floor(low / step) * step), step) for low, _ in boxes]
    return [Lattice(_vec3(low), step) for low, _ in boxes]


def quantised_positions(positions: NDArray[np.float32], lattice: Lattice) -> NDArray[np.uint16]:
    """Return (n, 4) uint16, the last column 0 (rows must be a multiple of four bytes)."""
    rows = np.zeros((len(positions), 4), "<u2")
    rows[:, :3] = np.clip(np.rint((positions.astype(np.float64) - lattice.origin) / lattice.step), 0, 65535)
    return rows


def quantised_normals(normals: NDArray[np.float32], bits: int, *, octahedral: bool) -> NDArray[Any]:
    """Return (n, 4) int8 (up to 8 bits) or int16: octahedral for the meshopt filter, else plain normalised vectors."""
    if octahedral:
        return meshopt.filter_oct(normals, bits=bits)
    kind, full = ("<i1", 127.0) if bits <= 8 else ("<i2", 32767.0)
    rows = np.zeros((len(normals), 4), kind)
    rows[:, : normals.shape[1]] = np.rint(normals.astype(np.float64) * full)
    return rows


def uv_range(parts: Sequence[Part], bits: int) -> UvRange:
    """Return how the uv of all `parts` (which share a material) fit into `bits`."""
    low = np.min([p.uvs.min(axis=0) for p in parts if p.uvs is not None], axis=0).astype(np.float64)
    high = np.max([p.uvs.max(axis=0) for p in parts if p.uvs is not None], axis=0).astype(np.float64)
    size = np.where(high > low, high - low, 1.0) / ((1 << bits) - 1)
    return UvRange((float(low[0]), float(low[1])), (float(size[0]), float(size[1])))


def quantised_uvs(uvs: NDArray[np.float32], found: UvRange) -> NDArray[np.uint16]:
    """Return (n, 2) uint16, not normalised."""
    return np.clip(np.rint((uvs.astype(np.float64) - found.offset) / found.scale), 0, 65535).astype("<u2")


def unit_uvs(uvs: NDArray[np.float32]) -> NDArray[np.uint16] | None:
    """Return coordinates within 0..1 as normalised (n, 2) uint16, or None when some lie outside."""
    if not uvs.size or float(uvs.min()) < 0.0 or float(uvs.max()) > 1.0:
        return None
    return np.rint(uvs.astype(np.float64) * 65535.0).astype("<u2")


def quantised_colours(colours: NDArray[np.float32], bits: int) -> NDArray[Any]:
    """Return normalised (n, 4) uint8 or, above 8 bits, uint16."""
    kind, full = ("<u1", 255.0) if bits <= 8 else ("<u2", 65535.0)
    return np.rint(np.clip(colours.astype(np.float64), 0.0, 1.0) * full).astype(kind)


def _box(group: Sequence[Part]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low = np.min([p.positions.min(axis=0) for p in group], axis=0)
    high = np.max([p.positions.max(axis=0) for p in group], axis=0)
    return low.astype(np.float64), high.astype(np.float64)


def _vec3(values: NDArray[np.float64]) -> tuple[float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]))
