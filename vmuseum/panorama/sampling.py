"""The door to OpenCV: decoding large JPEGs, resampling, averaging down in linear light.

Pictures are (h, w, 3) uint8 RGB, sRGB coded. Results do not depend on the number of threads.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from vmuseum.panorama.projection import FACES, Lookup, cube_places, pole_rows, side_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

BAND_PX = 256
_MARGIN = 3  # pixels a cubic kernel reaches past its place


def decode_jpeg(data: bytes) -> Pixels | None:
    """Return a JPEG as RGB with three bytes a pixel (Pillow needs four), or None when it is broken."""
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    found = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    return None if found is None else np.asarray(found, dtype=np.uint8)


def draw_face(picture: Pixels, face: str, edge: int) -> Pixels:
    """Return one face of `edge` pixels cut from an equirectangular picture by cubic interpolation.

    Faces much coarser than the picture are drawn finer first and averaged down, so nothing shimmers.
    """
    height, width = picture.shape[:2]
    times = max(1, int(np.ceil(width / np.pi / edge / 1.15)))
    out = np.empty((edge, edge, 3), np.uint8)
    for first in range(0, edge, BAND_PX):
        count = min(BAND_PX, edge - first)
        fine = _band(picture, face, edge * times, first * times, count * times, (width, height))
        out[first : first + count] = fine if times == 1 else smaller(fine, (edge, count))
    return out


def _band(picture: Pixels, face: str, edge: int, first: int, count: int, size: tuple[int, int]) -> Pixels:
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


def _remap_pole(picture: Pixels, place: Lookup) -> Pixels:
    """Draw a band of u or d in two halves, so that neither crosses the picture's left and right edge unawares."""
    width = picture.shape[1]
    middle = place.x.shape[1] // 2
    centre = np.float32(width / 2 - 0.5)
    halves = [Lookup(place.x[:, part] + centre, place.y[:, part]) for part in (slice(0, middle), slice(middle, None))]
    return np.hstack([_remap(picture, half) for half in halves])


def _remap(picture: Pixels, place: Lookup) -> Pixels:
    """Sample at places that may lie left or right of the picture, which goes round."""
    height, width = picture.shape[:2]
    left, right = int(np.floor(place.x.min())) - _MARGIN, int(np.ceil(place.x.max())) + _MARGIN + 1
    top, bottom = int(np.floor(place.y.min())) - _MARGIN, int(np.ceil(place.y.max())) + _MARGIN + 1
    if left >= 0 and right <= width:
        upper, lower = max(top, 0), min(bottom, height)
        crop = picture[upper:lower, left:right]
        if top < 0 or bottom > height:
            crop = _over_poles(picture, crop, top, bottom, left)
            upper = top
        return _cubic(crop, place, left, upper)
    columns = np.arange(left, right) % width
    upper, lower = max(top, 0), min(bottom, height)
    crop = picture[upper:lower].take(columns, axis=1)
    if top < 0 or bottom > height:
        crop = _over_poles(picture, crop, top, bottom, left)
        upper = top
    return _cubic(crop, place, left, upper)


def _over_poles(picture: Pixels, crop: Pixels, top: int, bottom: int, left: int) -> Pixels:
    """Add the rows past the upper or lower edge: they are the rows before it, half way round."""
    height, width = picture.shape[:2]
    columns = (np.arange(left, left + crop.shape[1]) + width // 2) % width
    parts = [crop]
    if top < 0:
        parts.insert(0, picture[np.arange(-top)[::-1]].take(columns, axis=1))
    if bottom > height:
        parts.append(picture[height - 1 - np.arange(bottom - height)].take(columns, axis=1))
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
    return _from_light()[cv2.resize(light, size, interpolation=cv2.INTER_AREA)]


def sample_cube(faces: Mapping[str, Pixels], rays: NDArray[np.float32]) -> Pixels:
    """Return what the rays (h, w, 3) meet on the six faces, by linear interpolation."""
    edge = faces["f"].shape[0]
    which, place = cube_places(rays, edge)
    out = np.empty((*which.shape, 3), np.uint8)
    for index, name in enumerate(FACES):
        here = which == index
        if not here.any():
            continue
        drawn = cv2.remap(faces[name], place.x, place.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        out[here] = drawn[here]
    return out
