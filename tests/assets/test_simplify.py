from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import edge_users, sphere, textured
from vmuseum.assets.qualities import patches
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.mesh.arrays import Material, Mesh, Part


def grid(side: int, *, bump: float = 0.0) -> Part:
    """Return a square of `side` x `side` cells, 1 m wide, with a bump in the middle."""
    x, z = (a.reshape(-1) for a in np.meshgrid(np.linspace(0, 1, side + 1), np.linspace(0, 1, side + 1)))
    y = bump * np.exp(-((x - 0.5) ** 2 + (z - 0.5) ** 2) * 80)
    place = np.arange((side + 1) ** 2).reshape(side + 1, side + 1)
    a, b, c, d = place[:-1, :-1], place[:-1, 1:], place[1:, :-1], place[1:, 1:]
    rows = [np.stack(t, -1).reshape(-1, 3) for t in ((a, c, b), (b, c, d))]
    up = np.tile(np.float32([0, 1, 0]), (len(x), 1))
    positions = np.stack([x, y, z], 1).astype(np.float32)
    return Part("", positions, np.concatenate(rows).astype(np.uint32), normals=up)


def radius_of(mesh):
    return np.linalg.norm(np.concatenate([part.positions for part in mesh.parts]), axis=1)


def test_the_number_of_triangles_is_never_exceeded():
    rough = sphere(48)
    shake = np.random.default_rng(1).uniform(0.8, 1.2, (len(rough.positions), 1)).astype(np.float32)
    shaken = Mesh((replace(rough, positions=rough.positions * shake),))
    for wanted in (2000, 500, 37):
        assert 0 < reduced(shaken, triangles=wanted).mesh.triangles <= wanted


def test_a_flat_square_needs_only_a_few_triangles():
    found = reduced(Mesh((grid(100),)), triangles=5000, enough_m=1e-4)
    assert found.mesh.triangles < 50
    assert found.error_m < 1e-4
    low, high = found.mesh.bounds()
    assert (low.tolist(), high.tolist()) == ([0, 0, 0], [1, 0, 1])


def test_the_error_that_is_enough_is_not_exceeded():
    bumpy = Mesh((grid(100, bump=0.2),))
    few, many = (reduced(bumpy, triangles=15_000, enough_m=error) for error in (0.004, 0.0005))
    assert few.mesh.triangles < many.mesh.triangles < 15_000
    assert few.error_m <= 0.004
    assert many.error_m <= 0.0005


def test_a_mesh_that_is_small_enough_stays_as_it_is():
    mesh = Mesh((sphere(8),))
    assert reduced(mesh, triangles=10_000).mesh is mesh


def test_vertices_may_be_kept_in_their_places():
    ball = sphere(48)
    kept = reduced(Mesh((ball,)), triangles=600, moving=False).mesh.parts[0]
    rows = {row.tobytes() for row in ball.positions}
    assert all(row.tobytes() in rows for row in kept.positions)
    moved = reduced(Mesh((ball,)), triangles=600).mesh.parts[0]
    assert not all(row.tobytes() in rows for row in moved.positions)


def test_normals_stay_of_length_one_and_point_outwards():
    part = reduced(Mesh((sphere(48),)), triangles=500).mesh.parts[0]
    assert np.linalg.norm(part.normals, axis=1) == pytest.approx(1.0, abs=1e-5)
    unit = part.positions / np.linalg.norm(part.positions, axis=1, keepdims=True)
    assert (part.normals * unit).sum(axis=1).min() > 0.97


def test_tangents_stay_at_right_angles_to_normals():
    ball = sphere(48)
    x, _, z = ball.positions.T
    along = np.stack([-z, np.zeros_like(x), x], 1) + np.float32(1e-6)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    tangents = np.column_stack([along, np.ones(len(x))]).astype(np.float32)
    part = reduced(Mesh((replace(ball, tangents=tangents),)), triangles=600).mesh.parts[0]
    assert part.tangents.shape == (len(part.positions), 4)
    assert np.abs((part.tangents[:, :3] * part.normals).sum(axis=1)).max() < 1e-4
    assert set(part.tangents[:, 3].tolist()) == {1.0}


