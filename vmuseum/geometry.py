"""Points, directions and boxes. Metres, radians, right-handed, Y up, -Z north (glTF).

Yaw turns clockwise seen from above; yaw 0 looks north (-Z), yaw pi/2 looks east (+X).
"""

from __future__ import annotations

import math
from typing import NamedTuple

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]


class Box(NamedTuple):
    """An axis-aligned box, metres."""

    low: Vec3
    high: Vec3

    @property
    def size(self) -> Vec3:
        """Width (x), height (y), depth (z), metres."""
        return (self.high[0] - self.low[0], self.high[1] - self.low[1], self.high[2] - self.low[2])


class Pose(NamedTuple):
    """A place on the floor and a heading."""

    at: Vec3
    yaw: float = 0.0


def heading(yaw: float) -> Vec3:
    """Return the unit vector a yaw looks along."""
    return (math.sin(yaw), 0.0, -math.cos(yaw))


def turned(point: Vec3, yaw: float) -> Vec3:
    """Turn `point` about Y, clockwise seen from above by `yaw`."""
    c, s = math.cos(yaw), math.sin(yaw)
    x, y, z = point
    return (x * c - z * s, y, x * s + z * c)


def radians(degrees: float) -> float:
    """Return an angle of a YAML file in radians, rounded so that equal angles give equal bytes."""
    return round(math.radians(degrees), 9)
