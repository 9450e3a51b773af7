"""The "3D Circle" protocol on TCP 20320, bytes to messages and back. Pure: no socket here.

How sure: the frame and most commands are cross-checked, the state reply was captured on two 42 cm fans, the upload is
device-verified on a 42-F2; nothing was seen on an ATUROS P80. Frames are cut by their length field, never by searching
for the trailer: a clip's name may contain it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vmuseum_server.fans.lengths import CIRCLE_COMMAND, CIRCLE_UPLOAD

PORT = 20320
HEADER = b"C0EEB7C9BAA3"
TRAILER = b"C0EEBDF9E5B7"
HANDSHAKE = HEADER + TRAILER
UPLOAD_HEADER = b"B2DDDDED"
UPLOAD_BEGIN = UPLOAD_HEADER + TRAILER  # also the end of an upload
UPLOAD_BLOCK = 0x3C000  # bytes, as the vendor's program sends them
TAIL_BYTES = 16
ACK_BYTES = 28

POWER_TOGGLE = b"a"
PLAY_TOGGLE = b"e"
NEXT = b"c"
PREVIOUS = b"d"
SINGLE_LOOP = b"g"
LIST_LOOP = b"h"
BRIGHTER = b"m"
DARKER = b"l"
DESTRUCTIVE = frozenset((b"j", b"k", b"A", b"s", b"!"))  # format, clear, delete, Wi-Fi; first byte of the payload

Brightness = Literal["high", "middle", "low"]
BRIGHTNESS: tuple[Brightness, ...] = ("high", "middle", "low")
DEVICE_TYPES = (
    "45cm-F4", "65cm-F4", "85cm-F4", "85cm-F6", "115cm-F6", "56cm-F4", "18cm-F2", "52cm-F4", "30cm-F2", "100cm-F6",
    "80cm-F4", "14cm-ND", "42cm-F2", "32cm-F2", "70cm-F6", "28cm-F2", "14cm-SD", "65cm-HD", "10cm-SD", "10cm-ND",
    "60cm-F6",
)  # fmt: skip
"""Names by the second tail byte; single-source, agrees with both captures."""
ACK_REASONS = {1: "card", 2: "another-client", 4: "licence"}


class ProtocolError(ValueError):
    """The bytes are not what the protocol says; nothing may be concluded from them."""


@dataclass(frozen=True, slots=True)
class State:
    """What a fan says of itself. `play_flag` is raw: whether 1 means playing is not settled between sources."""

    names: tuple[str, ...]
    index: int
    device_type: int
    standby: bool
    brightness: Brightness | None
    single: bool
    play_flag: int
    tail: bytes

    @property
    def type_name(self) -> str:
        """Return the name of the model, or its number."""
        known = self.device_type < len(DEVICE_TYPES)
        return DEVICE_TYPES[self.device_type] if known else str(self.device_type)


@dataclass(frozen=True, slots=True)
class Ack:
    """The answer to the name of an upload. `reason` is set where it was refused."""

    accepted: bool
    reason: str | None
    model: int
    token: int | None


def frame(payload: bytes) -> bytes:
    """Return the frame of a command. Raises ValueError where the payload is too long for the length field."""
    return HEADER + CIRCLE_COMMAND.encode(len(payload)) + payload + TRAILER


def play_index(index: int) -> bytes:
    """Return the payload that plays clip `index`, counted from 0. Raises ValueError above 255."""
    return b"B" + bytes((index,))


class Parser:
    """Cuts a stream into payloads, whatever the pieces it arrives in. A handshake gives an empty payload.

    What is no frame is skipped up to the next header and counted in `skipped`.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self.skipped = 0

    @property
    def pending(self) -> int:
        """Bytes that wait for the rest of their frame."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes and return the payloads that are complete."""
        self._buffer += data
        found: list[bytes] = []
        while self._find_header():
            end = self._end()
            if end is None:
                break
            if end > 0:
                found.append(self._buffer[len(HEADER) + 3 : end - len(TRAILER)] if end > len(HANDSHAKE) else b"")
                self._buffer = self._buffer[end:]
            else:
                self._skip(1)
        return found

    def _find_header(self) -> bool:
        at = self._buffer.find(HEADER)
        if at >= 0:
            self._skip(at)
            return True
        # The last bytes may be the start of a header that is still on its way.
        keep = next((n for n in range(len(HEADER) - 1, 0, -1) if self._buffer.endswith(HEADER[:n])), 0)
        self._skip(len(self._buffer) - keep)
        return False

    def _end(self) -> int | None:
        """Return where the first frame ends, None while it is incomplete, 0 where it is none."""
        start = len(HEADER)
        if len(self._buffer) < start + 3:
            return None
        try:
            size = CIRCLE_COMMAND.decode(self._buffer[start : start + 3])
        except ValueError:
            rest = self._buffer[start : start + len(TRAILER)]
            if rest == TRAILER:
                return len(HANDSHAKE)
            return None if TRAILER.startswith(rest) else 0
        end = start + 3 + size + len(TRAILER)
        if len(self._buffer) < end:
            return None
        return end if self._buffer[end - len(TRAILER) : end] == TRAILER else 0

    def _skip(self, count: int) -> None:
        self.skipped += count
        self._buffer = self._buffer[count:]


