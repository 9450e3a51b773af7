"""The world as the bake sees it: triangles to cast rays at, and the light map cell behind every point of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.rays import Hits, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.texels import Texels

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A pane of sky in a window: corner, two sides and the inward normal; `room` is lit through it directly."""

    corner: tuple[float, float, float]
    along: tuple[float, float, float]
    up: tuple[float, float, float]
    inward: tuple[float, float, float]
    room: int


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """Triangles with their cells: `coords` (m, 6) give column and row at the first corner and how u, v change them."""

    corners: F32  # (m, 3, 3)
    coords: F32  # (m, 6)
    base: I64
    columns: I64
    rows: I64
    two_sided: NDArray[np.bool_]


def solid(corners: F32, ij: F32, base: I64, grid: tuple[I64, I64], *, two_sided: bool) -> Solid:
    """Return a Solid from column and row (m, 3, 2) at each corner."""
    a, b, c = ij[:, 0], ij[:, 1] - ij[:, 0], ij[:, 2] - ij[:, 0]
    coords = np.stack([a[:, 0], b[:, 0], c[:, 0], a[:, 1], b[:, 1], c[:, 1]], axis=1)
    flags = np.full(len(corners), two_sided, np.bool_)
    return Solid(corners.astype(np.float32), coords.astype(np.float32), base, *grid, flags)


def one_cell(corners: F32, cell: int, *, two_sided: bool = True) -> Solid:
    """Return triangles that all share one cell: exhibits."""
    m = len(corners)
    ones = np.ones(m, np.int64)
    return Solid(
        corners.astype(np.float32),
        np.zeros((m, 6), np.float32),
        np.full(m, cell, np.int64),
        ones,
        ones,
        np.full(m, two_sided, np.bool_),
    )


def joined(parts: Sequence[Solid]) -> Solid:
    """Return all triangles in one Solid."""
    return Solid(*(np.concatenate([getattr(p, name) for p in parts]) for name in Solid.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """`solid` holds everything that stops light; `panes` adds the windows, behind all other triangles."""

    solid: Solid
    blockers: Scene
    everything: Scene
    windows: tuple[Window, ...]

    def cells(self, hits: Hits) -> tuple[I64, NDArray[np.bool_], NDArray[np.int32]]:
        """Return (cell, whether a lit side was hit, window number or -1) of each hit."""
        s = self.solid
        window = (hits.triangle - len(s.corners)) // 2
        on_solid = (hits.triangle >= 0) & (window < 0)
        tri = np.where(on_solid, hits.triangle, 0)
        c = s.coords[tri]
        i = np.rint(c[:, 0] + hits.u * c[:, 1] + hits.v * c[:, 2]).astype(np.int64)
        j = np.rint(c[:, 3] + hits.u * c[:, 4] + hits.v * c[:, 5]).astype(np.int64)
        columns = s.columns[tri]
        np.clip(i, 0, columns - 1, out=i)
        np.clip(j, 0, s.rows[tri] - 1, out=j)
        lit = on_solid & (~hits.back | s.two_sided[tri])
        pane = np.where((hits.triangle >= 0) & (window >= 0), window, -1).astype(np.int32)
        return s.base[tri] + j * columns + i, lit, pane


def make_stage(parts: Sequence[Solid], windows: Sequence[Window]) -> Stage:
    """Return the stage of everything in `parts` and the panes of `windows`."""
    whole = joined(parts)
    panes = [_pane(w) for w in windows]
    both = np.concatenate([whole.corners, *panes]) if panes else whole.corners
    blockers = Scene(whole.corners)
    return Stage(whole, blockers, Scene(both) if panes else blockers, tuple(windows))


def _pane(window: Window) -> F32:
    c, a, u = (np.array(v, np.float32) for v in (window.corner, window.along, window.up))
    return np.array([[c, c + a, c + a + u], [c, c + a + u, c + u]], np.float32)


def lift(texels: Texels, chosen: I64, metres: float) -> F32:
    """Return the places of texels, lifted off their surface."""
    return texels.place[chosen] + np.float32(metres) * texels.normal[chosen]
