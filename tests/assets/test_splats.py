"""Splats of every kind come in alike, are reduced without holes, turned with their colours, and drawn rightly."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cloud_builders import dot_splat, shell, splat_ply, splats, spz
from mesh_builders import DATA
from vmuseum.assets.points import poster as points_poster
from vmuseum.assets.points import qualities as points
from vmuseum.assets.points.place import turned_splats
from vmuseum.assets.points.splats_cloud import joined, sound
from vmuseum.assets.points.splats_draw import draw_splats
from vmuseum.assets.points.splats_gather import gather_splats
from vmuseum.assets.points.splats_read import read_splats_file
from vmuseum.assets.points.splats_reduce import covariances, matrices, quaternions, reduced
from vmuseum.mesh.points_glb import Signature
from vmuseum.mesh.points_read import read_splats
from vmuseum.mesh.splats_glb import Splats, write_splats
from vmuseum.plan.recipes import PointsPoster, PointsQualities
from vmuseum.render.scene import Camera

ROWS = splats(300, degree=1)
FRONT = Camera((0.0, 0.0, 4.0), (0.0, 0.0, 0.0), 0.6)


def read(folder, name, data):
    (folder / name).write_bytes(data)
    source = read_splats_file(folder / name, Path(name).suffix)
    return source, joined([sound(chunk) for chunk in source.read()])


def truth(folder):
    return read(folder, "truth.ply", splat_ply(ROWS))[1]


def same_turn(a, b):
    return np.abs((a * b).sum(axis=1)).min()


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian", "binary_big_endian"])
def test_splat_ply_of_every_order_is_the_same(tmp_path, order):
    _, found = read(tmp_path, "a.ply", splat_ply(ROWS, order=order))
    assert np.allclose(found.scales[:, 1], np.exp(ROWS["scale_1"]), rtol=1e-5)
    assert np.allclose(found.opacities, 1 / (1 + np.exp(-ROWS["opacity"])), atol=1e-6)
    turn = np.column_stack([ROWS[f"rot_{i}"] for i in (1, 2, 3, 0)])
    assert same_turn(found.rotations, turn / np.linalg.norm(turn, axis=1, keepdims=True)) > 0.99999
    assert found.harmonics[7, 1, 2] == pytest.approx(
        ROWS["f_rest_7"][7], abs=1e-6
    )  # order 0, blue: the third channel's


@pytest.mark.parametrize(("name", "data"), [
    ("a.splat", dot_splat(ROWS)), ("b.spz", spz(ROWS, 1)), ("c.spz", spz(ROWS, 2)), ("d.spz", spz(ROWS, 3)),
    ("e.spz", spz(ROWS, 4)),
])  # fmt: skip
def test_the_small_formats_give_what_the_ply_gives(tmp_path, name, data):
    wanted, (_, found) = truth(tmp_path), read(tmp_path, name, data)
    assert len(found) == 300
    assert np.abs(found.positions - wanted.positions).max() < 6e-4
    assert np.abs(np.log(found.scales / wanted.scales)).max() < 0.04
    assert same_turn(found.rotations, wanted.rotations) > (0.99 if name in {"b.spz", "c.spz"} else 0.999)
    assert np.abs(found.opacities - wanted.opacities).max() < 0.005
    assert np.abs(found.colours - wanted.colours).max() < 0.01
    if name != "a.splat":
        assert np.abs(found.harmonics - wanted.harmonics).max() < 0.01


@pytest.mark.parametrize("suffix", ["ply", "spz"])
def test_harmonics_above_degree_1_are_told(tmp_path, suffix):
    rows = splats(20, degree=3)
    source, found = read(tmp_path, f"a.{suffix}", splat_ply(rows) if suffix == "ply" else spz(rows, 3))
    assert dict(source.notes["splat-harmonics-lost"].args) == {"degree": 3}
    assert found.harmonics.shape == (20, 3, 3)


def test_the_glb_gives_back_what_went_in_as_the_extension_asks(tmp_path):
    wanted = truth(tmp_path)
    data = write_splats(wanted, Signature("CC0"))
    found = read_splats(data)
    pair = np.linalg.norm(found.positions[:, None] - wanted.positions[None], axis=2).argmin(axis=1)
    assert sorted(pair) == list(range(300))
    assert np.abs(found.scales / wanted.scales[pair] - 1).max() < 0.01
    assert same_turn(found.rotations, wanted.rotations[pair]) > 0.9999
    assert np.abs(found.colours - wanted.colours[pair]).max() < 0.002
    assert np.abs(found.harmonics - wanted.harmonics[pair]).max() < 0.02
    document = json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
    primitive = document["meshes"][0]["primitives"][0]
    assert primitive["mode"] == 0
    assert primitive["extensions"]["KHR_gaussian_splatting"] == {
        "kernel": "ellipse",
        "colorSpace": "srgb_rec709_display",
    }
    assert "KHR_gaussian_splatting" in document["extensionsUsed"]
    assert "KHR_gaussian_splatting" not in document["extensionsRequired"]


def test_fewer_splats_cover_the_same():
    places, colours = shell(6000)
    count = len(places)
    whole = Splats(
        places.astype(np.float32), np.full((count, 3), 0.012, np.float32),
        np.tile(np.float32([0, 0, 0, 1]), (count, 1)), np.full(count, 0.95, np.float32),
        (colours / 255).astype(np.float32),
    )  # fmt: skip
    few = reduced(whole, 900)
    assert 700 <= len(few) <= 900
    ground = np.zeros((200, 200, 3), np.uint8)
    camera = Camera((0.0, 0.5, 4.0), (0.0, 0.5, 0.0), 0.32)
    first, second = draw_splats(whole, camera, ground).astype(float), draw_splats(few, camera, ground).astype(float)
    inside = first.sum(axis=2) > 60
    assert np.abs(first - second)[inside].mean() < 8
    assert (second.sum(axis=2) > 60)[inside].mean() > 0.97


def test_a_backdrop_wider_than_the_cells_stays_as_it_is():
    places, colours = shell(500)
    scales = np.full((500, 3), 0.01, np.float32)
    scales[0] = 3.0
    whole = Splats(places.astype(np.float32), scales, np.tile(np.float32([0, 0, 0, 1]), (500, 1)),
                   np.full(500, 0.9, np.float32), (colours / 255).astype(np.float32))  # fmt: skip
    assert reduced(whole, 60).scales.max() == pytest.approx(3.0)


def test_quaternions_and_matrices_are_each_others_inverse():
    turn = np.random.default_rng(2).normal(size=(200, 4)).astype(np.float32)
    turn /= np.linalg.norm(turn, axis=1, keepdims=True)
    assert same_turn(quaternions(matrices(turn)), turn) > 0.999999


def test_a_turn_carries_shape_and_view_dependent_colour_along(tmp_path):
    one = truth(tmp_path).take(np.arange(5))
    turn = matrices(np.float32([[0.2, 0.5, -0.1, 0.8]]) / np.linalg.norm([0.2, 0.5, -0.1, 0.8]))[0]
    found = turned_splats(one, turn, np.zeros(3))
    assert np.allclose(covariances(found), turn @ covariances(one) @ turn.T, atol=1e-9)
    eye = np.array([0.4, 1.0, 3.0])
    ground = np.zeros((64, 64, 3), np.uint8)
    before = draw_splats(one, Camera(tuple(eye), (0.0, 0.5, 0.0), 0.5), ground)
    ex, ey, ez = (turn @ eye).tolist()
    tx, ty, tz = (turn @ [0, 0.5, 0]).tolist()
    ux, uy, uz = (turn @ [0, 1, 0]).tolist()
    after = draw_splats(found, Camera((ex, ey, ez), (tx, ty, tz), 0.5, up=(ux, uy, uz)), ground)
    assert np.abs(before.astype(int) - after).max() <= 1
    assert before.max() > 60


def single(**changed):
    values = {
        "at": (0.0, 0.0, 0.0),
        "scale": (0.1, 0.1, 0.1),
        "turn": (0, 0, 0, 1),
        "alpha": 0.8,
        "colour": (1.0, 0.5, 0.0),
    } | changed
    rows = (values["at"], values["scale"], values["turn"], values["alpha"], values["colour"])
    return Splats(*(np.array([row], np.float32) for row in rows))


def test_one_splat_is_a_gaussian_on_the_screen():
    ground = np.full((101, 101, 3), 51, np.uint8)
    found = draw_splats(single(), FRONT, ground)
    sigma_px = 0.1 * 101 / 2 / np.tan(0.3) / 4
    for off in (0, 4, 8):
        alpha = 0.8 * np.exp(-0.5 * off**2 / (sigma_px**2 + 0.3))
        assert found[50, 50 + off] == pytest.approx(np.array([255, 127.5, 0]) * alpha + 51 * (1 - alpha), abs=1.1)
    assert (found[0, 0] == 51).all()


def test_the_nearer_splat_lies_over_the_farther_whatever_their_order():
    near, far = single(at=(0.0, 0.0, 0.5)), single(at=(0.0, 0.0, -0.5), colour=(0.0, 0.0, 1.0))
    ground = np.zeros((21, 21, 3), np.uint8)
    first, second = draw_splats(joined([near, far]), FRONT, ground), draw_splats(joined([far, near]), FRONT, ground)
    assert (first == second).all()
    assert first[10, 10] == pytest.approx([204, 102, 255 * 0.2 * 0.8], abs=2)


def test_a_flat_splat_seen_from_its_edge_is_a_line():
    found = draw_splats(
        single(scale=(0.2, 0.2, 0.001), turn=(0, np.sqrt(0.5), 0, np.sqrt(0.5))), FRONT, np.zeros((81, 81, 3), np.uint8)
    )
    lit = found[..., 0] > 20
    assert lit.any(axis=1).sum() > 5 * lit.any(axis=0).sum()


def test_beyond_the_limit_the_least_important_are_left_out(tmp_path):
    (tmp_path / "a.ply").write_bytes(splat_ply(ROWS))
    found = gather_splats(read_splats_file(tmp_path / "a.ply", ".ply"), np.eye(3), capacity=100)
    assert 80 <= len(found.splats) <= 100
    assert found.left_out == 300 - len(found.splats)
    assert np.median(found.splats.scales) > np.median(np.exp(ROWS["scale_0"]))


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared splats are not beside the checkout")
@pytest.mark.parametrize("name", ["venus-60k.splat", "venus-splats-60k.ply"])
def test_real_splats_keep_count_and_bounds(tmp_path, name):
    params = PointsQualities(
        kind="splats", suffix=Path(name).suffix, height_m=1.7, counts=(("high", 100_000), ("thumb", 5000))
    )
    found = points.run({"main": DATA / "splats" / name}, params, tmp_path)
    assert found.facts["count"] == found.facts["qualities"]["high"]["points"] == 60_000
    assert found.facts["qualities"]["high"]["bytes"] < 60_000 * 21
    high = read_splats(found.files["high/model.glb"].read_bytes()).positions
    assert np.allclose(
        [high.min(axis=0), high.max(axis=0)], [found.facts["bounds"]["low"], found.facts["bounds"]["high"]], atol=1e-4
    )
    assert high[:, 1].max() == pytest.approx(1.7, abs=1e-4)


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared splats are not beside the checkout")
def test_the_poster_of_splats_shows_them_on_the_sweep_with_a_shadow(tmp_path):
    from vmuseum.render.panda import NoDisplayError, draws_plainly

    params = PointsQualities(kind="splats", suffix=".splat", counts=(("thumb", 6000),))
    made = points.run({"main": DATA / "splats" / "venus-60k.splat"}, params, tmp_path)
    data = made.files["thumb/model.glb"].read_bytes()
    try:
        plain = draws_plainly()
        found = points_poster.run({"model.glb": data}, PointsPoster(kind="splats", widths=(480,)))
    except NoDisplayError:
        pytest.skip("nothing draws here")
    shot = np.asarray(Image.open(io.BytesIO(found.files["w480.webp"])).convert("RGB"), np.float64)
    assert 0.02 < (shot.mean(axis=2) < 140).mean() < 0.3
    if not plain:
        assert shot[270, 330].mean() < shot[270, 60].mean() - 3  # the shadow falls to the right
