"""Texels that no chart covers, and smaller pictures."""

import numpy as np
import pytest

from vmuseum.assets.baking.fill import calmed, filled, shrunk


def known_disc(size, radius):
    y, x = np.mgrid[: size[0], : size[1]]
    return (y - size[0] / 2) ** 2 + (x - size[1] / 2) ** 2 < radius**2


@pytest.mark.parametrize("size", [(64, 64), (61, 37), (1, 9), (5, 1)])
def test_filling_leaves_what_is_known_and_reaches_every_texel(size):
    values = np.random.default_rng(0).uniform(0.5, 1.0, (*size, 3)).astype(np.float32)
    known = known_disc(size, min(9, max(size) / 3))
    hidden = np.where(known[..., None], values, np.float32(-7))
    found = filled(hidden, known)
    assert np.array_equal(found[known], values[known])
    assert found.min() >= values[known].min() - 1e-6
    assert found.max() <= values[known].max() + 1e-6


def test_a_texel_beside_a_chart_takes_its_border():
    values = np.zeros((16, 16, 1), np.float32)
    values[:, :8] = np.arange(16, dtype=np.float32)[:, None, None]
    known = np.zeros((16, 16), bool)
    known[:, :8] = True
    found = filled(values, known)
    assert found[1:-1, 8, 0] == pytest.approx(np.arange(1, 15), abs=1e-5)


def test_without_anything_known_nothing_is_made_up():
    assert not filled(np.ones((4, 4, 2), np.float32), np.zeros((4, 4), bool)).any()


def test_calming_takes_the_mean_of_known_neighbours_alone():
    values = np.full((5, 5, 1), 100.0, np.float32)
    values[2, 2], values[2, 3] = 1.0, 3.0
    known = np.zeros((5, 5), bool)
    known[2, 2] = known[2, 3] = True
    found = calmed(values, known)
    assert (found[2, 2, 0], found[2, 3, 0]) == (2.0, 2.0)
    assert found[0, 0, 0] == 100.0


def test_a_smaller_picture_holds_the_mean():
    values = np.random.default_rng(1).random((32, 48, 3)).astype(np.float32)
    found = shrunk(values, (24, 16))
    assert found.shape == (16, 24, 3)
    assert found[0, 0] == pytest.approx(values[:2, :2].mean(axis=(0, 1)), abs=1e-5)
    assert found.mean(axis=(0, 1)) == pytest.approx(values.mean(axis=(0, 1)), abs=1e-5)
