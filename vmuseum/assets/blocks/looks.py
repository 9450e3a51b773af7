"""The materials of an unpacked scan with their pictures made ready: each in all sizes on disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vmuseum.assets.blocks.pyramid import Kind, Pyramid, pyramid
from vmuseum.assets.blocks.stand_in import moderate
from vmuseum.assets.blocks.tile import Look
from vmuseum.mesh.texture_roles import retextured, textures
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from pathlib import Path

    from vmuseum.assets.blocks.source import Source
    from vmuseum.mesh.arrays import Image, Material

_KINDS: dict[str, Kind] = {
    "normal_texture": "normal",
    "occlusion_texture": "data",
    "metal_rough_texture": "data",
    "emissive_texture": "colour",
    "base_texture": "colour",
}


def look_of(source: Source, folder: Path) -> tuple[Look, tuple[Image, ...]]:
    """Return the look of a scan, and its pictures for the mesh that stands in for it.

    Pictures that need a second set of coordinates are left out with a warning in `source`.
    """
    materials = _with_one_set(source)
    if "uvs" not in source.columns:
        materials = [retextured(material, {}) for material in materials]
    kinds: dict[int, Kind] = {}
    for role, kind in _KINDS.items():  # a picture of two roles is what the later one asks for
        kinds |= {n: kind for material in materials for r, n in textures(material).items() if r == role}
    alpha = {m.base_texture for m in materials if m.alpha != "OPAQUE"}
    made = {
        n: pyramid(source.images[n].data, kind, folder, f"{n}", alpha=n in alpha) for n, kind in sorted(kinds.items())
    }
    pictures: list[dict[str, Pyramid]] = [{r: made[n] for r, n in textures(m).items()} for m in materials]
    place = {old: new for new, old in enumerate(sorted(made))}
    renumbered = [retextured(m, {r: place[n] for r, n in textures(m).items()}) for m in materials]
    images = tuple(moderate(source.images[n], made[n]) for n in sorted(made))
    return Look(renumbered, pictures), images


def _with_one_set(source: Source) -> list[Material]:
    found: list[Material] = []
    left_out = 0
    for material in source.materials:
        kept = {role: n for role, n in textures(material).items() if role not in material.second_uv}
        left_out += len(textures(material)) - len(kept)
        found.append(replace(retextured(material, kept), second_uv=()))
    if left_out:
        source.warnings = (*source.warnings, Warning_("mesh-blocks-second-uv", (("count", left_out),)))
    return found
