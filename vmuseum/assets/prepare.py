"""mesh.prepare: a master of any kind becomes a clean mesh in metres, Y up, front +Z, standing on the origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.clean import clean
from vmuseum.assets.inspection.inspect import inspect
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Mesh, box, encode
from vmuseum.mesh.placing import grown, moved_tangents, turned
from vmuseum.plan.recipes import MeshPrepare, Output, PointsQualities, Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UPRIGHT = {
    "y": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "z": ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, -1.0, 0.0)),
    "-y": ((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)),
}
"""Rotation that brings the axis a file calls up to +Y."""
_LIKELY_M = (0.001, 200.0)  # heights outside of this are probably a wrong unit
_LOOK_PX = 256  # JPEG is read whole, but drawn small: a third of the time
_FAR_M = 1e7  # beyond this float32 cannot hold a shape


def run(inputs: Mapping[str, bytes], params: MeshPrepare) -> Output:
    """Return `mesh.vmesh` and the facts of recipes.MeshPrepare. Raises RecipeError `mesh-*` and those of the format."""
    companions = {name: data for name, data in inputs.items() if name != "main"}
    loaded = load_mesh(inputs["main"], params.suffix, companions)
    cleaned = clean(loaded.mesh)
    # inspected before repeated faces go, so that they are told
    report = inspect(loaded.mesh) if _finite(loaded.mesh) else inspect(cleaned.mesh)
    mesh, scale = _placed(cleaned.mesh, params)
    texture_px = _checked_textures(mesh)
    low, high = mesh.bounds()
    facts = {
        "triangles": mesh.triangles,
        "vertices": sum(len(part.positions) for part in mesh.parts),
        "bounds": {"low": low.tolist(), "high": high.tolist()},
        "watertight": report.watertight,
        "texture_px": texture_px,
        "vertex_colours": any(part.colours is not None for part in mesh.parts),
        "scale": scale,
    }
    surface = report.warnings() if params.surface_warnings else ()
    warnings = (*loaded.warnings, *cleaned.warnings, *surface, *odd_size(params, float(high[1] - low[1])))
    return Output({"mesh.vmesh": encode(mesh)}, facts, warnings)


def _finite(mesh: Mesh) -> bool:
    return all(bool(np.isfinite(part.positions).all()) for part in mesh.parts)


def _placed(mesh: Mesh, params: MeshPrepare) -> tuple[Mesh, float]:
    """Return the mesh upright, in metres, turned and standing on the origin, and metres a unit of the file."""
    turn = turning(params)
    still = np.array_equal(turn, np.eye(3))
    corners: list[NDArray[Any]] = [part.positions if still else turned(part.positions, turn) for part in mesh.parts]
    boxes = [box(rows) for rows in corners]
    low = np.min([low for low, _ in boxes], axis=0).astype(np.float64)
    high = np.max([high for _, high in boxes], axis=0).astype(np.float64)
    scale = scale_of(params, float(high[1] - low[1]))
    if not np.isfinite((high - low) * scale).all() or ((high - low) * scale).max() > _FAR_M:
        raise RecipeError("mesh-too-large", step=f"{(high - low).max() * scale:.3g} m")
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2]) if params.centred else np.zeros(3)
    parts = []
    for part, rows in zip(mesh.parts, corners, strict=True):
        normals = part.normals if part.normals is None or still else turned(part.normals, turn).astype(np.float32)
        tangents = None if part.tangents is None else moved_tangents(part.tangents, turn)
        positions = ((rows - foot) * scale).astype(np.float32)
        look = grown(part.material, scale)
        parts.append(replace(part, positions=positions, normals=normals, tangents=tangents, material=look))
    return Mesh(tuple(parts), mesh.images), scale


def turning(params: MeshPrepare | PointsQualities) -> NDArray[np.float64]:
    """Return the rotation that puts the file upright and turns it clockwise seen from above (geometry.turned)."""
    upright = np.array(UPRIGHT[params.up])
    c, s = np.cos(params.turn), np.sin(params.turn)
    return np.asarray(np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]]) @ upright)


def scale_of(params: MeshPrepare | PointsQualities, height: float) -> float:
    """Return metres a unit of the file, whose model is `height` units tall. Raises RecipeError `mesh-no-height`."""
    if params.height_m is not None:
        if height <= 0 or not np.isfinite(params.height_m / height):
            raise RecipeError("mesh-no-height")
        return params.height_m / height
    return params.unit_m if params.unit_m is not None else 1.0


def _checked_textures(mesh: Mesh) -> int:
    """Read every picture to its end once, so that a broken one is told here; return the longest side, 0 without any."""
    for image in mesh.images:
        raster.decode(image.data, max_px=_LOOK_PX)
    sizes = [raster.header(image.data) for image in mesh.images]
    return max((max(found.width, found.height) for found in sizes), default=0)


def odd_size(params: MeshPrepare | PointsQualities, height: float) -> tuple[Warning_, ...]:
    """Return a warning where nothing is said of the size and the model is `height` metres tall, which is unlikely."""
    if params.height_m is not None or params.unit_m is not None or _LIKELY_M[0] <= height <= _LIKELY_M[1]:
        return ()
    return (Warning_("mesh-size-odd", (("height_m", float(f"{height:.3g}")),)),)
