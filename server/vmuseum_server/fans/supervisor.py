"""Keeps one fan in its wanted state: look, take one step, look again; wait longer after each failure.

A silent fan is logged once and once when it is back. `stop` interrupts whatever is under way.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.errors import DeviceError
from vmuseum_server.fans.steps import NOTHING, Step, Target, next_step

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from vmuseum_server.fans.driver import Driver, FanStatus

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look and how long to wait after failures, seconds."""

    look_s: float = 0.5
    first_s: float = 1.0
    most_s: float = 60.0
    confirm_s: float = 1.0  # how long a stop may take to be confirmed
    step_s: float = 1800.0  # longest single step: an upload


@dataclass(slots=True)
class Observed:
    """What is known of the fan. `lost_at` is the loop's time when it fell silent."""

    status: FanStatus | None = None
    step: Step = NOTHING
    loaded: float | None = None
    trouble: DeviceError | None = None
    lost_at: float | None = None
    tries: int = 0
    retry_at: float | None = None


class Supervisor:
    """Owns the driver of one fan. `content` gives the bytes of a clip by its name on the card."""

    def __init__(
        self,
        fan: str,
        driver: Driver,
        *,
        target: Callable[[], Target],
        content: Callable[[str], Awaitable[bytes]],
        chance: random.Random,
        pace: Pace | None = None,
    ) -> None:
        self.fan, self.driver = fan, driver
        self.held = False
        self.seen = Observed()
        self._target, self._content = target, content
        self._pace, self._chance = pace or Pace(), chance
        self._wake = asyncio.Event()
        self._round: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                await self._let_stop()
                self._round = asyncio.create_task(self._look_and_step())
                await asyncio.wait({self._round})
                await self._rest(self._waiting(self._round))
        finally:
            for task in (self._round, self._stopping):
                if task is not None:
                    task.cancel()
            await self.driver.close()

    def nudge(self) -> None:
        """Look now instead of later."""
        self._wake.set()

    async def stop(self) -> bool:
        """Turn the fan off and keep it off. Return whether it said so in time; it is tried further if not."""
        self.held = True
        stopping = self._stopping
        if stopping is None or stopping.done():
            stopping = self._stopping = asyncio.create_task(self._turn_off(self._round))
        done, _ = await asyncio.wait({stopping}, timeout=self._pace.confirm_s)
        self.nudge()
        return bool(done) and not stopping.cancelled() and stopping.exception() is None

    def resume(self) -> None:
        """Follow the schedule again."""
        self.held = False
        self.nudge()

    def wanted(self) -> Target:
        """Return what is wanted now."""
        return Target(power=False) if self.held else self._target()

    async def _let_stop(self) -> None:
        """Let a stop that is under way end first; two must not talk to the fan at once."""
        if self._stopping is not None:
            await asyncio.wait({self._stopping})
            error = None if self._stopping.cancelled() else self._stopping.exception()
            self._stopping = None
            if isinstance(error, DeviceError):
                await self._rest(self._failed(error))
            elif error is not None:
                raise error

    async def _turn_off(self, interrupted: asyncio.Task[None] | None) -> None:
        if interrupted is not None and not interrupted.done():
            interrupted.cancel()
            await asyncio.wait({interrupted})
        if "power" not in self.driver.capabilities:
            raise DeviceError(self.fan, "fan-cannot", what="power")
        await self.driver.set_power(on=False)
        self.seen.status = await self.driver.status()
        self._answered()

    async def _look_and_step(self) -> None:
        async with asyncio.timeout(self._pace.step_s):
            self.seen.status = await self.driver.status()
            target = self.wanted()
            step = next_step(self.seen.status, target, self.driver.capabilities)
            self.seen.step = step
            try:
                await self._take(step, target)
            finally:
                self.seen.loaded = None
        self._answered()

    async def _take(self, step: Step, target: Target) -> None:
        driver = self.driver
        match step.kind:
            case "power-on" | "power-off":
                await driver.set_power(on=step.kind == "power-on")
            case "upload" if step.card is not None:
                await self._upload(step.card)
            case "loop":
                await driver.set_loop("single")
            case "play" if step.card is not None:
                await driver.play(step.card)
            case "brightness" if target.brightness is not None:
                await driver.set_brightness(target.brightness)
            case "resume" | "pause":
                await driver.set_playing(playing=step.kind == "resume")

    async def _upload(self, card: str) -> None:
        self.seen.loaded = 0.0
        data = await self._content(card)

        def progress(done: int, total: int) -> None:
            self.seen.loaded = done / max(1, total)

        await self.driver.upload(card, data, progress)

    def _answered(self) -> None:
        if self.seen.lost_at is not None:
            log.info("fan %s answers again", self.fan)
        self.seen.trouble = self.seen.lost_at = self.seen.retry_at = None
        self.seen.tries = 0

    def _waiting(self, done: asyncio.Task[None]) -> float:
        """Return how long to rest after a round, and note what went wrong."""
        if done.cancelled():
            return 0.0
        error = done.exception()
        if error is None:
            return 0.0 if self.seen.step != NOTHING else self._pace.look_s
        if isinstance(error, TimeoutError):
            error = DeviceError(self.fan, "fan-unconfirmed", what=self.seen.step.kind)
        if not isinstance(error, DeviceError):
            raise error
        return self._failed(error)

    def _failed(self, error: DeviceError) -> float:
        seen, now = self.seen, asyncio.get_running_loop().time()
        seen.trouble = error
        seen.tries += 1
        if error.code in ("fan-unreachable", "fan-silent", "fan-hung-up"):
            if seen.lost_at is None and seen.tries > 1:
                seen.lost_at = now
                log.warning("fan %s does not answer (%s)", self.fan, error.code)
        elif seen.tries == 1:
            log.warning("fan %s: %s", self.fan, error.code)
        growing_s = self._pace.first_s * float(1 << min(seen.tries - 1, 10))
        wait_s = min(self._pace.most_s, growing_s) * self._chance.uniform(0.75, 1.25)
        seen.retry_at = now + wait_s
        return wait_s

    async def _rest(self, wait_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._wake.wait()
        self._wake.clear()
