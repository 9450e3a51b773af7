"""Nodes, instances, poses and packed geometry of glTF; and what stands in a file beside its surfaces."""

import numpy as np
import pytest

from gltf_builder import CORNERS, SQUARE, SQUARE_UV, Gltf
from vmuseum.errors import RecipeError
from vmuseum.mesh import meshopt
from vmuseum.mesh.glb import load_gltf

NORMALS = np.tile(np.float32([0, 0, 1]), (4, 1))
TANGENTS = np.tile(np.float32([1, 0, 0, 1]), (4, 1))
QUARTER = [0, 0, np.sqrt(0.5), np.sqrt(0.5)]  # about z, counter-clockwise


def loaded(file):
    found = load_gltf(file.glb(), {})
    return found.mesh, {w.code: dict(w.args) for w in found.warnings}


def code_of(file):
    with pytest.raises(RecipeError) as caught:
        load_gltf(file.glb(), {})
    return caught.value.code


def test_tangents_turn_with_their_node_and_a_mirror_flips_their_side():
    file = Gltf()
    file.square(NORMAL=NORMALS, TANGENT=TANGENTS, TEXCOORD_0=SQUARE_UV)
    file.document["nodes"][0] |= {"rotation": QUARTER, "scale": [2, 2, -2]}
    part = loaded(file)[0].parts[0]
    assert part.tangents == pytest.approx(np.tile([0, 1, 0, -1], (4, 1)), abs=1e-6)
    assert part.normals == pytest.approx(np.tile([0, 0, -1], (4, 1)), abs=1e-6)
    # the bitangent is a direction on the surface: it moves as the surface does
    bitangent = np.cross(part.normals, part.tangents[:, :3]) * part.tangents[:, 3:]
    assert bitangent == pytest.approx(np.tile([-1, 0, 0], (4, 1)), abs=1e-6)


@pytest.mark.parametrize("normals", [None, NORMALS])
def test_tangents_that_mean_nothing_are_left_out(normals):
    file = Gltf()
    broken = TANGENTS.copy()
    broken[2, 0] = np.nan
    attributes = {"TANGENT": TANGENTS} if normals is None else {"TANGENT": broken, "NORMAL": normals}
    file.square(**attributes)
    mesh, told = loaded(file)
    assert mesh.parts[0].tangents is None
    assert told == {"mesh-tangents-left-out": {"count": 1}}


def test_a_mesh_under_several_nodes_keeps_its_names_and_places():
    file = Gltf()
    file.square()
    file.document["meshes"][0]["name"] = "gạch"
    file.document["nodes"] = [
        {"children": [1, 2], "translation": [10, 0, 0]},
        {"mesh": 0, "name": "trái"}, {"mesh": 0, "translation": [0, 5, 0]},
    ]  # fmt: skip
    parts = loaded(file)[0].parts
    assert [(p.name, p.positions[0].tolist()) for p in parts] == [("trái", [10, 0, 0]), ("gạch", [10, 5, 0])]


def instanced(file, **attributes):
    rows = {key: file.accessor(np.asarray(values, "<f4")) for key, values in attributes.items()}
    file.document["nodes"][0]["extensions"] = {"EXT_mesh_gpu_instancing": {"attributes": rows}}
    file.uses("EXT_mesh_gpu_instancing", required=True)
    return file


def test_instances_are_expanded():
    file = Gltf()
    file.square()
    file.document["nodes"][0]["translation"] = [0, 0, 7]
    instanced(file, TRANSLATION=[[1, 0, 0], [2, 0, 0]], ROTATION=[[0, 0, 0, 1], QUARTER], SCALE=[[1, 1, 1], [3, 1, 1]])
    mesh, told = loaded(file)
    assert [p.positions[1].tolist() for p in mesh.parts] == [
        [2, 0, 7], [pytest.approx(2, abs=1e-6), pytest.approx(3), 7],
    ]  # fmt: skip
    assert told == {}


