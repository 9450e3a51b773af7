import json
import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh_builders import glb, picture, sphere, textured
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.glb import Precision, read_glb, write_glb
from vmuseum.mesh.order import ordered

TRIANGLE = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0) + struct.pack("<4H", 0, 1, 2, 0)


def document(**over):
    plain = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "buffers": [{"byteLength": 44}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 6}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR"},
        ],
    }
    return plain | over


def head(data):
    (size,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + size])


def code_of(data, companions=None):
    with pytest.raises(RecipeError) as caught:
        read_glb(data, companions)
    return caught.value.code


@pytest.mark.parametrize("compressed", [False, True])
def test_a_mesh_comes_back(compressed):
    ball = replace(sphere(24, colours=True), name="bình", uvs2=sphere(24).uvs)
    mesh = ordered(textured(ball))
    ball = mesh.parts[0]
    found = read_glb(write_glb(mesh, compressed=compressed, precision=Precision(16, 12, 16, 16)))
    part = found.parts[0]
    assert part.name == "bình"
    assert part.positions == pytest.approx(ball.positions, abs=2e-5)
    assert part.normals == pytest.approx(ball.normals, abs=2e-3)
    assert part.uvs == pytest.approx(ball.uvs, abs=2e-5)
    assert part.uvs2 == pytest.approx(ball.uvs2, abs=2e-5)
    assert part.colours == pytest.approx(ball.colours, abs=1e-4)
    assert found.images == mesh.images
    assert found.triangles == mesh.triangles


def test_compressed_is_several_times_smaller():
    mesh = Mesh((sphere(48),))
    assert len(write_glb(mesh, compressed=True)) * 3 < len(write_glb(mesh, compressed=False))


@pytest.mark.parametrize("compressed", [False, True])
def test_the_same_mesh_gives_the_same_bytes(compressed):
    first, second = (write_glb(textured(sphere(16)), compressed=compressed) for _ in range(2))
    assert first == second


def test_parts_of_one_name_become_primitives_of_one_node():
    parts = (sphere(4, name="tường"), sphere(5, name="tường"), sphere(6, name="cửa"))
    top = head(write_glb(Mesh(parts), compressed=True))
    assert [node["name"] for node in top["nodes"]] == ["tường", "cửa"]
    assert [len(mesh["primitives"]) for mesh in top["meshes"]] == [2, 1]


def test_touching_parts_stay_touching_when_quantised():
    left, right = sphere(24, name="a"), sphere(24, name="b")
    right = replace(right, positions=right.positions + np.float32([0.1, 0, 0]), normals=None, uvs=None)
    shared = np.float32([[0.9, 0.3337, 0.1], [0.8, -0.2, 0.77], [0.7, 0.1234, -0.5]])
    parts = [
        replace(
            part,
            positions=np.vstack([part.positions, shared]),
            indices=np.vstack([part.indices, np.arange(3) + len(part.positions)]).astype(np.uint32),
            normals=None,
            uvs=None,
        )
        for part in (left, right)
    ]
    found = read_glb(write_glb(Mesh(tuple(parts)), compressed=True, precision=Precision(position_bits=10)))
    one, other = ({tuple(row) for row in part.positions.tolist()} for part in found.parts)
    assert len(one & other) >= 3


def test_copyright_and_extras_are_in_the_asset():
    top = head(write_glb(Mesh((sphere(4),)), compressed=True, copyright="© Bảo tàng", extras={"status": "survey"}))
    assert top["asset"] == {
        "version": "2.0", "generator": "vmuseum", "copyright": "© Bảo tàng", "extras": {"status": "survey"},
    }  # fmt: skip


def test_bright_emission_comes_back():
    lamp = replace(sphere(4), material=Material("đèn", emissive=(40.0, 30.0, 20.0), double_sided=True, alpha="BLEND"))
    data = write_glb(Mesh((lamp,)), compressed=False)
    assert head(data)["extensionsUsed"] == ["KHR_materials_emissive_strength"]
    found = read_glb(data).parts[0].material
    assert found.emissive == pytest.approx((40.0, 30.0, 20.0))
    assert (found.name, found.double_sided, found.alpha) == ("đèn", True, "BLEND")


