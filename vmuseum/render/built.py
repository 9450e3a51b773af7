"""A gallery as gallery.build made it, ready to draw: the baked rooms, the exhibits in the light of their own stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.mesh.arrays import Mesh, Part, decode
from vmuseum.render.scene import Ambient, Camera, LightMap, Look, Placed, Sky, SpotLight, Sun, Surroundings
from vmuseum.schema.gallery_scene import GalleryScene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.geometry import Vec3
    from vmuseum.render.panda import Renderer
    from vmuseum.render.scene import LightSource, Rgb
    from vmuseum.schema.gallery_scene import Light, StandRef

EXHIBIT = "exhibit:"
_WINDOW_WHITE = 28.0  # exposed brightness of the sky in a window by day: 6000 cd/m2 at 1/215
_DAY_SKY: Rgb = (0.855, 1.010, 1.325)
_AROUND_PX = 64
_AROUND_WHITE = 4.0  # exposed brightness at which surroundings are cut
# sky of reference scene 3 over the mean radiance of its whole hemisphere, away from the sun
_ZENITH: Rgb = (0.55, 0.85, 1.25)
_HORIZON: Rgb = (3.15, 2.75, 1.80)
_GLOW: Rgb = (9.0, 6.5, 3.5)
CUBE: tuple[tuple[Vec3, Vec3], ...] = (
    ((1, 0, 0), (0, -1, 0)), ((-1, 0, 0), (0, -1, 0)), ((0, 1, 0), (0, 0, 1)),
    ((0, -1, 0), (0, 0, -1)), ((0, 0, 1), (0, -1, 0)), ((0, 0, -1), (0, -1, 0)),
)  # fmt: skip
"""Direction and up of each face of an OpenGL cube map, +x -x +y -y +z -z."""


@dataclass(frozen=True, slots=True, eq=False)
class BuiltGallery:
    """What to draw, how, and the scene document it came with."""

    placed: tuple[Placed, ...]
    look: Look
    scene: GalleryScene


def read_gallery(inputs: Mapping[str, bytes]) -> BuiltGallery:
    """Return the gallery in `scene.vmesh`, `light.webp` and `scene.json`. Raises ValueError when they are broken."""
    mesh = decode(inputs["scene.vmesh"])
    scene = GalleryScene.model_validate_json(inputs["scene.json"])
    light = scene.light
    look = Look(
        exposure=light.exposure,
        background=_background(scene),
        ambient=Ambient.hemisphere(light.sky, light.ground),
        light_map=LightMap(inputs["light.webp"], light.map_scale),
        sky=_sky(light) if scene.sky == "morning" else None,
    )
    return BuiltGallery(_placed(mesh, scene), look, scene)


def with_surroundings(renderer: Renderer, built: BuiltGallery, eye: Vec3) -> Look:
    """Return the look with reflections of the room around `eye`; in the open the sky is reflected instead.

    `renderer` draws small square pictures.
    """
    from vmuseum.render.panda import draws_plainly

    room = room_at(built.scene, eye)
    if built.look.sky is not None or room is None or draws_plainly():
        return built.look
    exposure = built.look.exposure / _AROUND_WHITE
    bare = replace(built.look, bare=True, dither=False, exposure=exposure)
    loaded = renderer.load(built.placed, texture_px=256)
    faces = []
    for ahead, up in CUBE:
        target = (eye[0] + ahead[0], eye[1] + ahead[1], eye[2] + ahead[2])
        seen = renderer.draw(loaded, Camera(eye, target, math.pi / 2, up), bare)
        faces.append((seen.astype(np.float32) / 255) ** 2 / exposure)
    low, high = (room[0][0], built.scene.walk.floor, room[0][1]), (room[1][0], room[2], room[1][1])
    return replace(built.look, surroundings=Surroundings(np.stack(faces), eye, low, high))


def around_px() -> int:
    """Return the edge of the pictures that `with_surroundings` draws."""
    return _AROUND_PX


def room_at(scene: GalleryScene, eye: Vec3) -> tuple[tuple[float, float], tuple[float, float], float] | None:
    """Return low corner, high corner (x, z) and height of the room that holds `eye`, or None in the open."""
    for room in scene.rooms:
        inside = room.low[0] <= eye[0] <= room.high[0] and room.low[1] <= eye[2] <= room.high[1]
        if inside:
            return room.low, room.high, scene.walk.floor + room.height
    return None


def _placed(mesh: Mesh, scene: GalleryScene) -> tuple[Placed, ...]:
    stands = {stand.id: stand for stand in scene.stands}
    rooms: list[Part] = []
    exhibits: dict[str, list[Part]] = {}
    for part in mesh.parts:
        stand = _stand_of(part.name, stands)
        if stand is None:
            rooms.append(part)
        else:
            exhibits.setdefault(stand, []).append(part)
    found = [Placed(Mesh(tuple(rooms), mesh.images), lights=_sun(scene.light))]
    for name in sorted(exhibits):
        stand_ref = stands[name]
        lights = (*_spots(scene.light, name), *_sun(scene.light))
        ambient = Ambient(*stand_ref.probe) if stand_ref.probe is not None else None
        found.append(Placed(Mesh(tuple(exhibits[name]), mesh.images), ambient=ambient, lights=lights))
    return tuple(found)


def _stand_of(name: str, stands: Mapping[str, StandRef]) -> str | None:
    """Return the stand whose exhibit a part belongs to: `exhibit:<stand>` or `exhibit:<stand>:<what follows>`."""
    if not name.startswith(EXHIBIT):
        return None
    rest = name.removeprefix(EXHIBIT)
    known: Sequence[str] = sorted((s for s in stands if rest == s or rest.startswith((f"{s}:", f"{s}/"))), key=len)
    return known[-1] if known else None


def _spots(light: Light, stand: str) -> tuple[LightSource, ...]:
    return tuple(
        SpotLight(spot.at, spot.aim, spot.candela, spot.cut, spot.full) for spot in light.spots if spot.stand == stand
    )


def _sun(light: Light) -> tuple[LightSource, ...]:
    return (Sun(light.sun, light.sun_lux),) if light.sun is not None and light.sun_lux is not None else ()


def _background(scene: GalleryScene) -> Rgb:
    if scene.sky != "day":
        return (0.0, 0.0, 0.0)
    white = _WINDOW_WHITE / scene.light.exposure
    return (_DAY_SKY[0] * white, _DAY_SKY[1] * white, _DAY_SKY[2] * white)


def _sky(light: Light) -> Sky:
    level = np.array(light.sky) / math.pi
    return Sky(
        zenith=_rgb(level * _ZENITH),
        horizon=_rgb(level * _HORIZON),
        ground=_rgb(np.array(light.ground) / math.pi),
        towards=light.sun or (0.0, 1.0, 0.0),
        glow=_rgb(level * _GLOW),
    )


def _rgb(values: np.ndarray) -> Rgb:
    r, g, b = (float(v) for v in values)
    return (r, g, b)
