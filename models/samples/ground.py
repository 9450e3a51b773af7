"""Tileable pictures of paving, stone, grass and roof, from fixed seeds; near white: the paint gives the colour."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from .field import ease
from .noise import cloud, noise
from .surface import Colour, Paint
from .texture import jpeg

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PX = 384


@cache
def paving() -> Paint:
    """Slabs of 1.2 m; the picture covers 4.8 m."""
    u, v = _grid()
    slab_u, slab_v = np.floor(u * 4), np.floor(v * 4)
    slabs = np.stack([slab_u, slab_v, 0 * u], axis=-1).reshape(-1, 3) + 0.5
    tone = 1 + 0.10 * noise(slabs * 1.7 + 0.31, size=1.0, seed=3)
    joint = np.minimum.reduce([_edge(u * 4), _edge(v * 4)]).ravel()
    tone *= 1 + 0.10 * _wrapped(u, v, 6, seed=4) + 0.05 * _wrapped(u, v, 60, seed=5)
    tone *= 1 - 0.45 * ease(0.016, 0.004, joint)
    return _paint("lat-da", tone, (0.36, 0.335, 0.295), 0.62)


@cache
def stone() -> Paint:
    """Pale cut stone; the picture covers 2.4 m."""
    u, v = _grid()
    tone = (
        1 + 0.09 * _wrapped(u, v, 5, seed=11) + 0.06 * _wrapped(u, v, 22, seed=12) + 0.04 * _wrapped(u, v, 90, seed=13)
    )
    return _paint("da", tone, (0.50, 0.455, 0.385), 0.70)


@cache
def grass() -> Paint:
    """Mown grass; the picture covers 6 m."""
    u, v = _grid()
    tone = (
        1 + 0.16 * _wrapped(u, v, 5, seed=21) + 0.20 * _wrapped(u, v, 34, seed=22) + 0.30 * _wrapped(u, v, 120, seed=23)
    )
    return _paint("co", np.clip(tone, 0.35, 1.6), (0.085, 0.12, 0.04), 0.95)


@cache
def roof() -> Paint:
    """Rows of dark red tiles; the picture covers 1.2 m."""
    u, v = _grid()
    row = v * 6
    across = u * 6 + 0.5 * (np.floor(row) % 2)
    tile = np.stack([np.floor(across) % 6, np.floor(row), 0 * u], axis=-1).reshape(-1, 3) + 0.5
    tone = 1 + 0.12 * noise(tile * 1.3, size=1.0, seed=31)
    tone *= 1 - 0.40 * ease(0.86, 1.0, (row % 1).ravel()) - 0.22 * ease(0.10, 0.02, _edge(across).ravel())
    return _paint("ngoi", tone, (0.23, 0.075, 0.045), 0.50)


@cache
def limewash() -> Paint:
    """Old lime wash with faint streaks; the picture covers 3 m."""
    u, v = _grid()
    tone = (
        1
        + 0.06 * _wrapped(u, v, 6, seed=51)
        + 0.05 * _wrapped(u, v, 40, seed=52)
        + 0.07 * _wrapped(u * 8, v, 3, seed=53)
    )
    return _paint("voi", tone, (0.60, 0.545, 0.44), 0.9)


@cache
def band() -> Paint:
    """Return a bronze band with a row of ringed discs between rows of teeth, after drum patterns in general."""
    u, v = _grid()
    disc = np.hypot(u * 8 % 1 - 0.5, (v - 0.5) * 2.4)
    rings = ease(0.05, 0.02, np.abs(disc - 0.34)) + ease(0.05, 0.02, np.abs(disc - 0.18)) + ease(0.07, 0.04, disc)
    teeth = (
        ease(-0.02, 0.03, (np.abs(u * 16 % 1 - 0.5) * 2 - (v - 0.06) / 0.15))
        * ease(0.22, 0.21, v)
        * ease(0.05, 0.06, v)
    )
    under = (
        ease(-0.02, 0.03, (np.abs(u * 16 % 1 - 0.5) * 2 - (0.94 - v) / 0.15))
        * ease(0.78, 0.79, v)
        * ease(0.95, 0.94, v)
    )
    tone = 0.72 + 0.55 * np.clip(rings + teeth + under, 0, 1)
    return _paint(
        "dong",
        (tone * (1 + 0.06 * _wrapped(u, v, 20, seed=41).reshape(u.shape))).ravel(),
        (0.36, 0.215, 0.10),
        0.42,
        0.75,
    )


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    side = (np.arange(_PX) + 0.5) / _PX
    u, v = np.meshgrid(side, side)
    return u, v


def _edge(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance to the nearest whole number."""
    return np.abs(at - np.round(at))


def _wrapped(u: NDArray[np.float64], v: NDArray[np.float64], bumps: int, *, seed: int) -> NDArray[np.float64]:
    """Noise that repeats at the picture's edges: four shifted copies faded into one another."""
    p = np.stack([u, v, 0 * u], axis=-1).reshape(-1, 3) * bumps
    a, b = np.meshgrid((np.arange(_PX) + 0.5) / _PX, (np.arange(_PX) + 0.5) / _PX)
    fu, fv = a.ravel(), b.ravel()
    total, square = np.zeros(len(p)), np.zeros(len(p))
    for du in (0, 1):
        for dv in (0, 1):
            share = (fu if du else 1 - fu) * (fv if dv else 1 - fv)
            total += share * cloud(p - np.array([du * bumps, dv * bumps, 0.5]), size=1.0, octaves=3, seed=seed)
            square += share * share
    return total / np.sqrt(square)


def _paint(name: str, tone: NDArray[np.float64], mean: Colour, roughness: float, metallic: float = 0.0) -> Paint:
    """Return a paint whose colour times picture is `mean` on average."""
    top = float(np.quantile(tone, 0.995))
    grey = np.clip(tone / top, 0, 1).reshape(_PX, _PX)
    share = float(grey.mean())
    colour = tuple(min(1.0, round(c / share, 4)) for c in mean)
    return Paint(
        name,
        (colour[0], colour[1], colour[2]),
        roughness,
        metallic,
        picture=jpeg(np.repeat(grey[..., None], 3, axis=2), quality=74),
    )
