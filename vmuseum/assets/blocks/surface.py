"""The surface of one node of the tree: vertices with all they carry, triangles, and which leaves touch each vertex."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.corners import equal_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_ARRAYS = ("positions", "indices", "part", "low", "high", "normals", "uvs", "colours")


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """n vertices and m triangles. `low` and `high`: first and last leaf with a triangle at the vertex's place."""

    positions: NDArray[np.float32]  # (n, 3)
    indices: NDArray[np.uint32]  # (m, 3)
    part: NDArray[np.uint16]  # (n,) number of its material
    low: NDArray[np.uint32]  # (n,)
    high: NDArray[np.uint32]  # (n,)
    normals: NDArray[np.float32]  # (n, 3)
    uvs: NDArray[np.float32] | None = None  # (n, 2) of the master's pictures
    colours: NDArray[np.float32] | None = None  # (n, 4)

    def save(self, path: Path) -> None:
        """Keep it in a file."""
        with path.open("wb") as stream:
            for name in _ARRAYS:
                values = getattr(self, name)
                np.save(stream, np.zeros(0, np.float32) if values is None else values)

    @classmethod
    def load(cls, path: Path) -> Surface:
        """Return what `save` kept."""
        with path.open("rb") as stream:
            rows = {name: np.load(stream) for name in _ARRAYS}
        return cls(**{name: values for name, values in rows.items() if values.ndim > 1 or len(values)})

    def attributes(self) -> NDArray[np.float32]:
        """Return all that tells two vertices apart, side by side."""
        rows = [self.positions, self.normals, self.uvs, self.colours, self.part[:, None].astype(np.float32)]
        return np.concatenate([values for values in rows if values is not None], axis=1)

    def taken(self, vertices: NDArray[Any], indices: NDArray[Any]) -> Surface:
        """Return these vertices with these triangles over them."""
        rows = {name: getattr(self, name) for name in _ARRAYS if name != "indices"}
        kept: dict[str, Any] = {name: None if values is None else values[vertices] for name, values in rows.items()}
        return replace(self, indices=indices.astype(np.uint32), **kept)

    def used(self, indices: NDArray[Any]) -> Surface:
        """Return these of its triangles and the vertices they use."""
        mask = np.zeros(len(self.positions), bool)
        mask[indices.reshape(-1)] = True
        return self.taken(np.flatnonzero(mask), (np.cumsum(mask) - 1)[indices])


def joined(surfaces: Sequence[Surface]) -> Surface:
    """Return surfaces as one; vertices that are equal in everything become one, so borders between them close."""
    starts = np.cumsum([0, *(len(s.positions) for s in surfaces)])
    columns: dict[str, Any] = {}
    for name in _ARRAYS:
        rows = [getattr(s, name) for s in surfaces]
        columns[name] = None if rows[0] is None else np.concatenate(rows)
    columns["indices"] = np.concatenate(
        [s.indices.astype(np.int64) + start for s, start in zip(surfaces, starts, strict=False)]
    )
    whole = Surface(**columns)
    first, place = equal_rows(whole.attributes())
    order = np.argsort(first)  # in order of first appearance: neighbours stay neighbours
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return whole.taken(first[order], rank[place][whole.indices])
