"""What every driver of a fan can be asked, whatever it speaks; and what a fan says of itself.

A driver without a thing says so in `capabilities`; it never pretends. `set_*` bring the fan into a state whatever it
was in: read, change if needed, read again. All raise DeviceError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Capability = Literal["upload", "play", "step", "power", "playing", "brightness", "loop"]
Brightness = Literal["high", "middle", "low"]
Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


@dataclass(frozen=True, slots=True)
class FanStatus:
    """The state of a fan as it said it. None: it does not say, or we do not know how to read it."""

    names: tuple[str, ...]
    index: int | None
    power: bool | None
    playing: bool | None
    brightness: Brightness | None
    loop: Literal["single", "list"] | None
    type: str | None
    raw: bytes = b""

    @property
    def current(self) -> str | None:
        """Return the name of the clip that is shown."""
        if self.index is None or not 0 <= self.index < len(self.names):
            return None
        return self.names[self.index]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a fan says it is, and how sure that is."""

    family: str
    type: str | None
    evidence: str
    raw: bytes = b""


class Driver(Protocol):
    """Speaks to one fan."""

    capabilities: frozenset[Capability]

    async def identify(self) -> Identity:
        """Return who the fan is. Changes nothing."""

    async def status(self) -> FanStatus:
        """Return a state that arrived after this call."""

    async def list(self) -> tuple[str, ...]:
        """Return the names of the clips on the card."""

    async def upload(self, name: str, data: bytes, progress: Progress) -> None:
        """Bring a clip to the card. Cancelling stops it."""

    async def play(self, name: str) -> None:
        """Show a clip of the card."""

    async def next(self) -> None:
        """Show the next clip."""

    async def previous(self) -> None:
        """Show the clip before."""

    async def set_power(self, *, on: bool) -> None:
        """Turn the blades on or off."""

    async def set_playing(self, *, playing: bool) -> None:
        """Run or freeze the clip."""

    async def set_brightness(self, level: Brightness) -> None:
        """Set how bright it shines."""

    async def set_loop(self, kind: Literal["single", "list"]) -> None:
        """Repeat one clip, or go through the list."""

    async def close(self) -> None:
        """Let go of the fan."""


def same_clip(a: str, b: str) -> bool:
    """Tell whether two names mean the same clip: fans drop the extension and change the case."""
    return _stem(a) == _stem(b)


def _stem(name: str) -> str:
    upper = name.upper()
    return upper.removesuffix(".BIN").removesuffix(".MP4")
