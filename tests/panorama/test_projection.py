import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.panorama import projection as p


@pytest.mark.parametrize(
    ("width", "edges"),
    [
        (8192, (512, 1280, 2560)),
        (16384, (512, 1280, 2560, 5120)),
        (4096, (512, 1536)),
        (1024, (512,)),
        (11000, (512, 1792, 3584)),
    ],
)
def test_levels_of_a_picture(width, edges):
    assert p.level_edges(width) == edges


@given(st.integers(512, 21000))
def test_the_top_level_is_whole_tiles_and_each_lower_one_is_half_or_the_smallest(width):
    edges = p.level_edges(width)
    assert edges[-1] % 512 == 0
    assert abs(edges[-1] - width / math.pi) <= 256 or edges[-1] == 512
    for small, large in itertools.pairwise(edges):
        assert small * 2 == large or small == 512


def test_faces_meet_at_their_edges():
    """u's bottom edge meets f's top, d's top meets f's bottom, r follows f to the right."""
    edge = 8
    rays = {face: p.face_rays(face, edge) for face in p.FACES}
    unit = {face: r / np.linalg.norm(r, axis=-1, keepdims=True) for face, r in rays.items()}
    close = 1.5 / edge
    assert np.abs(unit["u"][-1] - unit["f"][0]).max() < close
    assert np.abs(unit["d"][0] - unit["f"][-1]).max() < close
    assert np.abs(unit["f"][:, -1] - unit["r"][:, 0]).max() < close
    assert np.abs(unit["r"][:, -1] - unit["b"][:, 0]).max() < close
    assert np.abs(unit["b"][:, -1] - unit["l"][:, 0]).max() < close
    assert np.abs(unit["l"][:, -1] - unit["f"][:, 0]).max() < close


def test_the_six_faces_look_where_their_letters_say():
    wanted = {"f": (0, 0, -1), "r": (1, 0, 0), "b": (0, 0, 1), "l": (-1, 0, 0), "u": (0, 1, 0), "d": (0, -1, 0)}
    for face, ahead in wanted.items():
        assert tuple(p.face_axes(face)[0]) == ahead
        assert np.cross(p.face_axes(face)[1], p.face_axes(face)[2]) @ p.face_axes(face)[0] == 1  # seen from inside


@given(st.integers(0, 5), st.floats(-0.999, 0.999), st.floats(-0.999, 0.999))
def test_a_ray_through_a_face_comes_back_to_its_pixel(index, across, below):
    face = p.FACES[index]
    ahead, right, down = p.face_axes(face)
    ray = (ahead + across * right + below * down).astype(np.float32)[None] * 3
    here, place = p.cube_places(ray, np.abs(ray).max(axis=1), face, 100)
    assert here.tolist() == [0]
    assert (place.x[0] + 0.5) / 50 - 1 == pytest.approx(across, abs=1e-4)
    assert (place.y[0] + 0.5) / 50 - 1 == pytest.approx(below, abs=1e-4)


def test_side_rows_find_the_picture_where_the_ray_points():
    width, height, edge = 400, 200, 10
    place = p.side_rows(edge, 2, 3, width, height)
    ray = p.face_rays("f", edge)[2:5]
    yaw, pitch = np.arctan2(ray[..., 0], -ray[..., 2]), np.arctan2(ray[..., 1], np.hypot(ray[..., 0], ray[..., 2]))
    assert place.x == pytest.approx(yaw / (2 * np.pi) * width, abs=1e-3)
    assert place.y == pytest.approx((0.5 - pitch / np.pi) * height - 0.5, abs=1e-3)


def test_pole_rows_find_the_picture_where_the_ray_points():
    width, height, edge = 400, 200, 10
    place = p.pole_rows(edge, 0, 10, width, height)
    ray = p.face_rays("u", edge)
    yaw, pitch = np.arctan2(ray[..., 0], -ray[..., 2]), np.arctan2(ray[..., 1], np.hypot(ray[..., 0], ray[..., 2]))
    assert place.x == pytest.approx(yaw / (2 * np.pi) * width, abs=1e-3)
    assert place.y == pytest.approx((0.5 - pitch / np.pi) * height - 0.5, abs=1e-3)


@given(st.floats(-3.1, 3.1), st.floats(0.3, 2.5))
def test_a_flat_view_looks_along_its_yaw_and_is_as_wide_as_asked(yaw, fov):
    rays = p.flat_rays(101, 51, yaw=yaw, fov_x=fov)
    middle = rays[25, 50]
    assert math.atan2(middle[0], -middle[2]) == pytest.approx(yaw, abs=1e-3)
    left, right = rays[25, 0], rays[25, -1]
    angle = math.acos(float(left @ right / np.linalg.norm(left) / np.linalg.norm(right)))
    assert angle == pytest.approx(fov, rel=0.03)
    assert rays[0, 50, 1] > 0 > rays[-1, 50, 1]


def test_equirectangular_rays_begin_in_the_south_and_go_by_west():
    rays = p.equirect_rays(64)
    assert rays[15, 0] == pytest.approx([0, 0, 1], abs=0.1)
    assert rays[15, 16] == pytest.approx([-1, 0, 0], abs=0.1)
    assert rays[0, 0, 1] > 0.99
