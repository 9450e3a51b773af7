"""A film as a loop on the disc: brought to the clip's rate, its end faded into its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.hologram import video
from vmuseum.hologram.flat import fitted
from vmuseum.hologram.frames import SAFE_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from vmuseum.hologram.frames import Frame

_FADE = 12  # frames
_LEAST = 8  # frames


def film(
    data: bytes, fit: Literal["cover", "contain"], *, seconds: float, size_px: int, fps: int
) -> tuple[int, Iterator[Frame]]:
    """Return the number of frames of the loop and the frames, before they are finished.

    The loop is as long as the film less the fade, at most `seconds`. Raises RecipeError("hologram-video-unreadable"),
    ("hologram-video-large") or, for a film of fewer than 8 frames, ("hologram-video-short").
    """
    have = sum(1 for _ in _at_rate(data, round(seconds * fps) + _FADE, fps))
    if have < _LEAST:
        raise RecipeError("hologram-video-short", frames=have)
    fade = min(_FADE, have // 4)
    count = have - fade
    return count, _looped(data, fit, count=count, fade=fade, size_px=size_px, fps=fps)


def _looped(
    data: bytes, fit: Literal["cover", "contain"], *, count: int, fade: int, size_px: int, fps: int
) -> Iterator[Frame]:
    """Yield the film from frame `fade` on; its last `fade` frames turn into its first ones, so the next follows on."""
    first: list[Frame] = []
    for n, source in enumerate(_at_rate(data, count + fade, fps)):
        frame = fitted(source, fit, size_px, SAFE_RADIUS * size_px)
        if n < fade:
            first.append(frame)
        elif n < count:
            yield frame
        else:
            share = np.float32((n - count + 1) / (fade + 1))
            mixed = frame.astype(np.float32) * (1 - share) + first[n - count].astype(np.float32) * share
            yield np.rint(mixed).astype(np.uint8)


def _at_rate(data: bytes, most: int, fps: int) -> Iterator[Frame]:
    """Yield at most `most` frames at `fps`: at each moment the frame that is shown then."""
    shown: Frame | None = None
    given = 0
    for time_s, frame in video.decode(data):
        while shown is not None and given < most and given / fps < time_s - 1e-6:
            yield shown
            given += 1
        if given >= most:
            return
        shown = frame
    if shown is not None and given < most:
        yield shown
