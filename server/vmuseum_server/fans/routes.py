"""The fan page and its data: /fans, /api/fans, live events, orders, and the door for the agent.

Looking is for everybody; orders only where `control` is on, and only from a page of this very server.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from aiohttp import WSMsgType, web
from pydantic import Field, TypeAdapter, ValidationError

from vmuseum.schema.base import Model
from vmuseum_server.fans.wire import AgentReport, Command, Done, Order

if TYPE_CHECKING:
    from vmuseum_server.fans.hub import Hub

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_PAGE_FILES = {
    "fans.css": ("vmuseum_server", "fans/page/fans.css", "text/css"),
    "fans.js": ("vmuseum_server", "fans/page/fans.js", "text/javascript"),
    "words.js": ("vmuseum_server", "fans/page/words.js", "text/javascript"),
    "disc.js": ("vmuseum_server", "fans/page/disc.js", "text/javascript"),
    "icon.svg": ("vmuseum_server", "fans/page/icon.svg", "image/svg+xml"),
    "sans-400.ttf": ("vmuseum", "fonts/be-vietnam-pro-400.ttf", "font/ttf"),
    "sans-600.ttf": ("vmuseum", "fonts/be-vietnam-pro-600.ttf", "font/ttf"),
    "serif-600.ttf": ("vmuseum", "fonts/source-serif-4-600.ttf", "font/ttf"),
}
_KEEP_ALIVE_S = 15.0
_FASTEST_S = 0.2  # between two events of a page
_MOST_REPORT_BYTES = 1 << 20
_MESSAGES: TypeAdapter[AgentReport | Done] = TypeAdapter(AgentReport | Done)


class _OrderBody(Model):
    do: Order
    fan: str | None = Field(default=None, max_length=64)
    level: Literal["high", "middle", "low"] | None = None


def fan_routes(
    app: web.Application, hub: Hub, *, token: str | None = None, control: bool = False, site_base: str = "/"
) -> None:
    """Mount the fan page and its API on `app`.

    `token` is the secret of the agent; without one no agent is let in. `control` allows orders (stop, next, ...): leave
    it off on a public server. `site_base` is where the published site lies, with a slash at the end.
    """
    routes = _Routes(hub, token=token, control=control, site_base=site_base)
    app.router.add_get("/fans", routes.page)
    app.router.add_get("/fans/{file}", routes.file)
    app.router.add_get("/api/fans", routes.view)
    app.router.add_get("/api/fans/events", routes.events)
    app.router.add_post("/api/fans/orders", routes.order)
    app.router.add_get("/api/fans/agent", routes.agent)


class _Routes:
    def __init__(self, hub: Hub, *, token: str | None, control: bool, site_base: str) -> None:
        self._hub, self._token, self._control, self._base = hub, token, control, site_base

    async def page(self, request: web.Request) -> web.Response:
        """Return the page; its language is asked for in the address or taken from the browser."""
        del request
        text = files("vmuseum_server").joinpath("fans/page/fans.html").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/html", headers=PAGE_HEADERS)

    async def file(self, request: web.Request) -> web.Response:
        """Return one of the page's own files, by look-up."""
        found = _PAGE_FILES.get(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        package, path, kind = found
        body = files(package).joinpath(path).read_bytes()
        return web.Response(body=body, content_type=kind, headers=PAGE_HEADERS)

    async def view(self, request: web.Request) -> web.Response:
        """Return the state of all fans."""
        del request
        return web.json_response(self._view(), headers=PAGE_HEADERS)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream the state: server-sent events, the newest one only, and a sign of life every 15 s."""
        response = web.StreamResponse(headers={**PAGE_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        version = -1
        try:
            while True:
                newer = await self._hub.changed(version, within_s=_KEEP_ALIVE_S)
                if newer > version:
                    version = newer
                    await response.write(f"data: {json.dumps(self._view(), ensure_ascii=False)}\n\n".encode())
                else:
                    await response.write(b": here\n\n")
                await asyncio.sleep(_FASTEST_S)
        except ConnectionError:
            return response  # the page has gone

    async def order(self, request: web.Request) -> web.Response:
        """Pass an order on and say what became of it on each fan."""
        if not self._control or not _same_origin(request):
            raise web.HTTPForbidden
        try:
            body = _OrderBody.model_validate_json(await request.content.read(4096))
        except ValidationError as error:
            raise web.HTTPBadRequest from error
        results = await self._hub.order(Command(id=0, do=body.do, fan=body.fan, level=body.level))
        rows = [r.model_dump(mode="json") for r in results]
        return web.json_response({"results": rows}, headers=PAGE_HEADERS)

    async def agent(self, request: web.Request) -> web.StreamResponse:
        """Let an agent in that knows the token, and listen to it."""
        said = request.headers.get("Authorization", "")
        if self._token is None or not hmac.compare_digest(said.encode(), f"Bearer {self._token}".encode()):
            raise web.HTTPForbidden
        link = web.WebSocketResponse(heartbeat=15.0, max_msg_size=_MOST_REPORT_BYTES, compress=False)
        await link.prepare(request)
        send = link.send_str
        await self._hub.join(send)
        try:
            async for message in link:
                if message.type is WSMsgType.TEXT:
                    await self._hub.hear(_MESSAGES.validate_json(message.data))
        except ValidationError:
            await link.close(code=1007)
        finally:
            await self._hub.leave(send)
        return link

    def _view(self) -> dict[str, Any]:
        return {**self._hub.view(), "control": self._control, "site": self._base}


def _same_origin(request: web.Request) -> bool:
    """Tell whether a page of this server (or no page at all) sends this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host
