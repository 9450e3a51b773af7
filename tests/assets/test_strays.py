"""Vertices that stray in a reduction come back, with all others at their place."""

import numpy as np

from vmuseum.assets.qualities.strays import brought_back
from vmuseum.mesh.meshopt import Updated

PLACES = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [1, 1, 0]], np.float32)  # the last is the third's twin
FACES = np.array([[0, 1, 2], [0, 4, 3]], np.uint32)


def start() -> Updated:
    return Updated(FACES, PLACES.copy(), PLACES[:, :2].copy(), 0.0)


def reduced(*, slid: float, moved: float = 0.0) -> Updated:
    found = start()
    found.attributes[2, 0] += slid
    found.positions[[2, 4], 2] += moved
    return found


def test_coordinates_that_slid_away_come_back_and_the_twin_of_their_vertex_with_them():
    found = reduced(slid=5.0, moved=0.3)
    brought_back(found, start(), [slice(0, 2)], side=1.0)
    assert np.array_equal(found.attributes, start().attributes)
    assert np.array_equal(found.positions, PLACES)  # the twin alone in a new place would be a crack


def test_what_moved_with_its_vertex_stays():
    found = reduced(slid=0.5, moved=0.3)
    brought_back(found, start(), [slice(0, 2)], side=1.0)
    assert found.attributes[2, 0] == np.float32(1.5)
    assert found.positions[2, 2] == np.float32(0.3)


def test_a_vertex_that_left_its_surface_comes_back():
    found = reduced(slid=0.0, moved=7.0)
    brought_back(found, start(), [slice(0, 2)], side=1.0)
    assert np.array_equal(found.positions, PLACES)


def test_no_number_is_left_that_is_none():
    found = reduced(slid=float("nan"))
    brought_back(found, start(), [slice(0, 2)], side=1.0)
    assert np.isfinite(found.attributes).all()
