from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from vmuseum.errors import Problem, RecipeError, Span
from vmuseum.hologram import clip, exhibit, flat, video
from vmuseum.mesh import arrays
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.messages import sentence
from vmuseum.plan.recipes import HologramClip
from vmuseum.schema.base import Text
from vmuseum.schema.playlist import Clip

SIZE = 128


def params(*, respectful=False, fps=10, **row) -> HologramClip:
    return HologramClip(clip=Clip(**row), respectful=respectful, size_px=SIZE, fps=fps)


def png(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "PNG")
    return buffer.getvalue()


def box_mesh(width=0.2, height=0.4, depth=0.1) -> Mesh:
    x, y, z = width / 2, height, depth / 2
    corners = np.array([[sx * x, sy * y, sz * z] for sx in (-1, 1) for sy in (0, 1) for sz in (-1, 1)], np.float32)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    positions, normals, indices = [], [], []
    for n, quad in enumerate(quads):
        points = corners[list(quad)]
        normal = np.cross(points[1] - points[0], points[2] - points[0])
        positions.append(points)
        normals.append(np.tile(normal / np.linalg.norm(normal), (4, 1)))
        indices += [[4 * n, 4 * n + 1, 4 * n + 2], [4 * n, 4 * n + 2, 4 * n + 3]]
    return Mesh(
        (
            Part(
                "box",
                np.concatenate(positions).astype(np.float32),
                np.array(indices, np.uint32),
                np.concatenate(normals).astype(np.float32),
            ),
        )
    )


def decoded(output) -> list[np.ndarray]:
    return [frame for _, frame in video.decode(output.files["clip.mp4"])]


def test_words_become_a_seamless_clip_of_the_asked_length():
    made = clip.run({}, params(text=Text(vi="Cần Thơ"), seconds=4.0))
    assert made.facts["frames"] == 40
    assert made.facts["seconds"] == 4.0
    assert made.facts["loop_difference"] <= 1.2 * made.facts["largest_step"]
    assert made.facts["bytes"] == len(made.files["clip.mp4"])
    assert made.warnings == ()
    assert max(int(frame.max()) for frame in decoded(made)) > 200


def test_words_are_in_the_asked_language():
    text = Text(vi="Cần Thơ", en="Can Tho City")
    one = clip.run({}, params(text=text, seconds=4.0, motion="still"))
    two = clip.run({}, params(text=text, seconds=4.0, motion="still", lang="en"))
    assert one.files["still.webp"] != two.files["still.webp"]


def test_the_same_clip_gives_the_same_bytes():
    a, b = (clip.run({}, params(text=Text(vi="Óc Eo"), seconds=4.0)) for _ in range(2))
    assert dict(a.files) == dict(b.files)


def test_words_that_vanish_too_soon_are_a_warning():
    made = clip.run({}, params(text=Text(vi="Óc Eo"), seconds=2.0, motion="still"))
    assert [w.code for w in made.warnings] == ["hologram-text-short"]


def test_a_rising_clip_begins_and_ends_dark():
    frames = decoded(clip.run({}, params(text=Text(vi="Óc Eo"), seconds=4.0, motion="rise")))
    assert frames[0].max() < 40
    assert frames[20].max() > 150


@pytest.mark.parametrize("fit", ["cover", "contain"])
def test_a_picture_is_cut_to_the_circle_or_shown_whole(fit):
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:] = (180, 60, 30)
    picture[:4], picture[-4:], picture[:, :4], picture[:, -4:] = ((20, 200, 20),) * 4
    frames = decoded(clip.run({"picture": png(picture)}, params(picture="x.png", fit=fit, motion="still", seconds=1.0)))
    frame = frames[3].astype(int)
    green = (frame[..., 1] > 120) & (frame[..., 0] < 100)
    assert green.any() == (fit == "contain")
    y, x = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2
    assert frame[np.hypot(x, y) > 1.15 * SIZE / 2].max() == 0
    if fit == "cover":
        assert (frame[np.hypot(x, y) < 0.88 * SIZE / 2, 0] > 120).all()


def test_a_swaying_picture_covers_the_circle_in_every_frame():
    picture = np.full((90, 120, 3), (180, 60, 30), np.uint8)
    y, x = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2
    inside = np.hypot(x, y) < 0.9 * SIZE / 2
    for frame in flat.picture(picture, "orbit", "cover", count=12, size_px=SIZE):
        assert frame[inside][:, 0].min() > 150
    for frame in flat.picture(picture, "orbit", "contain", count=12, size_px=SIZE):
        assert frame[np.hypot(x, y) > 0.92 * SIZE / 2].max() == 0


