"""Measured drawings: vase and figure with their published sizes, plans of the prison and the temple."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .canvas import Canvas, smooth
from .outline import outline
from .vase import BASE, BODY, HEIGHT, MOUTH, SHOULDER, SPOUT_ROOT, SPOUT_TIP, profile

_FONTS = Path(__file__).resolve().parents[2] / "vmuseum" / "fonts"
INK, SOFT, FILL, MARK = "#3A3128", "#8A7B68", "#E7D5B0", "#745208"
Point = tuple[float, float]
_STANDING = (
    "-0.006 0.56, -0.016 0.545, -0.026 0.522, -0.0275 0.500, -0.0285 0.476, -0.020 0.470, -0.013 0.462, "
    "-0.016 0.449, -0.036 0.438, -0.045 0.424, -0.048 0.38, -0.050 0.338, -0.042 0.336, -0.046 0.31, "
    "-0.049 0.29, -0.044 0.24, -0.041 0.18, -0.042 0.118, -0.036 0.106, 0.036 0.106, 0.042 0.118, 0.040 0.2, "
    "0.032 0.28, 0.026 0.33, 0.026 0.37, 0.034 0.40, 0.042 0.408, 0.045 0.424, 0.036 0.438, 0.018 0.449, "
    "0.013 0.462, 0.020 0.470, 0.0285 0.476, 0.0275 0.500, 0.026 0.522, 0.016 0.545, 0.006 0.56"
)
"""Outline of the standing figure, front view, metres: its right side is left in the picture."""


def vase_measures() -> bytes:
    """Draw the vase in outline, half of it in section, with its four measures."""
    c = Canvas(ground="#F7F1E5")
    words: list[tuple[Point, str, str]] = []
    k, foot = 7.6, (2.12, 2.52)  # units a metre

    def at(r: float, y: float) -> Point:
        return (foot[0] + r * k, foot[1] - y * k)

    curve = profile()
    rim = int(np.argmax(curve[:, 1]))
    outer, inner = curve[: rim + 1], curve[rim:]
    c.shape([at(-r, y) for r, y in outer] + [at(r, y) for r, y in outer[::-1]], FILL)
    c.shape([at(-r, y) for r, y in outer] + [at(-r, y) for r, y in inner], "#A98F63")
    _spout(c, at, k)
    c.curve([at(-r, y) for r, y in outer[::2]], 0.014, INK)
    c.curve([at(r, y) for r, y in outer[::2]], 0.014, INK)
    c.line(at(-MOUTH, HEIGHT), at(MOUTH, HEIGHT), 0.012, INK)
    c.line(at(-BASE, 0.0), at(BASE, 0.0), 0.014, INK)
    _dashes(c, at(0, -0.012), at(0, HEIGHT + 0.018))
    _dashes(c, at(-BODY, SHOULDER), at(BODY, SHOULDER))
    _measure(c, at(-0.165, 0.0), at(-0.165, HEIGHT))
    _measure(c, at(-MOUTH, HEIGHT + 0.018), at(MOUTH, HEIGHT + 0.018))
    _measure(c, at(-BASE, -0.018), at(BASE, -0.018))
    words += [
        (at(-0.172, HEIGHT / 2), "26,3 cm", "rm"),
        (at(0, HEIGHT + 0.026), "12 cm", "mb"),
        (at(0, -0.026), "11 cm", "mt"),
        (at(0.0, SHOULDER - 0.008), "chu vi 83,5 cm", "mt"),
    ]
    return _lettered(c, words)


def figure_measures() -> bytes:
    """Draw the figure in outline with its published measures; no face."""
    c = Canvas(ground="#F7F1E5")
    k, foot = 4.35, (2.08, 2.66)

    def at(x: float, y: float) -> Point:
        return (foot[0] + x * k, foot[1] - y * k)

    c.shape([at(x, y) for x, y in smooth(outline(_STANDING), 6)], "#8C6A4C")
    for low, high, half in (
        (0.0, 0.0105, 0.080),
        (0.0105, 0.0475, 0.0775),
        (0.0475, 0.0905, 0.0722),
        (0.0905, 0.106, 0.0635),
    ):
        c.shape([at(-half, low), at(half, low), at(half * 0.96, high), at(-half * 0.96, high)], "#6F5139")
        c.line(at(-half, low), at(half, low), 0.010, "#F7F1E5")
    for row, half in ((0.029, 0.0775), (0.069, 0.0722)):
        for n in range(7):
            c.oval(at(-half * 0.86 + n * half * 0.287, row), (0.040, 0.062), "#86654A")
    _measure(c, at(-0.135, 0.0), at(-0.135, 0.56))
    _measure(c, at(-0.045, 0.424), at(0.045, 0.424))
    _measure(c, at(-0.08, -0.020), at(0.08, -0.020))
    words = [(at(-0.147, 0.28), "56 cm", "rm"), (at(0.058, 0.424), "vai 9 cm", "lm"), (at(0, -0.030), "16 cm", "mt")]
    return _lettered(c, words)


def prison_plan() -> bytes:
    """Draw what lies where behind the gate, without scale."""
    c = Canvas(ground="#EFE9DC")
    c.shape([(0.62, 0.36), (3.38, 0.36), (3.38, 2.60), (0.62, 2.60)], "#6F665A")
    c.shape([(0.68, 0.42), (3.32, 0.42), (3.32, 2.54), (0.68, 2.54)], "#DCD0B8")
    c.shape([(1.82, 2.50), (2.18, 2.50), (2.18, 2.64), (1.82, 2.64)], "#DCD0B8")
    blocks = {
        "Dãy nam": (2.52, 0.62, 3.10, 2.06),
        "Dãy nữ": (0.90, 0.62, 1.48, 2.02),
        "Nhà cai ngục": (0.92, 2.24, 1.56, 2.45),
    }
    words: list[tuple[Point, str, str]] = []
    for name, (a, b, e, f) in blocks.items():
        c.shape(
            [(a + 0.025, b + 0.03), (e + 0.025, b + 0.03), (e + 0.025, f + 0.03), (a + 0.025, f + 0.03)],
            "#8A7B68",
            alpha=0.4,
            soft=0.012,
        )
        c.shape([(a, b), (e, b), (e, f), (a, f)], "#A65B42")
        if f - b > 1.0:
            c.line(((a + e) / 2, b), ((a + e) / 2, f), 0.010, "#7E4231")
        words.append((((a + e) / 2, (b + f) / 2), name, "mm") if f - b > 1.0 else ((a, b - 0.03), name, "lb"))
    c.shape([(1.84, 0.66), (2.16, 0.66), (2.16, 1.06), (1.84, 1.06)], "#B98A5A")
    for x, y in ((0.76, 2.44), (3.24, 0.50)):
        c.shape([(x - 0.07, y - 0.07), (x + 0.07, y - 0.07), (x + 0.07, y + 0.07), (x - 0.07, y + 0.07)], "#4E463C")
    words += [((2.0, 1.48), "Sân", "mm"), ((2.0, 2.70), "Cổng", "mt")]
    c.grain(0.015, seed=8)
    return _lettered(c, words, px=54)


def temple_plan() -> bytes:
    """Round lake on a square base, 54 pillars, 18 arcs round the hall, and the gate, without scale."""
    c = Canvas(ground="#EFE9DC")
    o, k = (2.0, 1.26), 0.0338

    def at(x: float, z: float) -> Point:
        return (o[0] + x * k, o[1] + z * k)

    c.shape([at(-5, 30), at(5, 30), at(5, 48), at(-5, 48)], "#D8C8A8")
    c.shape([at(-30.5, -30.0), at(30.5, -30.0), at(30.5, 30.5), at(-30.5, 30.5)], "#C9B896")
    c.shape([at(-30, -30), at(30, -30), at(30, 30), at(-30, 30)], "#E3D6BA")
    c.oval(o, (25.7 * k, 25.7 * k), "#CDBD9C")
    c.oval(o, (25 * k, 25 * k), "#5E7F80")
    c.shape([at(-2.6, 12), at(2.6, 12), at(2.6, 27), at(-2.6, 27)], "#E3D6BA")
    c.oval(o, (17 * k, 17 * k), "#D8C8A8")
    c.oval(o, (10.6 * k, 10.6 * k), "#A65B42")
    for radius, colour in ((8.2, "#B9674E"), (5.6, "#A65B42"), (3.0, "#C98A5A")):
        c.oval(o, (radius * k, radius * k), colour)
    for n in range(18):
        turn = np.radians(10 + 20 * n)
        c.line(
            at(11.2 * np.sin(turn), 11.2 * np.cos(turn)), at(15.4 * np.sin(turn), 15.4 * np.cos(turn)), 0.024, "#745208"
        )
    for n in range(54):
        turn = np.radians(9 + 342 / 53 * n)
        c.oval(at(21 * np.sin(turn), 21 * np.cos(turn)), (0.019, 0.019), "#F5EDDC")
    for x in (-7.4, -3.1, 3.1, 7.4):
        c.shape([at(x - 0.8, 45.5), at(x + 0.8, 45.5), at(x + 0.8, 47.5), at(x - 0.8, 47.5)], "#4E463C")
    c.grain(0.015, seed=9)
    words = [(at(33, -21), "54 trụ đá", "lm"), (at(33, -12), "18 cánh cung", "lm"), (at(10, 46.5), "Cổng", "lm")]
    c.line(at(32.4, -21), at(9.6, -18.6), 0.008, INK)
    c.line(at(32.4, -12), at(11.9, -9.6), 0.008, INK)
    return _lettered(c, words, px=52)


def _spout(c: Canvas, at: Callable[[float, float], Point], k: float) -> None:
    root, tip = SPOUT_ROOT, SPOUT_TIP
    along = (tip - root) / np.linalg.norm(tip - root)
    side = np.array([-along[1], along[0], 0.0])
    wide = [
        (-0.012, 0.020),
        (0.004, 0.0145),
        (0.040, 0.0118),
        (0.0635, 0.0112),
        (0.066, 0.0150),
        (0.0705, 0.0152),
        (0.0735, 0.0110),
        (0.085, 0.0102),
    ]
    rows = [(root + along * s, side * r) for s, r in wide]
    outline = [at(*(p + q)[:2]) for p, q in rows] + [at(*(p - q)[:2]) for p, q in rows[::-1]]
    c.shape(outline, FILL)
    c.curve([at(*(p + q)[:2]) for p, q in rows], 0.012, INK)
    c.curve([at(*(p - q)[:2]) for p, q in rows], 0.012, INK)
    c.line(outline[len(rows) - 1], outline[len(rows)], 0.012, INK)
    c.oval(at(*(root - along * 0.006)[:2]), (0.012 * k, 0.010 * k), FILL)


def _measure(c: Canvas, a: Point, b: Point) -> None:
    """Draw a dimension line with end strokes."""
    c.line(a, b, 0.009, MARK)
    across = np.array([-(b[1] - a[1]), b[0] - a[0]], dtype=np.float64)
    across *= 0.035 / float(np.hypot(*across))
    for end in (a, b):
        c.line((end[0] - across[0], end[1] - across[1]), (end[0] + across[0], end[1] + across[1]), 0.010, MARK)


def _dashes(c: Canvas, a: Point, b: Point) -> None:
    count = int(np.hypot(b[0] - a[0], b[1] - a[1]) / 0.05)
    for n in range(0, count, 2):
        p, q = n / count, (n + 1) / count
        c.line(
            (a[0] + (b[0] - a[0]) * p, a[1] + (b[1] - a[1]) * p),
            (a[0] + (b[0] - a[0]) * q, a[1] + (b[1] - a[1]) * q),
            0.006,
            SOFT,
        )


def _lettered(c: Canvas, words: list[tuple[Point, str, str]], *, px: int = 62) -> bytes:
    """Write the words at their points; anchors as in Pillow. Light letters on dark ground, else ink."""
    image = Image.fromarray(np.round(np.clip(c.pixels, 0, 1) * 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(_FONTS / "be-vietnam-pro-600.ttf"), px)
    for (x, y), text, anchor in words:
        at = (x * c.unit, y * c.unit)
        ground = image.getpixel((min(max(int(at[0]), 0), c.size[0] - 1), min(max(int(at[1]), 0), c.size[1] - 1)))
        light = isinstance(ground, tuple) and sum(ground[:3]) < 380
        pen.text(at, text, font=font, fill="#FBF4E6" if light else INK, anchor=anchor)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=84, method=6)
    return out.getvalue()
