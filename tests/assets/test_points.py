"""Point clouds in four qualities: even coverage, true bounds, metres on the origin, bounded memory, the same bytes."""

import numpy as np
import pytest

from cloud_builders import ply, shell
from mesh_builders import DATA
from vmuseum.assets.points import normals as points_normals
from vmuseum.assets.points import poster as points_poster
from vmuseum.assets.points import qualities as points
from vmuseum.assets.points.cloud import Chunk, Source
from vmuseum.assets.points.gather import gather
from vmuseum.assets.points.grid import spacing
from vmuseum.errors import RecipeError
from vmuseum.mesh.points_read import read_points
from vmuseum.plan.recipes import PointsPoster, PointsQualities

POINTS, COLOURS = shell(4000)
COUNTS = (("high", 3000), ("medium", 1500), ("low", 400), ("thumb", 60))


def made(folder, data, *, suffix=".ply", **params):
    (folder / f"a{suffix}").write_bytes(data)
    params = {"counts": COUNTS, **params}
    return points.run({"main": folder / f"a{suffix}"}, PointsQualities(kind="points", suffix=suffix, **params), folder)


def cloud(output, quality):
    return read_points(output.files[f"{quality}/model.glb"].read_bytes())


def test_every_quality_has_at_most_its_points_and_nearly_as_many(tmp_path):
    facts = made(tmp_path, ply(POINTS, COLOURS)).facts
    for quality, most in COUNTS:
        assert most * 0.75 <= facts["qualities"][quality]["points"] <= most
    assert facts["count"] == 4000
    assert facts["colours"]


def test_a_small_cloud_is_kept_whole(tmp_path):
    output = made(tmp_path, ply(POINTS[:50], COLOURS[:50]))
    found = cloud(output, "thumb")
    assert len(found.positions) == 50
    foot = (POINTS[:50].min(axis=0) + POINTS[:50].max(axis=0)) / 2
    foot[1] = POINTS[:50, 1].min()
    wanted = POINTS[:50] - foot
    nearest = np.linalg.norm(found.positions[:, None] - wanted[None], axis=2).argmin(axis=1)
    assert sorted(nearest) == list(range(50))
    assert np.abs(found.positions - wanted[nearest]).max() < 2e-5


def test_fewer_points_cover_the_same_evenly(tmp_path):
    crowded = np.concatenate([POINTS, POINTS[POINTS[:, 0] > 0.3].repeat(20, axis=0) + 1e-4])
    found = cloud(made(tmp_path, ply(crowded)), "low").positions
    gaps = np.linalg.norm(POINTS[:, None] - found[None], axis=2).min(axis=1)
    assert gaps.max() < 0.2
    right = (found[:, 0] > 0.3).mean()
    assert right == pytest.approx((POINTS[:, 0] > 0.3).mean(), abs=0.05)


def test_height_axis_and_turn_place_it_as_a_mesh(tmp_path):
    long = POINTS * [1.0, 1.0, 2.0]  # 2 tall along z
    facts = made(tmp_path, ply(long), up="z", height_m=1.2, turn=np.pi / 2).facts
    low, high = np.array(facts["bounds"]["low"]), np.array(facts["bounds"]["high"])
    assert high[1] - low[1] == pytest.approx(1.2)
    assert low[1] == 0
    assert np.allclose((low + high)[[0, 2]], 0, atol=1e-9)
    assert facts["scale"] == pytest.approx(0.6, rel=0.01)


def test_map_coordinates_keep_their_detail_and_the_shift_is_told(tmp_path):
    output = made(tmp_path, ply(POINTS + np.array([586_000.25, 1_109_000.5, 12.0]), COLOURS), up="z")
    warning = next(w for w in output.warnings if w.code == "points-moved")
    assert float(dict(warning.args)["x"]) == pytest.approx(586_000.25, abs=0.01)
    assert np.abs(np.linalg.norm(cloud(output, "high").positions - [0, 0.5, 0], axis=1) - 0.5).max() < 0.02


def test_normals_are_estimated_and_look_outwards(tmp_path):
    found = cloud(made(tmp_path, ply(POINTS)), "high")
    out = found.positions - [0, 0.5, 0]
    cosine = (out * found.normals).sum(axis=1) / np.linalg.norm(out, axis=1)
    assert np.median(cosine) > 0.98
    assert (cosine > 0).mean() > 0.99


