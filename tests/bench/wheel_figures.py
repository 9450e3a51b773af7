"""How large the wheel is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.rows import ROOT, Row


def figures() -> list[Row]:
    """Build the wheel as `pip install .` does and weigh it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, str(ROOT)], check=True)
        size = next(Path(folder).glob("vmuseum-*.whl")).stat().st_size
    return [Row("wheel.bytes", size, "B", "≤ 6,000,000", "viewer and demo museum inside")]
