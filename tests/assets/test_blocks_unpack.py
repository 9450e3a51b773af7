"""Unpacking in runs gives what reading the whole file gives."""

import json
import struct

import numpy as np
import pytest

from mesh_builders import DATA, picture, sphere, textured
from vmuseum.assets.blocks import unpack_gltf, unpack_ply, unpack_stl
from vmuseum.assets.blocks.unpack import unpack
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.gltf_quantise import Precision
from vmuseum.mesh.gltf_write import Form, gltf_bytes


@pytest.fixture(autouse=True)
def short_runs(monkeypatch):
    """Let every file need many runs."""
    for module in (unpack_gltf, unpack_ply, unpack_stl):
        monkeypatch.setattr(module, "CHUNK", 97)


def in_runs(folder, data, suffix, companions=None):
    folder.mkdir(exist_ok=True)
    files = {"main": folder / f"main{suffix}"}
    files["main"].write_bytes(data)
    for name, content in (companions or {}).items():
        files[name] = folder / name
        files[name].write_bytes(content)
    return unpack(files, suffix, folder / "columns")


def assert_same(source, mesh):
    """Assert that columns hold exactly the corners of `mesh`, in order."""
    numbers = source.triangles.read(0, source.triangles.count)
    parts = [(p, p.indices.reshape(-1)) for p in mesh.parts]
    names = {"positions": source.positions, **source.columns}
    for name, column in names.items():
        expected = [getattr(p, name)[i] for p, i in parts if getattr(p, name) is not None]
        if len(expected) == len(parts):
            found = column.read(0, column.count)[numbers.reshape(-1)]
            np.testing.assert_array_equal(found, np.concatenate(expected))
    owners = np.concatenate([np.full(len(p.indices), n) for n, p in enumerate(mesh.parts)])
    np.testing.assert_array_equal(source.part_of(numbers[:, 0]), owners)
    assert source.materials == [p.material for p in mesh.parts]
    assert source.images == mesh.images


def placed(data, matrix):
    """Return a GLB whose first node stands under a node with `matrix`."""
    size = struct.unpack_from("<I", data, 12)[0]
    tree = json.loads(data[20 : 20 + size])
    tree["nodes"].append({"children": [0], "matrix": np.asarray(matrix, float).T.reshape(-1).tolist()})
    tree["scenes"][0]["nodes"] = [len(tree["nodes"]) - 1, *tree["scenes"][0]["nodes"][1:]]
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    body = data[20 + size :]
    return struct.pack("<4sIIII", b"glTF", 2, 20 + len(text) + len(body), len(text), 0x4E4F534A) + text + body


MIRROR = [[-2, 0, 0, 1], [0, 3, 0.5, 2], [0, 0, 1, 3], [0, 0, 0, 1]]


@pytest.mark.parametrize("quantised", [False, True])
def test_a_glb_under_a_mirroring_node(tmp_path, quantised):
    ball = textured(sphere(12, colours=True), size=32)
    other = sphere(5, name="b", material=Material(name="b", roughness=0.2))
    mesh = Mesh((*ball.parts, other), ball.images)
    form = Form(quantised=quantised, compressed=False, precision=Precision())
    data = placed(gltf_bytes(mesh, form, copyright_line="", extras={}), MIRROR)
    source = in_runs(tmp_path, data, ".glb")
    assert_same(source, load_mesh(data, ".glb", {}).mesh)


def test_a_gltf_with_its_files_beside(tmp_path):
    mesh = textured(sphere(12), size=32)
    whole = gltf_bytes(
        mesh, Form(quantised=False, compressed=False, precision=Precision()), copyright_line="", extras={}
    )
    size = struct.unpack_from("<I", whole, 12)[0]
    tree, body = json.loads(whole[20 : 20 + size]), whole[28 + size :]
    tree["buffers"][0]["uri"] = "m%C3%A0u.bin"
    tree["images"] = [{"uri": "a.png"}]
    companions = {"màu.bin": body, "a.png": picture(32)}
    data = json.dumps(tree).encode()
    source = in_runs(tmp_path, data, ".gltf", companions)
    assert source.images == (Image("image/png", companions["a.png"]),)
    assert_same(source, load_mesh(data, ".gltf", companions).mesh)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_binary_ply_of_either_order(tmp_path, order):
    ball = sphere(10)
    head = f"""ply
format binary_{"little" if order == "<" else "big"}_endian 1.0
element vertex {len(ball.positions)}
property float x
property float y
property float z
property uchar red
property uchar green
property uchar blue
element face {len(ball.indices)}
property list uchar int vertex_indices
end_header
"""
    rows = np.zeros(len(ball.positions), [("p", f"{order}f4", 3), ("c", "u1", 3)])
    rows["p"], rows["c"] = ball.positions, np.abs(ball.positions * 255).astype(np.uint8)
    faces = np.zeros(len(ball.indices), [("n", "u1"), ("i", f"{order}i4", 3)])
    faces["n"], faces["i"] = 3, ball.indices
    data = head.encode() + rows.tobytes() + faces.tobytes()
    source = in_runs(tmp_path, data, ".ply")
    assert_same(source, load_mesh(data, ".ply", {}).mesh)


def test_a_ply_of_polygons_is_read_as_a_whole(tmp_path):
    data = b"ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
    data += (
        b"element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n"
    )
    assert in_runs(tmp_path, data, ".ply").triangles.count == 2


def test_a_binary_stl_keeps_every_corner(tmp_path):
    ball = sphere(10)
    rows = np.zeros(len(ball.indices), np.dtype([("n", "<f4", 3), ("c", "<f4", 9), ("s", "<u2")]))
    rows["c"] = ball.positions[ball.indices].reshape(-1, 9)
    data = b"\0" * 80 + len(rows).to_bytes(4, "little") + rows.tobytes()
    source = in_runs(tmp_path, data, ".stl")
    corners = source.positions.gather(source.triangles.read(0, 10_000).reshape(-1))
    np.testing.assert_array_equal(corners, ball.positions[ball.indices].reshape(-1, 3))


@pytest.mark.parametrize("name", ["whale-cranium.glb", "saxophone-draco.glb", "venus-de-milo-smk.glb"])
def test_real_scans(tmp_path, monkeypatch, name):
    path = DATA / "scans" / name
    if not path.is_file():
        pytest.skip("the folder of real scans (shared/data) is not beside the repository")
    monkeypatch.setattr(unpack_gltf, "CHUNK", 20_011)
    data = path.read_bytes()
    assert_same(in_runs(tmp_path, data, ".glb"), load_mesh(data, ".glb", {}).mesh)
