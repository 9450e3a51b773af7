"""Read museum.yaml, exhibits/*.yaml and scenes/*.yaml under a folder. Nothing outside it is ever opened.

`deploy.yaml` lies beside them and is no part of the museum: it belongs to the machine that serves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vmuseum.errors import Problem, Span, problem
from vmuseum.schema.document import Document
from vmuseum.schema.suggest import slug
from vmuseum.sources import yaml

FOLDERS = ("exhibits", "scenes")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Sources:
    """What a folder holds: documents in order of path, problems, and the path of every file that should be a document.

    `paths` also names files that could not be read, so that a reference to one of them is not called unknown.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    paths: tuple[str, ...]


def read(folder: Path) -> Sources:
    """Read every document of the museum in `folder`. 30 files take about 30 ms."""
    problems: list[Problem] = []
    files: list[tuple[str, Path]] = []
    museum = folder / "museum.yaml"
    if museum.is_file():
        files.append(("museum.yaml", museum))
    else:
        problems.append(problem("not-a-museum", Span("museum.yaml")))
    for name in FOLDERS:
        found, wrong = _listed(folder, name)
        files += found
        problems += wrong
    documents: list[Document] = []
    for path, file in files:
        document, wrong_ = _document(folder, path, file)
        problems += wrong_
        if document is not None:
            documents.append(document)
    return Sources(tuple(documents), tuple(problems), tuple(path for path, _ in files))


def stays_inside(folder: Path, file: Path) -> bool:
    """Return whether `file` lies in `folder` once every link on the way is followed."""
    return file.resolve().is_relative_to(folder.resolve())


def _listed(folder: Path, name: str) -> tuple[list[tuple[str, Path]], list[Problem]]:
    """Return the documents of one folder by path, and what is wrong with names there."""
    place = folder / name
    if not place.is_dir():
        return [], []
    if not stays_inside(folder, place):
        return [], [problem("link-leaves-museum", Span(name))]
    files: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    for file in sorted(place.iterdir(), key=lambda f: f.name):
        path = f"{name}/{file.name}"
        if file.name.startswith((".", "#", "~")) or file.name.endswith("~"):
            continue  # what editors and systems leave behind
        wrong = _wrong_name(name, path, file)
        if wrong is not None:
            problems.append(wrong)
        elif file.suffix == ".yaml":
            files.append((path, file))
    return files, problems


def _wrong_name(folder: str, path: str, file: Path) -> Problem | None:
    if file.is_dir():
        inside = any(file.glob("*.y*ml"))
        return problem("folder-not-read", Span(path), severity="warning", parent=folder) if inside else None
    if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yaml":
        return problem("yml-suffix", Span(path), example=f"{file.stem}.yaml")
    if file.suffix == ".yaml" and not (_ID.match(file.stem) and len(file.stem) <= _LONGEST_ID):
        return problem("bad-file-name", Span(path), name=file.name, example=f"{slug(file.stem) or 'binh-gom'}.yaml")
    return None


def _document(folder: Path, path: str, file: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    try:
        if not stays_inside(folder, file):
            return None, (problem("link-leaves-museum", Span(path)),)
        size = file.stat().st_size
        if size > yaml.MAX_BYTES:
            limit = yaml.MAX_BYTES // 1024
            return None, (problem("file-too-large", Span(path), size_kb=size // 1024, limit_kb=limit),)
        return yaml.parse(path, file.read_bytes())
    except OSError as error:
        return None, (problem("cannot-read", Span(path), reason=error.strerror or type(error).__name__),)
