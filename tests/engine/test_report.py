import contextlib
import json

import pytest

from tiny_recipes import Inline, plan_of, tiny
from vmuseum.engine import report as reports
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.order import Order
from vmuseum.engine.run import BuildError, run
from vmuseum.progress import Silent

BUILD = reports.Build("web", 2, "2026-01-02T03:04:05+00:00", 12.5, done=True)


def built(plan, folder, last=None):
    """Build and return the report."""
    store, journal = FolderStore(folder / "store"), reports.Journal(last or {})
    with contextlib.suppress(BuildError):
        run(plan, store, Silent(), executor=Inline(), folders={"": folder}, journal=journal)
    found = {t.key: store.result(t.key) for t in plan.tasks if store.result(t.key)}
    return reports.report_of(BUILD, journal.rows(plan, found))


def test_each_task_is_told_with_its_cost_and_its_bytes(tmp_path):
    one = tiny("one")
    two = tiny("two", after=(one,), line=7)
    report = built(plan_of(one, two), tmp_path)
    row = report["tasks"][1]
    assert (row["title"], row["recipe"], row["version"], row["roles"]) == ("echo two", "test.bytes", 1, ("role/1",))
    assert (row["path"], row["line"], row["state"], row["cached"], row["tries"]) == (
        "exhibits/a.yaml",
        7,
        "done",
        False,
        1,
    )
    assert (row["bytes_in"], row["bytes_out"], row["files"]) == (64_000, 64_003, 2)
    assert row["seconds"] >= 0
    assert row["peak_bytes"] > 1_000_000
    assert ":" in row["where"]
    assert report["totals"]["ran"] == 2
    assert report["totals"]["bytes_out"] == 2 * 64_003
    json.dumps(report)


def test_a_cached_task_keeps_what_it_cost_when_it_was_made(tmp_path):
    plan = plan_of(tiny("one"))
    first = built(plan, tmp_path)
    again = built(plan, tmp_path, json.loads(json.dumps(first)))
    assert again["tasks"][0]["cached"]
    assert again["tasks"][0]["where"] == first["tasks"][0]["where"]
    assert again["tasks"][0]["seconds"] == first["tasks"][0]["seconds"]
    assert (again["totals"]["ran"], again["totals"]["cached"], again["totals"]["slowest"]) == (0, 1, None)


def test_a_failed_task_and_those_that_need_it_are_told(tmp_path):
    bad = tiny("bad", act="refuse")
    report = built(plan_of(bad, tiny("after", after=(bad,))), tmp_path)
    assert [row["state"] for row in report["tasks"]] == ["failed", "skipped"]
    assert report["tasks"][0]["problem"]["code"] == "mesh-empty"
    assert (report["totals"]["failed"], report["totals"]["skipped"]) == (1, 1)


def test_a_report_is_read_back_and_a_broken_one_is_none(tmp_path):
    path = tmp_path / "report" / "report.json"
    assert reports.read(path) == {}
    reports.write(path, {"format": reports.FORMAT, "tasks": []})
    assert reports.read(path) == {"format": reports.FORMAT, "tasks": []}
    path.write_text(path.read_text()[:-8])
    assert reports.read(path) == {}
    path.write_text('{"format": 0}')
    assert reports.read(path) == {}


def row(title, seconds, recipe="test.bytes"):
    return {"key": "k", "title": title, "recipe": recipe, "seconds": seconds, "state": "done"}


def test_expected_seconds_are_those_of_last_time_then_of_the_recipe_then_typical():
    journal = reports.Journal({"tasks": [row("echo one", 4.0), row("echo two", 8.0)]})
    assert journal.expected_s(tiny("one")) == 4.0
    assert journal.expected_s(tiny("never seen")) == 6.0
    assert reports.Journal().expected_s(tiny("one")) == 1.0


def order(*tasks, seconds):
    return Order({t.key: t for t in tasks}, {}, lambda task: seconds[task.title])


def test_the_task_with_the_longest_way_behind_it_starts_first():
    short, long = tiny("short"), tiny("long")
    after = tiny("after", after=(short,))
    queue = order(short, long, after, seconds={"echo short": 1.0, "echo long": 5.0, "echo after": 10.0})
    assert [queue.take().title, queue.take().title, queue.take()] == ["echo short", "echo long", None]
    queue.ended(short.key, seconds=1.0)
    assert queue.take() is after


def test_the_time_left_follows_what_the_build_took_so_far():
    a, b, c = tiny("a"), tiny("b"), tiny("c")
    queue = order(a, b, c, seconds={"echo a": 10.0, "echo b": 10.0, "echo c": 10.0})
    assert queue.left_s(2) == pytest.approx(15.0)
    queue.ended(a.key, seconds=20.0)
    assert queue.left_s(2) == pytest.approx(20.0)
    queue.dropped(b.key)
    queue.dropped(c.key)
    assert queue.left_s(2) == 0.0
