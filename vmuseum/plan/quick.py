"""A plan for watching authors: what they just changed in draft light, everything else as it last was. Pure."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from vmuseum.plan.task import Plan, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

# Slow recipes whose last result may stand in for a moment: pictures of a place that has just changed.
LATER = frozenset(
    {"gallery.complete", "gallery.poster", "panorama.render", "panorama.tiles", "poster.render", "hologram.clip"}
)


def quick_plan(full: Plan, draft: Plan, last: Plan | None, stored: Container[str]) -> Plan:
    """Return a plan with every role of `full`, made as fast as can be.

    A role uses its full task where that is `stored`; else, for slow pictures, the task of `last` where that is stored;
    else the draft's.
    """
    roles: dict[str, str] = {}
    tasks = full.by_key
    for role, key in full.roles.items():
        before = last.roles.get(role) if last is not None else None
        if key in stored:
            roles[role] = key
        elif tasks[key].recipe in LATER and before is not None and before in stored:
            roles[role] = before
        else:
            roles[role] = draft.roles[role]
    known = {t.key: t for p in (last, draft, full) if p is not None for t in p.tasks}
    return Plan(tuple(_with_needs(roles.values(), known, stored)), dict(sorted(roles.items())))


def _with_needs(keys: Iterable[str], known: dict[str, Task], stored: Container[str]) -> list[Task]:
    order: dict[str, Task] = {}

    def visit(key: str) -> None:
        if key in order:
            return
        if key not in stored:
            for need in known[key].needs():
                visit(need)
        order[key] = known[key]

    for key in keys:
        visit(key)
    return list(order.values())
