from __future__ import annotations

import asyncio
import dataclasses
import json

import pytest
from aiohttp import ClientSession

from fan_site import MORNING, write_site
from vmuseum.errors import DeviceError
from vmuseum.hologram import binfmt
from vmuseum.hologram.profile import profile
from vmuseum.settings import FanSettings
from vmuseum_server.fans.run import running, status
from vmuseum_server.fans.wire import Command


def live(setup, work):
    async def main():
        async with asyncio.timeout(25), running(setup) as everything:
            return await work(everything)

    return asyncio.run(main())


async def until(check, seconds=10.0):
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - watched from outside, as an operator would
            await asyncio.sleep(0.005)


def all_show(everything, name):
    return lambda: all((f.shown or "").startswith(name) for f in everything.simulators)


def test_four_simulated_fans_receive_their_clips_and_show_what_the_schedule_wants(setup, clock):
    async def work(everything):
        assert len(everything.simulators) == 4
        await until(all_show(everything, "BINH"))
        clock.at = MORNING.replace(second=12)
        await until(all_show(everything, "LOIC"))
        return [f.destroyed for f in everything.simulators], [f.names for f in everything.simulators]

    destroyed, names = live(setup, work)
    assert destroyed == [[], [], [], []]
    assert len(set(names)) == 1
    assert len(names[0]) == 2


def test_what_is_on_the_card_is_the_clip_in_the_fans_own_format(setup):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        fan = everything.simulators[0]
        return (fan.card / fan.shown).read_bytes()

    data = live(setup, work)
    values = next(binfmt.read(data, profile("fan-42f2")))
    assert values[:, 100:, 0].max() > 100


def test_outside_power_hours_all_fans_stand_still(setup, clock):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        clock.at = MORNING.replace(hour=17, minute=5)
        await until(lambda: not any(f.running for f in everything.simulators))
        await until(lambda: all(f.doing == "off" for f in everything.agent.report().fans))
        return [f.running for f in everything.simulators]

    assert live(setup, work) == [False] * 4


def test_one_dead_fan_is_reported_lost_and_the_others_go_on(setup, clock):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        everything.simulators[2].faults.silent = True
        await until(lambda: everything.agent.report().fans[2].doing == "lost")
        clock.at = MORNING.replace(second=12)
        others = [f for n, f in enumerate(everything.simulators) if n != 2]
        await until(lambda: all((f.shown or "").startswith("LOIC") for f in others))
        report = everything.agent.report().fans[2]
        assert report.lost_since is not None
        assert report.tries > 1
        everything.simulators[2].faults.silent = False
        await until(lambda: everything.agent.report().fans[2].doing == "playing")
        return report.trouble

    assert live(setup, work) == "fan-silent"


def test_stop_all_is_confirmed_by_each_fan_and_names_the_one_that_did_not(setup):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        everything.simulators[1].faults.silent = True
        root = everything.url.removesuffix("fans")
        async with ClientSession() as session:
            async with session.post(f"{root}api/fans/orders", json={"do": "stop"}) as answer:
                results = (await answer.json())["results"]
            running_ = [f.running for f in everything.simulators]
            everything.simulators[1].faults.silent = False
            await until(lambda: not everything.simulators[1].running)
            async with session.post(f"{root}api/fans/orders", json={"do": "resume"}) as answer:
                assert all(r["confirmed"] for r in (await answer.json())["results"])
            await until(all_show(everything, "BINH"))
        return results, running_

    results, running_ = live(setup, work)
    assert [r["confirmed"] for r in results] == [True, False, True, True]
    assert results[1]["fan"] == "sanh-2"
    assert running_ == [False, True, False, False]


def test_the_page_hears_everything_over_the_agents_own_connection(setup):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        await until(lambda: everything.hub.report is not None and everything.hub.report.fans[0].clip == "binh-gom")
        async with ClientSession() as session, session.get(everything.url.removesuffix("fans") + "api/fans") as answer:
            view = await answer.json()
        rows = await status(everything.url.removesuffix("fans"))
        return view, rows

    view, rows = live(setup, work)
    fan = view["report"]["fans"][0]
    assert (view["connected"], view["control"]) == (True, True)
    assert (fan["doing"], fan["clip"], fan["next_clip"], fan["playlist"]) == (
        "playing",
        "binh-gom",
        "loi-chao",
        "ngay-thuong",
    )
    assert [p["power"] for p in fan["today"]] == [False, True, False]
    assert view["report"]["ran_s"] == pytest.approx(95 * 60 + 1)
    assert [r["doing"] for r in rows] == ["playing"] * 4


