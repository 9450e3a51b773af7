"""Pictures inside meshes, decoded for drawing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow

if TYPE_CHECKING:
    from numpy.typing import NDArray


def texels(data: bytes, *, most_px: int, power_of_two: bool = False) -> NDArray[np.uint8]:
    """Return the picture as (h, w, 4) RGBA, the longer side at most `most_px`, row 0 on top.

    `power_of_two`: stretched to sides that are powers of two, as panda3d's own rasteriser needs.

    Raises ValueError when the bytes are no picture.
    """
    try:
        with Pillow.open(io.BytesIO(data)) as picture:
            if picture.format == "JPEG":
                picture.draft("RGB", (most_px, most_px))
            colours = picture.convert("RGBA")
    except (OSError, SyntaxError) as broken:
        msg = "a texture of the mesh is no picture"
        raise ValueError(msg) from broken
    if max(colours.size) > most_px:
        scale = most_px / max(colours.size)
        size = (max(1, round(colours.width * scale)), max(1, round(colours.height * scale)))
        colours = colours.resize(size, Pillow.Resampling.BOX, reducing_gap=2.0)
    if power_of_two:
        colours = colours.resize((_power(colours.width), _power(colours.height)), Pillow.Resampling.BILINEAR)
    return np.asarray(colours, dtype=np.uint8)


def _power(pixels: int) -> int:
    """Return the power of two next below or at `pixels`."""
    return 1 << (pixels.bit_length() - 1)
