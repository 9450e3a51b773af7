"""The content-addressed store: blobs by sha256, results by task key, in a folder.

Layout: `blobs/ab/<sha256>`, `results/<task key>.json`. Everything is written beside and renamed, so a kill at any
moment leaves either the old state or the new one. Blobs never change.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vmuseum.errors import MuseumError
from vmuseum.plan.recipes import Warning_
from vmuseum.plan.task import canonical


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file: sha256 in hex and size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one task gave."""

    files: Mapping[str, Blob]
    facts: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()


class StoreDamagedError(MuseumError):
    """A blob's content is not what its name says."""


class Store:
    """A store in a folder. Many processes may use one at the same time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "blobs").mkdir(parents=True, exist_ok=True)
        (root / "results").mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Return where the blob lies or would lie."""
        return self.root / "blobs" / digest[:2] / digest

    def put(self, data: bytes) -> Blob:
        """Keep `data`; does nothing when it is there already."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        if not path.exists():
            _write(path, data)
        return Blob(digest, len(data))

    def get(self, digest: str) -> bytes:
        """Return a blob, verified.

        Raises StoreDamagedError, and removes the damaged file so that a new build heals it.
        """
        path = self.path(digest)
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            path.unlink(missing_ok=True)
            msg = f"blob {digest} is damaged"
            raise StoreDamagedError(msg)
        return data

    def result(self, key: str) -> Result | None:
        """Return the result of a task, or None when it must run: never run, or one of its blobs is missing or short."""
        try:
            row = json.loads((self.root / "results" / f"{key}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        files = {name: Blob(digest, size) for name, (digest, size) in row["files"].items()}
        for blob in files.values():
            try:
                if self.path(blob.digest).stat().st_size != blob.size:
                    return None
            except FileNotFoundError:
                return None
        warnings = tuple(Warning_(code, tuple((n, v) for n, v in args)) for code, args in row["warnings"])
        return Result(files, row["facts"], warnings)

    def put_result(self, key: str, result: Result) -> None:
        """Keep the result of a task. Its blobs must be there."""
        row = {
            "files": {name: [b.digest, b.size] for name, b in sorted(result.files.items())},
            "facts": dict(result.facts),
            "warnings": [[w.code, [list(a) for a in w.args]] for w in result.warnings],
        }
        _write(self.root / "results" / f"{key}.json", canonical(row).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name[:24]}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
