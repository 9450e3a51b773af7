"""The server's side: keeps the agent's last report for the pages, passes orders on and collects the answers."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any

from vmuseum_server.fans.wire import AgentReport, Command, Done, Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ANSWER_S = 3.0  # longer than a stop may take to be confirmed


class Hub:
    """One building's fans. Lives in one event loop."""

    def __init__(self) -> None:
        self.report: AgentReport | None = None
        self._send: Callable[[str], Awaitable[None]] | None = None
        self._waiting: dict[int, asyncio.Future[tuple[Result, ...]]] = {}
        self._numbers = itertools.count(1)
        self._heard_at: float | None = None
        self._news = asyncio.Condition()
        self._version = 0

    @property
    def connected(self) -> bool:
        """Whether an agent is on the line."""
        return self._send is not None

    async def join(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Take an agent that has dialled; the newest one counts."""
        self._send = send
        await self._tell()

    async def leave(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Let go of an agent; what it said last stays, marked as old."""
        if self._send is send:
            self._send = None
            await self._tell()

    async def hear(self, message: AgentReport | Done) -> None:
        """Take what the agent says."""
        if isinstance(message, Done):
            future = self._waiting.get(message.id)
            if future is not None and not future.done():
                future.set_result(message.results)
            return
        self.report = message
        self._heard_at = asyncio.get_running_loop().time()
        await self._tell()

    async def order(self, command: Command) -> tuple[Result, ...]:
        """Pass an order on and return what became of it on each fan; a fan that is not heard of is not confirmed."""
        if self._send is None:
            return self._unconfirmed(command, "fan-no-agent")
        numbered = command.model_copy(update={"id": next(self._numbers)})
        future: asyncio.Future[tuple[Result, ...]] = asyncio.get_running_loop().create_future()
        self._waiting[numbered.id] = future
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._send(numbered.model_dump_json())
                return await future
        except (TimeoutError, OSError):
            return self._unconfirmed(command, "fan-no-agent")
        finally:
            del self._waiting[numbered.id]

    def view(self) -> dict[str, Any]:
        """Return what the page shows, as JSON values."""
        age_s = None if self._heard_at is None else asyncio.get_running_loop().time() - self._heard_at
        report = None if self.report is None else self.report.model_dump(mode="json")
        return {"connected": self.connected, "age_s": age_s, "report": report}

    async def changed(self, since: int, *, within_s: float) -> int:
        """Wait for news after version `since`, at most `within_s`; return the version there is then."""
        try:
            async with asyncio.timeout(within_s), self._news:
                await self._news.wait_for(lambda: self._version > since)
        except TimeoutError:
            pass
        return self._version

    def _unconfirmed(self, command: Command, code: str) -> tuple[Result, ...]:
        known = () if self.report is None else tuple(f.id for f in self.report.fans)
        fans = known if command.fan is None else (command.fan,)
        return tuple(Result(fan=fan, confirmed=False, code=code) for fan in fans)

    async def _tell(self) -> None:
        async with self._news:
            self._version += 1
            self._news.notify_all()
