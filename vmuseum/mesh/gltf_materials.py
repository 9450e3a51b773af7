"""Materials of a glTF file, with the coordinates their pictures need.

A Part has two sets of coordinates. Pictures of one material that use the same set and transform share one; the set of
the first picture becomes `uvs`, the next one `uvs2`; transforms are taken out into the coordinates. Pictures that
would need a third are left out and counted. Specular-glossiness becomes metallic-roughness.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from vmuseum.errors import RecipeError
from vmuseum.mesh import coats, raster
from vmuseum.mesh.arrays import Material
from vmuseum.mesh.gltf_textures import TextureReader, TextureUse, UvSource
from vmuseum.mesh.specular_glossiness import Gloss, converted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.mesh.arrays import Image
    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row
    from vmuseum.mesh.losses import Losses

_ALPHA = {"OPAQUE", "MASK", "BLEND"}
_GLOSS = "KHR_materials_pbrSpecularGlossiness"
_WHITE = (1.0, 1.0, 1.0, 1.0)
Uses = dict[str, TextureUse]


@dataclass(frozen=True, slots=True)
class ReadMaterial:
    """A material, where the two sets of coordinates come from, and those on which some picture does not repeat."""

    material: Material
    first: UvSource
    second: UvSource
    clamped: frozenset[UvSource] = frozenset()


@dataclass(slots=True)
class MaterialReader:
    """Reads materials on demand, each once."""

    container: Container
    losses: Losses
    textures: TextureReader = field(init=False)
    _read: dict[str, ReadMaterial] = field(default_factory=dict)
    _glossy: dict[tuple[Gloss, str, str], Any] = field(default_factory=dict)
    _megapixels: float = 0.0  # converted so far

    def __post_init__(self) -> None:
        self.textures = TextureReader(self.container, self.losses)

    @property
    def images(self) -> tuple[Image, ...]:
        """Return the pictures in the order materials number them."""
        return tuple(self.textures.images)

    def material(self, row: Row | None) -> ReadMaterial:
        """Return the material of a primitive; without one, glTF's default is white and not metallic here."""
        if row is None:
            return ReadMaterial(Material(), UvSource(0), UvSource(1))
        if row.at not in self._read:
            self._read[row.at] = self._material(row)
        return self._read[row.at]

    def _material(self, row: Row) -> ReadMaterial:
        gloss = row.extension(_GLOSS)
        uses = self._uses(row, gloss)
        first, second = _sources(uses)
        self.losses.add("mesh-texture-left-out", sum(use.source not in {first, second} for use in uses.values()))
        uses = {role: use for role, use in uses.items() if use.source in {first, second}}
        look = self._glossy_look(gloss, uses) if gloss else self._metal_look(row.row("pbrMetallicRoughness"), uses)
        for role in ("normal_texture", "occlusion_texture", "emissive_texture"):
            if role in uses:
                look[role] = self.textures.number(uses[role].image)
        material = Material(
            name=row.text("name"),
            emissive=_emissive(row),
            alpha=_alpha(row),
            alpha_cutoff=max(row.number("alphaCutoff", 0.5), 0.0),
            normal_scale=_info_number(row, "normalTexture", "scale"),
            occlusion_strength=min(max(_info_number(row, "occlusionTexture", "strength"), 0.0), 1.0),
            unlit=row.extension("KHR_materials_unlit") is not None,
            extensions="{}" if "extensions" not in row else coats.read(row, self.losses),
            second_uv=tuple(r for r, use in uses.items() if use.source == second and look.get(r) is not None),
            double_sided=row.flag("doubleSided"),
            **look,
        )
        clamped = frozenset(use.source for use in uses.values() if not use.repeats)
        return ReadMaterial(material, first, second or _spare(first), clamped)

    def _uses(self, row: Row, gloss: Row | None) -> Uses:
        """Return the pictures of a material by role, in the order in which they are given coordinates."""
        pbr = row.row("pbrMetallicRoughness")
        wanted = (
            ("base_texture", gloss, "diffuseTexture") if gloss else ("base_texture", pbr, "baseColorTexture"),
            ("normal_texture", row, "normalTexture"),
            ("metal_rough_texture", gloss, "specularGlossinessTexture")
            if gloss
            else ("metal_rough_texture", pbr, "metallicRoughnessTexture"),
            ("occlusion_texture", row, "occlusionTexture"),
            ("emissive_texture", row, "emissiveTexture"),
        )
        found = {role: self.textures.use(owner, key) for role, owner, key in wanted}
        return {role: use for role, use in found.items() if use is not None}

    def _metal_look(self, pbr: Row | None, uses: Uses) -> dict[str, Any]:
        look: dict[str, Any] = {
            role: self.textures.number(uses[role].image)
            for role in ("base_texture", "metal_rough_texture")
            if role in uses
        }
        r, g, b, a = (_share(v) for v in (pbr.numbers("baseColorFactor", _WHITE) if pbr else _WHITE))
        metallic, roughness = (pbr.number(k, 1.0) if pbr else 1.0 for k in ("metallicFactor", "roughnessFactor"))
        return look | {"base_colour": (r, g, b, a), "metallic": _share(metallic), "roughness": _share(roughness)}

    def _glossy_look(self, row: Row, uses: Uses) -> dict[str, Any]:
        """Return the look of specular-glossiness. Its two pictures are mixed, so they need the same coordinates."""
        base, shine = uses.get("base_texture"), uses.get("metal_rough_texture")
        if base and shine and base.source != shine.source:
            self.losses.add("mesh-gloss-left-out")
            shine = None
            uses.pop("metal_rough_texture")
        gloss = _gloss(row)
        key = (gloss, base.image.at if base else "", shine.image.at if shine else "")
        if key not in self._glossy:
            self._glossy[key] = self._converted(gloss, base, shine)
        source = base or shine
        look: dict[str, Any] = dict(self._glossy[key])
        for role in ("base_texture", "metal_rough_texture"):
            if source and look.get(role) is not None:
                uses[role] = TextureUse(source.image, source.source, source.repeats)
        return look

    def _converted(self, gloss: Gloss, base: TextureUse | None, shine: TextureUse | None) -> Mapping[str, Any]:
        diffuse, specular = (None if use is None else self.textures.picture(use.image) for use in (base, shine))
        for image in (diffuse, specular):
            size = raster.header(image.data) if image else None
            self._megapixels += size.width * size.height / 1e6 if size else 0.0
        if self._megapixels > 2 * raster.MAX_MEGAPIXELS:  # a small file can ask for one picture in many mixtures
            raise RecipeError("mesh-too-large", step=_GLOSS)
        found = converted(gloss, diffuse, specular)
        look: dict[str, Any] = {"base_colour": (*found.base, gloss.alpha)}
        look |= {"metallic": found.metallic, "roughness": found.roughness}
        if found.base_picture is not None:
            kept = base is not None and found.base_picture is diffuse
            look["base_texture"] = (
                self.textures.number(base.image) if base and kept else self.textures.add(found.base_picture)
            )
        if found.metal_rough_picture is not None:
            look["metal_rough_texture"] = self.textures.add(found.metal_rough_picture)
        return look


