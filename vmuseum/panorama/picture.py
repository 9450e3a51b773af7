"""Reading a 360 degree picture: refused when broken, too large, or not a full sphere.

Accepted: JPEG, PNG and WebP, 2:1. Width and height may miss 2:1 by up to half a percent (stitching programs are often a
pixel off); the picture is then stretched over the sphere and a warning says so. EXIF turning is ignored: a panorama
that needs it is not level.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, UnidentifiedImageError

from vmuseum.errors import RecipeError
from vmuseum.panorama.sphere import RgbSphere, planar_jpeg
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from vmuseum.panorama.sphere import Sphere

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 225_000_000  # about 21000 x 10500
LEAST_WIDTH_PX = 512
SLACK = 0.005
_PLANAR_PIXELS = 8_000_000  # larger JPEGs are held as luma and colour planes


def read_panorama(data: bytes) -> tuple[Sphere, tuple[Warning_, ...]]:
    """Return an equirectangular picture and what the author should know.

    Raises RecipeError: panorama-unreadable, panorama-too-large, panorama-too-small, panorama-stereo, panorama-aspect.
    """
    kind, width, height = _head(data)
    _check_size(width, height)
    found: tuple[Warning_, ...] = ()
    if width != 2 * height:
        found = (Warning_("panorama-nearly", (("height", height), ("width", width))),)
    sphere = _decode(data, kind, (width, height))
    if width < LEAST_WIDTH_PX:
        raise RecipeError("panorama-too-small", width=width, least=LEAST_WIDTH_PX)
    return sphere, found


def _head(data: bytes) -> tuple[str, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is checked here, more strictly
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                return str(picture.format), picture.width, picture.height
    except Image.DecompressionBombError as bomb:
        raise RecipeError("panorama-too-large", limit=MOST_PIXELS // 1_000_000) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise RecipeError("panorama-unreadable") from broken


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise RecipeError("panorama-too-large", limit=MOST_PIXELS // 1_000_000)
    if width == height:
        raise RecipeError("panorama-stereo", width=width, height=height)
    if abs(width - 2 * height) > max(1.0, SLACK * width):
        raise RecipeError("panorama-aspect", width=width, height=height, ratio=round(width / height, 2))


def _decode(data: bytes, kind: str, size: tuple[int, int]) -> Sphere:
    if kind == "JPEG":
        # decoders fill what is missing of a cut file with grey, so look for the end of the picture
        if data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
            raise RecipeError("panorama-unreadable")
        if size[0] * size[1] > _PLANAR_PIXELS:
            planar = planar_jpeg(data)
            if planar is not None and (planar.width, planar.height) == size:
                return planar
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                whole = picture if picture.mode == "RGB" else picture.convert("RGB")
                return RgbSphere(np.asarray(whole, dtype=np.uint8))
    except (OSError, SyntaxError, ValueError) as broken:
        raise RecipeError("panorama-unreadable") from broken
