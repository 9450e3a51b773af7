"""Checked documents to one museum, or to everything that is wrong between them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from vmuseum.errors import Problem
from vmuseum.museum.lint import lint
from vmuseum.museum.model import Museum
from vmuseum.museum.references import Drafts, document_faults, repeated_codes
from vmuseum.museum.schedules import schedule_faults
from vmuseum.museum.ways import way_faults
from vmuseum.schema.base import Model
from vmuseum.schema.check import fault_problem
from vmuseum.schema.document import Document
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.faults import Fault
from vmuseum.schema.gallery import Gallery
from vmuseum.schema.museum import MuseumFile
from vmuseum.schema.panorama import PanoramaSet
from vmuseum.schema.playlist import PlaylistSet
from vmuseum.schema.tour import Tour

Scene = TypeVar("Scene", Gallery, PanoramaSet, Tour, PlaylistSet)


def link(
    checked: Iterable[tuple[Document, Model]], paths: Collection[str] = ()
) -> tuple[Museum | None, tuple[Problem, ...]]:
    """Return the museum made of `checked` documents, or None, and every problem between them with the warnings.

    `paths` names further files that are there but broken; what refers to them is not called unknown, and the result is
    None.
    """
    rows = sorted(checked, key=lambda row: row[0].path)
    drafts = _drafts(rows, paths)
    problems = [p for document, model in rows for p in _problems(drafts, document, model)]
    by_path = {document.path: document for document, _ in rows}
    for name, fault in repeated_codes(drafts):
        problems.append(fault_problem(by_path[f"exhibits/{name}.yaml"], fault))
    problems.sort(key=Problem.sort_key)
    broken = any(p.severity == "error" for p in problems) or not set(paths) <= by_path.keys()
    if broken or drafts.file is None:
        return None, tuple(problems)
    return _museum(drafts, drafts.file, by_path), tuple(problems)


def _drafts(rows: list[tuple[Document, Model]], paths: Collection[str]) -> Drafts:
    everything = {document.path for document, _ in rows} | set(paths)
    drafts = Drafts(exhibit_ids=_ids(everything, "exhibits"), scene_ids=_ids(everything, "scenes"))
    for document, model in rows:
        name = PurePosixPath(document.path).stem
        if isinstance(model, MuseumFile):
            drafts.file = model
        elif isinstance(model, Exhibit):
            drafts.exhibits[name] = model
        elif isinstance(model, Gallery | PanoramaSet | Tour | PlaylistSet):
            drafts.scenes[name] = model
    return drafts


def _ids(paths: Iterable[str], folder: str) -> frozenset[str]:
    return frozenset(PurePosixPath(path).stem for path in paths if path.startswith(f"{folder}/"))


def _problems(drafts: Drafts, document: Document, model: Model) -> Iterator[Problem]:
    languages = drafts.file.languages if drafts.file is not None else ()
    for fault in (*document_faults(drafts, model), *_of_scene(model), *lint(model, languages)):
        yield fault_problem(document, fault)


def _of_scene(model: Model) -> Iterator[Fault]:
    if isinstance(model, PanoramaSet):
        yield from way_faults(model)
    if isinstance(model, PlaylistSet):
        yield from schedule_faults(model)


def _museum(drafts: Drafts, file: MuseumFile, documents: dict[str, Document]) -> Museum:
    return Museum(
        file=file,
        exhibits=MappingProxyType(dict(sorted(drafts.exhibits.items()))),
        galleries=_scenes(drafts, Gallery),
        panoramas=_scenes(drafts, PanoramaSet),
        tours=_scenes(drafts, Tour),
        playlists=_scenes(drafts, PlaylistSet),
        documents=MappingProxyType(documents),
    )


def _scenes(drafts: Drafts, kind: type[Scene]) -> Mapping[str, Scene]:
    return MappingProxyType({k: v for k, v in sorted(drafts.scenes.items()) if isinstance(v, kind)})
