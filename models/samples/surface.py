"""A surface: vertices, triangles and what colours them. Metres, Y up, front +Z, linear colours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Paint:
    """A glTF metallic-roughness material; `picture` is an encoded JPEG that multiplies the colour."""

    name: str
    colour: Colour = (1.0, 1.0, 1.0)
    roughness: float = 0.7
    metallic: float = 0.0
    double_sided: bool = False
    picture: bytes | None = None


@dataclass(frozen=True, eq=False)
class Surface:
    """Triangles of one material."""

    name: str
    points: NDArray[np.float64]  # (n, 3)
    faces: NDArray[np.int64]  # (m, 3), counter-clockwise from outside
    normals: NDArray[np.float64] | None = None  # (n, 3); reckoned from the faces if None
    colours: NDArray[np.float64] | None = None  # (n, 3) linear
    uvs: NDArray[np.float64] | None = None  # (n, 2), v grows downwards
    paint: Paint = field(default_factory=lambda: Paint("plain"))

    def with_normals(self) -> Surface:
        """Return the surface with a normal for every vertex."""
        return self if self.normals is not None else replace(self, normals=smooth_normals(self.points, self.faces))

    def moved(self, by: Sequence[float]) -> Surface:
        """Return the surface shifted by `by`, metres."""
        return replace(self, points=self.points + np.asarray(by, dtype=np.float64))

    def turned(self, angle: float) -> Surface:
        """Return the surface turned about Y by `angle` radians, clockwise seen from above."""
        c, s = np.cos(angle), np.sin(angle)
        matrix = np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])
        normals = None if self.normals is None else self.normals @ matrix.T
        return replace(self, points=self.points @ matrix.T, normals=normals)


def smooth_normals(points: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return vertex normals weighted by triangle area."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    total = np.zeros_like(points)
    for k in range(3):
        np.add.at(total, faces[:, k], cross)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)


def joined(name: str, surfaces: Sequence[Surface], paint: Paint | None = None) -> Surface:
    """Return one surface from several of the same material."""
    ready = [s.with_normals() for s in surfaces]
    starts = np.cumsum([0, *(len(s.points) for s in ready)])
    faces = np.concatenate([s.faces + start for s, start in zip(ready, starts, strict=False)])
    return Surface(
        name,
        np.concatenate([s.points for s in ready]),
        faces,
        np.concatenate([s.normals for s in ready if s.normals is not None]),
        _all([s.colours for s in ready]),
        _all([s.uvs for s in ready]),
        paint or ready[0].paint,
    )


def grid_faces(rows: int, columns: int, *, closed: bool = False) -> NDArray[np.int64]:
    """Return the triangles of a grid of vertices in rows; `closed` joins the last column to the first."""
    across = columns if closed else columns - 1
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(across), indexing="ij")
    low = (r * columns + c).ravel()
    right = (r * columns + (c + 1) % columns).ravel()
    first = np.stack([low, low + columns, right], axis=1)
    second = np.stack([right, low + columns, right + columns], axis=1)
    return np.concatenate([first, second])


def _all(arrays: Sequence[NDArray[np.float64] | None]) -> NDArray[np.float64] | None:
    found = [a for a in arrays if a is not None]
    return np.concatenate(found) if len(found) == len(arrays) else None
