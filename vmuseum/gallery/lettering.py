"""Words set in type on panels and labels: Vietnamese large, English smaller, no mark ever cut.

Line heights follow the faces: Vietnamese capitals with two marks rise 1.2 em, so boxes keep room above the first line.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from vmuseum.text import nfc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image as Picture
    from PIL.ImageFont import FreeTypeFont

    from vmuseum.schema.base import Text

SERIF = "source-serif-4-600"
SERIF_BODY = "source-serif-4-400"
SANS = "be-vietnam-pro-400"
_PAPER = (238, 232, 219)  # sRGB of (0.85, 0.81, 0.72)
_INK = (34, 29, 23)
_INK_2 = (91, 81, 69)
_RED = (142, 34, 26)
_LEADING = {SERIF: 1.30, SERIF_BODY: 1.45, SANS: 1.5}
_RISE_EM = 1.25  # highest mark above the baseline
_FALL_EM = 0.35
_LEAST_PX = 7
_MEASURE_PX = 160
_WIDER = 1.015  # small sizes are rounded to whole pixels


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one face; `size` and `after` (gap below) in em of the sheet's body size."""

    words: str
    face: str
    size: float
    ink: tuple[int, int, int]
    after: float = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    font: FreeTypeFont
    ink: tuple[int, int, int]
    baseline: float


def panel(title: Text, text: Text, size_px: tuple[int, int]) -> Picture:
    """Return a printed panel: both languages, heading in red, body as large as fits."""
    rows = [Paragraph(title.vi, SERIF, 2.3, _RED, 0.25)]
    if title.en:
        rows.append(Paragraph(title.en, SERIF_BODY, 1.25, _INK_2, 0.9))
    rows.append(Paragraph(text.vi, SERIF_BODY, 1.0, _INK, 0.8))
    if text.en:
        rows.append(Paragraph(text.en, SANS, 0.74, _INK_2, 0.4))
    return sheet(rows, size_px, margin=0.09, largest=0.062)


def label(title: tuple[str, str], line: tuple[str, str], size_px: tuple[int, int]) -> Picture:
    """Return the label of an exhibit: (Vietnamese, English) name and fact line; empty strings are left out."""
    rows = [
        Paragraph(title[0], SERIF, 1.5, _INK, 0.15),
        Paragraph(title[1] if title[1] != title[0] else "", SANS, 1.0, _INK_2, 0.5),
        Paragraph(line[0], SANS, 0.95, _INK, 0.1),
        Paragraph(line[1] if line[1] != line[0] else "", SANS, 0.8, _INK_2, 0.1),
    ]
    return sheet([r for r in rows if r.words], size_px, margin=0.07, largest=0.13)


def panel_height(width_m: float, title: Text, text: Text) -> float:
    """Return the height in metres of a panel of this width: taller for more words, at least 0.6 of it, at most 1.7."""
    letters = len(text.vi) + 0.7 * len(text.en or "") + 2.5 * len(title.vi)
    return min(1.7, max(0.6 * width_m, width_m * (0.5 + letters / 1400)))


def sheet(rows: Sequence[Paragraph], size_px: tuple[int, int], *, margin: float, largest: float) -> Picture:
    """Set paragraphs on paper with the largest body size that fits.

    `margin` is a part of the shorter side, `largest` (body size) of the height.

    Below 7 pixels nothing can be read, so the last paragraphs are then left out rather than set smaller.
    """
    from PIL import Image, ImageDraw

    width, height = size_px
    edge = margin * min(width, height)
    canvas = Image.new("RGB", size_px, _PAPER)
    pen = ImageDraw.Draw(canvas)
    kept = list(rows)
    lines: list[_Line] = []
    while kept:
        size = largest * height
        while size >= _LEAST_PX:
            lines, bottom = _set(kept, size, width - 2 * edge)
            if bottom + edge <= height - edge + 1:
                break
            size *= 0.94
        else:
            kept.pop()
            continue
        break
    for row in lines if kept else []:
        pen.text((edge, edge + row.baseline), row.words, font=row.font, fill=row.ink, anchor="ls")
    return canvas


def _set(rows: Sequence[Paragraph], body_px: float, width: float) -> tuple[list[_Line], float]:
    """Return the lines with their baselines below the top margin, and where the last one ends."""
    found: list[_Line] = []
    y = 0.0
    for row in rows:
        size = body_px * row.size
        font = _font(row.face, max(1, round(size)))
        for k, words in enumerate(_wrapped(nfc(row.words), row.face, size, width)):
            y += size * (_RISE_EM if k == 0 else _LEADING[row.face])
            found.append(_Line(words, font, row.ink, y))
        y += size * _FALL_EM + body_px * row.after * 0.5
    return found, y


def _wrapped(words: str, face: str, size: float, width: float) -> list[str]:
    """Break words into lines no wider than `width` pixels; widths grow with the size, so they are measured once."""
    widest = width / size / _WIDER
    space = _em(face, " ")
    lines: list[str] = []
    for block in words.split("\n"):
        current: list[str] = []
        reach = 0.0
        for word in block.split():
            step = _em(face, word)
            if current and reach + space + step > widest:
                lines.append(" ".join(current))
                current, reach = [], 0.0
            reach += step + (space if current else 0.0)
            current.append(word)
        if current:
            lines.append(" ".join(current))
    return lines


@cache
def _em(face: str, word: str) -> float:
    """Return the width of a word in em."""
    return _font(face, _MEASURE_PX).getlength(word) / _MEASURE_PX


@cache
def _font(face: str, size_px: int) -> FreeTypeFont:
    from PIL import ImageFont

    data = (files("vmuseum") / "fonts" / f"{face}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size_px, layout_engine=ImageFont.Layout.BASIC)
