import math

import numpy as np
import pytest

from vmuseum.render.scene import Ambient, AreaLight, SpotLight, Sun
from vmuseum.render.vertex_light import irradiance

UP = np.array([[0.0, 1.0, 0.0]])
HERE = np.zeros((1, 3))
DARK = Ambient()


def test_the_sun_gives_its_lux_times_the_cosine():
    lux = irradiance(HERE, UP, DARK, [Sun((0.0, 1.0, 1.0), (100.0, 50.0, 10.0))])
    assert lux[0] == pytest.approx(np.array([100.0, 50.0, 10.0]) * math.sqrt(0.5))


def test_a_spot_two_metres_above_gives_a_quarter_of_its_candela():
    lux = irradiance(HERE, UP, DARK, [SpotLight((0, 2.0, 0), (0, 0, 0), (400.0, 400.0, 400.0))])
    assert lux[0] == pytest.approx([100.0] * 3)


def test_an_endless_ceiling_gives_pi_times_its_nits():
    lux = irradiance(HERE, UP, DARK, [AreaLight((0, 1.0, 0), (0, 0, 0), 1e4, 1e4, (2.0, 2.0, 2.0))])
    assert lux[0] == pytest.approx([2 * math.pi] * 3, rel=1e-3)


def test_a_small_softbox_is_like_a_spot_of_equal_intensity():
    box = irradiance(HERE, UP, DARK, [AreaLight((0, 5.0, 0), (0, 0, 0), 0.1, 0.1, (1000.0,) * 3)])
    assert box[0, 0] == pytest.approx(1000 * 0.01 / 25, rel=0.01)


def test_the_hemisphere_is_half_from_the_side():
    side = irradiance(HERE, np.array([[1.0, 0.0, 0.0]]), Ambient.hemisphere((8.0,) * 3, (2.0,) * 3), [])
    assert side[0] == pytest.approx([5.0] * 3)
