"""From a square picture to what each LED shows in each slice of a turn, and back to what the eye would see.

One cell is one LED times one slice; the picture is averaged over the cell, in linear light, because near the hub many
cells share a pixel and at the rim a cell spans several. 30 points a cell; their sums run in the four 16-bit lanes of a
64-bit number, so that one look-up fetches all colours of a point.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.hologram.frames import Frame
    from vmuseum.hologram.profile import Profile

_ALONG = 5  # points of a cell along the blade
_AROUND = 6  # and along the turn; 4 x 4 give 3 dB less on a zone plate (measured)
_FULL = 2047  # 11-bit linear light: up to 32 of them fit a lane of 16 bits
_CURVE = np.array(
    [(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) * _FULL for v in (i / 255 for i in range(256))]
)
_LINEAR = np.rint(_CURVE).astype(np.uint64)
# 4 x 4 ordered dither, each threshold in the middle of its sixteenth.
_BAYER = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) + 0.5) / 16


def sampled(frame: Frame, profile: Profile, *, rotation_deg: float = 0.0) -> NDArray[np.float32]:
    """Return linear light, 0 to 1, as (slices, LEDs from the rim, R G B). `rotation_deg` turns counter-clockwise."""
    places = _places(len(frame), profile.leds, profile.slices, profile.direction, profile.zero_deg + rotation_deg)
    flat = frame.reshape(-1, 3)
    lanes = _LINEAR[flat[:, 0]] | _LINEAR[flat[:, 1]] << np.uint64(16) | _LINEAR[flat[:, 2]] << np.uint64(32)
    sums = np.zeros(places.shape[1:], np.uint64)
    for place in places:  # one at a time stays in the cache
        sums += np.take(lanes, place)
    parts = sums.astype("<u8").view("<u2").reshape(profile.slices, profile.leds, 4)[..., :3]
    light: NDArray[np.float32] = parts.astype(np.float32) / np.float32(_FULL * len(places))
    return light


def quantised(light: NDArray[np.float32], profile: Profile) -> NDArray[np.uint8]:
    """Return `light` as 8-bit values of which only the upper `planes` bits are used, with ordered dither."""
    top = (1 << profile.planes) - 1
    shown = np.clip(light, 0, 1) ** np.float32(profile.gamma / 2.2)
    rows = -(-profile.slices // 4), -(-profile.leds // 4)
    threshold = np.tile(_BAYER, rows)[: profile.slices, : profile.leds, None]
    levels = np.floor(shown * np.float32(top) + threshold.astype(np.float32))
    # What is black in the picture stays black; full stays full.
    kept = (np.minimum(levels, top) * (shown > 0)).astype(np.uint8)
    values: NDArray[np.uint8] = kept << np.uint8(8 - profile.planes)
    return values


def disc(values: NDArray[np.uint8], profile: Profile, size_px: int, *, rotation_deg: float = 0.0) -> Frame:
    """Return the picture the eye would see of (slices, LEDs, R G B) values: the inverse, for checks and previews."""
    middle = (size_px - 1) / 2
    y, x = np.mgrid[:size_px, :size_px]
    dx, dy = x - middle, middle - y
    radius = np.hypot(dx, dy) / (size_px / 2)
    sign = 1.0 if profile.direction == "ccw" else -1.0
    turn = (np.arctan2(dy, dx) - math.radians(profile.zero_deg + rotation_deg)) * sign / (2 * math.pi)
    slices = np.floor((turn % 1.0) * profile.slices).astype(int) % profile.slices
    leds = np.clip(((1 - radius) * profile.leds).astype(int), 0, profile.leds - 1)
    light = (values[slices, leds] / 255.0) ** (2.2 / profile.gamma)
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    seen: Frame = np.rint(shown * 255 * (radius < 1)[..., None]).astype(np.uint8)
    return seen


@lru_cache(maxsize=8)
def _places(size_px: int, leds: int, slices: int, direction: str, zero_deg: float) -> NDArray[np.int32]:
    """Return for each of the 30 points of a cell the pixel it falls on: (30, slices, leds)."""
    steps, parts = (np.arange(_ALONG) + 0.5) / _ALONG, (np.arange(_AROUND) + 0.5) / _AROUND
    along = 1 - (np.arange(leds)[:, None] + steps[None, :]) / leds  # of R; LED 0 is the rim
    turn = (np.arange(slices)[:, None] + parts[None, :]) / slices
    sign = 1.0 if direction == "ccw" else -1.0
    angle = math.radians(zero_deg) + sign * 2 * math.pi * turn
    half = size_px / 2
    found = np.empty((_ALONG * _AROUND, slices, leds), np.int32)
    for a in range(_ALONG):
        for t in range(_AROUND):
            radius = along[None, :, a] * half
            column = np.floor(half + radius * np.cos(angle[:, t])[:, None])
            row = np.floor(half - radius * np.sin(angle[:, t])[:, None])
            inside_row, inside_column = np.clip(row, 0, size_px - 1), np.clip(column, 0, size_px - 1)
            found[a * _AROUND + t] = (inside_row * size_px + inside_column).astype(np.int32)
    found.setflags(write=False)
    return found
