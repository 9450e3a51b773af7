"""A warm session with a "3D Circle" fan: connects when needed, polls all the time, hands out fresh states."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import dataclass

from vmuseum.errors import DeviceError
from vmuseum_server.fans import circle20320 as wire

_GOODBYE_S = 0.2  # a stop must not wait for a fan that does not say goodbye


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for what, seconds. A fan is polled so often that it does not go to sleep."""

    poll_s: float = 1.2
    ask_s: float = 0.25  # least time between two questions when somebody waits for the answer
    connect_s: float = 3.0
    reply_s: float = 3.0
    settle_s: float = 3.0  # longer than any lag that was ever seen (2 s, another family)
    breath_s: float = 0.1  # around the announcement of an upload
    block_s: float = 10.0  # for one block of an upload


class Session:
    """The control connection of one fan. All methods raise DeviceError."""

    def __init__(self, fan: str, host: str, port: int, *, interface: str | None, timing: Timing) -> None:
        self.timing = timing
        self._fan, self._host, self._port, self._interface = fan, host, port, interface
        self._writer: asyncio.StreamWriter | None = None
        self._session: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()
        self._replies = 0
        self._asked_at = 0.0
        self._state: wire.State | None = None

    async def fresh(self) -> wire.State:
        """Return the next state that arrives; ask for it now, but not too often."""
        await self._connect()
        seen = self._replies
        asking = asyncio.create_task(self._ask())
        try:
            async with asyncio.timeout(self.timing.reply_s), self._news:
                await self._news.wait_for(lambda: self._replies > seen or self._session is None)
        except TimeoutError as error:
            await self.close()
            raise DeviceError(self._fan, "fan-silent", address=f"{self._host}:{self._port}") from error
        finally:
            asking.cancel()
        if self._state is None or self._session is None:
            raise DeviceError(self._fan, "fan-hung-up", address=f"{self._host}:{self._port}")
        return self._state

    async def send(self, data: bytes) -> None:
        """Send the frame of a command."""
        await self._connect()
        if self._writer is None:
            raise DeviceError(self._fan, "fan-hung-up", address=f"{self._host}:{self._port}")
        try:
            self._writer.write(data)
            async with asyncio.timeout(self.timing.reply_s):
                await self._writer.drain()
        except (OSError, TimeoutError) as error:
            raise DeviceError(self._fan, "fan-hung-up", address=f"{self._host}:{self._port}") from error

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open another connection, for an upload. Close the session before: a fan serves a single client."""
        try:
            async with asyncio.timeout(self.timing.connect_s):
                if self._interface is None:
                    return await asyncio.open_connection(self._host, self._port)
                return await asyncio.open_connection(sock=await self._bound())
        except (OSError, TimeoutError) as error:
            address = f"{self._host}:{self._port}"
            raise DeviceError(self._fan, "fan-unreachable", address=address) from error

    async def close(self) -> None:
        """End the session."""
        session, self._session = self._session, None
        if session is not None:
            session.cancel()
            await asyncio.wait({session})
        writer, self._writer = self._writer, None
        if writer is not None:
            await shut(writer)

    async def _connect(self) -> None:
        if self._session is not None and not self._session.done():
            return
        await self.close()
        reader, self._writer = await self.open()
        self._session = asyncio.create_task(self._listen(reader, self._writer))

    async def _bound(self) -> socket.socket:
        """Return a socket that leaves by one network interface: every fan is an access point of the same address."""
        option = getattr(socket, "SO_BINDTODEVICE", None)
        if option is None or self._interface is None:
            raise DeviceError(self._fan, "fan-interface", interface=str(self._interface))
        link = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        link.setblocking(False)  # noqa: FBT003 - the library takes it by position
        try:
            link.setsockopt(socket.SOL_SOCKET, option, self._interface.encode())
            await asyncio.get_running_loop().sock_connect(link, (self._host, self._port))
        except BaseException:
            link.close()
            raise
        return link

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Poll and read until the connection ends; whoever waits is told."""
        poll = asyncio.create_task(self._poll(writer))
        parser = wire.Parser()
        try:
            while data := await reader.read(65536):
                for payload in parser.feed(data):
                    await self._take(payload)
        except OSError:
            pass  # the same as a hang-up: whoever waits gets an error
        finally:
            poll.cancel()
            self._session = None
            async with self._news:
                self._news.notify_all()

    async def _poll(self, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._asked_at = asyncio.get_running_loop().time()
                writer.write(wire.HANDSHAKE)
                await writer.drain()
                await asyncio.sleep(self.timing.poll_s)

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._asked_at + self.timing.ask_s - loop.time()))
        if self._writer is not None and not self._writer.is_closing():
            self._asked_at = loop.time()
            self._writer.write(wire.HANDSHAKE)

    async def _take(self, payload: bytes) -> None:
        try:
            state = wire.state(payload)
        except wire.ProtocolError:
            return  # some other message; only a whole state counts
        async with self._news:
            self._state = state
            self._replies += 1
            self._news.notify_all()


async def shut(writer: asyncio.StreamWriter) -> None:
    """Close a connection and wait a moment for it."""
    writer.close()
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(_GOODBYE_S):
            await writer.wait_closed()
