"""From the name of a master in YAML to a file under the museum, or to the reason why not.

Names are compared as an author sees them: composed and decomposed letters are the same, capitals are not, on every
system alike, so that what works on Windows works on the Linux server too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.schema.suggest import hint
from vmuseum.sources.reader import stays_inside
from vmuseum.text import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.errors import Arg

MASTERS = "masters"
"""First step of a name that lies in the extra folder."""
MAX_SEARCH = 2000
"""Most files looked at for a "did you mean"."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its name relative to the museum as it is on disk, and where it is."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no file."""

    code: str
    args: Mapping[str, Arg]


class Finder:
    """Finds files in the museum's folder ("") and its extra folder ("masters", if there is one)."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = folders
        self._listed: dict[Path, dict[str, str]] = {}

    def find(self, name: str) -> Found | Refused:
        """Return the file of this name."""
        refused = _refused(name)
        if refused is not None:
            return refused
        steps = [step for step in nfc(name).split("/") if step not in ("", ".")]
        extra = steps[:1] == [MASTERS] and MASTERS in self._folders
        root = self._folders[MASTERS if extra else ""]
        if extra and not root.is_dir():
            return Refused("masters-folder-missing", {"folder": root.name})
        inside = steps[1:] if extra else steps
        on_disk = self._on_disk(root, inside)
        if on_disk is None:
            return self._missing(name, root, inside, extra=extra)
        path = root.joinpath(*on_disk)
        if not (stays_inside(root, path) and path.is_file()):
            return Refused("master-is-folder" if path.is_dir() else "master-outside", {"file": name})
        return Found("/".join([MASTERS, *on_disk] if extra else on_disk), path)

    def _missing(self, name: str, root: Path, steps: list[str], *, extra: bool) -> Refused:
        if steps[:1] == [MASTERS] and not extra:
            return Refused("master-no-folder", {"file": name})
        near = [f"{MASTERS}/{path}" if extra else path for path in self._near(root, steps)]
        return Refused("master-missing", {"file": name, **hint(name, near)})

    def _on_disk(self, root: Path, steps: list[str]) -> list[str] | None:
        found: list[str] = []
        for step in steps:
            name = self._names(root.joinpath(*found)).get(step)
            if name is None:
                return None
            found.append(name)
        return found or None

    def _names(self, folder: Path) -> dict[str, str]:
        """Return the names in a folder by their composed form."""
        if folder not in self._listed:
            try:
                self._listed[folder] = {nfc(entry.name): entry.name for entry in folder.iterdir()}
            except OSError:
                self._listed[folder] = {}
        return self._listed[folder]

    def _near(self, root: Path, steps: list[str]) -> list[str]:
        """Return the files beside the missing one, or those of its name anywhere in `root`."""
        beside = self._names(root.joinpath(*steps[:-1]))
        files = ["/".join([*steps[:-1], name]) for name in beside if not name.startswith(".")]
        if files:
            return files
        same: list[str] = []
        for n, path in enumerate(root.rglob("*")):
            if n >= MAX_SEARCH:
                break
            if nfc(path.name).casefold() == steps[-1].casefold():
                same.append(nfc(path.relative_to(root).as_posix()))
        return same


def _refused(name: str) -> Refused | None:
    if _SCHEME.match(name):
        return Refused("master-address", {"file": name[:120]})
    if "\\" in name:
        return Refused("master-backslash", {"file": name[:120], "example": name.replace("\\", "/")[:120]})
    if name.startswith(("/", "~")) or name[1:2] == ":" or ".." in name.split("/") or "\0" in name:
        return Refused("master-outside", {"file": name[:120]})
    return None
