import numpy as np
import pytest

from panorama.pictures import COLOURS, encoded, opened, painted_cube, smooth
from vmuseum.errors import RecipeError
from vmuseum.panorama import tiles
from vmuseum.panorama.projection import FACES
from vmuseum.plan.recipes import PanoramaTiles


@pytest.fixture(scope="module")
def made():
    return tiles.run({"main": encoded(painted_cube(3200), "JPEG", quality=95)}, PanoramaTiles(look=0.0))


def faces_of(edge=256, **painted):
    return {
        f"face-{name}.png": encoded(np.full((edge, edge, 3), painted.get(name, COLOURS[name]), np.uint8))
        for name in FACES
    }


def test_every_level_is_complete_in_whole_tiles(made):
    assert made.facts["levels"] == [512, 1024]
    for level, edge in enumerate(made.facts["levels"]):
        for face in FACES:
            for row in range(edge // 512):
                for column in range(edge // 512):
                    assert opened(made.files[f"{level}/{face}/{row}_{column}.webp"]).shape == (512, 512, 3)
    assert made.facts["files"] == 6 + 24 + 5 == len(made.files)
    assert made.facts["bytes"] == sum(map(len, made.files.values()))


def test_tiles_hold_the_face_they_are_named_after(made):
    for face, colour in COLOURS.items():
        for level in (0, 1):
            tile = opened(made.files[f"{level}/{face}/0_0.webp"])
            assert np.abs(tile[100:400, 100:400].astype(int) - colour).mean() < 4


def test_the_strip_shows_the_faces_side_by_side(made):
    strip = opened(made.files["strip.webp"])
    assert strip.shape == (64, 384, 3)
    for n, face in enumerate("frblud"):
        assert np.abs(strip[20:44, 64 * n + 20 : 64 * n + 44].astype(int) - COLOURS[face]).mean() < 6


def test_the_still_is_the_whole_picture(made):
    still = opened(made.files["still.webp"])
    assert still.shape == (1024, 2048, 3)
    assert np.abs(still[512, 1024].astype(int) - COLOURS["f"]).max() < 8
    assert np.abs(still[512, 1536].astype(int) - COLOURS["r"]).max() < 8
    assert np.abs(still[5, 1024].astype(int) - COLOURS["u"]).max() < 8


def test_flat_views_look_where_asked():
    east = tiles.run(faces_of(512), PanoramaTiles(look=np.pi / 2))
    for name, size in (("w480.webp", (270, 480)), ("w960.webp", (540, 960)), ("card.jpg", (630, 1200))):
        view = opened(east.files[name])
        assert view.shape[:2] == size
        assert np.abs(view[size[0] // 2, size[1] // 2].astype(int) - COLOURS["r"]).max() < 8


def test_neighbouring_tiles_and_faces_meet():
    made = tiles.run({"main": encoded(smooth(3200))}, PanoramaTiles(quality=95))
    left, right = (opened(made.files[f"1/f/0_{c}.webp"]).astype(int) for c in (0, 1))
    assert np.abs(left[:, -1] - right[:, 0]).max() < 8
    front, east = opened(made.files["0/f/0_0.webp"]).astype(int), opened(made.files["0/r/0_0.webp"]).astype(int)
    up = opened(made.files["0/u/0_0.webp"]).astype(int)
    assert np.abs(front[:, -1] - east[:, 0]).max() < 8
    assert np.abs(up[-1] - front[0]).max() < 8


def test_six_faces_become_the_same_tiles_as_a_picture_of_them():
    made = tiles.run(faces_of(1024), PanoramaTiles())
    assert made.facts["levels"] == [512, 1024]
    assert (made.facts["width"], made.facts["height"]) == (4096, 2048)
    assert np.abs(opened(made.files["1/b/1_1.webp"]).astype(int) - COLOURS["b"]).mean() < 3


def test_faces_smaller_than_a_tile_are_one_tile():
    made = tiles.run(faces_of(256), PanoramaTiles())
    assert made.facts["levels"] == [256]
    assert opened(made.files["0/d/0_0.webp"]).shape == (256, 256, 3)


def test_a_missing_or_odd_face_is_refused():
    lacking = faces_of()
    del lacking["face-u.png"]
    odd = faces_of() | {"face-l.png": encoded(np.zeros((128, 128, 3), np.uint8))}
    for inputs in (lacking, odd):
        with pytest.raises(RecipeError) as caught:
            tiles.run(inputs, PanoramaTiles())
        assert caught.value.code == "panorama-faces"


def test_the_same_picture_gives_the_same_bytes():
    data = encoded(smooth(1024))
    assert tiles.run({"main": data}, PanoramaTiles()) == tiles.run({"main": data}, PanoramaTiles())
