import io

import numpy as np
import pytest
from PIL import Image

from render.rooms import gallery_inputs
from vmuseum.gallery import poster
from vmuseum.plan.recipes import GalleryPoster
from vmuseum.render.built import read_gallery
from vmuseum.render.panda import draws_plainly


def opened(data):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


@pytest.mark.skipif(draws_plainly(), reason="no OpenGL: apt-get install -y libegl1 libgl1-mesa-dri")
def test_the_poster_is_the_view_of_the_first_viewpoint():
    made = poster.run(gallery_inputs(), GalleryPoster(widths=(480, 960)))
    assert made.facts["sizes"] == [["w480.webp", 480, 270], ["w960.webp", 960, 540]]
    seen = opened(made.files["w480.webp"])
    assert seen[110, 100, 0] > 1.5 * seen[110, 100, 2]  # looks north, at the red wall
    assert np.abs(seen[165, 240] - seen[110, 100]).max() > 30  # the ball stands before it
    assert opened(made.files["card.jpg"]).shape == (630, 1200, 3)


def test_the_eye_stands_on_the_floor_of_the_viewpoint():
    camera = poster.first_view(read_gallery(gallery_inputs()).scene)
    assert camera.eye == pytest.approx((3.0, 1.6, 3.5))
    assert camera.target[2] < camera.eye[2]
    assert camera.target[1] < camera.eye[1]


def test_a_gallery_without_viewpoints_is_seen_from_its_middle():
    scene = read_gallery(gallery_inputs()).scene.model_copy(update={"views": ()})
    assert poster.first_view(scene).eye == pytest.approx((3.0, 1.6, 2.0))
