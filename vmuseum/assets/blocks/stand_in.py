"""A mesh of the whole scan for qualities, posters and galleries: a cut through the tree, as fine as it may be."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.sheets import encoded
from vmuseum.assets.blocks.surface import Surface, joined
from vmuseum.assets.blocks.walk import Made, surface_path
from vmuseum.mesh.arrays import Image, Mesh, Part
from vmuseum.mesh.texture_roles import retextured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vmuseum.assets.blocks.pyramid import Pyramid
    from vmuseum.assets.blocks.tile import Look

_MOST_PX = 4096
_AS_DELIVERED_BYTES = 32_000_000


def cut(root: Made, triangles: int) -> list[Made]:
    """Return nodes that cover the scan once, with at most `triangles` in all if the root has no more.

    The coarsest node gives way to its children first.
    """
    total, kept = root.triangles, []
    waiting = [(-root.error_m, root.node.name, root)]
    while waiting:
        _, _, made = heapq.heappop(waiting)
        more = sum(child.triangles for child in made.children) - made.triangles
        if not made.children or total + more > triangles:
            kept.append(made)
            continue
        total += more
        for child in made.children:
            heapq.heappush(waiting, (-child.error_m, child.node.name, child))
    return sorted(kept, key=lambda made: made.node.first)


def stand_in(nodes: Sequence[Made], scratch: Path, look: Look, images: Sequence[Image]) -> Mesh:
    """Return the surfaces of `nodes` as one mesh with the master's own coordinates and pictures."""
    surfaces = [Surface.load(surface_path(scratch, made.node)) for made in nodes]
    whole = joined(surfaces)
    owner = whole.part[whole.indices[:, 0]]
    parts = [_part(whole.used(whole.indices[owner == n]), look, int(n)) for n in np.unique(owner)]
    return Mesh(tuple(parts), tuple(images))


def _part(surface: Surface, look: Look, number: int) -> Part:
    material = look.materials[number]
    uvs = surface.uvs if look.pictures[number] else None
    colours = None if surface.colours is None or bool((surface.colours == 1.0).all()) else surface.colours
    if uvs is None:
        material = retextured(material, {})
    return Part(
        "", surface.positions, surface.indices, normals=surface.normals, uvs=uvs, colours=colours, material=material
    )


def moderate(image: Image, picture: Pyramid) -> Image:
    """Return a picture of the master as it is, or smaller where it is very large."""
    if picture.px <= _MOST_PX and len(image.data) <= _AS_DELIVERED_BYTES:
        return image
    level = next(one for one in picture.levels if max(one.width, one.height) <= _MOST_PX)
    return encoded(level.rows(0, level.height), picture.kind)
