"""Write points as GLB: glTF primitives of mode POINTS, quantised (KHR_mesh_quantization) and meshopt-compressed.

About 10 bytes a point with normals and colours: 16 bits a coordinate along the longest side, octahedral normals of
8 bits, linear colours of 10 bits.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt
from vmuseum.mesh.gltf_streams import Streams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_POSITION_MAX = 65535
_COLOUR_MAX, _COLOUR_SHIFT = 1023, 6  # the low bits stay 0 and cost nothing


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A cloud in metres. `spacing` is how far neighbours lie apart, metres."""

    positions: NDArray[np.float32]  # (n, 3)
    normals: NDArray[np.float32] | None  # (n, 3) unit length
    colours: NDArray[np.float32] | None  # (n, 3) linear
    spacing: float


@dataclass(frozen=True, slots=True)
class Signature:
    """What goes into the asset: copyright line and extras."""

    copyright: str = ""
    extras: Mapping[str, Any] | None = None


def write_points(points: Points, signature: Signature) -> bytes:
    """Return `points` as GLB, always the same bytes. The spacing stands in the primitive's extras as `spacing_m`."""
    order = place_order(points.positions)
    lattice = Lattice.of(points.positions)
    streams = Streams(compressed=True)
    attributes = {"POSITION": lattice.accessor(streams, points.positions[order])}
    if points.normals is not None:
        rows = meshopt.filter_oct(points.normals[order], bits=8)
        attributes["NORMAL"] = streams.vertices("normals", rows, width=3, normalised=True, applied="OCTAHEDRAL")
    if points.colours is not None:
        attributes["COLOR_0"] = colour_accessor(streams, points.colours[order])
    material: dict[str, Any] = {"pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 0.9}}
    primitive = {"attributes": attributes, "mode": 0, "material": 0, "extras": {"spacing_m": points.spacing}}
    return write_document(streams, primitive, material, lattice, signature)


@dataclass(frozen=True, slots=True)
class Lattice:
    """position = origin + step * integer, metres."""

    origin: tuple[float, float, float]
    step: float

    @staticmethod
    def of(positions: NDArray[np.float32]) -> Lattice:
        """Return the finest lattice of 16 bits that holds all `positions`."""
        low, high = positions.min(axis=0).astype(np.float64), positions.max(axis=0).astype(np.float64)
        extent = float((high - low).max())
        x, y, z = low.tolist()
        return Lattice((x, y, z), extent / _POSITION_MAX if extent > 0 else 1.0)

    def accessor(self, streams: Streams, positions: NDArray[np.float32]) -> int:
        """Add the positions as integers and return their accessor."""
        rows = np.zeros((len(positions), 4), "<u2")
        rows[:, :3] = np.clip(np.rint((positions.astype(np.float64) - self.origin) / self.step), 0, _POSITION_MAX)
        return streams.vertices("positions", rows, width=3, bounds=True)


def place_order(positions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return an order in which neighbours in space follow each other: it compresses best."""
    new = meshopt.spatial_order(positions)
    order = np.empty(len(new), np.int64)
    order[new] = np.arange(len(new))
    return order


def colour_accessor(streams: Streams, colours: NDArray[np.float32]) -> int:
    """Add linear colours, (n, 3) or (n, 4), and return their accessor."""
    rows = np.zeros((len(colours), 4), "<u2")
    whole = np.rint(np.clip(colours.astype(np.float64), 0.0, 1.0) * _COLOUR_MAX).astype(np.uint16)
    rows[:, : colours.shape[1]] = whole << _COLOUR_SHIFT
    return streams.vertices("colours", rows, width=colours.shape[1], normalised=True)


def write_document(
    streams: Streams,
    primitive: Mapping[str, Any],
    material: Mapping[str, Any],
    lattice: Lattice,
    signature: Signature,
    extensions: tuple[str, ...] = (),
) -> bytes:
    """Return a GLB of one primitive. `extensions` are used but not required."""
    views, buffers, binary = streams.finish()
    required = ["EXT_meshopt_compression", "KHR_mesh_quantization"]
    asset: dict[str, Any] = {"version": "2.0", "generator": "vmuseum"}
    asset |= {"copyright": signature.copyright} if signature.copyright else {}
    asset |= {"extras": dict(signature.extras)} if signature.extras else {}
    node = {"mesh": 0, "translation": list(lattice.origin), "scale": [lattice.step] * 3}
    document = {
        "asset": asset,
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [node],
        "meshes": [{"primitives": [dict(primitive)]}],
        "materials": [dict(material)],
        "accessors": streams.accessors,
        "bufferViews": views,
        "buffers": buffers,
        "extensionsUsed": sorted({*extensions, *required}),
        "extensionsRequired": required,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sIIII", b"glTF", 2, 28 + len(text) + len(binary), len(text), 0x4E4F534A)
    return b"".join([head, text, struct.pack("<II", len(binary), 0x004E4942), binary])
