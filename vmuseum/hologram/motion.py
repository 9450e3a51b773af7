"""How what floats on a fan moves: a pose for every moment of a loop, so that frame n would equal frame 0.

`phase` runs from 0 to 1 over the loop, 1 excluded. Angles are radians, shifts are shares of the disc's radius R.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vmuseum.schema.playlist import Motion

TURN_S = 14.0  # a sacred thing turns no faster; others at most one turn in 8 s (look.md, section 8)
FASTEST_TURN_S = 8.0
_ORBIT = math.radians(16)
_NOD = math.radians(6)
_SWING = math.radians(24)
_SWAY = 0.035
_APPEAR = 0.2  # share of the loop in which a rising thing comes, and half of it to go


class Moment(NamedTuple):
    """Turn about the upright axis (clockwise from above), nod forwards, shift right and up, and how bright, 0 to 1."""

    yaw: float = 0.0
    pitch: float = 0.0
    right: float = 0.0
    up: float = 0.0
    light: float = 1.0


def turns(seconds: float) -> int:
    """Return how many whole turns fit into a loop so that none is faster than 14 s where there is room for more."""
    return max(1, int(seconds // TURN_S))


def solid(motion: Motion, phase: float, *, rounds: int = 1) -> Moment:
    """Return the pose of an exhibit; `rounds` are the turns of a turntable in one loop."""
    angle = 2 * math.pi * phase
    if motion == "turntable":
        return Moment(yaw=angle * rounds)
    if motion == "orbit":
        return Moment(yaw=2 * _ORBIT * math.sin(angle), pitch=_NOD * math.cos(angle))
    if motion == "pendulum":
        return Moment(yaw=1.5 * _SWING * math.sin(angle))
    if motion == "rise":
        return _rising(phase, yaw=_SWING * math.sin(angle))
    return Moment()


def flat(motion: Motion, phase: float) -> Moment:
    """Return the pose of words or a picture. They never turn their back, so a turntable is an orbit."""
    angle = 2 * math.pi * phase
    if motion in ("turntable", "orbit"):
        return Moment(
            yaw=_ORBIT * math.sin(angle),
            pitch=_NOD * math.cos(angle),
            right=_SWAY * math.sin(angle),
            up=_SWAY * math.cos(angle),
        )
    if motion == "pendulum":
        return Moment(yaw=_SWING * math.sin(angle))
    if motion == "rise":
        return _rising(phase, yaw=0.5 * _ORBIT * math.sin(angle))
    return Moment()


def _rising(phase: float, *, yaw: float) -> Moment:
    """Come up out of the dark, stay, and go dark in place."""
    come = _smooth(phase / _APPEAR)
    leave = _smooth((1.0 - phase) / (_APPEAR / 2))
    return Moment(yaw=yaw, up=-0.25 * (1.0 - come), light=come * leave)


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)
