"""Builds for an author who is writing: quickly first, in full when they pause."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.failures import EngineError
from vmuseum.engine.processes import Limits, Processes
from vmuseum.engine.run import BuildError, run
from vmuseum.errors import PublishError, SourceError, Span, problem_of
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import DRAFT, WEB
from vmuseum.plan.quick import quick_plan
from vmuseum.publish.build import publish, store_of
from vmuseum.publish.check import sound_museum

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.errors import Problem
    from vmuseum.plan.task import Plan
    from vmuseum.progress import Progress
    from vmuseum.settings import Settings


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild gave. `published` is False when the site stays as it was."""

    published: bool
    problems: tuple[Problem, ...]


class Watcher:
    """Rebuilds one museum again and again; keeps its worker processes warm."""

    def __init__(self, folder: Path, settings: Settings, progress: Progress) -> None:
        self.folder = folder
        self.settings = settings
        self.progress = progress
        self.jobs = settings.jobs or os.cpu_count() or 1
        self._pool: Processes | None = None
        self._last: Plan | None = None

    def rebuild(self, *, quick: bool) -> Rebuilt:
        """Build and publish. `quick` draws changed galleries in draft light and keeps slow pictures as they were.

        A full build that follows a quick one publishes only where it differs.
        """
        store = store_of(self.folder, self.settings)
        try:
            sound = sound_museum(self.folder)
            plan = make_plan(sound.museum, WEB, sound.masters)
            if quick:
                draft = make_plan(sound.museum, DRAFT, sound.masters)
                plan = quick_plan(plan, draft, self._last, _Stored(store, (plan, draft, self._last)))
            elif self._last is not None and plan.roles == self._last.roles:
                return Rebuilt(published=False, problems=sound.warnings)
            with store.building():
                executor = self._workers()
                results = run(plan, store, self.progress, executor=executor, folders=sound.folders, width=self.jobs)
                built = publish(self.folder, sound, plan, results, store, self.settings)
        except (SourceError, BuildError) as error:
            return Rebuilt(published=False, problems=error.problems)
        except (PublishError, EngineError) as error:
            told = problem_of(error.code, Span(str(self.folder)), error.args_by_name)
            return Rebuilt(published=False, problems=(told,))
        self._last = plan
        return Rebuilt(published=True, problems=built.warnings)

    def close(self) -> None:
        """End the worker processes."""
        if self._pool is not None:
            self._pool.stop()

    def _workers(self) -> Processes:
        if self._pool is None:
            limits = Limits(self.settings.memory_mb, self.settings.task_secs)
            self._pool = Processes(self.jobs, limits)
        return self._pool


class _Stored:
    """The keys whose results are in the store, looked up once."""

    def __init__(self, store: Store, plans: tuple[Plan | None, ...]) -> None:
        keys = {key for plan in plans if plan is not None for key in plan.roles.values()}
        self.keys = {key for key in keys if store.result(key) is not None}

    def __contains__(self, key: object) -> bool:
        return key in self.keys
