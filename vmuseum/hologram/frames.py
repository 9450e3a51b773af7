"""The square frame of a fan clip: what is kept, what is black, and whether it is safe to look at.

A frame is uint8 (size, size, 3), sRGB. The disc's radius R is half the frame; nothing shows outside the safe circle,
and what is nearly black is black, because on a fan everything that is not black floats as a grey disc.
This is the room's door to OpenCV.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Frame = NDArray[np.uint8]
Plane = NDArray[np.float32]

SAFE_RADIUS = 0.92  # of R; look.md, section 8
TEXT_RADIUS = 0.85  # of R
HUB_RADIUS = 0.06  # of R, dead zone of the hub (believed)
BLACK_LEVEL = 8  # of 255; darker than this is black
MOST_FLASHES = 3  # a second, WCAG 2.2 criterion 2.3.1
MOST_WHITE = 0.20  # of the disc's area
_GRID = 36  # cells along the frame that are watched for flashes
_FINE = 144  # pixels along the frame when averaging; a multiple of _GRID
_SRGB_TO_LINEAR = np.array(
    [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (i / 255 for i in range(256))], np.float32
)
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def blank(size_px: int) -> Frame:
    """Return a black frame."""
    return np.zeros((size_px, size_px, 3), np.uint8)


@lru_cache(maxsize=4)
def safe_mask(size_px: int) -> Frame:
    """Return 255 inside the safe circle, 0 outside, with an edge two pixels wide."""
    middle = (size_px - 1) / 2
    y, x = np.mgrid[:size_px, :size_px].astype(np.float32)
    distance = np.hypot(x - middle, y - middle)
    edge = np.clip((SAFE_RADIUS * size_px / 2 - distance) / 2, 0, 1)
    mask: Frame = np.repeat(np.rint(edge * 255).astype(np.uint8)[..., None], 3, axis=2)
    mask.setflags(write=False)
    return mask


def finish(frame: Frame) -> Frame:
    """Cut `frame` to the safe circle and make what is nearly black black."""
    cut: Frame = cv2.multiply(frame, safe_mask(len(frame)), scale=1 / 255)
    red, green, blue = cv2.split(cut)
    brightest = cv2.max(cv2.max(red, green), blue)
    _, kept = cv2.threshold(brightest, BLACK_LEVEL - 1, 255, cv2.THRESH_BINARY)
    black: Frame = cv2.bitwise_and(cut, cut, mask=kept)
    return black


def smooth_outline(frame: Frame) -> Frame:
    """Return `frame` with the steps of its outline against black rounded off.

    Takes 2 ms for 720 pixels; four samples a pixel take 50 ms more in a software renderer (measured).
    """
    red, green, blue = cv2.split(frame)
    _, shape = cv2.threshold(cv2.max(cv2.max(red, green), blue), 0, 255, cv2.THRESH_BINARY)
    # A share s of covered neighbours gives 2 s - 1: full one pixel inside, half on the outline, nothing outside.
    edge = cv2.convertScaleAbs(cv2.max(cv2.blur(shape, (3, 3)), 128), alpha=2, beta=-255)
    made: Frame = cv2.multiply(frame, cv2.merge([edge, edge, edge]), scale=1 / 255)
    return made


def resized(frame: Frame, width_px: int, height_px: int) -> Frame:
    """Return `frame` at another size: area average when smaller, bicubic when larger."""
    smaller = width_px * height_px < frame.shape[0] * frame.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    made: Frame = cv2.resize(frame, (width_px, height_px), interpolation=how)
    return made


def warped(layer: NDArray[np.uint8], matrix: NDArray[np.float64], width_px: int, height_px: int) -> NDArray[np.uint8]:
    """Return `layer` (any channels) drawn into a frame through a 3 x 3 pixel matrix; black around."""
    made: NDArray[np.uint8] = cv2.warpPerspective(
        layer, matrix, (width_px, height_px), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0
    )
    return made


def raised(below: NDArray[np.uint8], layer: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """Return the larger of `below` and `layer` times `share`, pixel by pixel."""
    made: NDArray[np.uint8] = cv2.max(below, cv2.convertScaleAbs(layer, alpha=share))
    return made


def eroded(layer: NDArray[np.uint8], radius_px: int) -> NDArray[np.uint8]:
    """Return `layer` with every edge moved inwards by `radius_px`."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius_px + 1, 2 * radius_px + 1))
    made: NDArray[np.uint8] = cv2.erode(layer, kernel)
    return made


