"""H.264 in MP4, in and out: the door to PyAV.

Fixed settings, one thread and no time stamps: the same frames give the same bytes.
"""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import av.error
import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vmuseum.hologram.frames import Frame

MOST_PIXELS = 4096 * 2304  # a frame of a video that is read
_BT709 = 1
_LIMITED = 1


def encode(frames: Iterable[Frame], *, size_px: int, fps: int, crf: int = 17) -> bytes:
    """Return `frames` (square, uint8 RGB) as an MP4 that starts at once: H.264, yuv420p, BT.709, no sound.

    `crf` is x264's constant quality, 0 to 51, lower is better. About 8 ms of one core for a frame of 720 pixels.
    """
    buffer = io.BytesIO()
    container = av.open(buffer, "w", format="mp4", options={"fflags": "+bitexact"})
    stream = container.add_stream("libx264", rate=fps)
    stream.width = stream.height = size_px
    stream.pix_fmt = "yuv420p"
    # cpu-independent: the same choices on every processor.
    stream.options = {"crf": str(crf), "preset": "veryfast", "x264-params": f"cpu-independent=1:keyint={2 * fps}"}
    context = stream.codec_context
    context.thread_count = 1
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED
    for number, frame in enumerate(frames):
        _mux(container, stream, _picture(frame, number, fps))
    _mux(container, stream, None)
    container.close()
    return _index_first(buffer.getvalue())


def decode(data: bytes) -> Iterator[tuple[float, Frame]]:
    """Yield time in seconds and picture of every frame of an MP4, MOV, WebM, Matroska or AVI.

    Raises RecipeError("hologram-video-unreadable") where the bytes are no film or break off, and
    RecipeError("hologram-video-large") where a frame has too many pixels.
    """
    try:
        # The kind is named, so that no list of addresses passes for a film and makes the library open them.
        with av.open(io.BytesIO(data), "r", format=_kind(data)) as container:
            if not container.streams.video:
                raise RecipeError("hologram-video-unreadable")
            stream = container.streams.video[0]
            stream.codec_context.thread_count = 1
            if stream.codec_context.width * stream.codec_context.height > MOST_PIXELS:
                raise RecipeError(
                    "hologram-video-large", width=stream.codec_context.width, height=stream.codec_context.height
                )
            number = 0
            for picture in container.decode(stream):
                yield number / 25 if picture.time is None else float(picture.time), _upright(picture)
                number += 1
            # The decoder ends quietly where a file breaks off; the index says how many frames there should be.
            if number == 0 or number < 0.9 * stream.frames:
                raise RecipeError("hologram-video-unreadable")
    except av.error.FFmpegError as error:
        raise RecipeError("hologram-video-unreadable") from error


def _kind(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:4] == b"\x1aE\xdf\xa3":
        return "matroska"
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return "avi"
    raise RecipeError("hologram-video-unreadable")


def _picture(frame: Frame, number: int, fps: int) -> Any:  # noqa: ANN401 - av has no types here
    rgb = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
    picture = rgb.reformat(format="yuv420p", dst_colorspace="itu709", dst_color_range="MPEG")
    picture.pts = number
    picture.time_base = Fraction(1, fps)
    return picture


def _mux(container: Any, stream: Any, picture: Any) -> None:  # noqa: ANN401 - av has no types here
    for packet in stream.encode(picture):
        container.mux(packet)


def _upright(picture: Any) -> Frame:  # noqa: ANN401 - av has no types here
    made: Frame = picture.to_ndarray(format="rgb24")
    turns = round(getattr(picture, "rotation", 0) / 90) % 4
    return np.ascontiguousarray(np.rot90(made, turns)) if turns else made


def _index_first(data: bytes) -> bytes:
    """Move the index (`moov`) before the pictures (`mdat`), so that a player can start with the first bytes.

    ISO/IEC 14496-12: chunk offsets in `stco` count from the start of the file, so they grow by the size of `moov`.
    """
    boxes = dict(_boxes(data, 0, len(data)))
    moov = bytearray(boxes[b"moov"])
    for offset in _offsets(bytes(moov), 8, len(moov)):
        (count,) = struct.unpack_from(">I", moov, offset + 12)
        places = struct.unpack_from(f">{count}I", moov, offset + 16)
        # `free` goes away: everything after it moves forwards by its size.
        moved = [p + len(moov) - len(boxes.get(b"free", b"")) for p in places]
        struct.pack_into(f">{count}I", moov, offset + 16, *moved)
    return boxes[b"ftyp"] + bytes(moov) + boxes[b"mdat"]


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while start < end:
        (size,) = struct.unpack_from(">I", data, start)
        yield data[start + 4 : start + 8], data[start : start + size]
        start += size


def _offsets(moov: bytes, start: int, end: int) -> Iterator[int]:
    """Yield the place of every chunk offset table."""
    while start < end:
        (size,) = struct.unpack_from(">I", moov, start)
        kind = moov[start + 4 : start + 8]
        if kind == b"stco":
            yield start
        elif kind in (b"trak", b"mdia", b"minf", b"stbl"):
            yield from _offsets(moov, start + 8, start + size)
        start += size
