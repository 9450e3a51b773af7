"""The pictures of a mesh at every quality: decoded once, made smaller from step to step, encoded for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from vmuseum.assets.qualities.shrinking import Kind, Lifted, lifted, lowered, shrunk
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Mesh
from vmuseum.mesh.texture_roles import retextured, textures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Material, Part

_MOST_BITS = 3.0  # a pixel: a picture as delivered that takes more is made anew
_SMALLER = 0.8  # a picture that needs no resizing is replaced only by one at most this big
_MEAN_PX = 256
_AVIF_SPEED = 8
"""Of a 2048 px photograph AVIF takes 0.38 s at speed 8, 1.0 s at 6 and is 4 % smaller."""
_LIGHT = {"base_texture", "emissive_texture"}
_ROLES: tuple[tuple[str, Kind], ...] = (
    ("normal_texture", "normal"),
    ("occlusion_texture", "data"),
    ("metal_rough_texture", "data"),
    ("emissive_texture", "colour"),
    ("base_texture", "colour"),
)


@dataclass(frozen=True, slots=True)
class TextureForm:
    """How pictures are stored at one quality."""

    colour_px: int  # longest side
    normal_px: int
    data_px: int  # occlusion, metalness and roughness
    colour_quality: int  # WebP or AVIF
    normal_quality: int  # JPEG with full chroma, or AVIF
    keep: bool  # pictures as delivered where they are small enough
    kind: Literal["webp", "avif"] = "webp"


class Pictures:
    """The pictures of `mesh`, ready to be asked for at one size after the other, the largest first."""

    def __init__(self, mesh: Mesh) -> None:
        self._images = mesh.images
        self._kinds = _kinds(mesh)
        self._opaque = _opaque(mesh)
        self._steps: dict[int, Lifted] = {}
        self._made: dict[tuple[object, ...], Image] = {}

    def fitted(self, mesh: Mesh, form: TextureForm, *, most_px: Mapping[int, int]) -> Mesh:
        """Return `mesh`, one of the qualities, with pictures as `form` says; none is enlarged.

        `most_px` says of some pictures that fewer pixels on the longer side are enough.
        """
        used = {number for part in mesh.parts for number in textures(part.material).values()}
        images = [
            self._fitted(n, form, most_px.get(n, form.colour_px)) if n in used else image
            for n, image in enumerate(self._images)
        ]
        return replace(mesh, images=tuple(images))

    def colours_alone(self, mesh: Mesh) -> Mesh:
        """Return `mesh` with base and emissive pictures alone; metalness and roughness become their means."""
        return replace(mesh, parts=tuple(replace(part, material=self._bare(part.material)) for part in mesh.parts))

    def _bare(self, material: Material) -> Material:
        kept = {role: number for role, number in textures(material).items() if role in _LIGHT}
        bare = retextured(material, kept)
        number = material.metal_rough_texture
        if number is None:
            return bare
        found = raster.header(self._images[number].data)
        share = min(1.0, _MEAN_PX / max(found.width, found.height))
        size = (max(1, round(found.width * share)), max(1, round(found.height * share)))
        step = self._steps.get(number) or self._step(number, "data", size)
        means = lowered(step).reshape(-1, step.values.shape[2]).mean(axis=0) / 255.0
        rough, metal = (means[1], means[2]) if len(means) >= 3 else (means[0], means[0])
        return replace(bare, roughness=float(bare.roughness * rough), metallic=float(bare.metallic * metal))

    def _fitted(self, number: int, form: TextureForm, enough_px: int) -> Image:
        image = self._images[number]
        kind = self._kinds.get(number, "data")
        most = min(enough_px, {"colour": form.colour_px, "normal": form.normal_px, "data": form.data_px}[kind])
        found = raster.header(image.data)
        share = min(1.0, most / max(found.width, found.height))
        size = (max(1, round(found.width * share)), max(1, round(found.height * share)))
        whole = share == 1.0 and image.mime in {"image/jpeg", "image/webp"}
        if whole and form.keep and len(image.data) * 8 <= _MOST_BITS * found.width * found.height:
            return image
        key = (number, size, form.kind, form.normal_quality if kind == "normal" else form.colour_quality)
        if key not in self._made:
            encoded = _encoded(lowered(self._step(number, kind, size)), kind, form)
            self._made = {k: v for k, v in self._made.items() if k[0] != number} | {key: encoded}
        encoded = self._made[key]
        return image if whole and len(encoded.data) > _SMALLER * len(image.data) else encoded

    def _step(self, number: int, kind: Kind, size: tuple[int, int]) -> Lifted:
        """Return a picture at `size`: from the step before, which is larger, or from the master's."""
        before = self._steps.get(number)
        if before is None or before.size[0] < size[0] or before.size[1] < size[1]:
            source = raster.decode(self._images[number].data)
            if source.mode == "RGBA" and number in self._opaque:
                source = source.convert("RGB")
            self._steps[number] = lifted(source, kind, size)
        elif before.size != size:
            self._steps[number] = shrunk(before, size)
        return self._steps[number]


def longest_side(mesh: Mesh) -> int:
    """Return the longest side of all pictures, pixels, 0 without any."""
    sizes = [raster.header(image.data) for image in mesh.images]
    return max((max(found.width, found.height) for found in sizes), default=0)


def used_images(mesh: Mesh) -> Mesh:
    """Return `mesh` without pictures that no material uses."""
    used = sorted({number for part in mesh.parts for number in textures(part.material).values()})
    if len(used) == len(mesh.images):
        return mesh
    place = {old: new for new, old in enumerate(used)}

    def moved(part: Part) -> Part:
        numbers = {role: place[number] for role, number in textures(part.material).items()}
        return replace(part, material=retextured(part.material, numbers))

    return Mesh(tuple(moved(part) for part in mesh.parts), tuple(mesh.images[n] for n in used))


def _kinds(mesh: Mesh) -> dict[int, Kind]:
    found: dict[int, Kind] = {}
    for name, kind in _ROLES:  # a picture of two roles is what the later one asks for
        for part in mesh.parts:
            number = getattr(part.material, name)
            if number is not None:
                found[number] = kind
    return found


def _opaque(mesh: Mesh) -> set[int]:
    """Return the pictures whose alpha nobody looks at."""
    seen = {part.material.base_texture for part in mesh.parts if part.material.alpha != "OPAQUE"}
    return set(range(len(mesh.images))) - {n for n in seen if n is not None}


def _encoded(values: NDArray[np.uint8], kind: Kind, form: TextureForm) -> Image:
    found = raster.picture(values)
    if kind == "normal":
        # halved chroma would blur two of three directions: WebP at 95 is off by 2.3 degrees, JPEG at 92 by 1.2
        if form.kind == "avif":
            return raster.avif(found, quality=form.normal_quality, speed=_AVIF_SPEED, full_chroma=True)
        return raster.jpeg(found, quality=form.normal_quality, full_chroma=True)
    # numbers show errors more than colours do
    quality = form.colour_quality if kind == "colour" else min(form.colour_quality + 10, 95)
    if form.kind == "avif":
        return raster.avif(found, quality=quality - 15, speed=_AVIF_SPEED)
    return raster.webp(found, quality=quality)
