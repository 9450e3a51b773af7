"""The door to Pillow for textures and pictures: look at the header, refuse what is too large or broken, decode, encode.

The number of pixels is read from the header and judged before anything is decoded. Encoders are given every option,
so the same pixels give the same bytes.
"""

from __future__ import annotations

import io
import struct
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PIL.Image import Image as PilImage

MAX_MEGAPIXELS = 300
"""16384 x 16384 is 268; a 900 megapixel bomb is refused."""

_LARGE_PIXELS = 1 << 21
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, OverflowError, struct.error)
"""What Pillow raises over damaged files, seen by changing bytes of sound ones at random."""

_WORDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif", "TIFF": "image/tiff"}
_FORMATS = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture says of itself: pixels as stored, before turning by EXIF."""

    width: int
    height: int
    mime: str


def header(data: bytes, *, max_megapixels: int = MAX_MEGAPIXELS) -> Header:
    """Return the header. Raises RecipeError `picture-not-a-picture`, `picture-too-large`, `picture-broken`."""
    with _opened(data, max_megapixels) as image:
        return Header(image.width, image.height, _WORDS[str(image.format)])


def decode(data: bytes, *, max_megapixels: int = MAX_MEGAPIXELS, max_px: int | None = None) -> PilImage:
    """Return the pixels as 8-bit L, RGB or RGBA, as stored (no EXIF turn, no colour conversion).

    `max_px`: enough for a result of that many pixels on the longer side; lets JPEG decode at 1/2, 1/4 or 1/8.
    Raises RecipeError as `header`, and `picture-truncated` when the file ends early.
    """
    image = _opened(data, max_megapixels)
    if max_px is not None and image.format == "JPEG":
        scale = max_px / max(image.size)
        image.draft(None, (int(image.width * scale) + 1, int(image.height * scale) + 1))
    return plain(_loaded(image))


def decode_with_notes(data: bytes, *, max_megapixels: int = MAX_MEGAPIXELS) -> PilImage:
    """Return the picture in its own mode, with EXIF and colour profile. Raises RecipeError as `decode`."""
    return _loaded(_opened(data, max_megapixels))


def plain(image: PilImage) -> PilImage:
    """Return `image` as L, RGB or RGBA with 8 bits a channel."""
    if image.mode in {"L", "RGB", "RGBA"}:
        return image
    if image.mode.startswith("I;16") or image.mode == "I":
        # Pillow's own conversion clips 16 bits instead of scaling them
        from PIL import Image as Pil

        values = np.asarray(image).astype(np.uint32)
        return Pil.fromarray((values >> 8).clip(0, 255).astype(np.uint8))
    if image.mode in {"LA", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def pixels(image: PilImage) -> NDArray[np.uint8]:
    """Return (h, w, channels) bytes."""
    values = np.asarray(image)
    return values[:, :, None] if values.ndim == 2 else values


def picture(values: NDArray[np.uint8]) -> PilImage:
    """Return the picture of (h, w, 1 or 3 or 4) bytes."""
    from PIL import Image as Pil

    return Pil.fromarray(np.ascontiguousarray(values[:, :, 0] if values.shape[2] == 1 else values))


def webp(image: PilImage, *, quality: int, lossless: bool = False) -> Image:
    """Return WebP without metadata. Chroma is at half size; `lossless` keeps all.

    Of a photograph of 2048 px method 2 takes 0.15 s, 4 takes 0.34 s and is 4 % smaller, 6 is 10 % smaller: large
    pictures, where time counts, go by 2, small ones, where bytes do, by 4.
    """
    out = io.BytesIO()
    mode: dict[str, Any] = {"lossless": True, "exact": True} if lossless else {}
    method = 2 if image.width * image.height > _LARGE_PIXELS else 4
    colour = image.convert("RGB") if image.mode == "L" else image
    colour.save(out, "WEBP", quality=quality, method=method, exif=b"", icc_profile=b"", xmp=b"", **mode)
    return Image("image/webp", out.getvalue())


def avif(image: PilImage, *, quality: int, speed: int, full_chroma: bool = False) -> Image:
    """Return AVIF without metadata; `speed` 0 (smallest) to 10. `full_chroma` keeps colour at full size (4:4:4)."""
    out = io.BytesIO()
    colour = image if image.mode in {"L", "RGBA"} else image.convert("RGB")
    chroma = "4:0:0" if image.mode == "L" else "4:4:4" if full_chroma else "4:2:0"
    # one thread: the tiling, and so the bytes, must not depend on the machine
    options: dict[str, Any] = {"quality": quality, "speed": speed, "subsampling": chroma, "max_threads": 1}
    colour.save(out, "AVIF", **options, exif=b"", icc_profile=b"", xmp=b"")
    return Image("image/avif", out.getvalue())


def jpeg(image: PilImage, *, quality: int, full_chroma: bool = False) -> Image:
    """Return JPEG without metadata; `full_chroma` keeps colour at full size (4:4:4)."""
    out = io.BytesIO()
    colour = image if image.mode == "L" else image.convert("RGB")
    subsampling = 0 if full_chroma else 2
    colour.save(out, "JPEG", quality=quality, subsampling=subsampling, optimize=True, progressive=True, exif=b"")
    return Image("image/jpeg", out.getvalue())


def png(image: PilImage, *, level: int = 6) -> Image:
    """Return PNG without metadata. `level` 1 packs fastest, 9 smallest."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=level)
    return Image("image/png", out.getvalue())


def portable(image: Image) -> Image:
    """Return a WebP or AVIF texture as JPEG (or PNG with alpha) for programs without them; others as they are."""
    if image.mime in {"image/jpeg", "image/png"}:
        return image
    found = decode(image.data)
    return png(found) if found.mode == "RGBA" else jpeg(found, quality=92, full_chroma=True)


def upright(image: PilImage) -> PilImage:
    """Return `image` turned as its EXIF says; notes that cannot be read leave it as it is."""
    from PIL import ImageOps

    try:
        with _quiet():
            return ImageOps.exif_transpose(image)
    except _DAMAGE:
        return image


def _opened(data: bytes, max_megapixels: int) -> PilImage:
    from PIL import Image as Pil

    Pil.MAX_IMAGE_PIXELS = None  # our own limit follows below, with the size in its message
    try:
        with _quiet():
            image = Pil.open(io.BytesIO(data), formats=_FORMATS)
            width, height = image.size
            several = getattr(image, "n_frames", 1) > 1
    except _DAMAGE as error:
        raise RecipeError(_why(data)) from error
    if width * height > max_megapixels * 1e6:
        raise RecipeError("picture-too-large", megapixels=round(width * height / 1e6), limit=max_megapixels)
    if several:
        image.seek(0)
    return image


def _loaded(image: PilImage) -> PilImage:
    try:
        with _quiet():
            image.load()
    except _DAMAGE as error:
        raise RecipeError("picture-truncated") from error
    return image


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow's remarks on odd metadata from the author: what matters is raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _why(data: bytes) -> str:
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg")):
        return "picture-is-a-page"
    known = data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")) or data[8:12] == b"WEBP"
    return "picture-truncated" if known else "picture-not-a-picture"
