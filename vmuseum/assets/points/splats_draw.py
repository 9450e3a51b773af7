"""Draw splats over a picture: EWA splatting as in the 3D Gaussian Splatting paper, sorted by distance, in numpy.

Zwicker et al., EWA splatting (2002); Kerbl et al., 3D Gaussian splatting for real-time radiance field rendering (2023),
section 4 and the rasteriser's low-pass of 0.3 square pixels. Colours are display values and are blended as such, which
is what KHR_gaussian_splatting asks of srgb_rec709_display. 400,000 splats on 960 x 720 pixels take about 4 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.splats_reduce import covariances

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.splats_glb import Splats
    from vmuseum.render.scene import Camera

_LOW_PASS = 0.3  # square pixels added to each footprint, so that nothing falls between pixels
_CUT = 3.0  # standard deviations, as the ellipse kernel says
_FAINT, _DENSEST = 1 / 255, 0.99
_SH_1 = 0.4886025119029199  # sqrt(3 / (4 pi))
_BAND_PIXELS = 1 << 16  # of the picture at a time: pixel numbers then fit into 16 bits, which sort in one pass
_FRAGMENTS = 1 << 23


@dataclass(frozen=True, slots=True, eq=False)
class _Footprints:
    """Projected splats, nearest first. `conic` is the inverse of the covariance: a, b, c of ax² + 2bxy + cy²."""

    middle: NDArray[np.float64]  # (n, 2) pixels
    conic: NDArray[np.float64]  # (n, 3)
    reach: NDArray[np.float64]  # (n, 2) pixels
    opacity: NDArray[np.float64]
    colour: NDArray[np.float64]  # (n, 3)


def draw_splats(splats: Splats, camera: Camera, ground: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return `ground` (height, width, 3), sRGB, with the splats in front of it."""
    height, width = ground.shape[:2]
    prints = _projected(splats, camera, width, height)
    out = np.empty((height, width, 3), np.uint8)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        light, through = _band(prints, top, bottom, width)
        shown = light + through[..., None] * (ground[top:bottom].astype(np.float64) / 255)
        out[top:bottom] = np.rint(np.clip(shown, 0.0, 1.0) * 255)
    return out


def _projected(splats: Splats, camera: Camera, width: int, height: int) -> _Footprints:
    eye = np.array(camera.eye)
    ahead = np.array(camera.target) - eye
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, np.array(camera.up))
    right /= np.linalg.norm(right)
    view = np.stack([right, np.cross(ahead, right), ahead])  # x right, y down, z ahead
    way = splats.positions.astype(np.float64) - eye
    local = way @ view.T
    order = np.argsort(np.linalg.norm(way, axis=1), kind="stable")
    order = order[local[order, 2] > camera.near]
    focal = height / 2 / np.tan(camera.fov_y / 2)
    near = splats.take(order)
    x, y, z = local[order].T
    middle = np.column_stack([focal * x / z + width / 2, focal * y / z + height / 2])
    zero = np.zeros_like(z)
    jacobian = np.stack([[focal / z, zero, -focal * x / z**2], [zero, focal / z, -focal * y / z**2]])
    lead = np.moveaxis(jacobian, 2, 0) @ view
    flat = lead @ covariances(near) @ lead.transpose(0, 2, 1)
    a, b, c = flat[:, 0, 0] + _LOW_PASS, flat[:, 0, 1], flat[:, 1, 1] + _LOW_PASS
    det = np.maximum(a * c - b * b, 1e-12)
    reach = _CUT * np.sqrt(np.column_stack([a, c]))
    half = np.array([width / 2, height / 2])
    seen = (np.abs(middle - half) < reach + half).all(axis=1)
    seen &= near.opacities >= _FAINT
    conic = np.column_stack([c / det, -b / det, a / det])
    colour = _seen_colours(near, way[order])
    return _Footprints(middle[seen], conic[seen], reach[seen], near.opacities[seen].astype(np.float64), colour[seen])


