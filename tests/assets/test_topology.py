from collections import Counter

import numpy as np
import pytest

from mesh_builders import sphere
from vmuseum.assets.inspection.inspect import inspect
from vmuseum.assets.topology import bow_ties, labels, repeated, topology
from vmuseum.mesh.arrays import Mesh, Part


def mesh(faces, positions=None):
    faces = np.array(faces, np.uint32)
    if positions is None:
        positions = np.random.default_rng(1).random((int(faces.max()) + 1, 3))
    return Mesh((Part("", np.asarray(positions, np.float32), faces),))


def fans_by_hand(faces):
    """Places whose triangles fall into several groups of neighbours, found by walking sets."""
    edges = Counter(frozenset(p) for f in faces for p in zip(f, np.roll(f, -1), strict=True))
    several = set()
    for place in {v for f in faces for v in f}:
        around = [n for n, f in enumerate(faces) if place in f]
        groups = []
        for n in around:
            mine = {e for e in edges if place in e and e <= set(faces[n])}
            touching = [g for g in groups if g & mine]
            groups = [g for g in groups if not g & mine] + [mine.union(*touching)]
        if len(groups) > 1:
            several.add(int(place))
    return several


def test_edges_and_fans_of_random_meshes_are_those_counted_by_hand():
    draw = np.random.default_rng(7)
    for _ in range(150):
        faces = [draw.choice(8, 3, replace=False).tolist() for _ in range(int(draw.integers(1, 12)))]
        found = topology(mesh(faces, draw.random((8, 3))))
        users = Counter(frozenset(p) for f in faces for p in zip(f, np.roll(f, -1), strict=True))
        assert sorted(found.users) == sorted(users.values())
        assert set(bow_ties(found).tolist()) == fans_by_hand(faces)
        assert repeated(found) == len(faces) - len({frozenset(f) for f in faces})


def test_a_fan_of_more_triangles_than_are_walked_fast_is_no_bow_tie():
    angles = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    rim = np.column_stack([np.cos(angles), np.zeros(200), np.sin(angles)])
    faces = [[0, 1 + n, 1 + (n + 1) % 200] for n in range(200)]
    assert len(bow_ties(topology(mesh(faces, np.vstack([[0, 1, 0], rim]))))) == 0


def test_a_seam_of_texture_is_no_border():
    assert inspect(Mesh((sphere(8),))).watertight


def test_minus_zero_is_zero():
    positions = [[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [-0.0, 0, 0], [0, 1, 0], [-1, 0, 0]]
    assert inspect(mesh([[0, 1, 2], [3, 4, 5]], positions)).border_edges == 4


def test_triangles_that_run_along_an_edge_the_same_way_disagree():
    found = topology(mesh([[0, 1, 2], [0, 1, 3]]))
    assert len(found.inconsistent_edges()) == 1
    assert len(topology(mesh([[0, 1, 2], [1, 0, 3]])).inconsistent_edges()) == 0


def test_triangles_without_three_places_are_left_out():
    found = topology(mesh([[0, 1, 2], [0, 0, 1]]))
    assert (len(found.corners), found.flat) == (1, 1)


@pytest.mark.parametrize("count", [1, 2, 50])
def test_labels_are_the_smallest_of_what_is_joined(count):
    one, other = np.arange(count - 1), np.arange(1, count)
    assert set(labels(one[::-1], other[::-1], count).tolist()) == {0}
    assert labels(one[:0], other[:0], count).tolist() == list(range(count))
