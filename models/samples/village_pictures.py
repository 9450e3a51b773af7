"""Pictures on land: rice paper drying, a hammock at dusk, a communal house in festival dress."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, smooth
from .motifs import bank, palm
from .outline import outline


def rice_paper() -> bytes:
    """Round rice papers on bamboo racks in the sun."""
    c = Canvas()
    c.gradient([(0.0, "#A9C4CF"), (0.7, "#D3DDD8"), (1.3, "#F1E8D2")], bottom=1.35)
    bank(c, 1.34, "#A9B79C", height=0.24, seed=31)
    bank(c, 1.36, "#86A07D", height=0.15, seed=32)
    for x, tall, lean, seed in (
        (0.25, 0.95, 0.10, 41),
        (0.55, 0.72, -0.12, 42),
        (3.45, 0.98, -0.10, 43),
        (3.80, 0.74, 0.08, 44),
    ):
        palm(c, (x, 1.38), tall, "#5F7F60", lean=lean, seed=seed)
    _cottage(c, 1.62, 1.42, 1.5)
    c.gradient([(1.36, "#D9C193"), (2.0, "#CDAF7D"), (3.0, "#B9965F")], top=1.36)
    c.streaks(1.40, 3.0, "#E7D3A8", count=60, seed=8, alpha=0.35)
    for row, (y, s) in enumerate(((1.50, 0.36), (1.74, 0.50), (2.08, 0.70), (2.56, 1.0))):
        for k in range(-1, 7):
            x = 2.0 + (k - 2.5 + 0.22 * row) * 1.22 * s
            if -0.8 < x < 4.8:
                _rack(c, x, y, s)
    c.grain(0.02, seed=3)
    return c.webp()


def hammock() -> bytes:
    """Draw a hammock on a veranda at night, for the lullabies."""
    c = Canvas()
    c.gradient([(0.0, "#1F3340"), (1.0, "#35505A"), (1.9, "#5A706D"), (2.2, "#6D7E73")])
    c.oval((2.46, 0.62), (0.55, 0.55), "#E9DDB8", alpha=0.16, soft=0.2)
    c.oval((2.46, 0.62), (0.215, 0.215), "#F1E7C6")
    bank(c, 2.04, "#2F4847", height=0.30, seed=51)
    _banana(c, 3.35, 2.25, 1.30, "#24403A")
    _banana(c, 2.62, 2.22, 0.85, "#2B4A42")
    c.gradient([(2.2, "#4B5A4C"), (2.42, "#3A4740")], top=2.2, bottom=2.42)
    c.gradient([(2.42, "#6B4C35"), (3.0, "#4A3324")], top=2.42)
    for k in range(9):
        c.line((2.0 + (k - 4) * 0.42, 2.42), (2.0 + (k - 4) * 0.66, 3.02), 0.010, "#3B291D", alpha=0.6)
    c.oval((1.75, 2.72), (1.15, 0.14), "#2E2019", alpha=0.55, soft=0.06)
    _net(c)
    c.shape(
        smooth(outline("1.38 2.06, 1.62 1.98, 1.95 1.99, 2.22 2.08, 2.12 2.24, 1.80 2.30, 1.48 2.24"), 12), "#B9674E"
    )
    c.oval((1.48, 2.03), (0.145, 0.085), "#E9DCC0")
    for x in (0.36, 3.24):
        c.shape([(x - 0.075, 0.0), (x + 0.075, 0.0), (x + 0.075, 2.62), (x - 0.075, 2.62)], "#5A3E2B")
        c.shape([(x - 0.075, 0.0), (x - 0.03, 0.0), (x - 0.03, 2.62), (x - 0.075, 2.62)], "#6F4F37")
    c.shape([(0.0, 0.0), (4.0, 0.0), (4.0, 0.16), (0.0, 0.24)], "#3A281D")
    for k in range(15):
        c.line((0.28 * k, 0.18), (0.28 * k + 0.10, 0.40), 0.05, "#4A3526", alpha=0.9)
    _lamp(c, 0.86, 2.74)
    c.grain(0.025, seed=4)
    return c.webp()


def communal_house() -> bytes:
    """Draw a communal house with layered roofs, flags and lanterns for a festival."""
    c = Canvas()
    c.gradient([(0.0, "#8FB0B9"), (0.8, "#C7D2C6"), (1.5, "#F2E2C0")], bottom=2.3)
    c.oval((0.92, 0.80), (0.5, 0.5), "#FBF0D0", alpha=0.5, soft=0.25)
    bank(c, 2.05, "#9DB08F", height=0.50, seed=61)
    bank(c, 2.10, "#7D9878", height=0.34, seed=62)
    c.gradient([(2.08, "#D8BE93"), (3.0, "#C09C68")], top=2.08)
    for k in range(12):
        c.line((2.0 + (k - 5.5) * 0.30, 2.30), (2.0 + (k - 5.5) * 0.86, 3.0), 0.007, "#A9854F", alpha=0.5)
    for y in (2.36, 2.52, 2.76):
        c.line((0.0, y), (4.0, y), 0.007, "#A9854F", alpha=0.45)
    c.shape([(0.62, 2.20), (3.38, 2.20), (3.52, 2.34), (0.48, 2.34)], "#B49B78")
    c.shape([(0.82, 1.55), (3.18, 1.55), (3.18, 2.20), (0.82, 2.20)], "#6B2F25")
    for k in range(5):
        x = 1.04 + 0.48 * k
        c.shape(
            [(x - 0.17, 1.66), (x + 0.17, 1.66), (x + 0.17, 2.20), (x - 0.17, 2.20)], "#2E1F1A" if k == 2 else "#8C4A36"
        )
    _roof(c, 1.60, 1.62, 0.42)
    c.shape([(1.18, 1.00), (2.82, 1.00), (2.82, 1.20), (1.18, 1.20)], "#7A3A2C")
    _roof(c, 1.02, 1.06, 0.36)
    for k in range(7):
        x = 0.80 + 0.40 * k
        c.shape([(x - 0.040, 1.56), (x + 0.040, 1.56), (x + 0.040, 2.22), (x - 0.040, 2.22)], "#A5443A")
        c.shape([(x - 0.060, 2.17), (x + 0.060, 2.17), (x + 0.060, 2.24), (x - 0.060, 2.24)], "#CDBB9C")
    for k in range(6):
        _lantern(c, 1.00 + 0.40 * k, 1.70)
    for side in (-1, 1):
        for k in range(3):
            _flag(c, 2.0 + side * (1.30 + 0.29 * k), 2.32 + 0.17 * k, 0.60 + 0.16 * k, side)
    c.grain(0.02, seed=5)
    return c.webp()


def _net(c: Canvas) -> None:
    """Draw the hammock itself, slung between the posts."""
    rope = smooth(
        [(0.42, 1.02), (0.75, 1.62), (1.25, 2.12), (1.80, 2.28), (2.35, 2.12), (2.86, 1.62), (3.18, 1.02)], 24
    )
    low = rope[20:-20]
    depth = 0.24 * np.sin(np.linspace(0, np.pi, len(low))) ** 0.7
    c.shape(
        np.concatenate(
            [low - np.stack([0 * depth, 0.30 * depth], axis=1), (low + np.stack([0 * depth, depth], axis=1))[::-1]]
        ),
        "#C9A269",
    )
    c.shape(
        np.concatenate(
            [
                low - np.stack([0 * depth, 0.34 * depth], axis=1),
                (low + np.stack([0 * depth, 0.10 * depth], axis=1))[::-1],
            ]
        ),
        "#A8834F",
    )
    for k in range(6, len(low) - 6, 5):
        c.line(
            (low[k, 0], low[k, 1] - 0.2 * depth[k]),
            (low[k, 0] + 0.02, low[k, 1] + 0.92 * depth[k]),
            0.008,
            "#8F6C3E",
            alpha=0.8,
        )
    c.curve(rope[:24], 0.026, "#8F6C3E")
    c.curve(rope[-24:], 0.026, "#8F6C3E")


def _rack(c: Canvas, x: float, y: float, s: float) -> None:
    """One slanting rack of woven bamboo with twelve papers."""
    wide, tall = 0.54 * s, 0.40 * s

    def at(u: float, v: float) -> tuple[float, float]:
        return (x + (u - 0.5) * 2 * wide * (1 - 0.16 * (1 - v)), y - tall * (1 - v) + 0.0)

    c.line((x - 0.40 * s, y - 0.06 * s), (x - 0.44 * s, y + 0.20 * s), 0.028 * s, "#7D6236")
    c.line((x + 0.40 * s, y - 0.06 * s), (x + 0.44 * s, y + 0.20 * s), 0.028 * s, "#7D6236")
    c.shape(
        [
            (x - 0.52 * s, y + 0.17 * s),
            (x + 0.56 * s, y + 0.17 * s),
            (x + 0.50 * s, y + 0.23 * s),
            (x - 0.46 * s, y + 0.23 * s),
        ],
        "#8A6A3C",
        alpha=0.35,
        soft=0.015 * s,
    )
    c.shape([at(0, 0), at(1, 0), at(1, 1), at(0, 1)], "#C6A867")
    for k in range(13):
        c.line(at(k / 12, 0), at(k / 12, 1), 0.007 * s, "#94773F", alpha=0.75)
    for k in range(7):
        c.line(at(0, k / 6), at(1, k / 6), 0.006 * s, "#94773F", alpha=0.55)
    for row in range(3):
        for k in range(4):
            u, v = (k + 0.5) / 4, (row + 0.5) / 3
            grow = 0.86 + 0.14 * v
            middle = at(u, v)
            c.oval(
                (middle[0] + 0.010 * s, middle[1] + 0.012 * s),
                (0.116 * s * grow, 0.060 * s * grow),
                "#8B6D3A",
                alpha=0.35,
            )
            c.oval(middle, (0.116 * s * grow, 0.060 * s * grow), "#FBF6E8")
            c.oval((middle[0] - 0.02 * s, middle[1] - 0.010 * s), (0.078 * s * grow, 0.036 * s * grow), "#FFFDF6")
    for a, b in ((at(0, 0), at(1, 0)), (at(0, 1), at(1, 1)), (at(0, 0), at(0, 1)), (at(1, 0), at(1, 1))):
        c.line(a, b, 0.024 * s, "#8A6D3B")


def _cottage(c: Canvas, x: float, y: float, s: float) -> None:
    c.shape(
        [(x - 0.52 * s, y - 0.30 * s), (x + 0.52 * s, y - 0.30 * s), (x + 0.52 * s, y), (x - 0.52 * s, y)], "#B58F5C"
    )
    c.shape(
        [(x - 0.14 * s, y - 0.25 * s), (x + 0.10 * s, y - 0.25 * s), (x + 0.10 * s, y), (x - 0.14 * s, y)], "#5A4330"
    )
    c.shape(
        smooth(
            [
                (x - 0.68 * s, y - 0.24 * s),
                (x - 0.52 * s, y - 0.42 * s),
                (x - 0.36 * s, y - 0.58 * s),
                (x + 0.36 * s, y - 0.58 * s),
                (x + 0.52 * s, y - 0.42 * s),
                (x + 0.68 * s, y - 0.24 * s),
                (x, y - 0.235 * s),
            ],
            6,
        ),
        "#8C7048",
    )
    for k in range(22):
        u = (k + 0.5) / 22
        c.line(
            (x + (u - 0.5) * 0.76 * s, y - 0.57 * s),
            (x + (u - 0.5) * 1.30 * s, y - 0.235 * s),
            0.007 * s,
            "#6F5736",
            alpha=0.6,
        )
    for k in range(6):
        px = x + (0.58 + 0.045 * k) * s
        c.oval((px, y - (0.02 + 0.05 * (k % 2)) * s), (0.04 * s, 0.05 * s), "#6B5233")


def _banana(c: Canvas, x: float, y: float, tall: float, colour: str) -> None:
    """Draw a clump of banana plants: stems and broad torn leaves."""
    for d in (-0.06, 0.05):
        c.curve([(x + d * tall, y), (x + d * tall * 0.8, y - tall * 0.45)], 0.09 * tall, colour, taper=0.8)
    for k, turn in enumerate((-160, -132, -108, -86, -62, -38, -15)):
        a = np.radians(turn)
        long = tall * (0.62 + 0.10 * (k % 2))
        t = np.linspace(0, 1, 24)
        rib = np.stack(
            [x + long * t * np.cos(a), y - tall * 0.42 + long * t * np.sin(a) + 0.42 * long * t**2.4], axis=1
        )
        wide = 0.15 * long * np.sin(np.pi * np.clip(t, 0.03, 1)) ** 0.6 * (1 - 0.16 * (np.arange(24) % 6 == 5))
        side = np.stack([-np.gradient(rib[:, 1]), np.gradient(rib[:, 0])], axis=1)
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        c.shape(np.concatenate([rib + side * wide[:, None], (rib - side * wide[:, None])[::-1]]), colour)
        c.curve(rib[::5], 0.012 * tall, "#3F6355", taper=0.3, alpha=0.8)


def _lamp(c: Canvas, x: float, y: float) -> None:
    c.oval((x, y - 0.22), (0.42, 0.42), "#F2C777", alpha=0.22, soft=0.16)
    c.oval((x, y), (0.13, 0.035), "#2A1D15")
    c.shape([(x - 0.075, y), (x + 0.075, y), (x + 0.045, y - 0.13), (x - 0.045, y - 0.13)], "#8C6A3A")
    c.shape(
        smooth(
            [
                (x - 0.05, y - 0.13),
                (x - 0.085, y - 0.24),
                (x - 0.045, y - 0.38),
                (x + 0.045, y - 0.38),
                (x + 0.085, y - 0.24),
                (x + 0.05, y - 0.13),
            ],
            8,
        ),
        "#F0DFB4",
        alpha=0.75,
    )
    c.shape(
        smooth([(x, y - 0.32), (x - 0.028, y - 0.22), (x, y - 0.16), (x + 0.028, y - 0.22), (x, y - 0.32)], 8),
        "#FBE9A9",
    )


def _roof(c: Canvas, y: float, half: float, tall: float) -> None:
    """Draw a tiled roof with a bowed ridge and lifted corners."""
    left, right = 2.0 - half, 2.0 + half
    eave = smooth(
        [
            *((left + a, y + b) for a, b in ((-0.10, -0.10), (0.06, 0.005), (0.4, 0.045))),
            (2.0, y + 0.05),
            *((right + a, y + b) for a, b in ((-0.4, 0.045), (-0.06, 0.005), (0.10, -0.10))),
        ],
        10,
    )
    top = y - tall
    rise = [(right - 0.46, top - 0.05), (right - 0.8, top + 0.012), (2.0, top + 0.03)]
    ridge = smooth([*rise, (left + 0.8, top + 0.012), (left + 0.46, top - 0.05)], 10)
    c.shape(np.concatenate([eave, ridge]), "#8E4231")
    n = 46
    for k in range(n + 1):
        u = k / n
        a = eave[round(u * (len(eave) - 1))]
        b = ridge[::-1][round(u * (len(ridge) - 1))]
        c.line((a[0], a[1]), (b[0], b[1]), 0.011, "#6E3024", alpha=0.65)
    c.curve(ridge[::4], 0.055, "#5A2A20")
    for end, sign in ((ridge[0], 1), (ridge[-1], -1)):
        c.curve(
            [(end[0], end[1]), (end[0] + 0.05 * sign, end[1] - 0.05), (end[0] + 0.055 * sign, end[1] - 0.12)],
            0.045,
            "#5A2A20",
            taper=0.3,
        )
    c.curve(eave[::4], 0.026, "#C6A56D")


def _lantern(c: Canvas, x: float, y: float) -> None:
    c.line((x, y - 0.10), (x, y + 0.02), 0.007, "#4A2A20")
    c.oval((x, y + 0.075), (0.052, 0.062), "#C5402F")
    c.oval((x - 0.012, y + 0.065), (0.024, 0.045), "#E0694E", alpha=0.8)
    for d in (0.018, 0.132):
        c.shape(
            [
                (x - 0.024, y + d - 0.008),
                (x + 0.024, y + d - 0.008),
                (x + 0.024, y + d + 0.008),
                (x - 0.024, y + d + 0.008),
            ],
            "#D9AE5B",
        )
    c.line((x, y + 0.14), (x, y + 0.20), 0.009, "#D9AE5B")


def _flag(c: Canvas, x: float, y: float, s: float, side: int) -> None:
    """Draw a square festival flag of nested colours on a pole."""
    c.line((x, y), (x, y - 1.30 * s), 0.022 * s, "#6B5136")
    colours = ("#B9392E", "#D9A441", "#3E7A5E", "#2F5E8C", "#E9DFC6")
    for k, colour in enumerate(colours):
        a = 0.25 * s * (1 - k / 5.4)
        middle = (x - side * 0.27 * s, y - 1.02 * s)
        wave = [(-a, -a), (0, -a - 0.02 * s), (a, -a), (a, a), (0, a + 0.025 * s), (-a, a)]
        c.shape([(middle[0] + u, middle[1] + v + 0.02 * s * np.sin((u / s) * 9)) for u, v in wave], colour)
