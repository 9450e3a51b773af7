"""What gallery.build says of the scene it built; part of the manifest (see schema/manifest.py).

Angles are radians, lengths metres; yaw is clockwise seen from above, 0 = north (-Z).
"""

from __future__ import annotations

from typing import Literal

from vmuseum.schema.base import Model, Text

V2 = tuple[float, float]
V3 = tuple[float, float, float]
Status = Literal["survey", "reconstruction", "schematic"]


class RoomRef(Model):
    """A room: rectangle on the floor in world metres."""

    id: str
    title: Text | None
    low: V2  # x, z of the north-west corner
    high: V2  # x, z of the south-east corner
    origin: V2  # where the room's own at_m counts from; the shell's origin for shells
    height: float


class StandRef(Model):
    """Something to look at: an exhibit on its stand, a framed picture, a text panel."""

    id: str
    kind: Literal["plinth", "case", "table", "floor", "frame", "panel"]
    room: str
    exhibit: str | None
    title: Text
    text: Text | None  # panel text, or what a frame shows
    at: V3  # foot of the exhibit, or centre of frame or panel
    yaw: float  # heading the exhibit faces
    spot: V3  # where its numbered hotspot floats
    view: V3  # where to stand (on the floor) to see it well
    reach: float  # radius of the exhibit or half the width, metres
    probe: tuple[V3, V3, V3, V3, V3, V3] | None  # irradiance at the exhibit towards +x -x +y -y +z -z, lux, spots left out


class DoorRef(Model):
    """An opening one can walk through."""

    id: str
    rooms: tuple[str, str]
    at: V3  # middle of the opening on the floor
    width: float
    passable: bool


class Walk(Model):
    """Where one may walk: outlines (x, z), united, less the obstacles; keep `radius` away from both."""

    areas: tuple[tuple[V2, ...], ...]
    obstacles: tuple[tuple[V2, ...], ...]
    radius: float
    floor: float  # height of the floor, metres


class ViewRef(Model):
    """A named place to stand and look."""

    id: str
    title: Text | None
    room: str
    at: V3  # on the floor
    yaw: float


class Light(Model):
    """Light of exhibits and what is not in the light map, in physical units."""

    exposure: float  # factor for tone mapping
    map_scale: float  # lux at light map value 1.0 (map is sRGB encoded)
    sky: V3  # irradiance from above, lux, linear RGB
    ground: V3  # irradiance from below
    sun: V3 | None  # direction towards the sun
    sun_lux: V3 | None
    spots: tuple[Spot, ...]


class Spot(Model):
    """A lamp that lights an exhibit in real time. Intensity per channel, candela."""

    at: V3
    aim: V3
    candela: V3
    cut: float
    full: float
    stand: str | None  # the stand it was hung for


class GalleryScene(Model):
    """What gallery.build says of the scene it built."""

    rooms: tuple[RoomRef, ...]
    stands: tuple[StandRef, ...]
    doors: tuple[DoorRef, ...]
    walk: Walk
    views: tuple[ViewRef, ...]
    light: Light
    sky: Literal["none", "day", "morning"]
    low: V3
    high: V3
