"""What kind of fan is there? Asks, never commands: a handshake, a list, a version, or only a connection.

The addresses and questions are those of the wire families that were found in public sources. The report keeps the raw
bytes, so that an unknown fan can be sent to the developers.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vmuseum_server.fans import circle20320 as wire


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to one address. `ask` is empty where a connection is all we dare."""

    family: str
    host: str
    port: int
    ask: bytes
    evidence: str


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a probe. `names` and `type` are set where the answer could be read."""

    probe: Probe
    reached: bool
    answer: bytes = b""
    type: str | None = None
    names: tuple[str, ...] = ()
    understood: bool = False

    def row(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "family": self.probe.family,
            "address": f"{self.probe.host}:{self.probe.port}",
            "evidence": self.probe.evidence,
            "reached": self.reached,
            "understood": self.understood,
            "type": self.type,
            "names": list(self.names),
            "raw_hex": self.answer.hex(),
        }


_X50_VERSION = bytes((0xF1, 0xF2, 0xF3, 0x12, 0, 0, 0x12, 0xF4, 0xF5, 0xF6))
PROBES: tuple[Probe, ...] = (
    Probe("circle20320", "192.168.4.1", wire.PORT, wire.HANDSHAKE, "captured"),
    Probe("legacy5233-v2", "192.168.4.1", 5233, b"c0eeb7c9baa3020000000014cc38lfhbfb5d2a2", "captured"),
    Probe("legacy5233-v3", "192.168.4.1", 5233, b"c31c38abca4a8c2e3", "cross-checked"),
    Probe("x50", "192.168.4.1", 8900, _X50_VERSION, "single-source"),
    Probe("spindisplay", "10.10.10.1", 50200, b"", "single-source"),
    Probe("uhd", "192.168.43.1", 7110, b"", "single-source"),
    Probe("dsee", "192.168.2.1", 8002, b"", "single-source"),
)


def probes_for(addresses: Sequence[str]) -> tuple[Probe, ...]:
    """Return the questions for `host` or `host:port` addresses; without any, for all known default addresses.

    A port narrows the questions to that port, and to the "3D Circle" question where the port is an unusual one.
    """
    if not addresses:
        return PROBES
    found: list[Probe] = []
    for address in addresses:
        host, _, port = address.partition(":")
        rows = [p for p in PROBES if not port or p.port == int(port)] or [PROBES[0]]
        found += [Probe(p.family, host, int(port) if port else p.port, p.ask, p.evidence) for p in rows]
    return tuple(found)


async def identify(
    addresses: Sequence[str] = (),
    *,
    connect_s: float = 3.0,
    reply_s: float = 2.0,
    tell: Callable[[Found], None] = lambda _: None,
) -> tuple[Found, ...]:
    """Probe one address after another (a fan serves a single client) and return what came back."""
    rows: list[Found] = []
    for probe in probes_for(addresses):
        rows.append(await _probe(probe, connect_s=connect_s, reply_s=reply_s))
        tell(rows[-1])
    return tuple(rows)


async def _probe(probe: Probe, *, connect_s: float, reply_s: float) -> Found:
    try:
        async with asyncio.timeout(connect_s):
            reader, writer = await asyncio.open_connection(probe.host, probe.port)
    except (OSError, TimeoutError):
        return Found(probe, reached=False)
    try:
        answer = await _ask(probe, reader, writer, reply_s) if probe.ask else b""
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    return _read(probe, answer)


async def _ask(probe: Probe, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reply_s: float) -> bytes:
    answer = b""
    with contextlib.suppress(OSError, TimeoutError):
        writer.write(probe.ask)
        await writer.drain()
        async with asyncio.timeout(reply_s):
            while len(answer) < 4096 and not _read(probe, answer).understood:
                piece = await reader.read(4096)
                if not piece:
                    break
                answer += piece
    return answer


def _read(probe: Probe, answer: bytes) -> Found:
    """Understand the answer where its form is known; otherwise keep only the bytes."""
    if probe.family == "circle20320":
        for payload in wire.Parser().feed(answer):
            with contextlib.suppress(wire.ProtocolError):
                state = wire.state(payload)
                return Found(probe, True, answer, state.type_name, state.names, understood=True)  # noqa: FBT003
    if probe.family.startswith("legacy5233") and answer.startswith((b"c0eeb7c9baa3", b"c30c")):
        return Found(probe, True, answer, understood=True)  # noqa: FBT003
    return Found(probe, reached=True, answer=answer)
