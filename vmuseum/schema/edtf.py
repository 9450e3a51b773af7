"""Dates of making: a subset of EDTF (loc.gov/standards/datetime, 2019, levels 0 and 1).

Taken: a year, month or day; `~` about, `?` unsure, `%` both; X for unknown last digits of a year; a year of season; an
interval of two of these, either of them `..` (open) or empty (unknown). Negative and long (Y) years are before our time.
"""

from __future__ import annotations

import re
from datetime import date

_POINT = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[~?%]?\Z")
_SEASONS = range(21, 25)


def is_edtf(text: str) -> bool:
    """Return whether `text` is a date or interval of the subset."""
    ends = text.split("/")
    if len(ends) == 1:
        return _is_point(text)
    if len(ends) != 2 or not any(_is_point(end) for end in ends):
        return False
    return all(end in ("", "..") or _is_point(end) for end in ends) and _in_order(*ends)


def is_day(text: str) -> bool:
    """Return whether `text` (YYYY, YYYY-MM or YYYY-MM-DD) is in the calendar."""
    try:
        date.fromisoformat("-".join([*text.split("-"), "01", "01"][:3]))
    except ValueError:
        return False
    return True


def _is_point(text: str) -> bool:
    match = _POINT.match(text)
    if match is None:
        return False
    year, month, day = match.group("year", "month", "day")
    if "X" in year:
        return month is None
    if month is not None and day is None and int(month) in _SEASONS:
        return True
    return is_day("-".join(part for part in (year, month, day) if part)) or (year == "0000" and month is None)


def _in_order(first: str, last: str) -> bool:
    if not (first[:2].isdigit() and last[:2].isdigit()):
        return True
    return first[:4].replace("X", "0") <= last[:4].replace("X", "9")
