from __future__ import annotations

import asyncio
import contextlib

import pytest

from vmuseum.errors import DeviceError
from vmuseum_server.fans import circle20320 as wire
from vmuseum_server.fans.circle_link import Circle20320
from vmuseum_server.fans.circle_session import Timing
from vmuseum_server.fans.simulator import Faults, SimulatedFan

FAST = Timing(poll_s=0.02, ask_s=0.004, connect_s=1.0, reply_s=0.5, settle_s=0.2, breath_s=0.002, block_s=2.0)


def drive(tmp_path, work, *, clips=("BINH1111.BIN", "CHAO2222.BIN"), timing=FAST, play_flag=None, **fan):
    """Run `work(driver, simulator)` against a simulated fan and return what it gives."""

    async def run():
        async with SimulatedFan(tmp_path / "card", **fan) as simulator:
            driver = Circle20320("fan", simulator.host, simulator.port, timing=timing, play_flag=play_flag)
            try:
                for name in clips:
                    simulator._keep(name, b"clip")
                return await asyncio.wait_for(work(driver, simulator), 20)
            finally:
                await driver.close()
                assert simulator.destroyed == []

    return asyncio.run(run())


def toggles(simulator) -> int:
    return simulator.received.count(wire.POWER_TOGGLE)


def test_the_state_is_what_the_fan_says(tmp_path):
    async def work(driver, simulator):
        return await driver.status(), await driver.identify()

    status, identity = drive(tmp_path, work)
    assert status.names == ("BINH1111", "CHAO2222")
    assert (status.power, status.loop, status.type, status.playing) == (False, "list", "42cm-F2", None)
    assert (identity.family, identity.type) == ("circle20320", "42cm-F2")


@pytest.mark.parametrize("lag_s", [0.0, 0.03, 0.09])
@pytest.mark.parametrize("lost", [0, 1])
def test_power_reaches_the_wanted_state_with_one_toggle_a_change(tmp_path, lag_s, lost):
    async def work(driver, simulator):
        simulator.faults.lag_s = lag_s
        for on in (True, True, False, True):
            simulator.faults.lose_commands = lost
            for _ in range(4):
                with contextlib.suppress(DeviceError):
                    await driver.set_power(on=on)
            assert simulator.running is on
        return toggles(simulator)

    assert drive(tmp_path, work) == 3


def test_a_cancelled_toggle_is_waited_for_before_the_next_one(tmp_path):
    async def work(driver, simulator):
        simulator.faults.lag_s = 0.08
        await driver.status()
        task = asyncio.create_task(driver.set_power(on=True))
        while not toggles(simulator):  # noqa: ASYNC110 - the simulator has no event for it
            await asyncio.sleep(0.001)
        task.cancel()
        # The state still says "off": believing it would leave the fan running.
        await driver.set_power(on=False)
        return simulator.running, toggles(simulator)

    assert drive(tmp_path, work) == (False, 2)


def test_a_clip_is_played_by_its_name_on_the_card(tmp_path):
    async def work(driver, simulator):
        await driver.set_power(on=True)
        await driver.play("CHAO2222.BIN")
        first = simulator.shown
        await driver.next()
        second = simulator.shown
        await driver.previous()
        return first, second, simulator.shown

    assert drive(tmp_path, work) == ("CHAO2222.BIN", "BINH1111.BIN", "CHAO2222.BIN")


def test_a_missing_clip_is_told(tmp_path):
    async def work(driver, simulator):
        with pytest.raises(DeviceError) as caught:
            await driver.play("NONE.BIN")
        return caught.value.code

    assert drive(tmp_path, work) == "fan-no-clip"


def test_brightness_is_stepped_to_the_wanted_level(tmp_path):
    async def work(driver, simulator):
        seen = []
        for level in ("low", "high", "middle", "middle"):
            await driver.set_brightness(level)
            seen.append(simulator.brightness)
        return seen, len(simulator.received)

    assert drive(tmp_path, work) == (["low", "high", "middle", "middle"], 5)


