"""The scene document: what the viewer must know of a built gallery besides its mesh and light map."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.gallery.probes import Cube, probe
from vmuseum.gallery.walkable import best_view, doors_of, room_outline, walk_of
from vmuseum.schema.base import Text
from vmuseum.schema.gallery import Bench, Frame, Panel
from vmuseum.schema.gallery_scene import GalleryScene, Light, RoomRef, Spot, StandRef, ViewRef

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.bake import Baked
    from vmuseum.gallery.contents import Contents, Shown, Stock
    from vmuseum.gallery.lamps import LampLight
    from vmuseum.gallery.placing import PlacedRoom, Plan
    from vmuseum.gallery.sky import Sky
    from vmuseum.gallery.stage import Stage
    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.schema.gallery import Gallery

_SPOT_UP_M = 0.14  # hotspot above the exhibit
_NEAREST_VIEW_M = 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the scene document is made from."""

    gallery: Gallery
    plan: Plan
    contents: Contents
    stock: Stock
    lamps: Sequence[LampLight]
    sky: Sky | None
    stage: Stage  # without exhibits
    baked: Baked
    outlines: Mapping[int, tuple[Vec2, ...]]
    floor: float
    ground: Callable[[PlacedRoom, Vec2], float]
    bounds: tuple[Vec3, Vec3]


def tell(told: Told, exposure: float, scale: float) -> GalleryScene:
    """Return the scene document."""
    walk = walk_of(told.plan, told.contents.shown, list(told.outlines.values()), told.floor)
    stands = tuple(_stand(told, s) for s in told.contents.shown if not isinstance(s.stand, Bench))
    kinds: dict[str, str] = {"gallery": "none", "day": "day", "open-air": "morning"}
    return GalleryScene(
        rooms=tuple(_room(told, r) for r in told.plan.rooms),
        stands=stands,
        doors=doors_of(told.plan, told.floor),
        walk=walk,
        views=_views(told),
        light=_light(told, stands, exposure, scale),
        sky=kinds[told.gallery.lighting],  # type: ignore[arg-type] # one of its three words
        low=told.bounds[0],
        high=told.bounds[1],
    )


def _room(told: Told, placed: PlacedRoom) -> RoomRef:
    outline = told.outlines.get(placed.index)
    low, high = placed.low, placed.high
    if outline:
        low = (min(p[0] for p in outline), min(p[1] for p in outline))
        high = (max(p[0] for p in outline), max(p[1] for p in outline))
    return RoomRef(
        id=placed.room.id,
        title=placed.room.title,
        low=low,
        high=high,
        origin=placed.origin,
        height=placed.room.height_m,
    )


def _stand(told: Told, shown: Shown) -> StandRef:
    stand = shown.stand
    placed = next(r for r in told.plan.rooms if r.index == shown.room)
    exhibit = getattr(stand, "exhibit", None)
    hanging = isinstance(stand, Frame | Panel)
    distance = max(_NEAREST_VIEW_M, 1.5 * shown.diagonal)
    blocked = [s.print for s in told.contents.shown if s.print is not None]
    area = told.outlines.get(shown.room) or room_outline(placed)
    view = best_view(shown.foot, shown.yaw, distance, area, blocked, told.floor)
    if placed.shell:
        view = (view[0], told.ground(placed, (view[0], view[2])), view[2])
    middle = (shown.foot[0], (shown.foot[1] + shown.top) / 2, shown.foot[2])
    lit = not hanging and exhibit in told.stock.meshes and shown.id in told.contents.exhibits
    return StandRef(
        id=shown.id,
        kind=stand.kind,  # type: ignore[arg-type] # benches are left out before
        room=placed.room.id,
        exhibit=exhibit,
        title=_title(told, shown),
        text=_words(shown),
        at=_rounded(shown.foot),
        yaw=round(shown.yaw, 5),
        spot=_rounded((shown.foot[0], shown.top + _SPOT_UP_M, shown.foot[2])),
        view=view,
        reach=round(shown.reach, 4),
        probe=_cube(told, shown, middle) if lit else None,
    )


