"""Ask a running server for its home page, its manifest and one file of each kind."""

from __future__ import annotations

from pathlib import PurePosixPath

import aiohttp
import click

from vmuseum.errors import Lang
from vmuseum.schema.manifest import Inventory, Manifest, PublishedFile

TIMEOUT = aiohttp.ClientTimeout(total=20)


async def self_check(address: str, lang: Lang, *, fans: bool) -> int:
    """Return 0 when every answer is right, else 1, and print a line for each."""
    failures = 0
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        home = await _get(session, address)
        failures += _tell("/", home is not None and b"<main" in home, lang)
        if fans:
            page = await _get(session, address + "fans")
            failures += _tell("/fans", page is not None and b"<main" in page, lang)
            failures += _tell("/api/fans", await _get(session, address + "api/fans") is not None, lang)
        listed = await _get(session, address + "files.json")
        index = await _get(session, address + "manifest.json")
        failures += _tell("/manifest.json", index is not None and Manifest.model_validate_json(index) is not None, lang)
        if listed is None:
            return _tell("/files.json", False, lang) or 1  # noqa: FBT003 - a plain verdict
        for file in one_of_each(Inventory.model_validate_json(listed)):
            body = await _get(session, address + file.url)
            failures += _tell(f"/{file.url}", body is not None and len(body) == file.bytes, lang)
    return 1 if failures else 0


def one_of_each(inventory: Inventory) -> tuple[PublishedFile, ...]:
    """Return the first file of each suffix and of each kind of page."""
    found: dict[str, PublishedFile] = {}
    for file in inventory.files:
        found.setdefault(_kind(file.url), file)
    return tuple(found[k] for k in sorted(found))


def _kind(url: str) -> str:
    parts = url.split("/")
    if parts[0] == "q":
        return "short code"
    return f"page {parts[1]}" if parts[-1] == "index.html" and len(parts) > 2 else PurePosixPath(url).suffix


async def _get(session: aiohttp.ClientSession, url: str) -> bytes | None:
    try:
        async with session.get(url) as response:
            return await response.read() if response.status == 200 else None
    except aiohttp.ClientError:
        return None


def _tell(what: str, fine: bool, lang: Lang) -> int:  # noqa: FBT001 - a plain verdict
    bad = "không trả lời đúng" if lang == "vi" else "no right answer"
    click.echo(f"✓ {what}" if fine else f"✗ {what}: {bad}", err=not fine)
    return 0 if fine else 1
