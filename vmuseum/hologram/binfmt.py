"""The two solved clip files of LED fans: bit planes, frames, header and trailer. Pure bytes.

Plane 0 holds bit 7 of every value, the next plane bit 6, and so on; within a plane the first value is the most
significant bit of the first byte. A packer that begins with the least significant bit passes every round trip and
scrambles the picture, so the tests look at vendor files and at pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.hologram import polar, video

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from vmuseum.hologram.frames import Frame
    from vmuseum.hologram.profile import Profile


def pack(values: NDArray[np.uint8], profile: Profile) -> bytes:
    """Return one frame of (slices, LEDs from the rim, R G B) values, filled up with zeros."""
    blue_first = values[:, :, ::-1].reshape(profile.slices, -1)
    planes = [np.packbits(blue_first >> np.uint8(7 - k) & np.uint8(1), axis=1) for k in range(profile.planes)]
    used = np.stack(planes, axis=1).tobytes()
    return used + bytes(profile.frame_bytes - len(used))


def unpack(frame: bytes, profile: Profile) -> NDArray[np.uint8]:
    """Return the values of one frame; the bits below the planes are 0."""
    rows = np.frombuffer(frame, np.uint8, profile.used_bytes).reshape(profile.slices, profile.planes, -1)
    bits = np.unpackbits(rows, axis=2)
    weight = (np.uint8(1) << np.arange(7, 7 - profile.planes, -1, dtype=np.uint8)).astype(np.uint8)
    values = (bits * weight[None, :, None]).sum(axis=1, dtype=np.uint8)
    turned: NDArray[np.uint8] = values.reshape(profile.slices, profile.leds, 3)[:, :, ::-1]
    return turned


def write(frames: Iterable[Frame], profile: Profile, *, rotation_deg: float = 0.0) -> bytes:
    """Return the clip file of square pictures that already run at the profile's rate."""
    parts = [bytes(profile.header_bytes)]
    for frame in frames:
        light = polar.sampled(frame, profile, rotation_deg=rotation_deg)
        parts.append(pack(polar.quantised(light, profile), profile))
    parts.append(bytes.fromhex(profile.trailer_hex))
    return b"".join(parts)


def read(data: bytes, profile: Profile) -> Iterator[NDArray[np.uint8]]:
    """Yield the values of every frame. Raises RecipeError("hologram-bin-size") where the size does not fit."""
    body = len(data) - profile.header_bytes
    extra = body % profile.frame_bytes if body > 0 else 1
    if extra not in (0, 20):  # 20: the trailer that some files of the 42 cm fan have
        raise RecipeError("hologram-bin-size", bytes=len(data), frame=profile.frame_bytes)
    for at in range(profile.header_bytes, len(data) - extra, profile.frame_bytes):
        yield unpack(data[at : at + profile.frame_bytes], profile)


def from_mp4(data: bytes, profile: Profile, *, rotation_deg: float = 0.0) -> bytes:
    """Return the clip file for a square MP4, at the profile's rate.

    Raises RecipeError of `vmuseum.hologram.video`. A clip of 12 s takes about 2 s of one core.
    """
    return write(_at_rate(video.decode(data), profile.fps), profile, rotation_deg=rotation_deg)


def _at_rate(frames: Iterable[tuple[float, Frame]], fps: float) -> Iterator[Frame]:
    given = 0
    for time_s, frame in frames:
        if time_s >= given / fps - 1e-6:
            yield frame
            given += 1
