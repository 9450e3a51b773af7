import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.render.scene import AreaLight, Camera, SpotLight, Sun, turn_matrix
from vmuseum.render.views import area_axes, shadow_of, sky_rays, unit, view_projection

NUMBER = st.floats(-5, 5)


def clip(matrix, point):
    at = matrix @ np.append(point, 1.0)
    return at[:3] / at[3], at[3]


def test_the_target_lies_in_the_middle_of_the_picture():
    camera = Camera((1.0, 2.0, 3.0), (4.0, 1.0, -2.0), 0.8)
    place, depth = clip(view_projection(camera, 1.5), camera.target)
    assert np.abs(place[:2]).max() < 1e-9
    assert depth == pytest.approx(math.dist(camera.eye, camera.target))


def test_up_is_up_and_east_is_right_when_looking_north():
    matrix = view_projection(Camera((0, 0, 0), (0, 0, -1), 1.0), 1.0)
    assert clip(matrix, (1.0, 0.0, -3.0))[0][0] > 0
    assert clip(matrix, (0.0, 1.0, -3.0))[0][1] > 0


@pytest.mark.parametrize("target", [(0.0, 1.0, 0.0), (0.0, -1.0, 0.0)])
def test_looking_straight_up_or_down_works(target):
    matrix = view_projection(Camera((0, 0, 0), target, 1.0), 1.0)
    assert np.isfinite(matrix).all()
    assert clip(matrix, np.array(target) * 2)[1] == pytest.approx(2.0)


def test_sky_rays_point_where_the_camera_looks():
    camera = Camera((5.0, 1.0, 2.0), (5.0, 1.0, -3.0), 1.0)
    far = sky_rays(camera, 1.0) @ np.array([0.0, 0.0, 1.0, 1.0])
    assert unit(far[:3] / far[3]) == pytest.approx([0, 0, -1], abs=1e-9)


@given(st.tuples(NUMBER, NUMBER, NUMBER))
def test_the_shadow_map_of_every_lamp_holds_the_box(towards):
    low, high = np.array([-1.0, 0.0, -0.5]), np.array([1.0, 1.5, 0.5])
    if np.linalg.norm(towards) < 0.1:
        return
    at = tuple((unit(towards) * 6 + [0, 0.75, 0]).tolist())
    lamps = (
        Sun(towards, (1, 1, 1)),
        SpotLight(at, (0, 0.7, 0), (1, 1, 1)),
        AreaLight(at, (0, 0.7, 0), 1, 1, (1, 1, 1)),
    )
    for lamp in lamps:
        shadow = shadow_of(lamp, low, high, 256)
        for corner in np.array(np.meshgrid(*zip(low, high, strict=True))).reshape(3, -1).T:
            place, _ = clip(shadow.matrix, corner)
            assert np.abs(place).max() <= 1.001


def test_a_softbox_has_a_level_upper_edge_and_its_own_size():
    across, along, ahead = area_axes(AreaLight((1.0, 2.0, 3.0), (0.0, 0.0, 0.0), 0.6, 0.4, (1, 1, 1)))
    assert across[1] == pytest.approx(0.0)
    assert np.linalg.norm(across) == pytest.approx(0.3)
    assert np.linalg.norm(along) == pytest.approx(0.2)
    assert abs(across @ along) + abs(across @ ahead) < 1e-9


def test_a_direction_needs_a_length():
    with pytest.raises(ValueError, match="length"):
        unit((0.0, 0.0, 0.0))


def test_a_quarter_turn_brings_north_to_east():
    assert turn_matrix(math.pi / 2) @ [0, 0, -1, 1] == pytest.approx([1, 0, 0, 1], abs=1e-12)
