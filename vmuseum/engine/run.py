"""Run a plan on any `concurrent.futures.Executor`.

Tasks with a stored result are not run. A task that fails stops only those that need it; all others run to their end and
are kept, so the next build goes on where this one stopped.
"""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.registry import work
from vmuseum.engine.store import Result, Store
from vmuseum.errors import MuseumError, Problem, RecipeError, problem, problem_of
from vmuseum.plan.task import MasterInput, Plan, Task

if TYPE_CHECKING:
    from vmuseum.progress import Progress

# Longest first: the order in which ready tasks start. Only the length of a build depends on it, never its output.
_WEIGHT = {
    "gallery.build": 9,
    "mesh.prepare": 8,
    "mesh.qualities": 7,
    "mesh.blocks": 9,
    "hologram.clip": 5,
    "panorama.render": 4,
    "panorama.tiles": 3,
}


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


def pool(jobs: int | None = None) -> ProcessPoolExecutor:
    """Return the default executor: `jobs` fresh processes, as many as cores by default."""
    return ProcessPoolExecutor(jobs or os.cpu_count() or 1, mp_context=get_context("spawn"))


def todo(plan: Plan, store: Store) -> tuple[Task, ...]:
    """Return the tasks without a stored result."""
    return tuple(t for t in plan.tasks if store.result(t.key) is None)


def run(
    plan: Plan, store: Store, progress: Progress, *, executor: Executor, folders: Mapping[str, Path], width: int = 2
) -> Results:
    """Run what must run, at most `width` tasks at once, and return all results.

    `folders` says where masters lie: "" is the museum, "masters" the extra folder.
    Raises BuildError at the end when a task failed.
    """
    done: dict[str, Result] = {}
    missing: dict[str, Task] = {}
    for task in plan.tasks:
        found = store.result(task.key)
        if found is None:
            missing[task.key] = task
        else:
            done[task.key] = found
    progress.start(len(plan.tasks), len(done))
    try:
        problems = _Runner(store, progress, executor, folders, width).run(missing, done) if missing else []
    finally:
        progress.finish()
    if problems:
        raise BuildError(tuple(problems))
    warnings = tuple(
        Problem(w.code, task.span, w.args, "warning") for task in plan.tasks for w in done[task.key].warnings
    )
    return Results(done, tuple(sorted(missing)), tuple(dict.fromkeys(warnings)))


class _Runner:
    """Keeps up to `width` tasks running until nothing is left that can run."""

    def __init__(
        self, store: Store, progress: Progress, executor: Executor, folders: Mapping[str, Path], width: int
    ) -> None:
        self.store = store
        self.progress = progress
        self.executor = executor
        self.folders = folders
        self.width = width
        self.problems: list[Problem] = []
        self.running: dict[Future[Result], tuple[Task, float]] = {}

    def run(self, missing: dict[str, Task], done: dict[str, Result]) -> list[Problem]:
        queue = _Queue(missing, done)
        try:
            while self._start(queue, done):
                ended, _ = wait(self.running, return_when=FIRST_COMPLETED)
                for future in ended:
                    task, began = self.running.pop(future)
                    result = self._collect(future, task)
                    self.progress.done(task.title, seconds=time.monotonic() - began, failed=result is None)
                    if result is not None:
                        done[task.key] = result
                        queue.ended(task.key)
        except BaseException:
            for future in self.running:
                future.cancel()
            raise
        return self.problems

    def _start(self, queue: _Queue, done: Mapping[str, Result]) -> bool:
        """Start what may start; say whether anything runs."""
        while len(self.running) < self.width:
            task = queue.take()
            if task is None:
                break
            self.progress.begin(task.title)
            self.running[self._submit(task, done)] = (task, time.monotonic())
        return bool(self.running)

    def _submit(self, task: Task, done: Mapping[str, Result]) -> Future[Result]:
        inputs: list[tuple[str, str, str]] = []
        for name, source in task.inputs:
            if isinstance(source, MasterInput):
                inputs.append((name, str(master_path(source.path, self.folders)), source.digest))
            else:
                inputs.append((name, "", done[source.task].files[source.name].digest))
        return self.executor.submit(perform, str(self.store.root), task, inputs)

    def _collect(self, future: Future[Result], task: Task) -> Result | None:
        try:
            return future.result()
        except RecipeError as error:
            self.problems.append(problem_of(error.code, task.span, error.args_by_name))
        except BrokenProcessPool:
            self.problems.append(problem("task-crashed", task.span, task=task.title))
        except MemoryError:
            self.problems.append(problem("task-out-of-memory", task.span, task=task.title))
        return None


class _Queue:
    """Tasks that wait for others, and those that are ready, heaviest first."""

    def __init__(self, missing: Mapping[str, Task], done: Mapping[str, Result]) -> None:
        self.tasks = missing
        self.order = {key: n for n, key in enumerate(missing)}
        self.waits = {key: {need for need in task.needs() if need not in done} for key, task in missing.items()}
        self.ready: list[tuple[int, int, str]] = []
        for key, needs in self.waits.items():
            if not needs:
                self._push(key)

    def take(self) -> Task | None:
        """Return the next task, or None when none is ready."""
        return self.tasks[heapq.heappop(self.ready)[2]] if self.ready else None

    def ended(self, key: str) -> None:
        """Set free what waited for this task alone."""
        for other, needs in self.waits.items():
            if key in needs:
                needs.discard(key)
                if not needs:
                    self._push(other)

    def _push(self, key: str) -> None:
        heapq.heappush(self.ready, (-_WEIGHT.get(self.tasks[key].recipe, 0), self.order[key], key))


def master_path(path: str, folders: Mapping[str, Path]) -> Path:
    """Return where a master lies on this machine."""
    if path.startswith("masters/") and "masters" in folders:
        return folders["masters"] / path.removeprefix("masters/")
    return folders[""] / path


def perform(root: str, task: Task, inputs: list[tuple[str, str, str]]) -> Result:
    """Run one task in this process and keep its result. `inputs`: name, path of a master or "", digest."""
    store = Store(Path(root))
    data = {name: Path(path).read_bytes() if path else store.get(digest) for name, path, digest in inputs}
    output = work(task.recipe, data, task.params)
    result = Result({n: store.put(b) for n, b in sorted(output.files.items())}, output.facts, output.warnings)
    store.put_result(task.key, result)
    return result