def test_instances_of_uneven_number_or_beyond_all_measure_are_refused():
    uneven, many = Gltf(), Gltf()
    for file in (uneven, many):
        file.square()
    assert code_of(instanced(uneven, TRANSLATION=np.zeros((2, 3)), SCALE=np.ones((3, 3)))) == "gltf-broken"
    assert code_of(instanced(many, TRANSLATION=np.zeros((100_001, 3)))) == "mesh-too-large"


def test_a_skin_stands_in_its_rest_pose():
    file = Gltf()
    bones = np.zeros((4, 4), "u1")
    bones[2:, 0] = 1
    weights = np.tile(np.float32([1, 0, 0, 0]), (4, 1))
    file.square(NORMAL=NORMALS, JOINTS_0=bones, WEIGHTS_0=weights)
    inverse = np.stack([np.eye(4), np.eye(4)]).astype("<f4")
    inverse[1, :3, 3] = [0, -1, 0]
    file.document["skins"] = [
        {"joints": [1, 2], "inverseBindMatrices": file.accessor(inverse.transpose(0, 2, 1).reshape(2, 16))}
    ]
    file.document["nodes"] = [
        {"mesh": 0, "skin": 0, "translation": [100, 0, 0]},  # does not count for a skin
        {"children": [2], "translation": [5, 0, 0]}, {"translation": [0, 1, 0], "rotation": QUARTER},
    ]  # fmt: skip
    file.document["scenes"] = [{"nodes": [0, 1]}]
    mesh, told = loaded(file)
    places = mesh.parts[0].positions
    assert places[:2] == pytest.approx(np.array([[5, 0, 0], [6, 0, 0]]))
    assert places[2:] == pytest.approx(np.array([[5, 2, 0], [5, 1, 0]]), abs=1e-6)  # turned about (0, 1)
    assert told == {"mesh-skin-rest": {"count": 1}}


def test_bones_out_of_range_are_refused():
    file = Gltf()
    file.square(JOINTS_0=np.full((4, 4), 9, "u1"), WEIGHTS_0=np.tile(np.float32([1, 0, 0, 0]), (4, 1)))
    file.document["skins"] = [{"joints": [0]}]
    file.document["nodes"] = [{"mesh": 0, "skin": 0}]
    assert code_of(file) == "gltf-broken"


@pytest.mark.parametrize(("weights", "height"), [([0.5], 1.0), ([0], 0.0), (None, 0.0)])
def test_morph_targets_keep_their_default_weights(weights, height):
    file = Gltf()
    primitive = file.square()
    primitive["targets"] = [{"POSITION": file.accessor(np.tile(np.float32([0, 0, 2]), (4, 1)))}]
    if weights:
        file.document["meshes"][0]["weights"] = weights
    mesh, told = loaded(file)
    assert mesh.parts[0].positions[:, 2].tolist() == [height] * 4
    assert told == {"mesh-morph-rest": {"count": 1}}


def test_what_is_no_surface_is_told():
    file = Gltf()
    file.square()
    other = dict(file.square())
    file.document["meshes"][0]["primitives"].pop()
    file.document["meshes"].append({"primitives": [other]})
    file.document["nodes"] += [{"camera": 0}, {"extensions": {"KHR_lights_punctual": {"light": 0}}}]
    file.document["cameras"] = [{"type": "perspective", "perspective": {"yfov": 1, "znear": 0.1}}]
    file.document["animations"] = [{"channels": [], "samplers": []}] * 2
    file.uses("KHR_lights_punctual")
    mesh, told = loaded(file)
    assert len(mesh.parts) == 1
    assert told == {
        "mesh-animation-left-out": {"count": 2}, "mesh-cameras-left-out": {"count": 1},
        "mesh-lamps-left-out": {"count": 1}, "mesh-not-in-scene": {"count": 1},
    }  # fmt: skip


