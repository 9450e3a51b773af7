"""Put points and splats upright, to scale and on the origin, as mesh.prepare does with meshes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.splats_reduce import matrices, quaternions
from vmuseum.assets.prepare import odd_size, scale_of
from vmuseum.errors import RecipeError
from vmuseum.mesh.splats_glb import Splats
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.plan.recipes import PointsQualities

_FAR_M = 1e6  # beyond this nothing is an exhibit
_OFFSET = 10_000.0  # units from the origin: coordinates of a map, not of an object


@dataclass(frozen=True, slots=True)
class Placing:
    """placed = (upright - foot) * scale, where `upright` is the file's point turned."""

    foot: NDArray[np.float64]  # (3,)
    scale: float
    low: NDArray[np.float64]  # bounds, metres
    high: NDArray[np.float64]

    def facts(self) -> dict[str, object]:
        """Return `bounds` and `scale` as recipes.PointsQualities tells them."""
        return {"bounds": {"low": self.low.tolist(), "high": self.high.tolist()}, "scale": self.scale}


def placing(low: NDArray[np.float64], high: NDArray[np.float64], params: PointsQualities) -> Placing:
    """Return where points between `low` and `high` go. Raises RecipeError `mesh-no-height`, `points-too-far`."""
    scale = scale_of(params, float(high[1] - low[1]))
    size = (high - low) * scale
    if not np.isfinite(size).all() or size.max() > _FAR_M:
        raise RecipeError("points-too-far", size_m=f"{float(size.max()):.3g}")
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    return Placing(foot, scale, (low - foot) * scale, (high - foot) * scale)


def told(
    low: NDArray[np.float64], high: NDArray[np.float64], found: Placing, params: PointsQualities
) -> list[Warning_]:
    """Return what the author should know of place and size."""
    warnings = []
    if float(np.abs((low + high) / 2).max()) > max(_OFFSET, 20 * float((high - low).max())):
        x, y, z = (f"{value:.3f}" for value in found.foot.tolist())
        warnings.append(Warning_("points-moved", (("x", x), ("y", y), ("z", z))))
    return [*warnings, *odd_size(params, float(found.high[1] - found.low[1]))]


def turned_splats(splats: Splats, turn: NDArray[np.float64], origin: NDArray[np.float64]) -> Splats:
    """Return splats turned, around `origin` (in turned axes)."""
    positions = splats.positions.astype(np.float64) @ turn.T - origin
    same = bool(np.allclose(turn, np.eye(3)))
    rotations = splats.rotations if same else quaternions(turn @ matrices(splats.rotations))
    harmonics = splats.harmonics
    if harmonics is not None and not same:
        # degree 1 is a vector a channel: (-SH(1), -SH(-1), SH(0)) along x y z
        vectors = np.stack([-harmonics[:, 2], -harmonics[:, 0], harmonics[:, 1]], axis=1)
        x, y, z = np.moveaxis(np.einsum("ij,njc->nic", turn, vectors), 1, 0)
        harmonics = np.stack([-y, z, -x], axis=1).astype(np.float32)
    return Splats(positions.astype(np.float32), splats.scales, rotations, splats.opacities, splats.colours, harmonics)


def scaled_splats(splats: Splats, shift: NDArray[np.float64], scale: float) -> Splats:
    """Return splats moved by -`shift`, then scaled to metres."""
    positions = ((splats.positions - shift) * scale).astype(np.float32)
    return Splats(
        positions, splats.scales * np.float32(scale), splats.rotations, splats.opacities, splats.colours,
        splats.harmonics,
    )  # fmt: skip
