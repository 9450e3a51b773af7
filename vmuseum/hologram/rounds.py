"""The rounds of a playlist: which clip is on after so many seconds, with a share of the hour for some. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vmuseum.schema.manifest import PlaylistDoc, PlaylistRef

_TABLE_S = 26 * 3600.0  # a day, with room for clips that were skipped


@dataclass(frozen=True, slots=True)
class Play:
    """One showing of a clip: its length, its place among the items, and the most showings an hour of that item."""

    clip: str
    seconds: float
    item: int
    most: int | None


def plays_of(doc: PlaylistDoc, playlist: PlaylistRef) -> tuple[Play, ...]:
    """Return one round of the playlist, repeats written out."""
    seconds = {c.id: c.seconds for c in doc.clips}
    return tuple(
        Play(item.clip, seconds[item.clip], n, item.max_per_hour)
        for n, item in enumerate(playlist.items)
        for _ in range(item.repeat)
    )


def position(plays: tuple[Play, ...], at_s: float, into_hour_s: float) -> tuple[Play | None, float, Play | None]:
    """Return the play at `at_s` seconds after the start, when it began, and the one after it.

    Plays that have had their share of the clock hour are left out; the play is None while none is left.
    """
    if all(p.most is None for p in plays):
        round_s = sum(p.seconds for p in plays)
        rest_s = at_s % round_s
        began_s = at_s - rest_s
        for n, play in enumerate(plays):
            if rest_s < play.seconds:
                return play, began_s, plays[(n + 1) % len(plays)]
            rest_s -= play.seconds
            began_s += play.seconds
        return plays[0], began_s, plays[1 % len(plays)]  # rounding at the very end of a round
    shown, starts = _timetable(plays, into_hour_s)
    if at_s < starts[-1]:
        here = bisect_right(starts, at_s) - 1
        return shown[here], starts[here], shown[here + 1]
    return searched(plays, at_s, into_hour_s)


@lru_cache(maxsize=16)
def _timetable(plays: tuple[Play, ...], into_hour_s: float) -> tuple[tuple[Play | None, ...], tuple[float, ...]]:
    """Return every play of a day and when it begins: worked out once, looked up every second."""
    rows = tuple(takewhile(lambda row: row[1] <= _TABLE_S, _walk(plays, into_hour_s)))
    return tuple(play for play, _ in rows), tuple(start for _, start in rows)


def searched(plays: tuple[Play, ...], at_s: float, into_hour_s: float) -> tuple[Play | None, float, Play | None]:
    """Return the same as `position`, found by walking from the start; for places beyond the table."""
    walk = _walk(plays, into_hour_s)
    shown, shown_s = next(walk)
    following, next_s = next(walk)
    while at_s >= next_s:
        shown, shown_s = following, next_s
        following, next_s = next(walk)
    return shown, shown_s, following


def _walk(plays: tuple[Play, ...], into_hour_s: float) -> Iterator[tuple[Play | None, float]]:
    """Yield every play with its start, for ever; None stands for the wait until the next hour."""
    clock_s, hour, index = 0.0, -1, 0
    shown: dict[int, int] = {}
    while True:
        this_hour = int((clock_s + into_hour_s) // 3600)
        if this_hour != hour:
            hour, shown = this_hour, {}
        for step in range(len(plays)):
            play = plays[(index + step) % len(plays)]
            if play.most is None or shown.get(play.item, 0) < play.most:
                shown[play.item] = shown.get(play.item, 0) + 1
                index = (index + step + 1) % len(plays)
                yield play, clock_s
                clock_s += play.seconds
                break
        else:
            yield None, clock_s
            clock_s = (hour + 1) * 3600.0 - into_hour_s
