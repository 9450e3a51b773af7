"""What to do next to bring a fan into its wanted state: one step, decided from a fresh state. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vmuseum_server.fans.driver import same_clip

if TYPE_CHECKING:
    from vmuseum_server.fans.driver import Brightness, Capability, FanStatus

Kind = Literal["none", "power-on", "power-off", "upload", "loop", "play", "brightness", "resume", "pause"]


@dataclass(frozen=True, slots=True)
class Target:
    """The wanted state. `cards` are the names of every clip of the playlist, the one to show now first."""

    power: bool
    cards: tuple[str, ...] = ()
    show: str | None = None
    brightness: Brightness | None = None
    playing: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `card` names the clip it is about."""

    kind: Kind
    card: str | None = None


NOTHING = Step("none")


def next_step(status: FanStatus, target: Target, can: frozenset[Capability]) -> Step:
    """Return the next step. What a fan does not tell (None) or cannot do is left alone."""
    if not target.power:
        return Step("power-off") if "power" in can and status.power is True else NOTHING
    if "upload" in can:
        # Clips come before the blades turn: an upload stops the picture anyway.
        missing = next((c for c in target.cards if not any(same_clip(c, n) for n in status.names)), None)
        if missing is not None:
            return Step("upload", missing)
    if "power" in can and status.power is False:
        return Step("power-on")
    return _picture(status, target, can)


def _picture(status: FanStatus, target: Target, can: frozenset[Capability]) -> Step:
    if "loop" in can and status.loop == "list":
        return Step("loop")
    if "play" in can and target.show is not None and not same_clip(status.current or "", target.show):
        return Step("play", target.show)
    if "brightness" in can and target.brightness is not None and status.brightness not in (None, target.brightness):
        return Step("brightness")
    if "playing" in can and status.playing is not None and status.playing is not target.playing:
        return Step("resume" if target.playing else "pause")
    return NOTHING
