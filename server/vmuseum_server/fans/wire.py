"""What agent, server and page say to each other, as JSON. One page, one agent for a building."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vmuseum.schema.base import Model, Text

Doing = Literal["playing", "paused", "off", "held", "loading", "starting", "lost"]
Order = Literal["stop", "resume", "retry", "next", "pause", "play", "brightness"]
"""What a person may ask for. Nothing here can harm a card: format, clear and delete have no word."""


class PeriodReport(Model):
    """A stretch of today. Times are ISO 8601 with the zone's offset."""

    start: str
    end: str
    power: bool
    playlist: str | None
    why: str


class ClipReport(Model):
    """A clip as the page shows it. Addresses are relative to the site's root."""

    id: str
    title: Text
    url: str
    still: str
    seconds: float


class FanReport(Model):
    """One fan now. Ages are seconds before the report."""

    id: str
    group: str | None
    driver: str
    profile: str
    type: str | None  # what it calls itself
    evidence: str  # how sure the protocol is
    doing: Doing
    playlist: str | None
    clip: str | None  # what it shows
    clip_at_s: float
    clip_until: str | None
    next_clip: str | None
    why: str
    until: str | None
    brightness: Literal["high", "middle", "low"] | None
    can: tuple[str, ...]
    loading: str | None  # clip that is being sent
    loaded: Annotated[float, Field(ge=0, le=1)] | None
    lost_since: str | None
    tries: int
    retry_s: float | None
    trouble: str | None  # message code
    address: str | None
    today: tuple[PeriodReport, ...]


class AgentReport(Model):
    """All fans of an agent."""

    type: Literal["report"] = "report"
    now: str
    timezone: str
    title: Text
    max_hours_per_day: float | None
    ran_s: float  # planned running time of the first fan today
    clips: tuple[ClipReport, ...]
    fans: tuple[FanReport, ...]


class Command(Model):
    """An order for one fan, or for all."""

    type: Literal["command"] = "command"
    id: int
    do: Order
    fan: str | None = None
    level: Literal["high", "middle", "low"] | None = None


class Result(Model):
    """What became of a command on one fan."""

    fan: str
    confirmed: bool
    code: str | None = None


class Done(Model):
    """The answer to a command."""

    type: Literal["done"] = "done"
    id: int
    results: tuple[Result, ...]
