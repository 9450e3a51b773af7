"""The door to wasmtime: run one of meshoptimizer's WebAssembly modules on numpy arrays.

The modules are 32-bit, import nothing and take memory like a stack (`sbrk`). A Session that has ended leaves its
instance to the next one, unless it has grown large or has failed: pages that are there already make a tenth of the
speed. They are not wiped: the modules write before they read, and npm's own wrapper uses one instance for everything.
`viewer/scripts/extract-wasm.mjs` takes the files from the npm package `meshoptimizer` (MIT); they ship in the wheel.
"""

from __future__ import annotations

import atexit
import ctypes
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    import wasmtime
    from numpy.typing import NDArray

ModuleName = Literal["simplifier", "encoder", "decoder"]
FOLDER = Path(__file__).parent / "wasm"
_LOCK = Lock()
_KEEP = 128 << 20  # bytes of memory with which an instance waits for its next use
_MOST_IDLE = 4
_IDLE: list[_Instance] = []
_LIMIT = 1 << 32  # bytes a 32-bit module can address


class _Instance:
    """A module with its memory."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module) -> None:
        import wasmtime

        self.module = module
        self.store = wasmtime.Store(engine)
        self.exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        memory = self.exports["memory"]
        assert isinstance(memory, wasmtime.Memory)  # noqa: S101 - the module's own shape, pinned by its npm version
        self.memory = memory
        self.call("__wasm_call_ctors")
        self.start = int(self.call("sbrk", 0))

    def call(self, function: str, *args: float) -> Any:  # noqa: ANN401 - a number of the kind the export gives, or nothing
        """Call an export. Raises wasmtime.Trap."""
        import wasmtime

        found = self.exports[function]
        assert isinstance(found, wasmtime.Func)  # noqa: S101 - as above
        return found(self.store, *args)


class Session:
    """The use of one instance of a module: put arrays in, call, take arrays out, forget it."""

    def __init__(self, name: ModuleName) -> None:
        with _LOCK:  # two threads at once would get two engines, or one instance
            engine, module = _compiled(name)
            idle = [instance for instance in _IDLE if instance.module is module]
            if idle:
                _IDLE.remove(idle[0])
        self._instance: _Instance | None = idle[0] if idle else _Instance(engine, module)
        self._used = 0

    def __enter__(self) -> Self:
        """Return the session."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        """Leave the instance to the next session where all went well."""
        instance, self._instance = self._instance, None
        if kind is not None or instance is None or instance.memory.data_len(instance.store) > _KEEP:
            return
        instance.call("sbrk", instance.start - int(instance.call("sbrk", 0)))
        with _LOCK:
            if len(_IDLE) < _MOST_IDLE:
                _IDLE.append(instance)

    def call(self, function: str, *args: float) -> Any:  # noqa: ANN401 - a number of the kind the export gives, or nothing
        """Call an export. Raises RecipeError `mesh-too-large` when the module runs out of its 4 GiB."""
        import wasmtime

        try:
            return self._running().call(function, *args)
        except wasmtime.Trap as trap:
            self._instance = None
            raise RecipeError("mesh-too-large", step=function) from trap

    def reserve(self, size: int) -> int:
        """Reserve `size` bytes and return their address."""
        self._used += size
        if self._used >= _LIMIT:
            raise RecipeError("mesh-too-large", step="memory")
        return int(self.call("sbrk", size)) & 0xFFFFFFFF

    def put(self, array: NDArray[Any]) -> int:
        """Copy `array` in and return its address."""
        plain = np.ascontiguousarray(array)
        at = self.reserve(plain.nbytes)
        self.write(at, plain)
        return at

    def write(self, at: int, array: NDArray[Any]) -> None:
        """Copy `array` to an address that was reserved."""
        plain = np.ascontiguousarray(array)
        if plain.nbytes:
            self._view(at, plain.nbytes)[:] = plain.reshape(-1).view(np.uint8)

    def take(self, at: int, dtype: str, count: int) -> NDArray[Any]:
        """Copy `count` items of `dtype` out from address `at`."""
        kind = np.dtype(dtype)
        return self._view(at, kind.itemsize * count).copy().view(kind)

    def _running(self) -> _Instance:
        if self._instance is None:
            raise RecipeError("mesh-too-large", step="memory")
        return self._instance

    def _view(self, at: int, size: int) -> NDArray[np.uint8]:
        instance = self._running()
        if at + size > instance.memory.data_len(instance.store):
            raise RecipeError("mesh-too-large", step="memory")
        base = ctypes.addressof(instance.memory.data_ptr(instance.store).contents)
        return np.ctypeslib.as_array((ctypes.c_uint8 * size).from_address(base + at))


@lru_cache(maxsize=1)
def _engine() -> wasmtime.Engine:
    import wasmtime

    config = wasmtime.Config()
    config.parallel_compilation = False  # compiler threads do not survive a fork of the worker process
    return wasmtime.Engine(config)


@lru_cache(maxsize=3)
def _compiled(name: ModuleName) -> tuple[wasmtime.Engine, wasmtime.Module]:
    import wasmtime

    path = FOLDER / f"{name}.wasm"
    if not path.is_file():
        raise RecipeError("mesh-wasm-missing", file=f"vmuseum/mesh/wasm/{name}.wasm")
    return _engine(), wasmtime.Module(_engine(), path.read_bytes())


# wasmtime's own objects complain when the interpreter takes them apart last
atexit.register(_IDLE.clear)
atexit.register(_engine.cache_clear)
atexit.register(_compiled.cache_clear)