def test_a_transparent_picture_lies_on_black():
    picture = np.zeros((64, 64, 4), np.uint8)
    picture[..., :3] = 255
    picture[24:40, 24:40, 3] = 255
    made = clip.run({"picture": png(picture)}, params(picture="x.png", motion="still", seconds=1.0))
    frame = decoded(made)[2]
    assert frame[SIZE // 2, SIZE // 2].min() > 230
    assert frame[SIZE // 2, SIZE // 4].max() == 0


def test_a_white_picture_is_a_warning():
    made = clip.run({"picture": png(np.full((64, 64, 3), 255, np.uint8))}, params(picture="x.png", seconds=1.0))
    assert [w.code for w in made.warnings] == ["hologram-white"]


def film_of(values) -> bytes:
    return video.encode((np.full((64, 64, 3), v, np.uint8) for v in values), size_px=64, fps=25)


def test_a_film_loops_without_a_jump():
    made = clip.run({"video": film_of(range(20, 220, 2))}, params(video="x.mp4", seconds=10.0, fps=25, fit="cover"))
    assert made.facts["frames"] == 88
    assert made.facts["loop_difference"] <= 1.5 * made.facts["largest_step"]
    assert made.facts["loop_difference"] < 0.08


def test_a_long_film_is_cut_to_the_asked_length():
    made = clip.run({"video": film_of([90] * 100)}, params(video="x.mp4", seconds=2.0, fps=25))
    assert made.facts["seconds"] == 2.0


def test_a_film_at_another_rate_keeps_its_speed():
    made = clip.run({"video": film_of([90] * 100)}, params(video="x.mp4", seconds=100.0, fps=50))
    assert made.facts["seconds"] == pytest.approx(4.0, abs=0.3)


def test_a_flashing_film_is_refused():
    values = [230 if n // 2 % 2 else 10 for n in range(75)]
    with pytest.raises(RecipeError) as caught:
        clip.run({"video": film_of(values)}, params(video="x.mp4", seconds=3.0, fps=25, fit="cover"))
    assert caught.value.code == "hologram-flashes"
    assert caught.value.args_by_name["flashes"] == 6


@pytest.mark.parametrize(
    ("inputs", "row", "code"),
    [
        ({"picture": b"<html>"}, {"picture": "x.png"}, "hologram-picture-unreadable"),
        ({"picture": png(np.zeros((64, 64, 3), np.uint8))[:60]}, {"picture": "x.png"}, "hologram-picture-unreadable"),
        ({"video": b"no film"}, {"video": "x.mp4"}, "hologram-video-unreadable"),
        ({"video": film_of([9, 90, 9])}, {"video": "x.mp4"}, "hologram-video-short"),
        ({}, {"text": Text(vi="x" * 40)}, "hologram-text-long"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_two_languages(inputs, row, code):
    with pytest.raises(RecipeError) as caught:
        clip.run(inputs, params(**row))
    assert caught.value.code == code
    found = Problem(code, Span("scenes/x.yaml"), tuple(sorted(caught.value.args_by_name.items())))
    assert sentence(found, "vi") != sentence(found, "en")


def test_an_exhibit_turns_inside_the_safe_circle_on_pure_black():
    data = arrays.encode(box_mesh())
    made = clip.run({"mesh.vmesh": data}, params(exhibit="hop", seconds=8.0, fps=3))
    frames = decoded(made)
    assert len(frames) == 24
    y, x = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2
    reach = max(np.hypot(x, y)[frame.max(axis=2) > 30].max() for frame in frames) / (SIZE / 2)
    assert 0.75 < reach < 0.92
    widths = [np.count_nonzero((frame.max(axis=2) > 30).any(axis=0)) for frame in frames]
    assert min(widths) < 0.75 * max(widths)  # it is twice as wide as deep, so turning shows
    assert made.facts["loop_difference"] <= 1.3 * made.facts["largest_step"]
    again = clip.run({"mesh.vmesh": data}, params(exhibit="hop", seconds=8.0, fps=3))
    assert again.files["clip.mp4"] == made.files["clip.mp4"]


def test_a_sacred_exhibit_is_given_fourteen_seconds():
    data = arrays.encode(box_mesh())
    made = clip.run({"mesh.vmesh": data}, params(exhibit="tuong", seconds=9.0, fps=2, respectful=True))
    assert made.facts["seconds"] == 14.0
    assert [w.code for w in made.warnings] == ["hologram-slowed"]


def test_an_exhibit_without_size_is_refused():
    point = Mesh((Part("point", np.zeros((3, 3), np.float32), np.array([[0, 1, 2]], np.uint32)),))
    with pytest.raises(RecipeError) as caught:
        exhibit.stage(point)
    assert caught.value.code == "hologram-empty-exhibit"


def test_something_flat_is_looked_at_from_above():
    upright, lying = exhibit.stage(box_mesh(height=0.4)), exhibit.stage(box_mesh(height=0.01))
    assert upright.camera.eye[1] - upright.middle[1] < 0.1 * upright.camera.eye[2]
    assert lying.camera.eye[1] - lying.middle[1] > 0.4 * lying.camera.eye[2]