class Watch:
    """Looks at every frame that goes by and says afterwards whether the loop is seamless and safe."""

    def __init__(self, fps: int) -> None:
        self._fps = fps
        self._grids: list[Plane] = []
        self._steps: list[float] = []
        self._first: Frame | None = None
        self._last: Frame | None = None
        self.still: Frame | None = None  # the first good frame: at least 0.6 as bright as the brightest
        self._still_light = 0.0
        self._whitest = 0.0

    def see(self, frame: Frame) -> None:
        """Take one finished frame."""
        light = luminance(frame)
        self._grids.append(light)
        mean = float(light.mean())
        if self.still is None or self._still_light < 0.6 * mean:
            self.still, self._still_light = frame, mean
        self._whitest = max(self._whitest, float((light[_disc()] > 0.6).mean()))
        if self._last is None:
            self._first = frame
        else:
            self._steps.append(difference(self._last, frame))
        self._last = frame

    @property
    def frames(self) -> int:
        """Number of frames seen."""
        return len(self._grids)

    @property
    def white(self) -> float:
        """Largest share of the disc that is nearly white in any frame, 0 to 1."""
        return self._whitest

    def loop_difference(self) -> float:
        """Return the mean difference between last and first frame, 0 to 1."""
        if self._first is None or self._last is None:
            return 0.0
        return difference(self._last, self._first)

    def largest_step(self) -> float:
        """Return the largest mean difference between neighbours, 0 to 1."""
        return max(self._steps, default=0.0)

    def flashes(self) -> int:
        """Return the most flashes within any second that a quarter of the disc or more shows; the clip loops."""
        return most_flashes(self._grids, self._fps)


def difference(a: Frame, b: Frame) -> float:
    """Return the mean absolute difference of two frames, 0 to 1."""
    return float(cv2.norm(a, b, cv2.NORM_L1)) / (a.size * 255.0)


def luminance(frame: Frame) -> Plane:
    """Return relative luminance, 0 to 1, averaged over a grid of 36 x 36 cells."""
    fine = _SRGB_TO_LINEAR[resized(frame, _FINE, _FINE)] @ _LUMA
    step = _FINE // _GRID
    cells: Plane = fine.reshape(_GRID, step, _GRID, step).mean(axis=(1, 3), dtype=np.float32)
    return cells


@lru_cache(maxsize=1)
def _disc() -> NDArray[np.bool_]:
    y, x = np.mgrid[:_GRID, :_GRID] - (_GRID - 1) / 2
    return np.asarray(np.hypot(x, y) < _GRID / 2)


def most_flashes(grids: Sequence[Plane], fps: int) -> int:
    """Return how often a quarter of the disc flashes within the worst second of a loop.

    A flash is a pair of opposing changes of relative luminance of 0.1 or more where the darker one is below 0.8
    (WCAG 2.2, "general flash and red flash thresholds"). Each cell is counted by itself, whether or not its neighbours
    flash at the same moment, so fast turning patterns count too.
    """
    if len(grids) < 2:
        return 0
    series = np.stack(grids)[:, _disc()]
    # Two rounds, so that the jump from the last frame to the first is looked at like any other.
    hits = _changes(np.concatenate([series, series]))
    total = np.concatenate([np.zeros((1, hits.shape[1]), np.int32), np.cumsum(hits, axis=0, dtype=np.int32)])
    window = min(fps, len(hits))
    flashes = (total[window:] - total[:-window]) // 2
    quarter = hits.shape[1] // 4
    ranked = np.partition(flashes, -quarter, axis=1)[:, -quarter]
    return int(ranked.max())


def _changes(series: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where each cell has completed a change of 0.1 or more against the direction of the one before."""
    hits = np.zeros(series.shape, np.bool_)
    low, high = series[0].copy(), series[0].copy()
    direction = np.zeros(series.shape[1], np.int8)
    for n, now in enumerate(series):
        np.minimum(low, now, out=low)
        np.maximum(high, now, out=high)
        up = (now - low >= 0.1) & (low < 0.8) & (direction != 1)
        down = (high - now >= 0.1) & (now < 0.8) & (direction != -1)
        hit = up | down
        hits[n] = hit
        direction[up] = 1
        direction[down] = -1
        low[hit] = now[hit]
        high[hit] = now[hit]
    return hits
