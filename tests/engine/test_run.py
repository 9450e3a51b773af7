"""The engine runs real recipes here: qr.code is small, picture.derive refuses what is no picture."""

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from tiny_recipes import FILES, Inline, plan_of, tiny
from vmuseum.engine.folder_store import FolderStore as Store
from vmuseum.engine.masters import share_masters
from vmuseum.engine.run import BuildError, master_path, run, todo
from vmuseum.errors import Span
from vmuseum.plan.recipes import PictureDerive, QrCode
from vmuseum.plan.task import MasterInput, TaskInput, canonical, make_task
from vmuseum.progress import Silent


class Told(Silent):
    def __init__(self):
        self.began = []
        self.ended = []
        self.counts = None

    def start(self, total, cached):
        self.counts = (total, cached)

    def begin(self, title):
        self.began.append(title)

    def again(self, title):
        self.begun_again = title

    def done(self, title, *, seconds, failed):  # noqa: ARG002
        self.ended.append((title, failed))


def qr(text, title="qr"):
    return make_task(
        "qr.code",
        1,
        canonical(QrCode(text=text).model_dump(mode="json")),
        [],
        title=title,
        span=Span("exhibits/a.yaml", 3, 7),
    )


def picture(path, digest, span):
    params = canonical(PictureDerive().model_dump(mode="json"))
    return make_task("picture.derive", 1, params, [("main", MasterInput(path, digest, 4))], title=path, span=span)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def go(plan, store, folder, told=None, **more):
    with ThreadPoolExecutor(2) as executor:
        return run(plan, store, told or Silent(), executor=executor, folders={"": folder}, **more)


def go_tiny(plan, store, folder, told=None, **more):
    return run(plan, store, told or Silent(), executor=Inline(), folders={"": folder}, **more)


def test_a_second_run_does_nothing(tmp_path):
    store, plan = Store(tmp_path / "store"), plan_of(qr("BV01"), qr("BV02"))
    first = go(plan, store, tmp_path)
    told = Told()
    second = go(plan, store, tmp_path, told)
    assert len(first.ran) == 2
    assert second.ran == ()
    assert told.counts == (2, 2)
    assert second.by_key == first.by_key


