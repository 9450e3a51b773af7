"""Look one master over: find it and what it needs, ask the museum around it, measure, advise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vmuseum.assets.inspection.advice import Advice, advice, size_advice
from vmuseum.assets.inspection.size import Reading, scale
from vmuseum.assets.inspection.survey import Size, Survey, survey
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError, SourceError, Span, problem_of
from vmuseum.museum import examine
from vmuseum.sources.finding import Finder
from vmuseum.sources.masters import Master, MasterName, gather

if TYPE_CHECKING:
    from vmuseum.assets.points.survey import PointsSurvey
    from vmuseum.errors import Lang, Problem
    from vmuseum.mesh.arrays import Mesh

MUSEUM = "museum.yaml"
_SIZES = ("height_m", "width_m", "depth_m", "diameter_m")


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """What was found. `mesh` and `survey` of a mesh, `points` of a cloud or splats; `problems` are warnings."""

    path: Path
    bytes: int
    reading: Reading
    advice: tuple[Advice, ...]
    problems: tuple[Problem, ...]
    mesh: Mesh | None = None
    survey: Survey | None = None
    points: PointsSurvey | None = None


@dataclass(frozen=True, slots=True)
class _One:
    """A museum that names a single file."""

    name: str

    def masters(self) -> Iterable[MasterName]:
        """Return the file."""
        return (MasterName(self.name, "model", Span(self.name)),)


def inspect_file(path: Path, museum: Path | None = None) -> Inspection:
    """Look over the 3D file at `path`. `museum`: folder of the museum, else the nearest one around the file.

    Raises SourceError with everything wrong when the file cannot be read.
    """
    master, problems = _master(path)
    reading, notes = _reading(path, museum)
    try:
        if master.kind != "mesh":
            return _points(path, master, reading, problems, notes)
        loaded = load_mesh(path.read_bytes(), path.suffix.lower(), _companions(path, master))
        found = survey(loaded, reading)
    except RecipeError as error:
        raise SourceError((*problems, problem_of(error.code, Span(path.name), error.args_by_name))) from error
    return Inspection(
        path, master.size, reading, (*notes, *advice(found)), problems, mesh=loaded.mesh, survey=found
    )  # fmt: skip


def _master(path: Path) -> tuple[Master, tuple[Problem, ...]]:
    masters, problems = gather(_One(path.name), {"": path.parent})
    if path.name not in masters:
        raise SourceError(problems)
    return masters[path.name], problems


def _companions(path: Path, master: Master) -> dict[str, bytes]:
    return {name: (path.parent / other.path).read_bytes() for name, other in master.companions.items()}


def _points(
    path: Path, master: Master, reading: Reading, problems: tuple[Problem, ...], notes: tuple[Advice, ...]
) -> Inspection:
    from vmuseum.assets.points.survey import points_survey

    found = points_survey(path, path.suffix.lower(), "splats" if master.kind == "splats" else "points")
    size = Size(found.low, found.high, scale(found.extent, reading), None, "none")
    rows = [*size_advice(size, reading), *(Advice(w.code, "better", w.args) for w in found.warnings)]
    return Inspection(path, master.size, reading, (*notes, *rows), problems, points=found)


def _reading(path: Path, museum: Path | None) -> tuple[Reading, tuple[Advice, ...]]:
    """Return what the museum says of the file, and a note where the museum cannot be read."""
    folder = museum or next((up for up in path.resolve().parents if (up / MUSEUM).is_file()), None)
    if folder is None or not (folder / MUSEUM).is_file():
        return Reading(), ()
    found, _ = examine(folder)
    if found is None:
        return Reading(), (Advice("inspect-museum-broken", "first", (("folder", folder.name),)),)
    folders = {"": folder}
    if found.file.masters is not None:
        folders["masters"] = (folder / found.file.masters).resolve()
    finder = Finder(folders)
    for name, exhibit in found.exhibits.items():
        if exhibit.model is not None and _is(finder.find(exhibit.model.file), path):
            sizes = exhibit.record.dimensions
            record = {key: value for key in _SIZES if (value := getattr(sizes, key, None)) is not None}
            model = exhibit.model
            return Reading(name, model.up, model.height_m, model.unit, record), ()
    return Reading(), ()


def _is(place: object, path: Path) -> bool:
    found = getattr(place, "path", None)
    return isinstance(found, Path) and found.resolve() == path.resolve()


def values(found: Inspection, lang: Lang) -> Mapping[str, Any]:
    """Return the inspection as JSON values; their shape is told in assets.inspection.document."""
    from vmuseum.assets.inspection.document import advice_rows, document, points_document

    if found.survey is not None:
        rows = document(found.survey)
    else:
        assert found.points is not None  # noqa: S101 - one of the two is there
        rows = points_document(found.points, found.reading)
    head = {"file": found.path.name, "bytes": found.bytes}
    return {**rows, **head, "advice": advice_rows(found.advice, lang)}
