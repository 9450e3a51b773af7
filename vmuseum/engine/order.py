"""Which task starts next: the one with the longest way of tasks behind it, by what they cost last time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vmuseum.plan.task import Task

TYPICAL_S = {
    "mesh.compare": 10.0,
    "gallery.build": 9.0,
    "mesh.prepare": 3.0,
    "mesh.qualities": 7.0,
    "mesh.blocks": 60.0,
    "points.qualities": 8.0,
    "hologram.clip": 6.0,
    "panorama.render": 4.0,
    "panorama.tiles": 3.0,
}
"""Seconds of a recipe that never ran here. Only the length of a build depends on them, never its output."""
OTHER_S = 1.0


def typical_s(task: Task) -> float:
    """Return the seconds a task takes, known only by its recipe."""
    return TYPICAL_S.get(task.recipe, OTHER_S)


class Order:
    """Tasks that wait for others, and those that are ready."""

    def __init__(
        self, missing: Mapping[str, Task], present: Mapping[str, object], seconds: Callable[[Task], float] = typical_s
    ) -> None:
        self.tasks = dict(missing)
        self.place = {key: n for n, key in enumerate(missing)}
        self.waits = {key: {need for need in task.needs() if need not in present} for key, task in missing.items()}
        self.followers: dict[str, list[str]] = {key: [] for key in missing}
        for key, needs in self.waits.items():
            for need in sorted(needs):
                self.followers[need].append(key)
        self.seconds = {key: seconds(task) for key, task in missing.items()}
        self.way_s = self._ways()
        self.open = set(missing)
        self.spent_s = self.foreseen_s = 0.0
        self.ready: list[tuple[float, int, str]] = []
        for key, needs in self.waits.items():
            if not needs:
                self._push(key)

    def take(self) -> Task | None:
        """Return the next task, or None when none is ready."""
        return self.tasks[heapq.heappop(self.ready)[2]] if self.ready else None

    def left_s(self, width: int) -> float:
        """Return about how many seconds are left with `width` tasks at once, by how this build went so far."""
        open_s = sum(self.seconds[key] for key in self.open)
        longest = max((self.way_s[key] for key in self.open), default=0.0)
        pace = min(max(self.spent_s / self.foreseen_s, 0.2), 5.0) if self.foreseen_s else 1.0
        return max(open_s / width, longest) * pace

    def dropped(self, key: str) -> None:
        """Count a task that failed, and those that need it, as over."""
        self.open.discard(key)
        for follower in self.followers[key]:
            if follower in self.open:
                self.dropped(follower)

    def ended(self, key: str, *, seconds: float) -> None:
        """Set free what waited for this task alone."""
        self.open.discard(key)
        self.spent_s += seconds
        self.foreseen_s += self.seconds[key]
        for follower in self.followers[key]:
            if key in self.waits[follower]:  # after a second run only those that asked for it wait
                self.waits[follower].discard(key)
                if not self.waits[follower]:
                    self._push(follower)

    def again(self, task: Task, *, after: Task, start: bool) -> None:
        """Take up `task` once more when `after` ran again; `start`: put that up too, for it is not under way."""
        if after.key not in self.tasks:
            self.tasks[after.key] = after
            self.place[after.key] = -1
            self.waits[after.key] = set()
            self.followers[after.key] = []
            self.seconds[after.key] = self.seconds[task.key]
            self.way_s[after.key] = self.way_s[task.key]
        self.waits[task.key].add(after.key)
        if task.key not in self.followers[after.key]:
            self.followers[after.key].append(task.key)
        if start and all(key != after.key for _, _, key in self.ready):
            self._push(after.key)

    def _ways(self) -> dict[str, float]:
        """Return the seconds from the start of each task to the end of the last that needs it."""
        ways: dict[str, float] = {}
        for key in reversed(self.tasks):  # a plan lists each task after those it needs
            ways[key] = self.seconds[key] + max((ways[f] for f in self.followers[key]), default=0.0)
        return ways

    def _push(self, key: str) -> None:
        heapq.heappush(self.ready, (-self.way_s[key], self.place[key], key))
