"""The pictures of a mesh as an AR viewer needs them: JPEG or PNG, with every factor of the material drawn in.

USD has `inputs:scale` for factors; viewers are known to pass over it, and a statue of plaster then shines like steel.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.colour import linear_from_srgb, srgb_from_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

Factors = tuple[float, ...]


@dataclass(slots=True)
class _Pictures:
    """Pictures by number and what they are multiplied by."""

    given: tuple[Image, ...]
    numbers: dict[tuple[int, Factors, bool], int] = field(default_factory=dict)
    made: list[Image] = field(default_factory=list)

    def of(self, number: int | None, factors: Factors, *, colour: bool) -> int | None:
        """Return the number of picture `number` times `factors` (red, green, blue) among those made."""
        if number is None:
            return None
        key = (number, factors, colour and set(factors) != {1.0})
        if key not in self.numbers:
            self.numbers[key] = len(self.made)
            self.made.append(_multiplied(self.given[number], factors, colour=colour))
        return self.numbers[key]


def usdz_pictures(mesh: Mesh) -> Mesh:
    """Return `mesh` with JPEG and PNG pictures only and factors of 1 wherever a picture is multiplied."""
    pictures = _Pictures(mesh.images)
    parts = tuple(replace(part, material=_drawn(part.material, pictures)) for part in mesh.parts)
    return Mesh(parts, tuple(pictures.made))


def _drawn(material: Material, pictures: _Pictures) -> Material:
    base, plain = material.base_colour[:3], (1.0, 1.0, 1.0)
    rough = (1.0, material.roughness, material.metallic or 1.0)  # without metal its channel is not looked at
    coloured = material.base_texture is not None
    mixed = material.metal_rough_texture is not None
    glowing = material.emissive_texture is not None and max(material.emissive) <= 1
    return replace(
        material,
        base_texture=pictures.of(material.base_texture, base, colour=True),
        base_colour=(*plain, material.base_colour[3]) if coloured else material.base_colour,
        metal_rough_texture=pictures.of(material.metal_rough_texture, rough, colour=False),
        roughness=1.0 if mixed else material.roughness,
        metallic=1.0 if mixed and material.metallic else material.metallic,
        normal_texture=pictures.of(material.normal_texture, plain, colour=False),
        occlusion_texture=pictures.of(material.occlusion_texture, plain, colour=False),
        emissive_texture=pictures.of(material.emissive_texture, material.emissive if glowing else plain, colour=True),
        emissive=plain if glowing else material.emissive,
    )


def _multiplied(image: Image, factors: Factors, *, colour: bool) -> Image:
    if set(factors) == {1.0}:
        return raster.portable(image)
    found = raster.decode(image.data)
    values = raster.pixels(found.convert("RGB") if found.mode == "L" else found).astype(np.float64) / 255.0
    values[:, :, :3] = _tinted(values[:, :, :3], factors) if colour else values[:, :, :3] * factors
    drawn = raster.picture(np.rint(values.clip(0.0, 1.0) * 255.0).astype(np.uint8))
    return raster.png(drawn) if drawn.mode == "RGBA" else raster.jpeg(drawn, quality=92, full_chroma=True)


def _tinted(values: NDArray[np.float64], factors: Factors) -> NDArray[np.float64]:
    return np.asarray(srgb_from_linear(linear_from_srgb(values) * factors), np.float64)
