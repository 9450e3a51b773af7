from __future__ import annotations

import numpy as np
import pytest

from vmuseum.errors import RecipeError
from vmuseum.hologram import video
from vmuseum.hologram.frames import finish

SIZE = 128


def turning(count=20):
    y, x = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2
    for n in range(count):
        frame = np.zeros((SIZE, SIZE, 3), np.uint8)
        frame[..., 0] = 128 + 100 * np.sin(x / 9 + n / 3)
        frame[..., 1] = 128 + 100 * np.sin(y / 7 - n / 4)
        yield finish(frame)


def test_the_same_frames_give_the_same_bytes():
    assert video.encode(turning(), size_px=SIZE, fps=25) == video.encode(turning(), size_px=SIZE, fps=25)


def test_outside_the_circle_it_is_truly_black_after_decoding():
    size = 720
    noise = np.random.default_rng(7)
    # Noise is the hardest picture: the coder's errors spread as far as they ever do.
    frames = [finish(noise.integers(0, 256, (size, size, 3), np.uint8)) for _ in range(6)]
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    outside = np.hypot(x, y) > size / 2
    decoded = [frame for _, frame in video.decode(video.encode(frames, size_px=size, fps=25))]
    assert len(decoded) == 6
    assert max(int(frame[outside].max()) for frame in decoded) == 0


def test_colours_and_times_survive():
    frames = [finish(np.full((SIZE, SIZE, 3), (200, 130, 40), np.uint8))] * 5
    decoded = list(video.decode(video.encode(frames, size_px=SIZE, fps=25)))
    assert [round(time_s * 25) for time_s, _ in decoded] == [0, 1, 2, 3, 4]
    assert decoded[2][1][SIZE // 2, SIZE // 2] == pytest.approx([200, 130, 40], abs=4)


def test_the_index_lies_before_the_pictures_and_points_at_them():
    data = video.encode(turning(), size_px=SIZE, fps=25)
    assert data.index(b"ftyp") < data.index(b"moov") < data.index(b"mdat")
    assert len(list(video.decode(data))) == 20


def test_no_time_stamp_and_no_program_version_is_in_the_file():
    data = video.encode(turning(3), size_px=SIZE, fps=25)
    head = data.index(b"mvhd")
    assert data[head + 8 : head + 16] == bytes(8)
    assert b"Lavf" not in data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"\x00\x00\x00\x18ftypisom" + bytes(200),
        b"<html>not found</html>",
    ],
)
def test_what_is_no_film_is_refused(data):
    with pytest.raises(RecipeError) as caught:
        list(video.decode(data))
    assert caught.value.code == "hologram-video-unreadable"


def test_a_film_that_breaks_off_is_refused():
    data = video.encode(turning(), size_px=SIZE, fps=25)
    for length in (data.index(b"mdat"), data.index(b"mdat") + 900):
        with pytest.raises(RecipeError) as caught:
            list(video.decode(data[:length]))
        assert caught.value.code == "hologram-video-unreadable"
