"""Unpack a master of any kind to columns on disk.

Binary PLY and STL, and glTF whose geometry lies plain or quantised in its buffers, are read in runs: memory does not
grow with the file. Draco, meshopt, sparse accessors, OBJ and text forms are read as a whole first (mesh_io, up to
limits.MAX_TRIANGLES), written out and let go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.source import Filler, Source
from vmuseum.assets.blocks.unpack_gltf import gltf_columns
from vmuseum.assets.blocks.unpack_ply import ply_columns
from vmuseum.assets.blocks.unpack_stl import stl_columns
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vmuseum.mesh.arrays import Mesh


def unpack(files: Mapping[str, Path], suffix: str, folder: Path) -> Source:
    """Return the scan in `files` ("main" and companions), in its own units and axes. Raises RecipeError."""
    folder.mkdir(parents=True, exist_ok=True)
    source = _in_runs(files, suffix, folder) or _whole(files, suffix, folder)
    if not source.triangles.count:
        raise RecipeError("mesh-empty")
    return source


def _in_runs(files: Mapping[str, Path], suffix: str, folder: Path) -> Source | None:
    """Return the scan, or None when this kind of file cannot be read in runs."""
    if suffix in {".glb", ".gltf"}:
        return gltf_columns(files, folder)
    if suffix == ".stl":
        return stl_columns(files["main"], folder)
    if suffix == ".ply":
        return ply_columns(files, folder)
    return None


def _whole(files: Mapping[str, Path], suffix: str, folder: Path) -> Source:
    companions = {name: path.read_bytes() for name, path in files.items() if name != "main"}
    loaded = load_mesh(files["main"].read_bytes(), suffix, companions)
    source = mesh_columns(loaded.mesh, folder)
    source.warnings = loaded.warnings
    return source


def mesh_columns(mesh: Mesh, folder: Path) -> Source:
    """Return a mesh in memory as columns."""
    names = {name for name in ("normals", "uvs", "colours") for p in mesh.parts if getattr(p, name) is not None}
    filler = Filler(folder, names)
    for part in mesh.parts:
        first = filler.begin(part.material, len(part.positions))
        arrays = {name: getattr(part, name) for name in names if getattr(part, name) is not None}
        filler.vertices(np.asarray(part.positions, np.float32), arrays)
        filler.triangles(part.indices, first, len(part.positions))
    filler.source.images = mesh.images
    return filler.source
