"""Which pictures a material uses, and for what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.mesh.arrays import Material

ROLES = ("base_texture", "normal_texture", "metal_rough_texture", "occlusion_texture", "emissive_texture")


def textures(material: Material) -> dict[str, int]:
    """Return the number of the picture of every role in use."""
    numbers = {role: getattr(material, role) for role in ROLES}
    return {role: number for role, number in numbers.items() if number is not None}


def retextured(material: Material, numbers: Mapping[str, int]) -> Material:
    """Return `material` with these pictures alone; a role that is left keeps its coordinates."""
    return replace(
        material,
        base_texture=numbers.get("base_texture"),
        normal_texture=numbers.get("normal_texture"),
        metal_rough_texture=numbers.get("metal_rough_texture"),
        occlusion_texture=numbers.get("occlusion_texture"),
        emissive_texture=numbers.get("emissive_texture"),
        second_uv=tuple(role for role in material.second_uv if role in numbers),
    )


def showable(material: Material, *, uvs: bool, uvs2: bool) -> dict[str, int]:
    """Return the roles whose coordinates a part has: `uvs`, or `uvs2` for those of `second_uv`."""
    return {role: n for role, n in textures(material).items() if (uvs2 if role in material.second_uv else uvs)}
