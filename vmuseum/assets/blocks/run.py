"""mesh.blocks: a scan of very many triangles becomes tiles that a browser streams, and a mesh to stand in for it.

The scan is unpacked to columns on disk, placed, cut into the leaves of an octree, and put together again from the
leaves up, each node reduced to the size of a block. What lies on a border between nodes never moves before the border
is gone, so any choice of tiles closes without a crack. Time is linear in triangles. Memory holds a few blocks, the
largest picture once, and about 40 bytes for each vertex on a border between leaves (some three in a hundred).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks import octree
from vmuseum.assets.blocks.borders import Borders
from vmuseum.assets.blocks.columns import Column
from vmuseum.assets.blocks.leaf import Dropped, leaf
from vmuseum.assets.blocks.looks import look_of
from vmuseum.assets.blocks.morton import codes
from vmuseum.assets.blocks.placing import Placed, place
from vmuseum.assets.blocks.source import Source, corners
from vmuseum.assets.blocks.stand_in import cut, stand_in
from vmuseum.assets.blocks.tile import common_step
from vmuseum.assets.blocks.unpack import unpack
from vmuseum.assets.blocks.walk import Made, Making, Walk, rows_of
from vmuseum.assets.prepare import odd_size
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import encode
from vmuseum.mesh.tileset import tilesets
from vmuseum.plan.recipes import MeshBlocks, Output, Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_NOWHERE = np.uint64(0xFFFFFFFFFFFFFFFF)  # code of a triangle that is dropped


@dataclass(slots=True)
class _Seen:
    """What the leaves told of the scan."""

    triangles: int = 0
    vertices: int = 0
    open_edges: int = 0
    knots: int = 0


def run(files: Mapping[str, Path], params: MeshBlocks, scratch: Path) -> Output:
    """Return `mesh.vmesh`, `tiles/` and the facts of recipes.MeshBlocks. Raises RecipeError as mesh.prepare does."""
    source = unpack(files, params.suffix, scratch / "columns")
    placed = place(source, params)
    step = common_step(placed.side * 1.001)
    leaves, order = _cut(source, placed, params.block_triangles, scratch)
    dropped, seen = Dropped(), _Seen()
    borders = Borders(scratch / "borders", source.triangles.count)
    surfaces = scratch / "surfaces"
    surfaces.mkdir()
    _make_leaves(source, leaves, order, borders, surfaces, dropped, seen)
    if not seen.triangles:
        raise RecipeError("mesh-empty")
    look, images = look_of(source, scratch / "pictures")
    tiles = scratch / "tiles"
    tiles.mkdir()
    making = Making(tiles, surfaces, look, step, params.block_triangles, params.texture_px, params.copyright)
    root = Walk(making, borders.shared()).run(octree.tree(leaves))
    seen.open_edges, more = borders.open_edges()
    seen.knots += more
    kept = cut(root, params.stand_in_triangles)
    mesh = stand_in(kept, surfaces, look, images)
    for name, data in tilesets(
        rows_of(root), copyright_line=params.copyright, extras=json.loads(params.extras)
    ).items():
        (tiles / name).write_bytes(data)
    facts = _facts(placed, seen, root, look.px, source) | {
        "stand_in_triangles": mesh.triangles,
        "stand_in_error_m": float(f"{max(made.error_m for made in kept):.4g}"),
    }
    vmesh = scratch / "mesh.vmesh"
    vmesh.write_bytes(encode(mesh))
    made = {f"tiles/{path.name}": path for path in sorted(tiles.iterdir())}
    return Output({"mesh.vmesh": vmesh, **made}, facts, _warnings(source, placed, dropped, seen, params))


def _cut(source: Source, placed: Placed, most: int, scratch: Path) -> tuple[octree.Leaves, Column]:
    """Return the leaves, and the triangles in the order of the leaves."""
    column = Column(scratch / "codes", "<u8", 1)
    for _, _, places in corners(source):
        with np.errstate(invalid="ignore"):
            found = codes(np.nan_to_num(places.mean(axis=1, dtype=np.float64)), placed.low, placed.side)
        found[~np.isfinite(places).all(axis=(1, 2))] = _NOWHERE
        column.append(found[:, None])
    leaves = octree.cut(column, most)
    order = Column(scratch / "order", "<u4", 3)
    order.reserve(int(leaves.counts.sum()))
    next_row = np.concatenate([[0], np.cumsum(leaves.counts)[:-1]]).astype(np.int64)
    for start, numbers in source.triangles.chunks():
        code = column.read(start, start + len(numbers))[:, 0]
        kept = code != _NOWHERE
        home = leaves.of(code[kept])
        sorted_rows = np.argsort(home, kind="stable")
        values, starts = np.unique(home[sorted_rows], return_index=True)
        bounds = np.concatenate([starts, [len(home)]])
        order.scatter(next_row[values], bounds, numbers[kept][sorted_rows])
        next_row[values] += np.diff(bounds)
    column.path.unlink()
    source.triangles.path.unlink()
    return leaves, order


def _make_leaves(
    source: Source, leaves: octree.Leaves, order: Column, borders: Borders, folder: Path, dropped: Dropped, seen: _Seen
) -> None:
    start = 0
    for number, count in enumerate(leaves.counts.tolist()):
        made = leaf(source, order.read(start, start + count), number, dropped)
        start += count
        if made is None:
            continue
        borders.add(made, number)
        made.surface.save(folder / f"leaf-{number}")
        np.save(folder / f"leaf-{number}.place.npy", made.place.astype(np.uint32))
        seen.triangles += len(made.surface.indices)
        seen.vertices += len(made.surface.positions)
        seen.knots += made.knots


def _facts(placed: Placed, seen: _Seen, root: Made, texture_px: int, source: Source) -> dict[str, Any]:
    every = list(root.every())
    return {
        "triangles": seen.triangles,
        "vertices": seen.vertices,
        "bounds": {"low": _floats(placed.low), "high": _floats(placed.high)},
        "watertight": seen.open_edges == 0 and seen.knots == 0,
        "texture_px": texture_px,
        "vertex_colours": "colours" in source.columns,
        "scale": placed.scale,
        "tiles": len(every),
        "tile_bytes": sum(made.bytes for made in every),
        "tiles_depth": _depth(root),
        "root_bytes": root.bytes,
    }


def _floats(values: NDArray[np.float64]) -> list[float]:
    return [float(np.float32(value)) for value in values]


def _depth(made: Made) -> int:
    return 1 + max((_depth(child) for child in made.children), default=0)


def _warnings(
    source: Source, placed: Placed, dropped: Dropped, seen: _Seen, params: MeshBlocks
) -> tuple[Warning_, ...]:
    counts = {"mesh-dropped-not-finite": placed.dropped, "mesh-dropped-flat": dropped.flat}
    if params.surface_warnings:
        counts |= {
            "mesh-duplicates": dropped.doubles,
            "mesh-non-manifold": seen.knots,
            "mesh-open": seen.open_edges,
        }
    told = tuple(Warning_(code, (("count", count),)) for code, count in counts.items() if count)
    return (*source.warnings, *told, *odd_size(params, float(placed.high[1] - placed.low[1])))