def test_both_sets_of_coordinates_survive():
    ball = sphere(48)
    second = np.column_stack([ball.uvs[:, 1], ball.uvs[:, 0]]).astype(np.float32)
    material = Material(base_texture=0, occlusion_texture=0, second_uv=("occlusion_texture",))
    mesh = textured(replace(ball, uvs2=second))
    part = reduced(replace(mesh, parts=(replace(mesh.parts[0], material=material),)), triangles=900).mesh.parts[0]
    assert np.abs(part.uvs2 - part.uvs[:, ::-1]).max() < 0.01


def test_attributes_that_are_there_in_one_part_only_stay_there():
    one, other = sphere(24, colours=True), replace(sphere(24), uvs=None, normals=None)
    other = replace(other, positions=other.positions + np.float32([3, 0, 0]))
    found = reduced(Mesh((one, other)), triangles=800).mesh.parts
    assert [(p.uvs is None, p.normals is None, p.colours is None) for p in found] == [(False,) * 3, (True,) * 3]


def test_a_mesh_without_any_attribute_is_reduced():
    bare = replace(sphere(48), uvs=None, normals=None)
    found = reduced(Mesh((bare,)), triangles=500).mesh
    assert 400 < found.triangles <= 500
    assert np.abs(radius_of(found) - 1).max() < 0.03


def test_a_dense_part_is_thinned_in_patches_and_stays_closed(monkeypatch):
    monkeypatch.setattr(patches, "_WORTH", 10_000)
    monkeypatch.setattr(patches, "_PATCH", 4_000)
    ball = sphere(100)
    dense = patches.thinned(ball, share=0.05, weight=0.1)
    assert 0.05 < len(dense.indices) / len(ball.indices) < 0.3
    assert 0 < dense.error < 0.2
    found = reduced(Mesh((ball,)), triangles=2000).mesh
    assert 1800 < found.triangles <= 2000
    assert (edge_users(found) == 2).all()
    assert np.abs(radius_of(found) - 1).max() < 0.02


def test_patches_are_not_worth_it_for_small_parts_or_light_reduction():
    assert patches.thinned(sphere(24), share=0.01, weight=0.1) is None
    assert patches.thinned(sphere(330), share=0.5, weight=0.1) is None


def cut_down(side: int) -> Part:
    """Return a bumpy square whose picture is cut along the middle: its right half lies elsewhere in the picture."""
    whole = grid(side, bump=0.2)
    uvs = whole.positions[:, [0, 2]].copy()
    right = whole.positions[whole.indices].mean(axis=1)[:, 0] > 0.5
    moved = np.where(right[:, None], whole.indices + np.uint32(len(uvs)), whole.indices)
    far = (uvs + np.float32([7.0, 0.0])).astype(np.float32)
    twice = {name: np.concatenate([getattr(whole, name)] * 2) for name in ("positions", "normals")}
    return replace(whole, indices=moved, uvs=np.concatenate([uvs, far]).astype(np.float32), **twice)


def test_no_triangle_is_drawn_across_a_cut_of_its_picture():
    found = reduced(Mesh((cut_down(60),)), triangles=600).mesh
    corners = found.parts[0].uvs[found.parts[0].indices][..., 0]
    assert np.ptp(corners, axis=1).max() < 1.0
    assert (
        np.abs(corners.mean(axis=1) % 7 - found.parts[0].positions[found.parts[0].indices][..., 0].mean(axis=1)).max()
        < 0.02
    )
    assert (edge_users(found) <= 2).all()


def test_cuts_are_given_up_where_there_are_too_many():
    ball = sphere(40)
    soup = np.arange(ball.indices.size, dtype=np.uint32)
    corners = ball.indices.reshape(-1)
    apart = (np.repeat(np.arange(len(ball.indices)), 3)[:, None] * np.float32([0.01, 0.0])).astype(np.float32)
    loose = replace(
        ball, positions=ball.positions[corners], normals=ball.normals[corners], uvs=apart, indices=soup.reshape(-1, 3)
    )
    assert 0 < reduced(Mesh((loose,)), triangles=800).mesh.triangles <= 800
