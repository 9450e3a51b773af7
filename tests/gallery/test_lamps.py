import math

import pytest
from gallery_rooms import build_params, exhibit, gallery, plinth, room

from vmuseum.gallery.build import run
from vmuseum.gallery.lamps import Target, preset_lamps, tracks
from vmuseum.gallery.placing import place
from vmuseum.schema.gallery_scene import GalleryScene


def placed(**more):
    plan = place(gallery(room(size=(9.0, 6.0), **more)))
    return plan, plan.rooms[0]


def test_tracks_follow_the_walls_and_the_middle_as_in_the_reference():
    lines = sorted(line[0][1] for line in tracks(placed()[1])[:-2])
    assert lines == pytest.approx([1.1, 3.0, 4.9])


def test_key_and_fill_give_the_lux_of_the_reference():
    plan, here = placed()
    vase = Target("binh", (2.0, 1.2, 1.5), (0.0, 1.0), 0.17)
    key, fill = [lamp for lamp in preset_lamps(plan, here, [vase], []) if lamp.stand == "binh"]
    for lamp, lux in ((key, 135.0), (fill, 57.0)):
        assert lamp.candela[1] / math.dist(lamp.at, vase.at) ** 2 == pytest.approx(lux, rel=0.03)
        assert lamp.at[2] == pytest.approx(3.0)  # from the middle track, before the object
    assert key.at[0] < vase.at[0] < fill.at[0]


def test_every_hung_thing_gets_a_wash_and_bare_walls_too():
    plan, here = placed()
    washes = [lamp for lamp in preset_lamps(plan, here, [], [("north", 4.5, True)]) if lamp.stand is None]
    north = sorted(lamp.aim[0] for lamp in washes if abs(lamp.aim[2]) < 1e-9)
    assert 4.5 in north
    assert len(north) >= 3
    assert {lamp.aim[0] for lamp in washes} >= {0.0, 9.0}


def test_no_wash_shines_into_a_doorway():
    plan, here = placed(openings=[{"wall": "north", "at_m": 4.5, "width_m": 3.0}])
    washes = preset_lamps(plan, here, [], [])
    assert not any(abs(lamp.aim[2]) < 1e-9 and 3.0 < lamp.aim[0] < 6.0 for lamp in washes)


def test_a_lamp_by_hand_that_is_aimed_at_an_exhibit_lights_it_in_real_time():
    lamps = [{"at_m": [3.0, 3.0, 3.4], "aim_m": [3.0, 1.2, 2.0]}, {"at_m": [1.0, 3.0, 1.0], "aim_m": [0.0, 1.0, 0.5]}]
    scene = gallery(room(stands=[plinth(3.0, 2.0)], lamps=lamps), lighting="day")
    out = run({"exhibit/binh.vmesh": exhibit()}, build_params(scene))
    found = GalleryScene.model_validate_json(out.files["scene.json"]).light.spots
    assert [(spot.stand, spot.at) for spot in found] == [("binh", (3.0, 3.0, 3.4))]
