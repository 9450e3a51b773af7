import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from render.shapes import ball
from vmuseum.assets import poster
from vmuseum.mesh.arrays import Material, Mesh, Part, encode
from vmuseum.plan.recipes import PosterRender
from vmuseum.render.panda import draws_plainly
from vmuseum.render.views import view_projection

needs_gl = pytest.mark.skipif(draws_plainly(), reason="no OpenGL: apt-get install -y libegl1 libgl1-mesa-dri")


def stretched(size, *, at=(0.0, 0.0, 0.0), colour=(0.6, 0.2, 0.1)) -> Mesh:
    part = ball(0.5, rings=12, material=Material(base_colour=(*colour, 1.0), roughness=0.6)).parts[0]
    points = (part.positions + np.array([0, 0.5, 0])) * np.array(size) + np.array(at)
    return Mesh((Part("thing", points.astype(np.float32), part.indices, part.normals, material=part.material),))


def opened(data):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


SIDE = st.floats(0.02, 30.0)


@settings(max_examples=40, deadline=None)
@given(st.tuples(SIDE, SIDE, SIDE), st.sampled_from([4 / 3, 1200 / 630]))
def test_the_whole_exhibit_is_in_the_frame_with_a_margin(size, aspect):
    points = stretched(size).parts[0].positions.astype(np.float64)
    matrix = view_projection(poster.framing(points, aspect), aspect)
    clip = np.c_[points, np.ones(len(points))] @ matrix.T
    place = clip[:, :2] / clip[:, 3:]
    assert np.abs(place).max() < 0.8
    assert np.abs(place).max() > 0.7  # and not lost in it
    assert abs(place[:, 0].max() + place[:, 0].min()) < 0.06
    assert abs(place[:, 1].max() + place[:, 1].min()) < 0.06


@needs_gl
@pytest.mark.parametrize("size", [(0.3, 0.3, 0.3), (0.16, 0.56, 0.16), (40.0, 13.0, 40.0)])
def test_the_exhibit_stands_on_warm_grey_and_keeps_its_colour(size):
    made = poster.run({"mesh.vmesh": encode(stretched(size))}, PosterRender(widths=(480,)))
    seen = opened(made.files["w480.webp"])
    assert made.facts["sizes"] == [["w480.webp", 480, 360]]
    assert seen[175, 240, 0] > 1.6 * seen[175, 240, 2]
    corner = seen[30, 30]
    assert 120 < corner.min() <= corner.max() < 240
    assert corner[0] >= corner[2]
    assert opened(made.files["card.jpg"]).shape == (630, 1200, 3)


@needs_gl
def test_it_touches_the_ground_in_its_own_shadow():
    seen = opened(
        poster.run({"mesh.vmesh": encode(stretched((0.3, 0.3, 0.3)))}, PosterRender(widths=(960,))).files["w960.webp"]
    )
    lowest = np.nonzero((seen[..., 0] > 1.5 * seen[..., 2]).any(axis=1))[0].max()
    under, beside = seen[lowest + 6, 480], seen[lowest + 6, 60]
    assert under.max() < 0.75 * beside.max()


@needs_gl
def test_size_and_place_of_the_exhibit_do_not_change_the_picture():
    small = poster.run({"mesh.vmesh": encode(stretched((0.2, 0.3, 0.2)))}, PosterRender(widths=(480,)))
    large = poster.run({"mesh.vmesh": encode(stretched((20, 30, 20), at=(5, -3, 7)))}, PosterRender(widths=(480,)))
    one, other = opened(small.files["w480.webp"]), opened(large.files["w480.webp"])
    assert np.abs(one - other).mean() < 1.5


@needs_gl
def test_the_same_mesh_gives_the_same_bytes():
    inputs = {"mesh.vmesh": encode(stretched((0.2, 0.3, 0.2)))}
    assert poster.run(inputs, PosterRender()) == poster.run(inputs, PosterRender())


def test_a_sacred_exhibit_is_seen_nearly_straight_on():
    mesh = stretched((0.2, 0.5, 0.2))
    assert abs(poster._turn(mesh, respectful=True)) < abs(poster._turn(mesh, respectful=False))
