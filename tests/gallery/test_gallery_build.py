import json

import numpy as np
import pytest
from gallery_rooms import build_params, case, exhibit, frame, gallery, panel, picture, plinth, room, sampled

from vmuseum.errors import RecipeError
from vmuseum.gallery.build import run
from vmuseum.gallery.complete import look_up
from vmuseum.gallery.lightmap import decoded
from vmuseum.mesh.arrays import decode
from vmuseum.mesh.glb import read_glb
from vmuseum.schema.gallery_scene import GalleryScene

INPUTS = {"exhibit/binh.vmesh": exhibit(), "picture/media/tranh.png": picture()}
WAY = {"wall": "east", "to": "sanh", "at_m": 2.0}
HALL = room("sanh", (3.0, 3.0), beside={"room": "mot", "wall": "east"}, walls="plaster-white")
STANDS = [case(2.0, 1.4), plinth(4.0, 1.4), panel("north"), frame("west"), {"kind": "bench", "at_m": [3.0, 3.4]}]


@pytest.fixture(scope="module")
def made():
    return run(INPUTS, build_params(gallery(room(openings=[WAY], stands=STANDS), HALL)))


@pytest.fixture(scope="module")
def scene(made):
    return GalleryScene.model_validate_json(made.files["scene.json"])


def light_of(made):
    scale = json.loads(made.files["scene.json"])["light"]["map_scale"]
    return decoded(made.files["light.webp"], scale).astype(float)


def parts(made, prefix):
    return [p for p in decode(made.files["scene.vmesh"]).parts if p.name.startswith(prefix)]


def test_names_of_walls_floors_stands_and_glass_are_kept(made):
    names = {p.name for p in read_glb(made.files["gallery.glb"]).parts}
    walls = {f"wall:{r}:{w}" for r in ("mot", "sanh") for w in ("north", "east", "south", "west")}
    assert walls | {"floor:mot", "ceiling:sanh", "plinth:binh", "plinth:binh-2", "glass:binh"} <= names
    assert {"panel:mot-panel-1", "frame:mot-frame-1", "label:binh", "trim:mot", "bench:mot-bench-1"} <= names
    assert not any(name.startswith("exhibit:") for name in names)


def test_few_parts_make_few_draw_calls(made):
    assert len(decode(made.files["scene.vmesh"]).parts) <= 40


def test_everything_but_glass_and_exhibits_lies_in_the_light_map(made):
    mesh = decode(made.files["scene.vmesh"])
    for part in mesh.parts:
        unlit = part.name.startswith(("glass:", "exhibit:"))
        assert (part.uvs2 is None) == unlit
        if part.uvs2 is not None:
            assert part.uvs2.min() > 0
            assert part.uvs2.max() < 1


def test_exhibits_stand_in_their_places(made, scene):
    for stand in scene.stands:
        if stand.exhibit != "binh" or stand.kind not in {"case", "plinth"}:
            continue
        (part,) = parts(made, f"exhibit:{stand.id}:")
        low, high = part.positions.min(axis=0), part.positions.max(axis=0)
        assert (low + high)[[0, 2]] / 2 == pytest.approx([stand.at[0], stand.at[2]], abs=1e-4)
        assert low[1] == pytest.approx(stand.at[1], abs=1e-4)
        assert stand.spot[1] > high[1]


def test_walls_are_pierced_where_the_opening_is(made):
    (wall,) = parts(made, "wall:mot:east")
    flat = wall.positions[wall.indices]
    at_face = flat[np.abs(flat[..., 0] - 6.0).max(axis=1) < 1e-4]
    middle = at_face.mean(axis=1)
    in_way = (np.abs(middle[:, 2] - 2.0) < 0.9) & (middle[:, 1] < 2.4)
    assert len(at_face) > 0
    assert not in_way.any()


def test_spots_light_their_stands_and_washes_their_walls(made, scene):
    assert {s.stand for s in scene.light.spots} == {"binh", "binh-2"}
    light = light_of(made)
    (top,) = parts(made, "plinth:binh-2")
    upper = top.positions[:, 1] > top.positions[:, 1].max() - 1e-3
    assert look_up(light, top.uvs2[upper]).mean() > 40.0
    (north,) = parts(made, "wall:mot:north")
    face = np.abs(north.positions[:, 2]) < 1e-4
    corners = north.positions[face], look_up(light, north.uvs2[face])
    assert (corners[1] > 0.2).all()  # bounced light reaches every corner: nothing is black


