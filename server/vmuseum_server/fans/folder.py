"""The plainest driver: writes the MP4 files into a folder, for a card, a USB stick or the vendor's app.

It talks to no fan, so it says so: it can take clips and nothing else.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from vmuseum.errors import DeviceError
from vmuseum_server.fans.driver import Brightness, Capability, FanStatus, Identity, Progress

if TYPE_CHECKING:
    from pathlib import Path


class Mp4Folder:
    """A folder that a person carries to the fan."""

    capabilities: frozenset[Capability] = frozenset(("upload",))

    def __init__(self, fan: str, folder: Path) -> None:
        self._fan, self._folder = fan, folder

    async def identify(self) -> Identity:
        """Return that this is a folder."""
        return Identity("mp4", None, "cross-checked")

    async def status(self) -> FanStatus:
        """Return the files; a folder knows nothing of power or picture."""
        return FanStatus(await self.list(), None, None, None, None, None, None)

    async def list(self) -> tuple[str, ...]:
        """Return the names of the MP4 files."""
        return await asyncio.to_thread(self._names)

    async def upload(self, name: str, data: bytes, progress: Progress) -> None:
        """Write one file; it appears whole or not at all."""
        try:
            await asyncio.to_thread(self._write, name, data)
        except OSError as error:
            raise DeviceError(self._fan, "fan-upload-broken", clip=name) from error
        progress(len(data), len(data))

    async def play(self, name: str) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what=f"play {name}")

    async def next(self) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what="next")

    async def previous(self) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what="previous")

    async def set_power(self, *, on: bool) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what="power on" if on else "power off")

    async def set_playing(self, *, playing: bool) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what="play" if playing else "pause")

    async def set_brightness(self, level: Brightness) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what=f"brightness {level}")

    async def set_loop(self, kind: Literal["single", "list"]) -> None:
        """Refuse."""
        raise DeviceError(self._fan, "fan-cannot", what=f"loop {kind}")

    async def close(self) -> None:
        """Nothing to let go of."""

    def _names(self) -> tuple[str, ...]:
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(f.name for f in self._folder.iterdir() if f.suffix == ".mp4"))

    def _write(self, name: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{name}.part"
        part.write_bytes(data)
        part.replace(self._folder / name)
