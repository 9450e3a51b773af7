"""Whether qualities keep bounds, area, volume and closedness of their masters."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.bench.scans_job import beside, web
from vmuseum.assets import prepare
from vmuseum.assets.inspection.borders import loops
from vmuseum.assets.qualities import run as qualities
from vmuseum.assets.topology import topology
from vmuseum.mesh.arrays import Mesh, decode
from vmuseum.mesh.glb import read_glb
from vmuseum.plan.recipes import MeshPrepare


def truth(path: Path, names: tuple[str, ...] = ("high", "low")) -> dict[str, tuple[float, int]]:
    """Return for each quality of a scan the largest deviation, percent, and how many holes more it has.

    Deviations are of the box (against its diagonal), the area, and, where the master is closed, the volume.
    """
    master = prepare.run({"main": path.read_bytes(), **beside(path)}, MeshPrepare(suffix=path.suffix))
    wanted = tuple(quality for quality in web().qualities if quality.quality in {"high", "medium", *names})
    params = web().model_copy(update={"qualities": wanted, "bake": "never"})
    made = qualities.run({"mesh.vmesh": master.files["mesh.vmesh"]}, params)
    plain = decode(master.files["mesh.vmesh"])
    closed = bool(master.facts["watertight"])
    return {name: _compared(plain, read_glb(made.files[f"{name}/model.glb"]), closed=closed) for name in names}


def _compared(master: Mesh, found: Mesh, *, closed: bool) -> tuple[float, int]:
    before, after = np.array(master.bounds(), float), np.array(found.bounds(), float)
    box = np.abs(after - before).max() / np.linalg.norm(before[1] - before[0])
    (area, volume), (new_area, new_volume) = _measures(master), _measures(found)
    shares = [box, abs(new_area / area - 1), abs(new_volume / volume - 1) if closed else 0.0]
    holes = len(loops(topology(found))) - len(loops(topology(master)))
    return float(max(shares) * 100), max(0, holes)


def _measures(mesh: Mesh) -> tuple[float, float]:
    """Return area and volume."""
    corners = np.concatenate([part.positions[part.indices] for part in mesh.parts]).astype(float)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(across, axis=1).sum() / 2), float((corners[:, 0] * across).sum() / 6)
