from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import edge_users, sphere
from vmuseum.errors import RecipeError
from vmuseum.mesh import meshopt, wasm_module
from vmuseum.mesh.arrays import Mesh


def turned_to_smallest_first(triangles):
    first = np.argmin(triangles, axis=1)
    return np.take_along_axis(triangles, (first[:, None] + np.arange(3)) % 3, axis=1)


def test_simplifying_reaches_the_count_and_stays_near_the_surface():
    ball = sphere(64)
    found = meshopt.simplify(ball.indices, ball.positions, triangles=500)
    assert 450 <= len(found.indices) <= 500
    assert 0 < found.error < 0.06
    centres = ball.positions[found.indices].mean(axis=1)
    assert np.linalg.norm(centres, axis=1).min() > 0.8


def test_moving_vertices_fits_better_than_keeping_them():
    ball = sphere(64)
    attributes = meshopt.Attributes(ball.normals, (0.25,) * 3)
    plain = meshopt.simplify(ball.indices, ball.positions, triangles=300, attributes=attributes)
    moved = meshopt.simplify_with_update(ball.indices, ball.positions, triangles=300, attributes=attributes)

    def mean_gap(positions, indices):
        return np.abs(np.linalg.norm(positions[indices].mean(axis=1), axis=1) - 1).mean()

    assert mean_gap(moved.positions, moved.indices) < 0.8 * mean_gap(ball.positions, plain.indices)


def test_the_same_input_gives_the_same_triangles():
    ball = sphere(32)
    runs = [meshopt.simplify(ball.indices, ball.positions, triangles=400).indices for _ in range(2)]
    assert np.array_equal(*runs)


def test_sloppy_simplifying_goes_below_any_count():
    ball = sphere(32)
    found = meshopt.simplify_sloppy(ball.indices, ball.positions, triangles=40)
    assert 0 < len(found.indices) <= 40


def test_reordering_keeps_every_triangle_and_drops_unused_vertices():
    ball = sphere(16)
    indices, old = meshopt.optimise_order(ball.indices[::2], len(ball.positions))
    assert len(old) == len(np.unique(ball.indices[::2]))
    before = {tuple(row) for row in turned_to_smallest_first(ball.indices[::2])}
    assert {tuple(row) for row in turned_to_smallest_first(old[indices].astype(np.uint32))} == before


def test_compressed_vertices_come_back_bit_for_bit():
    rows = np.arange(4000, dtype="<u2").reshape(-1, 4)
    data = meshopt.encode_vertices(rows)
    assert len(data) < rows.nbytes / 3
    assert meshopt.decode(data, mode="ATTRIBUTES", count=1000, stride=8) == rows.tobytes()


def test_compressed_triangles_come_back_in_order():
    ball = sphere(16)
    indices, old = meshopt.optimise_order(ball.indices, len(ball.positions))
    data = meshopt.encode_indices(indices, len(old))
    found = np.frombuffer(meshopt.decode(data, mode="TRIANGLES", count=indices.size, stride=4), "<u4").reshape(-1, 3)
    assert np.array_equal(turned_to_smallest_first(found), turned_to_smallest_first(indices))


@pytest.mark.parametrize(("bits", "stride", "kind", "worst"), [(8, 4, "i1", 0.02), (12, 8, "<i2", 0.002)])
def test_octahedral_filter_keeps_directions(bits, stride, kind, worst):
    normals = sphere(12).normals
    packed = meshopt.filter_oct(normals, bits=bits)
    data = meshopt.decode(
        meshopt.encode_vertices(packed), mode="ATTRIBUTES", count=len(packed), stride=stride, applied="OCTAHEDRAL"
    )
    found = np.frombuffer(data, kind).reshape(-1, 4)[:, :3] / np.iinfo(kind).max
    assert np.abs(found - normals).max() < worst


def test_exponential_filter_keeps_small_and_large_numbers():
    values = np.array([[1e-3, 2.0, -3e4], [5e-3, -2.5, 1e4]], np.float32)
    packed = meshopt.filter_exp(values, bits=15)
    data = meshopt.decode(meshopt.encode_vertices(packed), mode="ATTRIBUTES", count=2, stride=12, applied="EXPONENTIAL")
    assert np.allclose(np.frombuffer(data, "<f4").reshape(2, 3), values, rtol=1e-3, atol=3e4 / 2**14)


