"""A glTF material as UsdPreviewSurface: colour, relief, roughness and metalness, shade, glow, see-through.

https://openusd.org/release/spec_usdpreviewsurface.html. Texture coordinates start at the lower left there, so the mesh
turns v over. What the surface has no word for (sheen, transmission ...) is told by `lost`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vmuseum.mesh.usd_text import number, quoted, vector

if TYPE_CHECKING:
    from vmuseum.mesh.arrays import Material

Colour = tuple[float, float, float]
_COATS = {"KHR_materials_clearcoat", "KHR_materials_ior"}


@dataclass(slots=True)
class _Shader:
    """The text of one material while it grows."""

    path: str
    files: Mapping[int, str]
    second_uv: tuple[str, ...]
    surface: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    readers: set[str] = field(default_factory=set)

    def plain(self, kind: str, name: str, value: str) -> None:
        """Give the surface a value."""
        self.surface.append(f"            {kind} inputs:{name} = {value}\n")

    def linked(self, kind: str, name: str, shader: str, output: str) -> None:
        """Connect an input of the surface to a texture."""
        self.surface.append(f"            {kind} inputs:{name}.connect = <{self.path}/{shader}.outputs:{output}>\n")

    def texture(self, role: str, image: int, outputs: str, *, colour: bool, more: str = "") -> None:
        """Add a texture node named after its role."""
        reader = "Uv2" if role in self.second_uv else "Uv"
        self.readers.add(reader)
        space = "sRGB" if colour else "raw"
        kinds = "".join(f"            {'float3' if o == 'rgb' else 'float'} outputs:{o}\n" for o in outputs.split(","))
        self.others.append(
            f'        def Shader "{role}"\n        {{\n'
            '            uniform token info:id = "UsdUVTexture"\n'
            f"            asset inputs:file = @{self.files[image]}@\n"
            f"            float2 inputs:st.connect = <{self.path}/{reader}.outputs:result>\n"
            f'            token inputs:sourceColorSpace = "{space}"\n'
            '            token inputs:wrapS = "repeat"\n            token inputs:wrapT = "repeat"\n'
            f"{more}{kinds}        }}\n"
        )


def material_text(name: str, material: Material, files: Mapping[int, str], *, mean: Colour | None) -> str:
    """Return `def Material "<name>"` for `/Model/Looks`. `files` are the packaged pictures by number.

    mean: the vertices carry colours, linear and on average this one; shown where there is no colour picture.
    """
    shader = _Shader(f"/Model/Looks/{name}", files, material.second_uv)
    _base(shader, material, mean)
    _relief(shader, material)
    _glow(shader, material)
    _coat(shader, material)
    readers = "".join(_reader(reader) for reader in sorted(shader.readers))
    return (
        f'        def Material "{name}"\n        {{\n'
        f"            token outputs:surface.connect = <{shader.path}/Surface.outputs:surface>\n"
        '            def Shader "Surface"\n            {\n'
        '            uniform token info:id = "UsdPreviewSurface"\n'
        f"{''.join(shader.surface)}            token outputs:surface\n            }}\n"
        f"{''.join(shader.others)}{readers}        }}\n"
    )


def lost(material: Material) -> list[str]:
    """Return the extensions of `material` that USD previews cannot show."""
    return sorted(set(json.loads(material.extensions)) - _COATS)


def _base(shader: _Shader, material: Material, mean: Colour | None) -> None:
    colour = material.base_colour
    if material.unlit:
        shader.plain("color3f", "diffuseColor", "(0, 0, 0)")
    elif material.base_texture is not None:
        scale = "" if colour == (1.0, 1.0, 1.0, 1.0) else f"            float4 inputs:scale = {vector(colour)}\n"
        shader.texture("base_texture", material.base_texture, "rgb,a", colour=True, more=scale)
        shader.linked("color3f", "diffuseColor", "base_texture", "rgb")
    elif mean is not None:
        shader.readers.add("Colour")
        shader.plain("color3f", "diffuseColor", vector(mean))  # for viewers that do not follow the link
        shader.linked("color3f", "diffuseColor", "Colour", "result")
    else:
        shader.plain("color3f", "diffuseColor", vector(colour[:3]))
    if material.alpha == "OPAQUE":
        return
    if material.base_texture is not None and not material.unlit:
        shader.linked("float", "opacity", "base_texture", "a")
    else:
        shader.plain("float", "opacity", number(colour[3]))
    if material.alpha == "MASK":
        shader.plain("float", "opacityThreshold", number(max(material.alpha_cutoff, 1e-3)))


def _relief(shader: _Shader, material: Material) -> None:
    if material.unlit:
        return
    image, role = material.metal_rough_texture, "metal_rough_texture"
    linked = {"roughness": "g", "metallic": "b"} if image is not None else {}
    if material.metallic == 0.0:
        linked.pop("metallic", None)
    if image is not None and linked:
        factors = (1.0, material.roughness, material.metallic, 1.0)
        scale = "" if factors[1:3] == (1.0, 1.0) else f"            float4 inputs:scale = {vector(factors)}\n"
        shader.texture(role, image, ",".join(linked.values()), colour=False, more=scale)
    for name, factor in (("roughness", material.roughness), ("metallic", material.metallic)):
        if name in linked:
            shader.linked("float", name, role, linked[name])
        else:
            shader.plain("float", name, number(factor))
    if material.normal_texture is not None:
        deep = 2.0 * material.normal_scale
        bias = f"            float4 inputs:scale = {vector((deep, deep, 2.0, 1.0))}\n"
        bias += f"            float4 inputs:bias = {vector((-deep / 2, -deep / 2, -1.0, 0.0))}\n"
        shader.texture("normal_texture", material.normal_texture, "rgb", colour=False, more=bias)
        shader.linked("normal3f", "normal", "normal_texture", "rgb")
    if material.occlusion_texture is not None:
        share = material.occlusion_strength
        mixed = f"            float4 inputs:scale = {vector((share,) * 4)}\n"
        mixed += f"            float4 inputs:bias = {vector((1 - share,) * 4)}\n"
        plain = "" if share == 1.0 else mixed
        shader.texture("occlusion_texture", material.occlusion_texture, "r", colour=False, more=plain)
        shader.linked("float", "occlusion", "occlusion_texture", "r")


def _glow(shader: _Shader, material: Material) -> None:
    """Emission; an unlit material glows in its own colour and reflects nothing."""
    factor = material.base_colour[:3] if material.unlit else material.emissive
    image = material.base_texture if material.unlit else material.emissive_texture
    role = "base_texture" if material.unlit else "emissive_texture"
    if max(factor) <= 0:
        return
    if image is None:
        shader.plain("color3f", "emissiveColor", vector(factor))
        return
    scale = f"            float4 inputs:scale = {vector((*factor, 1.0))}\n"
    shader.texture(role, image, "rgb", colour=True, more=scale)
    shader.linked("color3f", "emissiveColor", role, "rgb")


def _coat(shader: _Shader, material: Material) -> None:
    found = json.loads(material.extensions)
    coat = found.get("KHR_materials_clearcoat", {})
    if "clearcoatFactor" in coat:
        shader.plain("float", "clearcoat", number(coat["clearcoatFactor"]))
        shader.plain("float", "clearcoatRoughness", number(coat.get("clearcoatRoughnessFactor", 0.0)))
    if "ior" in found.get("KHR_materials_ior", {}):
        shader.plain("float", "ior", number(found["KHR_materials_ior"]["ior"]))


def _reader(name: str) -> str:
    kind, primvar, fallback = {
        "Uv": ("float2", "st", "(0, 0)"),
        "Uv2": ("float2", "st1", "(0, 0)"),
        "Colour": ("float3", "displayColor", "(0.5, 0.5, 0.5)"),
    }[name]
    return (
        f'        def Shader "{name}"\n        {{\n'
        f'            uniform token info:id = "UsdPrimvarReader_{kind}"\n'
        f"            string inputs:varname = {quoted(primvar)}\n"
        f"            {kind} inputs:fallback = {fallback}\n"
        f"            {kind} outputs:result\n        }}\n"
    )
