"""One eye and one light for a master and its qualities: pictures, what each ray meets, distances as colours."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.comparing import heat
from vmuseum.assets.poster import framing, studio
from vmuseum.errors import RecipeError
from vmuseum.mesh.rays import Scene
from vmuseum.render.scene import Placed, turn_matrix
from vmuseum.render.tone import shown
from vmuseum.render.views import view_projection

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.comparing.distance import Target
    from vmuseum.assets.comparing.shape import Shape
    from vmuseum.mesh.arrays import Mesh
    from vmuseum.render.scene import Camera, Look

    F64 = NDArray[np.float64]

_TURN = math.radians(-24.0)  # that of the poster
_FINE = 2  # rays a pixel and side: the edges of the error picture are smooth
_STEP = 6  # rays between two at which the distance is taken
_BACKDROP = (0.62, 0.585, 0.53)  # nits over exposure: sand
_DIMMED = 0.85  # of the poster's exposure: white marble keeps its relief
_MARGIN = 0.05  # of the picture, around the object
_SHADE = 0.35  # how much the shape shows in the error picture


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What rays meet: `mask` (h, w), and for the masked ones in order triangle and weights of its corners.

    There are _FINE x _FINE rays a pixel.
    """

    mask: NDArray[np.bool_]
    triangle: NDArray[np.int64]
    weights: F64

    def pixels(self) -> NDArray[np.bool_]:
        """Return which pixels see anything."""
        return np.asarray(_blocks(self.mask).any(axis=(1, 3)))


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The eye and the light that master and qualities share."""

    px: int
    matrix: F64
    camera: Camera
    look: Look
    diagonal_m: float

    @staticmethod
    def of(mesh: Mesh, px: int) -> View:
        """Return the view of the poster, square, without its backdrop and a little darker."""
        matrix = turn_matrix(_TURN)
        points = np.concatenate([part.positions for part in mesh.parts]).astype(np.float64) @ matrix[:3, :3].T
        size = float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))
        look = studio(points, size, float(points[:, 1].min()))
        exposure = look.exposure * _DIMMED
        r, g, b = (value / exposure for value in _BACKDROP)
        dimmed = replace(look, exposure=exposure, background=(r, g, b), dither=False)
        return View(px, matrix, framing(points, 1.0), dimmed, size)

    def seen(self, shape: Shape) -> Seen:
        """Return what the rays through the pixels meet."""
        fine = self.px * _FINE
        back = np.linalg.inv(view_projection(self.camera, 1.0) @ self.matrix)
        # at one depth, places go evenly with the picture's x and y
        middle, right, above = (
            (back @ (x, y, 0.9, 1.0))[:3] / (back @ (x, y, 0.9, 1.0))[3] for x, y in ((0, 0), (1, 0), (0, 1))
        )
        eye = np.asarray(self.camera.eye) @ self.matrix[:3, :3]
        at = ((np.arange(fine) + 0.5) / fine * 2 - 1).astype(np.float32)
        across, up = (right - middle).astype(np.float32), (above - middle).astype(np.float32)
        ways = (middle - eye).astype(np.float32) + at[None, :, None] * across - at[:, None, None] * up
        origins = np.broadcast_to(eye.astype(np.float32), (fine * fine, 3))
        hits = Scene(shape.corners.astype(np.float32)).hits(np.ascontiguousarray(origins), ways.reshape(-1, 3))
        mask = hits.triangle >= 0
        v, w = hits.u[mask].astype(np.float64), hits.v[mask].astype(np.float64)
        weights = np.column_stack([1 - v - w, v, w])
        return Seen(mask.reshape(fine, fine), hits.triangle[mask].astype(np.int64), weights)

    def backdrop(self) -> NDArray[np.uint8]:
        """Return the colour behind everything."""
        return np.round(np.array(shown(self.look.background, exposure=self.look.exposure)) * 255).astype(np.uint8)


def drawn(meshes: list[Mesh], view: View) -> list[NDArray[np.uint8]]:
    """Return a picture of each mesh. Raises RecipeError("drawing-impossible") where nothing draws."""
    from vmuseum.render.panda import NoDisplayError, open_renderer

    try:
        with open_renderer(view.px, view.px, taps=16, shadow_px=1024) as renderer:
            return [renderer.draw(renderer.load((Placed(m, view.matrix),)), view.camera, view.look) for m in meshes]
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing


def box(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the rows and columns around what is seen, with a margin, at least half as wide as high and the reverse."""
    margin = round(_MARGIN * len(mask))
    lows, highs = [], []
    for axis in (1, 0):
        hit = np.flatnonzero(mask.any(axis=axis))
        lows.append(int(hit[0]) - margin if len(hit) else 0)
        highs.append(int(hit[-1]) + 1 + margin if len(hit) else len(mask))
    least = max(high - low for low, high in zip(lows, highs, strict=True)) / 2
    for axis in (0, 1):
        more = max(0, round((least - (highs[axis] - lows[axis])) / 2))
        lows[axis], highs[axis] = max(0, lows[axis] - more), min(len(mask), highs[axis] + more)
    return slice(lows[0], highs[0]), slice(lows[1], highs[1])


