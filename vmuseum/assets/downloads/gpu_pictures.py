"""The pictures of a mesh as KTX2 (KHR_texture_basisu): they stay compressed in the memory of the graphics card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import ktx2, raster
from vmuseum.mesh.arrays import Image, Mesh

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_PX = 2048
"""Longest side. Larger ones take minutes to encode and are rarely loaded by what reads KTX2."""
_COLOURS = ("base_texture", "emissive_texture")


def gpu_pictures(mesh: Mesh) -> Mesh:
    """Return `mesh` with every picture as KTX2 with mipmaps, sides multiples of four, at most `LARGEST_PX`."""
    colours = {getattr(part.material, role) for part in mesh.parts for role in _COLOURS}
    images = (_encoded(image, "colour" if n in colours else "data") for n, image in enumerate(mesh.images))
    return replace(mesh, images=tuple(images))


def _encoded(image: Image, kind: ktx2.Kind) -> Image:
    return Image("image/ktx2", ktx2.encode(_pixels(image), kind=kind))


def _pixels(image: Image) -> NDArray[np.uint8]:
    from PIL import Image as Pil

    found = raster.decode(image.data).convert("RGBA")
    share = min(1.0, LARGEST_PX / max(found.size))
    width, height = (max(4, round(side * share / 4) * 4) for side in found.size)
    if (width, height) != found.size:
        found = found.resize((width, height), Pil.Resampling.BOX)
    return np.asarray(found)
