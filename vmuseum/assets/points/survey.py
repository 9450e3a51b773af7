"""A point cloud or Gaussian splats looked over in one pass: how many, how large, colours and normals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from vmuseum.assets.points.e57 import read_points_e57
from vmuseum.assets.points.las import read_points_las
from vmuseum.assets.points.ply import read_points_ply
from vmuseum.assets.points.splats_read import read_splats_file
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.plan.recipes import Warning_

    Looked = tuple[NDArray[np.float64], bool, bool]

_READERS = {
    ".ply": read_points_ply,
    ".las": read_points_las,
    ".laz": read_points_las,
    ".e57": read_points_e57,
}


@dataclass(frozen=True, slots=True)
class PointsSurvey:
    """What was found. `low` and `high` in the file's unit and axes; `unusable` are no places."""

    kind: Literal["points", "splats"]
    count: int
    unusable: int
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    colours: bool
    normals: bool
    warnings: tuple[Warning_, ...]

    @property
    def extent(self) -> tuple[float, float, float]:
        """Size in the file's unit."""
        x, y, z = (h - low for low, h in zip(self.low, self.high, strict=True))
        return (x, y, z)


def points_survey(path: Path, suffix: str, kind: Literal["points", "splats"]) -> PointsSurvey:
    """Return what the file holds. About 50 MB of memory however large it is. Raises RecipeError of the readers."""
    if kind == "splats":
        splats = read_splats_file(path, suffix)
        chunks: Iterator[Looked] = ((s.positions.astype(np.float64), True, False) for s in splats.read())
        return _looked(kind, chunks, splats.notes)
    cloud = _READERS[suffix](path)
    parts = ((c.positions, c.colours is not None, c.normals is not None) for c in cloud.chunks)
    return _looked(kind, parts, cloud.notes)


def _looked(kind: Literal["points", "splats"], chunks: Iterator[Looked], notes: dict[str, Warning_]) -> PointsSurvey:
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    count = unusable = 0
    colours = normals = False
    for positions, coloured, shaped in chunks:
        good = positions[np.isfinite(positions).all(axis=1)]
        count += len(positions)
        unusable += len(positions) - len(good)
        if len(good):
            low, high = np.minimum(low, good.min(axis=0)), np.maximum(high, good.max(axis=0))
        colours, normals = colours or coloured, normals or shaped
    if count == unusable:
        raise RecipeError("points-empty")
    told = tuple(notes[code] for code in sorted(notes))
    return PointsSurvey(kind, count, unusable, _triple(low), _triple(high), colours, normals, told)


def _triple(row: NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in row)
    return (x, y, z)