def test_quaternion_filter_keeps_rotations():
    rotations = np.array([[0, 0, 0, 1], [0.5, 0.5, 0.5, 0.5], [0, 0.6, 0, 0.8]], np.float32)
    packed = meshopt.filter_quat(rotations, bits=12)
    data = meshopt.decode(meshopt.encode_vertices(packed), mode="ATTRIBUTES", count=3, stride=8, applied="QUATERNION")
    found = np.frombuffer(data, "<i2").reshape(-1, 4) / 32767
    assert np.abs(np.abs((found * rotations).sum(axis=1)) - 1).max() < 1e-3


def test_broken_compressed_data_is_refused():
    with pytest.raises(RecipeError) as caught:
        meshopt.decode(b"\xa0\x01\x02", mode="ATTRIBUTES", count=100, stride=8)
    assert caught.value.code == "mesh-compressed-broken"


def test_more_than_32_bits_of_memory_is_refused():
    session = wasm_module.Session("encoder")
    with pytest.raises(RecipeError) as caught:
        session.reserve(1 << 32)
    assert caught.value.code == "mesh-too-large"


def test_missing_module_files_are_told_with_their_name(tmp_path, monkeypatch):
    monkeypatch.setattr(wasm_module, "FOLDER", tmp_path)
    wasm_module._compiled.cache_clear()
    try:
        with pytest.raises(RecipeError) as caught:
            wasm_module.Session("simplifier")
    finally:
        wasm_module._compiled.cache_clear()
    assert caught.value.code == "mesh-wasm-missing"
    assert caught.value.args_by_name["file"] == "vmuseum/mesh/wasm/simplifier.wasm"


def test_position_remap_joins_the_seam():
    ball = sphere(8)
    assert (edge_users(Mesh((ball,))) == 2).all()
    assert len(np.unique(meshopt.position_remap(ball.positions))) < len(ball.positions)


def test_spatial_order_is_a_permutation():
    order = meshopt.spatial_order(sphere(8).positions)
    assert np.array_equal(np.sort(order), np.arange(len(order)))


def test_scale_is_the_largest_side():
    assert meshopt.scale(sphere(8, radius=2.5).positions) == pytest.approx(5.0, rel=1e-3)


def test_what_ran_before_leaves_no_trace():
    ball, other = sphere(32), sphere(48, radius=3.0)

    def results():
        found = meshopt.simplify_with_update(
            ball.indices, ball.positions, triangles=400, attributes=meshopt.Attributes(ball.normals, (0.2,) * 3)
        )
        indices, old = meshopt.optimise_order(ball.indices, len(ball.positions))
        return [
            found.indices,
            found.positions,
            found.attributes,
            indices,
            old,
            meshopt.encode_indices(indices, len(old)),
        ]

    wasm_module._IDLE.clear()
    fresh = results()
    for _ in range(3):
        meshopt.simplify_sloppy(other.indices, other.positions, triangles=77)
        meshopt.encode_vertices(np.random.default_rng(1).integers(0, 255, (5000, 8), np.uint8))
        for one, again in zip(fresh, results(), strict=True):
            assert np.array_equal(one, again) if isinstance(one, np.ndarray) else one == again


def test_an_instance_serves_again_unless_it_failed_or_grew_large(monkeypatch):
    wasm_module._IDLE.clear()
    meshopt.position_remap(sphere(8).positions)
    (first,) = wasm_module._IDLE
    meshopt.position_remap(sphere(8).positions)
    assert [first] == wasm_module._IDLE
    with pytest.raises(RecipeError), wasm_module.Session("simplifier") as session:
        session.reserve(1 << 32)
    assert wasm_module._IDLE == []
    monkeypatch.setattr(wasm_module, "_KEEP", 1 << 16)
    meshopt.position_remap(sphere(64).positions)
    assert wasm_module._IDLE == []


def test_runs_are_reduced_each_by_itself_and_keep_their_outline():
    ball = sphere(48)
    rows = ball.indices[np.argsort(ball.positions[ball.indices].mean(axis=1)[:, 1], kind="stable")]
    cuts = (0, len(rows) // 2, len(rows))
    none = meshopt.Attributes(np.zeros((len(ball.positions), 0), np.float32), ())
    found = meshopt.simplify_runs(rows, ball.positions, cuts=cuts, share=0.3, attributes=none)
    assert 0.25 < len(found.indices) / len(rows) < 0.5
    assert 0 < found.error < 0.05
    assert (edge_users(Mesh((replace(ball, indices=found.indices),))) == 2).all()
