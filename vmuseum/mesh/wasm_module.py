"""The door to wasmtime: run one of meshoptimizer's WebAssembly modules on numpy arrays.

The modules are 32-bit, import nothing and take memory like a stack (`sbrk`). Every Session is a fresh instance,
so a result never depends on what ran before, and closing it gives all memory back.
`viewer/scripts/extract-wasm.mjs` takes the files from the npm package `meshoptimizer` (MIT); they ship in the wheel.
"""

from __future__ import annotations

import atexit
import ctypes
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    import wasmtime
    from numpy.typing import NDArray

ModuleName = Literal["simplifier", "encoder", "decoder"]
FOLDER = Path(__file__).parent / "wasm"
_COMPILING = Lock()
_LIMIT = 1 << 32  # bytes a 32-bit module can address


class Session:
    """One instance of a module: put arrays in, call, take arrays out, forget it."""

    def __init__(self, name: ModuleName) -> None:
        import wasmtime

        with _COMPILING:  # two threads at once would get two engines
            engine, module = _compiled(name)
        self._store = wasmtime.Store(engine)
        self._exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        memory = self._exports["memory"]
        assert isinstance(memory, wasmtime.Memory)  # noqa: S101 - the module's own shape, pinned by its npm version
        self._memory = memory
        self._used = 0
        self.call("__wasm_call_ctors")

    def call(self, function: str, *args: float) -> Any:  # noqa: ANN401 - a number of the kind the export gives, or nothing
        """Call an export. Raises RecipeError `mesh-too-large` when the module runs out of its 4 GiB."""
        import wasmtime

        found = self._exports[function]
        assert isinstance(found, wasmtime.Func)  # noqa: S101 - as above
        try:
            return found(self._store, *args)
        except wasmtime.Trap as trap:
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

    def _view(self, at: int, size: int) -> NDArray[np.uint8]:
        if at + size > self._memory.data_len(self._store):
            raise RecipeError("mesh-too-large", step="memory")
        base = ctypes.addressof(self._memory.data_ptr(self._store).contents)
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
atexit.register(_engine.cache_clear)
atexit.register(_compiled.cache_clear)
