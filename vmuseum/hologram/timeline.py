"""What a fan should show at a moment: a pure function of the published playlist document, the fan and the time.

Nothing is counted and nothing is remembered, so a restart in the middle, a clock that jumps forwards or back and a
second agent all give the same answer for the same moment.

Rules:

- Times are wall clock times of the document's zone. An entry that crosses midnight belongs to the day it starts.
- `days` and `dates` widen each other: an entry with both counts on either. A date may be a range,
  `2027-02-05/2027-02-09`.
- Higher priority hides lower; then an entry for this fan beats one for its group, which beats one for all; then the
  first in the file wins.
- Where no entry counts, the default playlist plays; without one the fan is off.
- Outside power hours the fan is off. `max_hours_per_day` counts the hours it should have run since the power day began.
- A playlist starts with its first clip when its period starts, and again at midnight.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from vmuseum.hologram.rounds import plays_of, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vmuseum.schema.manifest import PlaylistDoc, PowerRef, ScheduleRef

Why = Literal["entry", "default", "power-hours", "hours-limit", "nothing"]
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fan:
    """Which fan is asked about."""

    id: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with one answer. `start` and `end` are zone-aware; `entry` is the place in the schedule."""

    start: datetime
    end: datetime
    power: bool
    playlist: str | None
    why: Why
    entry: int | None = None

    def answer(self) -> tuple[bool, str | None, Why, int | None]:
        """Return what stays the same all through."""
        return (self.power, self.playlist, self.why, self.entry)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the fan should do now.

    `clip_at_s` is the second inside the clip; `until` is when playlist or power change.
    """

    power: bool
    playlist: str | None
    clip: str | None
    clip_at_s: float
    clip_until: datetime | None
    next_clip: str | None
    why: Why
    until: datetime


def evaluate(doc: PlaylistDoc, fan: Fan, now: datetime, *, skip_s: float = 0.0) -> Wanted:
    """Return what `fan` should show at `now` (zone-aware).

    `skip_s` moves the place inside the playlist forwards ("next clip"), not the schedule.
    """
    local = now.astimezone(ZoneInfo(doc.timezone))
    periods = plan(doc, fan, local.date() - _DAY, days=3)
    period = periods[bisect_right([p.start for p in periods], local) - 1]
    if not period.power or period.playlist is None:
        return Wanted(power=False, playlist=None, clip=None, clip_at_s=0.0, clip_until=None, next_clip=None,
                      why=period.why, until=period.end)  # fmt: skip
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    anchor = max(period.start, midnight)
    playlist = next(p for p in doc.playlists if p.id == period.playlist)
    at_s = (now.astimezone(UTC) - anchor.astimezone(UTC)).total_seconds() + skip_s
    into_hour_s = anchor.minute * 60.0 + anchor.second
    play, began_s, following = position(plays_of(doc, playlist), at_s, into_hour_s)
    left_s = 0.0 if play is None else began_s + play.seconds - at_s
    until = None if play is None else (now.astimezone(UTC) + timedelta(seconds=left_s)).astimezone(local.tzinfo)
    return Wanted(
        power=True,
        playlist=period.playlist,
        clip=None if play is None else play.clip,
        clip_at_s=0.0 if play is None else at_s - began_s,
        clip_until=until,
        next_clip=None if following is None else following.clip,
        why=period.why,
        until=period.end,
    )


def plan(doc: PlaylistDoc, fan: Fan, first: date, *, days: int = 1) -> tuple[Period, ...]:
    """Return the periods from midnight of `first` over `days` days, without gaps; equal neighbours are joined."""
    zone = ZoneInfo(doc.timezone)
    low = datetime.combine(first, time())
    high = low + days * _DAY
    # Two days more before: a power day that began then may still count its hours.
    early = first - 2 * _DAY
    cuts = sorted({c for c in _cuts(doc, early, days + 3) if c <= high} | {low, high})
    found: list[Period] = []
    ran: dict[date, timedelta] = {}
    for start, end in pairwise(cuts):
        for a, b, period in _answers(doc, fan, start, end, ran):
            if b <= low:
                continue
            piece = Period(a.replace(tzinfo=zone), b.replace(tzinfo=zone), *period)
            if found and found[-1].answer() == piece.answer():
                found[-1] = Period(found[-1].start, piece.end, *piece.answer())
            else:
                found.append(piece)
    return tuple(found)


def _cuts(doc: PlaylistDoc, first: date, days: int) -> Iterator[datetime]:
    """Yield every wall clock moment at which an answer may change."""
    for n in range(days):
        day = first + n * _DAY
        yield datetime.combine(day, time())
        for entry in doc.schedule:
            yield from _window(day, entry.start, entry.end)
        if doc.power is not None:
            yield from _window(day, doc.power.on, doc.power.off)


def _answers(
    doc: PlaylistDoc, fan: Fan, start: datetime, end: datetime, ran: dict[date, timedelta]
) -> Iterator[tuple[datetime, datetime, tuple[bool, str | None, Why, int | None]]]:
    """Yield the answer between two cuts, split where the day's hours run out."""
    power_day = _power_day(doc.power, start)
    if power_day is None:
        yield start, end, (False, None, "power-hours", None)
        return
    chosen = _entry(doc, fan, start)
    playlist = doc.default if chosen is None else doc.schedule[chosen].playlist
    if playlist is None:
        yield start, end, (False, None, "nothing", None)
        return
    why: Why = "default" if chosen is None else "entry"
    limit = None if doc.power is None else doc.power.max_hours_per_day
    split = end
    if limit is not None:
        left = timedelta(hours=limit) - ran.get(power_day, timedelta())
        split = min(end, max(start, start + left))
    ran[power_day] = ran.get(power_day, timedelta()) + (split - start)
    if split > start:
        yield start, split, (True, playlist, why, chosen)
    if split < end:
        yield split, end, (False, None, "hours-limit", None)


