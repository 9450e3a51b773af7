"""Recipe hologram.clip: one looping clip for a fan, from an exhibit, words, a picture or a film."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from vmuseum.errors import RecipeError
from vmuseum.hologram import caption, flat, video
from vmuseum.hologram.film import film
from vmuseum.hologram.frames import MOST_FLASHES, MOST_WHITE, Watch, finish, resized
from vmuseum.hologram.motion import FASTEST_TURN_S, TURN_S, turns
from vmuseum.mesh import arrays
from vmuseum.plan.recipes import HologramClip, Output, Warning_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from vmuseum.hologram.frames import Frame

MOST_PICTURE_PX = 80_000_000
_LEAST_READING_S = 4.0
_STILL_QUALITY = 82
_DRAWN = 0.8  # of the clip's size: 576 for 720 pixels, still finer than any fan, a quarter less work and no steps


def run(inputs: Mapping[str, bytes], params: HologramClip) -> Output:
    """Return `clip.mp4` and `still.webp`.

    Twelve seconds of a turning exhibit at 720 pixels and 25 frames a second take about 12 s of one core.
    Raises RecipeError with a code of `vmuseum.messages.hologram`.
    """
    count, frames, warnings = _frames(inputs, params)
    watch = Watch(params.fps)
    data = video.encode(_watched(frames, watch), size_px=params.size_px, fps=params.fps)
    flashes = watch.flashes()
    if flashes > MOST_FLASHES:
        raise RecipeError("hologram-flashes", flashes=flashes, most=MOST_FLASHES)
    if watch.white > MOST_WHITE:
        warnings.append(Warning_("hologram-white", (("percent", round(watch.white * 100)),)))
    if watch.still is None:
        raise RecipeError("hologram-video-short", frames=0)
    facts = {
        "frames": count,
        "fps": params.fps,
        "seconds": count / params.fps,
        "size_px": params.size_px,
        "bytes": len(data),
        "loop_difference": round(watch.loop_difference(), 6),
        "largest_step": round(watch.largest_step(), 6),
        "flashes": flashes,
    }
    return Output({"clip.mp4": data, "still.webp": _webp(watch.still)}, facts, tuple(warnings))


def _watched(frames: Iterator[Frame], watch: Watch) -> Iterator[Frame]:
    for frame in frames:
        done = finish(frame)
        watch.see(done)
        yield done


def _frames(inputs: Mapping[str, bytes], params: HologramClip) -> tuple[int, Iterator[Frame], list[Warning_]]:
    """Return how many frames the loop has, the frames and what to tell the author."""
    clip = params.clip
    warnings: list[Warning_] = []
    if clip.video is not None:
        count, made = film(inputs["video"], clip.fit, seconds=clip.seconds, size_px=params.size_px, fps=params.fps)
        return count, made, warnings
    seconds = _seconds(params, warnings)
    count = max(2, round(seconds * params.fps))
    if clip.text is not None:
        words = clip.text.say(clip.lang)
        warnings += _reading(words, seconds)
        return count, flat.words(words, clip.motion, count=count, size_px=params.size_px), warnings
    if clip.picture is not None:
        master = read_picture(inputs["picture"])
        return count, flat.picture(master, clip.motion, clip.fit, count=count, size_px=params.size_px), warnings
    return count, _exhibit(inputs["mesh.vmesh"], params, count, seconds), warnings


def _seconds(params: HologramClip, warnings: list[Warning_]) -> float:
    """Return the length of the loop; a sacred thing is given the time to turn slowly."""
    clip = params.clip
    if clip.exhibit is None or clip.motion != "turntable":
        return clip.seconds
    if params.respectful and clip.seconds < TURN_S:
        warnings.append(Warning_("hologram-slowed", (("asked", clip.seconds), ("seconds", TURN_S))))
        return TURN_S
    if clip.seconds < FASTEST_TURN_S:
        warnings.append(Warning_("hologram-fast-turn", (("least", FASTEST_TURN_S), ("seconds", clip.seconds))))
    return clip.seconds


def _reading(words: str, seconds: float) -> list[Warning_]:
    found = []
    share = caption.lay_out(words).cap_share
    if share < caption.LEAST_CAP:
        percent = round(share * 100, 1)
        found.append(Warning_("hologram-text-small", (("least", caption.LEAST_CAP * 100), ("percent", percent))))
    if seconds < _LEAST_READING_S:
        found.append(Warning_("hologram-text-short", (("least", _LEAST_READING_S), ("seconds", seconds))))
    return found


def _exhibit(data: bytes, params: HologramClip, count: int, seconds: float) -> Iterator[Frame]:
    from vmuseum.hologram import exhibit
    from vmuseum.render.panda import open_renderer

    mesh = arrays.decode(data)
    drawn_px = round(params.size_px * _DRAWN / 2) * 2
    # Without multisampling: `frames.smooth_outline` costs a twentieth of it in a software renderer.
    with open_renderer(drawn_px, drawn_px, samples=0) as renderer:
        for frame in exhibit.draw(renderer, mesh, params.clip.motion, count=count, rounds=turns(seconds)):
            yield resized(frame, params.size_px, params.size_px)


def read_picture(data: bytes) -> NDArray[np.uint8]:
    """Return a picture as RGB on black, turned upright.

    Raises RecipeError: "hologram-picture-unreadable", "hologram-picture-large".
    """
    import numpy as np

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PICTURE_PX:
                raise RecipeError("hologram-picture-large", width=opened.width, height=opened.height)
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise RecipeError("hologram-picture-unreadable") from error
    ground = Image.new("RGBA", upright.size, (0, 0, 0, 255))
    return np.asarray(Image.alpha_composite(ground, upright).convert("RGB"))


def _webp(frame: Frame) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(frame).save(buffer, "WEBP", quality=_STILL_QUALITY, method=4)
    return buffer.getvalue()
