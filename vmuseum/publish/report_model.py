"""What the build report shows of each 3D model: pictures in the store, figures, notes. Pure but for reading results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vmuseum.errors import Problem
from vmuseum.schema.base import Text

if TYPE_CHECKING:
    from vmuseum.engine.store import Result, Store
    from vmuseum.plan.task import Plan
    from vmuseum.publish.check import Sound

ORDER = ("high", "medium", "low", "thumb")


@dataclass(frozen=True, slots=True)
class Shown:
    """The master or one quality. `picture` and `error` are digests in the store, None where nothing was drawn.

    `figures` are those of mesh.compare, empty for the master.
    """

    name: str
    count: int | None
    bytes: int | None
    texture_px: int | None
    picture: str | None = None
    error: str | None = None
    figures: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """A master that was cut into blocks: how many, their bytes, triangles and error of what stands in for it."""

    count: int
    bytes: int
    triangles: int
    error_m: float


@dataclass(frozen=True, slots=True)
class Model:
    """One exhibit's model. `kind` is mesh, points or splats; `legend_m` bounds the colours of the error pictures."""

    ident: str
    title: Text
    file: str
    kind: str
    shown: tuple[Shown, ...]
    legend_m: tuple[float, float] | None
    tiles: Tiles | None
    notes: tuple[Problem, ...]


def models(sound: Sound, plan: Plan, store: Store) -> Iterator[Model]:
    """Give every exhibit with a model, in order of id; parts whose tasks have no result are left out of it."""
    for ident, exhibit in sound.museum.exhibits.items():
        if exhibit.model is None:
            continue
        master = sound.masters[exhibit.model.file]
        results = _results(plan, store, f"exhibit/{ident}/")
        read = _mesh if master.kind == "mesh" else _points
        shown, legend, tiles = read(results, master.size)
        notes = tuple(dict.fromkeys(note for _, note in _notes(plan, store, f"exhibit/{ident}/")))
        yield Model(ident, exhibit.title, exhibit.model.file, master.kind, shown, legend, tiles, notes)


def _results(plan: Plan, store: Store, prefix: str) -> dict[str, Result]:
    found = {
        role.removeprefix(prefix): store.result(key) for role, key in plan.roles.items() if role.startswith(prefix)
    }
    return {role: result for role, result in found.items() if result is not None}


def _notes(plan: Plan, store: Store, prefix: str) -> Iterator[tuple[str, Problem]]:
    tasks = plan.by_key
    for role, key in plan.roles.items():
        result = store.result(key) if role.startswith(prefix) else None
        for warning in result.warnings if result else ():
            yield role, Problem(warning.code, tasks[key].span, warning.args, "warning")


def _mesh(
    results: Mapping[str, Result], size: int
) -> tuple[tuple[Shown, ...], tuple[float, float] | None, Tiles | None]:
    prepared: Mapping[str, Any] = results["prepare"].facts if "prepare" in results else {}
    made: Mapping[str, Any] = results["qualities"].facts if "qualities" in results else {}
    compared = results.get("compare")
    facts: Mapping[str, Any] = compared.facts if compared else {}
    pictures = {name: blob.digest for name, blob in compared.files.items()} if compared else {}
    rows = [Shown("master", prepared.get("triangles"), size, prepared.get("texture_px"), pictures.get("master.webp"))]
    for name in ORDER:
        if name in made:
            one = made[name]
            rows.append(
                Shown(
                    name, one["triangles"], one["bytes"], one["texture_px"],
                    pictures.get(f"{name}.webp"), pictures.get(f"{name}-error.webp"), facts.get(name),
                )
            )  # fmt: skip
    legend = facts.get("legend_m")
    return tuple(rows), (legend[0], legend[1]) if legend else None, _tiles(prepared)


def _tiles(prepared: Mapping[str, Any]) -> Tiles | None:
    if "tiles" not in prepared:
        return None
    names = ("tiles", "tile_bytes", "stand_in_triangles", "stand_in_error_m")
    count, size, triangles, error = (prepared[name] for name in names)
    return Tiles(int(count), int(size), int(triangles), float(error))


def _points(results: Mapping[str, Result], size: int) -> tuple[tuple[Shown, ...], None, None]:
    facts: Mapping[str, Any] = results["points"].facts if "points" in results else {}
    poster = results.get("poster")
    sizes = poster.facts.get("sizes", []) if poster else []
    drawn = poster.files[sizes[0][0]].digest if poster and sizes else None
    rows = [Shown("master", facts.get("count"), size, None, drawn)]
    made = facts.get("qualities", {})
    rows += [Shown(name, made[name]["points"], made[name]["bytes"], None) for name in ORDER if name in made]
    return tuple(rows), None, None
