import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import CancelledError
from pathlib import Path

import psutil
import pytest

from tiny_recipes import TinyProcesses, plan_of, tiny
from vmuseum.engine.failures import WorkerLostError
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.processes import Limits, Processes, own_bytes
from vmuseum.engine.run import BuildError, run
from vmuseum.progress import Silent


def hold():
    threading.Event().wait()


def touch(path):
    Path(path).write_text(str(os.getpid()))
    threading.Event().wait()


def raise_value_error():
    raise ValueError("nope")


def raise_what_cannot_travel():
    class LocalError(Exception):
        pass

    raise LocalError("words")


@contextlib.contextmanager
def processes(jobs=1, limits=None, kind=Processes):
    executor = kind(jobs, limits)
    try:
        yield executor
    finally:
        executor.stop()


def go(plan, folder, executor, width=2):
    store = FolderStore(folder / "store")
    try:
        return run(plan, store, Silent(), executor=executor, folders={"": folder}, width=width), ()
    except BuildError as error:
        return store, error.problems


def until(path):
    while not path.exists() or not path.read_text():
        os.sched_yield() if hasattr(os, "sched_yield") else None
    return int(path.read_text())


def test_results_and_exceptions_come_back():
    with processes() as executor:
        assert executor.submit(pow, 2, 10).result() == 1024
        with pytest.raises(ValueError, match="nope") as raised:
            executor.submit(raise_value_error).result()
        assert "raise_value_error" in "".join(raised.value.__notes__)
        with pytest.raises(RuntimeError, match="LocalError: words"):
            executor.submit(raise_what_cannot_travel).result()


def test_no_process_starts_before_there_is_work():
    before = set(multiprocessing.active_children())
    with processes(4) as executor:
        assert set(multiprocessing.active_children()) == before
        executor.submit(pow, 2, 2).result()
        assert len(set(multiprocessing.active_children()) - before) == 1


def test_a_crash_takes_no_other_with_it(tmp_path):
    with processes(2) as executor:
        other = executor.submit(touch, str(tmp_path / "other"))
        until(tmp_path / "other")
        with pytest.raises(WorkerLostError) as raised:
            executor.submit(os.abort).result()
        assert not raised.value.killed
        assert not other.done()
        assert executor.submit(pow, 2, 3).result() == 8


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_the_system_kills_is_told_apart():
    with processes() as executor, pytest.raises(WorkerLostError) as raised:
        executor.submit(signal.raise_signal, signal.SIGKILL).result()
    assert raised.value.killed


def test_stop_ends_running_calls_at_once(tmp_path):
    executor = Processes(1)
    running, waiting = executor.submit(touch, str(tmp_path / "a")), executor.submit(hold)
    pid = until(tmp_path / "a")
    executor.stop()
    with pytest.raises(WorkerLostError):
        running.result()
    with pytest.raises((CancelledError, WorkerLostError)):
        waiting.result()
    assert not psutil.pid_exists(pid)


def test_a_task_that_takes_too_much_memory_fails_alone_with_its_file_and_line(tmp_path):
    greedy, good = tiny("big", act="allocate", mb=700, line=12), tiny("good")
    with processes(2, Limits(memory_mb=300), TinyProcesses) as executor:
        store, problems = go(plan_of(greedy, good), tmp_path, executor)
    assert [(p.code, p.span.line, dict(p.args)["limit_mb"]) for p in problems] == [("task-over-memory", 12, 300)]
    assert store.result(good.key) is not None


def test_a_task_that_takes_too_long_fails_alone(tmp_path):
    slow, good = tiny("slow", act="hang", line=8), tiny("good")
    with processes(2, Limits(seconds=2), TinyProcesses) as executor:
        store, problems = go(plan_of(slow, good), tmp_path, executor)
    assert [(p.code, p.span.line) for p in problems] == [("task-over-time", 8)]
    assert store.result(good.key) is not None


def test_a_task_that_crashes_each_time_fails_alone_after_three_tries(tmp_path):
    bad, good = tiny("bad", act="abort", line=9), tiny("good")
    after = tiny("after", after=(bad,))
    with processes(2, None, TinyProcesses) as executor:
        store, problems = go(plan_of(bad, good, after), tmp_path, executor)
    assert [(p.code, p.span.line) for p in problems] == [("task-crashed", 9)]
    assert store.result(good.key) is not None
    assert store.result(after.key) is None


def test_a_task_that_crashes_once_is_run_again(tmp_path):
    once = tiny(str(tmp_path / "marker"), act="once")
    with processes(2, None, TinyProcesses) as executor:
        results, problems = go(plan_of(once, tiny("good")), tmp_path, executor)
    assert problems == ()
    assert once.key in results.ran


def test_memory_of_a_process_leaves_out_what_it_shares():
    mine = own_bytes(os.getpid())
    held = bytearray(os.urandom(1) * 50_000_000)
    assert own_bytes(os.getpid()) - mine > 40_000_000
    assert len(held) == 50_000_000
    assert own_bytes(2**22 + 7) == 0


def test_stop_ends_a_process_that_is_just_starting():
    for _ in range(4):
        executor = Processes(2)
        futures = [executor.submit(hold) for _ in range(3)]
        executor.stop()
        assert all(future.done() for future in futures)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_task_that_the_system_kills_each_time_is_told_to_lack_memory(tmp_path):
    with processes(2, None, TinyProcesses) as executor:
        _, problems = go(plan_of(tiny("x", act="kill", line=4)), tmp_path, executor)
    assert [(p.code, p.span.line) for p in problems] == [("task-out-of-memory", 4)]
