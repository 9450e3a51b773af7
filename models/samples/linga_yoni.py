"""The wooden linga-yoni of Nhon Thanh: one block with a body and a spout.

No size is published, so every measure here is free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .field import box, carve, disc, ease, melt
from .nets import skin
from .noise import cloud, noise
from .surface import Paint, Surface
from .texture import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WOOD = (0.185, 0.106, 0.058)
_PALE = (0.30, 0.190, 0.110)
_DARK = (0.055, 0.030, 0.018)
_TIERS = (
    (0.000, 0.028, 0.160),
    (0.026, 0.050, 0.147),
    (0.048, 0.076, 0.122),
    (0.074, 0.096, 0.140),
    (0.094, 0.132, 0.163),
)
"""(low, high, radius) of the round steps of the base, metres."""


def linga_yoni() -> list[Surface]:
    """Return the piece: foot centre at the origin, spout to +Z."""
    piece = skin(
        "linga-yoni",
        field,
        (-0.175, -0.008, -0.175),
        (0.175, 0.275, 0.285),
        step=0.0066,
        paint=Paint("go", roughness=0.55),
    )
    return [_weathered(piece)]


def field(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Signed distance of the whole block."""
    low, high, radius = _TIERS[0]
    shape = disc(p, low, high, radius, 0.007)
    for low, high, radius in _TIERS[1:]:
        shape = melt(shape, disc(p, low, high, radius, 0.007), 0.006)
    shape = melt(shape, _spout(p), 0.022)
    basin = disc(p, 0.122, 0.20, 0.143, 0.006)
    shape = carve(shape, basin, 0.006)
    shape = carve(shape, box(p, (0.0, 0.134, 0.20), (0.0125, 0.0125, 0.11), 0.009), 0.006)
    pillar = disc(p, 0.05, 0.252, 0.062, 0.060)
    foot = disc(p, 0.10, 0.136, 0.078, 0.008)
    shape = melt(shape, melt(foot, pillar, 0.010), 0.005)
    worn = 0.0014 * cloud(p * np.array([1.0, 0.4, 1.0]), size=0.045, octaves=3, seed=2)
    check = ease(0.055, 0.0, np.abs(noise(p * np.array([1.0, 0.22, 1.0]), size=0.075, seed=9))) * ease(
        0.1, 0.5, cloud(p, size=0.12, seed=8)
    )
    return shape + worn + 0.0030 * check


def _spout(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the spout, narrowing towards its end."""
    narrow = 0.046 - 0.016 * ease(0.13, 0.27, p[:, 2])
    across = np.abs(p[:, 0]) - narrow
    tall = np.abs(p[:, 1] - 0.116) - (0.0165 - 0.003 * ease(0.16, 0.27, p[:, 2]))
    along = np.maximum(p[:, 2] - 0.262, 0.02 - p[:, 2])
    q = np.stack([across, tall, along], axis=1) + 0.009
    return np.linalg.norm(np.maximum(q, 0.0), axis=1) + np.minimum(q.max(axis=1), 0.0) - 0.009


def _weathered(piece: Surface) -> Surface:
    p, n = piece.points, np.asarray(piece.normals)
    middle = (
        p
        - np.array([0.05, 0.0, -0.09])
        + 0.010 * np.stack([cloud(p, size=0.12, seed=21), 0 * p[:, 0], cloud(p, size=0.12, seed=22)], axis=1)
    )
    rings = np.sin(np.hypot(middle[:, 0], middle[:, 2]) * 2 * np.pi / 0.0125)
    fibre = noise(p * np.array([1.0, 0.05, 1.0]), size=0.0045, seed=23)
    tone = 1.0 + 0.13 * rings + 0.12 * fibre + 0.24 * cloud(p, size=0.11, seed=24)
    colour = np.asarray(_WOOD) * tone[:, None]
    edge = ease(0.25, 0.8, cloud(p, size=0.05, seed=25) + 0.5 * n[:, 1])
    colour = mixed(colour, _PALE, 0.38 * edge)
    check = ease(0.055, 0.0, np.abs(noise(p * np.array([1.0, 0.22, 1.0]), size=0.075, seed=9))) * ease(
        0.1, 0.5, cloud(p, size=0.12, seed=8)
    )
    low = ease(0.03, 0.0, p[:, 1]) * 0.35 + 0.30 * ease(0.128, 0.120, p[:, 1]) * ease(
        0.145, 0.11, np.hypot(p[:, 0], p[:, 2])
    )
    colour = mixed(colour, _DARK, np.clip(0.8 * check + low, 0, 1))
    return Surface(piece.name, p, piece.faces, piece.normals, np.clip(colour, 0, 1), None, piece.paint)
