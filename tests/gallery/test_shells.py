import numpy as np
import pytest
from gallery_rooms import block, build_params, exhibit, gallery, ground, sampled

from vmuseum.errors import RecipeError
from vmuseum.gallery.build import run
from vmuseum.gallery.lightmap import decoded
from vmuseum.mesh.arrays import decode
from vmuseum.schema.gallery_scene import GalleryScene

SHELL = exhibit(
    ground("walk-san", (-8.0, -6.0), (8.0, 6.0), y=0.5),
    ground("xa", (-60.0, -60.0), (60.0, 60.0), y=-0.2),
    block((-1.0, 0.5, -1.0), (1.0, 4.5, 1.0), "tru-1"),
    block((4.0, 0.5, 3.0), (4.5, 1.5, 3.5), "tru-2"),
)


def court(**more):
    stand = {"kind": "floor", "exhibit": "binh", "show": False, "at_m": [0.0, 2.0], "height_m": 2.0}
    place = {"id": "san", "shell": "models/san.glb", "ceiling": "none", "stands": [stand], **more}
    sun = {"azimuth_deg": 90.0, "height_deg": 35.0, "lux": 60000.0}
    return gallery(place, lighting="open-air", sun=sun, view={"id": "cua", "room": "san", "at_m": [0.0, 5.0]})


@pytest.fixture(scope="module")
def made():
    return run({"shell/san.vmesh": SHELL}, build_params(court(walk="walk-"), samples=16))


@pytest.fixture(scope="module")
def scene(made):
    return GalleryScene.model_validate_json(made.files["scene.json"])


def test_the_walk_is_the_border_of_the_walkable_meshes(scene):
    (outline,) = scene.walk.areas
    assert {(abs(x), abs(z)) for x, z in outline} == {(8.0, 6.0)}
    assert len(outline) == 4
    assert scene.walk.floor == pytest.approx(0.5)
    assert scene.rooms[0].low == (-8.0, -6.0)


def test_viewpoints_and_stands_get_the_height_of_the_ground(scene):
    assert scene.views[0].at == (0.0, 0.5, 5.0)
    assert scene.stands[0].at[1] == pytest.approx(0.5)
    assert scene.stands[0].spot[1] == pytest.approx(2.64)


def test_a_tower_in_the_east_sun_shades_the_ground_west_of_it(made, scene):
    light = decoded(made.files["light.webp"], scene.light.map_scale).astype(float)
    floors = [p for p in decode(made.files["scene.vmesh"]).parts if p.name == "floor:san"]
    found = [sampled(part, light) for part in floors]
    points, lux = (np.concatenate(rows) for rows in zip(*found, strict=True))
    shade = (np.abs(points[:, 2]) < 0.6) & (points[:, 0] < -1.6) & (points[:, 0] > -4.5)
    sunny = (np.abs(points[:, 2]) < 0.6) & (points[:, 0] > 2.0)
    assert shade.sum() > 20
    assert lux[sunny].mean(axis=0)[1] == pytest.approx(60000 * np.sin(np.radians(35)), rel=0.35)
    assert np.median(lux[shade][:, 1]) < 0.45 * lux[sunny][:, 1].mean()
    assert lux[shade][:, 2].mean() / lux[shade][:, 0].mean() > 1.3  # bluish


def test_parts_of_one_material_are_joined(made):
    names = [p.name for p in decode(made.files["scene.vmesh"]).parts]
    assert set(names) == {"floor:san", "shell:san:da", "shell:san:lat"}


def test_ground_far_from_the_walk_gets_fewer_texels(made):
    mesh = decode(made.files["scene.vmesh"])

    def density(part):
        c = part.uvs2[part.indices]
        a, b = c[:, 1] - c[:, 0], c[:, 2] - c[:, 0]
        return np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])

    near = sum(density(p).sum() for p in mesh.parts if p.name == "floor:san") / 192.0
    far = sum(density(p).sum() for p in mesh.parts if p.name == "shell:san:lat") / 14400.0
    assert far < 0.6 * near


def test_a_drawn_outline_wins_over_the_meshes():
    outline = [[-3.0, -3.0], [3.0, -3.0], [3.0, 5.5], [-3.0, 5.5]]
    out = run({"shell/san.vmesh": SHELL}, build_params(court(walk="walk-", walk_m=outline), samples=4))
    scene = GalleryScene.model_validate_json(out.files["scene.json"])
    assert scene.walk.areas == (tuple(tuple(p) for p in outline),)


def test_a_prefix_that_names_nothing_is_refused():
    with pytest.raises(RecipeError) as caught:
        run({"shell/san.vmesh": SHELL}, build_params(court(walk="san-"), samples=4))
    assert caught.value.code == "shell-without-walk"


def test_a_missing_shell_is_refused():
    with pytest.raises(RecipeError) as caught:
        run({}, build_params(court(walk="walk-"), samples=4))
    assert caught.value.code == "gallery-input-missing"
