"""A decoded 360 degree picture that hands out parts of itself as RGB. Two ways to hold it: RGB, or JPEG's own planes.

Large JPEGs stay as luma and halved colour planes (1.5 bytes a pixel, so 0.2 GB at 16384 x 8192): the third part of what
RGB takes, and OpenCV and Pillow need twice RGB while they decode. Only parts in use are converted.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]


class Sphere(Protocol):
    """An equirectangular picture of `width` x `height` pixels."""

    @property
    def width(self) -> int:
        """Pixels around."""

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""

    def part(self, top: int, bottom: int, left: int, right: int) -> Pixels:
        """Return rows `top` to `bottom`, columns `left` to `right` as (h, w, 3) sRGB; all lie inside the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class RgbSphere:
    """A picture held as RGB."""

    pixels: Pixels

    @property
    def width(self) -> int:
        """Pixels around."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return int(self.pixels.shape[0])

    def part(self, top: int, bottom: int, left: int, right: int) -> Pixels:
        """Return a part as RGB."""
        return self.pixels[top:bottom, left:right]


@dataclass(frozen=True, slots=True, eq=False)
class PlanarSphere:
    """A picture held as JPEG's luma and colour planes, these of half width and height."""

    luma: Pixels
    blue: Pixels
    red: Pixels

    @property
    def width(self) -> int:
        """Pixels around."""
        return int(self.luma.shape[1])

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return int(self.luma.shape[0])

    def part(self, top: int, bottom: int, left: int, right: int) -> Pixels:
        """Return a part as RGB; colour is interpolated linearly between its samples, as libjpeg does."""
        # one colour sample more on each side, so that a part looks the same whatever was asked for
        up, down = max(top // 2 - 1, 0), min(-(-bottom // 2) + 1, self.blue.shape[0])
        west, east = max(left // 2 - 1, 0), min(-(-right // 2) + 1, self.blue.shape[1])
        size = ((east - west) * 2, (down - up) * 2)
        rows, columns = slice(top - 2 * up, bottom - 2 * up), slice(left - 2 * west, right - 2 * west)
        planes = [self.luma[top:bottom, left:right]]
        for plane in (self.red, self.blue):
            grown = cv2.resize(plane[up:down, west:east], size, interpolation=cv2.INTER_LINEAR)
            planes.append(np.asarray(grown, dtype=np.uint8)[rows, columns])
        return np.asarray(cv2.cvtColor(cv2.merge(planes), cv2.COLOR_YCrCb2RGB), dtype=np.uint8)


def planar_jpeg(data: bytes) -> PlanarSphere | None:
    """Return a JPEG with halved colour planes, or None for any other kind and for broken ones."""
    import av

    try:
        with av.open(io.BytesIO(data), format="mjpeg") as opened:
            opened.streams.video[0].thread_count = 1
            frame = next(opened.decode(video=0))
    except (av.FFmpegError, StopIteration, IndexError):
        return None
    if frame.format.name != "yuvj420p":
        return None
    planes = []
    for plane in frame.planes:
        table = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        planes.append(table[: plane.height, : plane.width])
    return PlanarSphere(*planes)
