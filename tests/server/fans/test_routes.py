from __future__ import annotations

import asyncio
import json
import re
from importlib.resources import files

import pytest
from aiohttp import ClientSession, WSServerHandshakeError, web

from vmuseum_server.fans.hub import Hub
from vmuseum_server.fans.routes import fan_routes

TOKEN = "secret"  # noqa: S105 - of the test's own server


def serve(work, **options):
    async def main():
        app, hub = web.Application(), Hub()
        fan_routes(app, hub, **options)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        root = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with asyncio.timeout(20), ClientSession() as session:
                return await work(session, root, hub)
        finally:
            await runner.cleanup()

    return asyncio.run(main())


def report(**changes):
    base = {"now": "2026-11-24T09:00:00.000+07:00", "timezone": "Asia/Ho_Chi_Minh", "title": {"vi": "Sảnh"}}
    return {"type": "report", **base, "max_hours_per_day": None, "ran_s": 0.0, "clips": [], "fans": [], **changes}


def test_the_page_and_all_its_files_come_with_a_strict_policy():
    async def work(session, root, hub):
        async with session.get(root + "/fans") as answer:
            page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
        links = re.findall(r'(?:src|href)="(/fans/[^"]+)"', page)
        style = files("vmuseum_server").joinpath("fans/page/fans.css").read_text(encoding="utf-8")
        script = files("vmuseum_server").joinpath("fans/page/fans.js").read_text(encoding="utf-8")
        links += re.findall(r"url\((/fans/[^)]+)\)", style) + re.findall(r'from "(/fans/[^"]+)"', script)
        found = {}
        for link in links:
            async with session.get(root + link) as answer:
                found[link] = answer.status, answer.headers["X-Content-Type-Options"]
        return page, policy, found

    page, policy, found = serve(work)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert len(found) >= 8
    assert set(found.values()) == {(200, "nosniff")}
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_the_page_writes_no_text_as_markup():
    for name in ("fans.js", "disc.js", "words.js"):
        source = files("vmuseum_server").joinpath(f"fans/page/{name}").read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", source)


def test_both_languages_have_every_word():
    source = files("vmuseum_server").joinpath("fans/page/words.js").read_text(encoding="utf-8")
    vi, en = source.split("const EN = {")
    vi, en = vi.split("const VI = {")[1], en.split("\n};")[0]
    keys = [set(re.findall(r"(?:^|[,{]\s*|\n\s*)(\w+):", part)) for part in (vi, en)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 40


@pytest.mark.parametrize("path", ["/fans/fans.html", "/fans/../routes.py", "/fans/%2e%2e%2frun.py", "/fans/x"])
def test_only_known_files_are_given_out(path):
    async def work(session, root, hub):
        async with session.get(root + path) as answer:
            return answer.status

    assert serve(work) == 404


@pytest.mark.parametrize(
    ("options", "headers", "status"),
    [
        ({"control": True}, {}, 200),
        ({"control": False}, {}, 403),
        ({"control": True}, {"Origin": "https://evil.example"}, 403),
        ({"control": True}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"control": True}, {"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_orders_are_taken_only_where_allowed_and_only_from_the_own_page(options, headers, status):
    async def work(session, root, hub):
        async with session.post(root + "/api/fans/orders", json={"do": "stop"}, headers=headers) as answer:
            return answer.status

    assert serve(work, **options) == status


@pytest.mark.parametrize("body", [{"do": "format"}, {"do": "delete", "fan": "x"}, {}, {"do": "stop", "force": True}])
def test_there_is_no_word_for_harm(body):
    async def work(session, root, hub):
        async with session.post(root + "/api/fans/orders", json=body) as answer:
            return answer.status

    assert serve(work, control=True) == 400


@pytest.mark.parametrize(
    ("token", "said"), [(None, "Bearer "), (None, "Bearer None"), ("secret", "Bearer wrong"), ("secret", "")]
)
def test_an_agent_without_the_token_stays_outside(token, said):
    async def work(session, root, hub):
        with pytest.raises(WSServerHandshakeError) as caught:
            await session.ws_connect(root + "/api/fans/agent", headers={"Authorization": said})
        return caught.value.status, hub.connected

    assert serve(work, token=token) == (403, False)


def test_an_agent_reports_takes_orders_and_its_absence_shows():
    async def work(session, root, hub):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with session.ws_connect(root + "/api/fans/agent", headers=headers) as link:
            await link.send_str(json.dumps(report()))
            await hub.changed(1, within_s=5)
            asking = asyncio.create_task(session.post(root + "/api/fans/orders", json={"do": "retry"}))
            command = json.loads((await link.receive(timeout=5)).data)
            row = {"fan": "sanh-1", "confirmed": True, "code": None}
            await link.send_str(json.dumps({"type": "done", "id": command["id"], "results": [row]}))
            answer = await asking
            results = (await answer.json())["results"]
            connected = hub.connected
        version = await hub.changed(2, within_s=5)
        async with session.get(root + "/api/fans") as answer:
            view = await answer.json()
        return command["do"], results, connected, view["connected"], view["report"]["title"]["vi"], version > 2

    assert serve(work, token=TOKEN, control=True) == (
        "retry",
        [{"fan": "sanh-1", "confirmed": True, "code": None}],
        True,
        False,
        "Sảnh",
        True,
    )


def test_an_agent_that_talks_nonsense_is_shown_the_door():
    async def work(session, root, hub):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with session.ws_connect(root + "/api/fans/agent", headers=headers) as link:
            await link.send_str('{"type": "report"}')
            message = await link.receive(timeout=5)
            return message.data, hub.report

    assert serve(work, token=TOKEN) == (1007, None)


def test_without_an_agent_an_order_confirms_nothing():
    async def work(session, root, hub):
        body = {"do": "stop", "fan": "sanh-1"}
        async with session.post(root + "/api/fans/orders", json=body) as answer:
            return (await answer.json())["results"]

    assert serve(work, control=True) == [{"fan": "sanh-1", "confirmed": False, "code": "fan-no-agent"}]
