"""Look a mesh over: borders, edges of three faces, corners that hang together by a point, faces twice there.

Every build does this with every master; `survey` tells far more, for `vmuseum inspect`.
Vertices at the same place count as one, so seams of texture and normals are no borders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.assets.topology import Topology, bow_ties, repeated, topology
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from vmuseum.mesh.arrays import Mesh


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted."""

    triangles: int
    vertices: int
    border_edges: int
    non_manifold_edges: int
    bow_ties: int
    duplicates: int

    @property
    def watertight(self) -> bool:
        """True when every edge joins exactly two faces."""
        return self.border_edges == 0 and self.non_manifold_edges == 0

    def warnings(self) -> tuple[Warning_, ...]:
        """Return what an author should know, none for a clean closed surface."""
        counts = {
            "mesh-duplicates": self.duplicates,
            "mesh-non-manifold": self.non_manifold_edges,
            "mesh-bow-tie": self.bow_ties,
            "mesh-open": self.border_edges,
        }
        return tuple(Warning_(code, (("count", count),)) for code, count in counts.items() if count)


def inspect(mesh: Mesh) -> Report:
    """Return the report of all parts together. One million triangles take about 0.2 s of CPU time."""
    return report(topology(mesh))


def report(found: Topology) -> Report:
    """Return the counts of a mesh whose sides are grouped already."""
    return Report(
        triangles=len(found.corners),
        vertices=len(found.positions),
        border_edges=int((found.users == 1).sum()),
        non_manifold_edges=int((found.users > 2).sum()),
        bow_ties=len(bow_ties(found)),
        duplicates=repeated(found),
    )
