"""What a picture inside a model is: size, format, bits a channel, colour space."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.mesh import raster

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

    from vmuseum.mesh.arrays import Image

_EXIF_COLOUR_SPACE = 0xA001
_EXIF_PART = 0x8769


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture. `colour_space` is what the file says: "sRGB", the name of its profile, or "" when it says nothing.

    `problem` is the code of a picture that cannot be read; the other values are then 0.
    """

    format: str
    width: int
    height: int
    bytes: int
    channels: str
    bits: int
    colour_space: str
    problem: str = ""

    @property
    def srgb(self) -> bool:
        """Whether its colours mean what glTF takes them for. Pictures that say nothing are taken for sRGB."""
        return self.colour_space == "" or "srgb" in self.colour_space.lower()


def picture_facts(image: Image) -> PictureFacts:
    """Return the facts of a picture; its pixels are not decoded."""
    try:
        head = raster.header(image.data)
    except RecipeError as error:
        return PictureFacts(image.mime, 0, 0, len(image.data), "", 0, "", error.code)
    from PIL import Image as Pil

    with Pil.open(io.BytesIO(image.data)) as found:
        return PictureFacts(
            format=str(found.format),
            width=head.width,
            height=head.height,
            bytes=len(image.data),
            channels=_channels(found.mode),
            bits=_bits(image.data, found.mode),
            colour_space=_colour_space(found),
        )


def _channels(mode: str) -> str:
    if mode.startswith(("I", "F")) or mode == "1":
        return "L"
    return {"P": "RGB", "PA": "RGBA"}.get(mode, mode)


def _bits(data: bytes, mode: str) -> int:
    """Return bits a channel. Pillow reads 16-bit colour PNG as 8 bits, so the file's own head is asked."""
    if data.startswith(b"\x89PNG") and len(data) > 25:
        return int(struct.unpack_from("B", data, 24)[0]) if mode not in {"P", "PA"} else 8
    if mode.startswith("I;16"):
        return 16
    return {"1": 1, "I": 32, "F": 32}.get(mode, 8)


def _colour_space(found: PilImage) -> str:
    profile = found.info.get("icc_profile")
    if profile:
        return _profile_name(profile)
    if "srgb" in found.info:
        return "sRGB"
    try:
        exif = found.getexif()
        space = exif.get_ifd(_EXIF_PART).get(_EXIF_COLOUR_SPACE) or exif.get(_EXIF_COLOUR_SPACE)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return ""
    return {1: "sRGB", 2: "Adobe RGB"}.get(space, "") if isinstance(space, int) else ""


def _profile_name(profile: bytes) -> str:
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (OSError, ValueError, ImageCms.PyCMSError):
        return "?"
    return " ".join(name.split())[:80] or "?"
