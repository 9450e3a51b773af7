import multiprocessing
import os
import signal
import sys
import threading

import pytest

from vmuseum.engine import locks


def hold_forever(folder, told):
    with locks.lease(folder) as name:
        (folder / name).mkdir()
        (folder / name / "half").write_text("x")
        told.send(name)
        threading.Event().wait()


@pytest.fixture
def owner(tmp_path):
    """Another process that holds a lease in `tmp_path`, and what it is called."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=hold_forever, args=(tmp_path, there), daemon=True)
    process.start()
    name = here.recv()
    yield process, name
    if process.is_alive():
        process.kill()
    process.join()


def test_what_a_living_process_holds_is_left_alone(tmp_path, owner):
    _, name = owner
    assert locks.sweep(tmp_path)
    assert (tmp_path / name / "half").exists()


def test_what_a_killed_process_held_is_swept(tmp_path, owner):
    process, name = owner
    os.kill(process.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    process.join()
    assert not locks.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert name


def test_a_lock_that_another_holds_is_not_waited_for_unless_asked(tmp_path):
    first = locks.take(tmp_path / "a", wait=False)
    assert locks.take(tmp_path / "a", wait=False) is None
    first.close()
    second = locks.take(tmp_path / "a", wait=False)
    assert second is not None
    second.close()


def test_a_lease_leaves_nothing_behind(tmp_path):
    with locks.lease(tmp_path) as name:
        assert (tmp_path / f"{name}.lock").exists()
        assert locks.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_lock_is_a_leftover(tmp_path):
    (tmp_path / "abc").mkdir()
    (tmp_path / "abc" / "x").write_text("x")
    assert not locks.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
