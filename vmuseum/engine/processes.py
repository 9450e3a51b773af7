"""The default executor: processes of this machine, each watched by a thread of its own.

Unlike `ProcessPoolExecutor`, one that crashes takes no other with it, one that uses too much memory or time can be
ended alone, and all end at once when the build is stopped or killed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import psutil

from vmuseum.engine.failures import OverLimitError, WorkerLostError
from vmuseum.errors import MuseumError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

P = ParamSpec("P")
T = TypeVar("T")
_SPAWN = get_context("spawn")
_LOOK_S = 0.1
"""Seconds between two looks at memory and time. A task can take what it allocates in this time beyond its limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Most a task may use: memory in MB (10^6 bytes) of its own, not shared, pages; seconds by the clock."""

    memory_mb: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    work: bytes  # pickled function, arguments


class Processes(Executor):
    """Up to `jobs` processes, started as work comes in."""

    def __init__(self, jobs: int | None = None, limits: Limits | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self.limits = limits or Limits()
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._slots: list[_Slot] = []
        self._idle = threading.Semaphore(0)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn(*args)` in one of the processes. Both and the result travel by pickle."""
        future: Future[Any] = Future()
        self._calls.put(_Call(future, pickle.dumps((fn, args, kwargs))))
        if not self._idle.acquire(blocking=False) and len(self._slots) < self.jobs:
            slot = _Slot(self._calls, self._idle, self.limits)
            self._slots.append(slot)
            slot.thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's
        """End when all is done; with `cancel_futures` what has not started is dropped."""
        if cancel_futures:
            self._drop()
        for _ in self._slots:
            self._calls.put(None)
        if wait:
            for slot in self._slots:
                with contextlib.suppress(RuntimeError):  # interrupted before it ran
                    slot.thread.join()

    def stop(self) -> None:
        """End at once: running tasks are ended too."""
        self._drop()
        for slot in self._slots:
            slot.stop()
        self.shutdown(wait=True)

    def _drop(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                call = self._calls.get_nowait()
                if call is not None:
                    call.future.cancel()


class _Slot:
    """One process and the thread that feeds and watches it. A process that is gone is replaced for the next call."""

    def __init__(self, calls: queue.SimpleQueue[_Call | None], idle: threading.Semaphore, limits: Limits) -> None:
        self.calls, self.idle, self.limits = calls, idle, limits
        self.thread = threading.Thread(target=self._run, name="vmuseum-slot", daemon=True)
        self.process: SpawnProcess | None = None
        self.pipe: Connection[bytes, bytes] | None = None
        self.stopping = False
        self.lock = threading.Lock()  # a process is seen by `stop` either not at all or when it runs

    def stop(self) -> None:
        """End the process; the thread sees it and ends its call."""
        self.stopping = True
        with self.lock, contextlib.suppress(OSError, ValueError):
            if self.process is not None:
                self.process.kill()

    def _run(self) -> None:
        while (call := self.calls.get()) is not None:
            if call.future.set_running_or_notify_cancel():
                self._answer(call)
            self.idle.release()
        self._end()

    def _answer(self, call: _Call) -> None:
        try:
            pipe, process = self._started()
            pipe.send_bytes(call.work)
            fine, value = pickle.loads(self._watched(pipe, process))  # noqa: S301 - from our own child
        except (EOFError, OSError):  # the pipe closed: the process is gone
            call.future.set_exception(self._lost())
        except OverLimitError as error:
            self._end()
            call.future.set_exception(error)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be read; raised again where it is awaited
            call.future.set_exception(error)
        else:
            if fine:
                call.future.set_result(value)
            else:
                call.future.set_exception(value)

    def _started(self) -> tuple[Connection[bytes, bytes], SpawnProcess]:
        with self.lock:
            if self.stopping:
                raise EOFError
            if self.process is not None and self.pipe is not None:
                return self.pipe, self.process
            pipe, far = _SPAWN.Pipe()
            process = _SPAWN.Process(target=_work, args=(far,), daemon=True)
            process.start()
            far.close()
            self.pipe, self.process = pipe, process
        pipe.recv_bytes()  # it says that it is ready: starting counts for no task's time
        return pipe, process

    def _watched(self, pipe: Connection[bytes, bytes], process: SpawnProcess) -> bytes:
        """Wait for the answer. Raises EOFError when the process ends, OverLimitError when it uses too much."""
        began = time.monotonic()
        limited = self.limits.memory_mb is not None or self.limits.seconds is not None
        while True:
            ready = wait([pipe, process.sentinel], _LOOK_S if limited else None)
            if pipe in ready:
                return pipe.recv_bytes()
            if ready:
                raise EOFError
            self._check(process, time.monotonic() - began)

    def _check(self, process: SpawnProcess, seconds: float) -> None:
        most_s, most_mb = self.limits.seconds, self.limits.memory_mb
        if most_s is not None and seconds > most_s:
            raise OverLimitError("time", most_s)
        if most_mb is not None and own_bytes(process.pid or 0) > most_mb * 1_000_000:
            raise OverLimitError("memory", most_mb)

    def _lost(self) -> WorkerLostError:
        process = self.process
        if process is not None:
            process.join(5)
        code = process.exitcode if process is not None else None
        killed = sys.platform != "win32" and code == -signal.SIGKILL and not self.stopping
        self._end()
        return WorkerLostError(killed=killed)

    def _end(self) -> None:
        """End the process, by force if it does not end when its pipe closes."""
        with self.lock:
            process, pipe = self.process, self.pipe
            self.process = self.pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            if process.is_alive():
                process.terminate()
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


def own_bytes(pid: int) -> int:
    """Return the resident memory of a process that is its own; 0 when it is gone.

    Address space says nothing here: wasmtime reserves gigabytes that it never touches. Pages of mapped files are left
    out where the system tells them apart (Linux): it takes them back whenever it needs room.
    """
    try:
        found = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(found.rss - getattr(found, "shared", 0))


def _work(pipe: Connection[bytes, bytes]) -> None:
    """Run what comes through the pipe until it closes. The life of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the build ends us
    threading.Thread(target=_follow_parent, daemon=True).start()
    with contextlib.suppress(OSError):
        pipe.send_bytes(b"ready")
    while True:
        try:
            work = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        answer = _answer(work)
        try:
            pipe.send_bytes(answer)
        except OSError:
            return


def _follow_parent() -> None:
    """End when the build ends, even by force in the middle of a task: nobody waits for the result."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _answer(work: bytes) -> bytes:
    """Return the pickled outcome of a call; an exception travels with the text of its traceback."""
    try:
        fn, args, kwargs = pickle.loads(work)  # noqa: S301 - from our own parent
        return pickle.dumps((True, fn(*args, **kwargs)))
    except BaseException as error:  # noqa: BLE001 - as every executor: it is raised again where it is awaited
        return _packed(error)


def _packed(error: BaseException) -> bytes:
    """Return an exception as an answer. One that does not survive the way is told in words."""
    text = traceback.format_exc()
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an exception's own pickling may raise
        error = RuntimeError(f"{type(error).__name__}: {error}")
    if not isinstance(error, MuseumError):
        error.add_note(text)
    return pickle.dumps((False, error))