def test_repeating_coordinates_survive_quantising():
    tiled = replace(sphere(12), uvs=sphere(12).uvs * np.float32(7.0) - np.float32(2.0))
    found = read_glb(write_glb(textured(tiled), compressed=True)).parts[0].uvs
    assert found.min(axis=0) == pytest.approx(tiled.uvs.min(axis=0), abs=2e-4)
    assert found.max(axis=0) == pytest.approx(tiled.uvs.max(axis=0), abs=2e-4)


def test_light_map_coordinates_carry_no_transform():
    part = replace(sphere(6), uvs2=sphere(6).uvs)
    top = head(write_glb(textured(part), compressed=True))
    accessor = top["accessors"][top["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"]]
    assert (accessor["componentType"], accessor["normalized"]) == (5123, True)


def test_an_empty_or_broken_mesh_is_not_written():
    ball = sphere(4)
    nan = ball.positions.copy()
    nan[3] = np.nan
    for mesh, code in (
        (Mesh(()), "mesh-empty"),
        (Mesh((replace(ball, indices=ball.indices[:0]),)), "mesh-empty"),
        (Mesh((replace(ball, positions=nan),)), "mesh-not-finite"),
        (Mesh((replace(ball, indices=ball.indices + np.uint32(10_000)),)), "mesh-index-range"),
    ):
        with pytest.raises(RecipeError) as caught:
            write_glb(mesh, compressed=True)
        assert caught.value.code == code


def test_node_transforms_are_applied_and_mirrors_keep_their_outside():
    nodes = [{"children": [1], "translation": [10, 0, 0], "rotation": [0, 0.7071067811865476, 0, 0.7071067811865476]}]
    nodes.append({"mesh": 0, "scale": [-2, 2, 2]})
    part = read_glb(glb(document(nodes=nodes), TRIANGLE)).parts[0]
    assert part.positions == pytest.approx(np.array([[10, 0, 0], [10, 0, 2], [10, 2, 0]]), abs=1e-5)
    assert part.indices.tolist() == [[0, 2, 1]]


def test_a_matrix_is_column_major():
    nodes = [{"mesh": 0, "matrix": [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 5, 6, 7, 1]}]
    part = read_glb(glb(document(nodes=nodes), TRIANGLE)).parts[0]
    assert part.positions[2] == pytest.approx([5, 6, 6])


def test_sparse_accessors_are_patched():
    patch = struct.pack("<H2x3f", 2, 0.0, 9.0, 0.0)
    binary = TRIANGLE + patch
    top = document(buffers=[{"byteLength": len(binary)}])
    top["bufferViews"] += [
        {"buffer": 0, "byteOffset": 44, "byteLength": 2},
        {"buffer": 0, "byteOffset": 48, "byteLength": 12},
    ]
    top["accessors"][0]["sparse"] = {
        "count": 1, "indices": {"bufferView": 2, "componentType": 5123}, "values": {"bufferView": 3},
    }  # fmt: skip
    assert read_glb(glb(top, binary)).parts[0].positions[2].tolist() == [0.0, 9.0, 0.0]


