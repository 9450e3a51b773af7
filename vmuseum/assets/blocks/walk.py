"""From the leaves up: each node's surface out of its children's, its tile, and how far it is from the master."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.leaf import upright
from vmuseum.assets.blocks.reduce import areas, reduced
from vmuseum.assets.blocks.surface import Surface, joined
from vmuseum.assets.blocks.tile import Look, snapped, tile
from vmuseum.mesh.normals import unit
from vmuseum.mesh.tileset import TileRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.assets.blocks.octree import Node

ROOT_BYTES = 880_000
"""With tileset.json of a few hundred tiles the first view stays below 1 MB."""
_AT_ONCE = 2  # tiles packed while the next surface is made
_LEAST_PX = 256
_LEAF_PX_TIMES = 4


@dataclass(frozen=True, slots=True)
class Making:
    """What every tile of a scan has in common."""

    folder: Path  # of tiles
    scratch: Path  # of surfaces: <leaf number> and <node name>
    look: Look
    step: float
    block_triangles: int
    texture_px: int
    copyright_line: str


@dataclass(slots=True)
class Made:
    """A node that is done."""

    node: Node
    triangles: int
    error_m: float  # of its surface
    bytes: int = 0
    shown_m: float = 0.0  # the larger of its surface's error and what its pictures or colours leave out
    low: tuple[float, float, float] = (0.0, 0.0, 0.0)
    high: tuple[float, float, float] = (0.0, 0.0, 0.0)
    children: list[Made] = field(default_factory=list)

    def every(self) -> Iterator[Made]:
        """Give this node and all below, parents first."""
        waiting = [self]
        while waiting:
            made = waiting.pop()
            yield made
            waiting += reversed(made.children)


class Walk:
    """Makes the tiles of a whole tree. Surfaces of at most one family of nodes a level are in memory."""

    def __init__(self, making: Making, shared: NDArray[Any]) -> None:
        self._making = making
        self._shared = shared
        self._waiting: list[Future[None]] = []

    def run(self, root: Node) -> Made:
        """Return the root, done."""
        with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as packers:
            made, surface = self._node(root, packers, is_root=True)
            del surface
            for future in self._waiting:
                future.result()
        _settle(made)
        return made

    def _node(self, node: Node, packers: ThreadPoolExecutor, *, is_root: bool = False) -> tuple[Made, Surface | None]:
        if not node.children:
            made, surface = Made(node, 0, 0.0), self._leaf(node)
        else:
            made, surface = self._joined(node, packers)
        if surface is None:
            return made, None
        if is_root:
            surface = self._root(made, surface)
        else:
            self._later(made, surface, packers)
        made.triangles = len(surface.indices)
        if node.children:
            surface.save(surface_path(self._making.scratch, node))
        return made, surface

    def _joined(self, node: Node, packers: ThreadPoolExecutor) -> tuple[Made, Surface | None]:
        found = [self._node(child, packers) for child in node.children]
        kept = [(made, surface) for made, surface in found if surface is not None]
        made = Made(node, 0, max((m.error_m for m, _ in kept), default=0.0), children=[m for m, _ in kept])
        if not kept:
            return made, None
        less = reduced(joined([surface for _, surface in kept]), node, self._making.block_triangles)
        made.error_m += less.error_m
        return made, less.surface

    def _leaf(self, node: Node) -> Surface | None:
        path = surface_path(self._making.scratch, node)
        if not path.is_file():
            return None
        surface, place = Surface.load(path), np.load(path.with_suffix(".place.npy"))
        lines = np.searchsorted(self._shared["leaf"], [node.first, node.first + 1])
        surface = bordered(surface, place, self._shared[lines[0] : lines[1]], self._making.step)
        surface.save(path)  # the stand-in may want it
        return surface

    def _later(self, made: Made, surface: Surface, packers: ThreadPoolExecutor) -> None:
        """Pack a tile beside the next surface, never more than a few at once."""
        # nothing finer follows a leaf: it keeps every pixel of the master as far as graphics cards allow
        px = self._making.texture_px * (1 if made.node.children else _LEAF_PX_TIMES)
        self._waiting.append(packers.submit(self._pack, made, surface, px))
        if len(self._waiting) > _AT_ONCE:
            self._waiting.pop(0).result()

    def _root(self, made: Made, surface: Surface) -> Surface:
        """Pack the root, smaller and smaller until it is a first view."""
        triangles, px, error_m = len(surface.indices), self._making.texture_px, made.error_m
        while True:
            self._pack(made, surface, px)
            if made.bytes <= ROOT_BYTES or triangles < 2_000:
                return surface
            triangles, px = int(triangles * 0.7), max(_LEAST_PX, int(px * 0.85))
            less = reduced(surface, made.node, triangles)
            surface, made.error_m = less.surface, error_m + less.error_m

    def _pack(self, made: Made, surface: Surface, px: int) -> None:
        making = self._making
        found = tile(
            surface, made.node, making.look, step=making.step, texture_px=px, copyright_line=making.copyright_line
        )
        (making.folder / f"{made.node.name}.glb").write_bytes(found.glb)
        made.bytes = len(found.glb)
        made.low, made.high = _vec3(found.low), _vec3(found.high)
        coloured = surface.colours is not None and made.node.children
        made.shown_m = max(made.error_m, found.texel_m, _spacing_m(surface) if coloured else 0.0)


def surface_path(scratch: Path, node: Node) -> Path:
    """Return where the surface of a node is kept."""
    return scratch / (f"leaf-{node.first}" if not node.children else node.name)


def bordered(surface: Surface, place: NDArray[np.int64], rows: NDArray[Any], step: float) -> Surface:
    """Return a leaf whose shared places know their leaves, lie on the common lattice and have the common normal."""
    if not len(rows):
        return surface
    count = int(place.max()) + 1
    at = np.full(count, -1, np.int64)
    at[rows["place"]] = np.arange(len(rows))
    which = at[place]
    mine = which >= 0
    row = rows[which[mine]]
    positions, normals = surface.positions.copy(), surface.normals.copy()
    low, high = surface.low.copy(), surface.high.copy()
    positions[mine] = snapped(positions[mine], step)
    low[mine], high[mine] = row["low"], row["high"]
    if rows["sum"].any():
        normals[mine] = upright(unit(row["sum"].astype(np.float64))).astype(np.float32)
    corners = positions[surface.indices]
    same = [(corners[:, a] == corners[:, b]).all(axis=1) for a, b in ((0, 1), (1, 2), (2, 0))]
    whole = Surface(positions, surface.indices, surface.part, low, high, normals, surface.uvs, surface.colours)
    return whole.used(surface.indices[~(same[0] | same[1] | same[2])])


def rows_of(made: Made) -> TileRow:
    """Return the tree as 3D Tiles has it."""
    return TileRow(made.node.name, made.low, made.high, made.shown_m, [rows_of(child) for child in made.children])


def _settle(made: Made) -> None:
    """Let every box hold those below, and no tile claim to be closer to the master than a finer one."""
    for child in made.children:
        _settle(child)
    if made.children:
        made.low = _vec3(np.min([made.low, *(c.low for c in made.children)], axis=0))
        made.high = _vec3(np.max([made.high, *(c.high for c in made.children)], axis=0))
        made.shown_m = max(made.shown_m, *(c.shown_m for c in made.children))


def _spacing_m(surface: Surface) -> float:
    """Return about how far vertices are apart: colours between them are lost."""
    return float(np.sqrt(areas(surface)[0] / max(len(surface.positions), 1)) / 2)


def _vec3(values: NDArray[np.float64]) -> tuple[float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]))
