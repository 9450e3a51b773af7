"""How long builds take, and whether they always give the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.rows import ROOT, Row, machine
from vmuseum.samples import PARTS


def figures() -> list[Row]:
    """Measure cold build, no-change build and check, then compare the bytes of two builds."""
    with tempfile.TemporaryDirectory() as folder:
        one, two = copy(Path(folder) / "one"), copy(Path(folder) / "a" / "longer" / "way" / "two")
        cold, nochange = [timed("build", str(one), "--jobs", "2") for _ in range(2)]
        check = timed("check", str(one))
        timed("build", str(two), "--jobs", "1")
        same = tree(one / "site") == tree(two / "site")
    where = machine()
    return [
        Row("build.cold-s", cold, "s", "≤ 120", f"root museum, 2 jobs, empty store, {where}"),
        Row("build.nochange-s", nochange, "s", "≤ 2", "the same folder again"),
        Row("check-s", check, "s", "≤ 1", "the same folder"),
        Row("build.same-bytes", float(same), "", "1", "two folders, 2 jobs and 1 job, every file of the site"),
    ]


def copy(folder: Path) -> Path:
    """Copy the root museum into `folder`."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part)
        elif (ROOT / part).is_file():
            shutil.copyfile(ROOT / part, folder / part)
    return folder


def timed(*words: str) -> float:
    """Run a command of vmuseum and return its seconds. Raises CalledProcessError."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "vmuseum", *words],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if not os.environ.get("VERBOSE") else None,
    )
    return time.perf_counter() - began


def tree(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
