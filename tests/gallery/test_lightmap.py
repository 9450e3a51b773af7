import numpy as np
import pytest

from vmuseum.gallery.lightmap import MOST_BYTES, decoded, encoded, map_scale


def ramp(width=256, height=64, top=300.0):
    value = np.linspace(0.0, top, width, dtype=np.float32)
    return np.repeat(np.repeat(value[None, :, None], height, axis=0), 3, axis=2)


def test_a_map_comes_back_as_it_went_in():
    lux = ramp()
    back = decoded(encoded(lux, 300.0), 300.0)
    assert np.abs(back - lux).mean() < 1.5
    assert np.abs(back - lux).max() < 12.0


def test_a_slow_ramp_is_dithered_instead_of_banded():
    lux = ramp(top=12.0)  # some forty codes of 255 over 256 texels
    rows = decoded(encoded(lux, 300.0), 300.0)[..., 1]
    wide = rows.reshape(64, 32, 8).mean(axis=(0, 2))
    steps = np.diff(wide)
    assert steps.min() >= 0.0
    assert (steps == 0).sum() <= 1  # banded, 32 means of some 40 codes would stand still more often
    assert steps.max() < 1.2


def test_light_beyond_the_scale_keeps_its_hue():
    lux = np.zeros((32, 32, 3), np.float32)
    lux[:] = (2000.0, 1000.0, 500.0)
    r, g, b = decoded(encoded(lux, 400.0), 400.0).reshape(-1, 3).mean(axis=0)
    assert r == pytest.approx(400.0, rel=0.03)
    assert g / r == pytest.approx(0.5, rel=0.06)
    assert b / r == pytest.approx(0.25, rel=0.08)


def test_noise_of_two_million_texels_still_fits():
    lux = np.random.default_rng(1).random((1400, 1400, 3)).astype(np.float32) * 100
    assert len(encoded(lux, 100.0)) <= MOST_BYTES


def test_the_scale_ignores_light_that_would_be_white_anyway():
    lit = np.full((1000, 3), 50.0, np.float32)
    lit[0] = 1e6
    assert map_scale(lit, 1 / 26) < 500.0
    assert map_scale(np.full((1000, 3), 50.0, np.float32), 1 / 26) == pytest.approx(52.5, rel=0.01)
