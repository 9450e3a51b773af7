"""Gather, check, plan, run, publish: from a museum's folder to its site, and a report of what it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vmuseum.engine.locks import locked
from vmuseum.engine.masters import share_masters
from vmuseum.engine.run import BuildError, Results, run, todo
from vmuseum.engine.store import StorePlace, StoreUpkeep, open_store
from vmuseum.engine.workers import workers
from vmuseum.errors import PublishError
from vmuseum.plan.planner import make_plan
from vmuseum.publish.assemble import assemble
from vmuseum.publish.check import STATE, Sound, sound_museum
from vmuseum.publish.report_page import write_report
from vmuseum.publish.site import bring_back, write_site
from vmuseum.publish.telling import Told, telling

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.errors import Problem
    from vmuseum.plan.profiles import Profile
    from vmuseum.plan.task import Plan
    from vmuseum.progress import Progress
    from vmuseum.settings import Settings

VIEWER = Path(__file__).resolve().parent / "viewer"
REPORT = Path(STATE) / "report" / "report.json"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a build would do."""

    total: int
    todo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave. `report`: see vmuseum.engine.report; `page`: its page, where asked for."""

    plan: Plan
    results: Results
    warnings: tuple[Problem, ...]
    site: Path
    files: int
    bytes: int
    report: Mapping[str, Any]
    page: Path | None = None


def store_of(folder: Path, settings: Settings) -> StoreUpkeep:
    """Return the store of a museum. Raises EngineError."""
    place = StorePlace(settings.store, settings.store_endpoint or "", settings.store_region or "")
    return open_store(place if place.is_remote else StorePlace(str(folder / settings.store)))


def plan_museum(folder: Path, profile: Profile, settings: Settings, *, compare: bool = False) -> Planned:
    """Say what a build would do, without doing it. Raises SourceError, EngineError."""
    sound = sound_museum(folder)
    plan = make_plan(sound.museum, profile, sound.masters, compare=compare)
    return Planned(len(plan.tasks), tuple(t.title for t in todo(plan, store_of(folder, settings))))


def build_museum(
    folder: Path, profile: Profile, settings: Settings, progress: Progress, *, compare: bool = False
) -> Built:
    """Build the museum in `folder` and publish its site. `compare` makes the page of the report as well.

    Raises SourceError, BuildError, PublishError, EngineError.
    """
    sound = sound_museum(folder)
    plan = make_plan(sound.museum, profile, sound.masters, compare=compare)
    store = store_of(folder, settings)
    with store.building():
        try:
            with telling(folder / REPORT, plan, profile.name, store) as told:
                results = _run(plan, store, sound, settings, progress, told)
                site, files, size = _publish(folder, sound, plan, results, store, settings)
                told.done = True
        except BuildError:
            if compare:  # what worked can be looked at, what failed is told
                write_report(folder, sound=sound, plan=plan, store=store, report=told.report)
            raise
        page = write_report(folder, sound=sound, plan=plan, store=store, report=told.report) if compare else None
    return Built(plan, results, (*sound.warnings, *results.warnings), site, files, size, told.report, page)


def _run(plan: Plan, store: Store, sound: Sound, settings: Settings, progress: Progress, told: Told) -> Results:
    """Run the plan on the workers of the settings."""
    with workers(settings, store) as crew:
        told.jobs = crew.width
        folders: Mapping[str, Path] | None = sound.folders
        if crew.far:
            share_masters(todo(plan, store), store, sound.folders)
            folders = None
        return run(
            plan, store, progress, executor=crew.executor, folders=folders, width=crew.width, journal=told.journal
        )


def publish(folder: Path, sound: Sound, plan: Plan, results: Results, store: Store, settings: Settings) -> Built:
    """Write the site of a finished plan. Raises PublishError; the old site stays then."""
    site, files, size = _publish(folder, sound, plan, results, store, settings)
    return Built(plan, results, (*sound.warnings, *results.warnings), site, files, size, {})


def _publish(
    folder: Path, sound: Sound, plan: Plan, results: Results, store: Store, settings: Settings
) -> tuple[Path, int, int]:
    """Write the site; return its folder, files and bytes. One build at a time: a second waits."""
    if not (VIEWER / ".vite" / "manifest.json").is_file():
        msg = "viewer-missing"
        raise PublishError(msg)
    parts = assemble(sound, plan, results, store)
    site = folder / settings.site
    with locked(folder / STATE / "publish.lock"):
        bring_back(site)
        digests = {url: path.name for url, path in parts.files.items()}
        try:
            inventory = write_site(
                site, manifest=parts.manifest, docs=parts.docs, files=parts.files, viewer=VIEWER, digests=digests
            )
        except PublishError as error:
            damaged = digests.get(str(error.args_by_name.get("address"))) if error.code == "asset-damaged" else None
            if damaged is not None:
                store.drop(damaged)  # the next build makes it anew
            raise
    return site, len(inventory.files), sum(f.bytes for f in inventory.files)
