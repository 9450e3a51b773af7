"""Floating Vietnamese words: broken into at most three lines, as large as the disc allows, marks never cut.

Be Vietnam Pro SemiBold; its "Ẳ" rises 1.20 em above the base line although the font declares 1.00 (measured), so every
size here comes from the ink of the letters, never from the font's own line height.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vmuseum.errors import RecipeError
from vmuseum.hologram.frames import HUB_RADIUS, TEXT_RADIUS
from vmuseum.text import nfc

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LINES = 3
MOST_LETTERS = 12
CAP_HEIGHT = 0.74  # em, OS/2 sCapHeight of the font
LEAST_CAP = 0.10  # of the diameter; look.md, section 8
_LARGEST_CAP = 0.16
_SMALLEST_CAP = 0.05
_AIR = 0.10  # em between the ink of two lines
_LEAST_PITCH = 1.12  # em between base lines
_EM = 200  # pixels an em when measuring


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, and the ink around its base line's middle, em (left, top, right, bottom; y down)."""

    words: str
    ink: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines and their base lines. `em` is a share of R; `base` are shares of R below the middle."""

    lines: tuple[Line, ...]
    base: tuple[float, ...]
    em: float

    @property
    def cap_share(self) -> float:
        """Height of a capital as a share of the disc's diameter."""
        return self.em * CAP_HEIGHT / 2


def lay_out(text: str) -> Caption:
    """Return the arrangement of `text` that stays inside 0.85 R and spares the hub.

    As few lines as still give capitals of 0.10 of the diameter, so that names stay together; then the largest letters.

    Line breaks in `text` are kept. Raises RecipeError: "hologram-text-long" where it needs more than 3 lines of 12
    letters, "hologram-text-letter" where the font lacks a letter.
    """
    text = nfc(text).strip()
    _refuse_strange_letters(text)
    found = [_largest(lines) for lines in _breaks(text)]
    if not found:
        raise RecipeError("hologram-text-long", letters=len(text), lines=MOST_LINES, most=MOST_LETTERS)
    return max(found, key=lambda c: (c.cap_share >= LEAST_CAP, -len(c.lines) if c.cap_share >= LEAST_CAP else 0, c.em))


def mask(caption: Caption, side_px: int) -> NDArray[np.uint8]:
    """Return the words as coverage, 0 to 255, in a square that spans the disc."""
    picture = Image.new("L", (side_px, side_px), 0)
    draw = ImageDraw.Draw(picture)
    half = side_px / 2
    font = _font(max(1, round(caption.em * half)))
    for line, base in zip(caption.lines, caption.base, strict=True):
        draw.text((half, half + base * half), line.words, fill=255, font=font, anchor="ms")
    return np.asarray(picture)


def ink(words: str) -> tuple[float, float, float, float]:
    """Return the box of the ink around the middle of the base line, em: left, top, right, bottom; y grows downwards."""
    left, top, right, bottom = _ink_px(words, "ms")
    return (left / _EM, top / _EM, right / _EM, bottom / _EM)


@lru_cache(maxsize=512)
def _ink_px(words: str, anchor: str) -> tuple[float, float, float, float]:
    """Return where ink is. Pillow's own box is as wide as the advance, not as the ink."""
    coverage, (x, y) = _font(_EM).getmask2(words, "L", anchor=anchor)
    left, top, right, bottom = coverage.getbbox() or (0, 0, 0, 0)
    return (left + x, top + y, right + x, bottom + y)


@lru_cache(maxsize=32)
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    data = files("vmuseum").joinpath("fonts/be-vietnam-pro-600.ttf").read_bytes()
    # The basic layout needs no library of the system, so the same words give the same pixels everywhere.
    return ImageFont.truetype(BytesIO(data), size_px, layout_engine=ImageFont.Layout.BASIC)


def _refuse_strange_letters(text: str) -> None:
    font = _font(_EM)
    missing = bytes(font.getmask("\uffff"))
    for letter in text:
        if not letter.isspace() and bytes(font.getmask(letter)) == missing:
            raise RecipeError("hologram-text-letter", letter=letter)


def _breaks(text: str) -> list[tuple[str, ...]]:
    """Return every way to break `text` into at most 3 lines of at most 12 letters."""
    if "\n" in text:
        ways = [tuple(" ".join(row.split()) for row in text.splitlines() if row.strip())]
    else:
        words = text.split()
        ways = [
            tuple(" ".join(words[a:b]) for a, b in zip((0, *cuts), (*cuts, len(words)), strict=True))
            for count in range(MOST_LINES)
            for cuts in combinations(range(1, len(words)), count)
        ]
    return [way for way in ways if 0 < len(way) <= MOST_LINES and all(len(row) <= MOST_LETTERS for row in way)]


def _largest(words: tuple[str, ...]) -> Caption:
    """Return `words` at the largest size that fits, found by halving the interval."""
    lines = tuple(Line(w, ink(w)) for w in words)
    boxes = [_letter_boxes(w) for w in words]
    low, high = 2 * _SMALLEST_CAP / CAP_HEIGHT, 2 * _LARGEST_CAP / CAP_HEIGHT
    for _ in range(12):
        middle = (low + high) / 2
        if _reach(boxes, _base(lines, middle), middle) <= TEXT_RADIUS:
            low = middle
        else:
            high = middle
    return Caption(lines, _base(lines, low), low)


def _base(lines: tuple[Line, ...], em: float) -> tuple[float, ...]:
    """Return the base lines in R: one line above the hub, two around it, three centred over it."""
    keep_off = HUB_RADIUS + 0.02
    if len(lines) == 1:
        return (-keep_off - lines[0].ink[3] * em,)
    if len(lines) == 2:
        upper, lower = lines
        clear = max(keep_off, _AIR * em / 2)
        return (-clear - upper.ink[3] * em, clear - lower.ink[1] * em)
    base = [0.0]
    for above, below in pairwise(lines):
        base.append(base[-1] + max(_LEAST_PITCH, above.ink[3] - below.ink[1] + _AIR) * em)
    top, bottom = lines[0].ink[1] * em, base[-1] + lines[-1].ink[3] * em
    return tuple(b - (top + bottom) / 2 for b in base)


def _letter_boxes(words: str) -> list[tuple[float, float, float, float]]:
    """Return the ink of every letter in its place, em."""
    font = _font(_EM)
    width = font.getlength(words)
    boxes = []
    for n, letter in enumerate(words):
        if not letter.isspace():
            at = font.getlength(words[:n]) - width / 2
            left, top, right, bottom = _ink_px(letter, "ls")
            boxes.append(((at + left) / _EM, top / _EM, (at + right) / _EM, bottom / _EM))
    return boxes


def _reach(boxes: list[list[tuple[float, float, float, float]]], base: tuple[float, ...], em: float) -> float:
    """Return how far from the middle the ink reaches, in R."""
    return max(
        math.hypot(x * em, y * em + at)
        for row, at in zip(boxes, base, strict=True)
        for left, top, right, bottom in row
        for x in (left, right)
        for y in (top, bottom)
    )
