import asyncio
import hashlib

import aiohttp
import pytest
from aiohttp import web

from vmuseum.schema.manifest import Inventory, PublishedFile
from vmuseum_server.app import make_app, mount_site
from vmuseum_server.live import with_live
from vmuseum_server.site import Site

FILES = {
    "index.html": ("text/html", b"<html><head></head><main>Trang \xc4\x91\xe1\xba\xa7u</main></html>", False),
    "vi/index.html": ("text/html", b"<html><head></head>vi</html>", False),
    "404.html": ("text/html", b"missing page", False),
    "assets/a.0123.glb": ("model/gltf-binary", bytes(range(256)) * 40, True),
    "data/a.json": ("application/json", b'{"a":"' + b"x" * 4000 + b'"}', True),
}


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    rows = []
    for url, (kind, body, immutable) in FILES.items():
        (site / url).parent.mkdir(parents=True, exist_ok=True)
        (site / url).write_bytes(body)
        rows.append(
            PublishedFile(
                url=url, bytes=len(body), type=kind, sha256=hashlib.sha256(body).hexdigest(), immutable=immutable
            )
        )
    (site / "files.json").write_text(Inventory(files=tuple(rows)).model_dump_json())
    (site / "not-listed.txt").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    return site


def ask(folder, *requests, change_page=None):
    """Return (status, headers, body) for each (path, headers) asked of a real server on loopback."""

    async def go():
        site = Site(folder, change_page=change_page)
        site.reload()
        app = make_app()
        mount_site(app, site)
        runner = web.AppRunner(app)
        await runner.setup()
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        port = runner.addresses[0][1]
        answers = []
        try:
            async with aiohttp.ClientSession(auto_decompress=False) as session:
                for path, headers in requests:
                    url = f"http://127.0.0.1:{port}{path}"
                    from yarl import URL

                    async with session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as response:
                        answers.append((response.status, response.headers, await response.read()))
        finally:
            await runner.cleanup()
        return answers

    return asyncio.run(go())


def test_pages_and_files_come_with_type_policy_and_caching(folder):
    (home, asset) = ask(folder, ("/", {"Accept-Encoding": "identity"}), ("/assets/a.0123.glb", {}))
    assert home[0] == 200
    assert home[1]["Content-Type"] == "text/html; charset=utf-8"
    assert home[1]["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in home[1]["Content-Security-Policy"]
    assert "unsafe-inline" not in home[1]["Content-Security-Policy"]
    assert asset[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset[2] == FILES["assets/a.0123.glb"][1]


@pytest.mark.parametrize(
    "path",
    [
        "/not-listed.txt",
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/assets/../../outside.txt",
        "/..%2foutside.txt",
        "/vi//index.html",
        "/assets/a.0123.glb%00",
        "/ASSETS/A.0123.GLB",
    ],
)
def test_only_what_the_inventory_names_is_served(folder, path):
    ((status, _, body),) = ask(folder, (path, {}))
    assert status == 404
    assert body == b"missing page"


def test_a_range_gives_that_part(folder):
    ((status, headers, body),) = ask(folder, ("/assets/a.0123.glb", {"Range": "bytes=256-511"}))
    assert status == 206
    assert headers["Content-Range"] == "bytes 256-511/10240"
    assert body == bytes(range(256))


def test_a_range_outside_is_416(folder):
    ((status, headers, _),) = ask(folder, ("/assets/a.0123.glb", {"Range": "bytes=99999-"}))
    assert status == 416
    assert headers["Content-Range"] == "bytes */10240"


def test_the_same_etag_gives_304_without_a_body(folder):
    ((_, first, _),) = ask(folder, ("/data/a.json", {}))
    ((status, _, body),) = ask(folder, ("/data/a.json", {"If-None-Match": first["ETag"]}))
    assert status == 304
    assert body == b""


def test_text_is_packed_and_models_are_not(folder):
    (data, model) = ask(
        folder, ("/data/a.json", {"Accept-Encoding": "gzip"}), ("/assets/a.0123.glb", {"Accept-Encoding": "gzip"})
    )
    assert data[1]["Content-Encoding"] == "gzip"
    assert len(data[2]) < 200
    assert "Content-Encoding" not in model[1]


def test_a_folder_without_slash_leads_to_the_page(folder):
    ((status, headers, _),) = ask(folder, ("/vi?s=2", {}))
    assert status == 301
    assert headers["Location"] == "/vi/?s=2"


def test_live_pages_carry_the_script_and_are_never_304(folder):
    ((status, headers, body),) = ask(
        folder, ("/vi/", {"If-None-Match": "*", "Accept-Encoding": "identity"}), change_page=with_live
    )
    assert status == 200
    assert b"/-/live/live.js" in body
    assert "ETag" not in headers
