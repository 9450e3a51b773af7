"""mesh.prepare: a master of any kind becomes a clean mesh in metres, Y up, front +Z, standing on the origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.clean import clean
from vmuseum.assets.inspect import inspect
from vmuseum.assets.mesh_io import load_mesh
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Mesh, Part, encode
from vmuseum.mesh.placing import moved_tangents
from vmuseum.plan.recipes import MeshPrepare, Output, Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_LIKELY_M = (0.001, 200.0)  # heights outside of this are probably a wrong unit
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
    corners = [part.positions.astype(np.float64) @ turn.T for part in mesh.parts]
    low = np.min([rows.min(axis=0) for rows in corners], axis=0)
    high = np.max([rows.max(axis=0) for rows in corners], axis=0)
    scale = scale_of(params, float(high[1] - low[1]))
    if not np.isfinite((high - low) * scale).all() or ((high - low) * scale).max() > _FAR_M:
        raise RecipeError("mesh-too-large", step=f"{(high - low).max() * scale:.3g} m")
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2]) if params.centred else np.zeros(3)
    parts = [_moved(part, (rows - foot) * scale, turn) for part, rows in zip(mesh.parts, corners, strict=True)]
    return Mesh(tuple(parts), mesh.images), scale


def _moved(part: Part, positions: NDArray[np.float64], turn: NDArray[np.float64]) -> Part:
    normals = None if part.normals is None else (part.normals.astype(np.float64) @ turn.T).astype(np.float32)
    tangents = None if part.tangents is None else moved_tangents(part.tangents, turn)
    return replace(part, positions=positions.astype(np.float32), normals=normals, tangents=tangents)


def turning(params: MeshPrepare) -> NDArray[np.float64]:
    """Return the rotation that puts the file upright and turns it clockwise seen from above (geometry.turned)."""
    upright = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]]) if params.up == "z" else np.eye(3)
    c, s = np.cos(params.turn), np.sin(params.turn)
    return np.asarray(np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]]) @ upright)


def scale_of(params: MeshPrepare, height: float) -> float:
    if params.height_m is not None:
        if height <= 0 or not np.isfinite(params.height_m / height):
            raise RecipeError("mesh-no-height")
        return params.height_m / height
    return params.unit_m if params.unit_m is not None else 1.0


def _checked_textures(mesh: Mesh) -> int:
    """Decode every picture once, so that a broken one is told here; return the longest side, 0 without pictures."""
    return max((max(raster.decode(image.data).size) for image in mesh.images), default=0)


def odd_size(params: MeshPrepare, height: float) -> tuple[Warning_, ...]:
    if params.height_m is not None or params.unit_m is not None or _LIKELY_M[0] <= height <= _LIKELY_M[1]:
        return ()
    return (Warning_("mesh-size-odd", (("height_m", float(f"{height:.3g}")),)),)
