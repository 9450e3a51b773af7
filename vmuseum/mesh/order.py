"""Put the triangles and vertices of a mesh in the order that draws fast and packs small."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vmuseum.mesh import meshopt
from vmuseum.mesh.arrays import Mesh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Part


def ordered(mesh: Mesh) -> Mesh:
    """Return the same surface in a better order, without unused vertices. A million triangles take 1 s."""
    return Mesh(tuple(ordered_part(part) for part in mesh.parts), mesh.images)


def ordered_part(part: Part) -> Part:
    """Return one part in a better order."""
    indices, old = meshopt.optimise_order(part.indices, len(part.positions))

    def moved(values: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        return None if values is None else values.take(old, axis=0)

    return replace(
        part,
        indices=indices,
        positions=part.positions.take(old, axis=0),
        normals=moved(part.normals),
        tangents=moved(part.tangents),
        uvs=moved(part.uvs),
        uvs2=moved(part.uvs2),
        colours=moved(part.colours),
    )
