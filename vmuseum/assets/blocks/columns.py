"""Arrays that live in files, so that the memory a scan takes does not grow with the scan.

A Column is a table of fixed width, appended to and read in runs of rows. Rows in any order are gathered through a
memory map that is closed again at once, so its pages do not pile up in the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

CHUNK = 1 << 18
"""Rows or triangles worked on at a time."""


@dataclass(slots=True)
class Column:
    """`count` rows of `width` values of one type in `path`."""

    path: Path
    dtype: str
    width: int
    count: int = 0

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return np.dtype(self.dtype).itemsize * self.width

    def append(self, rows: NDArray[Any]) -> None:
        """Add rows at the end."""
        with self.path.open("ab") as stream:
            stream.write(np.ascontiguousarray(rows, self.dtype).tobytes())
        self.count += len(rows)

    def reserve(self, count: int) -> None:
        """Make room for `count` rows that `write` fills in any order."""
        with self.path.open("wb") as stream:
            stream.truncate(count * self.row_bytes)
        self.count = count

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return rows `start` to `stop`, fewer at the end."""
        count = max(0, min(stop, self.count) - start)
        found = np.fromfile(self.path, self.dtype, count * self.width, offset=start * self.row_bytes)
        return found.reshape(-1, self.width)

    def write(self, start: int, rows: NDArray[Any]) -> None:
        """Replace rows from `start` on."""
        with self.path.open("r+b") as stream:
            stream.seek(start * self.row_bytes)
            stream.write(np.ascontiguousarray(rows, self.dtype).tobytes())

    def scatter(self, places: NDArray[np.int64], starts: NDArray[np.int64], rows: NDArray[Any]) -> None:
        """Write runs of rows: run n is rows[starts[n]:starts[n + 1]] and goes to row places[n]."""
        data = np.ascontiguousarray(rows, self.dtype)
        with self.path.open("r+b", buffering=0) as stream:
            for place, start, stop in zip(places, starts[:-1], starts[1:], strict=True):
                stream.seek(int(place) * self.row_bytes)
                stream.write(data[start:stop].tobytes())

    def gather(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the rows of these numbers."""
        if not self.count:
            return np.zeros((0, self.width), self.dtype)
        table = np.memmap(self.path, self.dtype, "r", shape=(self.count, self.width))
        return np.asarray(table[numbers])

    def chunks(self, rows: int = CHUNK) -> Iterator[tuple[int, NDArray[Any]]]:
        """Give runs of rows, each with the number of its first."""
        for start in range(0, self.count, rows):
            yield start, self.read(start, start + rows)


@dataclass(slots=True)
class Buckets:
    """Records sorted roughly by a key into files small enough to be worked on one at a time."""

    folder: Path
    count: int
    dtype: np.dtype[Any]
    most_bytes: int = 32_000_000  # kept in memory before they are written
    _waiting: list[list[NDArray[Any]]] = field(default_factory=list)
    _bytes: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self._waiting = [[] for _ in range(self.count)]

    def add(self, keys: NDArray[np.uint64], records: NDArray[Any]) -> None:
        """Put each record where its key belongs; equal keys come into one bucket, in the order added."""
        place = (keys >> np.uint64(40)) % np.uint64(self.count)
        for number in range(self.count) if self.count < 8 else np.unique(place).tolist():
            rows = records[place == number]
            if len(rows):
                self._waiting[number].append(rows)
                self._bytes += rows.nbytes
        if self._bytes > self.most_bytes:
            self._flush()

    def load(self, number: int) -> NDArray[Any]:
        """Return all records of one bucket."""
        self._flush()
        path = self.folder / f"{number}"
        return np.fromfile(path, self.dtype) if path.is_file() else np.zeros(0, self.dtype)

    def _flush(self) -> None:
        for number, rows in enumerate(self._waiting):
            if rows:
                with (self.folder / f"{number}").open("ab") as stream:
                    stream.write(np.concatenate(rows).tobytes())
                rows.clear()
        self._bytes = 0
