"""Directions of a normal map without tangents."""

import numpy as np
import pytest

from vmuseum.assets.baking.relief import frames, to_object, to_surface
from vmuseum.mesh.arrays import Part

TILT = np.array([[0.3, 0.2, 0.9]], np.float32) / np.float32(np.linalg.norm([0.3, 0.2, 0.9]))


def one_triangle(u, v):
    """Return a triangle facing +z whose texture runs along `u` (x, y) and `v` (x, y) of the plane."""
    corners = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0)], np.float32)
    uvs = corners[:, :2] @ np.linalg.inv(np.array([u, v], float))
    normals = np.tile(np.array([0, 0, 1], np.float32), (3, 1))
    return Part("", corners, np.array([[0, 1, 2]], np.uint32), normals=normals, uvs=uvs.astype(np.float32))


def framed(part):
    return frames(part, part.uvs, np.array([0]), np.full((1, 3), 1 / 3, np.float32))


def test_red_leans_along_growing_u_and_green_against_growing_v():
    # pictures begin at the top: v grows downwards on a picture that stands upright
    found = to_surface(TILT, framed(one_triangle(u=(1, 0), v=(0, -1))))
    assert found[0] == pytest.approx(TILT[0], abs=1e-6)


def test_a_turned_chart_turns_the_map():
    found = to_surface(TILT, framed(one_triangle(u=(0, 1), v=(1, 0))))
    assert found[0] == pytest.approx([TILT[0, 1], -TILT[0, 0], TILT[0, 2]], abs=1e-6)


def test_a_mirrored_chart_mirrors_red_alone():
    straight = to_surface(TILT, framed(one_triangle(u=(1, 0), v=(0, -1))))
    mirrored = to_surface(TILT, framed(one_triangle(u=(-1, 0), v=(0, -1))))
    assert mirrored[0] == pytest.approx(straight[0] * (-1, 1, 1), abs=1e-6)


@pytest.mark.parametrize("v", [(0, -1), (0, 1), (0.4, -1.3), (-0.7, 0.6)])
def test_what_is_written_is_read_back(v):
    at = framed(one_triangle(u=(0.8, 0.3), v=v))
    back = to_object(to_surface(TILT, at), at)
    assert back[0] == pytest.approx(TILT[0], abs=1e-5)


def test_the_frame_is_that_of_a_viewer_on_the_screen():
    part = one_triangle(u=(0.9, 0.2), v=(0.1, -0.8))
    at = framed(part)
    # three.js: changes of place and texture from one pixel to the next, right and up
    q0, q1 = np.array([0.01, 0.002, 0]), np.array([-0.003, 0.012, 0])
    flat = np.linalg.inv(np.array([(0.9, 0.2), (0.1, -0.8)]))
    st0, st1 = q0[:2] @ flat, q1[:2] @ flat
    up = np.array([0, 0, 1.0])
    along_u = np.cross(q1, up) * st0[0] + np.cross(up, q0) * st1[0]
    along_v = np.cross(q1, up) * st0[1] + np.cross(up, q0) * st1[1]
    scale = 1 / np.sqrt(max(along_u @ along_u, along_v @ along_v))
    assert at.along_u[0] == pytest.approx(along_u * scale, abs=1e-5)
    assert at.along_v[0] == pytest.approx(along_v * scale, abs=1e-5)


def test_a_triangle_without_place_in_the_picture_stays_flat():
    part = one_triangle(u=(1, 0), v=(0, -1))
    part.uvs[:] = 0.5
    assert to_surface(TILT, framed(part))[0].tolist() == [0.0, 0.0, 1.0]


def test_what_leans_below_the_surface_is_shown_as_steep_as_can_be():
    found = to_surface(np.array([[1, 0, -0.5]], np.float32), framed(one_triangle(u=(1, 0), v=(0, -1))))
    assert 0 < found[0, 2] < 0.1
    assert found[0, 0] > 0.99