def state(payload: bytes) -> State:
    """Read a state reply (command `i`). Raises ProtocolError where names and tail do not add up."""
    if payload[:1] != b"i" or len(payload) < 1 + TAIL_BYTES:
        msg = f"no state reply: {payload[:4].hex()}"
        raise ProtocolError(msg)
    end = len(payload) - TAIL_BYTES
    names: list[str] = []
    at = 1
    while at < end:
        size = payload[at]
        if at + 1 + size > end:
            msg = "a name reaches into the tail"
            raise ProtocolError(msg)
        names.append(payload[at + 1 : at + 1 + size].decode("gbk", errors="replace"))
        at += 1 + size
    tail = payload[end:]
    return State(
        names=tuple(names),
        index=tail[0],
        device_type=tail[1],
        standby=tail[3] == 1,
        brightness=BRIGHTNESS[tail[4]] if tail[4] < len(BRIGHTNESS) else None,
        single=tail[5] == 0,
        play_flag=tail[6],
        tail=tail,
    )


def state_payload(names: tuple[str, ...], tail: bytes) -> bytes:
    """Return the payload of a state reply; what a simulated fan says."""
    rows = [name.encode("gbk", errors="replace") for name in names]
    return b"i" + b"".join(bytes((len(row),)) + row for row in rows) + tail


def name_chunk(name: str) -> bytes:
    """Return the announcement of an upload.

    Raises ValueError for a name that does not end in .BIN: the fan would acknowledge it and throw the clip away.
    """
    if not name.upper().endswith(".BIN"):
        msg = f"{name}: the fan keeps only names that end in .BIN"
        raise ValueError(msg)
    return upload_chunk(name.encode("gbk"))


def upload_chunk(payload: bytes) -> bytes:
    """Return a chunk of the upload session."""
    return UPLOAD_HEADER + CIRCLE_UPLOAD.encode(len(payload)) + payload + TRAILER


def ack(data: bytes) -> Ack:
    """Read the answer to a name chunk. Raises ProtocolError where the bytes are something else."""
    framed = data[:8] == UPLOAD_HEADER and data[-12:] == TRAILER and len(data) == ACK_BYTES
    if not framed or data[8:11] != CIRCLE_UPLOAD.encode(5):
        msg = f"no acknowledgement: {data[:40].hex()}"
        raise ProtocolError(msg)
    body = data[11:16]
    if body[0] == 0:
        return Ack(accepted=False, reason=ACK_REASONS.get(body[1], "busy"), model=0, token=None)
    model = body[0] & 0x7F
    return Ack(accepted=True, reason=None, model=model, token=int.from_bytes(body[1:5], "big") if model < 64 else None)


def token(chunk: bytes) -> int:
    """Return the number a fan of a model below 64 answers a name chunk with (computed, never seen whole on a wire)."""
    c = [sum(byte >> (7 - column) & 1 for byte in chunk) for column in range(8)]
    total = sum(c) + (c[0] + 199211) * 10 + (c[1] + 199306) * 12 + (c[2] + 202003) * 20
    total += (c[3] | 90) * 31 + (c[4] | 165) * 53 + (c[5] | 195) * 79
    return (total | (c[6] << 15) + (c[7] << 23)) & 0xFFFFFFFF
