"""A clock that runs as the real one does, from another hour: to try a schedule at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def shifted(now: Callable[[], datetime], hour: str, timezone: str) -> Callable[[], datetime]:
    """Return a clock that says `hour` ("09:30", in `timezone`, on today's date) at this moment and runs on from there.

    `now` gives aware times. Raises ValueError for an hour that does not exist.
    """
    here = now().astimezone(ZoneInfo(timezone))
    wanted = datetime.strptime(hour, "%H:%M").replace(tzinfo=here.tzinfo)
    start = here.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    shift: timedelta = start - here
    return lambda: now() + shift
