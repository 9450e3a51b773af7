"""Resampling with OpenCV: cube faces out of a sphere, flat views, averaging down in linear light.

Pictures are (h, w, 3) uint8 RGB, sRGB coded. Results do not depend on the number of threads.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from vmuseum.panorama.projection import FACES, TILE_PX, Lookup, cube_places, pole_rows, side_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from vmuseum.panorama.sphere import Sphere

    Pixels = NDArray[np.uint8]

cv2.setNumThreads(1)  # a build runs several tasks at once; more threads here only cost more CPU
BAND_PX = 128
_MARGIN = 3  # pixels a cubic kernel reaches past its place


def face_bands(picture: Sphere, face: str, edge: int, *, rows: int = TILE_PX) -> Iterator[Pixels]:
    """Yield one face of `edge` pixels, cut from an equirectangular picture, in bands of `rows` from top to bottom.

    Cubic interpolation. Faces much coarser than the picture are drawn finer first and averaged down, against shimmer.
    """
    width, height = picture.width, picture.height
    times = max(1, int(np.ceil(width / np.pi / edge / 1.15)))
    for first in range(0, edge, rows):
        count = min(rows, edge - first)
        steps = range(first * times, (first + count) * times, BAND_PX)
        parts = [
            _band(picture, face, edge * times, step, min(BAND_PX, (first + count) * times - step), (width, height))
            for step in steps
        ]
        fine = np.vstack(parts)
        yield fine if times == 1 else smaller(fine, (edge, count))


def _band(picture: Sphere, face: str, edge: int, first: int, count: int, size: tuple[int, int]) -> Pixels:
    width, height = size
    if face in "ud":
        top = first if face == "u" else edge - first - count
        place = pole_rows(edge, top, count, width, height)
        if face == "d":  # mirrored top to bottom
            place = Lookup(np.ascontiguousarray(place.x[::-1]), np.float32(height - 1) - place.y[::-1])
        return _remap_pole(picture, place)
    place = side_rows(edge, first, count, width, height)
    turn = "frbl".index(face) * width / 4
    return _remap(picture, Lookup(place.x + np.float32(width / 2 + turn - 0.5), place.y))


def _remap_pole(picture: Sphere, place: Lookup) -> Pixels:
    """Draw a band of u or d in two halves, so that neither crosses the picture's left and right edge unawares."""
    width = picture.width
    middle = place.x.shape[1] // 2
    centre = np.float32(width / 2 - 0.5)
    halves = [Lookup(place.x[:, part] + centre, place.y[:, part]) for part in (slice(0, middle), slice(middle, None))]
    return np.hstack([_remap(picture, half) for half in halves])


def _remap(picture: Sphere, place: Lookup) -> Pixels:
    """Sample at places that may lie left or right of the picture, which goes round."""
    height = picture.height
    left, right = int(np.floor(place.x.min())) - _MARGIN, int(np.ceil(place.x.max())) + _MARGIN + 1
    top, bottom = int(np.floor(place.y.min())) - _MARGIN, int(np.ceil(place.y.max())) + _MARGIN + 1
    upper, lower = max(top, 0), min(bottom, height)
    crop = _around(picture, upper, lower, left, right)
    if top < 0 or bottom > height:
        crop = _over_poles(picture, crop, top, bottom, left)
        upper = top
    return _cubic(crop, place, left, upper)


def _around(picture: Sphere, top: int, bottom: int, left: int, right: int) -> Pixels:
    """Return a part whose columns may lie left or right of the picture, but not both ends by more than once round."""
    width = picture.width
    cuts = [(max(left, k * width), min(right, (k + 1) * width), k * width) for k in (-1, 0, 1)]
    parts = [picture.part(top, bottom, first - base, last - base) for first, last, base in cuts if last > first]
    return parts[0] if len(parts) == 1 else np.hstack(parts)


def _over_poles(picture: Sphere, crop: Pixels, top: int, bottom: int, left: int) -> Pixels:
    """Add the rows past the upper or lower edge: they are the rows before it, half way round."""
    width, height = picture.width, picture.height
    first = (left + width // 2 + width // 4) % width - width // 4
    last = first + crop.shape[1]
    parts = [crop]
    if top < 0:
        parts.insert(0, _around(picture, 0, -top, first, last)[::-1])
    if bottom > height:
        parts.append(_around(picture, 2 * height - bottom, height, first, last)[::-1])
    return np.vstack(parts)


def _cubic(crop: Pixels, place: Lookup, left: int, top: int) -> Pixels:
    x, y = place.x - np.float32(left), place.y - np.float32(top)
    drawn = cv2.remap(crop, x, np.ascontiguousarray(y), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, dtype=np.uint8)


@cache
def _to_light() -> NDArray[np.uint16]:
    srgb = np.arange(256) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.round(linear * 65535).astype(np.uint16)


@cache
def _from_light() -> NDArray[np.uint8]:
    linear = np.arange(65536) / 65535
    srgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.round(srgb * 255).astype(np.uint8)


def smaller(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """Return `picture` averaged down to (width, height) pixels in linear light."""
    light = cv2.LUT(picture, _to_light())
    mean = np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), dtype=np.uint16)
    return _from_light()[mean]


def sample_cube(faces: Mapping[str, Pixels], rays: NDArray[np.float32]) -> Pixels:
    """Return what the rays (h, w, 3) meet on the six faces, by linear interpolation."""
    edge = faces["f"].shape[0]
    flat = rays.reshape(-1, 3)
    away = np.abs(flat)
    most = np.maximum(np.maximum(away[:, 0], away[:, 1]), away[:, 2])
    out = np.zeros((len(flat), 3), np.uint8)
    for face in FACES:
        here, place = cube_places(flat, most, face, edge)
        if len(here):
            out[here] = _sample_places(faces[face], place)
    return out.reshape(*rays.shape[:2], 3)


def _sample_places(face: Pixels, place: Lookup) -> Pixels:
    """Sample at n places; OpenCV wants them as a table of less than 32768 columns."""
    count = len(place.x)
    rows = -(-count // 1024)
    tables = [np.resize(values, rows * 1024).reshape(rows, 1024) for values in place]
    drawn = cv2.remap(face, tables[0], tables[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, dtype=np.uint8).reshape(-1, 3)[:count]
