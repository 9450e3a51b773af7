"""Look at the machine: what building needs and whether it is here."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from vmuseum.schema.base import Text

PACKAGES = (
    "numpy",
    "pillow",
    "DracoPy",
    "wasmtime",
    "embreex",
    "xatlas",
    "panda3d",
    "av",
    "opencv-python-headless",
    "aiohttp",
    "websockets",
)
PACKAGE_ROOT = Path(__file__).resolve().parent.parent
DISK_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed`: without it a build fails."""

    what: str
    found: str
    cure: Text
    fine: bool
    needed: bool = True


def examine_machine() -> tuple[Finding, ...]:
    """Return what was found: Python, packages, viewer, graphics, disk, cores."""
    rows = [_python(), *(_package(name) for name in PACKAGES), _viewer(), _graphics(), _disk(), _cores()]
    return tuple(rows)


def _python() -> Finding:
    return Finding(
        "Python",
        platform.python_version(),
        Text(vi="Cần Python 3.11 trở lên.", en="Python 3.11 or newer is needed."),
        fine=sys.version_info >= (3, 11),
    )


def _package(name: str) -> Finding:
    cure = Text(vi=f"Cài lại: pip install {name}", en=f"Install it: pip install {name}")
    try:
        return Finding(name, version(name), cure, fine=True)
    except PackageNotFoundError:
        return Finding(name, "–", cure, fine=False)


def _viewer() -> Finding:
    there = (PACKAGE_ROOT / "publish" / "viewer" / ".vite" / "manifest.json").is_file()
    modules = (PACKAGE_ROOT / "mesh" / "wasm" / "simplifier.wasm").is_file()
    cure = Text(
        vi="Chạy make viewer, hoặc cài bản vmuseum đã đóng gói.", en="Run make viewer, or install a packaged vmuseum."
    )
    return Finding("viewer, WebAssembly", "✓" if there and modules else "–", cure, fine=there and modules)


def _graphics() -> Finding:
    """Try to draw one small picture in a process of its own: a broken driver may crash it."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    cure = Text(
        vi="Không có OpenGL ngoài màn hình; hình dựng sẽ kém đẹp. Trên Debian/Ubuntu: apt-get install libegl1 libgl1-mesa-dri",
        en="No off-screen OpenGL; drawn pictures will be plain. On Debian/Ubuntu: apt-get install libegl1 libgl1-mesa-dri",
    )
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
            name = one.submit(graphics_name).result(timeout=60)
    except (BrokenProcessPool, TimeoutError, OSError, RuntimeError) as error:
        return Finding("OpenGL", type(error).__name__, cure, fine=False, needed=False)
    return Finding("OpenGL", name, cure, fine="software" not in name, needed=False)


def graphics_name() -> str:
    """Return the name of the driver that draws here. Runs in a process of its own."""
    from vmuseum.render.context import driver

    return driver()


def _disk() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    cure = Text(vi="Cần khoảng 2 GB trống.", en="About 2 GB of free space are needed.")
    return Finding("disk", f"{free / 1e9:.0f} GB", cure, fine=free > DISK_BYTES)


def _cores() -> Finding:
    cores = os.cpu_count() or 1
    cure = Text(vi="Một lõi vẫn chạy, chỉ chậm hơn.", en="One core works, only slower.")
    return Finding("cores", str(cores), cure, fine=cores > 1, needed=False)
