"""The clips of a published site: what the playlist names, read by look-up in its document, made ready for each fan."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from vmuseum.errors import DeviceError
from vmuseum.schema.manifest import Manifest, PlaylistDoc
from vmuseum_server.fans.names import card_names

if TYPE_CHECKING:
    from pathlib import Path

    from vmuseum.hologram.profile import Profile

Form = Literal["bin", "mp4"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a fan's files depend on."""

    form: Form
    profile: str
    rotation_deg: float

    def identity(self, url: str) -> str:
        """Return what the name on the card stands for; published addresses change with their content."""
        return url if self.form == "mp4" else f"{url}|{self.profile}|{self.rotation_deg:g}"


def read_playlists(site: Path) -> tuple[PlaylistDoc, ...]:
    """Return the playlist documents of a site, by id.

    Raises DeviceError: "fan-no-site" where nothing is built, "fan-no-playlist" where the site has none.
    """
    try:
        manifest = Manifest.model_validate_json((site / "manifest.json").read_bytes())
        cards = sorted((c for c in manifest.cards if c.type == "playlist"), key=lambda c: c.id)
        found = tuple(PlaylistDoc.model_validate_json((site / c.data).read_bytes()) for c in cards)
    except (OSError, ValidationError) as error:
        raise DeviceError("", "fan-no-site", folder=str(site)) from error
    if not found:
        raise DeviceError("", "fan-no-playlist", folder=str(site))
    return found


class Library:
    """Gives every clip the name it has on a card and the bytes that belong there; converts each clip once."""

    def __init__(self, site: Path, doc: PlaylistDoc) -> None:
        self._site, self.doc = site, doc
        self._ready: dict[tuple[str, Shape], asyncio.Task[bytes]] = {}

    def names(self, shape: Shape) -> dict[str, str]:
        """Return the name on the card by clip id."""
        extension = "BIN" if shape.form == "bin" else "mp4"
        return card_names(((c.id, shape.identity(c.file.url)) for c in self.doc.clips), extension=extension)

    async def content(self, card: str, shape: Shape) -> bytes:
        """Return the bytes for a name on the card. The work is shared, so four fans convert a clip once.

        Raises DeviceError("fan-no-clip") where the site lacks it.
        """
        key = (card, shape)
        if key not in self._ready:
            self._ready[key] = asyncio.create_task(self._make(card, shape))
        try:
            # Shielded: a stop that interrupts one fan must not throw away what the others wait for.
            return await asyncio.shield(self._ready[key])
        except DeviceError:
            self._ready.pop(key, None)
            raise

    async def _make(self, card: str, shape: Shape) -> bytes:
        clip = next((c for c, name in self.names(shape).items() if name == card), None)
        url = next((c.file.url for c in self.doc.clips if c.id == clip), None)
        if url is None:
            raise DeviceError("", "fan-no-clip", clip=card)
        try:
            data = await asyncio.to_thread((self._site / url).read_bytes)
        except OSError as error:
            raise DeviceError("", "fan-no-clip", clip=card) from error
        return data if shape.form == "mp4" else await asyncio.to_thread(_converted, data, shape)


def _converted(data: bytes, shape: Shape) -> bytes:
    from vmuseum.hologram import binfmt
    from vmuseum.hologram.profile import profile

    known: Profile = profile(shape.profile)
    return binfmt.from_mp4(data, known, rotation_deg=shape.rotation_deg)
