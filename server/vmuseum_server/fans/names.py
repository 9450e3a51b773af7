"""Names of clips on a fan's card: eight letters and .BIN, the same for the same content, no Vietnamese marks.

The last four characters are of the content's digest, so a changed clip has another name and no fan shows an old one.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from vmuseum.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable


def card_name(clip: str, identity: str, *, extension: str = "BIN") -> str:
    """Return the name for clip id `clip` whose content `identity` names, such as BINH3F0A.BIN."""
    letters = re.sub(r"[^A-Z0-9]", "", folded(clip).upper())[:4]
    digest = hashlib.sha256(f"{clip}\0{identity}".encode()).hexdigest().upper()
    return f"{(letters + digest)[:8]}.{extension}"


def card_names(clips: Iterable[tuple[str, str]], *, extension: str = "BIN") -> dict[str, str]:
    """Return names by clip id for (clip id, identity). Raises ValueError where two come out the same."""
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for clip, identity in clips:
        name = card_name(clip, identity, extension=extension)
        if name in taken:
            msg = f"clips {taken[name]} and {clip} would both be {name} on the card"
            raise ValueError(msg)
        found[clip] = name
        taken[name] = clip
    return found
