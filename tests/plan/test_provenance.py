"""Provenance is read off the plan: from any file one comes back to what the museum delivered."""

import json
import textwrap

import pytest

from vmuseum.museum import examine
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import WEB
from vmuseum.plan.provenance import made_refs, published_params
from vmuseum.sources.masters import Master

EXHIBIT = """
    kind: object
    title: {vi: Bình}
    label: {vi: Một chiếc bình.}
    HANDLING
    record: {sources: [https://a.example]}
    model:
      file: models/binh.ply
      unit: cm
      downloads: [glb, usdz, ktx2]
      paradata: {status: survey, method: laser}
      rights: {license: CC0-1.0}
      alt: {vi: Bình gốm}
    """
MUSEUM = """
    title: {vi: Thử}
    languages: [vi]
    base_url: https://a.example
    home: nha
    venues: {nha: {name: {vi: Nhà}}}
    """
PICTURE = Master("models/men.jpg", "b" * 64, 20)


def plan_of(folder, *, kind="mesh", triangles=1000, handling="", profile=WEB):
    (folder / "exhibits").mkdir(exist_ok=True)
    (folder / "museum.yaml").write_text(textwrap.dedent(MUSEUM))
    (folder / "exhibits" / "binh.yaml").write_text(textwrap.dedent(EXHIBIT.replace("HANDLING", handling)))
    museum, problems = examine(folder)
    assert museum is not None, problems
    master = Master("models/binh.ply", "a" * 64, 10, {"men.jpg": PICTURE}, kind, triangles)
    return make_plan(museum, profile, {"models/binh.ply": master})


def test_every_step_is_there_in_working_order(tmp_path):
    made = made_refs(plan_of(tmp_path), "binh")
    assert [(row.recipe, row.output) for row in made][:2] == [
        ("mesh.prepare", "prepared"),
        ("mesh.qualities", "high, medium, low, thumb"),
    ]
    assert sorted(row.output for row in made[2:]) == ["download glb", "download ktx2", "download usdz", "poster"]


def test_every_file_leads_back_to_what_was_delivered(tmp_path):
    made = {row.key: row for row in made_refs(plan_of(tmp_path), "binh")}
    for row in made.values():
        steps, found = [row], set()
        while steps:
            for source in steps.pop().inputs:
                if source.startswith("key:"):
                    steps.append(made[source.removeprefix("key:")])
                else:
                    found.add(source)
        assert found == {"a" * 64, "b" * 64}, row.output


def test_keys_are_those_of_the_tasks_that_run(tmp_path):
    plan = plan_of(tmp_path)
    assert {row.key for row in made_refs(plan, "binh")} <= set(plan.by_key)


def test_rights_and_paradata_are_not_repeated_in_every_row(tmp_path):
    for row in made_refs(plan_of(tmp_path), "binh"):
        assert "CC0" not in row.params
        assert row.params == json.dumps(json.loads(row.params), sort_keys=True, separators=(",", ":"))
    assert published_params('{"copyright":"x","extras":"{}","form":"glb","title":"t"}') == '{"form":"glb"}'


def test_a_huge_mesh_tells_of_its_tiles(tmp_path):
    made = made_refs(plan_of(tmp_path, triangles=WEB.huge_triangles + 1), "binh")
    assert (made[0].recipe, made[0].output) == ("mesh.blocks", "tiles, prepared")


def test_points_have_their_own_steps_and_no_files_to_take_home(tmp_path):
    made = made_refs(plan_of(tmp_path, kind="points"), "binh")
    assert [(row.recipe, row.output) for row in made] == [
        ("points.qualities", "high, medium, low, thumb"),
        ("points.poster", "poster"),
    ]


@pytest.mark.parametrize(("handling", "wanted"), [("", ["glb", "ktx2", "usdz"]), ("handling: respectful", ["glb"])])
def test_what_is_shown_with_respect_is_no_game_asset_and_not_placed_by_ar(tmp_path, handling, wanted):
    roles = plan_of(tmp_path, handling=handling).roles
    assert sorted(r.rpartition("/")[2] for r in roles if "/download/" in r) == wanted


def test_an_exhibit_without_a_model_has_no_steps(tmp_path):
    assert made_refs(plan_of(tmp_path), "khac") == ()
