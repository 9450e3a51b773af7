"""Read a glTF file: every primitive of the shown scene as a Part in world space, and what could not be kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Mesh, Part
from vmuseum.mesh.gltf_container import open_gltf
from vmuseum.mesh.gltf_materials import MaterialReader
from vmuseum.mesh.gltf_nodes import Placed, placed_meshes
from vmuseum.mesh.gltf_pose import posed
from vmuseum.mesh.gltf_primitive import FAN, STRIP, TRIANGLES, PrimitiveReader
from vmuseum.mesh.gltf_unread import note_unread
from vmuseum.mesh.limits import MAX_NODES, MAX_TRIANGLES, MAX_VERTICES
from vmuseum.mesh.losses import Losses
from vmuseum.mesh.placing import moved
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.mesh.gltf_json import Row


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """What a file holds and what was left out of it."""

    mesh: Mesh
    warnings: tuple[Warning_, ...] = ()


def load_gltf(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of a GLB or glTF file in world space. Raises RecipeError; the codes stand in messages/mesh.py."""
    container = open_gltf(data, companions)
    losses = Losses()
    placed = placed_meshes(container)
    note_unread(container, placed, losses)
    reader = PrimitiveReader(container, MaterialReader(container, losses), losses)
    scene = _Scene(reader, Counter(row.mesh.at for row in placed))
    for row in placed:
        scene.place(row)
    if not scene.parts:
        raise RecipeError("mesh-points-only" if scene.not_faces else "mesh-empty")
    losses.add("mesh-lines-left-out", scene.not_faces)
    return Loaded(Mesh(tuple(scene.parts), reader.materials.images), losses.warnings())


@dataclass(slots=True)
class _Room:
    """What may still come: a small file can place one mesh many times."""

    triangles: int = MAX_TRIANGLES
    vertices: int = MAX_VERTICES
    parts: int = MAX_NODES

    def take(self, part: Part) -> None:
        """Count `part`. Raises RecipeError `mesh-too-large`."""
        self.triangles -= len(part.indices)
        self.vertices -= len(part.positions)
        self.skip()
        if min(self.triangles, self.vertices) < 0:
            raise RecipeError("mesh-too-large", step="nodes")

    def skip(self) -> None:
        """Count a primitive that takes no room but time. Raises RecipeError `mesh-too-large`."""
        self.parts -= 1
        if self.parts < 0:
            raise RecipeError("mesh-too-large", step="nodes")


@dataclass(slots=True)
class _Scene:
    """The parts placed so far. A mesh that is placed several times is read once."""

    reader: PrimitiveReader
    times: Counter[str]
    parts: list[Part] = field(default_factory=list)
    not_faces: int = 0  # primitives of points or lines
    room: _Room = field(default_factory=_Room)
    _read: dict[str, Part] = field(default_factory=dict)

    def place(self, placed: Placed) -> None:
        """Add the primitives of a mesh where it stands."""
        for primitive in placed.mesh.rows("primitives"):
            if primitive.integer("mode", TRIANGLES) not in {TRIANGLES, STRIP, FAN}:
                self.not_faces += 1
                self.room.skip()
                continue
            part = self._part(placed, primitive)
            self.room.take(part)
            self.parts.append(moved(part, placed.matrix, name=placed.name))

    def _part(self, placed: Placed, primitive: Row) -> Part:
        if placed.posed:  # its shape is its own: skin and morph weights stand at the node
            return posed(self.reader.container, placed, primitive, self.reader.part(primitive, placed.name))
        if self.times[placed.mesh.at] == 1:
            return self.reader.part(primitive, placed.name)
        if primitive.at not in self._read:
            self._read[primitive.at] = self.reader.part(primitive, placed.name)
        return self._read[primitive.at]
