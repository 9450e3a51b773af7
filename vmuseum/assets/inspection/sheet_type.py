"""Type on the picture sheet: the house's two families, words broken into lines."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from PIL import ImageFont

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Face = Literal["sans", "bold", "serif", "title"]
_FILES = {
    "sans": "be-vietnam-pro-400.ttf",
    "bold": "be-vietnam-pro-600.ttf",
    "serif": "source-serif-4-400.ttf",
    "title": "source-serif-4-600.ttf",
}
LEADING = 1.5
"""Lines of capitals with two marks need half an em between them."""
INK = (34, 29, 23)
INK_2 = (91, 81, 69)
GOLD = (116, 82, 8)
LINE = (221, 212, 197)
PAPER = (247, 243, 236)


@cache
def font(face: Face, px: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size."""
    data = (files("vmuseum.fonts") / _FILES[face]).read_bytes()
    return ImageFont.truetype(BytesIO(data), px, layout_engine=ImageFont.Layout.BASIC)


def lines(text: str, face: Face, px: int, width: float) -> list[str]:
    """Return `text` broken at blanks into lines of at most `width` pixels; a longer word stands alone."""
    made: list[str] = []
    for word in text.split():
        longer = f"{made[-1]} {word}" if made else word
        if made and font(face, px).getlength(longer) <= width:
            made[-1] = longer
        else:
            made.append(word)
    return made


def fitted(text: str, face: Face, px: int, width: float) -> str:
    """Return `text`, its end replaced by … where it is wider than `width`."""
    if font(face, px).getlength(text) <= width:
        return text
    while text and font(face, px).getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def write(
    draw: ImageDraw, at: tuple[float, float], text: str, face: Face, px: int, *, ink: tuple[int, int, int] = INK
) -> None:
    """Write one line, its top left at `at`; the line is LEADING times `px` high."""
    draw.text((at[0], at[1] + px * 1.15), text, font=font(face, px), fill=ink, anchor="ls")


def paragraph(
    draw: ImageDraw,
    at: tuple[float, float],
    rows: list[str],
    face: Face,
    px: int,
    *,
    ink: tuple[int, int, int] = INK,
) -> float:
    """Write lines below each other and return where the next one would be."""
    top = at[1]
    for row in rows:
        write(draw, (at[0], top), row, face, px, ink=ink)
        top += px * LEADING
    return top
