"""Take the first triangles of a very dense part away patch by patch: small patches fit into the processor's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh import meshopt
from vmuseum.mesh.meshopt import Attributes, Simplified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part

_PATCH = 32_768  # triangles; 4,096 to 65,536 take the same time, above it grows
_WORTH = 200_000  # triangles of a part from which on patches are faster
_LEAST_RATIO = 6.0
_LEAVE = 3.0
"""Times the triangles wanted that patches leave: at 2 their outlines, which stay, are seen in the error (+15 %)."""


def thinned(part: Part, *, share: float, weight: float) -> Simplified | None:
    """Return triangles on the way to `share` of those of `part`, over its vertices; None where it is not worth it.

    Distance and normals (of this weight) count. Seams and outlines stay as they are.
    """
    count = len(part.indices)
    if count < _WORTH or share * _LEAST_RATIO > 1.0:
        return None
    left = share * min(_LEAVE, float(np.sqrt(1.0 / share)))
    normals = part.normals
    attributes = Attributes(np.zeros((len(part.positions), 0), np.float32), ())
    if normals is not None:
        attributes = Attributes(normals, (weight,) * 3)
    cuts = [int(cut) for cut in np.linspace(0, count, max(1, round(count / _PATCH)) + 1)]
    return meshopt.simplify_runs(_in_space(part), part.positions, cuts=cuts, share=left, attributes=attributes)


def _in_space(part: Part) -> NDArray[np.uint32]:
    """Return the triangles of `part` so that neighbours in space follow each other."""
    place = meshopt.spatial_order(part.positions[part.indices[:, 0]])
    ordered = np.empty_like(part.indices)
    ordered[place] = part.indices
    return ordered
