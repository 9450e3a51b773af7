"""Read and check a museum: all problems at once, and what a build needs when there are no errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.errors import Problem, SourceError, Span, problem
from vmuseum.gallery.layout import check as check_layout
from vmuseum.museum import examine
from vmuseum.publish.clouds import misplaced
from vmuseum.publish.withheld import withheld
from vmuseum.sources.masters import gather

if TYPE_CHECKING:
    from vmuseum.museum import Museum
    from vmuseum.sources.masters import Master

STATE = ".vmuseum"


@dataclass(frozen=True, slots=True)
class Sound:
    """A museum without errors, its masters, where they lie, and the warnings."""

    museum: Museum
    masters: Mapping[str, Master]
    folders: Mapping[str, Path]
    warnings: tuple[Problem, ...]


def check_museum(folder: Path) -> tuple[Problem, ...]:
    """Return every problem of the museum in `folder`, in order."""
    return examine_all(folder)[1]


def sound_museum(folder: Path) -> Sound:
    """Return the museum in `folder`, ready to be planned. Raises SourceError with all problems."""
    sound, problems = examine_all(folder)
    if sound is None:
        raise SourceError(problems)
    return sound


def examine_all(folder: Path) -> tuple[Sound | None, tuple[Problem, ...]]:
    """Return the museum (None when there is an error) and every problem: shapes, links, files, layout of rooms."""
    if not (folder / "museum.yaml").is_file():
        return None, (problem("not-a-museum", Span("museum.yaml")),)
    museum, found = examine(folder)
    problems = list(found)
    if museum is None:
        return None, tuple(sorted(problems, key=Problem.sort_key))
    folders = {"": folder}
    if museum.file.masters is not None:
        folders["masters"] = (folder / museum.file.masters).resolve()
    masters, missing = gather(museum, folders, cache=folder / STATE / "digests.json")
    problems += missing
    problems += withheld(museum, masters)
    problems += misplaced(museum, masters)
    for name, gallery in museum.galleries.items():
        for row in check_layout(gallery):
            problems.append(
                problem(row.code, museum.span(f"scenes/{name}.yaml", row.loc), severity=row.severity, **dict(row.args))
            )
    problems.sort(key=Problem.sort_key)
    if any(p.severity == "error" for p in problems):
        return None, tuple(problems)
    return Sound(museum, masters, folders, tuple(problems)), tuple(problems)
