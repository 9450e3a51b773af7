"""Live reload without a browser: epochs, mistakes, and what a stream tells."""

import asyncio
import json

import aiohttp
from aiohttp import web

from vmuseum_server.live import Live, Outcome

MISTAKE = (
    {"path": "scenes/a.yaml", "line": 9, "column": 9, "code": "unknown-field", "severity": "error", "text": "…"},
)


class Changes:
    """An async iterator the test feeds."""

    def __init__(self):
        self.queue = asyncio.Queue()

    def __aiter__(self):
        return self

    async def __anext__(self):
        return await self.queue.get()


async def settled(live, wanted):
    async with live._told:
        await asyncio.wait_for(live._told.wait_for(lambda: wanted(live)), 5)


def go(outcomes, steps):
    async def main():
        calls = []

        def rebuild(quick):
            calls.append(quick)
            return outcomes.pop(0)

        reloads = []
        live = Live(rebuild=rebuild, reload_site=lambda: reloads.append(1))
        changes = Changes()
        runner = asyncio.create_task(live.run(changes))
        try:
            await asyncio.wait_for(steps(live, changes), 10)
        finally:
            runner.cancel()
            await asyncio.gather(runner, return_exceptions=True)
        return live, calls, reloads

    return asyncio.run(main())


def test_a_change_is_built_quickly_then_in_full():
    async def steps(live, changes):
        await changes.queue.put(1)
        await settled(live, lambda x: x.published == 2)

    live, calls, reloads = go([Outcome(True), Outcome(True)], steps)
    assert calls == [True, False]
    assert (live.wanted, live.visible, len(reloads)) == (1, 1, 2)


def test_a_mistake_keeps_the_old_epoch_visible_and_is_told():
    async def steps(live, changes):
        await changes.queue.put(1)
        await settled(live, lambda x: x.problems != ())

    live, _, reloads = go([Outcome(False, MISTAKE), Outcome(False, MISTAKE)], steps)
    assert (live.wanted, live.visible, reloads) == (1, 0, [])
    assert live.state()["problems"] == MISTAKE


def test_browsers_hear_of_changes_over_one_stream():
    async def main():
        live = Live(rebuild=lambda _quick: Outcome(True), reload_site=lambda: None)
        app = web.Application()
        live.mount(app)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        port = runner.addresses[0][1]
        said = []
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/-/live/events") as stream:
            said.append(json.loads((await stream.content.readline())[6:]))
            await stream.content.readline()
            await live.changed()
            said.append(json.loads((await asyncio.wait_for(stream.content.readline(), 5))[6:]))
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/-/live/live.js") as script:
            body = await script.text()
        await runner.cleanup()
        return said, body

    said, body = asyncio.run(main())
    assert [s["wanted"] for s in said] == [0, 1]
    assert "EventSource" in body
