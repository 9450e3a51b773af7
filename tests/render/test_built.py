import numpy as np
import pytest

from render.rooms import gallery_inputs, spot_on_exhibit
from vmuseum.render.built import read_gallery, room_at, with_surroundings
from vmuseum.render.panda import draws_plainly, open_renderer

EYE = (3.0, 1.6, 2.0)


def test_an_exhibit_has_the_light_of_its_own_stand():
    built = read_gallery(
        gallery_inputs(spots=(spot_on_exhibit(), spot_on_exhibit(stand="elsewhere"), spot_on_exhibit(stand=None)))
    )
    rooms, exhibit = built.placed
    assert [p.name for p in exhibit.mesh.parts] == ["exhibit:stand-1"]
    assert len(exhibit.lights or ()) == 1
    assert exhibit.ambient is not None
    assert exhibit.ambient.up == (4.0, 4.0, 4.0)
    assert len(rooms.mesh.parts) == 6
    assert rooms.lights == ()


def test_open_air_has_sun_and_sky_and_indoors_has_neither():
    outside, inside = read_gallery(gallery_inputs(sky="morning")), read_gallery(gallery_inputs())
    assert outside.look.sky is not None
    assert len(outside.placed[1].lights or ()) == 1
    assert inside.look.sky is None
    assert inside.look.background == (0.0, 0.0, 0.0)


def test_windows_by_day_are_white():
    look = read_gallery(gallery_inputs(sky="day")).look
    assert min(look.background) * look.exposure > 10


def test_a_room_is_found_by_a_place_in_it():
    scene = read_gallery(gallery_inputs()).scene
    assert room_at(scene, EYE) == ((0.0, 0.0), (6.0, 4.0), 3.0)
    assert room_at(scene, (9.0, 1.6, 2.0)) is None


@pytest.mark.skipif(draws_plainly(), reason="no OpenGL: apt-get install -y libegl1 libgl1-mesa-dri")
def test_surroundings_hold_the_light_of_each_wall_in_nits():
    built = read_gallery(gallery_inputs(with_exhibit=False))
    with open_renderer(16, 16, samples=0) as renderer:
        around = with_surroundings(renderer, built, EYE).surroundings
    assert around is not None
    east, west, up, down, south, north = around.faces[:, 8, 8]
    lux = ((150 / 255 + 0.055) / 1.055) ** 2.4 * 200
    assert north[0] == pytest.approx(0.8 * lux / np.pi, rel=0.15)
    assert east[1] > 4 * east[0]
    assert south[2] > 4 * south[0]
    assert min(west[0], west[1]) > 3 * west[2]
    assert up.min() > 3 * down.max()


def test_the_open_air_needs_no_surroundings():
    built = read_gallery(gallery_inputs(sky="morning"))
    with open_renderer(16, 16, samples=0) as renderer:
        assert with_surroundings(renderer, built, EYE) is built.look
