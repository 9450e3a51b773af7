"""What looking a master over costs: the part every build pays, and the whole of `vmuseum inspect`."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from tests.bench.rows import ROOT, Row, machine

SCAN = ROOT.parent / "shared" / "data" / "scans" / "venus-outdoor-vertexcolor.ply"
_CODE = """
import resource, sys, time
from pathlib import Path
import numpy as np
from vmuseum.assets.inspection.inspect import inspect
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.assets.inspection.size import Reading
from vmuseum.assets.inspection.survey import survey
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.gltf_read import Loaded
part = load_mesh(Path(sys.argv[2]).read_bytes(), ".ply", {}).mesh.parts[0]
positions, faces = part.positions, part.indices
for _ in range(int(sys.argv[1])):
    ends = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1).astype(np.int64)
    keys, place = np.unique(ends[:, 0] << 32 | ends[:, 1], return_inverse=True)
    middle = (positions[keys >> 32] + positions[keys & 0xFFFFFFFF]) / 2
    ab, bc, ca = (place.reshape(-1, 3) + len(positions)).T
    positions = np.concatenate([positions, middle]).astype(np.float32)
    a, b, c = faces.T
    corners = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    faces = np.concatenate([np.column_stack(row) for row in corners]).astype(np.uint32)
mesh = Mesh((Part("", positions, faces),))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
work = {"inspect": lambda: inspect(mesh), "survey": lambda: survey(Loaded(mesh), Reading())}[sys.argv[3]]
began = time.process_time()
work()
print(time.process_time() - began, len(faces), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def figures() -> list[Row]:
    """Measure at 0.57 and 9.1 million triangles, medians of five."""
    where = machine()
    rows = []
    for splits, name in ((0, "0.57"), (2, "9.1")):
        for what, aim in (("inspect", "≤ 0.5"), ("survey", "≤ 3")):
            runs = [_run(splits, what) for _ in range(5)]
            told = f"{name} million triangles of venus-outdoor-vertexcolor, CPU, {where}"
            cpu = median(seconds / count * 1e6 for seconds, count, _ in runs)
            rows.append(Row(f"{what}.{name}m.cpu-s-per-mtri", cpu, "s", aim, told))
            if splits:
                peak = median(peak for *_, peak in runs) / 1e9
                rows.append(Row(f"{what}.{name}m.rss-gb", peak, "GB", "≤ 4", f"whole process, {told}"))
    return rows


def _run(splits: int, what: str) -> tuple[float, int, int]:
    words = [sys.executable, "-c", _CODE, str(splits), str(SCAN), what]
    done = subprocess.run(words, check=True, cwd=ROOT, capture_output=True, text=True)
    seconds, count, peak = done.stdout.split()
    return float(seconds), int(count), int(peak)