def _cube(told: Told, shown: Shown, middle: Vec3) -> Cube:
    """Return the light around an exhibit as eyes see it; by day with the sun, which the scene has not otherwise."""
    own_sun = told.gallery.lighting == "day"
    gain = told.baked.gains.get(shown.room, 1.0)
    return probe(told.stage, middle, told.baked.radiance, told.sky, sun=own_sun, gain=gain)


def _title(told: Told, shown: Shown) -> Text:
    stand = shown.stand
    if isinstance(stand, Panel):
        return stand.title
    name = told.stock.names.get(getattr(stand, "exhibit", None) or "")
    if name is not None:
        return Text(vi=name.title_vi, en=name.title_en or None)
    if isinstance(stand, Frame) and stand.alt is not None:
        return stand.alt
    return Text(vi="Tranh", en="Picture")


def _words(shown: Shown) -> Text | None:
    if isinstance(shown.stand, Panel):
        return shown.stand.text
    return shown.stand.alt if isinstance(shown.stand, Frame) else None


def _views(told: Told) -> tuple[ViewRef, ...]:
    found: list[ViewRef] = []
    for view in told.gallery.viewpoints:
        placed = told.plan.room(view.room)
        if placed is None:
            continue
        x, z = placed.world(view.at_m)
        at = (round(x, 4), told.ground(placed, (x, z)), round(z, 4))
        found.append(
            ViewRef(id=view.id, title=view.title, room=view.room, at=at, yaw=round(math.radians(view.look_deg), 5))
        )
    return tuple(found)


def _around(told: Told, stands: Sequence[StandRef]) -> tuple[Vec3, Vec3]:
    """Return the mean lux from above and below where exhibits stand; without any, a part of what surfaces get."""
    cubes = [s.probe for s in stands if s.probe is not None]
    if not cubes:
        mean = told.baked.lit.mean(axis=0) * 0.5 if len(told.baked.lit) else np.zeros(3)
        return _vec3(mean), _vec3(mean * 0.5)
    table = np.array(cubes)
    return _vec3(table[:, 2].mean(axis=0)), _vec3(table[:, 3].mean(axis=0))


def _vec3(row: NDArray[np.floating[Any]]) -> Vec3:
    return (float(row[0]), float(row[1]), float(row[2]))


def _light(told: Told, stands: Sequence[StandRef], exposure: float, scale: float) -> Light:
    sky = told.sky
    open_air = told.gallery.lighting == "open-air"
    above, below = _around(told, stands)
    if sky is not None and open_air:
        above, below = sky.level_lux, sky.ground_lux
    return Light(
        exposure=float(f"{exposure:.6g}"),
        map_scale=scale,
        sky=_shown(above),
        ground=_shown(below),
        sun=_rounded(sky.towards) if sky is not None and open_air else None,
        sun_lux=_shown(sky.sun_lux) if sky is not None and open_air else None,
        spots=tuple(_spot(lamp) for lamp in told.lamps if lamp.cut is not None and lamp.stand is not None),
    )


def _spot(lamp: LampLight) -> Spot:
    assert lamp.cut is not None  # noqa: S101 - asked before
    return Spot(
        at=_rounded(lamp.at),
        aim=_rounded(lamp.aim),
        candela=_shown(lamp.candela),
        cut=round(lamp.cut, 5),
        full=round(lamp.full, 5),
        stand=lamp.stand,
    )


def _rounded(v: Vec3) -> Vec3:
    return (round(v[0], 4), round(v[1], 4), round(v[2], 4))


def _shown(v: Vec3) -> Vec3:
    return (float(f"{v[0]:.5g}"), float(f"{v[1]:.5g}"), float(f"{v[2]:.5g}"))