@pytest.mark.parametrize("spelling", ["EXT_meshopt_compression", "KHR_meshopt_compression"])
def test_both_spellings_of_meshopt_are_read(spelling):
    file = Gltf()
    rows = np.zeros((4, 4), "<i2")
    rows[:, :3] = np.rint(SQUARE * 32767)
    files = [(meshopt.encode_vertices(rows), "ATTRIBUTES", 4, 8)]
    files.append((meshopt.encode_indices(CORNERS.reshape(-1, 3).astype(np.uint32), 4), "TRIANGLES", 6, 2))
    for data, mode, count, stride in files:
        view = file.view(data)
        row = file.document["bufferViews"][view]
        packed = dict(row) | {"byteStride": stride, "count": count, "mode": mode}
        row |= {"buffer": 1, "byteOffset": 0, "byteLength": count * stride, "extensions": {spelling: packed}}
        row |= {"byteStride": stride} if mode == "ATTRIBUTES" else {}
    file.document["buffers"].append({"byteLength": 100, "extensions": {spelling: {"fallback": True}}})
    file.document["accessors"] = [
        {"bufferView": 0, "componentType": 5122, "normalized": True, "count": 4, "type": "VEC3"},
        {"bufferView": 1, "componentType": 5123, "count": 6, "type": "SCALAR"},
    ]
    file.document["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}]
    file.uses(spelling, "KHR_mesh_quantization", required=True)
    mesh, told = loaded(file)
    corners = mesh.parts[0].positions[mesh.parts[0].indices]
    assert sorted(map(tuple, corners.reshape(-1, 3).tolist())) == sorted(map(tuple, SQUARE[CORNERS].tolist()))
    assert told == {}


def test_a_sparse_accessor_may_stand_on_nothing():
    file = Gltf()
    primitive = file.square()
    where, values = file.accessor(np.array([1, 2], "<u2")), file.accessor(np.float32([[4, 0, 0], [0, 4, 0]]))
    views = [file.document["accessors"][n]["bufferView"] for n in (where, values)]
    del file.document["bufferViews"][views[1]]["byteStride"]
    file.document["accessors"].append(
        {
            "componentType": 5126, "count": 4, "type": "VEC3",
            "sparse": {
                "count": 2, "values": {"bufferView": views[1]},
                "indices": {"bufferView": views[0], "componentType": 5123},
            },
        }
    )  # fmt: skip
    primitive["attributes"]["POSITION"] = len(file.document["accessors"]) - 1
    assert loaded(file)[0].parts[0].positions.tolist() == [[0, 0, 0], [4, 0, 0], [0, 4, 0], [0, 0, 0]]


def test_bytes_and_shorts_of_every_attribute_are_unpacked():
    file = Gltf()
    file.square(
        positions=np.int16(SQUARE * 100),
        NORMAL=file.accessor(np.int8(NORMALS * 127), normalised=True),
        TANGENT=file.accessor(np.int8(TANGENTS * 127), normalised=True),
        TEXCOORD_0=file.accessor(np.uint16(SQUARE_UV * 65535), normalised=True),
        COLOR_0=file.accessor(np.tile(np.uint8([255, 51, 0, 102]), (4, 1)), normalised=True),
    )
    part = loaded(file)[0].parts[0]
    assert part.positions.max() == 100
    assert (part.normals == NORMALS).all()
    assert (part.tangents == TANGENTS).all()
    assert (part.uvs == SQUARE_UV).all()
    assert part.colours[0] == pytest.approx([1, 0.2, 0, 0.4])


def test_points_placed_beyond_all_measure_are_refused_in_time():
    file = Gltf()
    primitive = file.square() | {"mode": 0}
    file.document["meshes"] = [{"primitives": [primitive] * 1000}]
    file.document["nodes"] = [{"mesh": 0}] * 50_000
    file.document["scenes"] = [{"nodes": list(range(50_000))}]
    assert code_of(file) == "mesh-too-large"


def test_an_accessor_of_nothing_takes_no_memory():
    file = Gltf()
    file.square()
    del file.document["accessors"][0]["bufferView"]
    file.document["accessors"][0]["count"] = 50_000_000
    assert code_of(file) == "gltf-accessor-range"
