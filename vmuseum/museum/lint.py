"""Museum practice as warnings: lengths of labels, missing translations, alternatives, sources. It never blocks. Pure.

Budgets are those of museum text guides: a wall label 25 to 60 English words or 35 to 80 Vietnamese syllables, a section
panel 100 or 130, an introduction 150 or 200, a text alternative 125 characters, a sentence 30 syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vmuseum.schema.base import Model, Text
from vmuseum.schema.document import Loc
from vmuseum.schema.exhibit import Exhibit, ModelFile, Picture
from vmuseum.schema.faults import Fault
from vmuseum.schema.gallery import Frame, Gallery, Panel
from vmuseum.schema.museum import Venue
from vmuseum.schema.panorama import Viewpoint
from vmuseum.schema.walk import models

ALT_LETTERS = 125
SENTENCE_WORDS = 30


class Budget(NamedTuple):
    """Fewest and most Vietnamese syllables and English words."""

    vi: tuple[int, int]
    en: tuple[int, int]


BUDGETS: Mapping[tuple[type[Model], str], Budget] = {
    (Exhibit, "label"): Budget((35, 80), (25, 60)),
    (Panel, "text"): Budget((1, 130), (1, 100)),
    (Venue, "label"): Budget((1, 200), (1, 150)),
    (Exhibit, "audio_description"): Budget((1, 200), (1, 120)),
}
_ALTERNATIVES = ((Picture, "alt"), (ModelFile, "alt"), (Frame, "alt"))
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")
_WORD = re.compile(r"\w")


def lint(document: Model, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the warnings about the words of one document."""
    for loc, model in models(document):
        if isinstance(model, Text):
            yield from _text(loc, model, languages)
        for (kind, key), budget in BUDGETS.items():
            if isinstance(model, kind):
                yield from _length((*loc, key), getattr(model, key), budget)
        for kind, key in _ALTERNATIVES:
            if isinstance(model, kind):
                yield from _alternative((*loc, key), getattr(model, key))
        yield from _rights(loc, model)
    if isinstance(document, Exhibit) and not document.record.sources:
        yield _warning("no-source", ("record",), at_key=True)


def words(text: str) -> int:
    """Return the number of words; in Vietnamese each syllable is written as one. A dash between blanks is none."""
    return sum(1 for word in text.split() if _WORD.search(word))


def _text(loc: Loc, text: Text, languages: tuple[str, ...]) -> Iterator[Fault]:
    key = str(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    missing = [lang for lang in languages if lang != "vi" and getattr(text, lang) is None]
    if missing:
        yield _warning("no-translation", loc, at_key=True, key=key, languages=", ".join(missing))
    for lang in ("vi", "en"):
        for sentence in _SENTENCE_END.split(getattr(text, lang) or ""):
            count = words(sentence)
            if count > SENTENCE_WORDS:
                start = " ".join(sentence.split()[:5])
                yield _warning("long-sentence", (*loc, lang), start=start, count=count, limit=SENTENCE_WORDS)


def _length(loc: Loc, text: Text | None, budget: Budget) -> Iterator[Fault]:
    if text is None:
        return
    for lang, (low, high) in (("vi", budget.vi), ("en", budget.en)):
        words_vi, words_en = ("tiếng", "syllables") if lang == "vi" else ("từ", "words")
        count = words(getattr(text, lang) or "")
        if count and not low <= count <= high:
            code = "text-too-long" if count > high else "text-too-short"
            yield _warning(
                code,
                (*loc, lang),
                key=str(loc[-1]),
                count=count,
                low=low,
                high=high,
                unit_vi=words_vi,
                unit_en=words_en,
            )


def _alternative(loc: Loc, text: Text | None) -> Iterator[Fault]:
    for lang in ("vi", "en"):
        count = len(getattr(text, lang, None) or "")
        if count > ALT_LETTERS:
            yield _warning("alt-too-long", (*loc, lang), count=count, limit=ALT_LETTERS)


def _rights(loc: Loc, model: Model) -> Iterator[Fault]:
    """Warn of a photograph or shell without licence: allowed, but nobody is named."""
    if isinstance(model, Viewpoint) and model.image is not None and model.rights is None:
        yield _warning("no-rights", (*loc, "image"), at_key=True, key="image")
    if isinstance(model, Gallery) and model.rights is None:
        for n, room in enumerate(model.rooms):
            if room.shell is not None:
                yield _warning("no-rights", (*loc, "rooms", n, "shell"), at_key=True, key="shell")


def _warning(code: str, loc: Loc, *, at_key: bool = False, **args: str | int) -> Fault:
    return Fault(code, loc, args, at_key=at_key, severity="warning")
