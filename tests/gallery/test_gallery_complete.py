import json
import struct

import numpy as np
import pytest
from gallery_rooms import build_params, case, exhibit, frame, gallery, picture, room

from vmuseum.gallery import build, complete
from vmuseum.mesh.glb import read_glb
from vmuseum.plan.recipes import GalleryComplete

INPUTS = {"exhibit/binh.vmesh": exhibit(), "picture/media/tranh.png": picture()}


@pytest.fixture(scope="module")
def made():
    built = build.run(INPUTS, build_params(gallery(room(stands=[case(3.0, 1.6), frame("west")])), samples=16))
    return built, complete.run(built.files, GalleryComplete(copyright="CC0-1.0, tự vẽ"))


def document(data):
    (length,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + length])


def test_it_is_plain_gltf_that_any_program_opens(made):
    found = document(made[1].files["complete.glb"])
    assert found["extensionsUsed"] == ["KHR_materials_unlit"]
    assert "extensionsRequired" not in found
    assert {image["mimeType"] for image in found["images"]} <= {"image/jpeg", "image/png"}
    assert found["asset"]["copyright"] == "CC0-1.0, tự vẽ"


def test_exhibits_are_in_place(made):
    names = {p.name for p in read_glb(made[1].files["complete.glb"]).parts}
    assert "exhibit:binh:0" in names
    assert {"wall:mot:north", "floor:mot", "glass:binh"} <= names


def test_surfaces_are_split_where_their_light_is_uneven(made):
    before = {p.name: len(p.indices) for p in read_glb(made[0].files["gallery.glb"]).parts}
    after = {p.name: len(p.indices) for p in read_glb(made[1].files["complete.glb"]).parts}
    assert after["wall:mot:north"] > 50 * before["wall:mot:north"]
    assert made[1].facts["triangles"] < 250_000


def test_light_is_in_the_colours(made):
    mesh = read_glb(made[1].files["complete.glb"])
    (wall,) = [p for p in mesh.parts if p.name == "wall:mot:north"]
    shown = wall.colours[:, :3].mean(axis=1)
    height = wall.positions[:, 1]
    assert shown[(height > 1.0) & (height < 2.0)].mean() > 2 * shown[height > 3.4].mean()  # washes fade upwards
    (thing,) = [p for p in mesh.parts if p.name == "exhibit:binh:0"]
    assert thing.colours[:, :3].max() > 0.3
    assert np.ptp(thing.colours[:, 0]) > 0.1  # its sides are not lit alike


def test_it_gives_the_same_bytes_again(made):
    again = complete.run(made[0].files, GalleryComplete(copyright="CC0-1.0, tự vẽ"))
    assert again.files == made[1].files
