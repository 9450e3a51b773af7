"""The on-site process: evaluates the schedule for its fans, drives them and answers what they do.

Everything follows from the published playlist and the clock, so it runs without a network; the dial-out in `dial` only
reports and takes orders.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vmuseum.errors import DeviceError
from vmuseum.hologram import timeline
from vmuseum_server.fans.driver import same_clip
from vmuseum_server.fans.report import clip_report, doing, period_report
from vmuseum_server.fans.steps import Target
from vmuseum_server.fans.supervisor import Pace, Supervisor
from vmuseum_server.fans.wire import AgentReport, Command, FanReport, Result

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from vmuseum_server.fans.driver import Brightness, Driver
    from vmuseum_server.fans.library import Library, Shape


@dataclass(frozen=True, slots=True)
class FanSpec:
    """One fan of the building and how to speak to it. `address` is only shown."""

    id: str
    group: str | None
    driver: str
    profile: str
    shape: Shape
    address: str | None
    evidence: str


@dataclass(slots=True)
class _Fan:
    spec: FanSpec
    supervisor: Supervisor
    names: dict[str, str]
    skip_s: float = 0.0
    skip_until: datetime | None = None
    brightness: Brightness | None = None
    playing: bool = True


class Agent:
    """All fans of a building. `now` gives the zone-aware time; `chance` spreads retries."""

    def __init__(
        self,
        library: Library,
        fans: Sequence[tuple[FanSpec, Driver]],
        *,
        now: Callable[[], datetime],
        chance: random.Random,
        pace: Pace | None = None,
    ) -> None:
        self._library, self._now = library, now
        self._fans: dict[str, _Fan] = {}
        for spec, driver in fans:
            supervisor = Supervisor(
                spec.id,
                driver,
                target=lambda fan=spec.id: self.target(fan),  # type: ignore[misc]
                content=lambda card, shape=spec.shape: library.content(card, shape),  # type: ignore[misc]
                chance=chance,
                pace=pace,
            )
            self._fans[spec.id] = _Fan(spec, supervisor, library.names(spec.shape))

    async def run(self) -> None:
        """Drive all fans until cancelled."""
        async with asyncio.TaskGroup() as group:
            for fan in self._fans.values():
                group.create_task(fan.supervisor.run())

    def wanted(self, fan: str) -> timeline.Wanted:
        """Return what the schedule wants of a fan now."""
        held, now = self._fans[fan], self._now()
        if held.skip_until is not None and now >= held.skip_until:
            held.skip_s, held.skip_until = 0.0, None
        return timeline.evaluate(self._library.doc, _asked(held), now, skip_s=held.skip_s)

    def target(self, fan: str) -> Target:
        """Return the wanted state in the fan's own names."""
        held, wanted = self._fans[fan], self.wanted(fan)
        if not wanted.power:
            return Target(power=False)
        playlist = next(p for p in self._library.doc.playlists if p.id == wanted.playlist)
        clips = [i.clip for i in playlist.items]
        first = clips.index(wanted.clip) if wanted.clip in clips else 0
        ordered = dict.fromkeys(clips[first:] + clips[:first])
        return Target(
            power=True,
            cards=tuple(held.names[c] for c in ordered),
            show=None if wanted.clip is None else held.names[wanted.clip],
            brightness=held.brightness,
            playing=held.playing,
        )

    async def obey(self, command: Command) -> tuple[Result, ...]:
        """Carry out an order on one fan or on all at once. Unknown fans are answered, not ignored."""
        if command.fan is not None and command.fan not in self._fans:
            return (Result(fan=command.fan, confirmed=False, code="fan-unknown"),)
        chosen = [f for f in self._fans.values() if command.fan in (None, f.spec.id)]
        return tuple(await asyncio.gather(*(self._obey(f, command) for f in chosen)))

    async def _obey(self, fan: _Fan, command: Command) -> Result:
        name = fan.spec.id
        if command.do == "stop":
            confirmed = await fan.supervisor.stop()
            return Result(fan=name, confirmed=confirmed, code=None if confirmed else "fan-unconfirmed")
        try:
            self._change(fan, command)
        except DeviceError as error:
            return Result(fan=name, confirmed=False, code=error.code)
        if command.do == "resume":
            fan.supervisor.resume()
        fan.supervisor.nudge()
        return Result(fan=name, confirmed=True)

    def _change(self, fan: _Fan, command: Command) -> None:
        """Change what is wanted; the supervisor brings it about. Raises DeviceError where the fan cannot."""
        can = fan.supervisor.driver.capabilities
        needs = {"pause": "playing", "play": "playing", "next": "play", "brightness": "brightness"}.get(command.do)
        if needs is not None and needs not in can:
            raise DeviceError(fan.spec.id, "fan-cannot", what=command.do)
        if command.do == "next":
            wanted = self.wanted(fan.spec.id)
            if wanted.clip_until is not None:
                fan.skip_s += (wanted.clip_until - self._now()).total_seconds()
                fan.skip_until = wanted.until
        elif command.do in ("pause", "play"):
            fan.playing = command.do == "play"
        elif command.do == "brightness":
            fan.brightness = command.level

    def report(self) -> AgentReport:
        """Return what all fans do."""
        doc = self._library.doc
        zone = ZoneInfo(doc.timezone)
        local = self._now().astimezone(zone)
        midnight = datetime.combine(local.date(), time(), zone)
        ran = timedelta()
        rows: list[FanReport] = []
        for fan in self._fans.values():
            periods = timeline.plan(doc, _asked(fan), local.date())
            if not rows:
                ran = sum((min(p.end, local) - p.start for p in periods if p.power and p.start < local), ran)
            rows.append(self._fan_report(fan, periods))
        return AgentReport(
            now=local.isoformat(timespec="milliseconds"),
            timezone=doc.timezone,
            title=doc.title,
            max_hours_per_day=None if doc.power is None else doc.power.max_hours_per_day,
            ran_s=min(ran, local - midnight).total_seconds(),
            clips=tuple(clip_report(c) for c in doc.clips),
            fans=tuple(rows),
        )

    def _fan_report(self, fan: _Fan, periods: tuple[timeline.Period, ...]) -> FanReport:
        wanted, seen = self.wanted(fan.spec.id), fan.supervisor.seen
        loop_now = asyncio.get_running_loop().time()
        clips = {name: clip for clip, name in fan.names.items()}
        loading = clips.get(seen.step.card or "") if seen.loaded is not None else None
        lost = None if seen.lost_at is None else self._now() - timedelta(seconds=loop_now - seen.lost_at)
        state = doing(seen, held=fan.supervisor.held, wants_power=wanted.power, can=fan.supervisor.driver.capabilities)
        shown = None
        if state in ("playing", "paused") and seen.status is not None and seen.status.current is not None:
            shown = next((c for name, c in clips.items() if same_clip(name, seen.status.current)), None)
        return FanReport(
            id=fan.spec.id,
            group=fan.spec.group,
            driver=fan.spec.driver,
            profile=fan.spec.profile,
            type=None if seen.status is None else seen.status.type,
            evidence=fan.spec.evidence,
            doing=state,
            playlist=wanted.playlist,
            clip=shown,
            clip_at_s=wanted.clip_at_s if shown is not None and shown == wanted.clip else 0.0,
            clip_until=None if wanted.clip_until is None else wanted.clip_until.isoformat(timespec="milliseconds"),
            next_clip=wanted.next_clip,
            why=wanted.why,
            until=wanted.until.isoformat(),
            brightness=None if seen.status is None else seen.status.brightness,
            can=tuple(sorted(fan.supervisor.driver.capabilities)),
            loading=loading,
            loaded=seen.loaded,
            lost_since=None if lost is None else lost.isoformat(timespec="seconds"),
            tries=seen.tries,
            retry_s=None if seen.retry_at is None else max(0.0, seen.retry_at - loop_now),
            trouble=None if seen.trouble is None else seen.trouble.code,
            address=fan.spec.address,
            today=tuple(period_report(p) for p in periods),
        )


def _asked(fan: _Fan) -> timeline.Fan:
    return timeline.Fan(fan.spec.id, fan.spec.group)
