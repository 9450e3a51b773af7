"""`vmuseum fans run`: fans, an agent that follows the schedule, and a page that shows it, in one process.

The way is the real one from end to end: clips are converted, sent over TCP to simulated fans, the agent dials the
server's WebSocket, the page reads what the server heard.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from vmuseum.errors import DeviceError
from vmuseum_server.fans.agent import Agent
from vmuseum_server.fans.clock import shifted
from vmuseum_server.fans.dial import dial
from vmuseum_server.fans.hub import Hub
from vmuseum_server.fans.library import Library, read_playlists
from vmuseum_server.fans.making import make_fans, stand_ins
from vmuseum_server.fans.routes import PAGE_HEADERS, fan_routes

if TYPE_CHECKING:
    from vmuseum.schema.manifest import PlaylistDoc
    from vmuseum.settings import FanSettings
    from vmuseum_server.fans.circle_session import Timing
    from vmuseum_server.fans.simulator import SimulatedFan
    from vmuseum_server.fans.supervisor import Pace


@dataclass(frozen=True, slots=True)
class Setup:
    """What to run. `fans` are those of deploy.yaml; without any, `simulate` simulated ones stand in.

    `playlist` names one of several playlist documents; the first by id is taken otherwise. `cards` is where simulated
    fans keep their clips: a temporary folder if left out. `at` ("09:30", in the playlist's time zone) starts the clock
    there instead of now.
    """

    site: Path
    host: str = "127.0.0.1"
    port: int = 8090
    simulate: int = 4
    fans: Sequence[FanSettings] = ()
    playlist: str | None = None
    cards: Path | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    at: str | None = None
    timing: Timing | None = None
    pace: Pace | None = None
    chance: random.Random = field(default_factory=random.SystemRandom)


@dataclass(slots=True)
class Running:
    """What `running` gives: where the page is, and the parts for whoever wants to look."""

    url: str
    agent: Agent
    simulators: tuple[SimulatedFan, ...]
    hub: Hub


async def run(setup: Setup, *, ready: Callable[[str], None] = lambda _: None) -> None:
    """Run until cancelled; `ready` is told the address of the page. See `running`."""
    async with running(setup) as everything:
        ready(everything.url)
        await asyncio.Event().wait()


@contextlib.asynccontextmanager
async def running(setup: Setup) -> AsyncIterator[Running]:
    """Start everything for a built site; stop it at the end.

    Raises DeviceError: "fan-no-site", "fan-no-playlist".
    """
    doc = _chosen(read_playlists(setup.site), setup.playlist, setup.site)
    token = secrets.token_urlsafe(32)
    async with contextlib.AsyncExitStack() as stack:
        hub = Hub()
        url = await _serve(stack, hub, token, doc, setup)
        agent, simulators = await stack.enter_async_context(attached(setup, url, token))
        yield Running(url + "fans", agent, simulators, hub)


@contextlib.asynccontextmanager
async def attached(setup: Setup, url: str, token: str) -> AsyncIterator[tuple[Agent, tuple[SimulatedFan, ...]]]:
    """Start the fans and an agent that reports to the server at `url` (with a slash at its end); stop them at the end.

    Raises DeviceError: "fan-no-site", "fan-no-playlist".
    """
    doc = _chosen(read_playlists(setup.site), setup.playlist, setup.site)
    async with contextlib.AsyncExitStack() as stack:
        cards = setup.cards
        if cards is None:
            cards = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vmuseum-fans-")))
        rows = setup.fans or stand_ins(doc, setup.simulate)
        simulators, pairs = await make_fans(stack, rows, cards, setup.timing)
        now = shifted(setup.now, setup.at, doc.timezone) if setup.at else setup.now
        agent = Agent(Library(setup.site, doc), pairs, now=now, chance=setup.chance, pace=setup.pace)
        address = url.replace("http://", "ws://") + "api/fans/agent"
        for work in (agent.run(), dial(agent, address, token, chance=setup.chance)):
            task = asyncio.create_task(work)
            stack.push_async_callback(_end, task)
        yield agent, simulators


async def status(address: str = "http://127.0.0.1:8090") -> list[dict[str, object]]:
    """Return a row a fan from a running server. Raises DeviceError("fan-no-server")."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=5)) as session,
            session.get(f"{address.rstrip('/')}/api/fans") as answer,
        ):
            answer.raise_for_status()
            view = await answer.json()
    except (ClientError, TimeoutError, ValueError) as error:
        raise DeviceError("", "fan-no-server", address=address) from error
    report = view["report"] or {"fans": []}
    keys = ("id", "group", "driver", "type", "doing", "playlist", "clip", "next_clip", "until", "trouble")
    return [{key: fan[key] for key in keys} for fan in report["fans"]]


def _chosen(docs: tuple[PlaylistDoc, ...], playlist: str | None, site: Path) -> PlaylistDoc:
    found = next((d for d in docs if playlist in (None, d.id)), None)
    if found is None:
        raise DeviceError("", "fan-no-playlist", folder=str(site))
    return found


async def _serve(stack: contextlib.AsyncExitStack, hub: Hub, token: str, doc: PlaylistDoc, setup: Setup) -> str:
    """Start the page and return its root address."""
    app = web.Application()
    fan_routes(app, hub, token=token, control=True)
    # The clips are served by look-up among those of the playlist, never by joining paths.
    known = {url: setup.site / url for clip in doc.clips for url in (clip.file.url, clip.still)}

    async def clip(request: web.Request) -> web.StreamResponse:
        file = known.get(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        return web.FileResponse(file, headers=PAGE_HEADERS)

    async def home(request: web.Request) -> web.Response:
        del request
        raise web.HTTPFound("/fans")

    app.router.add_get("/", home)
    app.router.add_get("/{path:.+}", clip)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, setup.host, setup.port).start()
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}/"


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled() and (error := task.exception()) is not None:
        raise error
