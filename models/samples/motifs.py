"""Things that come back in the pictures of the delta: palms, boats, people rowing, far banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .canvas import Canvas, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray


def bank(c: Canvas, y: float, colour: str, *, height: float, seed: int, alpha: float = 1.0) -> None:
    """Draw a far bank with rounded tree tops, its foot at y."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-0.1, 4.1, 260)
    top = np.zeros_like(x)
    for _ in range(46):
        at, wide, tall = rng.uniform(-0.2, 4.2), rng.uniform(0.06, 0.22), height * rng.uniform(0.35, 1.0)
        top = np.maximum(top, tall * np.sqrt(np.clip(1 - ((x - at) / wide) ** 2, 0, None)))
    top = np.maximum(top, height * 0.28 + height * 0.08 * np.sin(x * 7 + seed))
    c.shape(np.concatenate([np.stack([x, y - top], axis=1), [[4.1, y], [-0.1, y]]]), colour, alpha=alpha)


def palm(
    c: Canvas,
    foot: tuple[float, float],
    height: float,
    colour: str,
    *,
    lean: float = 0.1,
    seed: int = 1,
    alpha: float = 1.0,
) -> None:
    """Draw a coconut palm as a silhouette."""
    rng = np.random.default_rng(seed)
    top = (foot[0] + lean * height, foot[1] - height)
    mid = (foot[0] + lean * height * 0.25, foot[1] - height * 0.5)
    c.curve([foot, mid, top], height * 0.055, colour, taper=0.45, alpha=alpha)
    for k in range(11):
        turn = np.radians((-175, -158, -141, -124, -106, -74, -56, -39, -22, -5, 12)[k] + rng.uniform(-4, 4))
        long = height * rng.uniform(0.34, 0.46)
        droop = 0.42 + 0.38 * abs(np.cos(turn))
        _frond(c, top, turn, long, droop, colour, alpha)


def _frond(
    c: Canvas, top: tuple[float, float], turn: float, long: float, droop: float, colour: str, alpha: float
) -> None:
    t = np.linspace(0, 1, 16)
    rib = np.stack(
        [top[0] + long * t * np.cos(turn) * (1 + 0.35 * t), top[1] + long * t * np.sin(turn) + droop * long * t**2],
        axis=1,
    )
    wide = long * 0.13 * np.sin(np.pi * np.clip(t * 0.94 + 0.06, 0, 1)) ** 0.8
    teeth = wide * (0.62 + 0.38 * (np.arange(16) % 2))
    c.shape(
        np.concatenate(
            [
                rib - np.stack([0 * t, wide * 0.25], axis=1),
                (rib + np.stack([-teeth * 0.2 * np.cos(turn), teeth], axis=1))[::-1],
            ]
        ),
        colour,
        alpha=alpha,
    )


def hull(
    x: float, y: float, long: float, deep: float, *, bow: float = 0.55, stern: float = 0.35
) -> NDArray[np.float64]:
    """Return the outline of a boat seen from the side, bow to the right, waterline at y."""
    half = long / 2
    sheer = smooth(
        [
            (x - half, y - deep * (1 + stern)),
            (x - half * 0.6, y - deep * 0.95),
            (x, y - deep * 0.80),
            (x + half * 0.6, y - deep * 1.0),
            (x + half, y - deep * (1 + bow)),
        ]
    )
    keel = smooth(
        [
            (x + half * 0.97, y - deep * (0.9 + bow * 0.6)),
            (x + half * 0.80, y - deep * 0.10),
            (x + half * 0.55, y),
            (x - half * 0.6, y),
            (x - half * 0.86, y - deep * 0.10),
            (x - half * 0.99, y - deep * (0.8 + stern * 0.5)),
        ]
    )
    return np.concatenate([sheer, keel])


def reflection(outline: NDArray[np.float64], y: float, squash: float = 0.7) -> NDArray[np.float64]:
    """Return an outline mirrored at the waterline, its edges rippled."""
    flipped = outline.copy()
    flipped[:, 1] = y + (y - outline[:, 1]) * squash
    flipped[:, 0] += 0.012 * np.sin(flipped[:, 1] * 90)
    return flipped


def rower(
    c: Canvas, foot: tuple[float, float], tall: float, cloth: str, skin: str, hat: str, *, facing: int = 1
) -> None:
    """Draw someone standing in a boat, leaning into two oars; a conical hat, no face."""
    x, y = foot
    f = facing
    hip, shoulder = (x + 0.02 * f * tall, y - 0.48 * tall), (x + 0.16 * f * tall, y - 0.80 * tall)
    head = (x + 0.215 * f * tall, y - 0.905 * tall)
    grip = (x + 0.40 * f * tall, y - 0.60 * tall)
    c.line((x + 0.62 * f * tall, y - 0.76 * tall), (x - 0.55 * f * tall, y + 0.36 * tall), 0.022 * tall, "#5A4632")
    c.curve(
        [(x - 0.10 * f * tall, y), (x - 0.05 * f * tall, y - 0.25 * tall), hip], 0.115 * tall, "#2E2A2B", taper=1.05
    )
    c.curve(
        [(x + 0.13 * f * tall, y), (x + 0.10 * f * tall, y - 0.25 * tall), hip], 0.115 * tall, "#2E2A2B", taper=1.05
    )
    c.curve([hip, (x + 0.07 * f * tall, y - 0.63 * tall), shoulder], 0.175 * tall, cloth, taper=1.02)
    c.oval(head, (0.056 * tall, 0.066 * tall), skin)
    c.curve([shoulder, (x + 0.30 * f * tall, y - 0.67 * tall), grip], 0.065 * tall, cloth, taper=0.8)
    c.oval(grip, (0.026 * tall, 0.026 * tall), skin)
    brim = 0.155 * tall
    c.shape(
        [
            (head[0] - brim, head[1] - 0.012 * tall),
            (head[0] + 0.01 * f * tall, head[1] - 0.135 * tall),
            (head[0] + brim, head[1] - 0.012 * tall),
            (head[0], head[1] + 0.016 * tall),
        ],
        hat,
    )
