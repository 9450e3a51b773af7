"""Textures of a glTF file: which picture, which coordinates, which transform; and the pictures that are really used.

KHR_texture_transform, KHR_texture_basisu, EXT_texture_webp, EXT_texture_avif. Pictures stay encoded, but for KTX2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.mesh import ktx2, raster
from vmuseum.mesh.arrays import Image

if TYPE_CHECKING:
    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row
    from vmuseum.mesh.losses import Losses

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xabKTX 20\xbb\r\n\x1a\n", "image/ktx2"),
)
_AVIF = {b"avif", b"avis"}
_REPEAT = 10497


@dataclass(frozen=True, slots=True)
class UvTransform:
    """KHR_texture_transform: uv' = turned(uv * scale) + offset."""

    offset: tuple[float, float] = (0.0, 0.0)
    rotation: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)

    @property
    def idle(self) -> bool:
        """True when it changes nothing."""
        return math.isclose(self.rotation, 0.0) and self.scale == (1.0, 1.0) and self.offset == (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class UvSource:
    """Where coordinates come from: TEXCOORD_<set>, transformed."""

    set: int = 0
    transform: UvTransform = UvTransform()


@dataclass(frozen=True, slots=True)
class TextureUse:
    """How a material uses one texture."""

    image: Row
    source: UvSource
    repeats: bool  # False: the sampler clamps or mirrors


class TextureReader:
    """Finds textures and gathers the pictures that are used, in order of first use."""

    def __init__(self, container: Container, losses: Losses) -> None:
        self._container = container
        self._losses = losses
        self._places: dict[str, int] = {}
        self.images: list[Image] = []

    def use(self, owner: Row | None, key: str) -> TextureUse | None:
        """Return what the texture info `key` of `owner` says, or None without it."""
        info = owner.row(key) if owner else None
        texture = info.index("index", self._container.all("textures")) if info else None
        if info is None or texture is None:
            return None
        return TextureUse(self._image_row(texture), _source(info), self._repeats(texture))

    def number(self, row: Row) -> int:
        """Return the number of the picture of `row` among those read."""
        if row.at not in self._places:
            self._places[row.at] = self.add(self.picture(row))
        return self._places[row.at]

    def add(self, image: Image) -> int:
        """Add a picture and return its number."""
        self.images.append(image)
        return len(self.images) - 1

    def picture(self, row: Row) -> Image:
        """Return the picture of `row`. Raises RecipeError `mesh-texture-kind`, `mesh-texture-basis`."""
        view = row.index("bufferView", self._container.all("bufferViews"))
        data = self._container.slice(view) if view else self._container.resource(row)
        mime = image_mime(data)
        if mime is None:
            raise RecipeError("mesh-texture-kind", at=row.at)
        if mime != "image/ktx2":
            return Image(mime, data)
        try:
            return plain_picture(data)
        except RecipeError as error:
            raise RecipeError("mesh-texture-basis", at=row.at) from error

    def _image_row(self, texture: Row) -> Row:
        """Return the picture to read: WebP or AVIF before the plain one, that before KTX2."""
        rows = self._container.all("images")
        plain = texture.index("source", rows)
        for name in ("EXT_texture_webp", "EXT_texture_avif"):
            better = texture.extension(name)
            found = better.index("source", rows) if better else None
            if found:
                return found
        basis = texture.extension("KHR_texture_basisu")
        found = plain or (basis.index("source", rows) if basis else None)
        if found is None:
            raise texture.broken("source")
        if basis and plain:
            self._losses.add("mesh-basis-fallback")
        return found

    def _repeats(self, texture: Row) -> bool:
        sampler = texture.index("sampler", self._container.all("samplers"))
        return sampler is None or all(sampler.integer(key, _REPEAT) == _REPEAT for key in ("wrapS", "wrapT"))


def plain_picture(data: bytes) -> Image:
    """Return a Basis Universal KTX2 as PNG, for everything else here reads pixels. Raises RecipeError."""
    pixels = ktx2.decode(data)
    opaque = bool((pixels[:, :, 3] == 255).all())
    return raster.png(raster.picture(pixels[:, :, :3] if opaque else pixels))


def image_mime(data: bytes) -> str | None:
    """Return image/jpeg, png, webp, avif or ktx2 by the first bytes, or None."""
    for magic, mime in _MAGIC:
        if data.startswith(magic):
            return mime
    if data[4:8] == b"ftyp" and data[8:12] in _AVIF:
        return "image/avif"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _source(info: Row) -> UvSource:
    uv_set = info.integer("texCoord", 0, high=15)
    row = info.extension("KHR_texture_transform")
    if row is None:
        return UvSource(uv_set)
    offset, scale = row.numbers("offset", (0.0, 0.0)), row.numbers("scale", (1.0, 1.0))
    transform = UvTransform((offset[0], offset[1]), row.number("rotation", 0.0), (scale[0], scale[1]))
    return UvSource(row.integer("texCoord", uv_set, high=15), UvTransform() if transform.idle else transform)
