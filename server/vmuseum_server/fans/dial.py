"""The agent's way out: dials the museum's server, reports what the fans do, takes orders. No port is opened on site."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from vmuseum_server.fans.wire import Command, Done

if TYPE_CHECKING:
    import random

    from vmuseum_server.fans.agent import Agent

log = logging.getLogger(__name__)
MOST_BYTES = 1 << 16  # of an order
_FIRST_S, _MOST_S = 1.0, 60.0


async def dial(agent: Agent, url: str, token: str, *, chance: random.Random, report_s: float = 1.0) -> None:
    """Keep a connection to `url` (ws or wss) until cancelled; redial after 1 to 60 s, spread by chance."""
    tries = 0
    while True:
        try:
            headers = {"Authorization": f"Bearer {token}"}
            async with connect(url, additional_headers=headers, open_timeout=5, max_size=MOST_BYTES) as link:
                log.info("reporting to %s", url)
                tries = 0
                await _talk(agent, link, report_s)
        except (OSError, TimeoutError, WebSocketException) as error:
            if tries == 0:
                log.warning("no connection to %s: %s", url, type(error).__name__)
        wait_s = min(_MOST_S, _FIRST_S * float(1 << min(tries, 10))) * chance.uniform(0.75, 1.25)
        tries += 1
        await asyncio.sleep(wait_s)


async def _talk(agent: Agent, link: ClientConnection, report_s: float) -> None:
    reporting = asyncio.create_task(_report(agent, link, report_s))
    orders: set[asyncio.Task[None]] = set()
    try:
        async for message in link:
            # An order may take a second; the next one must not wait for it.
            order = asyncio.create_task(_obey(agent, link, message))
            orders.add(order)
            order.add_done_callback(orders.discard)
    finally:
        for task in (reporting, *orders):
            task.cancel()
        await asyncio.gather(reporting, *orders, return_exceptions=True)


async def _report(agent: Agent, link: ClientConnection, report_s: float) -> None:
    while True:
        await link.send(agent.report().model_dump_json())
        await asyncio.sleep(report_s)


async def _obey(agent: Agent, link: ClientConnection, message: str | bytes) -> None:
    try:
        command = Command.model_validate_json(message)
    except ValidationError:
        log.warning("an order that is none was ignored")
        return
    results = await agent.obey(command)
    await link.send(Done(id=command.id, results=results).model_dump_json())
    await link.send(agent.report().model_dump_json())
