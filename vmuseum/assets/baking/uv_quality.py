"""How good the texture coordinates of a scan are, in figures, and whether its pictures can serve as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.corners import equal_rows
from vmuseum.assets.topology import labels
from vmuseum.assets.uv_use import weighted
from vmuseum.mesh import raster
from vmuseum.mesh.normals import face_vectors
from vmuseum.mesh.texture_roles import textures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh, Part

    F64 = NDArray[np.float64]

_CRUMB = 64.0  # texels: 8 x 8. A chart below is all border, and gone in the third smaller mip level
_MOST_CRUMBS = 0.5
_MOST_FLAT = 0.2
_MOST_UNEVEN = 16.0
_LEAST_USED = 0.1
_NOTHING = 1e-6  # texels


@dataclass(frozen=True, slots=True)
class UvFigures:
    """Measured over the surface that has pictures; shares are of its area."""

    flat: float  # share without UVs, or whose UVs have no area
    crumbs: float  # share in charts of fewer than 64 texels
    uneven: float  # texels a metre: 95th over 5th percentile
    texels: float  # of all triangles
    used: float  # texels of all triangles over texels of the pictures; above 1 where they repeat

    @property
    def usable(self) -> bool:
        """Whether at most a fifth is flat, half in crumbs, density within 16 times, and a tenth of the texels used."""
        tidy = self.flat <= _MOST_FLAT and self.crumbs <= _MOST_CRUMBS
        return tidy and self.uneven <= _MOST_UNEVEN and self.used >= _LEAST_USED


def uv_figures(mesh: Mesh) -> UvFigures | None:
    """Return the figures of the parts with pictures; None where there are none.

    Surfaces that share a place in a picture are no fault: it repeats there, and shows right.
    """
    sizes = {number: _size(mesh, number) for number in sorted({n for p in mesh.parts for n in _first(p)})}
    rows = [_measured(part, sizes[number]) for part in mesh.parts for number in _first(part) if len(part.indices)]
    if not rows:
        return None
    area, texels, chart = (np.concatenate([row[k] for row in rows]) for k in range(3))
    total = float(area.sum())
    if total <= 0:
        return None
    has = (texels > _NOTHING) & (area > 0)
    density = np.sqrt(texels[has] / area[has])
    few, many = weighted(density, area[has], (0.05, 0.95))
    return UvFigures(
        flat=float(area[~has].sum()) / total,
        crumbs=float(area[has & (chart < _CRUMB)].sum()) / total,
        uneven=many / few if few > 0 else 1.0,
        texels=float(texels.sum()),
        used=float(texels.sum()) / sum(w * h for w, h in sizes.values()),
    )


def _first(part: Part) -> list[int]:
    """Return the number of the part's first picture, colour before others; none where it has none."""
    return list(textures(part.material).values())[:1]


def _size(mesh: Mesh, number: int) -> tuple[int, int]:
    found = raster.header(mesh.images[number].data)
    return found.width, found.height


def _measured(part: Part, size: tuple[int, int]) -> tuple[F64, F64, F64]:
    """Return for each triangle its area, its texels, and the texels of its chart."""
    area = np.linalg.norm(face_vectors(part.positions, part.indices), axis=1) / 2
    if part.uvs is None:
        return area, np.zeros_like(area), np.zeros_like(area)
    flat = part.uvs.astype(np.float64)[part.indices] * size
    one, other = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    texels = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2
    place = equal_rows(np.concatenate([part.positions, part.uvs], axis=1))[1][part.indices]
    pairs = np.concatenate([place[:, [0, 1]], place[:, [1, 2]]])
    chart = labels(pairs[:, 0], pairs[:, 1], int(place.max()) + 1)[place[:, 0]]
    whole = np.asarray(np.bincount(chart, texels), np.float64)
    return np.asarray(area, np.float64), np.asarray(texels, np.float64), whole[chart]
