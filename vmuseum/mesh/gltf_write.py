"""Build the document of a GLB from a Mesh. Parts of one name become one node; the same mesh gives the same bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh import gltf_quantise as quantise
from vmuseum.mesh.gltf_looks import Looks
from vmuseum.mesh.gltf_quantise import Lattice, Precision, UvRange
from vmuseum.mesh.gltf_streams import Streams
from vmuseum.mesh.order import ordered_part
from vmuseum.mesh.texture_roles import showable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Material, Mesh, Part


@dataclass(frozen=True, slots=True)
class Form:
    """How geometry is stored: plain floats, quantised, or quantised and meshopt-compressed."""

    quantised: bool
    compressed: bool
    precision: Precision
    lattice: Lattice | None = None  # instead of the finest that fits: neighbouring files share its step


@dataclass(slots=True)
class _Writer:
    """What has been put into the document so far."""

    form: Form
    streams: Streams
    looks: Looks
    uv_ranges: dict[Material, UvRange] = field(default_factory=dict)


def gltf_bytes(mesh: Mesh, form: Form, *, copyright_line: str, extras: Mapping[str, Any]) -> bytes:
    """Return a GLB. Raises RecipeError `mesh-empty` or `mesh-not-finite` rather than write nonsense."""
    parts = [part for part in mesh.parts if len(part.indices)]
    _refuse_nonsense(parts)
    writer = _Writer(form, Streams(form.compressed), Looks(mesh.images))
    if form.compressed:
        parts = [ordered_part(part) for part in parts]
    groups = [list(rows) for _, rows in groupby(parts, key=lambda p: p.name)]
    if form.quantised:
        writer.uv_ranges = _uv_ranges(parts, form.precision.uv_bits)
        shared = form.lattice
        found = [shared] * len(groups) if shared else quantise.lattices(groups, form.precision.position_bits)
        places: list[Lattice | None] = [*found]
    else:
        places = [None] * len(groups)
    nodes = [_node(number, group, place) for number, (group, place) in enumerate(zip(groups, places, strict=True))]
    meshes = [_mesh_row(writer, group, place) for group, place in zip(groups, places, strict=True)]
    document: dict[str, Any] = {"asset": _asset(copyright_line, extras)}
    document |= {"scene": 0, "scenes": [{"nodes": list(range(len(nodes)))}], "nodes": nodes, "meshes": meshes}
    return glb_bytes(*_filled(document, writer))


def _asset(copyright_line: str, extras: Mapping[str, Any]) -> dict[str, Any]:
    asset: dict[str, Any] = {"version": "2.0", "generator": "vmuseum"}
    if copyright_line:
        asset["copyright"] = copyright_line
    if extras:
        asset["extras"] = dict(extras)
    return asset


def _node(number: int, group: Sequence[Part], place: Lattice | None) -> dict[str, Any]:
    node: dict[str, Any] = {"mesh": number}
    if group[0].name:
        node["name"] = group[0].name
    if place:
        node |= {"translation": list(place.origin), "scale": [place.step] * 3}
    return node


def _mesh_row(writer: _Writer, group: Sequence[Part], place: Lattice | None) -> dict[str, Any]:
    row: dict[str, Any] = {"primitives": [_primitive(writer, part, place) for part in group]}
    return row | ({"name": group[0].name} if group[0].name else {})


def _primitive(writer: _Writer, part: Part, place: Lattice | None) -> dict[str, Any]:
    streams, precision = writer.streams, writer.form.precision
    attributes: dict[str, int] = {}
    if place:
        rows = quantise.quantised_positions(part.positions, place)
        attributes["POSITION"] = streams.vertices("positions", rows, width=3, bounds=True)
    else:
        attributes["POSITION"] = streams.vertices("vectors", _f32(part.positions), width=3, bounds=True)
    attributes |= _frame_rows(writer, part)
    attributes |= _uv_rows(writer, part)
    if part.colours is not None:
        bits = precision.colour_bits if place else 16
        colours = quantise.quantised_colours(part.colours, bits)
        name = "colours8" if colours.dtype.itemsize == 1 else "colours16"
        attributes["COLOR_0"] = streams.vertices(name, colours, width=4 if _has_alpha(part) else 3, normalised=True)
    indices = streams.indices(part.indices, len(part.positions))
    material = writer.looks.material(part, writer.uv_ranges.get(part.material))
    return {"attributes": attributes, "indices": indices, "material": material, "mode": 4}


def _frame_rows(writer: _Writer, part: Part) -> dict[str, int]:
    """Add normals, and tangents where they can be seen: plain files keep them all."""
    if part.normals is None:
        return {}
    streams, form = writer.streams, writer.form
    tangents = part.tangents if _frame_matters(part.material) or not form.quantised else None
    if not form.quantised:
        found = {"NORMAL": streams.vertices("vectors", _f32(part.normals), width=3)}
        if tangents is not None:
            found["TANGENT"] = streams.vertices("tangents", _f32(tangents), width=4)
        return found
    applied = "OCTAHEDRAL" if form.compressed else "NONE"
    names = [("NORMAL", "normals", part.normals, 3), ("TANGENT", "tangents", tangents, 4)]
    found = {}
    for key, name, values, width in names:
        if values is not None:
            rows = quantise.quantised_normals(values, form.precision.normal_bits, octahedral=form.compressed)
            found[key] = streams.vertices(name, rows, width=width, normalised=True, applied=applied)
    return found


def _frame_matters(material: Material) -> bool:
    return material.normal_texture is not None or "KHR_materials_anisotropy" in material.extensions


def _uv_rows(writer: _Writer, part: Part) -> dict[str, int]:
    found: dict[str, int] = {}
    if part.uvs is not None:
        spread = writer.uv_ranges.get(part.material)
        if spread:
            rows = quantise.quantised_uvs(part.uvs, spread)
            found["TEXCOORD_0"] = writer.streams.vertices("uvs", rows, width=2)
        else:
            found["TEXCOORD_0"] = _unit_or_float(writer, part.uvs)
    if part.uvs2 is not None:
        found["TEXCOORD_1"] = _unit_or_float(writer, part.uvs2)
        found.setdefault("TEXCOORD_0", found["TEXCOORD_1"])  # sets count from 0 without a gap; the same rows serve
    return found


def _unit_or_float(writer: _Writer, uvs: NDArray[np.float32]) -> int:
    rows = quantise.unit_uvs(uvs) if writer.form.quantised else None
    if rows is None:
        return writer.streams.vertices("uvsfloat", _f32(uvs), width=2)
    return writer.streams.vertices("uvs2", rows, width=2, normalised=True)


def _uv_ranges(parts: Sequence[Part], bits: int) -> dict[Material, UvRange]:
    """Return the uv range of every material whose textures can carry a transform."""
    users: dict[Material, list[Part]] = {}
    for part in parts:
        if part.uvs is not None and showable(part.material, uvs=True, uvs2=False):
            users.setdefault(part.material, []).append(part)
    return {material: quantise.uv_range(group, bits) for material, group in users.items()}


def _filled(document: dict[str, Any], writer: _Writer) -> tuple[dict[str, Any], bytes]:
    streams, looks = writer.streams, writer.looks
    if writer.form.quantised:
        looks.required.add("KHR_mesh_quantization")
    if writer.form.compressed:
        looks.required.add("EXT_meshopt_compression")
    document |= looks.document(lambda image: streams.picture_view(streams.picture(image.data)))
    views, buffers, binary = streams.finish()
    document |= {"accessors": streams.accessors, "bufferViews": views, "buffers": buffers}
    used = sorted(looks.used | looks.required)
    if used:
        document["extensionsUsed"] = used
    if looks.required:
        document["extensionsRequired"] = sorted(looks.required)
    return document, binary


def glb_bytes(document: Mapping[str, Any], binary: bytes) -> bytes:
    """Return a document and its binary chunk as GLB."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    total = 12 + 8 + len(text) + 8 + len(binary)
    head = struct.pack("<4sIIII", b"glTF", 2, total, len(text), 0x4E4F534A)
    return b"".join([head, text, struct.pack("<II", len(binary), 0x004E4942), binary])


def _refuse_nonsense(parts: Sequence[Part]) -> None:
    if not parts:
        raise RecipeError("mesh-empty")
    for part in parts:
        if not np.isfinite(part.positions).all():
            raise RecipeError("mesh-not-finite", count=int((~np.isfinite(part.positions)).any(axis=1).sum()))
        if int(part.indices.max()) >= len(part.positions):
            raise RecipeError("mesh-index-range", index=int(part.indices.max()), vertices=len(part.positions))


def _has_alpha(part: Part) -> bool:
    return part.colours is not None and bool((part.colours[:, 3] < 1.0).any())


def _f32(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(values, dtype="<f4")
