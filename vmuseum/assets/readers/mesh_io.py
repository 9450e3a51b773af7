"""Read a mesh master of any kind, in the file's own units and axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.readers.obj import load_obj
from vmuseum.assets.readers.ply import load_ply
from vmuseum.assets.readers.stl import load_stl
from vmuseum.mesh.gltf_read import Loaded, load_gltf

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_mesh(data: bytes, suffix: str, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh and what was left out of it.

    `suffix` is .glb, .gltf, .obj, .ply or .stl; companions go by the relative path the file uses. Nothing else is read.
    Raises RecipeError for every file that is damaged, hostile, empty or too large; KeyError for another suffix.
    """
    # numbers beyond float32 become infinite here and are dropped, with a warning to the author, by clean.py
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if suffix in {".glb", ".gltf"}:
            return load_gltf(data, companions)
        if suffix == ".stl":
            return load_stl(data)
        return {".obj": load_obj, ".ply": load_ply}[suffix](data, companions)
