import numpy as np
import pytest

from panorama.pictures import COLOURS, directions, painted_cube, smooth
from vmuseum.panorama.projection import FACES, equirect_rays, face_rays
from vmuseum.panorama.sampling import face_bands, sample_cube, smaller
from vmuseum.panorama.sphere import RgbSphere


def face(picture, name, edge, rows=64):
    return np.vstack(list(face_bands(RgbSphere(picture), name, edge, rows=rows)))


@pytest.mark.parametrize("name", FACES)
def test_each_face_shows_its_own_colour_up_to_the_edges(name):
    drawn = face(painted_cube(), name, 256)
    inside = drawn[4:-4, 4:-4]
    assert np.abs(inside.astype(int) - COLOURS[name]).max() <= 2


@pytest.mark.parametrize("name", FACES)
def test_every_pixel_has_the_colour_of_its_direction(name):
    """Across the left and right edge of the picture, and over both poles."""
    ray = face_rays(name, 320)
    wanted = (ray / np.linalg.norm(ray, axis=-1, keepdims=True) * 0.45 + 0.5) * 255
    assert np.abs(face(smooth(), name, 320) - wanted).max() < 2.5


def test_bands_do_not_show():
    picture = smooth(512)
    assert (face(picture, "u", 200, rows=200) == face(picture, "u", 200, rows=24)).mean() > 0.999


def test_a_coarse_face_of_a_fine_picture_does_not_shimmer():
    stripes = np.zeros((1024, 2048, 3), np.uint8)
    stripes[:, ::2] = 255  # finer than the face can show
    drawn = face(stripes, "f", 128).astype(float)
    assert drawn.std() < 25  # single samples would give 120
    assert 120 < drawn.mean() < 195


def test_averaging_is_done_in_light():
    board = np.zeros((8, 8, 3), np.uint8)
    board[::2, ::2] = board[1::2, 1::2] = 255
    assert (smaller(board, (4, 4)) == 188).all()


def test_averaging_keeps_even_colours():
    for value in (0, 1, 17, 128, 254, 255):
        assert (smaller(np.full((10, 10, 3), value, np.uint8), (4, 4)) == value).all()


def test_a_cube_shown_as_a_picture_is_the_picture():
    picture = smooth()
    cube = {name: face(picture, name, 256) for name in FACES}
    again = sample_cube(cube, equirect_rays(256))
    wanted = (directions(256) * 0.45 + 0.5) * 255
    assert np.abs(again - wanted).max() < 3.5
