"""Licences as visitors read them: a short name and the address of the deed."""

from __future__ import annotations

import re

_DEEDS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PDM-1.0": "https://creativecommons.org/publicdomain/mark/1.0/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://opensource.org/license/mit",
}
_CC = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")


def deed(licence: str) -> str | None:
    """Return the address of the deed of an SPDX licence id, or None for a licence we do not know."""
    match = _CC.fullmatch(licence)
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return _DEEDS.get(licence)


def spoken(licence: str) -> str:
    """Return the licence as written in credits: CC-BY-SA-4.0 as "CC BY-SA 4.0", CC0-1.0 as "CC0 1.0"."""
    match = _CC.fullmatch(licence)
    if match:
        return f"CC {match[1]} {match[2]}"
    return licence.replace("-", " ") if licence in {"CC0-1.0", "PDM-1.0", "Apache-2.0"} else licence
