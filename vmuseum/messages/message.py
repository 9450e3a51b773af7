"""One message in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vmuseum.errors import Lang


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence a language: what is wrong, then the cure. Blames nobody, says what still works."""

    vi: str
    en: str

    def text(self, lang: Lang) -> str:
        """Return the template in `lang`."""
        return self.vi if lang == "vi" else self.en
