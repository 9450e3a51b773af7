"""A store that machines share: an S3-compatible bucket, with a local folder that keeps what was fetched or made.

Layout below the address: as that of a folder store (`blobs/ab/<sha256>`, `results/<task key>.json`); `builds/<name>`
stands for a running build, `collecting` for a running collection. An object is written whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from vmuseum.engine.failures import StoreBusyError
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.remote import Entry, Remote
from vmuseum.engine.store import Blob, Result, StoreDamagedError, StorePlace, result_bytes, result_of

CACHE_VARIABLE = "VMUSEUM_CACHE"
LONGEST_BUILD = timedelta(hours=24)
"""A build that began before this and did not say its end counts as killed."""
LONGEST_COLLECTION = timedelta(hours=1)
FRESH = timedelta(hours=12)
"""A result used again is marked as used when its mark is older than this."""
_GATE = "collecting"
_PAUSE_S = 1.0


def cache_folder(place: StorePlace) -> Path:
    """Return where this machine keeps its copy of a shared store. It may be deleted at any time between builds."""
    root = os.environ.get(CACHE_VARIABLE)
    folder = Path(root) if root else Path.home() / ".cache" / "vmuseum"
    return folder / hashlib.sha256(f"{place.endpoint} {place.address}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the bucket held when it was looked at: sizes of blobs, times of results."""

    blobs: dict[str, int]
    results: dict[str, tuple[datetime, int]]


