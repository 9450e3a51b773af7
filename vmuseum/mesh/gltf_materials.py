"""Materials and images of a glTF file.

What Material has no word for (coats, sheen, samplers) is left out. A texture transform is taken out into the
coordinates: `uv_transform` of a material applies to all its textures, as files written with quantised coordinates do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material

if TYPE_CHECKING:
    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row

_ALPHA = {"OPAQUE", "MASK", "BLEND"}
_MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
TextureKind = Literal["base", "normal", "metal_rough", "occlusion", "emissive"]


@dataclass(frozen=True, slots=True)
class UvTransform:
    """KHR_texture_transform: uv' = turned(uv * scale) + offset."""

    offset: tuple[float, float] = (0.0, 0.0)
    rotation: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class ReadMaterial:
    """A material, the set of coordinates its textures use and their transform."""

    material: Material
    uv_set: int = 0
    uv_transform: UvTransform = UvTransform()


@dataclass(frozen=True, slots=True)
class _Use:
    """How one texture is used."""

    image: str  # place of the image in the document
    uv_set: int
    transform: UvTransform


class MaterialReader:
    """Reads materials on demand and gathers the images that are really used, in order of first use."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._places: dict[str, int] = {}
        self._read: dict[str, ReadMaterial] = {}
        self.images: list[Image] = []
        self.left_out = 0  # textures that need other coordinates than the first one of their material

    def material(self, row: Row | None) -> ReadMaterial:
        """Return the material of a primitive; without one, glTF's default is white and not metallic here."""
        if row is None:
            return ReadMaterial(Material())
        if row.at not in self._read:
            self._read[row.at] = self._material(row)
        return self._read[row.at]

    def _material(self, row: Row) -> ReadMaterial:
        pbr = row.row("pbrMetallicRoughness")
        gloss = row.extension("KHR_materials_pbrSpecularGlossiness")
        uses: dict[TextureKind, _Use] = {}
        self._note(uses, "base", pbr, "baseColorTexture")
        self._note(uses, "base", gloss, "diffuseTexture")
        self._note(uses, "metal_rough", pbr, "metallicRoughnessTexture")
        self._note(uses, "normal", row, "normalTexture")
        self._note(uses, "occlusion", row, "occlusionTexture")
        self._note(uses, "emissive", row, "emissiveTexture")
        first = next(iter(uses.values()), _Use("", 0, UvTransform()))
        fitting = {k: u for k, u in uses.items() if (u.uv_set, u.transform) == (first.uv_set, first.transform)}
        self.left_out += len(uses) - len(fitting)
        rows = self._container.all("images")
        image = {kind: self._image(next(r for r in rows if r.at == use.image)) for kind, use in fitting.items()}
        alpha = row.text("alphaMode", "OPAQUE")
        material = Material(
            name=row.text("name"),
            base_colour=_colour(pbr, gloss),
            metallic=0.0 if gloss else (pbr.number("metallicFactor", 1.0) if pbr else 1.0),
            roughness=_roughness(pbr, gloss),
            emissive=_emissive(row),
            alpha=cast("Literal['OPAQUE', 'MASK', 'BLEND']", alpha if alpha in _ALPHA else "OPAQUE"),
            double_sided=row.flag("doubleSided"),
            base_texture=image.get("base"),
            normal_texture=image.get("normal"),
            metal_rough_texture=image.get("metal_rough"),
            occlusion_texture=image.get("occlusion"),
            emissive_texture=image.get("emissive"),
        )
        return ReadMaterial(material, first.uv_set, first.transform)

    def _note(self, uses: dict[TextureKind, _Use], kind: TextureKind, owner: Row | None, key: str) -> None:
        info = owner.row(key) if owner else None
        texture = info.index("index", self._container.all("textures")) if info else None
        if info is None or texture is None:
            return
        rows = self._container.all("images")
        webp = texture.extension("EXT_texture_webp")
        row = (webp.index("source", rows) if webp else None) or texture.index("source", rows)
        if row is None:
            raise texture.broken("source")
        uses[kind] = _Use(row.at, *_placement(info))

    def _image(self, row: Row) -> int:
        if row.at not in self._places:
            self._places[row.at] = len(self.images)
            self.images.append(self._picture(row))
        return self._places[row.at]

    def _picture(self, row: Row) -> Image:
        view = row.index("bufferView", self._container.all("bufferViews"))
        data = self._container.slice(view) if view else self._container.resource(row)
        mime = image_mime(data)
        if mime is None:
            raise RecipeError("mesh-texture-kind", at=row.at)
        return Image(mime, data)


def image_mime(data: bytes) -> str | None:
    """Return image/jpeg, image/png or image/webp by the first bytes, or None."""
    for magic, mime in _MAGIC:
        if data.startswith(magic):
            return mime
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _placement(info: Row) -> tuple[int, UvTransform]:
    uv_set = info.integer("texCoord", 0, high=7)
    row = info.extension("KHR_texture_transform")
    if row is None:
        return uv_set, UvTransform()
    offset, scale = row.numbers("offset", (0.0, 0.0)), row.numbers("scale", (1.0, 1.0))
    transform = UvTransform((offset[0], offset[1]), row.number("rotation", 0.0), (scale[0], scale[1]))
    return row.integer("texCoord", uv_set, high=7), transform


def _colour(pbr: Row | None, gloss: Row | None) -> tuple[float, float, float, float]:
    white = (1.0, 1.0, 1.0, 1.0)
    found = gloss.numbers("diffuseFactor", white) if gloss else pbr.numbers("baseColorFactor", white) if pbr else white
    r, g, b, a = (min(max(v, 0.0), 1.0) for v in found)
    return (r, g, b, a)


def _roughness(pbr: Row | None, gloss: Row | None) -> float:
    if gloss:
        return min(max(1.0 - gloss.number("glossinessFactor", 1.0), 0.0), 1.0)
    return pbr.number("roughnessFactor", 1.0) if pbr else 1.0


def _emissive(row: Row) -> tuple[float, float, float]:
    strength_row = row.extension("KHR_materials_emissive_strength")
    strength = strength_row.number("emissiveStrength", 1.0) if strength_row else 1.0
    r, g, b = (max(v, 0.0) * max(strength, 0.0) for v in row.numbers("emissiveFactor", (0.0, 0.0, 0.0)))
    return (r, g, b)


def is_identity(transform: UvTransform) -> bool:
    """Say whether a transform changes nothing."""
    return transform == UvTransform() or (
        math.isclose(transform.rotation, 0.0) and transform.scale == (1.0, 1.0) and transform.offset == (0.0, 0.0)
    )