def test_pausing_is_refused_while_the_flag_is_unknown_and_done_where_it_is_known(tmp_path):
    async def refuse(driver, simulator):
        with pytest.raises(DeviceError) as caught:
            await driver.set_playing(playing=False)
        return caught.value.code, "playing" in driver.capabilities

    async def pause(driver, simulator):
        await driver.set_playing(playing=False)
        await driver.set_playing(playing=False)
        return simulator.playing, (await driver.status()).playing, "playing" in driver.capabilities

    assert drive(tmp_path, refuse) == ("fan-cannot", False)
    assert drive(tmp_path, pause, play_flag="playing") == (False, False, True)


def test_single_loop_is_set_once(tmp_path):
    async def work(driver, simulator):
        await driver.set_loop("single")
        await driver.set_loop("single")
        return simulator.received

    assert drive(tmp_path, work) == [wire.SINGLE_LOOP]


def test_a_clip_arrives_byte_for_byte_and_progress_is_told(tmp_path):
    data = bytes(range(256)) * 3000
    told = []

    async def work(driver, simulator):
        await driver.upload("MOI3333.BIN", data, lambda done, total: told.append((done, total)))
        return await driver.list()

    assert drive(tmp_path, work) == ("BINH1111", "CHAO2222", "MOI3333")
    assert (tmp_path / "card" / "MOI3333.BIN").read_bytes() == data
    assert told[-1] == (len(data), len(data))
    assert len(told) == -(-len(data) // wire.UPLOAD_BLOCK)


def test_power_loss_in_an_upload_keeps_no_half_clip(tmp_path):
    async def work(driver, simulator):
        with pytest.raises(DeviceError) as caught:
            await driver.upload("MOI3333.BIN", bytes(20_000_000), lambda *_: None)
        simulator.faults.cut_upload_after = None
        return caught.value.code, await driver.list()

    code, names = drive(tmp_path, work, faults=Faults(cut_upload_after=100_000))
    assert code == "fan-upload-broken"
    assert names == ("BINH1111", "CHAO2222")


@pytest.mark.parametrize(("error", "reason"), [(1, "card"), (2, "another-client"), (4, "licence"), (9, "busy")])
def test_a_refused_upload_says_why(tmp_path, error, reason):
    async def work(driver, simulator):
        with pytest.raises(DeviceError) as caught:
            await driver.upload("MOI3333.BIN", b"x", lambda *_: None)
        return caught.value.code, caught.value.args_by_name["reason"]

    assert drive(tmp_path, work, faults=Faults(ack_error=error)) == ("fan-refused", reason)


def test_split_replies_and_garbage_between_them_are_understood(tmp_path):
    async def work(driver, simulator):
        await driver.set_power(on=True)
        return (await driver.status()).power

    assert drive(tmp_path, work, faults=Faults(split=True, garbage=b"\x00\xffC0EE")) is True


def test_a_silent_fan_is_an_error_and_not_a_wait_for_ever(tmp_path):
    async def work(driver, simulator):
        with pytest.raises(DeviceError) as caught:
            await driver.status()
        return caught.value.code

    quick = Timing(poll_s=0.02, ask_s=0.004, reply_s=0.05)
    assert drive(tmp_path, work, timing=quick, faults=Faults(silent=True)) == "fan-silent"


def test_a_fan_that_is_not_there_is_an_error():
    async def work():
        driver = Circle20320("fan", "127.0.0.1", 1, timing=FAST)
        with pytest.raises(DeviceError) as caught:
            await driver.status()
        return caught.value.code

    assert asyncio.run(work()) == "fan-unreachable"


def test_the_fan_serves_one_client_at_a_time(tmp_path):
    async def work(driver, simulator):
        await driver.status()
        other = Circle20320("other", simulator.host, simulator.port, timing=FAST)
        with pytest.raises(DeviceError) as caught:
            await other.status()
        await other.close()
        return caught.value.code, (await driver.status()).power

    code, power = drive(tmp_path, work)
    assert code in ("fan-silent", "fan-hung-up")
    assert power is False


def test_a_driver_finds_its_way_back_after_the_fan_hung_up(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path / "card") as simulator:
            driver = Circle20320("fan", simulator.host, simulator.port, timing=FAST)
            await driver.status()
            port = simulator.port
        with pytest.raises(DeviceError):
            await driver.status()
        async with SimulatedFan(tmp_path / "card", port=port):
            status = await driver.status()
            await driver.close()
            return status.power

    assert asyncio.run(run()) is False