def error_picture(view: View, shape: Shape, hits: Seen, target: Target, scale: heat.Scale) -> NDArray[np.uint8]:
    """Return the quality in the colours of its distance; its shape shows as a slight shade."""
    fine = np.empty((*hits.mask.shape, 3))
    fine[:] = view.backdrop()
    taken = _taken(hits.mask)
    chosen = taken[hits.mask]
    points = np.einsum("nk,nkd->nd", hits.weights[chosen], shape.corners[hits.triangle[chosen]])
    shares = np.full(hits.mask.shape, np.nan)
    shares[taken] = scale.shares(target.nearest(points).distance)
    filled = _filled(shares)[hits.mask]
    ahead = np.subtract(view.camera.eye, view.camera.target) @ view.matrix[:3, :3]
    facing = np.abs(shape.normal_at(hits.triangle, hits.weights) @ (ahead / np.linalg.norm(ahead)))
    fine[hits.mask] = heat.colours(filled) * (1 - _SHADE * (1 - facing))[:, None]
    return np.asarray(np.round(_blocks(fine).mean(axis=(1, 3))), np.uint8)


def _blocks(values: NDArray[Any]) -> NDArray[Any]:
    """Return rows and columns with those of one pixel on axes of their own: (h, _FINE, w, _FINE, ...)."""
    height, width = values.shape[:2]
    return values.reshape(height // _FINE, _FINE, width // _FINE, _FINE, *values.shape[2:])


def _taken(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the rays at which the distance is taken: every _STEP-th, and all that have none of these near."""
    taken = np.zeros_like(mask)
    taken[::_STEP, ::_STEP] = mask[::_STEP, ::_STEP]
    padded = np.pad(taken, _STEP // 2)
    near = np.zeros_like(mask)
    for dy in range(_STEP + 1):
        for dx in range(_STEP + 1):
            near |= padded[dy : dy + mask.shape[0], dx : dx + mask.shape[1]]
    return taken | (mask & ~near)


def _filled(values: F64) -> F64:
    """Return `values` with each missing one taken as the mean of the known ones near it, the nearest counting most."""
    known = ~np.isnan(values)
    weights = np.concatenate([np.arange(1, _STEP + 1), np.arange(_STEP - 1, 0, -1)]).astype(np.float64)
    total, share = np.where(known, values, 0.0), known.astype(np.float64)
    for axis in (0, 1):
        total, share = _smeared(total, weights, axis), _smeared(share, weights, axis)
    return np.where(known, values, total / np.maximum(share, 1e-9))


def _smeared(values: F64, weights: F64, axis: int) -> F64:
    reach = len(weights) // 2
    padded = np.pad(values, [(reach, reach) if n == axis else (0, 0) for n in (0, 1)])
    size = values.shape[axis]
    return np.asarray(sum(w * np.take(padded, range(k, k + size), axis) for k, w in enumerate(weights)))