def test_a_refused_task_is_told_with_its_line_and_the_others_are_kept(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.jpg").write_bytes(b"<htm")
    span = Span("exhibits/a.yaml", 12, 5)
    bad, good = picture("media/a.jpg", sha(b"<htm"), span), qr("BV01")
    store = Store(tmp_path / "store")
    with pytest.raises(BuildError) as raised:
        go(plan_of(bad, good), store, tmp_path)
    assert [p.span for p in raised.value.problems] == [span]
    assert raised.value.problems[0].code.startswith("picture-")
    assert store.result(good.key) is not None
    assert store.result(bad.key) is None


def test_what_needs_a_failed_task_is_not_run(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"nope")
    bad = picture("a.jpg", sha(b"nope"), Span("x.yaml", 1, 1))
    params = canonical(PictureDerive().model_dump(mode="json"))
    after = make_task(
        "picture.derive",
        1,
        params,
        [("main", TaskInput(bad.key, "w480.webp"))],
        title="after",
        span=Span("x.yaml", 2, 1),
    )
    told = Told()
    with pytest.raises(BuildError):
        go(plan_of(bad, after), Store(tmp_path / "store"), tmp_path, told)
    assert told.began == ["a.jpg"]
    assert told.ended == [("a.jpg", True)]


def test_todo_names_what_a_build_would_do(tmp_path):
    store, one, two = Store(tmp_path / "store"), qr("BV01", "one"), qr("BV02", "two")
    go(plan_of(one), store, tmp_path)
    assert [t.title for t in todo(plan_of(one, two), store)] == ["two"]


def test_a_lost_blob_is_made_again(tmp_path):
    store, task = Store(tmp_path / "store"), qr("BV01")
    made = go(plan_of(task), store, tmp_path).by_key[task.key].files["qr.svg"]
    store.path(made.digest).unlink()
    again = go(plan_of(task), store, tmp_path)
    assert again.ran == (task.key,)
    assert again.by_key[task.key].files["qr.svg"] == made


def test_masters_lie_in_the_museum_or_in_the_extra_folder(tmp_path):
    folders = {"": tmp_path / "m", "masters": tmp_path / "scans"}
    assert master_path("models/a.glb", folders) == tmp_path / "m" / "models" / "a.glb"
    assert master_path("masters/a.glb", folders) == tmp_path / "scans" / "a.glb"


def test_a_damaged_input_is_made_anew_in_the_same_build(tmp_path):
    store, first = Store(tmp_path / "store"), tiny("one")
    made = go_tiny(plan_of(first), store, tmp_path).by_key[first.key].files["out.bin"]
    path = store.path(made.digest)
    path.write_bytes(b"x" * made.size)  # as long as it was: only reading it through can tell
    second = tiny("two", after=(first,))
    told = Told()
    results = go_tiny(plan_of(first, second), store, tmp_path, told)
    assert set(results.ran) == {first.key, second.key}
    assert told.begun_again == "echo two"
    assert sha(path.read_bytes()) == made.digest


def test_a_master_that_changed_since_the_plan_is_refused_and_nothing_is_kept_of_it(tmp_path):
    (tmp_path / "a.glb").write_bytes(b"later")
    for recipe in ("test.bytes", FILES):
        task = tiny("x", masters=[("a.glb", sha(b"before"), 6)], recipe=recipe, line=21)
        store = Store(tmp_path / recipe)
        with pytest.raises(BuildError) as raised:
            go_tiny(plan_of(task), store, tmp_path)
        assert [(p.code, p.span.line) for p in raised.value.problems] == [("master-changed", 21)]
        assert store.result(task.key) is None


def test_a_recipe_on_files_gets_paths_and_leaves_nothing_in_scratch(tmp_path):
    (tmp_path / "a.glb").write_bytes(b"master")
    first = tiny("one")
    task = tiny("x", masters=[("a.glb", sha(b"master"), 6)], recipe=FILES, after=(first,))
    store = Store(tmp_path / "store")
    results = go_tiny(plan_of(first, task), store, tmp_path)
    blob = results.by_key[task.key].files["out.bin"]
    assert sha(store.path(blob.digest).read_bytes()) == blob.digest
    assert blob.size == 64_000
    assert [(p.code, p.severity) for p in results.warnings] == [("label-long", "warning")]
    assert list((tmp_path / "store" / "tmp").iterdir()) == []


def test_a_refusal_is_never_tried_again(tmp_path):
    told = Told()
    with pytest.raises(BuildError) as raised:
        go_tiny(plan_of(tiny("x", act="refuse")), Store(tmp_path / "store"), tmp_path, told)
    assert told.began == ["refuse x"]
    assert raised.value.problems[0].code == "mesh-empty"


def test_a_mistake_of_ours_fails_alone_and_is_logged_in_full(tmp_path, caplog):
    bad, good = tiny("x", act="bug", line=5), tiny("good")
    store = Store(tmp_path / "store")
    with caplog.at_level(logging.ERROR), pytest.raises(BuildError) as raised:
        go_tiny(plan_of(bad, good), store, tmp_path)
    problem = raised.value.problems[0]
    assert (problem.code, problem.span.line, dict(problem.args)["error"]) == ("task-bug", 5, "ZeroDivisionError: x")
    assert "_bug" in caplog.text
    assert store.result(good.key) is not None


def test_masters_may_come_from_the_store_by_digest(tmp_path):
    (tmp_path / "a.glb").write_bytes(b"master")
    task = tiny("x", masters=[("a.glb", sha(b"master"), 6)])
    store = Store(tmp_path / "store")
    share_masters([task], store, {"": tmp_path})
    (tmp_path / "a.glb").unlink()
    results = run(plan_of(task), store, Silent(), executor=Inline(), folders=None)
    assert results.ran == (task.key,)


def test_an_interrupt_is_passed_on_and_what_was_finished_is_kept(tmp_path):
    class Interrupting(Inline):
        def submit(self, fn, /, *args, **kwargs):
            if args[1].title == "echo two":
                raise KeyboardInterrupt
            return super().submit(fn, *args, **kwargs)

    one = tiny("one")
    two = tiny("two", after=(one,))
    store = Store(tmp_path / "store")
    with pytest.raises(KeyboardInterrupt):
        run(plan_of(one, two), store, Silent(), executor=Interrupting(), folders={})
    assert store.result(one.key) is not None
