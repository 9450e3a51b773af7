"""What made each published file of an exhibit, read off the plan alone: recipe, version, params, inputs. Pure.

A row's inputs are the SHA-256 of masters, or `key:<task>` of the row before it, so the way from any file back to what
the museum delivered can be followed by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vmuseum.plan.task import MasterInput, canonical
from vmuseum.schema.manifest import MadeRef

if TYPE_CHECKING:
    from vmuseum.plan.task import Input, Plan, Task

_SIGNED = ("copyright", "extras", "title")  # said once on the page, not in every row
_UNPUBLISHED = ("compare",)


def made_refs(plan: Plan, exhibit: str) -> tuple[MadeRef, ...]:
    """Return every step of the model of `exhibit` in working order, or nothing without a model."""
    prefix = f"exhibit/{exhibit}/"
    outputs: dict[str, list[str]] = {}
    for role, key in plan.roles.items():
        name = role.removeprefix(prefix)
        if role.startswith(prefix) and name not in _UNPUBLISHED:
            outputs.setdefault(key, []).append(name)
    return tuple(_row(task, sorted(outputs[task.key])) for task in plan.tasks if task.key in outputs)


def published_params(params: str) -> str:
    """Return canonical params without rights, paradata and title."""
    return canonical({name: value for name, value in json.loads(params).items() if name not in _SIGNED})


def _row(task: Task, names: list[str]) -> MadeRef:
    return MadeRef(
        output=", ".join(_output(task, name) for name in names),
        recipe=task.recipe,
        version=task.version,
        params=published_params(task.params),
        inputs=tuple(dict.fromkeys(_source(source) for _, source in task.inputs)),
        key=task.key,
    )


def _output(task: Task, name: str) -> str:
    """Return what a task gives, in the words of the glossary: "high, medium, low, thumb", "download glb"."""
    params = json.loads(task.params)
    if name == "prepare":
        return "tiles, prepared" if task.recipe == "mesh.blocks" else "prepared"
    if name == "qualities":
        return ", ".join(row["quality"] for row in params["qualities"])
    if name == "points":
        return ", ".join(quality for quality, _ in params["counts"])
    return name.replace("/", " ")


def _source(source: Input) -> str:
    return source.digest if isinstance(source, MasterInput) else f"key:{source.task}"
