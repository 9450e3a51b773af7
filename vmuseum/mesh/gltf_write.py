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
from vmuseum.mesh.gltf_quantise import Lattice, Precision, UvRange
from vmuseum.mesh.gltf_streams import Streams
from vmuseum.mesh.order import ordered_part
from vmuseum.mesh.texture_roles import textures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image, Material, Mesh, Part


@dataclass(frozen=True, slots=True)
class Form:
    """How geometry is stored: plain floats, quantised, or quantised and meshopt-compressed."""

    quantised: bool
    compressed: bool
    precision: Precision


@dataclass(slots=True)
class _Writer:
    """What has been put into the document so far."""

    mesh: Mesh
    form: Form
    streams: Streams
    materials: list[dict[str, Any]] = field(default_factory=list)
    textures: list[int] = field(default_factory=list)  # image of every texture, in order of first use
    extensions: set[str] = field(default_factory=set)
    uv_ranges: dict[Material, UvRange] = field(default_factory=dict)
    material_places: dict[tuple[Material, bool], int] = field(default_factory=dict)


def gltf_bytes(mesh: Mesh, form: Form, *, copyright_line: str, extras: Mapping[str, Any]) -> bytes:
    """Return a GLB. Raises RecipeError `mesh-empty` or `mesh-not-finite` rather than write nonsense."""
    parts = [part for part in mesh.parts if len(part.indices)]
    _refuse_nonsense(parts)
    writer = _Writer(mesh, form, Streams(form.compressed))
    if form.compressed:
        parts = [ordered_part(part) for part in parts]
    groups = [list(rows) for _, rows in groupby(parts, key=lambda p: p.name)]
    if form.quantised:
        writer.uv_ranges = _uv_ranges(parts, form.precision.uv_bits)
        found = quantise.lattices(groups, form.precision.position_bits)
        places: list[Lattice | None] = [*found]
    else:
        places = [None] * len(groups)
    nodes = [_node(number, group, place) for number, (group, place) in enumerate(zip(groups, places, strict=True))]
    meshes = [_mesh_row(writer, group, place) for group, place in zip(groups, places, strict=True)]
    document: dict[str, Any] = {"asset": _asset(copyright_line, extras)}
    document |= {"scene": 0, "scenes": [{"nodes": list(range(len(nodes)))}], "nodes": nodes, "meshes": meshes}
    return _glb(_filled(document, writer))


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
        if part.normals is not None:
            octahedral = writer.form.compressed
            normals = quantise.quantised_normals(part.normals, precision.normal_bits, octahedral=octahedral)
            applied = "OCTAHEDRAL" if octahedral else "NONE"
            attributes["NORMAL"] = streams.vertices("normals", normals, width=3, normalised=True, applied=applied)
    else:
        attributes["POSITION"] = streams.vertices("vectors", _f32(part.positions), width=3, bounds=True)
        if part.normals is not None:
            attributes["NORMAL"] = streams.vertices("vectors", _f32(part.normals), width=3)
    attributes |= _uv_rows(writer, part)
    if part.colours is not None:
        bits = precision.colour_bits if place else 16
        colours = quantise.quantised_colours(part.colours, bits)
        name = "colours8" if colours.dtype.itemsize == 1 else "colours16"
        attributes["COLOR_0"] = streams.vertices(name, colours, width=4 if _has_alpha(part) else 3, normalised=True)
    indices = streams.indices(part.indices, len(part.positions))
    return {"attributes": attributes, "indices": indices, "material": _material(writer, part), "mode": 4}


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
        if part.uvs is not None and textures(part.material):
            users.setdefault(part.material, []).append(part)
    return {material: quantise.uv_range(group, bits) for material, group in users.items()}


def _material(writer: _Writer, part: Part) -> int:
    key = (part.material, part.uvs is not None)  # without coordinates its textures cannot be shown
    if key not in writer.material_places:
        writer.material_places[key] = len(writer.materials)
        writer.materials.append(_material_row(writer, part.material, textured=key[1]))
    return writer.material_places[key]


def _material_row(writer: _Writer, material: Material, *, textured: bool) -> dict[str, Any]:
    numbers = textures(material) if textured else {}
    pbr: dict[str, Any] = {"baseColorFactor": list(material.base_colour)}
    pbr |= {"metallicFactor": material.metallic, "roughnessFactor": material.roughness}
    row: dict[str, Any] = {"name": material.name} if material.name else {}
    for owner, key, name in (
        (pbr, "baseColorTexture", "base_texture"),
        (pbr, "metallicRoughnessTexture", "metal_rough_texture"),
        (row, "normalTexture", "normal_texture"),
        (row, "occlusionTexture", "occlusion_texture"),
        (row, "emissiveTexture", "emissive_texture"),
    ):
        if name in numbers:
            owner[key] = _texture(writer, numbers[name], writer.uv_ranges.get(material))
    row["pbrMetallicRoughness"] = pbr
    if material.alpha != "OPAQUE":
        row["alphaMode"] = material.alpha
    if material.double_sided:
        row["doubleSided"] = True
    return row | _emission(writer, material)


def _emission(writer: _Writer, material: Material) -> dict[str, Any]:
    strength = max(material.emissive)
    if strength <= 0:
        return {}
    if strength <= 1:
        return {"emissiveFactor": list(material.emissive)}
    writer.extensions.add("KHR_materials_emissive_strength")
    factor = [value / strength for value in material.emissive]
    return {"emissiveFactor": factor, "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": strength}}}


def _texture(writer: _Writer, image: int, spread: UvRange | None) -> dict[str, Any]:
    if image not in writer.textures:
        writer.textures.append(image)
    row: dict[str, Any] = {"index": writer.textures.index(image)}
    if spread:
        writer.extensions.add("KHR_texture_transform")
        transform = {"offset": list(spread.offset), "scale": list(spread.scale)}
        row["extensions"] = {"KHR_texture_transform": transform}
    return row


def _filled(document: dict[str, Any], writer: _Writer) -> tuple[dict[str, Any], bytes]:
    streams, required = writer.streams, set()
    if writer.form.quantised:
        required.add("KHR_mesh_quantization")
    if writer.form.compressed:
        required.add("EXT_meshopt_compression")
    images = [writer.mesh.images[number] for number in writer.textures]
    if images:
        rows = [_image_row(streams, image) for image in images]
        document |= {"images": rows, "textures": [_texture_row(n, image.mime) for n, image in enumerate(images)]}
        if any(image.mime == "image/webp" for image in images):
            required.add("EXT_texture_webp")
    if "KHR_texture_transform" in writer.extensions:
        required.add("KHR_texture_transform")  # without it quantised coordinates are nonsense
    views, buffers, binary = streams.finish()
    document |= {"materials": writer.materials, "accessors": streams.accessors}
    document |= {"bufferViews": views, "buffers": buffers}
    used = sorted(writer.extensions | required)
    if used:
        document["extensionsUsed"] = used
    if required:
        document["extensionsRequired"] = sorted(required)
    return document, binary


def _image_row(streams: Streams, image: Image) -> dict[str, Any]:
    return {"bufferView": streams.picture_view(streams.picture(image.data)), "mimeType": image.mime}


def _texture_row(number: int, mime: str) -> dict[str, Any]:
    source = {"source": number}
    return {"extensions": {"EXT_texture_webp": source}} if mime == "image/webp" else source


def _glb(filled: tuple[dict[str, Any], bytes]) -> bytes:
    document, binary = filled
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