class ObjectStore:
    """See the module. Reads the listing of the bucket once: make a new one for each build."""

    def __init__(self, place: StorePlace, cache: Path | None = None) -> None:
        self._place = place
        self.remote = Remote(place)
        self.cache = FolderStore(cache or cache_folder(place))
        self._seen: _Listing | None = None

    @property
    def place(self) -> StorePlace:
        """Return where it is."""
        return self._place

    def put(self, data: bytes) -> Blob:
        """Keep `data`; does nothing when it is there already."""
        blob = self.cache.put(data)
        self._send(blob)
        return blob

    def put_file(self, path: Path) -> Blob:
        """Move a file of a scratch folder into the store."""
        blob = self.cache.put_file(path)
        self._send(blob)
        return blob

    def keep_master(self, path: Path, digest: str) -> None:
        """Copy a master into the store. Raises MasterChangedError when it is not what `digest` says."""
        size = path.stat().st_size
        if self._size(digest) != size:
            self.cache.keep_master(path, digest)
            self._send(Blob(digest, size))

    def get(self, digest: str) -> bytes:
        """Return a blob, its content checked. Raises StoreDamagedError."""
        if self.cache.has(digest):
            try:
                return self.cache.get(digest)
            except StoreDamagedError:  # only our copy: fetched again
                pass
        self._fetch(digest)
        return self.cache.get(digest)

    def path(self, digest: str) -> Path:
        """Return where the copy of a blob lies on this machine; it is fetched where needed."""
        if not self.cache.has(digest):
            self._fetch(digest)
        return self.cache.path(digest)

    def verified(self, digest: str) -> Path:
        """Return where the copy of a blob lies on this machine, its content checked. Raises StoreDamagedError."""
        if not self.cache.is_sound(digest):
            self._fetch(digest)  # checked while it comes
        return self.cache.path(digest)

    def scratch(self) -> AbstractContextManager[Path]:
        """Lend an empty folder; it is gone afterwards."""
        return self.cache.scratch()

    def result(self, key: str) -> Result | None:
        """Return the result of a task, or None when it must run: never run, or one of its blobs is missing or short."""
        listing = self._listing()
        if key not in listing.results:
            return None
        found = self.cache.read_result(key)
        if found is None:
            data = self.remote.get(_row(key))
            found = None if data is None else result_of(data)
            if found is None:
                return None
            self.cache.put_result(key, found)
        return found if all(listing.blobs.get(b.digest) == b.size for b in found.files.values()) else None

    def put_result(self, key: str, result: Result) -> None:
        """Keep the result of a task. Its blobs must be there."""
        self.remote.put(_row(key), result_bytes(result))
        self.cache.put_result(key, result)

    def forget(self, key: str) -> None:
        """Remove the result of a task."""
        self.remote.delete([_row(key)])
        self.cache.forget(key)

    def used(self, keys: Iterable[str]) -> None:
        """Remember that these results are in use today: writing one again renews its time."""
        listing = self._listing()
        newest = max((when for when, _ in listing.results.values()), default=None)
        for key in keys:
            found = self.cache.read_result(key)
            if newest is not None and found is not None and newest - listing.results[key][0] > FRESH:
                self.remote.put(_row(key), result_bytes(found))

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold this during a build: nothing is collected meanwhile, and leftovers of killed builds are swept."""
        name = f"builds/{token_hex(8)}"
        self.remote.put(name, b"")
        try:
            while self._is_young(self.remote.entry(_GATE), name, LONGEST_COLLECTION):
                time.sleep(_PAUSE_S)
            with self.cache.building():
                yield
        finally:
            self.remote.delete([name])

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Hold this while collecting. Raises StoreBusyError when a build is running."""
        self.remote.put(_GATE, b"")
        try:
            for lease in self.remote.entries("builds"):
                if self._is_young(lease, _GATE, LONGEST_BUILD):
                    raise StoreBusyError("store-busy")
                self.remote.delete([lease.name])
            with self.cache.collecting():
                yield
        finally:
            self.remote.delete([_GATE])

    def blobs(self) -> Iterator[Blob]:
        """Return every blob, in order."""
        self._seen = None
        for digest, size in sorted(self._listing().blobs.items()):
            yield Blob(digest, size)

    def results(self) -> Iterator[tuple[str, float, int]]:
        """Return key, time of last use and size of every result, in order."""
        self._seen = None
        for key, (when, size) in sorted(self._listing().results.items()):
            yield key, when.timestamp(), size

    def is_sound(self, digest: str) -> bool:
        """Read a blob from the bucket and say whether its content is what its name says."""
        seen = hashlib.sha256()
        try:
            for chunk in self.remote.chunks(_blob(digest)):
                seen.update(chunk)
        except FileNotFoundError:
            return False
        return seen.hexdigest() == digest

    def drop(self, digest: str) -> None:
        """Remove a blob, here and in the bucket."""
        self.remote.delete([_blob(digest)])
        self.cache.drop(digest)

    def _is_young(self, found: Entry | None, now: str, most: timedelta) -> bool:
        """Say whether an object was written less than `most` before the object `now`, by the clock of the store."""
        here = self.remote.entry(now)
        return found is not None and here is not None and here.written - found.written < most

    def _listing(self) -> _Listing:
        if self._seen is None:
            blobs = {e.name.rpartition("/")[2]: e.size for e in self.remote.entries("blobs")}
            rows = {Path(e.name).stem: (e.written, e.size) for e in self.remote.entries("results")}
            self._seen = _Listing(blobs, rows)
        return self._seen

    def _size(self, digest: str) -> int | None:
        entry = self.remote.entry(_blob(digest))
        return None if entry is None else entry.size

    def _send(self, blob: Blob) -> None:
        if self._size(blob.digest) != blob.size:
            self.remote.put(_blob(blob.digest), self.cache.path(blob.digest))

    def _fetch(self, digest: str) -> None:
        """Bring a blob here, checked while it comes. Raises StoreDamagedError; what is damaged is removed."""
        try:
            if self.cache.put_stream(self.remote.chunks(_blob(digest)), digest):
                return
        except FileNotFoundError as error:
            raise StoreDamagedError(digest) from error
        self.drop(digest)
        raise StoreDamagedError(digest)


def _blob(digest: str) -> str:
    return f"blobs/{digest[:2]}/{digest}"


def _row(key: str) -> str:
    return f"results/{key}.json"
