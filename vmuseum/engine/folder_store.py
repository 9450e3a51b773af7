"""A store in a folder. Many processes may use one at the same time.

Layout: `blobs/ab/<sha256>`, `results/<task key>.json`; `tmp/` holds what is being written and scratch folders, and
`builds/` a lock for each running build. Everything is written in `tmp/` and renamed, so a kill at any moment leaves
either the old state or the new one; `building` sweeps what the dead left.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from vmuseum.engine import locks
from vmuseum.engine.failures import MasterChangedError, StoreBusyError
from vmuseum.engine.store import (
    Blob,
    Result,
    StoreDamagedError,
    StorePlace,
    result_bytes,
    result_of,
)

CHUNK = 1 << 20


class FolderStore:
    """Blobs and results as files below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("blobs", "results", "tmp", "builds"):
            (root / name).mkdir(parents=True, exist_ok=True)

    @property
    def place(self) -> StorePlace:
        """Return where it is."""
        return StorePlace(str(self.root.resolve()))

    def path(self, digest: str) -> Path:
        """Return where the blob lies or would lie."""
        return self.root / "blobs" / digest[:2] / digest

    def has(self, digest: str, size: int | None = None) -> bool:
        """Say whether a blob is there, and of this size."""
        try:
            found = self.path(digest).stat().st_size
        except FileNotFoundError:
            return False
        return size is None or found == size

    def put(self, data: bytes) -> Blob:
        """Keep `data`; does nothing when it is there already."""
        blob = Blob(hashlib.sha256(data).hexdigest(), len(data))
        if not self.has(blob.digest, blob.size):
            self._write(self.path(blob.digest), data)
        return blob

    def put_file(self, path: Path) -> Blob:
        """Move a file of a scratch folder into the store."""
        blob = Blob(digest_of(path), path.stat().st_size)
        if not self.has(blob.digest, blob.size):
            target = self.path(blob.digest)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
        return blob

    def put_stream(self, chunks: Iterable[bytes], digest: str) -> bool:
        """Keep what comes in pieces, if it is what `digest` says."""
        seen = hashlib.sha256()

        def fill(file: IO[bytes]) -> bool:
            for chunk in chunks:
                seen.update(chunk)
                file.write(chunk)
            return seen.hexdigest() == digest

        return self._fill(self.path(digest), fill)

    def keep_master(self, path: Path, digest: str) -> None:
        """Copy a master into the store. Raises MasterChangedError when it is not what `digest` says."""
        if self.has(digest, path.stat().st_size):
            return
        with path.open("rb") as file:
            if not self.put_stream(iter(lambda: file.read(CHUNK), b""), digest):
                raise MasterChangedError("master-changed", file=path.name)

    def get(self, digest: str) -> bytes:
        """Return a blob, its content checked. Raises StoreDamagedError, and removes the damaged file."""
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise StoreDamagedError(digest) from error
        if hashlib.sha256(data).hexdigest() != digest:
            self.drop(digest)
            raise StoreDamagedError(digest)
        return data

    def verified(self, digest: str) -> Path:
        """Return where a blob lies, its content checked. Raises as `get`."""
        if not self.is_sound(digest):
            self.drop(digest)
            raise StoreDamagedError(digest)
        return self.path(digest)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend an empty folder on the disk of the store; it is gone afterwards."""
        with locks.lease(self.root / "tmp") as name:
            folder = self.root / "tmp" / name
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def result(self, key: str) -> Result | None:
        """Return the result of a task, or None when it must run: never run, or one of its blobs is missing or short."""
        found = self.read_result(key)
        if found is None or not all(self.has(b.digest, b.size) for b in found.files.values()):
            return None
        return found

    def read_result(self, key: str) -> Result | None:
        """Return the result of a task without a look at its blobs."""
        try:
            return result_of(self._row(key).read_bytes())
        except FileNotFoundError:
            return None

    def put_result(self, key: str, result: Result) -> None:
        """Keep the result of a task. Its blobs must be there."""
        self._write(self._row(key), result_bytes(result))

    def forget(self, key: str) -> None:
        """Remove the result of a task."""
        self._row(key).unlink(missing_ok=True)

    def used(self, keys: Iterable[str]) -> None:
        """Remember that these results are in use today: the time of a result's file is that of its last use."""
        for key in keys:
            with suppress(OSError):
                os.utime(self._row(key))

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold this during a build: nothing is collected meanwhile, and leftovers of killed builds are swept."""
        with locks.lease(self.root / "builds"):
            with locks.locked(self._gate):  # a collection that began before us ends first; a later one sees us
                pass
            self.sweep()
            yield

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Hold this while collecting. Raises StoreBusyError when a build is running."""
        with locks.locked(self._gate):
            if locks.sweep(self.root / "builds"):
                raise StoreBusyError("store-busy")
            self.sweep()
            yield

    def sweep(self) -> None:
        """Remove what killed processes left."""
        locks.sweep(self.root / "tmp")
        locks.sweep(self.root / "builds")

    def blobs(self) -> Iterator[Blob]:
        """Return every blob, in order."""
        for path in sorted((self.root / "blobs").glob("??/*")):
            with suppress(FileNotFoundError):
                yield Blob(path.name, path.stat().st_size)

    def results(self) -> Iterator[tuple[str, float, int]]:
        """Return key, time of last use and size of every result, in order."""
        for path in sorted((self.root / "results").glob("*.json")):
            with suppress(FileNotFoundError):
                stat = path.stat()
                yield path.stem, stat.st_mtime, stat.st_size

    def is_sound(self, digest: str) -> bool:
        """Read a blob and say whether its content is what its name says."""
        try:
            return digest_of(self.path(digest)) == digest
        except FileNotFoundError:
            return False

    def drop(self, digest: str) -> None:
        """Remove a blob."""
        self.path(digest).unlink(missing_ok=True)

    @property
    def _gate(self) -> Path:
        return self.root / "collect.lock"

    def _row(self, key: str) -> Path:
        return self.root / "results" / f"{key}.json"

    def _write(self, path: Path, data: bytes) -> None:
        def fill(file: IO[bytes]) -> bool:
            file.write(data)
            return True

        self._fill(path, fill)

    def _fill(self, path: Path, fill: Callable[[IO[bytes]], bool]) -> bool:
        """Write beside and rename, if `fill` says that all is well. The file is locked while it is written."""
        path.parent.mkdir(exist_ok=True)
        part = self.root / "tmp" / token_hex(8)
        file = locks.take(part, wait=True)
        if file is None:  # never, for we wait
            return False
        with file:
            fine = fill(file)
            file.flush()
            if not fine:
                locks.drop(file, part)
                return False
            if sys.platform != "win32":
                part.replace(path)
        if sys.platform == "win32":  # renames no open file; another may be reading the old one for a moment
            _replace_patiently(part, path)
        return True


def digest_of(path: Path) -> str:
    """Return the sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace_patiently(part: Path, path: Path) -> None:
    for _ in range(100):
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(0.05)
        else:
            return
    part.replace(path)
