"""What baking costs, and how much nearer to the master a light quality looks with it than without."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from tests.bench.rows import ROOT, Row, machine
from vmuseum.assets import prepare
from vmuseum.assets.baking.bake import baked, source_of
from vmuseum.assets.baking.relief import frames, normals_of, to_object, unit
from vmuseum.assets.comparing.distance import Target
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Mesh, Part, decode
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.plan.recipes import MeshPrepare

SCANS = ROOT.parent / "shared" / "data" / "scans"
NAMES = ("venus-outdoor-vertexcolor.ply", "stanford-armadillo.stl", "lion-statue.obj")
QUALITIES = (("medium", 50_000, 2048), ("low", 15_000, 1024))
REPEATS = 3
SAMPLES = 100_000


@dataclass(frozen=True)
class Run:
    """CPU seconds of each run, the master, low without and with baking."""

    seconds: list[float]
    master: Mesh
    plain: Mesh
    painted: Mesh


def figures() -> list[Row]:
    """Measure every scan that is here."""
    return [row for name in NAMES if (SCANS / name).is_file() for row in _rows(SCANS / name)]


def _rows(path: Path) -> list[Row]:
    run = _run(path)
    where = f"{run.master.triangles} triangles to 50 000 and 15 000, median of {REPEATS}, {machine()}"
    low = f"{SAMPLES} places of low, 15 000 triangles, against the nearest of the master"
    rows = [Row(f"bake.{path.stem}.cpu-s", median(run.seconds), "s", "≤ 12 at 571 k", where)]
    plain, painted = _compared(run.plain, run.master), _compared(run.painted, run.master)
    rows.append(Row(f"bake.{path.stem}.normal-deg", painted[0], "°", "≤ 0.4 x", low, "low without baking", plain[0]))
    if run.master.parts[0].colours is not None:
        rows.append(
            Row(f"bake.{path.stem}.colour", painted[1], "CIE76", "≤ 0.4 x", low, "low without baking", plain[1])
        )
    return rows


def _run(path: Path) -> Run:
    inputs = {"main": path.read_bytes()}
    suffix = {".ply": ".ply", ".stl": ".stl", ".obj": ".obj"}[path.suffix]
    found = prepare.run(inputs, MeshPrepare(suffix=suffix, height_m=1.5))
    master = decode(bytes(found.files["mesh.vmesh"]))
    plain = {}
    surface = master
    for name, triangles, _ in QUALITIES:
        surface = plain[name] = reduced(surface, triangles=triangles).mesh
    seconds = []
    for _ in range(REPEATS):
        began = time.process_time()
        source = source_of(master)
        made = {name: baked(plain[name], source, texture_px=px) for name, _, px in QUALITIES}
        seconds.append(time.process_time() - began)
    return Run(seconds, master, plain["low"], made["low"] or plain["low"])


def _compared(mesh: Mesh, master: Mesh) -> tuple[float, float]:
    """Return the mean angle between shading normals, degrees, and the mean difference of base colour, CIE76."""
    part, whole = mesh.parts[0], master.parts[0]
    rng = np.random.default_rng(0)
    corners = part.positions[part.indices].astype(np.float64)
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    triangle = rng.choice(len(area), SAMPLES, p=area / area.sum())
    weights = rng.dirichlet([1, 1, 1], SAMPLES).astype(np.float32)
    places = np.einsum("nk,nkd->nd", weights, corners[triangle])
    near = Target(whole.positions[whole.indices].astype(np.float64)).nearest(places)
    there = near.weights.astype(np.float32)
    angle = _angles(_normals(mesh, part, triangle, weights), _normals(master, whole, near.triangle, there))
    colours = _lab(_colours(mesh, part, triangle, weights)) - _lab(_colours(master, whole, near.triangle, there))
    return float(angle.mean()), float(np.linalg.norm(colours, axis=1).mean())


def _normals(mesh: Mesh, part: Part, triangle: np.ndarray, weights: np.ndarray) -> np.ndarray:
    number = part.material.normal_texture
    if number is None or part.uvs is None:
        return unit(np.einsum("nk,nkd->nd", weights, normals_of(part)[part.indices[triangle]]))
    told = _sampled(mesh, part, number, triangle, weights) / np.float32(127.5) - 1
    return to_object(told, frames(part, part.uvs, triangle, weights))


def _colours(mesh: Mesh, part: Part, triangle: np.ndarray, weights: np.ndarray) -> np.ndarray:
    number = part.material.base_texture
    if number is not None:
        return linear_from_srgb(_sampled(mesh, part, number, triangle, weights) / 255)
    if part.colours is None:
        return np.ones((len(triangle), 3))
    return np.einsum("nk,nkd->nd", weights, part.colours[part.indices[triangle], :3])


def _sampled(mesh: Mesh, part: Part, number: int, triangle: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the texels at places, between their neighbours as a graphics card does."""
    values = raster.pixels(raster.decode(mesh.images[number].data)).astype(np.float32)
    height, width = values.shape[:2]
    place = np.einsum("nk,nkd->nd", weights, part.uvs[part.indices[triangle]])
    x, y = place[:, 0] * width - 0.5, place[:, 1] * height - 0.5
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    across, down = (x - left)[:, None], (y - top)[:, None]

    def at(row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return values[row % height, column % width]

    upper = at(top, left) * (1 - across) + at(top, left + 1) * across
    lower = at(top + 1, left) * (1 - across) + at(top + 1, left + 1) * across
    return (upper * (1 - down) + lower * down).astype(np.float32)


def _angles(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.degrees(np.arccos(np.clip(np.einsum("nd,nd->n", one, other), -1, 1)))


def _lab(linear: np.ndarray) -> np.ndarray:
    """Return CIE Lab (D65) of linear sRGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = np.clip(linear, 0, 1) @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    cube = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.column_stack([116 * cube[:, 1] - 16, 500 * (cube[:, 0] - cube[:, 1]), 200 * (cube[:, 1] - cube[:, 2])])
