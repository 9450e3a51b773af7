"""What every part of the planner uses: the tasks so far, the roles they fill, and the masters they read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vmuseum.plan import recipes as r
from vmuseum.plan.task import Input, MasterInput, Task, TaskInput, canonical, make_task

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vmuseum.errors import Span
    from vmuseum.schema.base import Model
    from vmuseum.sources.masters import Master

VERSIONS = {recipe.name: recipe.version for recipe in r.RECIPES}


class Builder:
    """Collects tasks by key and roles by name."""

    def __init__(self, masters: Mapping[str, Master]) -> None:
        self.masters = masters
        self.tasks: dict[str, Task] = {}
        self.roles: dict[str, str] = {}

    def add(
        self, role: str, recipe: str, params: Model, inputs: Iterable[tuple[str, Input]], title: str, span: Span
    ) -> None:
        """Add the task that fills `role`; one that is there already is not repeated."""
        task = make_task(
            recipe,
            VERSIONS[recipe],
            canonical(params.model_dump(mode="json")),
            inputs,
            title=f"{recipe} {title}",
            span=span,
        )
        self.tasks.setdefault(task.key, task)
        self.roles[role] = task.key

    def out(self, role: str, name: str) -> TaskInput:
        """Return file `name` of what fills `role`."""
        return TaskInput(self.roles[role], name)

    def master(self, path: str) -> MasterInput:
        """Return a file as delivered."""
        master = self.masters[path]
        return MasterInput(master.path, master.digest, master.size)

    def files(self, path: str) -> list[tuple[str, Input]]:
        """Return a master under the name `main` and its companions under their own."""
        companions = [
            (name, MasterInput(m.path, m.digest, m.size)) for name, m in sorted(self.masters[path].companions.items())
        ]
        return [("main", self.master(path)), *companions]


def suffix_of(path: str) -> str:
    """Return the suffix of a master in lower case, ".glb". Gathering the masters has refused all others."""
    return PurePosixPath(path).suffix.lower()
