"""How many pixels a picture needs where it lies on the surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.texture_roles import showable

if TYPE_CHECKING:
    from vmuseum.mesh.arrays import Mesh, Part

_SAMPLE = 20_000  # triangles
_LEAST_PX = 32


def enough_px(mesh: Mesh, texels_m: float | None) -> dict[int, int]:
    """Return for each picture the longer side, pixels, that gives `texels_m` texels a metre; empty for None."""
    if texels_m is None:
        return {}
    found: dict[int, int] = {}
    for part in mesh.parts:
        for role, number in showable(part.material, uvs=part.uvs is not None, uvs2=part.uvs2 is not None).items():
            metres = _metres(part, second=role in part.material.second_uv)
            found[number] = max(found.get(number, _LEAST_PX), int(np.ceil(texels_m * metres)))
    return found


def _metres(part: Part, *, second: bool) -> float:
    """Return the length on the surface of one texture coordinate, metres; 0 where no area is covered."""
    uvs = part.uvs2 if second else part.uvs
    if uvs is None:
        return 0.0
    some = part.indices[:: len(part.indices) // _SAMPLE + 1]
    area = float(np.linalg.norm(face_vectors(part.positions, some), axis=1).sum())
    flat = uvs[some].astype(np.float64)
    one, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    covered = float(np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]).sum())
    return float(np.sqrt(area / covered)) if covered > 0.0 else 0.0
