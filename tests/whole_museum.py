"""Builds and serves whole museums with the real command, each a process of its own.

Their store lies in build/test-store, which git ignores: a second local run builds in seconds, a fresh checkout in full.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "build" / "test-store"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "server"))),
    "PYTHONUNBUFFERED": "1",
    "VMUSEUM_STORE": str(STORE),
}


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of the program with these arguments, run by this Python."""
    return [sys.executable, "-m", "vmuseum", *map(str, arguments)]


def build(folder: Path, *options: str) -> Path:
    """Build the museum in `folder` as a process of its own, with more `options`, and return its site."""
    done = subprocess.run(
        command("build", folder, "--lang", "en", *options),
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built museum with the real server; give its address without a slash at the end."""
    line = command("serve", folder, "--no-build", "--port", "0", "--lang", "en")
    server = subprocess.Popen(line, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    with server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            assert said.startswith("Open in a browser: "), said
            yield said.removeprefix("Open in a browser: ").strip().rstrip("/")
        finally:
            server.terminate()
