import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.assets.readers import polygons


def area_of(triangles, places):
    corners = places[triangles]
    return np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]).sum(axis=0) / 2


def cut(places, lengths=None):
    places = np.array(places, np.float32)
    sizes = np.array([len(places)] if lengths is None else lengths)
    return polygons.cut(sizes, np.arange(len(places)), places), places


def test_convex_polygons_become_fans_and_small_ones_nothing():
    found, _ = cut(np.zeros((12, 3)), [3, 2, 0, 4, 1, 2])
    assert found.places.tolist() == [[0, 1, 2], [5, 6, 7], [5, 7, 8]]
    assert found.owners.tolist() == [0, 3, 3]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_hollow_polygon_keeps_its_outline(turn):
    arrow = [(0, 0, 0), (4, 4, 2), (0, 1.5, 0.75), (-4, 4, 2)][::turn]
    found, places = cut([*arrow, *arrow[:3]], [4, 3])
    assert found.places[-1].tolist() == [4, 5, 6]  # faces stay in their order
    whole = area_of(found.places[:2], places)
    each = [area_of(found.places[n : n + 1], places) for n in range(2)]
    assert sum(np.linalg.norm(one) for one in each) == pytest.approx(np.linalg.norm(whole))  # none turns over
    assert found.poor == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.2, 1.0), min_size=4, max_size=40), st.integers(0, 2))
def test_stars_are_covered_once(reach, axis):
    angles = np.linspace(0, 2 * np.pi, len(reach), endpoint=False)
    flat = np.stack([np.cos(angles) * reach, np.sin(angles) * reach, np.zeros(len(reach))], axis=1)
    found, places = cut(np.roll(flat, axis, axis=1))
    assert len(found.places) == len(reach) - 2
    each = np.linalg.norm(np.cross(*(places[found.places[:, n]] - places[found.places[:, 0]] for n in (1, 2))), axis=1)
    outline = sum(np.cross(flat[n - 1], flat[n])[2] for n in range(len(flat))) / 2
    assert each.sum() / 2 == pytest.approx(outline, rel=1e-4)


def test_an_outline_that_crosses_itself_is_told():
    found, _ = cut([(0, 0, 0), (3, 3, 0), (3, 0, 0), (0, 2, 0)])
    assert (len(found.places), found.poor) == (2, 1)


def test_work_is_bounded(monkeypatch):
    monkeypatch.setattr(polygons, "_MOST_TESTS", 50)
    angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    reach = np.where(np.arange(60) % 2, 1.0, 0.3)
    star = np.stack([np.cos(angles) * reach, np.sin(angles) * reach, 0 * angles], axis=1)
    found, _ = cut(star)
    assert (len(found.places), found.poor) == (58, 1)