def _seen_colours(splats: Splats, way: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the display colour of each splat seen along `way`."""
    colour = splats.colours.astype(np.float64)
    if splats.harmonics is not None:
        x, y, z = (way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-12)).T[:, :, None]
        first, second, third = np.moveaxis(splats.harmonics.astype(np.float64), 1, 0)
        colour = colour + _SH_1 * (z * second - y * first - x * third)
    return np.maximum(colour, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Strip:
    """Some rows of the picture: light so far, and the share of what lies behind that comes through. Flat by pixel."""

    top: int
    bottom: int
    width: int
    light: NDArray[np.float64]  # (n, 3)
    through: NDArray[np.float64]  # (n,)


def _band(prints: _Footprints, top: int, bottom: int, width: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the light of the splats on rows `top` to `bottom`, and the share of what lies behind."""
    count = (bottom - top) * width
    strip = _Strip(top, bottom, width, np.zeros((count, 3)), np.ones(count))
    middle, reach = prints.middle[:, 1], prints.reach[:, 1]
    touched = np.flatnonzero((middle + reach > top) & (middle - reach < bottom))
    low, high = _boxes(prints, touched, strip)
    ends = np.cumsum(np.prod(np.maximum(high - low, 0), axis=1))
    start = 0
    while start < len(touched):  # nearest first, so later pieces lie behind what is drawn
        base = ends[start - 1] if start else 0
        end = max(int(np.searchsorted(ends, base + _FRAGMENTS)), start + 1)
        part = slice(start, end)
        _blend(prints, touched[part], low[part], high[part], strip)
        start = end
    return strip.light.reshape(bottom - top, width, 3), strip.through.reshape(bottom - top, width)


def _boxes(prints: _Footprints, rows: NDArray[np.int64], strip: _Strip) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pixels (x, y) that each splat may touch, the upper end exclusive."""
    middle, reach = prints.middle[rows], prints.reach[rows]
    least, most = [0, strip.top], [strip.width, strip.bottom]
    low = np.clip(np.floor(middle - reach), least, most).astype(np.int64)
    high = np.clip(np.ceil(middle + reach) + 1, least, most).astype(np.int64)
    return low, high


def _blend(
    prints: _Footprints, rows: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64], strip: _Strip
) -> None:
    """Put some splats, in order, behind what the strip holds."""
    size = np.maximum(high - low, 0)
    count = size[:, 0] * size[:, 1]
    owner = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    wide = size[owner, 0]
    x, y = low[owner, 0] + step % wide, low[owner, 1] + step // wide
    dx, dy = x + 0.5 - prints.middle[rows[owner], 0], y + 0.5 - prints.middle[rows[owner], 1]
    a, b, c = prints.conic[rows[owner]].T
    power = 0.5 * (a * dx * dx + c * dy * dy) + b * dx * dy
    alpha = np.minimum(_DENSEST, prints.opacity[rows[owner]] * np.exp(-power))
    kept = (alpha >= _FAINT) & (power < 0.5 * _CUT**2)
    pixel = ((y - strip.top) * strip.width + x)[kept].astype(np.uint16)
    order = np.argsort(pixel, kind="stable")
    pixel, alpha, owner = pixel[order], alpha[kept][order], owner[kept][order]
    if not len(pixel):
        return
    starts = np.flatnonzero(np.diff(pixel, prepend=~pixel[:1]))
    left = np.log1p(-alpha)
    before = np.cumsum(left) - left
    lengths = np.diff(starts, append=len(pixel))
    share = alpha * np.exp(before - np.repeat(before[starts], lengths)) * strip.through[pixel]
    colour = prints.colour[rows[owner]] * share[:, None]
    strip.light[pixel[starts]] += np.add.reduceat(colour, starts, axis=0)
    strip.through[pixel[starts]] *= np.exp(np.add.reduceat(left, starts))
