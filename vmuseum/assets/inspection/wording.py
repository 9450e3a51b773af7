"""Lengths, shares and counts of an inspection as a curator reads them, in Vietnamese and English. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable

from vmuseum.schema.words import number


def length(metres: float, lang: str) -> str:
    """Return a length with three digits that count: "0,4 mm", "26,3 cm", "2,12 m"."""
    for unit, factor, most in (("mm", 1000.0, 10.0), ("cm", 100.0, 200.0)):
        if metres * factor < most:
            return f"{figure(metres * factor, lang)} {unit}"
    return f"{figure(metres, lang)} m"


def sizes(metres: Iterable[float], lang: str) -> str:
    """Return sizes in the unit of the largest: "1,04 × 1,79 × 2,8 m", "26,5 × 66,5 × 12,1 cm"."""
    rows = tuple(metres)
    largest = max(rows)
    unit, factor = ("mm", 1000.0) if largest < 0.01 else ("cm", 100.0) if largest < 2 else ("m", 1.0)
    return " × ".join(figure(row * factor, lang) for row in rows) + f" {unit}"


def figure(value: float, lang: str, *, digits: int = 3) -> str:
    """Return a number with `digits` digits that count and no needless zeros."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "?"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, places), lang, digits=max(0, min(places, 9)))


def count(value: int, lang: str) -> str:
    """Return a whole number in groups of three: 570.936 in Vietnamese, 570,936 in English."""
    text = f"{value:,}"
    return text.replace(",", ".") if lang == "vi" else text


def percent(share: float, lang: str) -> str:
    """Return a share as per cent: "46 %"; "0,4 %" below ten, "< 0,1 %" below a twentieth."""
    value = share * 100
    if 0 < value < 0.05:
        return f"< {number(0.1, lang, digits=1)} %"
    return f"{number(value, lang, digits=1 if 0 < value < 9.95 else 0)} %"
