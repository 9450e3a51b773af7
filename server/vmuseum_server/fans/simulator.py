"""A fan that is a program: speaks "3D Circle" over a real socket, keeps its card in a folder, and can be made to fail.

It behaves as the sources say the real ones do: one client at a time, no acknowledgement of commands, the state pushed
every ten seconds, an upload acknowledged and thrown away when its name does not end in .BIN. Its tail byte 6 is 1 while
playing; on real fans that is not settled.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vmuseum_server.fans import circle20320 as wire
from vmuseum_server.fans.lengths import CIRCLE_UPLOAD

if TYPE_CHECKING:
    from pathlib import Path

_ORDER = "order.txt"
_LARGEST_NAME = 120


@dataclass
class Faults:
    """What goes wrong, for tests and for practice."""

    lag_s: float = 0.0  # the state that is told is as old as this
    lose_commands: int = 0  # so many commands never arrive
    silent: bool = False  # takes everything, says nothing
    split: bool = False  # sends its replies in pieces of one byte
    garbage: bytes = b""  # before every reply
    ack_error: int | None = None  # refuses uploads
    cut_upload_after: int | None = None  # power fails after so many bytes of a clip


@dataclass
class _Now:
    index: int = 0
    standby: bool = True
    brightness: int = 0
    single: bool = False
    playing: bool = True


@dataclass
class SimulatedFan:
    """One simulated fan. `async with` starts and stops it; `port` is then the real one."""

    card: Path
    port: int = 0
    host: str = "127.0.0.1"
    device_type: int = 12
    push_s: float = 10.0
    rate_kb_s: float | None = None
    faults: Faults = field(default_factory=Faults)
    received: list[bytes] = field(default_factory=list)  # payloads of commands that arrived
    _now: _Now = field(default_factory=_Now)
    _past: list[tuple[float, bytes]] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _client: asyncio.Lock = field(default_factory=asyncio.Lock)
    _links: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> SimulatedFan:
        self.card.mkdir(parents=True, exist_ok=True)
        self._note()
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for link in tuple(self._links):
            link.cancel()
        if self._links:
            await asyncio.wait(self._links)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the clips on the card, in the order they came."""
        order = self.card / _ORDER
        known = order.read_text(encoding="utf-8").split("\n") if order.is_file() else []
        return tuple(name for name in known if name and (self.card / name).is_file())

    @property
    def running(self) -> bool:
        """Whether the blades turn."""
        return not self._now.standby

    @property
    def playing(self) -> bool:
        """Whether the clip runs."""
        return self._now.playing

    @property
    def brightness(self) -> wire.Brightness:
        """How bright it shines."""
        return wire.BRIGHTNESS[self._now.brightness]

    @property
    def shown(self) -> str | None:
        """Name of the clip it shows, None while it stands still or has none."""
        return self.names[self._now.index] if self.running and self._now.index < len(self.names) else None

    @property
    def destroyed(self) -> list[bytes]:
        """Destructive commands that arrived. They do nothing here, but nobody should ever send one."""
        return [p for p in self.received if p[:1] in wire.DESTRUCTIVE]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._links.add(task)
        try:
            async with asyncio.timeout(0.5):
                await self._client.acquire()
        except TimeoutError:
            writer.close()  # another client is served
            self._links.discard(task)
            return
        try:
            await self._talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone; the next one is served
        finally:
            self._client.release()
            self._links.discard(task)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(len(wire.UPLOAD_HEADER))
        if first == wire.UPLOAD_HEADER:
            await reader.readexactly(len(wire.TRAILER))
            await self._take_upload(reader, writer)
            return
        parser = wire.Parser()
        push = asyncio.create_task(self._push(writer))
        try:
            data = first
            while data:
                for payload in parser.feed(data):
                    await self._command(payload, writer)
                data = await reader.read(65536)
        finally:
            push.cancel()

    async def _push(self, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while True:
                await asyncio.sleep(self.push_s)
                await self._say(writer)

    async def _command(self, payload: bytes, writer: asyncio.StreamWriter) -> None:
        if not payload:
            await self._say(writer)
        elif self.faults.lose_commands > 0:
            self.faults.lose_commands -= 1
        else:
            self.received.append(payload)
            self._obey(payload)
            self._note()

    def _obey(self, payload: bytes) -> None:
        now, count = self._now, len(self.names)
        letter = payload[:1]
        if letter == wire.POWER_TOGGLE:
            now.standby = not now.standby
        elif letter == wire.PLAY_TOGGLE:
            now.playing = not now.playing
        elif letter == b"B" and len(payload) == 2 and payload[1] < count:
            now.index = payload[1]
        elif letter in (wire.NEXT, wire.PREVIOUS) and count:
            now.index = (now.index + (1 if letter == wire.NEXT else -1)) % count
        elif letter in (wire.SINGLE_LOOP, wire.LIST_LOOP):
            now.single = letter == wire.SINGLE_LOOP
        elif letter in (wire.BRIGHTER, wire.DARKER):
            now.brightness = min(2, max(0, now.brightness + (1 if letter == wire.DARKER else -1)))

    def _note(self) -> None:
        """Remember what the state is from now on: a lagging fan tells an older one."""
        now = self._now
        tail = bytes(
            (now.index, self.device_type, 0, now.standby, now.brightness, not now.single, now.playing, 1, *bytes(8))
        )
        # Newer firmware drops the extension.
        shown = tuple(name.rsplit(".", 1)[0] for name in self.names)
        self._past.append((asyncio.get_running_loop().time(), wire.state_payload(shown, tail)))
        del self._past[:-200]

    async def _say(self, writer: asyncio.StreamWriter) -> None:
        if self.faults.silent:
            return
        told_at = asyncio.get_running_loop().time() - self.faults.lag_s
        payload = next((p for at, p in reversed(self._past) if at <= told_at), self._past[0][1])
        data = self.faults.garbage + wire.frame(payload)
        for at in range(0, len(data), 1 if self.faults.split else len(data)):
            writer.write(data[at : at + (1 if self.faults.split else len(data))])
            await writer.drain()

    async def _take_upload(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the name, answer, take the bytes until the end mark. A partial clip is not kept."""
        await reader.readexactly(len(wire.UPLOAD_HEADER))
        field_bytes = await reader.readexactly(3)
        name = (await reader.readexactly(min(CIRCLE_UPLOAD.decode(field_bytes), _LARGEST_NAME))).decode("gbk")
        await reader.readexactly(len(wire.TRAILER))
        if self.faults.silent:
            return
        if self.faults.ack_error is not None:
            writer.write(wire.upload_chunk(bytes((0, self.faults.ack_error, 0, 0, 0))))
            await writer.drain()
            return
        token = wire.token(wire.name_chunk(name) if name.upper().endswith(".BIN") else b"")
        writer.write(wire.upload_chunk(bytes((11,)) + token.to_bytes(4, "big")))
        await writer.drain()
        data = await self._body(reader)
        if data is not None and name.upper().endswith(".BIN") and "/" not in name and "\\" not in name:
            self._keep(name.upper(), data)

    async def _body(self, reader: asyncio.StreamReader) -> bytes | None:
        data = bytearray()
        while piece := await reader.read(1 << 18):
            data += piece
            if self.faults.cut_upload_after is not None and len(data) > self.faults.cut_upload_after:
                self._now = _Now()
                self._note()
                return None
            if self.rate_kb_s is not None:
                await asyncio.sleep(len(piece) / 1000 / self.rate_kb_s)
            if data.endswith(wire.UPLOAD_BEGIN):
                return bytes(data[: -len(wire.UPLOAD_BEGIN)])
        return None

    def _keep(self, name: str, data: bytes) -> None:
        known = self.names
        (self.card / name).write_bytes(data)
        if name not in known:
            (self.card / _ORDER).write_text("\n".join((*known, name)) + "\n", encoding="utf-8")
        self._now.playing = True
        self._note()
