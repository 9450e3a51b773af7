"""Vertices that a reduction moved to where they cannot belong, and their way back.

Where faces are flat the best texture coordinates of a vertex are ill determined: on real scans up to 5 in 100 of those
left at 15,000 triangles come out edges away from where they were, and one is enough to smear the picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import meshopt
from vmuseum.mesh.normals import face_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.mesh.meshopt import Updated

_MOST_EDGES = 2.0  # a vertex moves less than this many mean edges of what is left
_SLIDE = 4.0  # pictures are stretched: coordinates may slide this many times as far as the vertex moves
_SLACK_EDGES = 0.25


def brought_back(found: Updated, start: Updated, slides: Sequence[slice], *, side: float) -> None:
    """Put strayed vertices of `found` back to where they were in `start`, and all others at their places with them.

    `slides` are the columns of texture coordinates, in shares of `side` (the largest side of the box) on the surface.
    """
    used = np.unique(found.indices)
    if not len(used):
        return
    area = float(np.linalg.norm(face_vectors(found.positions, found.indices), axis=1).sum()) / 2
    edge = float(np.sqrt(area / len(found.indices)))
    moved = np.linalg.norm(found.positions[used] - start.positions[used], axis=1)
    wild = ~np.isfinite(found.attributes[used]).all(axis=1) | ~(moved <= _MOST_EDGES * edge)
    for columns in slides:
        slid = np.linalg.norm(found.attributes[used, columns] - start.attributes[used, columns], axis=1) * side
        wild |= slid > _SLIDE * moved + _SLACK_EDGES * edge
    if not wild.any():
        return
    place = meshopt.position_remap(start.positions)
    touched = np.zeros(len(place), bool)
    touched[place[used[wild]]] = True
    back = used[touched[place[used]]]
    found.positions[back] = start.positions[back]
    for columns in slides:
        found.attributes[back, columns] = start.attributes[back, columns]
    broken = back[~np.isfinite(found.attributes[back]).all(axis=1)]
    found.attributes[broken] = start.attributes[broken]
