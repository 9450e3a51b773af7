"""From specular-glossiness to metallic-roughness, for factors and for every pixel of the pictures.

The formulas are those of the Khronos example beside KHR_materials_pbrSpecularGlossiness ("convert between workflows"):
the metal share solves a quadratic in perceived brightness, and the base colour blends what diffuse and specular each
tell. All arithmetic is in linear light; pictures of colour are sRGB, glossiness (alpha) and metal-roughness are linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import raster
from vmuseum.mesh.colour import linear_from_srgb, srgb_from_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image

_DIELECTRIC = 0.04  # reflectance of what is no metal
_EPSILON = 1e-6
_BAND = 1 << 18  # pixels converted at once: bounds the memory of large pictures
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Gloss:
    """The factors of the extension, linear; they multiply the pictures."""

    diffuse: Colour = (1.0, 1.0, 1.0)
    alpha: float = 1.0
    specular: Colour = (1.0, 1.0, 1.0)
    glossiness: float = 1.0


@dataclass(frozen=True, slots=True)
class Converted:
    """Factors and pictures of metallic-roughness. Pictures that are None leave the work to the factors."""

    base: Colour
    metallic: float
    roughness: float
    base_picture: Image | None = None
    metal_rough_picture: Image | None = None


def converted(gloss: Gloss, diffuse: Image | None = None, specular: Image | None = None) -> Converted:
    """Return the material; with a picture every pixel is converted, the smaller one brought to the larger's size.

    `diffuse` alone over a plain dielectric keeps its bytes: then base_picture is `diffuse` itself.
    Raises RecipeError `picture-*`. Costs 1 s for 4 megapixels.
    """
    if diffuse is None and specular is None:
        base, metal = _solved(np.array([gloss.diffuse]), np.array([gloss.specular]))
        return Converted(_colour(base[0]), float(metal[0]), _share(1.0 - gloss.glossiness))
    if diffuse is not None and specular is None and _brightness(np.array([gloss.specular]))[0] < _DIELECTRIC:
        kept = (1.0 - max(gloss.specular)) / (1.0 - _DIELECTRIC)
        return Converted(_colour(np.array(gloss.diffuse) * kept), 0.0, _share(1.0 - gloss.glossiness), diffuse)
    base_bytes, rough_bytes = _by_pixel(gloss, diffuse, specular)
    base_picture, rough_picture = raster.png(raster.picture(base_bytes)), raster.png(raster.picture(rough_bytes))
    return Converted((1.0, 1.0, 1.0), 1.0, 1.0, base_picture, rough_picture)


def _by_pixel(
    gloss: Gloss, diffuse: Image | None, specular: Image | None
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return base colour (RGB, or RGBA where the diffuse picture has alpha) and metal-roughness (0, G, B) bytes."""
    colour, shine = _same_size(diffuse, specular)
    some = colour if colour is not None else shine
    assert some is not None  # noqa: S101 - asked for only with a picture
    height, width = some.shape[:2]
    has_alpha = colour is not None and colour.shape[2] == 4
    base = np.empty((height, width, 4 if has_alpha else 3), np.uint8)
    rough = np.zeros((height, width, 3), np.uint8)
    linear = linear_from_srgb(np.arange(256) / 255.0)
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        rows = slice(top, top + step)
        count = base[rows].shape[0] * width
        body = _lit(linear, None if colour is None else colour[rows], gloss.diffuse, count)
        shining = _lit(linear, None if shine is None else shine[rows], gloss.specular, count)
        found, metal = _solved(body, shining)
        glossy = np.full(count, gloss.glossiness)
        if shine is not None and shine.shape[2] == 4:
            glossy = shine[rows, :, 3].reshape(-1) / 255.0 * gloss.glossiness
        base[rows, :, :3] = _bytes(srgb_from_linear(found)).reshape(-1, width, 3)
        rough[rows, :, 1] = _bytes(1.0 - glossy).reshape(-1, width)
        rough[rows, :, 2] = _bytes(metal).reshape(-1, width)
    if has_alpha and colour is not None:
        base[:, :, 3] = colour[:, :, 3]
    return base, rough


def _same_size(
    diffuse: Image | None, specular: Image | None
) -> tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None]:
    pictures = [None if image is None else raster.decode(image.data) for image in (diffuse, specular)]
    size = max((p.size for p in pictures if p is not None), key=lambda s: s[0] * s[1])
    fitted = [p if p is None or p.size == size else p.resize(size) for p in pictures]
    coloured = [p if p is None or p.mode != "L" else p.convert("RGB") for p in fitted]
    first, second = (None if p is None else raster.pixels(p) for p in coloured)
    return first, second


def _lit(
    linear: NDArray[np.float64], rows: NDArray[np.uint8] | None, factor: Colour, count: int
) -> NDArray[np.float64]:
    if rows is None:
        return np.broadcast_to(np.array(factor), (count, 3))
    return np.asarray(linear[rows[:, :, :3]].reshape(-1, 3) * np.array(factor))


def _solved(
    diffuse: NDArray[np.float64], specular: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return base colour (n, 3) and metal share (n,) of linear diffuse and specular colours (n, 3)."""
    left = 1.0 - specular.max(axis=1)
    metal = _metal(_brightness(diffuse), _brightness(specular), left)
    share = metal[:, None]
    by_diffuse = diffuse * (left / (1.0 - _DIELECTRIC))[:, None] / np.maximum(1.0 - share, _EPSILON)
    by_specular = (specular - _DIELECTRIC * (1.0 - share)) / np.maximum(share, _EPSILON)
    mixed = by_diffuse + (by_specular - by_diffuse) * share * share
    return np.clip(mixed, 0.0, 1.0), metal


def _metal(
    diffuse: NDArray[np.float64], specular: NDArray[np.float64], left: NDArray[np.float64]
) -> NDArray[np.float64]:
    b = diffuse * left / (1.0 - _DIELECTRIC) + specular - 2.0 * _DIELECTRIC
    root = np.sqrt(np.maximum(b * b - 4.0 * _DIELECTRIC * (_DIELECTRIC - specular), 0.0))
    metal = np.clip((root - b) / (2.0 * _DIELECTRIC), 0.0, 1.0)
    return np.where(specular < _DIELECTRIC, 0.0, metal)


def _brightness(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    squares: NDArray[np.float64] = colours * colours @ np.array([0.299, 0.587, 0.114])
    return np.sqrt(squares)


def _bytes(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.rint(np.clip(values, 0.0, 1.0) * 255.0).astype(np.uint8)


def _colour(values: NDArray[np.float64]) -> Colour:
    r, g, b = (_share(float(v)) for v in values)
    return (r, g, b)


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
