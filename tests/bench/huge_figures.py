"""A scan of 2.4, 9.6 and 24 million triangles into tiles: CPU and memory, and what a visitor fetches first.

The scan is venus-outdoor, its triangles split until there are so many (split_scan), as plain GLB. Memory is that of the
process that makes the tiles, from its start to its end.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.rows import ROOT, Row, machine

SOURCE = ROOT.parent / "shared" / "data" / "scans" / "venus-outdoor" / "venus.gltf"
SIZES = (2_390_812, 9_563_248, 24_000_000)
MAKE = """
import json, resource, sys, time
from pathlib import Path
from vmuseum.assets.blocks import run
from vmuseum.plan.recipes import MeshBlocks
began = time.process_time()
out = run({"main": Path(sys.argv[1])}, MeshBlocks(suffix=".glb", height_m=1.7), Path(sys.argv[2]))
cpu_s = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
tileset = len(out.files["tiles/tileset.json"].read_bytes())
print(json.dumps({**out.facts, "cpu_s": cpu_s, "peak_bytes": peak, "tileset_bytes": tileset}))
"""


def figures() -> list[Row]:
    """Measure each size once; the largest takes about four minutes."""
    if not SOURCE.is_file():
        return []
    made = [made_of(triangles) for triangles in SIZES]
    largest, where = made[-1], machine()
    how = f"venus-outdoor split to {largest['triangles']:,} triangles, plain GLB, one run, {where}"
    rows = [
        Row("scans.huge.rss-bytes", float(largest["peak_bytes"]), "B", "≤ 2e9", how),
        Row("scans.huge.cpu-s-per-mtri", per_million(largest), "s", "≤ 12", how),
        Row(
            "scans.huge.first-view-bytes", float(first_view(largest)), "B", "≤ 1e6", "root tile and tileset.json of it"
        ),
        Row(
            "scans.huge.tile-bytes",
            float(largest["tile_bytes"]),
            "B",
            "",
            f"{largest['tiles']} tiles, geometry and pictures",
        ),
        Row(
            "scans.huge.growth.exponent",
            exponent(made),
            "",
            "about 1",
            "CPU over triangles, least squares of logarithms",
        ),
    ]
    for row in made[:-1]:
        size = f"{row['triangles'] / 1e6:.1f}m"
        rows.append(Row(f"scans.huge.{size}.rss-bytes", float(row["peak_bytes"]), "B", "≤ 2e9", f"the same at {size}"))
        rows.append(Row(f"scans.huge.{size}.cpu-s-per-mtri", per_million(row), "s", "≤ 12", f"the same at {size}"))
    return rows


def made_of(triangles: int) -> dict[str, Any]:
    """Make the scan and its tiles, each in a process of its own, and return the facts and what they cost."""
    with tempfile.TemporaryDirectory() as folder:
        scan, scratch = Path(folder) / "scan.glb", Path(folder) / "scratch"
        scratch.mkdir()
        python = [sys.executable, "-m", "tests.bench.split_scan", str(SOURCE), str(scan), str(triangles)]
        subprocess.run(python, check=True, cwd=ROOT)
        done = subprocess.run(
            [sys.executable, "-c", MAKE, str(scan), str(scratch)], check=True, cwd=ROOT, capture_output=True, text=True
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def per_million(made: dict[str, Any]) -> float:
    """Return CPU seconds for a million triangles."""
    return float(made["cpu_s"]) / float(made["triangles"]) * 1e6


def first_view(made: dict[str, Any]) -> int:
    """Return the bytes that a program for 3D Tiles fetches before it shows the whole scan."""
    return int(made["root_bytes"]) + int(made["tileset_bytes"])


def exponent(made: list[dict[str, Any]]) -> float:
    """Return how cost grows with size: 1 is linear."""
    points = [(math.log(row["triangles"]), math.log(row["cpu_s"])) for row in made]
    mean_x, mean_y = (sum(p[axis] for p in points) / len(points) for axis in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
