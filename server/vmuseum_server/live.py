"""Live reload: notices a change, builds, and tells browsers.

Two epochs, as mkdocs has them: `wanted` rises with every change, `visible` when its site stands. A mistake leaves the
visible site up and is told with file, line and cure. The browser holds one event stream (`/-/live/events`).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from vmuseum_server.site import HEADERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SCRIPT = Path(__file__).parent / "live_page" / "live.js"
STYLE = Path(__file__).parent / "live_page" / "live.css"
HEARTBEAT_S = 15.0
TAGS = b'<link rel="stylesheet" href="/-/live/live.css"><script type="module" src="/-/live/live.js"></script></head>'


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rebuild gave: rows of problems for the overlay; `published` is False when the old site stays."""

    published: bool
    problems: tuple[dict[str, Any], ...] = ()


def with_live(page: bytes) -> bytes:
    """Return an HTML page that listens for changes."""
    return page.replace(b"</head>", TAGS, 1)


class Live:
    """Rebuilds on change and keeps browsers up to date."""

    def __init__(self, *, rebuild: Callable[[bool], Outcome], reload_site: Callable[[], None]) -> None:
        """`rebuild(quick)` builds and publishes in a thread; `reload_site` takes up the new site."""
        self.rebuild = rebuild
        self.reload_site = reload_site
        self.wanted = 0
        self.visible = 0
        self.published = (
            0  # browsers reload when this rises: once for the quick build, again only where the full one differs
        )
        self.problems: tuple[dict[str, Any], ...] = ()
        self._changed = asyncio.Event()
        self._told = asyncio.Condition()

    def mount(self, app: web.Application) -> None:
        """Add the event stream and its script."""
        app.router.add_get("/-/live/events", self.events)
        app.router.add_get("/-/live/live.js", _file(SCRIPT, "text/javascript"))
        app.router.add_get("/-/live/live.css", _file(STYLE, "text/css"))

    async def run(self, changes: AsyncIterator[object]) -> None:
        """Rebuild after every change until cancelled: first quickly, then in full when nothing else has changed."""
        reader = asyncio.create_task(self._read(changes))
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                epoch = self.wanted
                await self._build(epoch, quick=True)
                if epoch == self.wanted:
                    await self._build(epoch, quick=False)
        finally:
            reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reader

    async def changed(self) -> None:
        """Ask for a rebuild."""
        self.wanted += 1
        self._changed.set()
        await self._tell()

    def state(self) -> dict[str, Any]:
        """Return what browsers are told."""
        return {"wanted": self.wanted, "visible": self.visible, "published": self.published, "problems": self.problems}

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream the state to one browser."""
        response = web.StreamResponse(
            headers={**HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        last = ""
        while True:
            state = json.dumps(self.state(), ensure_ascii=False)
            try:
                await response.write((f"data: {state}\n\n" if state != last else ": \n\n").encode())
            except ConnectionError:
                return response
            last = state
            async with self._told:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._told.wait(), HEARTBEAT_S)

    async def _read(self, changes: AsyncIterator[object]) -> None:
        async for _ in changes:
            await self.changed()

    async def _build(self, epoch: int, *, quick: bool) -> None:
        outcome = await asyncio.to_thread(self.rebuild, quick)
        if outcome.published:
            self.reload_site()
            self.visible = epoch
            self.published += 1
        self.problems = outcome.problems
        await self._tell()

    async def _tell(self) -> None:
        async with self._told:
            self._told.notify_all()


def _file(path: Path, kind: str) -> Callable[[web.Request], Any]:
    async def answer(request: web.Request) -> web.Response:
        del request
        body = await asyncio.to_thread(path.read_bytes)
        return web.Response(
            body=body, headers={**HEADERS, "Content-Type": f"{kind}; charset=utf-8", "Cache-Control": "no-store"}
        )

    return answer


def watched(folder: Path, ignored: Sequence[Path]) -> AsyncIterator[object]:
    """Yield whenever something under `folder` changes, except below `ignored`."""
    from watchfiles import awatch

    skip = tuple(str(p.resolve()) for p in ignored)

    def wanted(change: object, path: str) -> bool:
        del change
        return not path.startswith(skip) and "/." not in path[len(str(folder.resolve())) :]

    return awatch(folder, watch_filter=wanted, debounce=80, step=40)
