"""Locks between processes: a file that is locked as long as its process lives.

The system lets go of a lock when a process ends, however it ends. So a locked file says "its owner lives" without any
clock or process number, and what lies beside an unlocked one is a leftover.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

LOCK = ".lock"
_PAUSE_S = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(
                0x7FFF0000
            )  # a byte far behind any content: Windows locks ranges, and locked bytes are unreadable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0, os.SEEK_END)
        return True
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def take(path: Path, *, wait: bool) -> IO[bytes] | None:
    """Return the locked file at `path`, made when missing; None when another holds it and `wait` is False.

    Closing it lets go.
    """
    while True:
        file = path.open("ab")
        if _try_lock(file):
            if _is_at(file, path):
                return file
        elif not wait:
            file.close()
            return None
        else:
            time.sleep(_PAUSE_S)
        file.close()


def drop(file: IO[bytes], path: Path) -> None:
    """Remove a locked file and let go of it."""
    with suppress(OSError):  # Windows removes no open file
        path.unlink()
    file.close()
    if sys.platform == "win32":
        with suppress(OSError):
            path.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at `path`; waits for others. The file stays: removing it would let two hold it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = take(path, wait=True)
    try:
        yield
    finally:
        if file is not None:
            file.close()


@contextmanager
def lease(folder: Path) -> Iterator[str]:
    """Keep a lock of one's own in `folder` and yield its name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(8)
    path = folder / f"{name}{LOCK}"
    file = take(path, wait=True)
    try:
        yield name
    finally:
        if file is not None:
            drop(file, path)


def sweep(folder: Path) -> bool:
    """Remove what dead processes left in `folder`; return whether a living one has something there."""
    living = False
    for path in sorted(folder.glob("*")):
        if path.is_dir():
            if not path.with_name(path.name + LOCK).exists():  # its lock is made before it and removed after it
                shutil.rmtree(path, ignore_errors=True)
            continue
        if not path.exists():
            continue
        file = take(path, wait=False)
        if file is None:
            living = True
            continue
        if path.suffix == LOCK:
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
        drop(file, path)
    return living


def _is_at(file: IO[bytes], path: Path) -> bool:
    """Say whether the open file is still the one at `path`: another may have swept it meanwhile."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