def test_next_pause_and_brightness_reach_the_fans(setup):
    async def work(everything):
        await until(all_show(everything, "BINH"))
        root = everything.url.removesuffix("fans")
        async with ClientSession() as session:
            for body in ({"do": "next"}, {"do": "pause"}, {"do": "brightness", "level": "low"}):
                async with session.post(f"{root}api/fans/orders", json=body) as answer:
                    assert all(r["confirmed"] for r in (await answer.json())["results"])
        await until(all_show(everything, "LOIC"))
        await until(lambda: all(f.brightness == "low" and not f.playing for f in everything.simulators))
        return {f.doing for f in everything.agent.report().fans}

    assert live(setup, work) <= {"paused", "playing"}


def test_an_order_for_an_unknown_fan_is_answered(setup):
    async def work(everything):
        await until(lambda: everything.hub.connected)
        root = everything.url.removesuffix("fans")
        body = {"do": "retry", "fan": "nope"}
        async with ClientSession() as session, session.post(f"{root}api/fans/orders", json=body) as answer:
            return (await answer.json())["results"]

    assert live(setup, work) == [{"fan": "nope", "confirmed": False, "code": "fan-unknown"}]


def test_a_folder_takes_mp4_files_and_claims_nothing_more(setup, tmp_path):
    folder = tmp_path / "stick"
    rows = (FanSettings(id="sanh-1", group="sanh", driver="mp4", address=str(folder)),)
    setup = dataclasses.replace(setup, fans=rows)

    async def work(everything):
        await until(lambda: len(list(folder.glob("*.mp4"))) == 2)
        (result,) = await everything.agent.obey(Command(id=1, do="stop"))
        return everything.agent.report().fans[0], result

    report, result = live(setup, work)
    assert (report.doing, report.clip, report.can) == ("off", None, ("upload",))
    assert result.confirmed is False


def test_a_site_without_a_playlist_and_no_site_at_all_are_told_apart(setup, tmp_path):
    async def start(site):
        async with running(dataclasses.replace(setup, site=site)):
            pass

    for site, code in (
        (tmp_path / "none", "fan-no-site"),
        (write_site(tmp_path / "bare", doc=None), "fan-no-playlist"),
    ):
        with pytest.raises(DeviceError) as caught:
            asyncio.run(start(site))
        assert caught.value.code == code


def test_an_unknown_profile_is_refused_by_name(setup):
    rows = (FanSettings(id="sanh-1", driver="circle20320", profile="no-such", address="127.0.0.1:1"),)

    async def start():
        async with running(dataclasses.replace(setup, fans=rows)):
            pass

    with pytest.raises(DeviceError) as caught:
        asyncio.run(start())
    assert caught.value.code == "fan-profile"


def test_status_without_a_server_is_a_device_error():
    with pytest.raises(DeviceError) as caught:
        asyncio.run(status("http://127.0.0.1:1"))
    assert caught.value.code == "fan-no-server"


def test_only_files_of_the_playlist_are_served(setup):
    async def work(everything):
        root = everything.url.removesuffix("fans")
        found = {}
        async with ClientSession() as session:
            for path in ("files/binh-gom.mp4", "files/../manifest.json", "manifest.json", "%2e%2e/site/manifest.json"):
                async with session.get(root + path) as answer:
                    found[path] = answer.status
            async with session.get(root + "files/binh-gom.mp4", headers={"Range": "bytes=4-7"}) as answer:
                found["range"] = (answer.status, await answer.read())
        return found

    assert live(setup, work) == {
        "files/binh-gom.mp4": 200,
        "files/../manifest.json": 404,
        "manifest.json": 404,
        "%2e%2e/site/manifest.json": 404,
        "range": (206, b"ftyp"),
    }


def test_the_events_of_the_page_carry_the_newest_state(setup):
    async def work(everything):
        await until(lambda: everything.hub.report is not None)
        async with ClientSession() as session, session.get(everything.url[:-4] + "api/fans/events") as answer:
            line = await answer.content.readuntil(b"\n\n")
            return answer.content_type, json.loads(line.removeprefix(b"data: "))

    kind, view = live(setup, work)
    assert kind == "text/event-stream"
    assert len(view["report"]["fans"]) == 4
