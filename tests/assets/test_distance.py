import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh_builders import sphere
from vmuseum.assets.comparing.distance import Target, closest
from vmuseum.assets.comparing.shape import spread


def nearest_by_hand(corners, points):
    every = [closest(corners, np.repeat(p[None], len(corners), axis=0)) for p in points]
    return np.array([np.linalg.norm(places - p, axis=1).min() for places, p in zip(every, points, strict=True)])


def test_the_nearest_place_on_a_triangle_is_at_a_corner_a_side_or_inside():
    triangle = np.array([[[0.0, 0, 0], [4, 0, 0], [0, 4, 0]]])
    rows = [
        ((-1, -1, 0), (0, 0, 0)),
        ((5, -1, 2), (4, 0, 0)),
        ((1, -3, 0), (1, 0, 0)),
        ((4, 4, 0), (2, 2, 0)),
        ((1, 1, 7), (1, 1, 0)),
    ]
    for point, place in rows:
        assert closest(triangle, np.array([point], float))[0] == pytest.approx(place)


def test_the_nearest_place_on_a_triangle_without_area_is_on_its_longest_side():
    flat = np.array([[[0.0, 0, 0], [1, 0, 0], [3, 0, 0]]])
    assert closest(flat, np.array([[2.0, 1, 0]]))[0] == pytest.approx((2, 0, 0))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 30))
def test_distances_are_those_of_looking_at_every_triangle(seed, spread_of_sizes):
    draw = np.random.default_rng(seed)
    corners = draw.random((60, 1, 3)) + draw.normal(size=(60, 3, 3)) * draw.random((60, 1, 1)) * 0.1 * spread_of_sizes
    points = np.concatenate([draw.random((60, 3)), draw.normal(size=(10, 3)) * 50])
    found = Target(corners).nearest(points)
    assert found.distance == pytest.approx(nearest_by_hand(corners, points), rel=1e-9, abs=1e-12)
    places = np.einsum("nk,nkd->nd", found.weights, corners[found.triangle])
    assert np.linalg.norm(places - points, axis=1) == pytest.approx(found.distance, rel=1e-6, abs=1e-9)


def test_a_ball_within_a_ball_is_as_far_as_their_radii_differ():
    inner, outer = sphere(60, radius=1.0), sphere(60, radius=1.25)
    points = inner.positions[inner.indices].mean(axis=1).astype(np.float64)[::7]
    found = Target(outer.positions[outer.indices].astype(np.float64)).nearest(points)
    assert found.distance == pytest.approx(np.full(len(points), 0.25), abs=0.003)


def test_points_are_spread_evenly_by_area_and_always_the_same():
    part = sphere(40)
    corners = part.positions[part.indices].astype(np.float64)
    triangle, weights = spread(corners, 20_000)
    points = np.einsum("nk,nkd->nd", weights, corners[triangle])
    assert weights.sum(axis=1) == pytest.approx(np.ones(20_000))
    # equal slices of a ball have equal area (Archimedes)
    assert np.histogram(points[:, 1], 10, (-1, 1))[0] == pytest.approx(np.full(10, 2000), rel=0.02)
    again = spread(corners, 20_000)
    assert np.array_equal(triangle, again[0])
    assert np.array_equal(weights, again[1])
