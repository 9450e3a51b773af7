"""A part of a file that answers like bytes, but reads only what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileBytes:
    """`size` bytes of `path` from `start` on."""

    path: Path
    start: int
    size: int

    @classmethod
    def whole(cls, path: Path) -> FileBytes:
        """Return all of a file."""
        return cls(path, 0, path.stat().st_size)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, run: slice) -> bytes:
        start, stop, _ = run.indices(self.size)
        with self.path.open("rb") as stream:
            stream.seek(self.start + start)
            return stream.read(max(0, stop - start))


class LazyFiles(Mapping[str, "FileBytes | bytes"]):
    """Companions of a file by name: those in `large` are read piece by piece, the others when asked for."""

    def __init__(self, files: Mapping[str, Path], large: Set[str]) -> None:
        self._files = files
        self._large = large

    def __getitem__(self, name: str) -> FileBytes | bytes:
        path = self._files[name]
        return FileBytes.whole(path) if name in self._large else path.read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
