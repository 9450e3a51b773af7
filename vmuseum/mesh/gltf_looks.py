"""Materials, textures and pictures of a GLB being written; each once, in order of first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vmuseum.mesh import coats
from vmuseum.mesh.texture_roles import showable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vmuseum.mesh.arrays import Image, Material, Part
    from vmuseum.mesh.gltf_quantise import UvRange

_SOURCES = {
    "image/webp": "EXT_texture_webp",
    "image/avif": "EXT_texture_avif",
    "image/ktx2": "KHR_texture_basisu",
}
"""Pictures that only an extension can name."""


@dataclass(slots=True)
class Looks:
    """Gathers materials; `document` gives their rows."""

    pictures: Sequence[Image]
    used: set[str] = field(default_factory=set)  # extensions a reader may do without
    required: set[str] = field(default_factory=set)
    _materials: list[dict[str, Any]] = field(default_factory=list)
    _textures: list[int] = field(default_factory=list)  # picture of every texture
    _places: dict[tuple[Material, bool, bool], int] = field(default_factory=dict)

    def material(self, part: Part, spread: UvRange | None) -> int:
        """Return the number of the material of `part`; `spread` undoes the quantising of its `uvs`."""
        key = (part.material, part.uvs is not None, part.uvs2 is not None)  # without coordinates no picture shows
        if key not in self._places:
            self._places[key] = len(self._materials)
            self._materials.append(self._row(part.material, showable(part.material, uvs=key[1], uvs2=key[2]), spread))
        return self._places[key]

    def document(self, view: Callable[[Image], int]) -> dict[str, Any]:
        """Return the top-level rows. `view` puts a picture among the buffers and gives its buffer view."""
        images = [self.pictures[number] for number in self._textures]
        rows: dict[str, Any] = {}
        if images:
            rows["images"] = [{"bufferView": view(image), "mimeType": image.mime} for image in images]
            rows["textures"] = [_texture_row(number, image.mime) for number, image in enumerate(images)]
            self.required |= {_SOURCES[image.mime] for image in images if image.mime in _SOURCES}
        return rows | {"materials": self._materials}

    def _row(self, material: Material, numbers: dict[str, int], spread: UvRange | None) -> dict[str, Any]:
        pbr: dict[str, Any] = {"baseColorFactor": list(material.base_colour)}
        pbr |= {"metallicFactor": material.metallic, "roughnessFactor": material.roughness}
        row: dict[str, Any] = {"name": material.name} if material.name else {}
        for owner, key, role, more in (
            (pbr, "baseColorTexture", "base_texture", {}),
            (pbr, "metallicRoughnessTexture", "metal_rough_texture", {}),
            (row, "normalTexture", "normal_texture", {"scale": material.normal_scale}),
            (row, "occlusionTexture", "occlusion_texture", {"strength": material.occlusion_strength}),
            (row, "emissiveTexture", "emissive_texture", {}),
        ):
            if role in numbers:
                second = role in material.second_uv
                info = self._second(numbers[role]) if second else self._first(numbers[role], spread)
                owner[key] = info | {name: value for name, value in more.items() if value != 1.0}
        row["pbrMetallicRoughness"] = pbr
        if material.alpha != "OPAQUE":
            row["alphaMode"] = material.alpha
        if material.alpha == "MASK" and material.alpha_cutoff != 0.5:
            row["alphaCutoff"] = material.alpha_cutoff
        if material.double_sided:
            row["doubleSided"] = True
        return row | self._light(material)

    def _light(self, material: Material) -> dict[str, Any]:
        """Return emission and the extensions of a material. What is unlit has no other."""
        strength = max(material.emissive)
        row: dict[str, Any] = {}
        extensions = {"KHR_materials_unlit": {}} if material.unlit else coats.written(material.extensions)
        if strength > 0:
            row["emissiveFactor"] = [value / max(strength, 1.0) for value in material.emissive]
        if strength > 1 and not material.unlit:
            extensions["KHR_materials_emissive_strength"] = {"emissiveStrength": strength}
        if extensions:
            self.used |= set(extensions)
            row["extensions"] = extensions
        return row

    def _first(self, image: int, spread: UvRange | None) -> dict[str, Any]:
        row: dict[str, Any] = {"index": self._texture(image)}
        if spread:
            self.required.add("KHR_texture_transform")  # without it quantised coordinates are nonsense
            transform = {"offset": list(spread.offset), "scale": list(spread.scale)}
            row["extensions"] = {"KHR_texture_transform": transform}
        return row

    def _second(self, image: int) -> dict[str, Any]:
        return {"index": self._texture(image), "texCoord": 1}

    def _texture(self, image: int) -> int:
        if image not in self._textures:
            self._textures.append(image)
        return self._textures.index(image)


def _texture_row(number: int, mime: str) -> dict[str, Any]:
    source = {"source": number}
    return {"extensions": {_SOURCES[mime]: source}} if mime in _SOURCES else source