def test_probes_hold_bounced_light_without_the_spots(scene):
    cubes = [np.array(s.probe) for s in scene.stands if s.probe is not None]
    assert len(cubes) == 2
    for cube in cubes:
        assert cube.min() > 1.0
        assert cube.max() < 90.0  # key and fill alone give 190 lux
        assert cube[:, 0].mean() > cube[:, 2].mean()  # warm


def test_the_walk_covers_rooms_and_passage_and_spares_stands(scene):
    assert len(scene.walk.areas) == 3
    assert len(scene.walk.obstacles) == 3
    assert scene.doors[0].rooms == ("mot", "sanh")
    assert scene.doors[0].passable
    assert scene.views[0].at == (1.0, 0.0, 3.3)


def test_views_stand_free_and_face_the_exhibit(scene):
    for stand in scene.stands:
        x, _, z = stand.view
        assert 0.2 < x < 5.8
        assert 0.2 < z < 3.8
        assert np.hypot(x - stand.at[0], z - stand.at[2]) > 0.5
    hung = next(s for s in scene.stands if s.kind == "panel")
    assert hung.view[2] > hung.at[2] + 0.5  # hangs on the north wall, is seen from the south
    assert hung.yaw == pytest.approx(np.pi, abs=1e-4)


def test_the_same_gallery_gives_the_same_bytes(made):
    again = run(INPUTS, build_params(gallery(room(openings=[WAY], stands=STANDS), HALL)))
    assert again.files == made.files
    assert again.facts == made.facts


def test_facts_tell_what_came_out(made):
    assert made.facts["bytes"] == len(made.files["gallery.glb"])
    assert made.facts["light_bytes"] == len(made.files["light.webp"])
    assert made.facts["bake_rays"] > 10_000


def test_a_gallery_with_a_layout_error_is_refused():
    with pytest.raises(RecipeError) as caught:
        run(INPUTS, build_params(gallery(room(stands=[plinth(0.1, 1.0)]))))
    assert caught.value.code == "stand-outside-room"


def test_a_missing_or_broken_picture_is_refused():
    scene = gallery(room(stands=[frame("north")]))
    for inputs, code in (
        ({}, "gallery-input-missing"),
        ({"picture/media/tranh.png": b"<html>"}, "gallery-picture-broken"),
    ):
        with pytest.raises(RecipeError) as caught:
            run(inputs, build_params(scene))
        assert caught.value.code == code


def test_an_exhibit_without_a_model_still_gets_its_stand():
    out = run({}, build_params(gallery(room(stands=[case(3.0, 2.0)]))))
    scene = GalleryScene.model_validate_json(out.files["scene.json"])
    assert scene.stands[0].probe is None
    assert any(p.name == "plinth:binh" for p in decode(out.files["scene.vmesh"]).parts)


def test_sun_through_a_barred_window_lights_the_floor_behind_it():
    window = {"wall": "east", "at_m": 2.0, "width_m": 1.2, "height_m": 1.2, "sill_m": 1.0, "bars": "closed"}
    sun = {"azimuth_deg": 90.0, "height_deg": 40.0, "lux": 13000.0}
    yard = room("san", (4.0, 4.0), beside={"room": "mot", "wall": "west"}, ceiling="none", floor="paving")
    door = {"wall": "west", "to": "san", "at_m": 2.0, "bars": "open"}
    scene = gallery(room(openings=[window, door], walls="limewash-dado"), yard, lighting="day", sun=sun)
    out = run({}, build_params(scene, samples=16))
    (floor,) = [p for p in decode(out.files["scene.vmesh"]).parts if p.name == "floor:mot"]
    points, lux = sampled(floor, light_of(out))
    column = (points[:, 0] > 4.0) & (points[:, 0] < 4.8)  # where the sun falls through the window
    patch = lux[column & (np.abs(points[:, 2] - 2.0) < 0.4)][:, 1]
    shade = lux[column & (points[:, 2] < 1.0) & (points[:, 2] > 0.3)][:, 1]
    assert patch.mean() > 3 * shade.mean()  # a bright patch
    assert shade.min() > 20.0  # and no black shade
    doc = GalleryScene.model_validate_json(out.files["scene.json"])
    assert doc.sky == "day"
    assert doc.light.sun is None  # walls keep it from exhibits; probes hold what reaches them


def test_a_room_that_hangs_a_focus_wall_uses_another_surface():
    out = run({}, build_params(gallery(room(focus_wall="east"))))
    mesh = decode(out.files["scene.vmesh"])
    looks = {p.name: p.material.name for p in mesh.parts}
    assert looks["wall:mot:east"] == "plaster-deep"
    assert looks["wall:mot:north"] == "plaster-warm"
