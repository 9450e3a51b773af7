from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import sphere
from vmuseum.assets.qualities.deviation import deviation_m, places
from vmuseum.mesh.arrays import Mesh


def test_a_mesh_lies_on_itself():
    mesh = Mesh((sphere(24),))
    assert deviation_m(places(mesh), mesh) == pytest.approx(0.0, abs=1e-6)


def test_a_shell_further_out_lies_that_far_away():
    ball = sphere(64)
    grown = replace(ball, positions=ball.positions * np.float32(1.05))
    assert deviation_m(places(Mesh((ball,))), Mesh((grown,))) == pytest.approx(0.05, rel=0.02)


def test_what_is_missing_is_measured_against_the_whole():
    ball = sphere(48)
    half = replace(ball, indices=ball.indices[ball.positions[ball.indices].mean(axis=1)[:, 1] > 0])
    assert 0.9 < deviation_m(places(Mesh((ball,))), Mesh((half,))) < 1.5


def test_places_are_spread_over_all_parts():
    parts = tuple(replace(sphere(40), positions=sphere(40).positions + np.float32([4 * n, 0, 0])) for n in range(3))
    spots = places(Mesh(parts))
    assert 300 < len(spots) < 3000
    counts = np.bincount(np.rint(spots[:, 0] / 4).astype(int), minlength=3)
    assert counts.min() > 0.8 * counts.max()
