"""Three steps of making metal jewellery, as the label tells them: melting, pouring, shaping. Shapes are free."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, smooth
from .outline import outline


def casting_steps() -> bytes:
    """Draw a crucible over embers, a cup pouring into a mould, a bracelet on its former."""
    c = Canvas(ground="#4A382B")
    c.gradient([(0.0, "#3A2C23"), (1.9, "#5A4434"), (2.1, "#6B5240"), (3.0, "#57412F")])
    for x in (0.72, 2.0, 3.28):
        c.oval((x, 1.45), (0.66, 0.95), "#B98A55", alpha=0.16, soft=0.24)
        c.oval((x, 2.36), (0.52, 0.09), "#2A1E16", alpha=0.55, soft=0.04)
    _melting(c, 0.72, 2.28)
    _pouring(c, 2.0, 2.30)
    _shaping(c, 3.28, 2.28)
    c.grain(0.03, seed=6)
    return c.webp()


def river_evening() -> bytes:
    """Draw an open river at evening with nothing on it but light."""
    from .motifs import bank

    c = Canvas()
    water = 1.58
    c.gradient([(0.0, "#5C7280"), (0.7, "#A3A19B"), (1.2, "#E2B487"), (water, "#F3D29E")], bottom=water)
    c.oval((2.05, 1.52), (0.75, 0.5), "#FBE6BC", alpha=0.55, soft=0.2)
    for y, colour in ((0.38, "#8F9896"), (0.62, "#B5A898"), (0.86, "#D3AC88")):
        x = np.linspace(-0.2, 4.2, 70)
        rise = 0.03 * np.sin(x * 2.6 + y * 11) + 0.02 * np.sin(x * 6.1 + y * 5)
        c.shape(
            np.concatenate([np.stack([x, y - 0.025 + rise], 1), np.stack([x, y + 0.02 + rise * 0.2], 1)[::-1]]),
            colour,
            alpha=0.5,
            soft=0.03,
        )
    bank(c, water, "#9C8F7C", height=0.17, seed=71)
    bank(c, water + 0.01, "#6C6A58", height=0.10, seed=72)
    c.gradient([(water, "#E8C290"), (2.0, "#B39B85"), (2.5, "#74807F"), (3.0, "#4B5F66")], top=water)
    c.shape([(1.80, water), (2.30, water), (2.75, 3.0), (1.35, 3.0)], "#FBE3B4", alpha=0.36, soft=0.08)
    c.streaks(water + 0.02, 3.0, "#F8DDAE", count=110, seed=73, alpha=0.32)
    c.streaks(water + 0.05, 3.0, "#3B5058", count=90, seed=74, alpha=0.20)
    c.grain(0.022, seed=7)
    return c.webp()


def _melting(c: Canvas, x: float, y: float) -> None:
    for k in range(13):
        a = x + (k - 6) * 0.066
        c.oval((a, y + 0.015 * (k % 3)), (0.058, 0.042), ("#3B2820", "#C4542B", "#7A3521")[k % 3])
    for k, tall in enumerate((0.30, 0.44, 0.56, 0.46, 0.32)):
        a = x + (k - 2) * 0.14
        outer = f"-0.06 -0.02, -0.05 {-tall * 0.45}, 0.01 {-tall}, 0.05 {-tall * 0.4}, 0.06 -0.02"
        inner = f"-0.03 -0.02, -0.02 {-tall * 0.3}, 0.005 {-tall * 0.62}, 0.03 {-tall * 0.3}, 0.03 -0.02"
        c.shape(smooth(outline(outer, at=(a, y)), 8), "#E08A3A", alpha=0.85)
        c.shape(smooth(outline(inner, at=(a, y)), 8), "#F6C55E", alpha=0.9)
    pot = "-0.36 -0.86, -0.35 -0.55, -0.20 -0.30, 0 -0.25, 0.20 -0.30, 0.35 -0.55, 0.36 -0.86"
    c.shape(smooth(outline(pot, at=(x, y)), 10), "#A4593A")
    c.oval((x, y - 0.86), (0.36, 0.085), "#7A3F29")
    c.oval((x, y - 0.85), (0.29, 0.060), "#F2B24C")
    c.oval((x - 0.05, y - 0.86), (0.16, 0.026), "#FBDD92")


def _pouring(c: Canvas, x: float, y: float) -> None:
    c.shape([(x - 0.46, y - 0.30), (x + 0.46, y - 0.30), (x + 0.42, y + 0.04), (x - 0.42, y + 0.04)], "#6E7478")
    c.shape([(x - 0.46, y - 0.30), (x + 0.46, y - 0.30), (x + 0.38, y - 0.44), (x - 0.38, y - 0.44)], "#8B9195")
    c.oval((x, y - 0.365), (0.13, 0.035), "#4A4F53")
    c.oval((x, y - 0.365), (0.085, 0.022), "#F2B24C")
    c.curve([(x + 0.02, y - 1.02), (x, y - 0.80), (x, y - 0.38)], 0.045, "#F4B850", taper=0.55)
    cup = np.array(smooth([(-0.24, -0.16), (-0.20, 0.10), (-0.12, 0.26), (0.10, 0.26), (0.20, 0.10), (0.24, -0.16)], 8))
    tilt = np.radians(-62)
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    placed = cup @ turn.T + np.array([x + 0.27, y - 1.16])
    c.shape(placed, "#A4593A")
    rim = np.stack(
        [0.24 * np.cos(np.linspace(0, 6.28, 40)), -0.16 + 0.07 * np.sin(np.linspace(0, 6.28, 40))], 1
    ) @ turn.T + np.array([x + 0.27, y - 1.16])
    c.shape(rim, "#7A3F29")
    c.shape((rim - rim.mean(0)) * 0.7 + rim.mean(0), "#F2B24C")


def _shaping(c: Canvas, x: float, y: float) -> None:
    c.shape(
        smooth(
            [
                (x - 0.40, y),
                (x - 0.33, y - 0.20),
                (x - 0.28, y - 0.60),
                (x - 0.25, y - 0.86),
                (x - 0.12, y - 0.96),
                (x + 0.12, y - 0.96),
                (x + 0.25, y - 0.86),
                (x + 0.28, y - 0.60),
                (x + 0.33, y - 0.20),
                (x + 0.40, y),
            ],
            8,
        ),
        "#B06B47",
    )
    c.oval((x, y), (0.40, 0.075), "#8F5236")
    c.oval((x, y - 0.93), (0.11, 0.032), "#6A3824")
    c.curve(
        [(x - 0.305, y - 0.50), (x - 0.20, y - 0.43), (x, y - 0.405), (x + 0.20, y - 0.43), (x + 0.305, y - 0.50)],
        0.075,
        "#8C8474",
    )
    c.curve(
        [(x - 0.29, y - 0.515), (x - 0.18, y - 0.452), (x, y - 0.428), (x + 0.18, y - 0.452), (x + 0.29, y - 0.515)],
        0.022,
        "#D8CFBC",
    )
