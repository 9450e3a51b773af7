"""Make pictures smaller step by step: colours averaged as light, normals as directions, data as numbers.

Between steps values are 14-bit numbers, so that nothing is rounded to bytes twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from vmuseum.mesh import raster
from vmuseum.mesh.colour import linear_from_srgb, srgb_from_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image as PilImage

Kind = Literal["colour", "normal", "data"]
_FULL = 16383
_BAND = 64  # rows lifted at once: they stay in the cache


@dataclass(frozen=True, slots=True, eq=False)
class Lifted:
    """A picture as 14-bit numbers (h, w, channels): linear light, directions or data; light is multiplied by alpha."""

    kind: Kind
    values: NDArray[np.uint16]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.values.shape[1], self.values.shape[0]


def lifted(image: PilImage, kind: Kind, size: tuple[int, int]) -> Lifted:
    """Return `image` (L, RGB or RGBA) at `size`, no side larger than its own."""
    width, height = image.size
    halve = _halves((width, height), size)
    rows = []
    for top in range(0, height, _BAND):
        band = _numbers(raster.pixels(image.crop((0, top, width, min(top + _BAND, height)))), kind)
        rows.append(_area(band, (width // 2, len(band) // 2)) if halve else band)
    return shrunk(Lifted(kind, np.concatenate(rows)), size)


def shrunk(picture: Lifted, size: tuple[int, int]) -> Lifted:
    """Return `picture` at `size`, every value the mean of the area it covers."""
    return picture if picture.size == size else Lifted(picture.kind, _area(picture.values, size))


def lowered(picture: Lifted) -> NDArray[np.uint8]:
    """Return the bytes of a picture: sRGB, directions of length 1, or data."""
    values = picture.values
    if picture.kind == "data":
        return ((values.astype(np.uint32) * 255 + _FULL // 2) // _FULL).astype(np.uint8)
    if picture.kind == "normal":
        return _directions(values)
    if values.shape[2] != 4:
        return np.asarray(_srgb()[values])
    cover = np.maximum(values[:, :, 3:].astype(np.float32), 1.0)
    light = np.rint(np.minimum(values[:, :, :3] / cover, 1.0) * _FULL).astype(np.uint16)
    alpha = ((values[:, :, 3:].astype(np.uint32) * 255 + _FULL // 2) // _FULL).astype(np.uint8)
    return np.concatenate([_srgb()[light], alpha], axis=2)


def _halves(have: tuple[int, int], want: tuple[int, int]) -> bool:
    return all(h % 2 == 0 and h >= 2 * w for h, w in zip(have, want, strict=True))


def _numbers(pixels: NDArray[np.uint8], kind: Kind) -> NDArray[np.uint16]:
    if kind == "normal":
        pixels = pixels[:, :, :3] if pixels.shape[2] >= 3 else np.repeat(pixels[:, :, :1], 3, axis=2)
    if kind != "colour":
        return _looked_up(pixels, _plain())
    if pixels.shape[2] != 4:
        return _looked_up(pixels, _light())
    alpha = _looked_up(pixels[:, :, 3:], _plain())
    light = _looked_up(pixels[:, :, :3], _light()).astype(np.uint32)
    return np.concatenate([((light * alpha + _FULL // 2) // _FULL).astype(np.uint16), alpha], axis=2)


def _looked_up(pixels: NDArray[np.uint8], table: NDArray[np.uint16]) -> NDArray[np.uint16]:
    found = np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table), np.uint16)
    return found.reshape(pixels.shape)


def _area(values: NDArray[np.uint16], size: tuple[int, int]) -> NDArray[np.uint16]:
    found = np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.uint16)
    return found[:, :, None] if found.ndim == 2 else found


def _directions(values: NDArray[np.uint16]) -> NDArray[np.uint8]:
    found = np.empty(values.shape, np.uint8)
    for top in range(0, len(values), _BAND):
        vector = values[top : top + _BAND].astype(np.float32) * np.float32(2.0 / _FULL) - np.float32(1.0)
        length = np.sqrt(np.einsum("hwc,hwc->hw", vector, vector))[:, :, None]
        flat = np.array([0.0, 0.0, 1.0], np.float32)
        unit = np.where(length > 1e-3, vector / np.maximum(length, 1e-3), flat)
        found[top : top + _BAND] = np.rint((unit + 1.0) * 127.5)
    return found


@lru_cache(maxsize=1)
def _light() -> NDArray[np.uint16]:
    return np.asarray(np.rint(linear_from_srgb(np.arange(256) / 255.0) * _FULL), np.uint16)


@lru_cache(maxsize=1)
def _plain() -> NDArray[np.uint16]:
    return np.asarray(np.rint(np.arange(256) * (_FULL / 255.0)), np.uint16)


@lru_cache(maxsize=1)
def _srgb() -> NDArray[np.uint8]:
    return np.rint(srgb_from_linear(np.arange(_FULL + 1) / _FULL) * 255.0).astype(np.uint8)
