"""Run a plan on any `concurrent.futures.Executor`.

Tasks with a stored result are not run. A task that fails stops only those that need it; all others run to their end and
are kept, so the next build goes on where this one stopped. A task whose worker is lost is tried again, alone.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.failures import WorkerLostError
from vmuseum.engine.order import Order
from vmuseum.engine.perform import Given, Ran, perform
from vmuseum.engine.report import Journal
from vmuseum.engine.store import Result, Store, StoreDamagedError
from vmuseum.engine.trouble import trouble
from vmuseum.errors import MuseumError, Problem
from vmuseum.plan.task import MasterInput, Plan, Task

if TYPE_CHECKING:
    from vmuseum.progress import Progress

TRIES = 3
"""Runs of a task whose worker is lost each time."""
MEMORY_TRIES = 2
"""Runs of a task that says it has no memory: the second time nothing runs beside it."""
HEALS = 3
"""Times that one task may find a damaged input and have it made anew."""
_PATIENCE_S = 0.5  # a longer wait would not hear Ctrl-C on Windows


@dataclass(frozen=True, slots=True)
class Results:
    """Results by task key, and the keys that were run just now."""

    by_key: Mapping[str, Result]
    ran: tuple[str, ...]
    warnings: tuple[Problem, ...]


class BuildError(MuseumError):
    """Some tasks failed; all problems are told, everything that worked is kept."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__(f"{len(problems)} tasks failed")


def todo(plan: Plan, store: Store) -> tuple[Task, ...]:
    """Return the tasks without a stored result."""
    return tuple(t for t in plan.tasks if store.result(t.key) is None)


def run(
    plan: Plan,
    store: Store,
    progress: Progress,
    *,
    executor: Executor,
    folders: Mapping[str, Path] | None,
    width: int = 2,
    journal: Journal | None = None,
) -> Results:
    """Run what must run, at most `width` tasks at once, and return all results.

    `folders` says where masters lie: "" is the museum, "masters" the extra folder; None: by digest
    in the store.
    Raises BuildError at the end when a task failed. Hold `store.building()` meanwhile.
    """
    present: dict[str, Result] = {}
    missing: dict[str, Task] = {}
    for task in plan.tasks:
        found = store.result(task.key)
        if found is None:
            missing[task.key] = task
        else:
            present[task.key] = found
    store.used(present)
    journal = journal or Journal()
    progress.start(len(plan.tasks), len(present))
    try:
        runner = _Runner(plan, store, progress, executor, folders, journal, width)
        problems = runner.run(missing, present) if missing else []
    finally:
        progress.finish()
    if problems:
        raise BuildError(tuple(problems))
    warnings = tuple(
        Problem(w.code, task.span, w.args, "warning") for task in plan.tasks for w in present[task.key].warnings
    )
    return Results(present, tuple(sorted(runner.ran)), tuple(dict.fromkeys(warnings)))


@dataclass(slots=True)
class _Try:
    """A task under way."""

    task: Task
    began: float
    alone: bool = False


class _Runner:
    """Keeps up to `width` tasks running until nothing is left that can run."""

    def __init__(
        self,
        plan: Plan,
        store: Store,
        progress: Progress,
        executor: Executor,
        folders: Mapping[str, Path] | None,
        journal: Journal,
        width: int,
    ) -> None:
        self.plan = plan
        self.store = store
        self.progress = progress
        self.executor = executor
        self.folders = folders
        self.journal = journal
        self.width = width
        self.problems: list[Problem] = []
        self.running: dict[Future[Ran], _Try] = {}
        self.suspects: deque[Task] = deque()  # lost their worker: run again when nothing else does
        self.tries: dict[str, int] = {}
        self.heals: dict[str, int] = {}
        self.ran: set[str] = set()

    def run(self, missing: dict[str, Task], present: dict[str, Result]) -> list[Problem]:
        self.present = present
        self.order = Order(missing, present, self.journal.expected_s)
        try:
            while self._start():
                ended, _ = wait(self.running, _PATIENCE_S, return_when=FIRST_COMPLETED)
                for future in ended:
                    self._end(future, self.running.pop(future))
        except BaseException:
            for future in self.running:
                future.cancel()
            raise
        return self.problems

    def _start(self) -> bool:
        """Start what may start; say whether anything runs."""
        while len(self.running) < self.width and not any(t.alone for t in self.running.values()):
            task = self.order.take()
            if task is None:
                break
            self._submit(task, alone=False)
        if not self.running and self.suspects:
            self._submit(self.suspects.popleft(), alone=True)
        return bool(self.running)

    def _submit(self, task: Task, *, alone: bool) -> None:
        self.progress.begin(task.title)
        self.tries[task.key] = self.tries.get(task.key, 0) + 1
        future = self.executor.submit(perform, self.store.place, task, self._inputs(task))
        self.running[future] = _Try(task, time.monotonic(), alone)

    def _inputs(self, task: Task) -> tuple[Given, ...]:
        inputs: list[Given] = []
        for name, source in task.inputs:
            if isinstance(source, MasterInput):
                path = "" if self.folders is None else str(master_path(source.path, self.folders).resolve())
                inputs.append(Given(name, source.digest, path))
            else:
                inputs.append(Given(name, self.present[source.task].files[source.name].digest))
        return tuple(inputs)

    def _end(self, future: Future[Ran], tried: _Try) -> None:
        task = tried.task
        error = future.exception()
        seconds = time.monotonic() - tried.began
        if error is None:
            ran = future.result()
            self.present[task.key] = ran.result
            self.ran.add(task.key)
            self.journal.ran(task, ran, self.tries[task.key])
            self.order.ended(task.key, seconds=seconds)
        elif self._goes_again(task, error):
            self.progress.again(task.title)
            return
        else:
            problem = trouble(task, error)
            self.problems.append(problem)
            self.order.dropped(task.key)
            self.journal.failed(task, problem, seconds=seconds, tries=self.tries[task.key])
        self.progress.done(task.title, seconds=seconds, failed=error is not None)
        self.progress.left(self.order.left_s(self.width))

    def _goes_again(self, task: Task, error: BaseException) -> bool:
        """Put a task back where another try may help: never after a refusal, for that would be the same again."""
        tries = self.tries[task.key]
        if isinstance(error, StoreDamagedError):
            return self._heal(task, error.digest)
        lost = isinstance(error, WorkerLostError) and error.again and tries < TRIES
        if lost or (isinstance(error, MemoryError) and tries < MEMORY_TRIES):
            self.suspects.append(task)
            return True
        return False

    def _heal(self, task: Task, digest: str) -> bool:
        """Have the task that made a damaged blob run again, and `task` after it."""
        self.heals[task.key] = self.heals.get(task.key, 0) + 1
        maker = next((k for k in task.needs() if digest in {b.digest for b in self.present[k].files.values()}), None)
        if maker is None or self.heals[task.key] > HEALS:
            return False
        self.store.forget(maker)
        busy = any(t.task.key == maker for t in self.running.values())
        self.order.again(task, after=self.plan.by_key[maker], start=not busy)
        return True


def master_path(path: str, folders: Mapping[str, Path]) -> Path:
    """Return where a master lies on this machine."""
    if path.startswith("masters/") and "masters" in folders:
        return folders["masters"] / path.removeprefix("masters/")
    return folders[""] / path
