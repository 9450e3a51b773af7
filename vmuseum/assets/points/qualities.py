"""points.qualities: a point cloud or Gaussian splats of any size as GLB in four qualities, in metres on the origin."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points import grid
from vmuseum.assets.points.e57 import read_points_e57
from vmuseum.assets.points.gather import gather
from vmuseum.assets.points.las import read_points_las
from vmuseum.assets.points.normals import estimated
from vmuseum.assets.points.place import placing, scaled_splats, told
from vmuseum.assets.points.ply import read_points_ply
from vmuseum.assets.points.splats_gather import gather_splats
from vmuseum.assets.points.splats_read import read_splats_file
from vmuseum.assets.points.splats_reduce import reduced
from vmuseum.assets.prepare import turning
from vmuseum.errors import RecipeError
from vmuseum.mesh.points_glb import Points, Signature, write_points
from vmuseum.mesh.splats_glb import write_splats
from vmuseum.plan.recipes import Output, PointsQualities, Warning_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.assets.points.cloud import Source
    from vmuseum.assets.points.gather import Gathered
    from vmuseum.assets.points.place import Placing
    from vmuseum.assets.points.splats_gather import GatheredSplats

_READERS: Mapping[str, Callable[[Path], Source]] = {
    ".ply": read_points_ply,
    ".las": read_points_las,
    ".laz": read_points_las,
    ".e57": read_points_e57,
}


def run(files: Mapping[str, Path], params: PointsQualities, scratch: Path) -> Output:
    """Write `<quality>/model.glb` for every quality into `scratch`; facts as recipes.PointsQualities tells.

    Holds about 1 GB at most, however many points there are. Raises RecipeError `points-*` and those of the format.
    """
    made = _splats if params.kind == "splats" else _points
    return made(files["main"], params, scratch)


def _points(main: Path, params: PointsQualities, scratch: Path) -> Output:
    reader = _READERS.get(params.suffix)
    if reader is None:
        raise RecipeError("points-empty")
    source = reader(main)
    found = gather(source, turning(params))
    placed = placing(found.low, found.high, params)
    rows, shift = found.rows, placed.foot - found.origin
    told_normals = rows.normals is not None and bool(np.any(rows.normals))
    files: dict[str, bytes | Path] = {}
    made: dict[str, dict[str, int]] = {}
    for quality, most in sorted(params.counts, key=lambda pair: -pair[1]):
        if len(rows) > most:
            rows = grid.merged(rows, grid.cell_for(rows.positions, most))
        cloud = _cloud(rows, shift, placed.scale, told_normals=told_normals)
        _write(files, made, scratch, quality, len(rows), write_points(cloud, _signature(params)))
    facts = _facts(params, placed, found.count, made)
    facts |= {"normals": told_normals, "colours": rows.colours is not None}
    return Output(files, facts, _warnings(source.notes, found, placed, params))


def _cloud(rows: grid.Rows, shift: NDArray[np.float64], scale: float, *, told_normals: bool) -> Points:
    """Return rows in metres. Normals are the file's, or estimated: lit points look like a surface."""
    gap = grid.spacing(rows.positions)
    if told_normals and rows.normals is not None:
        length = np.linalg.norm(rows.normals, axis=1, keepdims=True)
        normals = np.where(length > 1e-6, rows.normals / np.maximum(length, 1e-6), np.array([0, 1, 0], np.float32))
    else:
        normals = estimated(rows.positions, gap)
    positions = ((rows.positions - shift) * scale).astype(np.float32)
    return Points(positions, normals.astype(np.float32), rows.colours, gap * scale)


def _splats(main: Path, params: PointsQualities, scratch: Path) -> Output:
    if params.suffix not in {".ply", ".splat", ".spz"}:
        raise RecipeError("points-empty")
    source = read_splats_file(main, params.suffix)
    found = gather_splats(source, turning(params))
    placed = placing(found.low, found.high, params)
    splats = scaled_splats(found.splats, placed.foot - found.origin, placed.scale)
    if found.left_out:
        source.note("splats-left-out", count=found.left_out)
    files: dict[str, bytes | Path] = {}
    made: dict[str, dict[str, int]] = {}
    for quality, most in sorted(params.counts, key=lambda pair: -pair[1]):
        splats = reduced(splats, most)
        _write(files, made, scratch, quality, len(splats), write_splats(splats, _signature(params)))
    facts = _facts(params, placed, found.count, made) | {"normals": False, "colours": True}
    return Output(files, facts, _warnings(source.notes, found, placed, params))


def _signature(params: PointsQualities) -> Signature:
    return Signature(params.copyright, json.loads(params.extras))


def _write(
    files: dict[str, bytes | Path],
    made: dict[str, dict[str, int]],
    scratch: Path,
    quality: str,
    points: int,
    glb: bytes,
) -> None:
    path = scratch / quality / "model.glb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(glb)
    files[f"{quality}/model.glb"] = path
    made[quality] = {"points": points, "bytes": len(glb)}


def _facts(params: PointsQualities, placed: Placing, count: int, made: dict[str, dict[str, int]]) -> dict[str, object]:
    return {"kind": params.kind, "count": count, "qualities": made} | placed.facts()


def _warnings(
    notes: Mapping[str, Warning_], found: Gathered | GatheredSplats, placed: Placing, params: PointsQualities
) -> tuple[Warning_, ...]:
    """Return everything the author should know, in a fixed order."""
    rows = [notes[code] for code in sorted(notes)]
    if found.dropped:
        rows.append(Warning_("points-dropped", (("count", found.dropped),)))
    return (*rows, *told(found.low, found.high, placed, params))
