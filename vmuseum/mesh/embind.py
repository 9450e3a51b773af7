"""Run a WebAssembly module that was built with Emscripten's embind, under wasmtime instead of a browser.

Such a module tells its host at start which C++ functions and classes it offers (`_embind_register_*`) and asks it to
look after foreign values by number (`_emval_*`). This is the part of that contract (Emscripten 4.0) which the Basis
Universal encoder uses: numbers, booleans, enums, and byte arrays that the module reads or fills. Everything else it
could ask for (files, clocks, signals) is refused, so a result depends on nothing but what was handed in.
"""

from __future__ import annotations

import atexit
import ctypes
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    import wasmtime
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "wasm"
_CELL = 8  # bytes of one argument in the list that embind hands over
_FIRST_HANDLE = 10  # the smaller ones mean undefined, null, true and false
_CAST = 3  # kind of a caller that only changes the type of a value
_FIXED = {0: None, 2: None, 4: None, 6: True, 8: False}


@dataclass(slots=True)
class _Class:
    """What the module registered of one C++ class."""

    constructors: dict[int, tuple[int, int]] = field(default_factory=dict)  # arguments -> (invoker, function)
    methods: dict[str, tuple[int, int, tuple[int, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that lives inside the module."""

    kind: str
    address: int


class Instance:
    """One running module, used as a context: on leaving it, its memory goes back to the system."""

    def __init__(self, name: str) -> None:
        import wasmtime

        engine, module, names = _compiled(name)
        self._store = wasmtime.Store(engine)
        self._types: dict[int, str] = {}
        self._classes: dict[int, tuple[str, _Class]] = {}
        self._functions: dict[str, tuple[int, int, tuple[int, ...]]] = {}
        self._values: dict[int, Any] = {}
        self._callers: list[tuple[tuple[int, ...], int]] = []
        known = self._host()
        functions = [_function(self._store, row, known.get(names["imports"][row.name])) for row in module.imports]
        exports = wasmtime.Instance(self._store, module, functions).exports(self._store)
        self._memory: Any = next(exports[e.name] for e in module.exports if isinstance(e.type, wasmtime.MemoryType))
        self._table: Any = next(exports[e.name] for e in module.exports if isinstance(e.type, wasmtime.TableType))
        self._malloc: Any = exports[names["exports"]["_malloc"]]
        start: Any = exports[names["start"]]
        start(self._store)

    def __enter__(self) -> Instance:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give everything back. wasmtime holds on to what it may call, which is this object: it must be told."""
        self._store.close()

    def function(self, name: str, *args: object) -> Any:  # noqa: ANN401 - a number of the kind the function gives
        """Call a free function."""
        invoker, target, types = self._functions[name]
        return self._called(invoker, (target,), types, args)

    def make(self, kind: str, *args: object) -> Handle:
        """Construct an object of class `kind`."""
        _, found = next(row for row in self._classes.values() if row[0] == kind)
        invoker, target = found.constructors[len(args)]
        wired = [self._wired(value) for value in args]
        return Handle(kind, int(self._run(invoker, target, *wired)))

    def call(self, owner: Handle, method: str, *args: object) -> Any:  # noqa: ANN401 - as above
        """Call a method of an object. A uint8 array as argument is read or filled in place."""
        _, found = next(row for row in self._classes.values() if row[0] == owner.kind)
        invoker, context, types = found.methods[method]
        return self._called(invoker, (context, owner.address), types, args)

    def _called(self, invoker: int, head: tuple[int, ...], types: tuple[int, ...], args: tuple[object, ...]) -> Any:  # noqa: ANN401 - as above
        given = self._run(invoker, *head, *(self._wired(value) for value in args))
        return bool(given) if self._types.get(types[0]) == "bool" else given

    def _run(self, place: int, *args: float) -> Any:  # noqa: ANN401 - as above
        """Call what stands at `place` of the module's table. Raises RecipeError `texture-encoder-failed`."""
        import wasmtime

        try:
            return self._table.get(self._store, place)(self._store, *args)
        except wasmtime.Trap as trap:
            raise RecipeError("texture-encoder-failed", reason="trap") from trap

    def _wired(self, value: object) -> int | float:
        if isinstance(value, np.ndarray):
            return self._handle(value)
        if isinstance(value, bool | int | np.integer):
            return int(value)
        assert isinstance(value, float)  # noqa: S101 - the callers in this package hand over nothing else
        return value

    def _handle(self, value: object) -> int:
        number = max(self._values, default=_FIRST_HANDLE) + 2
        self._values[number] = value
        return number

    def _value(self, handle: int) -> Any:  # noqa: ANN401 - whatever was put there
        return _FIXED[handle] if handle < _FIRST_HANDLE else self._values[handle]

    def _view(self, at: int, size: int) -> NDArray[np.uint8]:
        if at + size > self._memory.data_len(self._store):
            raise RecipeError("texture-encoder-failed", reason="memory")
        base = ctypes.addressof(self._memory.data_ptr(self._store).contents)
        return np.ctypeslib.as_array((ctypes.c_uint8 * size).from_address(base + at))

    def _words(self, at: int, count: int) -> tuple[int, ...]:
        return tuple(self._view(at, 4 * count).view("<u4").tolist())

    def _text(self, at: int) -> str:
        found = bytearray()
        while byte := int(self._view(at + len(found), 1)[0]):
            found.append(byte)
        return found.decode()

    def _host(self) -> dict[str, Callable[..., object]]:
        """Return what the module may ask for, by Emscripten's names."""
        ignored = (
            *("enum_value", "constant", "value_object", "value_object_field", "std_wstring", "void", "enum"),
            *("bigint", "integer", "float", "std_string"),
        )
        rows: dict[str, Callable[..., object]] = {f"__embind_register_{name}": _nothing for name in ignored}
        return rows | {
            "__embind_finalize_value_object": _nothing,
            "__embind_register_bool": lambda kind, *_: self._types.__setitem__(kind, "bool"),
            "__embind_register_emval": lambda kind: self._types.__setitem__(kind, "value"),
            "__embind_register_memory_view": lambda kind, *_: self._types.__setitem__(kind, "view"),
            "__embind_register_class": self._register_class,
            "__embind_register_class_constructor": self._register_constructor,
            "__embind_register_class_function": self._register_method,
            "__embind_register_function": self._register_function,
            "__emval_create_invoker": self._create_invoker,
            "__emval_invoke": self._invoke,
            "__emval_get_property": self._property,
            "__emval_new_cstring": lambda at: self._handle(self._text(at)),
            "__emval_incref": _nothing,
            "__emval_decref": _nothing,
            "__emval_run_destructors": _nothing,
            "_emscripten_resize_heap": self._grown,
            "_emscripten_get_heap_max": lambda: 1 << 31,
            "_emscripten_get_now": lambda: 0.0,
            "_emscripten_date_now": lambda: 0.0,
            "_clock_time_get": lambda *_: 0,
            "_environ_sizes_get": self._no_environment,
            "_environ_get": lambda *_: 0,
            "_fd_write": self._swallowed,
        }

    def _register_class(self, kind: int, *rest: int) -> None:
        self._classes[kind] = (self._text(rest[9]), _Class())

    def _register_constructor(self, kind: int, count: int, *rest: int) -> None:
        self._classes[kind][1].constructors[count - 1] = (rest[2], rest[3])

    def _register_method(self, kind: int, name: int, count: int, types: int, _: int, *rest: int) -> None:
        self._classes[kind][1].methods[self._text(name)] = (rest[0], rest[1], self._words(types, count))

    def _register_function(
        self, name: int, count: int, types: int, _: int, invoker: int, target: int, *__: int
    ) -> None:
        self._functions[self._text(name)] = (invoker, target, self._words(types, count))

    def _create_invoker(self, count: int, types: int, kind: int) -> int:
        self._callers.append((self._words(types, count), kind))
        return len(self._callers) - 1

    def _invoke(self, caller: int, handle: int, name: int, _: int, args: int) -> float:
        """Do what C++ asks of a foreign value: give it as a number or a handle, or copy bytes into it."""
        types, kind = self._callers[caller]
        value = self._argument(types[1], args)
        if kind == _CAST:
            return float(self._handle(value) if self._types.get(types[0]) == "value" else value)
        if self._text(name) != "set":
            raise RecipeError("texture-encoder-failed", reason=self._text(name))
        self._value(handle)[: len(value)] = value
        return 0.0

    def _argument(self, kind: int, at: int) -> Any:  # noqa: ANN401 - whatever stands there
        """Return the first argument of a list: bytes of the module's memory, or a value of ours."""
        if self._types.get(kind) == "view":
            size, address = self._words(at, 2)
            return self._view(address, size)
        return self._value(self._words(at, 1)[0])

    def _property(self, handle: int, key: int) -> int:
        if self._value(key) not in {"length", "byteLength"}:
            raise RecipeError("texture-encoder-failed", reason=str(self._value(key)))
        return self._handle(len(self._value(handle)))

    def _grown(self, size: int) -> int:
        have = self._memory.data_len(self._store)
        pages = -(-((size & 0xFFFFFFFF) - have) // 65536)
        try:
            self._memory.grow(self._store, pages)
        except Exception:  # noqa: BLE001 - wasmtime raises a plain error where the module may have no more
            return 0
        return 1

    def _no_environment(self, count: int, size: int) -> int:
        self._view(count, 4)[:] = 0
        self._view(size, 4)[:] = 0
        return 0

    def _swallowed(self, _: int, rows: int, count: int, written: int) -> int:
        """Take what the module prints and forget it."""
        total = sum(self._words(rows + _CELL * n, 2)[1] for n in range(count))
        self._view(written, 4).view("<u4")[:] = total
        return 0


def _nothing(*_: object) -> None:
    """Take note of nothing."""


def _function(store: wasmtime.Store, row: Any, known: Callable[..., object] | None) -> wasmtime.Func:  # noqa: ANN401 - wasmtime's import
    import wasmtime

    def refused(*_: object) -> object:
        raise RecipeError("texture-encoder-failed", reason=row.name)

    return wasmtime.Func(store, row.type, known or refused)


@lru_cache(maxsize=1)
def _compiled(name: str) -> tuple[wasmtime.Engine, wasmtime.Module, dict[str, Any]]:
    import wasmtime

    binary, names = FOLDER / f"{name}.wasm", FOLDER / f"{name}.json"
    if not binary.is_file() or not names.is_file():
        raise RecipeError("mesh-wasm-missing", file=f"vmuseum/mesh/wasm/{name}.wasm")
    config = wasmtime.Config()
    config.parallel_compilation = False  # compiler threads do not survive a fork of the worker process
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, binary.read_bytes()), json.loads(names.read_text(encoding="utf-8"))


# wasmtime's own objects complain when the interpreter takes them apart last
atexit.register(_compiled.cache_clear)
