"""A task: one run of a recipe, named by the content of everything that goes in.

key = sha256(recipe name, recipe version, params, digests of masters and keys of other tasks). Pure.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.errors import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class MasterInput:
    """A file as delivered: `path` in the museum, sha256 `digest`, `size` in bytes."""

    path: str
    digest: str
    size: int

    def identity(self) -> str:
        """Return what counts for the key: the content, not where it lies."""
        return f"blob:{self.digest}"


@dataclass(frozen=True, slots=True)
class TaskInput:
    """File `name` among the outputs of the task with this key."""

    task: str
    name: str

    def identity(self) -> str:
        """Return what counts for the key."""
        return f"task:{self.task}/{self.name}"


Input = MasterInput | TaskInput


@dataclass(frozen=True, slots=True)
class Task:
    """One run of a recipe. `inputs` are sorted by the name under which the recipe sees them."""

    key: str
    recipe: str
    version: int
    params: str  # canonical JSON
    inputs: tuple[tuple[str, Input], ...]
    title: str
    span: Span

    def needs(self) -> tuple[str, ...]:
        """Return the keys of the tasks that must run before."""
        return tuple(sorted({i.task for _, i in self.inputs if isinstance(i, TaskInput)}))


@dataclass(frozen=True, slots=True)
class Plan:
    """All tasks of a build in an order in which each follows what it needs.

    `roles` says which task makes what: "exhibit/<id>/low", "gallery/<id>", "panorama/<id>/<viewpoint>/tiles" ...
    """

    tasks: tuple[Task, ...]
    roles: Mapping[str, str]

    @property
    def by_key(self) -> Mapping[str, Task]:
        """All tasks by key."""
        return {task.key: task for task in self.tasks}


def canonical(value: object) -> str:
    """Return `value` as JSON with sorted keys and no spare blanks."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def make_task(
    recipe: str, version: int, params: str, inputs: Iterable[tuple[str, Input]], *, title: str, span: Span
) -> Task:
    """Return the task; `params` is canonical JSON. The key does not depend on title, span or the order of inputs."""
    rows = tuple(sorted(inputs, key=lambda row: row[0]))
    identity = canonical([recipe, version, params, [[name, i.identity()] for name, i in rows]])
    key = hashlib.sha256(identity.encode()).hexdigest()
    return Task(key, recipe, version, params, rows, title, span)
