"""sha256 of masters, remembered by size and time of change so that a build with nothing new reads no master."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 20
_FORMAT = 2


class Counter(Protocol):
    """Counts something in a file that is read through anyway."""

    def add(self, chunk: bytes) -> None:
        """Take in the next bytes."""
        ...

    @property
    def triangles(self) -> int:
        """Triangles seen so far."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a file: digest, and the addresses of other files it needs, as written."""

    size: int
    changed_ns: int
    digest: str
    needs: tuple[str, ...] | None = None  # None: not looked for
    triangles: int | None = None  # None: not counted


class Digests:
    """The memory, kept in one small JSON file. A broken or missing file is an empty memory."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._old = _loaded(file) if file is not None else {}
        self._new: dict[str, Seen] = {}

    def get(self, name: str, path: Path) -> Seen | None:
        """Return what is remembered of `path`, if it has not changed since."""
        status = path.stat()
        seen = self._new.get(name) or self._old.get(name)
        if seen is None or (seen.size, seen.changed_ns) != (status.st_size, status.st_mtime_ns):
            return None
        self._new[name] = seen
        return seen

    def read(self, name: str, path: Path, needs: tuple[str, ...] | None, counter: Counter | None = None) -> Seen:
        """Read `path` through and remember it, with what `counter` counts on the way. Raises OSError."""
        status = path.stat()
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                if counter is not None:
                    counter.add(chunk)
        triangles = counter.triangles if counter is not None else None
        seen = Seen(status.st_size, status.st_mtime_ns, digest.hexdigest(), needs, triangles)
        self._new[name] = seen
        return seen

    def save(self) -> None:
        """Write what was seen this time, if it differs; a folder one may not write to only costs time later."""
        if self._file is None or self._new == self._old:
            return
        rows = {k: [s.size, s.changed_ns, s.digest, s.needs, s.triangles] for k, s in sorted(self._new.items())}
        part = self._file.with_suffix(f".{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"format": _FORMAT, "files": rows}, ensure_ascii=False), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            part.unlink(missing_ok=True)


def _loaded(file: Path) -> dict[str, Seen]:
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
        if tree["format"] != _FORMAT:
            return {}
        return {
            name: Seen(
                int(size),
                int(changed),
                str(digest),
                tuple(needs) if needs is not None else None,
                int(triangles) if triangles is not None else None,
            )
            for name, (size, changed, digest, needs, triangles) in tree["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
