"""What a task costs: seconds, CPU seconds, peak memory. Read in the worker itself."""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_CLEAR = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Measured:
    """Cost of one run. `where`: machine and process."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    bytes_in: int
    bytes_out: int
    where: str


class Meter:
    """Counts from its making.

    CPU seconds are those of the whole process: with several tasks in threads of one process they are shared. Peak
    memory is resident memory; on Linux of this run alone, elsewhere the highest since the process began.
    """

    def __init__(self) -> None:
        with suppress(OSError):
            _CLEAR.write_text("5")  # proc(5): 5 resets the peak to what is resident now
        self.began = time.perf_counter()
        self.cpu = time.process_time()

    def read(self, *, bytes_in: int, bytes_out: int) -> Measured:
        """Return what was used so far."""
        return Measured(
            wall_s=time.perf_counter() - self.began,
            cpu_s=time.process_time() - self.cpu,
            peak_bytes=peak_bytes(),
            bytes_in=bytes_in,
            bytes_out=bytes_out,
            where=f"{platform.node()}:{os.getpid()}",
        )


def peak_bytes() -> int:
    """Return the highest resident memory of this process."""
    with suppress(OSError, ValueError, StopIteration):
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(row for row in lines if row.startswith("VmHWM")).split()[1]) * 1024
    try:
        import resource
    except ImportError:  # Windows
        return int(getattr(psutil.Process().memory_info(), "peak_wset", 0))
    high = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return high if platform.system() == "Darwin" else high * 1024
