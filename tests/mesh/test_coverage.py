"""Which texels triangles cover."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.mesh.coverage import coverage

SIZE = (40, 30)
points = st.lists(st.tuples(st.floats(-5, 45), st.floats(-5, 35)), min_size=3, max_size=3)


def middles():
    y, x = np.divmod(np.arange(SIZE[0] * SIZE[1]), SIZE[0])
    return np.column_stack([x, y]) + 0.5


def crossed(one, other):
    return one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]


def inside(triangle):
    """Return which texels have their middle well inside."""
    a, b, c = np.array(triangle)
    area = crossed(b - a, c - a)
    if abs(area) < 1:
        return np.zeros(len(middles()), bool)
    sides = [crossed(q - p, middles() - p) / area for p, q in ((a, b), (b, c), (c, a))]
    return (np.array(sides) > 1e-3).all(axis=0)


@given(points)
@settings(max_examples=80, deadline=None)
def test_a_texel_whose_middle_is_inside_is_covered_and_weights_lead_back_to_it(triangle):
    pixels = np.array([triangle], np.float32)
    found = coverage(pixels, SIZE)
    cell = np.flatnonzero(inside(triangle))
    assert (found.triangle[cell] == 0).all()
    assert np.allclose(found.weights[cell] @ pixels[0], middles()[cell], atol=2e-3)


@given(points)
@settings(max_examples=80, deadline=None)
def test_no_texel_far_from_a_triangle_is_covered(triangle):
    low, high = np.min(triangle, axis=0), np.max(triangle, axis=0)
    cell = np.flatnonzero(coverage(np.array([triangle], np.float32), SIZE).triangle >= 0)
    assert (middles()[cell] >= low - 1.8).all()
    assert (middles()[cell] <= high + 1.8).all()


def test_of_two_triangles_the_one_around_the_middle_wins():
    left, right = [(0, 0), (10.2, 0), (0, 20)], [(10.2, 0), (20, 0), (20, 20)]
    found = coverage(np.array([right, left], np.float32), SIZE).triangle.reshape(SIZE[1], SIZE[0])
    assert found[0, 9] == 1
    assert found[0, 12] == 0


def test_triangles_without_area_cover_nothing():
    flat = np.array([[(1, 1), (5, 5), (9, 9)], [(3, 3)] * 3], np.float32)
    assert (coverage(flat, SIZE).triangle == -1).all()


def test_nothing_covers_nothing():
    assert (coverage(np.zeros((0, 3, 2), np.float32), SIZE).triangle == -1).all()
