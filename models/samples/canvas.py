"""A canvas for flat, calm pictures: anti-aliased shapes, gradients, paper grain.

Units: the picture is 4 wide and 3 high.
Colours are sRGB "#rrggbb". x grows to the right, y downwards.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .noise import cloud

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = Sequence[tuple[float, float]] | NDArray[np.float64]

_FINE = 3  # supersampling


class Canvas:
    """A picture being painted, back to front."""

    def __init__(self, *, width_px: int = 1600, height_px: int = 1200, ground: str = "#F3EADA") -> None:
        self.size = (width_px, height_px)
        self.unit = width_px / 4.0
        self.pixels = np.tile(_rgb(ground), (height_px, width_px, 1))

    def gradient(self, stops: Sequence[tuple[float, str]], *, top: float = 0.0, bottom: float = 3.0) -> None:
        """Fill a band from edge to edge with colours that change downwards; stops are (y, colour)."""
        rows = (np.arange(self.size[1]) + 0.5) / self.unit
        colours = np.array([_rgb(c) for _, c in stops])
        at = [y for y, _ in stops]
        fill = np.stack([np.interp(rows, at, colours[:, k]) for k in range(3)], axis=1)
        band = (rows >= top) & (rows < bottom)
        self.pixels[band] = fill[band][:, None, :]

    def shape(self, points: Points, colour: str, *, alpha: float = 1.0, soft: float = 0.0) -> None:
        """Fill a polygon; `soft` blurs its edge, in units."""
        outline = np.asarray(points, dtype=np.float64) * self.unit
        edge = int(np.ceil(soft * self.unit * 3)) + 2
        left, top = (max(0, int(v) - edge) for v in np.floor(outline.min(axis=0)))
        right, bottom = (min(m, int(v) + edge) for m, v in zip(self.size, np.ceil(outline.max(axis=0)), strict=True))
        if right <= left or bottom <= top:
            return
        image = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE), 0)
        inside = (outline - np.array([left, top])) * _FINE
        ImageDraw.Draw(image).polygon([(float(x), float(y)) for x, y in inside], fill=255)
        image = image.resize((right - left, bottom - top), Image.Resampling.BOX)
        if soft:
            image = image.filter(ImageFilter.GaussianBlur(soft * self.unit))
        share = np.asarray(image, dtype=np.float64)[..., None] / 255 * alpha
        patch = self.pixels[top:bottom, left:right]
        patch += (_rgb(colour) - patch) * share

    def curve(self, points: Points, width: float, colour: str, *, alpha: float = 1.0, taper: float = 1.0) -> None:
        """Draw a smooth line through points; its width runs from `width` to `width * taper`."""
        path = smooth(points)
        wide = np.linspace(width, width * taper, len(path)) / 2
        ahead = np.gradient(path, axis=0)
        side = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) / np.maximum(
            np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9
        )
        self.shape(
            np.concatenate([path + side * wide[:, None], (path - side * wide[:, None])[::-1]]), colour, alpha=alpha
        )

    def line(
        self, a: tuple[float, float], b: tuple[float, float], width: float, colour: str, *, alpha: float = 1.0
    ) -> None:
        """Draw a straight line."""
        along = np.subtract(b, a)
        side = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9) * width / 2
        self.shape(np.array([a + side, b + side, b - side, a - side]), colour, alpha=alpha)

    def oval(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        colour: str,
        *,
        alpha: float = 1.0,
        soft: float = 0.0,
    ) -> None:
        """Fill an ellipse."""
        turn = np.linspace(0, 2 * np.pi, 97)[:-1]
        self.shape(
            np.stack([centre[0] + radii[0] * np.cos(turn), centre[1] + radii[1] * np.sin(turn)], axis=1),
            colour,
            alpha=alpha,
            soft=soft,
        )

    def streaks(self, top: float, bottom: float, colour: str, *, count: int, seed: int, alpha: float = 0.35) -> None:
        """Draw level strokes, as light on water: thin and short far off, longer and bolder near."""
        rng = np.random.default_rng(seed)
        for _ in range(count):
            near = rng.uniform() ** 0.6
            y, x = top + (bottom - top) * near, rng.uniform(-0.2, 4.2)
            half, thick = (0.05 + 0.28 * near) * rng.uniform(0.4, 1.2), (0.004 + 0.012 * near)
            turn = np.linspace(0, 2 * np.pi, 25)
            self.shape(
                np.stack([x + half * np.cos(turn), y + thick * np.sin(turn)], axis=1),
                colour,
                alpha=alpha * rng.uniform(0.4, 1.0),
            )

    def grain(self, strength: float = 0.02, *, seed: int = 1) -> None:
        """Lay a faint paper texture over everything."""
        h, w = self.size[1] // 4, self.size[0] // 4
        v, u = np.mgrid[0:h, 0:w]
        p = np.stack([u.ravel(), v.ravel(), 0 * u.ravel()], axis=1).astype(np.float64)
        tone = cloud(p, size=7, octaves=3, seed=seed).reshape(h, w)
        large = Image.fromarray(tone.astype(np.float32)).resize(self.size, Image.Resampling.BICUBIC)
        self.pixels *= 1 + strength * np.asarray(large, dtype=np.float64)[..., None]

    def webp(self, *, quality: int = 82) -> bytes:
        """Return the picture as WebP."""
        out = io.BytesIO()
        flat = np.round(np.clip(self.pixels, 0, 1) * 255).astype(np.uint8)
        Image.fromarray(flat).save(out, "WEBP", quality=quality, method=6)
        return out.getvalue()


def smooth(points: Points, steps: int = 14) -> NDArray[np.float64]:
    """Return a Catmull-Rom curve through the points."""
    p = np.asarray(points, dtype=np.float64)
    if len(p) < 3:
        return p
    q = np.concatenate([[2 * p[0] - p[1]], p, [2 * p[-1] - p[-2]]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = [
        0.5 * ((2 * b) + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(q[:-3], q[1:-2], q[2:-1], q[3:], strict=True)
    ]
    return np.concatenate([*out, p[-1:]])


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
