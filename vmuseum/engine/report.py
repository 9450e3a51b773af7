"""The report of a build: what ran, how long, from cache or not, bytes in and out. `.vmuseum/report/report.json`.

Shape (JSON, keys sorted), FORMAT 1. Times make it differ from build to build, so it is never part of the site.
  format, vmuseum, profile, jobs, began (ISO 8601, UTC), seconds, done (False: stopped or failed)
  tasks: one row for each task of the plan, in its order: see Row
  totals: tasks, ran, cached, failed, skipped, cpu_s, bytes_in, bytes_out, peak_bytes (largest of a task), slowest
  (title) and slowest_s; seconds and bytes are of the tasks that ran
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from vmuseum import __version__
from vmuseum.engine.order import typical_s
from vmuseum.plan.task import MasterInput, Plan, Task

if TYPE_CHECKING:
    from vmuseum.engine.perform import Ran
    from vmuseum.engine.store import Result
    from vmuseum.errors import Problem

FORMAT = 1
State = Literal["done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Row:
    """One task.

    `seconds`, `cpu_s`, `peak_bytes`, `where` of a cached one are those of the run that made it, where known.
    `bytes_in`: its inputs; `bytes_out`: its files. `tries`: how often it was started. `path`, `line`: the source.
    """

    key: str
    title: str
    recipe: str
    version: int
    roles: tuple[str, ...]
    path: str
    line: int
    state: State
    cached: bool
    seconds: float | None = None
    cpu_s: float | None = None
    peak_bytes: int | None = None
    bytes_in: int | None = None
    bytes_out: int | None = None
    files: int | None = None
    where: str | None = None
    tries: int = 0
    warnings: tuple[Mapping[str, Any], ...] = ()
    problem: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Note:
    """What the journal knows of a task that ran."""

    ran: Ran | None = None
    tries: int = 0
    seconds: float | None = None
    problem: Problem | None = None


@dataclass(slots=True)
class Journal:
    """Collects what happens in a build. `last` is the report before it: what tasks cost then."""

    last: Mapping[str, Any] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    _costs: tuple[Mapping[str, float], Mapping[str, float]] | None = None

    def ran(self, task: Task, ran: Ran, tries: int) -> None:
        """Note a task that gave a result."""
        self.notes[task.key] = Note(ran, tries, ran.measured.wall_s)

    def failed(self, task: Task, problem: Problem, *, seconds: float, tries: int) -> None:
        """Note a task that failed."""
        self.notes[task.key] = Note(None, tries, seconds, problem)

    def expected_s(self, task: Task) -> float:
        """Return about how long a task takes: as long as last time, else as its recipe did, else as is typical."""
        if self._costs is None:
            self._costs = _costs(self.last)
        by_title, by_recipe = self._costs
        return by_title.get(task.title) or by_recipe.get(task.recipe) or typical_s(task)

    def rows(self, plan: Plan, results: Mapping[str, Result]) -> list[Row]:
        """Return a row for each task of the plan. `results`: those of the store, by key."""
        roles: dict[str, list[str]] = {}
        for role, key in sorted(plan.roles.items()):
            roles.setdefault(key, []).append(role)
        before = {row["key"]: row for row in self.last.get("tasks", ()) if row.get("state") == "done"}
        return [
            _row(task, tuple(roles.get(task.key, ())), self.notes.get(task.key), results, before) for task in plan.tasks
        ]


def _row(
    task: Task,
    roles: tuple[str, ...],
    note: Note | None,
    results: Mapping[str, Result],
    before: Mapping[str, Mapping[str, Any]],
) -> Row:
    result = results.get(task.key)
    ran = note.ran if note else None
    old = before.get(task.key, {})
    cost = asdict(ran.measured) if ran else {}
    return Row(
        key=task.key,
        title=task.title,
        recipe=task.recipe,
        version=task.version,
        roles=roles,
        path=task.span.path,
        line=task.span.line,
        state="done" if result else "failed" if note else "skipped",
        cached=result is not None and ran is None,
        seconds=_rounded(note.seconds if note else old.get("seconds")),
        cpu_s=_rounded(cost.get("cpu_s", old.get("cpu_s"))),
        peak_bytes=cost.get("peak_bytes", old.get("peak_bytes")),
        bytes_in=_bytes_in(task, results),
        bytes_out=sum(b.size for b in result.files.values()) if result else None,
        files=len(result.files) if result else None,
        where=cost.get("where", old.get("where")),
        tries=note.tries if note else 0,
        warnings=tuple({"code": w.code, "args": dict(w.args)} for w in result.warnings) if result else (),
        problem={"code": note.problem.code, "args": dict(note.problem.args)} if note and note.problem else None,
    )


def _bytes_in(task: Task, results: Mapping[str, Result]) -> int | None:
    total = 0
    for _, source in task.inputs:
        if isinstance(source, MasterInput):
            total += source.size
        elif source.task in results:
            total += results[source.task].files[source.name].size
        else:
            return None
    return total


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


@dataclass(frozen=True, slots=True)
class Build:
    """What is the same for all tasks of a build. `began`: ISO 8601 in UTC."""

    profile: str
    jobs: int
    began: str
    seconds: float
    done: bool


def report_of(build: Build, rows: list[Row]) -> dict[str, Any]:
    """Return the report as JSON values."""
    ran = [r for r in rows if r.state == "done" and not r.cached]
    slowest = max(ran, key=lambda r: r.seconds or 0.0, default=None)
    totals = {
        "tasks": len(rows),
        "ran": len(ran),
        "cached": sum(r.cached for r in rows),
        "failed": sum(r.state == "failed" for r in rows),
        "skipped": sum(r.state == "skipped" for r in rows),
        "cpu_s": round(sum(r.cpu_s or 0.0 for r in ran), 3),
        "bytes_in": sum(r.bytes_in or 0 for r in ran),
        "bytes_out": sum(r.bytes_out or 0 for r in ran),
        "peak_bytes": max((r.peak_bytes or 0 for r in ran), default=0),
        "slowest": slowest.title if slowest else None,
        "slowest_s": slowest.seconds if slowest else None,
    }
    tasks = [asdict(row) for row in rows]
    return {"format": FORMAT, "vmuseum": __version__, **asdict(build), "tasks": tasks, "totals": totals}


def write(path: Path, report: Mapping[str, Any]) -> None:
    """Write a report; a kill leaves the old one or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.new")
    part.write_text(json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)


def read(path: Path) -> Mapping[str, Any]:
    """Return the last report, or nothing where there is none of this format."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _costs(last: Mapping[str, Any]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return seconds by title, and the mean by recipe."""
    by_title: dict[str, float] = {}
    by_recipe: dict[str, list[float]] = {}
    for row in last.get("tasks", ()):
        if row.get("seconds") and row.get("state") == "done":
            by_title[row["title"]] = row["seconds"]
            by_recipe.setdefault(row["recipe"], []).append(row["seconds"])
    return by_title, {recipe: sum(found) / len(found) for recipe, found in by_recipe.items()}
