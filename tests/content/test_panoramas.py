"""Angles written in the panorama tours are those of the geometry they were drawn from."""

import math

import pytest

from content.root import museum
from vmuseum.gallery.footprints import measure
from vmuseum.gallery.hanging import hang
from vmuseum.gallery.placing import place
from vmuseum.geometry import Vec2
from vmuseum.schema.gallery import Frame, Gallery, OnFloor, Panel
from vmuseum.schema.panorama import PanoramaSet

TOURS = sorted(museum().panoramas)


def _targets(gallery: Gallery) -> dict[str, list[Vec2]]:
    """Where each exhibit stands or hangs, world metres."""
    plan = place(gallery)
    found: dict[str, list[Vec2]] = {}
    for room in plan.rooms:
        hung = {h.stand: h for h in hang(plan, room)[0]}
        for k, stand in enumerate(room.room.stands):
            exhibit = getattr(stand, "exhibit", None)
            if exhibit is None or isinstance(stand, Panel):
                continue
            at = room.wall(stand.wall).point(hung[k].at) if isinstance(stand, Frame) else room.world(stand.at_m)
            found.setdefault(exhibit, []).append(at)
    return found


def _bearing(a: Vec2, b: Vec2) -> float:
    return math.degrees(math.atan2(b[0] - a[0], a[1] - b[1]))


def _off(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


@pytest.mark.parametrize("name", TOURS)
def test_hotspots_point_at_their_exhibits(name: str) -> None:
    checked = 0
    for view in museum().panoramas[name].viewpoints:
        assert view.render is not None
        gallery = museum().galleries[view.render.gallery]
        room = place(gallery).room(view.render.room)
        assert room is not None
        here, targets = room.world(view.render.at_m), _targets(gallery)
        for spot in view.hotspots:
            assert spot.exhibit is not None
            assert min(_off(spot.yaw_deg, _bearing(here, at)) for at in targets[spot.exhibit]) < 1.0, (
                view.id,
                spot.exhibit,
            )
            checked += 1
    assert checked >= 5


@pytest.mark.parametrize("name", TOURS)
def test_links_point_along_the_plan_and_lead_back(name: str) -> None:
    scene: PanoramaSet = museum().panoramas[name]
    views = {v.id: v for v in scene.viewpoints}
    for view in scene.viewpoints:
        assert view.links, view.id
        for link in view.links:
            other = views[link.to]
            assert view.id in {back.to for back in other.links}
            assert view.plan_m is not None
            assert other.plan_m is not None
            assert link.yaw_deg is not None
            assert _off(link.yaw_deg, _bearing(view.plan_m, other.plan_m)) < 1.0, (view.id, link.to)


@pytest.mark.parametrize("name", sorted(museum().galleries))
def test_from_the_entrance_of_every_gallery_something_is_in_sight(name: str) -> None:
    gallery = museum().galleries[name]
    first = gallery.viewpoints[0]
    room = place(gallery).room(first.room)
    assert room is not None
    here = room.world(first.at_m)
    ahead = [
        at for places in _targets(gallery).values() for at in places if _off(_bearing(here, at), first.look_deg) < 35
    ]
    assert ahead


def test_one_treasure_is_seen_through_the_door_from_the_entrance_of_the_museum() -> None:
    gallery = museum().galleries["bao-tang"]
    plan, first = place(gallery), gallery.viewpoints[0]
    hall = plan.room(first.room)
    assert hall is not None
    here, there = hall.world(first.at_m), _targets(gallery)["linga-yoni-nhon-thanh"][0]
    door = next(p for p in plan.passages if p.id in {"oc-eo--sanh", "sanh--oc-eo"})
    t = ((door.low[1] + door.high[1]) / 2 - here[1]) / (there[1] - here[1])
    x = here[0] + t * (there[0] - here[0])
    assert door.low[0] + 0.2 < x < door.high[0] - 0.2
    table = next(s for r in gallery.rooms for s in r.stands if s.kind == "table")
    across = measure(table, (0.53, 0.09, 0.25)).width if not isinstance(table, OnFloor) else 0.0
    assert table.at_m[0] + across / 2 < there[0] - 0.4
