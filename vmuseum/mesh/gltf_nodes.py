"""The node graph of a glTF file: which mesh stands where, in which pose. Cycles are refused, nothing recurses.

EXT_mesh_gpu_instancing is expanded here, up to MAX_NODES in all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh import gltf_accessors as accessors
from vmuseum.mesh.limits import MAX_NODES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row

_UNIT = tuple(float(v) for v in np.eye(4).ravel())
_IDLE = {"TRANSLATION": (0.0, 0.0, 0.0), "ROTATION": (0.0, 0.0, 0.0, 1.0), "SCALE": (1.0, 1.0, 1.0)}


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A mesh of the file, its matrix to the world (column vectors) and its rest pose."""

    name: str
    mesh: Row
    matrix: NDArray[np.float64]
    weights: tuple[float, ...] = ()  # of its morph targets
    skin: str = ""  # place of the skin in the document
    joints: NDArray[np.float64] | None = None  # (k, 4, 4): from the mesh to the world by each joint

    @property
    def posed(self) -> bool:
        """True when the stored shape is not the one to show."""
        return self.joints is not None or any(self.weights)


@dataclass(slots=True)
class _Walk:
    """The nodes seen so far: their matrices, and those that carry a mesh."""

    container: Container
    matrices: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    bearers: list[int] = field(default_factory=list)


def placed_meshes(container: Container) -> list[Placed]:
    """Return every mesh of the default scene (or of all roots without scenes), depth first in file order."""
    nodes = container.all("nodes")
    walk = _Walk(container)
    stack = [(number, np.eye(4)) for number in reversed(_roots(container, nodes))]
    while stack:
        number, above = stack.pop()
        if number >= len(nodes):
            raise RecipeError("gltf-broken", at="nodes")
        if number in walk.matrices:  # glTF asks for a tree: twice the same node is a cycle or a shared child
            raise RecipeError("gltf-node-cycle", node=number)
        walk.matrices[number] = matrix = above @ _matrix(nodes[number])
        if "mesh" in nodes[number]:
            walk.bearers.append(number)
        stack.extend((child, matrix) for child in reversed(nodes[number].integers("children")) if child >= 0)
    found: list[Placed] = []
    for number in walk.bearers:
        found += _placed(walk, nodes[number], walk.matrices[number])
        if len(found) > MAX_NODES:
            raise RecipeError("mesh-too-large", step="nodes")
    return found


def _placed(walk: _Walk, node: Row, matrix: NDArray[np.float64]) -> list[Placed]:
    mesh = node.index("mesh", walk.container.all("meshes"))
    if mesh is None:
        return []
    name = node.text("name") or mesh.text("name")
    weights = _weights(node) or _weights(mesh)
    skin = node.index("skin", walk.container.all("skins"))
    if skin:  # the node's own place does not count for a skin
        return [Placed(name, mesh, np.eye(4), weights, skin.at, _joints(walk, skin))]
    instances = node.extension("EXT_mesh_gpu_instancing")
    matrices = [matrix @ each for each in _instances(walk.container, instances)] if instances else [matrix]
    return [Placed(name, mesh, each, weights) for each in matrices]


def _weights(row: Row) -> tuple[float, ...]:
    size = len(row.values["weights"]) if isinstance(row.values.get("weights"), list) else 0
    return row.numbers("weights", (0.0,) * size)


def _joints(walk: _Walk, skin: Row) -> NDArray[np.float64]:
    numbers = skin.integers("joints")
    if not numbers or any(number not in walk.matrices for number in numbers):
        raise skin.broken("joints")
    world = np.stack([walk.matrices[number] for number in numbers])
    row = skin.index("inverseBindMatrices", walk.container.all("accessors"))
    if row is None:
        return world
    columns = accessors.floats(walk.container, row, 16).astype(np.float64)
    if len(columns) < len(numbers) or not np.isfinite(columns).all():
        raise skin.broken("inverseBindMatrices")
    inverse = columns[: len(numbers)].reshape(-1, 4, 4).transpose(0, 2, 1)
    return np.asarray(world @ inverse)


def _instances(container: Container, row: Row) -> list[NDArray[np.float64]]:
    attributes, rows = row.row("attributes"), container.all("accessors")
    found: dict[str, NDArray[np.float64]] = {}
    for key, idle in _IDLE.items():
        accessor = attributes.index(key, rows) if attributes else None
        if accessor is not None and accessors.declared(accessor) > MAX_NODES:
            raise RecipeError("mesh-too-large", step="EXT_mesh_gpu_instancing")
        if accessor is not None:
            found[key] = accessors.floats(container, accessor, len(idle)).astype(np.float64)
    counts = {len(values) for values in found.values()}
    if len(counts) != 1 or not all(np.isfinite(values).all() for values in found.values()):
        raise row.broken("attributes")
    count = counts.pop()
    places, turns, sizes = (found.get(k, np.tile(idle, (count, 1))) for k, idle in _IDLE.items())
    return [_combined(place, turn, size) for place, turn, size in zip(places, turns, sizes, strict=True)]


def _roots(container: Container, nodes: list[Row]) -> list[int]:
    if len(nodes) > MAX_NODES:
        raise RecipeError("mesh-too-large", step="nodes")
    scenes = container.all("scenes")
    if scenes:
        default = 0 if "scene" not in container.root else container.root.integer("scene", high=len(scenes) - 1)
        return [n for n in scenes[default].integers("nodes") if n >= 0]
    children = {child for node in nodes for child in node.integers("children")}
    roots = [n for n in range(len(nodes)) if n not in children]
    if nodes and not roots:
        raise RecipeError("gltf-node-cycle", node=0)
    return roots


def _matrix(node: Row) -> NDArray[np.float64]:
    if "matrix" in node:
        return np.array(node.numbers("matrix", _UNIT)).reshape(4, 4).T
    place = node.numbers("translation", _IDLE["TRANSLATION"])
    turn = node.numbers("rotation", _IDLE["ROTATION"])
    return _combined(np.array(place), np.array(turn), np.array(node.numbers("scale", _IDLE["SCALE"])))


def _combined(
    place: NDArray[np.float64], rotation: NDArray[np.float64], size: NDArray[np.float64]
) -> NDArray[np.float64]:
    length = float(np.linalg.norm(rotation))
    x, y, z, w = (float(v) / length for v in rotation) if length > 0 else (0.0, 0.0, 0.0, 1.0)
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = turn * size
    matrix[:3, 3] = place
    return matrix