def test_normals_of_the_file_are_kept_and_turned(tmp_path):
    extra = [(n, "float", np.full(4000, v)) for n, v in zip(("nx", "ny", "nz"), (0.0, 0.0, 1.0), strict=True)]
    output = made(tmp_path, ply(POINTS, extra=extra), up="z")
    assert output.facts["normals"]
    assert np.allclose(cloud(output, "low").normals, [0, 1, 0], atol=0.02)


def test_spacing_and_colours_survive_the_file(tmp_path):
    found = cloud(made(tmp_path, ply(POINTS, COLOURS)), "high")
    area = np.pi  # of a sphere one metre across
    assert found.spacing == pytest.approx(np.sqrt(area / 3000), rel=0.35)
    assert found.colours[:, 0].max() > 0.5


def test_a_stream_of_any_length_is_held_in_few_points():
    def chunks():
        for seed in range(12):
            yield Chunk(shell(4000, seed=seed)[0])

    found = gather(Source(48_000, chunks()), np.eye(3), capacity=5000)
    assert 2500 <= len(found.rows) <= 5000
    assert found.count == found.rows.counts.sum() == 48_000
    assert np.abs(np.linalg.norm(found.rows.positions + found.origin - [0, 0.5, 0], axis=1) - 0.5).max() < 0.05


def test_a_cloud_too_wide_to_be_an_exhibit_is_refused(tmp_path):
    with pytest.raises(RecipeError) as caught:
        made(tmp_path, ply(POINTS * 1e8))
    assert caught.value.code == "points-too-far"


def test_the_same_file_gives_the_same_bytes_with_rights_inside(tmp_path):
    params = {"copyright": "Bảo tàng · CC0-1.0", "extras": '{"rights":{"license":"CC0-1.0"}}'}
    first = [made(tmp_path, ply(POINTS, COLOURS), **params).files[f"{q}/model.glb"].read_bytes() for q, _ in COUNTS]
    again = [made(tmp_path, ply(POINTS, COLOURS), **params).files[f"{q}/model.glb"].read_bytes() for q, _ in COUNTS]
    assert first == again
    assert "Bảo tàng · CC0-1.0".encode() in first[0]
    assert b'"license":"CC0-1.0"' in first[0]


def test_neighbours_of_a_plane_give_its_normal_and_spacing():
    grid = np.stack(np.meshgrid(np.arange(60), np.arange(60)), -1).reshape(-1, 2) * 0.01
    plane = np.column_stack([grid[:, 0], 0.3 * grid[:, 0], grid[:, 1]]).astype(np.float32)
    assert spacing(plane) == pytest.approx(0.01, rel=0.3)
    normals = points_normals.estimated(plane, 0.01)
    assert np.abs(normals @ np.array([-0.3, 1, 0]) / np.sqrt(1.09)).min() > 0.999


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared scans are not beside the checkout")
def test_a_real_cloud_keeps_its_bounds_and_makes_a_poster(tmp_path):
    from vmuseum.render.panda import NoDisplayError

    params = PointsQualities(kind="points", suffix=".ply", counts=(("medium", 60_000), ("low", 20_000)))
    found = points.run({"main": DATA / "splats" / "venus-points-200k.ply"}, params, tmp_path)
    assert found.facts["count"] == 200_000
    assert found.facts["bounds"]["high"][1] == pytest.approx(23.30113792 - 1.63407266)
    low = found.files["low/model.glb"].read_bytes()
    assert len(low) / found.facts["qualities"]["low"]["points"] < 13
    try:
        poster = points_poster.run({"model.glb": low}, PointsPoster(kind="points", widths=(480,)))
    except NoDisplayError:
        pytest.skip("nothing draws here")
    assert set(poster.files) == {"w480.webp", "card.jpg"}


def test_a_cloud_on_its_head_is_turned_upright(tmp_path):
    mark = np.vstack([POINTS, [[0.0, -3.0, 0.2]]])  # far down in the file: up in the museum
    found = cloud(made(tmp_path, ply(mark), up="-y", counts=(("high", 9000),)), "high").positions
    top = found[found[:, 1].argmax()]
    assert top[1] == pytest.approx(3.0 + POINTS[:, 1].max(), abs=1e-3)
    assert top[2] < 0
