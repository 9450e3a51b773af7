"""picture.derive: any picture as WebP in several widths and as a card for links, upright and in sRGB."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from vmuseum.mesh import raster
from vmuseum.plan.recipes import Output, PictureDerive, Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image as PilImage

CARD_PX = (1200, 630)
"""Size of a link preview (Open Graph)."""

_WEBP, _JPEG = 80, 82
_SMALLEST = 480  # px; narrower pictures look soft on a page


def run(inputs: Mapping[str, bytes], params: PictureDerive) -> Output:
    """Return `w<width>.webp` for each width not above the picture's (at least one) and `card.jpg`.

    Raises RecipeError `picture-*` for what is no whole picture or too large.
    """
    image = upright(inputs["main"])
    files, facts = derived(image, params.widths)
    warnings: tuple[Warning_, ...] = ()
    if image.width < _SMALLEST:
        warnings = (Warning_("picture-small", (("wanted", _SMALLEST), ("width", image.width))),)
    return Output(files, facts, warnings)


def derived(image: PilImage, widths: tuple[int, ...]) -> tuple[dict[str, bytes], dict[str, object]]:
    """Return the files and facts of picture.derive for an upright sRGB picture."""
    chosen = sorted({width for width in widths if width <= image.width} or {image.width})
    files: dict[str, bytes] = {}
    sizes: list[list[object]] = []
    for width in chosen:
        height = max(1, round(image.height * width / image.width))
        files[f"w{width}.webp"] = raster.webp(_shrunk(image, (width, height)), quality=_WEBP).data
        sizes.append([f"w{width}.webp", width, height])
    files["card.jpg"] = raster.jpeg(_card(image), quality=_JPEG).data
    return files, {"sizes": sizes, "width": image.width, "height": image.height}


def upright(data: bytes) -> PilImage:
    """Return the picture turned as its EXIF says, as sRGB on white where it was transparent."""
    from PIL import Image as Pil

    turned = raster.upright(raster.decode_with_notes(data))
    profile = turned.info.get("icc_profile")
    image = raster.plain(_in_srgb(turned, profile) if profile else turned)
    if image.mode == "RGBA":
        ground = Pil.new("RGBA", image.size, (255, 255, 255, 255))
        image = Pil.alpha_composite(ground, image)
    return image.convert("RGB")


def _in_srgb(image: PilImage, profile: bytes) -> PilImage:
    """Return `image` in sRGB; a profile that cannot be read leaves it as it is."""
    from PIL import ImageCms

    if image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        mode = image.mode if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _shrunk(image: PilImage, size: tuple[int, int]) -> PilImage:
    from PIL import Image as Pil

    return image if size == image.size else image.resize(size, Pil.Resampling.LANCZOS, reducing_gap=3.0)


def _card(image: PilImage) -> PilImage:
    """Return the middle of the picture in the shape of a card; a narrow picture is enlarged."""
    width, height = CARD_PX
    share = max(width / image.width, height / image.height)
    part_width, part_height = width / share, height / share
    left, top = (image.width - part_width) / 2, (image.height - part_height) / 2
    from PIL import Image as Pil

    box = (left, top, left + part_width, top + part_height)
    return image.resize(CARD_PX, Pil.Resampling.LANCZOS, box=box, reducing_gap=3.0)
