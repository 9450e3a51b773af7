"""Print the development requirements of pyproject.toml, one a line (older pip cannot read dependency groups)."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
sys.stdout.write("\n".join(groups["dev"]) + "\n")
