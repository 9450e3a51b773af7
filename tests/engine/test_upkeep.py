import contextlib
import hashlib
import os

import pytest

from tiny_recipes import Inline, plan_of, tiny
from vmuseum.engine import upkeep
from vmuseum.engine.failures import MasterChangedError, StoreBusyError
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.run import run
from vmuseum.progress import Silent

NOW = 1_800_000_000.0


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "store")


def made(store, *tasks, used_s=NOW):
    run(plan_of(*tasks), store, Silent(), executor=Inline(), folders={})
    for task in tasks:
        os.utime(store.root / "results" / f"{task.key}.json", (used_s, used_s))


def collect(store, *tasks, digests=(), keep_days=0.0, dry_run=False):
    keys = [t.key for t in tasks]
    return upkeep.collect(store, keys=keys, digests=digests, now_s=NOW, keep_days=keep_days, dry_run=dry_run)


def test_what_no_plan_names_is_removed_and_the_rest_stays(store):
    kept, gone = tiny("kept"), tiny("gone")
    made(store, kept, gone)
    told = collect(store, kept)
    assert (told.results, told.blobs, told.kept_blobs) == (1, 2, 2)
    assert told.bytes > 64_004
    assert store.result(kept.key) is not None
    assert store.result(gone.key) is None
    assert {b.digest for b in store.blobs()} == {b.digest for b in store.result(kept.key).files.values()}


def test_a_dry_run_says_the_same_and_removes_nothing(store):
    made(store, tiny("gone"))
    dry = collect(store, dry_run=True)
    assert store.result(tiny("gone").key) is not None
    assert collect(store) == dry


def test_what_was_used_lately_stays(store):
    old, new = tiny("old"), tiny("new")
    made(store, old, used_s=NOW - 8 * 86_400)
    made(store, new, used_s=NOW - 6 * 86_400)
    collect(store, keep_days=7)
    assert store.result(old.key) is None
    assert store.result(new.key) is not None


def test_a_build_marks_what_it_uses(store):
    task = tiny("one")
    made(store, task, used_s=NOW - 300 * 86_400)
    run(plan_of(task), store, Silent(), executor=Inline(), folders={})
    assert next(when for _, when, _ in store.results()) > NOW - 300 * 86_400


def test_a_blob_that_two_results_share_stays_with_one_of_them(store):
    one, two = tiny("same", line=1), tiny("same", recipe="test.bytes", mb=1)
    made(store, one, two)
    assert {b.digest for b in store.result(one.key).files.values()} == {
        b.digest for b in store.result(two.key).files.values()
    }
    assert collect(store, one).blobs == 0
    assert store.result(one.key) is not None


def test_masters_of_the_plan_stay_and_others_go(store, tmp_path):
    digests = []
    for text in (b"used", b"unused"):
        (tmp_path / "a.glb").write_bytes(text)
        digests.append(hashlib.sha256(text).hexdigest())
        store.keep_master(tmp_path / "a.glb", digests[-1])
    collect(store, digests=digests[:1])
    assert [b.digest for b in store.blobs()] == digests[:1]


def test_nothing_is_collected_while_a_build_runs(store):
    made(store, tiny("gone"))
    with store.building(), pytest.raises(StoreBusyError) as raised:
        collect(store)
    assert raised.value.code == "store-busy"
    assert store.result(tiny("gone").key) is not None
    assert collect(store).results == 1


def test_a_build_waits_for_a_collection_that_began_before_it(store):
    steps = []
    with contextlib.ExitStack() as stack:
        stack.enter_context(store.collecting())
        from threading import Thread

        def build():
            with store.building():
                steps.append("build")

        thread = Thread(target=build)
        thread.start()
        thread.join(0.2)
        steps.append("collected")
    thread.join()
    assert steps == ["collected", "build"]


def test_verification_removes_what_is_damaged_and_tells_how_far_it_is(store):
    made(store, tiny("one"), tiny("two"))
    blob = store.result(tiny("one").key).files["out.bin"]
    store.path(blob.digest).write_bytes(b"x" * blob.size)
    seen = []
    found = upkeep.verify(store, lambda done, total: seen.append((done, total)))
    assert found.damaged == (blob.digest,)
    assert seen[-1][0] == seen[-1][1] == found.bytes
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert store.result(tiny("one").key) is None
    assert upkeep.verify(store, lambda *_: None).damaged == ()


def test_a_store_tells_what_it_holds(store):
    made(store, tiny("one"))
    held = upkeep.holding(store)
    assert (held.blobs, held.results) == (2, 1)
    assert held.bytes > 64_003


def test_a_master_that_is_not_what_was_planned_is_not_kept(store, tmp_path):
    (tmp_path / "a.glb").write_bytes(b"x")
    with pytest.raises(MasterChangedError):
        store.keep_master(tmp_path / "a.glb", "0" * 64)
    assert list(store.blobs()) == []
    assert list((store.root / "tmp").iterdir()) == []
