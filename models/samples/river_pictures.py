"""Pictures of the river: the floating market at dawn, and two sampans for the work songs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .canvas import Canvas
from .motifs import bank, hull, palm, reflection, rower
from .outline import outline

Tone = Callable[[str], str]
_CABIN = "-0.92 -0.24, -0.94 -0.58, -0.80 -0.74, -0.30 -0.80, 0.18 -0.74, 0.30 -0.58, 0.30 -0.24"
_CABIN_ROOF = "-0.98 -0.60, -0.82 -0.80, -0.30 -0.87, 0.20 -0.80, 0.38 -0.60, 0.30 -0.585, -0.30 -0.68, -0.9 -0.585"


def floating_market() -> bytes:
    """Trading boats at dawn, goods hung on their poles."""
    c = Canvas()
    water = 1.52
    c.gradient([(0.0, "#7E93A6"), (0.55, "#B9B5B4"), (1.05, "#E9C7A0"), (water, "#F6DDB4")], bottom=water)
    c.oval((2.72, 1.36), (0.62, 0.62), "#FBE9C6", alpha=0.55, soft=0.22)
    c.oval((2.72, 1.36), (0.20, 0.20), "#FDF0CF")
    bank(c, water, "#A7A79B", height=0.26, seed=3)
    bank(c, water + 0.01, "#7D8B80", height=0.17, seed=5)
    for x, tall, lean, seed in (
        (0.35, 0.62, 0.12, 1),
        (0.62, 0.48, -0.10, 2),
        (3.62, 0.66, -0.12, 3),
        (3.86, 0.50, 0.06, 4),
    ):
        palm(c, (x, water + 0.01), tall, "#66776C", lean=lean, seed=seed)
    c.gradient([(water, "#EBCFA6"), (1.9, "#BFB4A3"), (2.4, "#8A9799"), (3.0, "#5F7580")], top=water)
    c.shape([(2.60, water), (2.84, water), (3.02, 3.0), (2.42, 3.0)], "#FBE6BE", alpha=0.42, soft=0.06)
    c.streaks(water + 0.02, 3.0, "#F7E3BF", count=90, seed=4, alpha=0.34)
    c.streaks(water + 0.05, 3.0, "#4C626C", count=70, seed=9, alpha=0.20)
    _trader(c, 3.18, 1.80, 1.05, pale=0.55, seed=2)
    _trader(c, 0.72, 1.86, 1.15, pale=0.45, seed=3)
    _trader(c, 1.90, 2.42, 2.35, pale=0.0, seed=1)
    c.grain(0.022)
    return c.webp()


def work_songs() -> bytes:
    """Two sampans in the evening, their rowers calling to each other."""
    c = Canvas()
    water = 1.62
    c.gradient([(0.0, "#3F5866"), (0.6, "#7C8482"), (1.1, "#D69B6C"), (water, "#EDC083")], bottom=water)
    c.oval((1.28, 1.46), (0.55, 0.55), "#F9D79C", alpha=0.5, soft=0.2)
    c.oval((1.28, 1.46), (0.17, 0.17), "#FBE3B2")
    for y, colour in ((0.42, "#8D8A86"), (0.66, "#B58E74"), (0.84, "#CF9A70")):
        c.shape(_cloud(y), colour, alpha=0.45, soft=0.03)
    bank(c, water, "#7C6E5E", height=0.20, seed=12)
    bank(c, water + 0.01, "#4F564C", height=0.13, seed=14)
    c.gradient([(water, "#E3B27C"), (2.0, "#A58C78"), (2.5, "#5D6A6C"), (3.0, "#34484F")], top=water)
    c.shape([(1.18, water), (1.38, water), (1.56, 3.0), (1.00, 3.0)], "#FADDA8", alpha=0.40, soft=0.06)
    c.streaks(water + 0.02, 3.0, "#F3CE98", count=80, seed=5, alpha=0.32)
    c.streaks(water + 0.05, 3.0, "#2C4048", count=80, seed=6, alpha=0.24)
    _sampan(c, 2.92, 1.96, 0.95, facing=-1, pale=0.35)
    _sampan(c, 1.45, 2.42, 1.50, facing=1, pale=0.0)
    for x, tall, lean, seed in ((3.70, 1.75, -0.16, 21), (3.98, 1.40, -0.05, 22)):
        palm(c, (x, 2.72), tall, "#24342F", lean=lean, seed=seed)
    c.shape([(3.05, 3.0), (3.35, 2.78), (3.70, 2.66), (4.0, 2.60), (4.0, 3.0)], "#22302B")
    for k in range(16):
        x = 3.10 + 0.058 * k
        c.curve(
            [(x, 2.98 - 0.018 * k), (x - 0.02, 2.80 - 0.02 * k), (x - 0.07, 2.62 - 0.02 * k)],
            0.020,
            "#2B3C33",
            taper=0.2,
        )
    c.grain(0.022, seed=2)
    return c.webp()


def _cloud(y: float) -> np.ndarray:
    x = np.linspace(-0.2, 4.2, 80)
    rise = 0.03 * np.sin(x * 3 + y * 9) + 0.02 * np.sin(x * 7.3 + y * 4)
    return np.concatenate([np.stack([x, y - 0.03 + rise], axis=1), np.stack([x, y + 0.015 + rise * 0.3], axis=1)[::-1]])


def _mix(colour: str, pale: float, haze: str = "#C9BBA6") -> str:
    a, b = ([int(v[k : k + 2], 16) for k in (1, 3, 5)] for v in (colour, haze))
    return "#" + "".join(f"{round(p + (q - p) * pale):02x}" for p, q in zip(a, b, strict=True))


def _trader(c: Canvas, x: float, y: float, long: float, *, pale: float, seed: int) -> None:
    """Draw a cargo boat with a round cabin, an eye at its bow and a pole hung with goods."""

    def tone(colour: str) -> str:
        return _mix(colour, pale)

    s = long / 2.35
    side = hull(x, y, long, 0.30 * s)
    c.shape(reflection(side, y + 0.01 * s), tone("#30414A"), alpha=0.42)
    c.line((x + 0.55 * s, y - 0.2 * s), (x + 0.60 * s, y - 1.98 * s), 0.030 * s, tone("#7A6242"))
    c.curve(
        [(x + 0.58 * s, y + 0.02 * s), (x + 0.59 * s, y + 0.6 * s), (x + 0.62 * s, y + 1.0 * s)],
        0.02 * s,
        tone("#3C4A50"),
        alpha=0.3,
    )
    _goods(c, x + 0.60 * s, y - 1.92 * s, s, tone, seed)
    _cabin(c, (x, y), s, tone)
    for k in range(9):
        c.oval(
            (x + (0.42 + 0.062 * k) * s, y - (0.295 + 0.03 * (k % 3)) * s),
            (0.055 * s, 0.050 * s),
            tone(("#C98A3A", "#8FA05A", "#D9B25C")[k % 3]),
        )
    c.shape(side, tone("#5B3A2B"))
    c.curve(side[:57:4], 0.035 * s, tone("#9C4A32"))
    eye = (x + 0.93 * s, y - 0.29 * s)
    c.oval(eye, (0.085 * s, 0.055 * s), tone("#F3E6CF"))
    c.oval((eye[0] + 0.012 * s, eye[1]), (0.034 * s, 0.036 * s), tone("#241E1B"))
    if pale == 0.0:
        rower(c, (x - 1.02 * s, y - 0.30 * s), 0.62 * s, "#6D7F86", "#A57C5C", "#E4CFA4")


def _cabin(c: Canvas, at: tuple[float, float], s: float, tone: Tone) -> None:
    """Draw the house on a boat: walls, a round roof, three windows."""
    c.shape(outline(_CABIN, at=at, size=s), tone("#8A6B45"))
    c.shape(outline(_CABIN_ROOF, at=at, size=s), tone("#5F4B33"))
    for k in range(3):
        a = -0.72 + 0.34 * k
        c.shape(outline(f"{a} -0.34, {a} -0.54, {a + 0.22} -0.54, {a + 0.22} -0.34", at=at, size=s), tone("#3A3129"))


def _goods(c: Canvas, x: float, y: float, s: float, tone: Tone, seed: int) -> None:
    """Pineapples, pumpkins and yams on strings, hung along a cross stick."""
    c.line((x - 0.34 * s, y + 0.07 * s), (x + 0.30 * s, y - 0.02 * s), 0.020 * s, tone("#7A6242"))
    kinds = ("pineapple", "pumpkin", "yam", "pineapple") if seed == 1 else ("pumpkin", "yam", "pumpkin", "pineapple")
    for k, kind in enumerate(kinds):
        a, b = x + (-0.30 + 0.185 * k) * s, y + (0.065 - 0.022 * k) * s
        drop = (0.20 + 0.07 * ((k * 2) % 3)) * s
        c.line((a, b), (a, b + drop), 0.008 * s, tone("#5A4632"))
        _fruit(c, kind, (a, b + drop), s, tone)


def _fruit(c: Canvas, kind: str, at: tuple[float, float], s: float, tone: Tone) -> None:
    x, y = at
    if kind == "pineapple":
        for k in (-2, -1, 0, 1, 2):
            c.curve(
                [
                    (x, y + 0.02 * s),
                    (x + 0.018 * k * s, y - 0.04 * s),
                    (x + 0.040 * k * s, y - 0.085 * s + 0.012 * abs(k) * s),
                ],
                0.022 * s,
                tone("#55723F"),
                taper=0.2,
            )
        c.oval((x, y + 0.085 * s), (0.058 * s, 0.085 * s), tone("#C98F33"))
        for k in range(-2, 3):
            c.line(
                (x - 0.045 * s, y + (0.085 + 0.03 * k) * s),
                (x + 0.045 * s, y + (0.105 + 0.03 * k) * s),
                0.006 * s,
                tone("#8A5E22"),
                alpha=0.7,
            )
    elif kind == "pumpkin":
        for d in (-0.042, 0.042, 0.0):
            c.oval((x + d * s, y + 0.065 * s), (0.052 * s, 0.068 * s), tone("#C8702F" if d else "#D8843C"))
    else:
        c.oval((x - 0.02 * s, y + 0.09 * s), (0.034 * s, 0.095 * s), tone("#8A5A4A"))
        c.oval((x + 0.035 * s, y + 0.075 * s), (0.030 * s, 0.080 * s), tone("#9C6A55"))


def _sampan(c: Canvas, x: float, y: float, long: float, *, facing: int, pale: float) -> None:
    side = hull(x, y, long, 0.13 * long / 1.5, bow=0.9, stern=0.8)
    if facing < 0:
        side[:, 0] = 2 * x - side[:, 0]
    s = long / 1.5
    c.shape(reflection(side, y + 0.008, 0.8), "#22343B", alpha=0.45)
    rower(
        c,
        (x - facing * 0.42 * s, y - 0.06 * s),
        0.80 * s,
        _mix("#7C3F33", pale),
        _mix("#9A7050", pale),
        _mix("#E2CDA0", pale),
        facing=facing,
    )
    c.shape(side, _mix("#3E2C22", pale))
    for k in range(5):
        c.oval(
            (x + facing * (0.10 + 0.11 * k) * s, y - 0.125 * s),
            (0.075 * s, 0.06 * s),
            _mix(("#7F8F55", "#A5A860")[k % 2], pale),
        )
    c.shape(np.concatenate([side[:57:8], side[:57:8][::-1] + np.array([0.0, 0.035 * s])]), _mix("#6B4A34", pale))
