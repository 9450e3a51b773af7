"""One task in one process: inputs from the store, the recipe, outputs into the store. Runs in workers."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.failures import MasterChangedError
from vmuseum.engine.folder_store import digest_of
from vmuseum.engine.meter import Measured, Meter
from vmuseum.engine.registry import is_on_files, work, work_on_files
from vmuseum.engine.store import Result, StorePlace, open_store

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.plan.task import Task


@dataclass(frozen=True, slots=True)
class Given:
    """One input: the name the recipe knows, its sha256, and the path of a master; "" is a blob of the store."""

    name: str
    digest: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a task gave and what it cost."""

    result: Result
    measured: Measured


def perform(place: StorePlace, task: Task, inputs: tuple[Given, ...]) -> Ran:
    """Run one task in this process and keep its result.

    Raises RecipeError, StoreDamagedError, MasterChangedError, StoreUnreachableError.
    """
    store = open_store(place)
    meter = Meter()
    result, bytes_in = (_on_files if is_on_files(task.recipe) else _on_bytes)(store, task, inputs)
    store.put_result(task.key, result)
    return Ran(result, meter.read(bytes_in=bytes_in, bytes_out=sum(b.size for b in result.files.values())))


def _on_bytes(store: Store, task: Task, inputs: tuple[Given, ...]) -> tuple[Result, int]:
    data = {given.name: _bytes(store, given) for given in inputs}
    bytes_in = sum(map(len, data.values()))
    output = work(task.recipe, data, task.params)
    del data  # outputs are written without the inputs beside them
    blobs = {name: store.put(_in_memory(made)) for name, made in sorted(output.files.items())}
    return Result(blobs, output.facts, output.warnings), bytes_in


def _on_files(store: Store, task: Task, inputs: tuple[Given, ...]) -> tuple[Result, int]:
    """Run a recipe that works on files: masters where they lie, blobs where the store has them."""
    files = {given.name: _file(store, given) for given in inputs}
    before = {name: _stamp(path) for name, path in files.items()}
    with store.scratch() as scratch:
        output = work_on_files(task.recipe, files, task.params, scratch)
        for given in inputs:
            if _stamp(files[given.name]) != before[given.name]:
                raise MasterChangedError("master-changed", file=given.name)
        blobs = {
            name: store.put(made) if isinstance(made, bytes) else store.put_file(_inside(scratch, made))
            for name, made in sorted(output.files.items())
        }
    return Result(blobs, output.facts, output.warnings), sum(size for size, _ in before.values())


def _bytes(store: Store, given: Given) -> bytes:
    if not given.path:
        return store.get(given.digest)
    with suppress(FileNotFoundError):
        data = Path(given.path).read_bytes()
        if hashlib.sha256(data).hexdigest() == given.digest:
            return data
    raise MasterChangedError("master-changed", file=Path(given.path).name)


def _file(store: Store, given: Given) -> Path:
    if not given.path:
        return store.verified(given.digest)
    path = Path(given.path)
    with suppress(FileNotFoundError):
        if digest_of(path) == given.digest:
            return path
    raise MasterChangedError("master-changed", file=path.name)


def _stamp(path: Path) -> tuple[int, int]:
    """Return size and time of change: a file that is written to while a recipe reads it must not fill the store."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _in_memory(made: bytes | Path) -> bytes:
    if isinstance(made, Path):
        msg = "only a recipe on files may give paths"
        raise TypeError(msg)
    return made


def _inside(scratch: Path, path: Path) -> Path:
    """Return `path` if it lies in the scratch folder: anything else would be moved away from its owner."""
    if not path.resolve().is_relative_to(scratch.resolve()):
        msg = f"an output lies outside the scratch folder: {path}"
        raise ValueError(msg)
    return path