def _sources(uses: Uses) -> tuple[UvSource, UvSource | None]:
    """Return the coordinates of the first picture and the next other ones."""
    found = list(dict.fromkeys(use.source for use in uses.values()))
    return (found[0] if found else UvSource(0)), (found[1] if len(found) > 1 else None)


def _spare(first: UvSource) -> UvSource:
    """Return the set no picture uses: it is kept too, for it may be a light map's."""
    return UvSource(1 if first.set == 0 else 0)


def _gloss(row: Row) -> Gloss:
    r, g, b, a = (_share(v) for v in row.numbers("diffuseFactor", _WHITE))
    sr, sg, sb = (_share(v) for v in row.numbers("specularFactor", (1.0, 1.0, 1.0)))
    return Gloss((r, g, b), a, (sr, sg, sb), _share(row.number("glossinessFactor", 1.0)))


def _alpha(row: Row) -> Literal["OPAQUE", "MASK", "BLEND"]:
    alpha = row.text("alphaMode", "OPAQUE")
    return cast("Literal['OPAQUE', 'MASK', 'BLEND']", alpha if alpha in _ALPHA else "OPAQUE")


def _info_number(row: Row, texture: str, key: str) -> float:
    info = row.row(texture)
    return info.number(key, 1.0) if info else 1.0


def _emissive(row: Row) -> tuple[float, float, float]:
    strength_row = row.extension("KHR_materials_emissive_strength")
    strength = strength_row.number("emissiveStrength", 1.0) if strength_row else 1.0
    r, g, b = (max(v, 0.0) * max(strength, 0.0) for v in row.numbers("emissiveFactor", (0.0, 0.0, 0.0)))
    return (r, g, b)


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
