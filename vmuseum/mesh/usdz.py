"""USDZ, the form in which iPhone and iPad place a model in a room: a USD layer and its pictures in one stored zip.

https://openusd.org/release/spec_usdz.html: nothing is compressed, every file starts at a multiple of 64 bytes, the
layer comes first, pictures are JPEG or PNG. Metres, Y up, as glTF. Credit and licence stand in customLayerData.
"""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.texture_roles import retextured, showable, textures
from vmuseum.mesh.usd_material import Colour, lost, material_text
from vmuseum.mesh.usd_text import dictionary, quoted, vectors, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image, Material, Mesh, Part

_ALIGNED = 64
_DATE = (1980, 1, 1, 0, 0, 0)  # the oldest a zip can say: the same model gives the same bytes
_SUFFIX = {"image/jpeg": "jpg", "image/png": "png"}
_FINE = 1e-5  # positions are rounded to this share of the box's diagonal
_NORMAL_DECIMALS, _UV_DECIMALS, _COLOUR_DECIMALS = 3, 5, 4


def write_usdz(mesh: Mesh, *, title: str = "", custom: Mapping[str, str] | None = None) -> bytes:
    """Return `mesh` as USDZ, always the same bytes. Its pictures must be JPEG or PNG already.

    `custom` goes into customLayerData: credit, licence and what a reader should know.
    """
    mesh = replace(mesh, parts=tuple(_bare(part) for part in mesh.parts if len(part.indices)))
    used = sorted({n for part in mesh.parts for n in textures(part.material).values()})
    files = {number: f"textures/{number}.{_SUFFIX[mesh.images[number].mime]}" for number in used}
    layer = layer_text(mesh, files, title=title, custom=custom or {})
    return packed([("model.usda", layer.encode()), *((files[n], mesh.images[n].data) for n in used)])


def left_out(mesh: Mesh) -> tuple[str, ...]:
    """Return what USD previews cannot show of `mesh`: material extensions, colours under a picture."""
    names = {name for part in mesh.parts for name in lost(part.material)}
    if any(part.colours is not None and part.material.base_texture is not None for part in mesh.parts):
        names.add("COLOR_0")
    return tuple(sorted(names))


def fit_for_usdz(image: Image) -> bool:
    """Say whether a picture may be in the package as it is."""
    return image.mime in _SUFFIX


def layer_text(mesh: Mesh, files: Mapping[int, str], *, title: str, custom: Mapping[str, str]) -> str:
    """Return the layer: one Xform `Model`, a Mesh for every part, and the materials in `Looks`."""
    low, high = mesh.bounds()
    decimals = max(3, math.ceil(-math.log10(max(float(np.linalg.norm(high - low)), 1e-9) * _FINE)))
    looks: dict[tuple[Material, Colour | None], str] = {}
    names = [looks.setdefault((part.material, _mean(part)), f"Look{len(looks)}") for part in mesh.parts]
    meshes = "".join(
        _mesh(f"Part{n}", part, look, decimals) for n, (part, look) in enumerate(zip(mesh.parts, names, strict=True))
    )
    materials = "".join(material_text(name, material, files, mean=mean) for (material, mean), name in looks.items())
    return (
        "#usda 1.0\n(\n"
        f"    customLayerData = {dictionary(custom, '    ')}\n"
        f'    defaultPrim = "Model"\n    doc = {quoted(title)}\n    metersPerUnit = 1\n    upAxis = "Y"\n)\n\n'
        f'def Xform "Model" (\n    kind = "component"\n    displayName = {quoted(title)}\n)\n{{\n'
        f'    def Scope "Geom"\n    {{\n{meshes}    }}\n'
        f'    def Scope "Looks"\n    {{\n{materials}    }}\n}}\n'
    )


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a zip without compression, each starting at a multiple of 64 bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as package:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            start = out.tell() + 30 + len(name.encode()) + 4  # local header, name, head of the padding
            padding = -start % _ALIGNED
            entry.extra = b"\x86\x19" + padding.to_bytes(2, "little") + bytes(padding)
            package.writestr(entry, data)
    return out.getvalue()


def _bare(part: Part) -> Part:
    """Return `part` without the pictures that a USD preview cannot show: an unlit one has only its colour."""
    roles = showable(part.material, uvs=part.uvs is not None, uvs2=part.uvs2 is not None)
    kept = {k: v for k, v in roles.items() if k == "base_texture"} if part.material.unlit else roles
    return replace(part, material=retextured(part.material, kept))


def _mesh(name: str, part: Part, look: str, decimals: int) -> str:
    low, high = part.positions.min(axis=0), part.positions.max(axis=0)
    rows = [
        f"float3[] extent = {vectors(np.stack([low, high]), decimals)}",
        f"int[] faceVertexCounts = {whole(np.full(len(part.indices), 3))}",
        f"int[] faceVertexIndices = {whole(part.indices)}",
        f"point3f[] points = {vectors(part.positions, decimals)}",
        'uniform token subdivisionScheme = "none"',
        f"rel material:binding = </Model/Looks/{look}>",
    ]
    if part.material.double_sided:
        rows.append("uniform bool doubleSided = 1")
    if part.normals is not None:
        rows.append(_per_vertex("normal3f[] normals", vectors(part.normals, _NORMAL_DECIMALS)))
    for key, uvs in (("st", part.uvs), ("st1", part.uvs2)):
        if uvs is not None:
            rows.append(_per_vertex(f"texCoord2f[] primvars:{key}", vectors(_turned_over(uvs), _UV_DECIMALS)))
    if part.colours is not None:
        rows.append(_per_vertex("color3f[] primvars:displayColor", vectors(_tinted(part), _COLOUR_DECIMALS)))
    body = "".join(f"            {row}\n" for row in rows)
    return (
        f'        def Mesh "{name}" (\n            prepend apiSchemas = ["MaterialBindingAPI"]\n        )\n'
        f"        {{\n{body}        }}\n"
    )


def _mean(part: Part) -> Colour | None:
    """Return the average colour of the vertices of `part`, linear, or None without colours."""
    if part.colours is None:
        return None
    r, g, b = _tinted(part).astype(np.float64).mean(axis=0).round(_COLOUR_DECIMALS).tolist()
    return (r, g, b)


def _tinted(part: Part) -> NDArray[np.float32]:
    """Return vertex colours times the material's own. The part has colours."""
    colours = part.colours if part.colours is not None else np.ones((len(part.positions), 4), np.float32)
    return colours[:, :3] * np.asarray(part.material.base_colour[:3], np.float32)


def _per_vertex(declaration: str, values: str) -> str:
    return f'{declaration} = {values} (\n                interpolation = "vertex"\n            )'


def _turned_over(uvs: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return coordinates whose v grows upwards, as USD has it."""
    turned = uvs.astype(np.float64)
    turned[:, 1] = 1.0 - turned[:, 1]
    return turned
