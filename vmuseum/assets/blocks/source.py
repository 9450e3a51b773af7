"""A scan unpacked to columns: vertices, triangles, and which material each run of them has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.blocks.columns import CHUNK, Column
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image, Material
    from vmuseum.plan.recipes import Warning_

WIDTHS = {"normals": 3, "uvs": 2, "colours": 4}
_MISSING = {"normals": 0.0, "uvs": 0.0, "colours": 1.0}


@dataclass(slots=True)
class Source:
    """A whole scan. Attributes that no part has are not there; a part that lacks one has neutral values.

    `materials[n]` belongs to the vertices from `starts[n]` on; parts share no vertex.
    """

    positions: Column  # (n, 3) float32
    triangles: Column  # (m, 3) uint32
    columns: dict[str, Column] = field(default_factory=dict)  # normals, uvs, colours
    materials: list[Material] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    images: tuple[Image, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    def part_of(self, vertices: NDArray[Any]) -> NDArray[np.int64]:
        """Return the number of the part of each vertex."""
        return np.searchsorted(np.asarray(self.starts), vertices, side="right") - 1


class Filler:
    """Writes a Source part by part, in chunks."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self.source = Source(
            Column(folder / "positions", "<f4", 3),
            Column(folder / "triangles", "<u4", 3),
            {name: Column(folder / name, "<f4", WIDTHS[name]) for name in sorted(names)},
        )
        self._end = 0

    def begin(self, material: Material, vertices: int) -> int:
        """Begin a part of so many vertices and return the number of its first."""
        first = self._end
        self.source.starts.append(first)
        self.source.materials.append(material)
        self._end += vertices
        return first

    def vertices(self, positions: NDArray[Any], arrays: dict[str, NDArray[Any]]) -> None:
        """Add vertices of the part begun last; what is not given is neutral."""
        self.source.positions.append(positions)
        for name, column in self.source.columns.items():
            values = arrays.get(name)
            if values is None:
                values = np.full((len(positions), column.width), _MISSING[name], np.float32)
            column.append(np.nan_to_num(values, nan=_MISSING[name], posinf=0.0, neginf=0.0))

    def triangles(self, corners: NDArray[Any], first: int, vertices: int) -> None:
        """Add triangles over the vertices of the part begun last. Raises RecipeError `mesh-index-range`."""
        if corners.size:
            low, high = int(corners.min()), int(corners.max())
            if low < 0 or high >= vertices:
                raise RecipeError("mesh-index-range", index=low if low < 0 else high, vertices=vertices)
            self.source.triangles.append(corners.astype(np.int64) + first)


def corners(source: Source) -> Iterator[tuple[int, NDArray[np.uint32], NDArray[np.float32]]]:
    """Give triangles in runs: number of the first, vertices (k, 3), and where these lie (k, 3, 3)."""
    for start, numbers in source.triangles.chunks(CHUNK):
        yield start, numbers, source.positions.gather(numbers.reshape(-1)).reshape(-1, 3, 3)
