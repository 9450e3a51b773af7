"""The planner has never seen a mesh: a museum as text and masters as hashes give a whole plan."""

import textwrap
from collections import Counter

import pytest

from vmuseum.museum import examine
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import DRAFT, WEB
from vmuseum.plan.quick import quick_plan
from vmuseum.plan.task import MasterInput, TaskInput
from vmuseum.sources.masters import Master

FILES = {
    "museum.yaml": """
        title: {vi: Thử}
        languages: [vi]
        base_url: https://a.example
        home: nha
        venues: {nha: {name: {vi: Nhà}}}
        """,
    "exhibits/binh.yaml": """
        kind: object
        code: BV02
        title: {vi: Bình}
        label: {vi: Một chiếc bình.}
        record: {sources: [https://a.example]}
        model:
          file: models/binh.obj
          unit: cm
          paradata: {status: schematic}
          rights: {license: CC0-1.0}
          alt: {vi: Bình gốm}
        """,
    "scenes/phong.yaml": """
        kind: gallery
        venue: nha
        title: {vi: Phòng}
        rooms:
          - {id: a, size_m: [6.0, 6.0], stands: [{kind: plinth, exhibit: binh, at_m: [3.0, 3.0]}]}
        viewpoints: [{id: cua, room: a, at_m: [1.0, 5.0]}]
        """,
    "scenes/vong.yaml": """
        kind: panorama
        venue: nha
        title: {vi: Vòng}
        viewpoints:
          - id: mot
            title: {vi: Một}
            description: {vi: Trong phòng.}
            render: {gallery: phong, room: a, at_m: [1.0, 1.0]}
        """,
    "scenes/quat.yaml": """
        kind: playlist
        clips: {binh: {exhibit: binh}, chao: {text: {vi: Chào}}}
        playlists: {ngay: {items: [binh, chao]}}
        default: ngay
        """,
}
MASTERS = {
    "models/binh.obj": Master("models/binh.obj", "a" * 64, 10, {"binh.mtl": Master("models/binh.mtl", "b" * 64, 3)}),
}


@pytest.fixture
def museum(tmp_path):
    return write(tmp_path, FILES)


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    found, problems = examine(folder)
    assert [p for p in problems if p.severity == "error"] == []
    return found


def recipes(plan):
    return [t.recipe for t in plan.tasks]


def test_every_part_of_the_museum_becomes_a_task(museum):
    plan = make_plan(museum, WEB, MASTERS)
    assert Counter(recipes(plan)) == {
        "qr.code": 1,
        "mesh.prepare": 1,
        "mesh.qualities": 1,
        "mesh.download": 1,
        "poster.render": 1,
        "gallery.build": 1,
        "gallery.complete": 1,
        "gallery.poster": 1,
        "panorama.render": 1,
        "panorama.tiles": 1,
        "hologram.clip": 2,
    }


def test_each_task_follows_what_it_needs(museum):
    plan = make_plan(museum, WEB, MASTERS)
    seen = set()
    for task in plan.tasks:
        assert set(task.needs()) <= seen, task.title
        seen.add(task.key)


def test_companions_go_in_under_the_name_the_file_uses(museum):
    plan = make_plan(museum, WEB, MASTERS)
    prepare = plan.by_key[plan.roles["exhibit/binh/prepare"]]
    assert dict(prepare.inputs) == {
        "main": MasterInput("models/binh.obj", "a" * 64, 10),
        "binh.mtl": MasterInput("models/binh.mtl", "b" * 64, 3),
    }
    assert '"unit_m":0.01' in prepare.params


def test_a_task_points_to_the_line_that_asked_for_it(museum):
    plan = make_plan(museum, WEB, MASTERS)
    span = plan.by_key[plan.roles["exhibit/binh/prepare"]].span
    assert (span.path, span.line) == ("exhibits/binh.yaml", 8)


def test_the_same_museum_gives_the_same_plan(museum, tmp_path):
    again = write(tmp_path / "elsewhere", FILES)
    assert make_plan(museum, WEB, MASTERS) == make_plan(again, WEB, MASTERS)


def test_a_changed_label_changes_no_task(museum, tmp_path):
    changed = {**FILES, "exhibits/binh.yaml": FILES["exhibits/binh.yaml"].replace("Một chiếc bình", "Chiếc bình khác")}
    other = write(tmp_path / "changed", changed)
    assert make_plan(museum, WEB, MASTERS).roles == make_plan(other, WEB, MASTERS).roles


def test_a_new_master_changes_all_that_is_made_of_it_and_nothing_else(museum):
    before = make_plan(museum, WEB, MASTERS).roles
    after = make_plan(museum, WEB, {"models/binh.obj": Master("models/binh.obj", "c" * 64, 10)}).roles
    same = {role for role in before if before[role] == after[role]}
    assert same == {"qr/BV02", "clip/quat/chao"}


def test_the_code_is_printed_in_capitals_for_a_small_qr(museum):
    plan = make_plan(museum, WEB, MASTERS)
    assert '"HTTPS://A.EXAMPLE/Q/BV02"' in plan.by_key[plan.roles["qr/BV02"]].params


class Everything:
    def __contains__(self, key):
        return True


def test_a_quick_plan_is_the_full_plan_when_all_is_stored(museum):
    full, draft = make_plan(museum, WEB, MASTERS), make_plan(museum, DRAFT, MASTERS)
    assert quick_plan(full, draft, None, Everything()).roles == full.roles


def test_a_quick_plan_draws_a_changed_gallery_as_draft_and_keeps_its_old_pictures(museum, tmp_path):
    moved = FILES["scenes/phong.yaml"].replace("[3.0, 3.0]", "[4.0, 3.0]")
    other = write(tmp_path / "moved", {**FILES, "scenes/phong.yaml": moved})
    last = make_plan(museum, WEB, MASTERS)
    full, draft = make_plan(other, WEB, MASTERS), make_plan(other, DRAFT, MASTERS)
    quick = quick_plan(full, draft, last, set(last.roles.values()))
    assert quick.roles["gallery/phong"] == draft.roles["gallery/phong"]
    for role in ("gallery/phong/poster", "gallery/phong/complete", "panorama/vong/mot/tiles"):
        assert quick.roles[role] == last.roles[role]
    todo = [t.recipe for t in quick.tasks if t.key not in set(last.roles.values())]
    assert todo == ["gallery.build"]


def test_a_quick_plan_holds_what_its_tasks_need(museum):
    full, draft = make_plan(museum, WEB, MASTERS), make_plan(museum, DRAFT, MASTERS)
    quick = quick_plan(full, draft, None, set())
    known = {t.key for t in quick.tasks}
    assert all(i.task in known for t in quick.tasks for _, i in t.inputs if isinstance(i, TaskInput))
