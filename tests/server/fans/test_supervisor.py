from __future__ import annotations

import asyncio
import logging
import random

import pytest

from vmuseum.errors import DeviceError
from vmuseum_server.fans.driver import FanStatus
from vmuseum_server.fans.folder import Mp4Folder
from vmuseum_server.fans.steps import Target
from vmuseum_server.fans.supervisor import Pace, Supervisor

PACE = Pace(look_s=0.002, first_s=1.0, most_s=60.0)


class FailingFolder(Mp4Folder):
    """The folder driver with a fault that is switched on and off."""

    fault: str | None = "fan-silent"

    async def status(self) -> FanStatus:
        if self.fault is not None:
            raise DeviceError("fan", self.fault, address="x")
        return await super().status()


def supervisor(driver, pace=PACE) -> Supervisor:
    async def content(card: str) -> bytes:
        return card.encode()

    want = Target(power=True, cards=("A.mp4",))
    chance = random.Random(3)  # noqa: S311 - the same every time
    return Supervisor("fan", driver, target=lambda: want, content=content, chance=chance, pace=pace)


def test_waiting_grows_to_a_minute_and_is_spread(tmp_path):
    async def run():
        one = supervisor(FailingFolder("fan", tmp_path))
        error = DeviceError("fan", "fan-silent", address="x")
        return [one._failed(error) for _ in range(12)]

    waits = asyncio.run(run())
    for n, wait in enumerate(waits):
        plain = min(60.0, 2.0**n)
        assert 0.75 * plain <= wait <= 1.25 * plain
    assert len({w / min(60.0, 2.0**n) for n, w in enumerate(waits)}) > 6


def test_a_silent_fan_is_logged_once_and_once_when_it_is_back(tmp_path, caplog):
    driver = FailingFolder("fan", tmp_path)

    async def run():
        one = supervisor(driver, Pace(look_s=0.002, first_s=0.002, most_s=0.002))
        task = asyncio.create_task(one.run())
        async with asyncio.timeout(10):
            while one.seen.tries < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            driver.fault = None
            while one.seen.trouble is not None:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        task.cancel()
        await asyncio.wait({task})

    with caplog.at_level(logging.INFO, logger="vmuseum_server.fans.supervisor"):
        asyncio.run(run())
    assert [r.message for r in caplog.records] == [
        "fan fan does not answer (fan-silent)",
        "fan fan answers again",
    ]


def test_a_nudge_ends_the_waiting(tmp_path):
    driver = FailingFolder("fan", tmp_path)

    async def run():
        one = supervisor(driver, Pace(look_s=0.002, first_s=50.0, most_s=60.0))
        task = asyncio.create_task(one.run())
        async with asyncio.timeout(10):
            while one.seen.tries < 1:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            driver.fault = None
            one.nudge()
            while one.seen.trouble is not None:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        task.cancel()
        await asyncio.wait({task})

    asyncio.run(run())
    assert (tmp_path / "A.mp4").read_bytes() == b"A.mp4"


def test_a_bug_is_not_taken_for_a_silent_fan(tmp_path):
    class Broken(Mp4Folder):
        async def status(self):
            raise KeyError("bug")

    with pytest.raises(KeyError):
        asyncio.run(asyncio.wait_for(supervisor(Broken("fan", tmp_path)).run(), 5))


def test_a_stop_that_cannot_be_done_is_not_confirmed(tmp_path):
    async def run():
        one = supervisor(Mp4Folder("fan", tmp_path))
        task = asyncio.create_task(one.run())
        await asyncio.sleep(0)
        confirmed = await one.stop()
        task.cancel()
        await asyncio.wait({task})
        return confirmed, one.held, one.wanted().power

    assert asyncio.run(run()) == (False, True, False)
