"""Make the pictures of a mesh smaller: colours averaged as light, normals as directions, data as numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Mesh
from vmuseum.mesh.colour import linear_from_srgb, srgb_from_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Material

Kind = Literal["colour", "normal", "data"]
_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
_SRGB = np.rint(srgb_from_linear(np.arange(65536) / 65535.0) * 255.0).astype(np.uint8)
_KEEP = 0.8  # an encoded picture that needs no resizing is replaced only by one at most this big
_ROLES: tuple[tuple[str, Kind], ...] = (
    ("normal_texture", "normal"),
    ("occlusion_texture", "data"),
    ("metal_rough_texture", "data"),
    ("emissive_texture", "colour"),
    ("base_texture", "colour"),
)


@dataclass(frozen=True, slots=True)
class TextureForm:
    """How pictures are stored. `fine_normals`: JPEG with full chroma, else WebP."""

    px: int  # longest side of colours and normals
    data_px: int  # longest side of occlusion, metalness and roughness
    quality: int  # WebP
    fine_normals: bool


def fitted(mesh: Mesh, form: TextureForm) -> Mesh:
    """Return `mesh` with every picture at most as large as `form` says; none is enlarged."""
    kinds = _kinds(mesh)
    opaque = _opaque(mesh)
    images = [_fitted(image, kinds.get(n, "data"), form, opaque=n in opaque) for n, image in enumerate(mesh.images)]
    return replace(mesh, images=tuple(images))


def longest_side(mesh: Mesh) -> int:
    """Return the longest side of all pictures, pixels, 0 without any."""
    return max((max(_size(image)) for image in mesh.images), default=0)


def colour_only(mesh: Mesh) -> Mesh:
    """Return `mesh` with base and emissive pictures alone."""

    def bare(material: Material) -> Material:
        return replace(material, normal_texture=None, occlusion_texture=None, metal_rough_texture=None)

    return replace(mesh, parts=tuple(replace(part, material=bare(part.material)) for part in mesh.parts))


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


def _size(image: Image) -> tuple[int, int]:
    found = raster.header(image.data)
    return found.width, found.height


def _fitted(image: Image, kind: Kind, form: TextureForm, *, opaque: bool) -> Image:
    most = form.data_px if kind == "data" else form.px
    source = raster.decode(image.data)
    if source.mode == "RGBA" and opaque:
        source = source.convert("RGB")
    width, height = source.size
    share = min(1.0, most / max(width, height))
    size = (max(1, round(width * share)), max(1, round(height * share)))
    values = raster.pixels(source)
    if kind == "normal":
        values = values[:, :, :3] if values.shape[2] >= 3 else np.repeat(values, 3, axis=2)
    if size != (width, height):
        values = _resized(values, size, kind)
    encoded = _encoded(values, kind, form)
    untouched = size == (width, height) and source.mode in {"L", "RGB"}
    return image if untouched and len(encoded.data) > _KEEP * len(image.data) else encoded


def _encoded(values: NDArray[np.uint8], kind: Kind, form: TextureForm) -> Image:
    found = raster.picture(values)
    if kind == "normal" and form.fine_normals:
        return raster.jpeg(found, quality=88, full_chroma=True)
    # directions and numbers show errors more than colours do
    return raster.webp(found, quality=form.quality if kind == "colour" else min(form.quality + 10, 95))


def _resized(values: NDArray[np.uint8], size: tuple[int, int], kind: Kind) -> NDArray[np.uint8]:
    if kind == "normal":
        return _resized_normals(values, size)
    alpha = values.shape[2] == 4
    planes = [values[:, :, n] for n in range(values.shape[2])]
    if kind == "data":
        return np.stack([_bytes(_area(p.astype(np.float32), size)) for p in planes], axis=2)
    if not alpha:
        return np.stack([_from_light(_area(_LINEAR[p], size)) for p in planes], axis=2)
    cover = planes[3].astype(np.float32) / np.float32(255.0)
    share = _area(cover, size)
    safe = np.maximum(share, 1e-6)
    colours = [_from_light(_area(_LINEAR[p] * cover, size) / safe) for p in planes[:3]]
    return np.stack([*colours, _bytes(share * np.float32(255.0))], axis=2)


def _resized_normals(values: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    planes = [_area(values[:, :, n].astype(np.float32) / 127.5 - 1.0, size) for n in range(3)]
    length = np.sqrt(planes[0] ** 2 + planes[1] ** 2 + planes[2] ** 2)
    safe = np.maximum(length, 1e-6)
    flat = (np.float32(0.0), np.float32(0.0), np.float32(1.0))
    unit = [np.where(length > 1e-3, p / safe, f) for p, f in zip(planes, flat, strict=True)]
    return np.stack([_bytes((p + 1.0) * 127.5) for p in unit], axis=2)


def _area(plane: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """Return `plane` at (width, height), every value the mean of the area it covers."""
    height, width = plane.shape
    by_x, by_y = width // size[0], height // size[1]
    if by_x * size[0] == width and by_y * size[1] == height:
        rows = plane.reshape(height, size[0], by_x).sum(axis=2) if by_x > 1 else plane
        columns = rows.reshape(size[1], by_y, size[0]).sum(axis=1) if by_y > 1 else rows
        return columns / np.float32(by_x * by_y)
    from PIL import Image as Pil

    return np.asarray(Pil.fromarray(plane).resize(size, Pil.Resampling.BOX))


def _from_light(light: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(_SRGB[np.rint(np.clip(light, 0.0, 1.0) * 65535.0).astype(np.uint16)])


def _bytes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.rint(np.clip(values, 0.0, 255.0)).astype(np.uint8))
