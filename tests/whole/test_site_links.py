"""Every address in every page of the root museum leads to a file of the site, and every anchor to its place."""

import json
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("root")]
HOST = "https://here.example/"


class Addresses(HTMLParser):
    """Gathers what a page leads to and what can be led to in it."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.ids = set()

    def handle_starttag(self, tag, attrs):
        del tag
        row = dict(attrs)
        self.ids.add(row.get("id"))
        self.found += [row[name] for name in ("href", "src") if row.get(name)]
        self.found += [part.split()[0] for part in (row.get("srcset") or "").split(",") if part.strip()]


def test_every_link_leads_somewhere(root_museum):
    site = root_museum / "site"
    urls = {f["url"] for f in json.loads((site / "files.json").read_text(encoding="utf-8"))["files"]}
    pages = {}
    for url in sorted(u for u in urls if u.endswith(".html")):
        pages[url] = Addresses()
        pages[url].feed((site / url).read_text(encoding="utf-8"))
    broken = [
        (url, address)
        for url, page in pages.items()
        for address in page.found
        if (target := _target(url, address)) and not _there(*target, urls, pages)
    ]
    assert broken == []
    assert sum(len(page.found) for page in pages.values()) > 1000


def _target(url, address):
    """Return path and anchor of an address on the same site, else None."""
    whole, anchor = urldefrag(urljoin(HOST + url, address))
    if not whole.startswith(HOST):
        return None
    path = unquote(urlsplit(whole).path).removeprefix("/")
    return (f"{path}index.html" if path == "" or path.endswith("/") else path), anchor


def _there(path, anchor, urls, pages):
    return path in urls and (not anchor or path not in pages or anchor in pages[path].ids)
