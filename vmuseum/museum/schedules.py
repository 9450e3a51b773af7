"""Schedules of hologram fans read over a week and its single dates: what overlaps, and when nothing plays. Pure.

The rules are those of `vmuseum.hologram.timeline`: higher priority hides lower, an entry for one fan beats one for its
group, which beats one for all; then the first in the file wins. An entry past midnight belongs to the day it starts.
Spans are minutes of wall clock time, of a week from Monday 00:00 or from the first day of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import get_args

from vmuseum.errors import Arg
from vmuseum.schema.faults import Fault
from vmuseum.schema.playlist import Day, Entry, PlaylistSet, Power

DAYS: tuple[str, ...] = get_args(Day)
DAY_MINS = 24 * 60
WEEK_MINS = 7 * DAY_MINS
MAX_RANGE_DAYS = 400
"""Days of a range looked at; more than a year of them meets every weekday anyway."""
_VI = {
    "mon": "thứ hai",
    "tue": "thứ ba",
    "wed": "thứ tư",
    "thu": "thứ năm",
    "fri": "thứ sáu",
    "sat": "thứ bảy",
    "sun": "chủ nhật",
}
Span = tuple[int, int]


def schedule_faults(scene: PlaylistSet) -> Iterator[Fault]:
    """Yield overlaps of entries that nothing tells apart, and the hours of the week in which nothing plays."""
    for (i, a), (k, b) in combinations(enumerate(scene.schedule), 2):
        if a.playlist != b.playlist and _rank(a) == _rank(b) and _overlap(a, b):
            args: dict[str, Arg] = {"playlist": b.playlist, "other": a.playlist, "number": i + 1}
            yield Fault("schedule-overlap", ("schedule", k), args)
    if scene.schedule and scene.default is None:
        yield from _gap_faults(scene)


def window(start: str | None, end: str | None) -> Span:
    """Return the minutes of a day from `start` to `end`: "22:00" to "06:00" ends at 30 hours."""
    if start is None or end is None:
        return (0, DAY_MINS)
    low, high = (int(t[:2]) * 60 + int(t[3:]) for t in (start, end))
    return (low, high if low < high else high + DAY_MINS)


def clock(minutes: int) -> str:
    """Return minutes since midnight as a time, 450 as "07:30"."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _rank(entry: Entry) -> tuple[int, str | None, str | None]:
    return (entry.priority, entry.fan, None if entry.fan else entry.group)


def _overlap(a: Entry, b: Entry) -> bool:
    week_a, week_b, dates_a, dates_b = _weekly(a), _weekly(b), _dated(a), _dated(b)
    return (
        _meet(week_a, week_b)
        or _meet(dates_a, dates_b)
        or _meet(_in_week(dates_a), week_b)
        or _meet(week_a, _in_week(dates_b))
    )


def _meet(first: Iterable[Span], second: list[Span]) -> bool:
    return any(low < other_high and other_low < high for low, high in first for other_low, other_high in second)


def _weekly(entry: Entry) -> list[Span]:
    """Return when an entry counts in every week; none where it counts on single dates only."""
    names = entry.days or (() if entry.dates else DAYS)
    low, high = window(entry.from_, entry.to)
    return _wrapped((DAYS.index(day) * DAY_MINS + low, DAYS.index(day) * DAY_MINS + high) for day in names)


def _dated(entry: Entry) -> list[Span]:
    """Return when an entry counts on its single dates and ranges, in minutes since the first day of the calendar."""
    low, high = window(entry.from_, entry.to)
    spans: list[Span] = []
    for text in entry.dates:
        first, _, last = text.partition("/")
        day = date.fromisoformat(first).toordinal()
        count = min(date.fromisoformat(last or first).toordinal() - day + 1, MAX_RANGE_DAYS)
        spans += [((day + n) * DAY_MINS + low, (day + n) * DAY_MINS + high) for n in range(count)]
    return spans


def _in_week(spans: list[Span]) -> list[Span]:
    """Return dated spans as minutes of a week. Ordinal 1 is a Monday."""
    return _wrapped(((low - DAY_MINS) % WEEK_MINS, (low - DAY_MINS) % WEEK_MINS + high - low) for low, high in spans)


def _wrapped(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for low, high in spans:
        found.append((low, min(high, WEEK_MINS)))
        if high > WEEK_MINS:
            found.append((0, high - WEEK_MINS))
    return found


def _gap_faults(scene: PlaylistSet) -> Iterator[Fault]:
    """Tell the first gap of each group, and how many more there are. Entries for one fan fill no gap of its group."""
    shared = [entry for entry in scene.schedule if entry.fan is None]
    named = sorted({entry.group for entry in shared if entry.group is not None})
    for group in named or [""]:
        week = [s for e in shared if e.group in (None, group) for s in _weekly(e)]
        covered = sorted([*week, *((low + WEEK_MINS, high + WEEK_MINS) for low, high in week)])  # Sunday night goes on
        found = [(day, *gap) for day in range(7) for gap in _gaps(covered, day, scene.power)]
        if found:
            day, low, high = found[0]
            args: dict[str, Arg] = {
                "group_vi": f"nhóm '{group}'" if group else "mọi quạt",
                "group_en": f"group '{group}'" if group else "all fans",
                "day_vi": _VI[DAYS[day]],
                "day_en": DAYS[day],
                "start": clock(low),
                "end": clock(high),
                "more": len(found) - 1,
            }
            yield Fault("schedule-gap", ("schedule",), args, at_key=True, severity="warning")


def _gaps(covered: list[Span], day: int, power: Power | None) -> Iterator[Span]:
    """Yield the minutes of a weekday in which fans turn and nothing plays; a day without any entry is a day off."""
    start, end = (DAY_MINS * day + m for m in (window(power.on, power.off) if power else (0, DAY_MINS)))
    here = [(max(low, start), min(high, end)) for low, high in covered if low < end and start < high]
    if not here:
        return
    if power is None:  # before the first and after the last entry fans may rest
        start, end = here[0][0], max(high for _, high in here)
    at = start
    for low, high in here:
        if low > at:
            yield at - DAY_MINS * day, low - DAY_MINS * day
        at = max(at, high)
    if at < end:
        yield at - DAY_MINS * day, end - DAY_MINS * day
