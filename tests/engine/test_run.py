"""The engine runs real recipes here: qr.code is small, picture.derive refuses what is no picture."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from vmuseum.engine.run import BuildError, master_path, run, todo
from vmuseum.engine.store import Store
from vmuseum.errors import Span
from vmuseum.plan.recipes import PictureDerive, QrCode
from vmuseum.plan.task import MasterInput, Plan, TaskInput, canonical, make_task
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


def plan_of(*tasks):
    return Plan(tasks, {f"role/{n}": t.key for n, t in enumerate(tasks)})


def go(plan, store, folder, told=None):
    with ThreadPoolExecutor(2) as executor:
        return run(plan, store, told or Silent(), executor=executor, folders={"": folder})


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
    bad, good = picture("media/a.jpg", "d" * 64, span), qr("BV01")
    store = Store(tmp_path / "store")
    with pytest.raises(BuildError) as raised:
        go(plan_of(bad, good), store, tmp_path)
    assert [p.span for p in raised.value.problems] == [span]
    assert raised.value.problems[0].code.startswith("picture-")
    assert store.result(good.key) is not None
    assert store.result(bad.key) is None


def test_what_needs_a_failed_task_is_not_run(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"nope")
    bad = picture("a.jpg", "d" * 64, Span("x.yaml", 1, 1))
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
