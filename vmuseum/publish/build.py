"""Gather, check, plan, run, publish: from a museum's folder to its site."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.run import Results, pool, run, todo
from vmuseum.engine.store import Store
from vmuseum.errors import PublishError
from vmuseum.plan.planner import make_plan
from vmuseum.publish.assemble import assemble
from vmuseum.publish.check import Sound, sound_museum
from vmuseum.publish.site import write_site

if TYPE_CHECKING:
    from vmuseum.errors import Problem
    from vmuseum.plan.profiles import Profile
    from vmuseum.plan.task import Plan
    from vmuseum.progress import Progress
    from vmuseum.settings import Settings

VIEWER = Path(__file__).resolve().parent / "viewer"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a build would do."""

    total: int
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    plan: Plan
    results: Results
    warnings: tuple[Problem, ...]
    site: Path
    files: int
    bytes: int


def store_of(folder: Path, settings: Settings) -> Store:
    """Return the store of a museum."""
    return Store(folder / settings.store)


def plan_museum(folder: Path, profile: Profile, settings: Settings) -> Planned:
    """Say what a build would do, without doing it. Raises SourceError."""
    sound = sound_museum(folder)
    plan = make_plan(sound.museum, profile, sound.masters)
    return Planned(len(plan.tasks), tuple(t.title for t in todo(plan, store_of(folder, settings))))


def build_museum(folder: Path, profile: Profile, settings: Settings, progress: Progress) -> Built:
    """Build the museum in `folder` and publish its site. Raises SourceError, BuildError, PublishError."""
    sound = sound_museum(folder)
    plan = make_plan(sound.museum, profile, sound.masters)
    store = store_of(folder, settings)
    jobs = settings.jobs or os.cpu_count() or 1
    with _lazy_pool(jobs) as executor:
        results = run(plan, store, progress, executor=executor, folders=sound.folders, width=jobs)
    return publish(folder, sound, plan, results, store, settings)


def publish(folder: Path, sound: Sound, plan: Plan, results: Results, store: Store, settings: Settings) -> Built:
    """Write the site of a finished plan. Raises PublishError; the old site stays then."""
    if not (VIEWER / ".vite" / "manifest.json").is_file():
        msg = "viewer-missing"
        raise PublishError(msg)
    parts = assemble(sound, plan, results, store)
    site = folder / settings.site
    inventory = write_site(site, manifest=parts.manifest, docs=parts.docs, files=parts.files, viewer=VIEWER)
    size = sum(f.bytes for f in inventory.files)
    return Built(plan, results, (*sound.warnings, *results.warnings), site, len(inventory.files), size)


class _lazy_pool:  # noqa: N801 - used as a with statement's function
    """A process pool that starts only when a task is handed in."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.pool: Executor | None = None

    def __enter__(self) -> Executor:
        return _Lazy(self)

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)


class _Lazy(Executor):
    def __init__(self, owner: _lazy_pool) -> None:
        self.owner = owner

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object):  # type: ignore[no-untyped-def]  # noqa: ANN202
        if self.owner.pool is None:
            self.owner.pool = pool(self.owner.jobs)
        return self.owner.pool.submit(fn, *args, **kwargs)
