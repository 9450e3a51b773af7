"""Driver of "3D Circle" fans: keeps a warm session on TCP 20320 and never repeats a toggle blindly.

Power has only a toggle, the fan acknowledges nothing, and its state may lag. So: read, compare, toggle if different,
then give it `settle_s` and two fresh replies before judging; nothing is toggled again within that time.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Literal

from vmuseum.errors import DeviceError
from vmuseum_server.fans import circle20320 as wire
from vmuseum_server.fans.circle_session import Session, Timing, shut
from vmuseum_server.fans.driver import Brightness, Capability, FanStatus, Identity, Progress, same_clip

if TYPE_CHECKING:
    from collections.abc import Callable

PlayFlag = Literal["playing", "paused"]


class Circle20320:
    """One fan. `play_flag` says what a non-zero tail byte 6 means, where a profile knows; else playing is None."""

    def __init__(
        self,
        fan: str,
        host: str,
        port: int = wire.PORT,
        *,
        interface: str | None = None,
        play_flag: PlayFlag | None = None,
        timing: Timing | None = None,
    ) -> None:
        self._fan, self._flag = fan, play_flag
        self._session = Session(fan, host, port, interface=interface, timing=timing or Timing())
        self._toggled_at: float | None = None
        extra: frozenset[Capability] = frozenset(("playing",)) if play_flag else frozenset()
        self.capabilities: frozenset[Capability] = extra | {"upload", "play", "step", "power", "brightness", "loop"}

    async def identify(self) -> Identity:
        """Return the model the fan names."""
        state = await self._session.fresh()
        return Identity("circle20320", state.type_name, "single-source", state.tail)

    async def status(self) -> FanStatus:
        """Return a state that arrived after this call."""
        return self._status(await self._session.fresh())

    async def list(self) -> tuple[str, ...]:
        """Return the names of the clips on the card."""
        return (await self._session.fresh()).names

    async def set_power(self, *, on: bool) -> None:
        """Turn the blades on or off with at most one toggle."""
        await self._toggle(wire.POWER_TOGGLE, lambda s: s.standby is not on, "power")

    async def set_playing(self, *, playing: bool) -> None:
        """Run or freeze the clip, where a profile says how to read the flag."""
        if self._flag is None:
            raise DeviceError(self._fan, "fan-cannot", what="pause")
        await self._toggle(wire.PLAY_TOGGLE, lambda s: self._playing(s) is playing, "playing")

    async def play(self, name: str) -> None:
        """Show a clip of the card."""
        state = await self._session.fresh()
        index = next((n for n, known in enumerate(state.names) if same_clip(known, name)), None)
        if index is None:
            raise DeviceError(self._fan, "fan-no-clip", clip=name)
        if state.index != index:
            await self._session.send(wire.frame(wire.play_index(index)))
            await self._settle(lambda s: s.index == index, "play")

    async def next(self) -> None:
        """Show the next clip."""
        await self._step(wire.NEXT, 1)

    async def previous(self) -> None:
        """Show the clip before."""
        await self._step(wire.PREVIOUS, -1)

    async def set_brightness(self, level: Brightness) -> None:
        """Step to a brightness; each step is watched."""
        wanted = wire.BRIGHTNESS.index(level)
        for _ in wire.BRIGHTNESS:
            state = await self._session.fresh()
            if state.brightness is None:
                raise DeviceError(self._fan, "fan-cannot", what="brightness")
            have = wire.BRIGHTNESS.index(state.brightness)
            if have == wanted:
                return
            await self._session.send(wire.frame(wire.BRIGHTER if wanted < have else wire.DARKER))
            await self._settle(partial(_brightness_left, state.brightness), "brightness")

    async def set_loop(self, kind: Literal["single", "list"]) -> None:
        """Repeat one clip, or go through the list."""
        if (await self._session.fresh()).single is not (kind == "single"):
            await self._session.send(wire.frame(wire.SINGLE_LOOP if kind == "single" else wire.LIST_LOOP))
            await self._settle(lambda s: s.single is (kind == "single"), "loop")

    async def upload(self, name: str, data: bytes, progress: Progress) -> None:
        """Bring a clip to the card over a connection of its own; the control session is closed for it."""
        chunk = wire.name_chunk(name)
        await self.close()
        reader, writer = await self._session.open()
        try:
            writer.write(wire.UPLOAD_BEGIN)
            await asyncio.sleep(self._session.timing.breath_s)
            writer.write(chunk)
            await self._acknowledged(reader)
            for at in range(0, len(data), wire.UPLOAD_BLOCK):
                writer.write(data[at : at + wire.UPLOAD_BLOCK])
                async with asyncio.timeout(self._session.timing.block_s):
                    await writer.drain()
                progress(min(len(data), at + wire.UPLOAD_BLOCK), len(data))
            writer.write(wire.UPLOAD_BEGIN)
            async with asyncio.timeout(self._session.timing.block_s):
                await writer.drain()
            await asyncio.sleep(self._session.timing.breath_s)
        except (OSError, TimeoutError) as error:
            raise DeviceError(self._fan, "fan-upload-broken", clip=name) from error
        finally:
            await shut(writer)

    async def close(self) -> None:
        """End the session."""
        await self._session.close()

    def _status(self, state: wire.State) -> FanStatus:
        return FanStatus(
            names=state.names,
            index=state.index,
            power=not state.standby,
            playing=self._playing(state),
            brightness=state.brightness,
            loop="single" if state.single else "list",
            type=state.type_name,
            raw=state.tail,
        )

    def _playing(self, state: wire.State) -> bool | None:
        if self._flag is None:
            return None
        return (state.play_flag != 0) is (self._flag == "playing")

    async def _toggle(self, command: bytes, reached: Callable[[wire.State], bool], what: str) -> None:
        if self._toggled_at is not None:
            # An earlier toggle may still be on its way: what the fan says now proves nothing.
            with contextlib.suppress(DeviceError):
                await self._settle(lambda _: False, what, since=self._toggled_at)
            self._toggled_at = None
        if reached(await self._session.fresh()):
            return
        self._toggled_at = asyncio.get_running_loop().time()
        await self._session.send(wire.frame(command))
        await self._settle(reached, what)
        self._toggled_at = None

    async def _step(self, command: bytes, by: int) -> None:
        state = await self._session.fresh()
        if len(state.names) > 1:
            wanted = (state.index + by) % len(state.names)
            await self._session.send(wire.frame(command))
            await self._settle(lambda s: s.index == wanted, "step")

    async def _settle(self, reached: Callable[[wire.State], bool], what: str, *, since: float | None = None) -> None:
        """Wait until a reply shows it, or until `settle_s` and two fresh replies have passed without. Raises then."""
        loop = asyncio.get_running_loop()
        end = (loop.time() if since is None else since) + self._session.timing.settle_s
        fresh = 0
        while fresh < 2 or loop.time() < end:
            state = await self._session.fresh()
            fresh += 1
            if reached(state):
                return
        raise DeviceError(self._fan, "fan-unconfirmed", what=what)

    async def _acknowledged(self, reader: asyncio.StreamReader) -> None:
        try:
            async with asyncio.timeout(self._session.timing.reply_s):
                answer = wire.ack(await reader.readexactly(wire.ACK_BYTES))
        except (wire.ProtocolError, asyncio.IncompleteReadError) as error:
            raise DeviceError(self._fan, "fan-refused", reason="no-answer") from error
        if not answer.accepted:
            raise DeviceError(self._fan, "fan-refused", reason=answer.reason or "busy")


def _brightness_left(before: Brightness, state: wire.State) -> bool:
    return state.brightness != before
