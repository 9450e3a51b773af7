"""Serves a published site: files are looked up in its inventory, paths are never joined.

Small files are kept in memory, text gzipped once. Hashed files may be cached for ever, the rest is asked for again with
a strong ETag. One range of bytes is answered.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from vmuseum.schema.manifest import Inventory, PublishedFile
from vmuseum_server.ranges import UnsatisfiableError, byte_range

if TYPE_CHECKING:
    from collections.abc import Callable

CSP = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
INVENTORY = "files.json"  # lists all files but itself
IN_MEMORY_BYTES = 2_000_000  # a larger file is read from disk each time
CACHE_BYTES = 128_000_000
PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/ld+json")


class Site:
    """One published site. `reload` takes up a new one in the same folder."""

    def __init__(self, folder: Path, *, change_page: Callable[[bytes], bytes] | None = None) -> None:
        self.folder = folder
        self.change_page = change_page
        self._files: dict[str, PublishedFile] = {}
        self._kept: OrderedDict[tuple[str, bool], bytes] = OrderedDict()
        self._kept_bytes = 0

    def reload(self) -> None:
        """Read the inventory anew. Raises FileNotFoundError, ValueError."""
        listed = (self.folder / INVENTORY).read_bytes()
        self._files = {f.url: f for f in Inventory.model_validate_json(listed).files}
        digest = hashlib.sha256(listed).hexdigest()
        self._files[INVENTORY] = PublishedFile(
            url=INVENTORY, bytes=len(listed), type="application/json", sha256=digest, immutable=False
        )
        self._kept.clear()
        self._kept_bytes = 0

    def find(self, path: str) -> PublishedFile | None:
        """Return the file behind a request's path ("/", "/vi/", "/assets/x.glb"), or None."""
        name = path.removeprefix("/")
        found = self._files.get(name)
        if found is None and (name == "" or name.endswith("/")):
            found = self._files.get(f"{name}index.html")
        return found

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer GET and HEAD."""
        file = self.find(request.path)
        if file is None:
            return await self._missing(request)
        tag = f'"{file.sha256[:32]}"'
        page = self.change_page is not None and file.type.startswith("text/html")
        headers = {**HEADERS, "Cache-Control": FOREVER if file.immutable else ASK, "Accept-Ranges": "bytes"}
        if not page:
            headers["ETag"] = tag
            if tag in request.headers.get("If-None-Match", ""):
                return web.Response(status=304, headers=headers)
        return await self._answer(request, file, headers)

    async def _answer(self, request: web.Request, file: PublishedFile, headers: dict[str, str]) -> web.Response:
        wants_range = request.headers.get("Range")
        packed = (
            wants_range is None
            and file.type.startswith(PACKED)
            and "gzip" in request.headers.get("Accept-Encoding", "")
        )
        body = await self._body(file, packed=packed)
        headers["Content-Type"] = f"{file.type}; charset=utf-8" if file.type.startswith("text/") else file.type
        headers["Vary"] = "Accept-Encoding"
        if packed:
            headers["Content-Encoding"] = "gzip"
        try:
            part = byte_range(wants_range, len(body))
        except UnsatisfiableError:
            return web.Response(status=416, headers={**headers, "Content-Range": f"bytes */{len(body)}"})
        if part is None:
            return web.Response(body=body, headers=headers)
        headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{len(body)}"
        return web.Response(status=206, body=body[part[0] : part[1]], headers=headers)

    async def _body(self, file: PublishedFile, *, packed: bool) -> bytes:
        key = (file.url, packed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        body = await asyncio.to_thread((self.folder / file.url).read_bytes)
        if self.change_page is not None and file.type.startswith("text/html"):
            body = self.change_page(body)
        if packed:
            body = gzip.compress(body, 6, mtime=0)
        if len(body) <= IN_MEMORY_BYTES:
            self._keep(key, body)
        return body

    def _keep(self, key: tuple[str, bool], body: bytes) -> None:
        self._kept[key] = body
        self._kept_bytes += len(body)
        while self._kept_bytes > CACHE_BYTES:
            _, gone = self._kept.popitem(last=False)
            self._kept_bytes -= len(gone)

    async def _missing(self, request: web.Request) -> web.StreamResponse:
        name = request.path.removeprefix("/")
        if not name.endswith("/") and f"{name}/index.html" in self._files:
            raise web.HTTPMovedPermanently(
                f"/{name}/" + (f"?{request.query_string}" if request.query_string else ""), headers=HEADERS
            )
        page = self._files.get("404.html")
        if page is None:
            return web.Response(status=404, text="404", headers=HEADERS)
        body = await self._body(page, packed=False)
        return web.Response(
            status=404, body=body, headers={**HEADERS, "Content-Type": "text/html; charset=utf-8", "Cache-Control": ASK}
        )