def test_strips_and_fans_become_triangles():
    for mode, wanted in ((5, [[0, 1, 2], [2, 1, 3]]), (6, [[0, 1, 2], [0, 2, 3]])):
        binary = struct.pack("<12f", 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0)
        top = document(buffers=[{"byteLength": 48}], bufferViews=[{"buffer": 0, "byteLength": 48}])
        top["accessors"] = [{"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"}]
        top["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "mode": mode}]}]
        assert read_glb(glb(top, binary)).parts[0].indices.tolist() == wanted


def test_buffers_come_from_companions_only():
    top = document(buffers=[{"byteLength": 44, "uri": "d%E1%BB%AF%20li%E1%BB%87u/mesh.bin"}])
    data = json.dumps(top).encode()
    assert read_glb(data, {"dữ liệu/mesh.bin": TRIANGLE}).triangles == 1
    assert code_of(data) == "mesh-companion-missing"
    assert code_of(data, {"dữ liệu/mesh.bin": TRIANGLE[:20]}) == "gltf-buffer-short"


def test_points_alone_are_told_apart_from_nothing():
    assert code_of(glb(document(meshes=[{"primitives": [{"attributes": {"POSITION": 0}, "mode": 0}]}]), TRIANGLE)) == (
        "mesh-points-only"
    )
    assert code_of(glb(document(scenes=[{"nodes": []}]), TRIANGLE)) == "mesh-empty"


def test_a_mesh_placed_a_hundred_thousand_times_is_refused():
    count = 40_000
    indices = np.zeros(3 * 20_000, "<u2").tobytes()
    binary = TRIANGLE[:36] + indices
    top = document(nodes=[{"mesh": 0}] * count, scenes=[{"nodes": list(range(count))}])
    top["buffers"], top["bufferViews"][1] = (
        [{"byteLength": len(binary)}],
        {"buffer": 0, "byteOffset": 36, "byteLength": 120_000},
    )
    top["accessors"][1]["count"] = 60_000
    top["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}] * 1000}]
    assert code_of(glb(top, binary)) == "mesh-too-large"


def test_a_meshopt_bomb_is_refused_before_it_unpacks():
    packed = {"buffer": 0, "byteLength": 44, "byteStride": 252, "count": 10_000_000, "mode": "ATTRIBUTES"}
    top = document()
    top["bufferViews"][0] = {
        "buffer": 1, "byteLength": 2_520_000_000, "byteStride": 252,
        "extensions": {"EXT_meshopt_compression": packed},
    }  # fmt: skip
    top["accessors"][0]["count"] = 10_000_000
    assert code_of(glb(top, TRIANGLE)) == "gltf-broken"


def test_a_draco_header_that_lies_is_refused_before_it_unpacks():
    lie = b"DRACO\x02\x02\x01\x00\x00\x00" + b"\xff\xff\xff\xff\x0f" * 2 + bytes(20)
    top = document(buffers=[{"byteLength": len(lie)}], bufferViews=[{"buffer": 0, "byteLength": len(lie)}])
    primitive = top["meshes"][0]["primitives"][0]
    primitive["extensions"] = {"KHR_draco_mesh_compression": {"bufferView": 0, "attributes": {"POSITION": 0}}}
    top["accessors"] = [
        {"componentType": 5126, "count": 3, "type": "VEC3"}, {"componentType": 5125, "count": 3, "type": "SCALAR"},
    ]  # fmt: skip
    assert code_of(glb(top, lie)) == "mesh-compressed-broken"


def test_pictures_that_are_none_are_refused():
    part = textured(sphere(4))
    data = write_glb(replace(part, images=(Image("image/png", b"<html>"),)), compressed=False)
    assert code_of(data) == "mesh-texture-kind"


def test_textures_without_coordinates_are_left_out():
    bare = replace(sphere(4), uvs=None, material=Material(base_texture=0))
    data = write_glb(Mesh((bare,), (Image("image/png", picture()),)), compressed=True)
    assert "images" not in head(data)


def test_webp_textures_are_required():
    from vmuseum.mesh import raster

    mesh = textured(sphere(4))
    webp = raster.webp(raster.decode(mesh.images[0].data), quality=80)
    data = write_glb(replace(mesh, images=(webp,)), compressed=False)
    assert head(data)["extensionsRequired"] == ["EXT_texture_webp"]
    assert read_glb(data).images == (webp,)


SOUND = glb(document(), TRIANGLE)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255), st.integers(0, len(SOUND)))
def test_any_damage_gives_a_mesh_or_a_told_error(place, value, cut):
    damaged = bytearray(SOUND)
    damaged[place] = value
    for data in (bytes(damaged), bytes(damaged[:cut])):
        try:
            mesh = read_glb(data)
        except RecipeError:
            continue
        assert all(int(part.indices.max(initial=0)) < len(part.positions) for part in mesh.parts)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEYS = ["asset", "scene", "scenes", "nodes", "meshes", "buffers", "bufferViews", "accessors", "materials", "images"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KEYS), VALUES)
def test_any_nonsense_in_the_document_is_a_told_error_or_a_mesh(key, value):
    code = "mesh-"
    try:
        read_glb(glb(document(**{key: value}), TRIANGLE))
    except RecipeError as error:
        code = error.code
    assert code.startswith(("gltf-", "glb-", "mesh-"))
