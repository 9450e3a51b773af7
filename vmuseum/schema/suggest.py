"""The word an author probably meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from vmuseum.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.6
"""How alike two words must be, 0 to 1 (difflib's ratio); below this a guess confuses more than it helps."""
SHOWN = 8
"""Longest list of choices told in full."""


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like `word`, marks and case forgiven, or None when none is near."""
    by_folded: dict[str, str] = {}
    for choice in sorted(choices):
        by_folded.setdefault(folded(choice), choice)
    near = get_close_matches(folded(word), by_folded, n=1, cutoff=CUTOFF)
    return by_folded[near[0]] if near else None


def hint(word: str, choices: Iterable[str]) -> dict[str, str]:
    """Return `hint_vi` and `hint_en` for a message: " (did you mean 'x'?)", the few choices there are, or nothing."""
    known = sorted(choices)
    near = closest(word, known)
    if near is not None:
        return {"hint_vi": f" (có phải là '{near}'?)", "hint_en": f" (did you mean '{near}'?)"}
    if 0 < len(known) <= SHOWN:
        words = ", ".join(f"'{k}'" for k in known)
        return {"hint_vi": f" (hiện có: {words})", "hint_en": f" (known: {words})"}
    return {"hint_vi": "", "hint_en": ""}


def slug(words: str) -> str:
    """Return an id made of `words`: "Bình gốm (2)" gives "binh-gom-2". Empty when no letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", folded(words)).strip("-")[:64].strip("-")
