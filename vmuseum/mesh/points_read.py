"""Read points and splats back from the GLB that points_glb and splats_glb write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.gltf_accessors import floats
from vmuseum.mesh.gltf_container import open_gltf
from vmuseum.mesh.points_glb import Points
from vmuseum.mesh.splats_glb import NAME, SH_0, Splats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row


class _Primitive:
    """The one primitive of a GLB and the node that places it."""

    def __init__(self, data: bytes) -> None:
        self._container: Container = open_gltf(data, {})
        mesh, node = self._container.all("meshes"), self._container.all("nodes")
        rows = mesh[0].rows("primitives") if mesh else []
        attributes = rows[0].row("attributes") if rows else None
        if attributes is None or not node or rows[0].integer("mode", 4) != 0:
            raise RecipeError("points-empty")
        self.row: Row = rows[0]
        self._attributes: Row = attributes
        self._node: Row = node[0]

    def column(self, name: str, width: int) -> NDArray[np.float32] | None:
        """Return an attribute as stored, (n, width); None where it is missing."""
        row = self._attributes.index(name, self._container.all("accessors"))
        return None if row is None else floats(self._container, row, width)

    def needed(self, name: str, width: int) -> NDArray[np.float32]:
        """Return an attribute. Raises RecipeError `gltf-broken` where it is missing."""
        found = self.column(name, width)
        if found is None:
            raise self._attributes.broken(name)
        return found

    @property
    def step(self) -> float:
        """Metres of one unit of the primitive."""
        return self._node.numbers("scale", (1.0, 1.0, 1.0))[0]

    def positions(self) -> NDArray[np.float32]:
        """Return the positions in metres."""
        origin = np.array(self._node.numbers("translation", (0.0, 0.0, 0.0)))
        return np.asarray(self.needed("POSITION", 3) * np.float64(self.step) + origin, np.float32)


def read_points(data: bytes) -> Points:
    """Return the points of a GLB. Raises RecipeError `points-empty`, `gltf-*`."""
    one = _Primitive(data)
    extras = one.row.row("extras")
    gap = extras.number("spacing_m", 0.0) if extras else 0.0
    return Points(one.positions(), one.column("NORMAL", 3), one.column("COLOR_0", 3), gap)


def read_splats(data: bytes) -> Splats:
    """Return the splats of a GLB. Raises RecipeError `points-empty`, `gltf-*`."""
    one = _Primitive(data)
    orders = [one.column(f"{NAME}:SH_DEGREE_1_COEF_{order}", 3) for order in range(3)]
    known = [order for order in orders if order is not None]
    return Splats(
        one.positions(),
        one.needed(f"{NAME}:SCALE", 3) * np.float32(one.step),
        one.needed(f"{NAME}:ROTATION", 4),
        one.needed(f"{NAME}:OPACITY", 1)[:, 0],
        one.needed(f"{NAME}:SH_DEGREE_0_COEF_0", 3) * np.float32(SH_0) + np.float32(0.5),
        np.stack(known, axis=1) if len(known) == 3 else None,
    )
