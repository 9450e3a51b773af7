"""Text in several languages, and the folding by which search forgives missing marks."""

from __future__ import annotations

import unicodedata

VIETNAMESE_LETTERS = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
"""The 134 accented letters of Vietnamese, NFC."""


def nfc(text: str) -> str:
    """Return `text` with composed letters."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Return `text` in lower case without marks, đ as d: "Khám lớn" gives "kham lon"."""
    flat = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in flat if not unicodedata.combining(c)).replace("đ", "d")
