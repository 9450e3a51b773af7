"""New texture coordinates."""

from dataclasses import replace

import numpy as np

import mesh_builders as build
from vmuseum.assets.baking.uv_charts import unwrapped
from vmuseum.assets.uv_use import uv_use
from vmuseum.mesh.arrays import Mesh, encode


def areas(part):
    corners = part.positions[part.indices].astype(float)
    flat = part.uvs[part.indices].astype(float)
    one, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    real = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
    return real, np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2


def two_balls():
    left = build.sphere(30, name="left", colours=True)
    right = build.sphere(45, name="right")
    return Mesh((left, replace(right, positions=right.positions + np.float32(3))))


def test_every_part_keeps_its_surface_and_gets_places_in_one_picture():
    mesh = two_balls()
    made = unwrapped(mesh, side_px=512)
    for old, new in zip(mesh.parts, made.parts, strict=True):
        assert new.name == old.name
        assert (new.colours is None) == (old.colours is None)
        assert np.array_equal(
            np.sort(np.sort(new.positions[new.indices].reshape(-1, 9), axis=1), axis=0),
            np.sort(np.sort(old.positions[old.indices].reshape(-1, 9), axis=1), axis=0),
        )
        assert new.uvs.min() >= 0
        assert new.uvs.max() <= 1


def test_texels_are_spread_evenly():
    found = [areas(part) for part in unwrapped(two_balls(), side_px=512).parts]
    real, flat = (np.concatenate(rows) for rows in zip(*found, strict=True))
    scale = np.sqrt(flat / real)
    assert np.percentile(scale, 99) / np.percentile(scale, 1) < 2
    assert flat.sum() > 0.35


def test_no_place_of_the_picture_belongs_to_two_triangles():
    assert uv_use(unwrapped(two_balls(), side_px=1024).parts, (1024, 1024), 1.0).overlap < 0.001


def test_a_sliver_too_small_for_a_chart_does_not_span_the_picture():
    ball = build.sphere(40)
    thin = np.array([[5, 700, 1500], [9, 9, 2000]], np.uint32)
    positions = ball.positions.copy()
    positions[[700, 1500]] = positions[5]
    mended = replace(ball, positions=positions, indices=np.concatenate([ball.indices, thin]))
    part = unwrapped(Mesh((mended,)), side_px=256).parts[0]
    real, _ = areas(part)
    flat = part.uvs[part.indices]
    spans = np.linalg.norm(flat.max(axis=1) - flat.min(axis=1), axis=1)
    assert len(part.indices) == len(ball.indices) + 2
    assert (real < 1e-12).sum() >= 2
    assert spans[real < 1e-12].max() == 0
    assert spans.max() < 0.3


def test_size_and_place_of_the_mesh_do_not_matter():
    ball = build.sphere(30)
    large = replace(ball, positions=ball.positions * np.float32(1024))
    small = replace(ball, positions=ball.positions / np.float32(1024))
    one, other = (unwrapped(Mesh((part,)), side_px=256).parts[0] for part in (large, small))
    assert np.array_equal(one.uvs, other.uvs)


def test_the_same_mesh_gives_the_same_bytes():
    assert encode(unwrapped(two_balls(), side_px=256)) == encode(unwrapped(two_balls(), side_px=256))
