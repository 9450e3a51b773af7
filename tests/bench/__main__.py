"""`python -m tests.bench [GROUP...]`: measure and write the figures."""

from __future__ import annotations

import sys
from importlib import import_module

from tests.bench.rows import keep

GROUPS = ("bake", "build", "dask", "edit", "first", "huge", "inspect", "scans", "wheel")


def main(words: list[str]) -> int:
    """Run the groups named, or all."""
    unknown = [w for w in words if w not in GROUPS]
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; known: {', '.join(GROUPS)}\n")
        return 2
    for group in words or GROUPS:
        rows = import_module(f"tests.bench.{group}_figures").figures()
        keep(rows)
        for row in rows:
            ratio = f"  {row.ratio:.3g} x {row.peer}" if row.ratio else ""
            sys.stdout.write(f"{row.id:28} {row.value:12,.6g} {row.unit:5} aim {row.aim}{ratio}\n")
    return 0


sys.exit(main(sys.argv[1:]))
