"""A fan's state in one word, and the small rows of a report. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum_server.fans.wire import ClipReport, Doing, PeriodReport

if TYPE_CHECKING:
    from vmuseum.hologram.timeline import Period
    from vmuseum.schema.manifest import ClipRef
    from vmuseum_server.fans.driver import Capability
    from vmuseum_server.fans.supervisor import Observed


def doing(seen: Observed, *, held: bool, wants_power: bool, can: frozenset[Capability]) -> Doing:
    """Return what a fan does, as far as it told."""
    status = seen.status
    if seen.lost_at is not None:
        return "lost"
    if seen.loaded is not None:
        return "loading"
    if status is None:
        return "starting"
    if "power" not in can:
        return "off"  # a folder: nothing turns
    if status.power is False:
        return _standing(held=held, wants_power=wants_power)
    return "paused" if status.playing is False else "playing"


def _standing(*, held: bool, wants_power: bool) -> Doing:
    if held:
        return "held"
    return "starting" if wants_power else "off"


def clip_report(clip: ClipRef) -> ClipReport:
    """Return a clip as the page shows it."""
    return ClipReport(id=clip.id, title=clip.title, url=clip.file.url, still=clip.still, seconds=clip.seconds)


def period_report(period: Period) -> PeriodReport:
    """Return a stretch of the day with plain times."""
    return PeriodReport(
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        power=period.power,
        playlist=period.playlist,
        why=period.why,
    )
