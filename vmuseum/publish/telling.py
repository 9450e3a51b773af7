"""Write the report of a build when it ends, however it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from vmuseum.engine import report as reports
from vmuseum.engine.locks import locked

if TYPE_CHECKING:
    from pathlib import Path

    from vmuseum.engine.store import Result, Store
    from vmuseum.plan.task import Plan


@dataclass(slots=True)
class Told:
    """What is known of a build while it goes on. Set `jobs` and `done`; `report` is there in the end."""

    journal: reports.Journal
    jobs: int = 1
    done: bool = False
    report: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def telling(path: Path, plan: Plan, profile: str, store: Store) -> Iterator[Told]:
    """Keep the report of a build in `path`, also when it fails or is stopped. A disk that is full loses only that."""
    told = Told(reports.Journal(reports.read(path)))
    began, clock = datetime.now(UTC), time.monotonic()
    try:
        yield told
    finally:
        seconds = round(time.monotonic() - clock, 3)
        build = reports.Build(profile, told.jobs, began.isoformat(timespec="seconds"), seconds, told.done)
        found = {task.key: result for task in plan.tasks if (result := _result(told, store, task.key)) is not None}
        told.report = reports.report_of(build, told.journal.rows(plan, found))
        with suppress(OSError), locked(path.parent.parent / "report.lock"):
            reports.write(path, told.report)


def _result(told: Told, store: Store, key: str) -> Result | None:
    note = told.journal.notes.get(key)
    return note.ran.result if note is not None and note.ran is not None else store.result(key)
