"""Write the folder of a new museum and the schemas an editor reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from vmuseum.errors import Lang, MuseumError
from vmuseum.samples import PARTS, demo_folder
from vmuseum.schema.export import KINDS, json_schema


class FolderTakenError(MuseumError):
    """The folder holds something already; nothing was written."""


def new_museum(folder: Path, lang: Lang) -> int:
    """Copy the sample museum into `folder` and add schemas. Return the number of files. Raises FolderTakenError."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderTakenError(str(folder))
    source = demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        elif (source / part).is_file():
            shutil.copyfile(source / part, folder / part)
    (folder / ".gitignore").write_text(".vmuseum/\nsite/\n", encoding="utf-8")
    write_schemas(folder / ".vmuseum" / "schema", lang)
    return sum(1 for path in folder.rglob("*") if path.is_file())


def write_schemas(folder: Path, lang: Lang) -> tuple[Path, ...]:
    """Write one JSON Schema for each kind of document. Return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for kind in KINDS:
        path = folder / f"{kind}.json"
        path.write_text(json.dumps(json_schema(kind, lang), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        paths.append(path)
    return tuple(paths)
