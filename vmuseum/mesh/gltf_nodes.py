"""The node graph of a glTF file: which mesh stands where. Cycles and endless chains are refused, nothing recurses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.limits import MAX_NODES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row

_UNIT = tuple(float(v) for v in np.eye(4).ravel())


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A mesh of the file and its matrix to the world (column vectors)."""

    name: str
    mesh: Row
    matrix: NDArray[np.float64]


def placed_meshes(container: Container) -> list[Placed]:
    """Return every mesh of the default scene (or of all roots without scenes), depth first in file order."""
    nodes = container.all("nodes")
    found: list[Placed] = []
    stack = [(number, np.eye(4)) for number in reversed(_roots(container, nodes))]
    seen: set[int] = set()
    while stack:
        number, above = stack.pop()
        if number >= len(nodes):
            raise RecipeError("gltf-broken", at="nodes")
        if number in seen:  # glTF asks for a tree: twice the same node is a cycle or a shared child
            raise RecipeError("gltf-node-cycle", node=number)
        seen.add(number)
        node = nodes[number]
        matrix = above @ _matrix(node)
        mesh = node.index("mesh", container.all("meshes"))
        if mesh:
            found.append(Placed(node.text("name") or mesh.text("name"), mesh, matrix))
        stack.extend((child, matrix) for child in reversed(node.integers("children")) if child >= 0)
    return found


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
    x, y, z, w = node.numbers("rotation", (0.0, 0.0, 0.0, 1.0))
    size = np.sqrt(x * x + y * y + z * z + w * w)
    x, y, z, w = (v / size for v in (x, y, z, w)) if size > 0 else (0.0, 0.0, 0.0, 1.0)
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = turn * np.array(node.numbers("scale", (1.0, 1.0, 1.0)))
    matrix[:3, 3] = node.numbers("translation", (0.0, 0.0, 0.0))
    return matrix
