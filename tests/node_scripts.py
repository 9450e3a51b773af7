"""Runs a script of tests/mesh in Node with the viewer's packages: the referees that live in JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "viewer" / "node_modules"


def run_node(script: str, *files: Path) -> list[Any]:
    """Return the JSON rows that a script prints for files; skip the test where Node or its packages are missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    if not (MODULES / "three").is_dir():
        pytest.skip("run npm ci in viewer/ first")
    words = [node, ROOT / "tests" / "mesh" / script, MODULES, *files]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
