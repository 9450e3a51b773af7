"""Puts the application together: the site, live reload where asked for, the fan page where there are fans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler

from vmuseum_server.site import HEADERS, Site

if TYPE_CHECKING:
    from vmuseum_server.live import Live


def make_app(*, live: Live | None = None) -> web.Application:
    """Return the application without the site; see mount_site."""
    app = web.Application(middlewares=[_no_other_methods])
    app.router.add_get("/livez", _alive)
    if live is not None:
        live.mount(app)
    return app


def mount_site(app: web.Application, site: Site) -> None:
    """Serve the site at every path that nothing else answers. Call this last."""
    app.router.add_get("/{path:.*}", site.handle)


async def _alive(request: web.Request) -> web.Response:
    del request
    return web.json_response({"ok": True}, headers=HEADERS)


@web.middleware
async def _no_other_methods(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return web.Response(status=405, headers={**HEADERS, "Allow": "GET, HEAD"})
    return await handler(request)
