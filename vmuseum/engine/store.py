"""The content-addressed store: blobs by sha256, results by task key.

A result names its blobs, and is written after them. Blobs never change. Two kinds: a folder (folder_store), and an
object store that machines share (object_store).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

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


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where a store is, in words that travel to other processes and machines. Secrets never travel: see object_store.

    `address`: a folder, or "s3://bucket/prefix". `endpoint`, `region`: of an object store that is not Amazon's.
    """

    address: str
    endpoint: str = ""
    region: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether it is an object store."""
        return "://" in self.address


class StoreDamagedError(MuseumError):
    """A blob's content is not what its name says, or it is lost. It is removed, so that a new build heals it."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        super().__init__(f"blob {digest} is damaged")

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes."""
        return (StoreDamagedError, (self.digest,))


class Store(Protocol):
    """Many processes, and with an object store many machines, may use one at the same time."""

    @property
    def place(self) -> StorePlace:
        """Return where it is."""
        ...

    def put(self, data: bytes) -> Blob:
        """Keep `data`; does nothing when it is there already."""
        ...

    def put_file(self, path: Path) -> Blob:
        """Move a file of a scratch folder into the store."""
        ...

    def keep_master(self, path: Path, digest: str) -> None:
        """Copy a master into the store. Raises MasterChangedError when it is not what `digest` says."""
        ...

    def get(self, digest: str) -> bytes:
        """Return a blob, its content checked. Raises StoreDamagedError."""
        ...

    def path(self, digest: str) -> Path:
        """Return where a blob lies on this machine; it is brought here where needed."""
        ...

    def verified(self, digest: str) -> Path:
        """Return where a blob lies on this machine, its content checked. Raises StoreDamagedError."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Lend an empty folder; it is gone afterwards."""
        ...

    def result(self, key: str) -> Result | None:
        """Return the result of a task, or None when it must run: never run, or one of its blobs is missing or short."""
        ...

    def put_result(self, key: str, result: Result) -> None:
        """Keep the result of a task. Its blobs must be there."""
        ...

    def forget(self, key: str) -> None:
        """Remove the result of a task."""
        ...

    def drop(self, digest: str) -> None:
        """Remove a blob."""
        ...

    def used(self, keys: Iterable[str]) -> None:
        """Remember that these results are in use today."""
        ...

    def building(self) -> AbstractContextManager[None]:
        """Hold this during a build: nothing is collected meanwhile, and leftovers of killed builds are swept."""
        ...


class StoreUpkeep(Store, Protocol):
    """What looking after a store needs besides."""

    def blobs(self) -> Iterator[Blob]:
        """Return every blob, in order."""
        ...

    def results(self) -> Iterator[tuple[str, float, int]]:
        """Return key, time of last use (seconds since 1970) and size of every result, in order."""
        ...

    def is_sound(self, digest: str) -> bool:
        """Read a blob and say whether its content is what its name says."""
        ...

    def collecting(self) -> AbstractContextManager[None]:
        """Hold this while collecting. Raises StoreBusyError when a build is running."""
        ...


def result_bytes(result: Result) -> bytes:
    """Return a result as it is stored: canonical JSON."""
    row = {
        "files": {name: [b.digest, b.size] for name, b in sorted(result.files.items())},
        "facts": dict(result.facts),
        "warnings": [[w.code, [list(a) for a in w.args]] for w in result.warnings],
    }
    return canonical(row).encode()


def result_of(data: bytes) -> Result | None:
    """Read what `result_bytes` wrote; None when it is torn."""
    try:
        row = json.loads(data)
    except ValueError:
        return None
    files = {name: Blob(digest, size) for name, (digest, size) in row["files"].items()}
    warnings = tuple(Warning_(code, tuple((n, v) for n, v in args)) for code, args in row["warnings"])
    return Result(files, row["facts"], warnings)


def open_store(place: StorePlace) -> StoreUpkeep:
    """Return the store at `place`. Raises StoreUnreachableError, MissingExtraError."""
    if place.is_remote:
        from vmuseum.engine.object_store import ObjectStore

        return ObjectStore(place)
    from vmuseum.engine.folder_store import FolderStore

    return FolderStore(Path(place.address))