def _power_day(power: PowerRef | None, at: datetime) -> date | None:
    """Return the day whose power hours hold `at`, or None when the fan should be off."""
    if power is None:
        return at.date()
    for day in (at.date(), at.date() - _DAY):
        low, high = _window(day, power.on, power.off)
        if low <= at < high:
            return day
    return None


def _entry(doc: PlaylistDoc, fan: Fan, at: datetime) -> int | None:
    """Return the place of the entry that wins at `at`."""
    best: tuple[int, int, int] | None = None
    for index, entry in enumerate(doc.schedule):
        near = _nearness(entry, fan)
        if near is None or not _counts(entry, at):
            continue
        rank = (entry.priority, near, -index)
        best = rank if best is None else max(best, rank)
    return None if best is None else -best[2]


def _nearness(entry: ScheduleRef, fan: Fan) -> int | None:
    if entry.fan is not None:
        return 2 if entry.fan == fan.id else None
    if entry.group is not None:
        return 1 if entry.group == fan.group else None
    return 0


def _counts(entry: ScheduleRef, at: datetime) -> bool:
    for day in (at.date(), at.date() - _DAY):
        low, high = _window(day, entry.start, entry.end)
        if low <= at < high and _on_day(entry, day):
            return True
    return False


def _on_day(entry: ScheduleRef, day: date) -> bool:
    if not entry.days and not entry.dates:
        return True
    return _DAYS[day.weekday()] in entry.days or any(_in_range(text, day) for text in entry.dates)


def _in_range(text: str, day: date) -> bool:
    low, _, high = text.partition("/")
    return date.fromisoformat(low) <= day <= date.fromisoformat(high or low)


def _window(day: date, start: str | None, end: str | None) -> tuple[datetime, datetime]:
    """Return the wall clock window that starts on `day`; an end not after the start is on the next day."""
    low = datetime.combine(day, time.fromisoformat(start or "00:00"))
    high = datetime.combine(day, time.fromisoformat(end)) if end else datetime.combine(day + _DAY, time())
    return low, high if high > low else high + _DAY
