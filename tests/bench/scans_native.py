"""Speed of simplification by distance alone: ours in WebAssembly, and the native library of PyPI `meshoptimizer`."""

from __future__ import annotations

import ctypes
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.bench.scans_job import read
from tests.bench.scans_peers import NATIVE
from vmuseum.mesh import meshopt

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_REPEATS = 5


def speeds(path: Path) -> tuple[float, float]:
    """Return millions of triangles a CPU second, ours and native, of the largest part of a file, to a tenth."""
    part = max(read(path).parts, key=lambda p: len(p.indices))
    indices, positions = np.ascontiguousarray(part.indices), np.ascontiguousarray(part.positions)
    wanted = len(indices) // 10
    library = _library()
    runs: list[Callable[[], object]] = [
        lambda: meshopt.simplify(indices, positions, triangles=wanted),
        lambda: _native(library, indices, positions, wanted),
    ]
    best = [float("inf")] * len(runs)
    for _ in range(_REPEATS):  # in turns, so that both see the same machine
        for number, run in enumerate(runs):
            began = time.process_time()
            run()
            best[number] = min(best[number], time.process_time() - began)
    return len(indices) / best[0] / 1e6, len(indices) / best[1] / 1e6


def _library() -> Any:
    sys.path.insert(0, str(NATIVE))
    from meshoptimizer._loader import lib

    lib.meshopt_simplify.argtypes = None
    lib.meshopt_simplify.restype = ctypes.c_size_t
    return lib


def _native(library: Any, indices: NDArray[np.uint32], positions: NDArray[np.float32], wanted: int) -> int:
    out = np.empty(indices.size, np.uint32)
    size, pointer, error = ctypes.c_size_t, ctypes.c_void_p, ctypes.c_float()
    at = [pointer(array.ctypes.data) for array in (out, indices, positions)]
    head = (at[0], at[1], size(indices.size), at[2], size(len(positions)), size(12))
    tail = (size(wanted * 3), ctypes.c_float(1.0), ctypes.c_uint(0), ctypes.byref(error))
    return int(library.meshopt_simplify(*head, *tail))
