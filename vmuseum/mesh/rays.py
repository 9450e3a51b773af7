"""The door to embreex: which triangle a ray meets, and whether a way is clear. About 6 million rays a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

CHUNK = 1 << 18
"""Rays cast at once: a few megabytes an array."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What n rays met: `triangle` (-1: nothing); (u, v) weigh its second and third corner; `back` marks back sides."""

    triangle: NDArray[np.int32]
    u: F32
    v: F32
    distance: F32
    back: NDArray[np.bool_]


class Scene:
    """Triangles one can cast rays at."""

    def __init__(self, triangles: F32) -> None:
        """Take (m, 3, 3) corners, metres."""
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        self._scene = EmbreeScene()
        self._count = len(triangles)
        if self._count:
            TriangleMesh(self._scene, np.ascontiguousarray(triangles, dtype=np.float32))

    def hits(self, origins: F32, directions: F32, distances: F32 | None = None) -> Hits:
        """Return the first triangle along each ray, within `distances` metres where given."""
        if not self._count:
            n = len(origins)
            zero = np.zeros(n, np.float32)
            return Hits(np.full(n, -1, np.int32), zero, zero, np.full(n, np.inf, np.float32), np.zeros(n, np.bool_))
        limit = {} if distances is None else {"dists": np.ascontiguousarray(distances, np.float32)}
        found = self._scene.run(origins, directions, output=1, **limit)
        facing = np.einsum("ij,ij->i", found["Ng"], directions)
        return Hits(found["primID"], found["u"], found["v"], found["tfar"], facing > 0)

    def clear(self, origins: F32, directions: F32, distances: F32 | None = None) -> NDArray[np.bool_]:
        """Return whether nothing lies along each ray, within `distances` metres where given."""
        if not self._count:
            return np.ones(len(origins), np.bool_)
        if distances is None:
            found = self._scene.run(origins, directions, query="OCCLUDED")
        else:
            found = self._scene.run(origins, directions, dists=distances, query="OCCLUDED")
        return np.asarray(np.asarray(found) == -1, dtype=np.bool_)
