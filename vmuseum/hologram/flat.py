"""Frames of flat things: words with a golden edge and a little depth, pictures, films."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.hologram import caption, frames
from vmuseum.hologram.motion import Moment, flat
from vmuseum.hologram.plane import homography

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from numpy.typing import NDArray

    from vmuseum.hologram.frames import Frame
    from vmuseum.schema.playlist import Motion

_FACE = (242, 221, 166)  # #F2DDA6
_RIM = (228, 187, 98)  # #E4BB62
_BACK = (104, 72, 22)
_NEAR = (190, 140, 58)
_DEPTH = 0.075  # of R, how thick the letters are
_SLICES = 9
_OVERSAMPLE = 2
_SPAN = 1.2  # of R: how far the layer of a picture reaches
_CONTAINED = 0.86  # of R: a swaying picture that is shown whole stays inside the safe circle
_COVERED = 1.08  # of R: a swaying, turned-away picture still covers it


def words(text: str, motion: Motion, *, count: int, size_px: int) -> Iterator[Frame]:
    """Yield `count` frames of `text`, swaying gently, before they are finished."""
    side_px = size_px * _OVERSAMPLE
    arranged = caption.lay_out(text)
    shape = caption.mask(arranged, side_px)
    rim_px = max(1, round(arranged.em * side_px / 2 * 0.018))
    inner = frames.eroded(shape, rim_px)
    for n in range(count):
        moment = flat(motion, n / count)
        yield _letters(shape, inner, moment, size_px)


def _letters(shape: NDArray[np.uint8], inner: NDArray[np.uint8], moment: Moment, size_px: int) -> Frame:
    """Return one frame: the sides from the back (dark) to the front, then the rim, then the face."""
    front = _through(moment, _DEPTH / 2, len(shape), size_px)
    box = _bounds(shape, [front, _through(moment, -_DEPTH / 2, len(shape), size_px)], size_px)
    left, top, width, height = box
    move = np.array([[1.0, 0, -left], [0, 1, -top], [0, 0, 1]])
    sides = np.zeros((height, width), np.uint8)
    for n in range(_SLICES):
        share = n / (_SLICES - 1)
        matrix = move @ _through(moment, _DEPTH * (share - 0.5), len(shape), size_px)
        sides = frames.raised(sides, frames.warped(shape, matrix, width, height), 0.5 + 0.5 * share)
    piece = _SIDE_COLOURS[sides]
    _cover(piece, frames.warped(shape, move @ front, width, height), _RIM)
    # Turned to the lamp at the upper left the face is a little brighter than turned away from it.
    lit = 0.94 + 0.06 * math.cos(moment.yaw + math.radians(30)) / math.cos(math.radians(30))
    face = (_FACE[0] * lit, _FACE[1] * lit, _FACE[2] * lit)
    _cover(piece, frames.warped(inner, move @ front, width, height), face)
    frame = frames.blank(size_px)
    frame[top : top + height, left : left + width] = np.rint(np.clip(piece * np.float32(moment.light), 0, 255))
    return frame


def _cover(piece: NDArray[np.float32], layer: NDArray[np.uint8], colour: tuple[float, float, float]) -> None:
    share = layer.astype(np.float32)[..., None] * np.float32(1 / 255)
    piece += (np.array(colour, np.float32) - piece) * share


def _bounds(shape: NDArray[np.uint8], matrices: list[NDArray[np.float64]], size_px: int) -> tuple[int, int, int, int]:
    """Return left, top, width, height of where the ink lands in the frame."""
    rows, columns = np.flatnonzero(shape.any(axis=1)), np.flatnonzero(shape.any(axis=0))
    corners = np.array([[x, y, 1.0] for x in (columns[0], columns[-1]) for y in (rows[0], rows[-1])]).T
    landed = np.concatenate([(m @ corners)[:2] / (m @ corners)[2] for m in matrices], axis=1)
    low = np.clip(np.floor(landed.min(axis=1)).astype(int) - 2, 0, size_px - 1)
    high = np.clip(np.ceil(landed.max(axis=1)).astype(int) + 3, 1, size_px)
    return int(low[0]), int(low[1]), max(1, int(high[0] - low[0])), max(1, int(high[1] - low[1]))


def _through(moment: Moment, depth: float, side_px: int, size_px: int) -> NDArray[np.float64]:
    return homography(moment, depth=depth, layer_px=side_px, size_px=size_px)


def _side_colours() -> NDArray[np.float32]:
    """Return the colour of a side by its level: 0 black, 128 the back, 255 the front."""
    level = np.arange(256, dtype=np.float32)[:, None]
    back, near = np.array(_BACK, np.float32), np.array(_NEAR, np.float32)
    return np.where(level < 128, back * level / 128, back + (near - back) * (level - 128) / 127).astype(np.float32)


_SIDE_COLOURS = _side_colours()


def fitted(picture: Frame, fit: Literal["cover", "contain"], side_px: int, circle_px: float) -> Frame:
    """Return a black square with `picture` in the middle.

    `contain` shows all of it inside a circle of diameter `circle_px`, `cover` leaves no gap in that circle.
    """
    height, width = picture.shape[:2]
    scale = circle_px / (math.hypot(width, height) if fit == "contain" else min(width, height))
    w, h = max(1, round(width * scale)), max(1, round(height * scale))
    small = frames.resized(picture, w, h)
    square = frames.blank(side_px)
    # Where the picture is larger than the square, its middle is kept.
    top, left = (side_px - h) // 2, (side_px - w) // 2
    cut = small[max(0, -top) : max(0, -top) + side_px, max(0, -left) : max(0, -left) + side_px]
    top, left = max(0, top), max(0, left)
    square[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return square


def picture(
    master: Frame, motion: Motion, fit: Literal["cover", "contain"], *, count: int, size_px: int
) -> Iterator[Frame]:
    """Yield `count` frames of a picture, before they are finished."""
    side_px = size_px * _OVERSAMPLE
    reach = _CONTAINED if fit == "contain" else _COVERED
    layer = fitted(master, fit, side_px, reach * side_px / _SPAN)
    for n in range(count):
        moment = flat(motion, n / count)
        through = homography(moment, depth=0.0, layer_px=side_px, size_px=size_px, span=_SPAN)
        frame = frames.warped(layer, through, size_px, size_px)
        yield frame if moment.light >= 1 else np.rint(frame * np.float32(moment.light)).astype(np.uint8)
