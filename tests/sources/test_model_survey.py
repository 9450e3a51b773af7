"""A look at the head of a 3D master: mesh, points or splats, and how many triangles."""

import json
import struct

import pytest

from vmuseum.errors import Span
from vmuseum.sources import masters
from vmuseum.sources.survey import ObjFaces, survey

PLY = "ply\nformat binary_little_endian 1.0\nelement vertex 9\nproperty float x\n{}end_header\n"
FACES = "element face {}\nproperty list uchar int vertex_indices\n"


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FACES.format(5_000_000), ("mesh", 5_000_000)),
        ("", ("points", None)),
        ("property float f_dc_0\n", ("splats", None)),
    ],
)
def test_a_ply_is_told_by_its_header(tmp_path, body, expected):
    assert survey(put(tmp_path, "a.ply", PLY.format(body)), ".ply") == expected


def test_a_binary_stl_is_counted_by_its_size(tmp_path):
    data = b"solid but binary".ljust(80, b"\0") + struct.pack("<I", 3) + b"\1" * 150
    assert survey(put(tmp_path, "a.stl", data), ".stl") == ("mesh", 3)


def test_a_gltf_is_counted_by_its_accessors(tmp_path):
    tree = {
        "accessors": [{"count": 9_000_000}, {"count": 12}],
        "meshes": [{"primitives": [{"indices": 0, "attributes": {"POSITION": 1}}, {"attributes": {"POSITION": 1}}]}],
    }
    assert survey(put(tmp_path, "a.gltf", json.dumps(tree)), ".gltf") == ("mesh", 3_000_004)
    assert survey(put(tmp_path, "b.gltf", "{"), ".gltf") == ("mesh", None)


OBJ = b"# f 1 2 3\nv 0 0 0\nf 1 2 3\r\nf  4/1/1\t5/2/1 6/3/1 7/4/1 \nfoo 1 2 3\nf 1 2 3 4 5"


@pytest.mark.parametrize("size", [1, 7, 16, 1000])
def test_faces_of_an_obj_are_counted_however_it_is_cut(size):
    count = ObjFaces()
    for start in range(0, len(OBJ), size):
        count.add(OBJ[start : start + size])
    assert count.triangles == 1 + 2 + 3


def test_a_line_without_an_end_takes_no_memory():
    count = ObjFaces()
    for _ in range(40):
        count.add(b"x" * 100_000)
    assert count.triangles == 0
    assert len(count._rest) <= 1_100_000


class Named:
    def masters(self):
        return [masters.MasterName("a.obj", "model", Span("x.yaml", 1, 1))]


def test_the_count_of_an_obj_is_remembered_with_its_digest(tmp_path):
    put(tmp_path, "a.obj", OBJ)
    cache = tmp_path / "digests.json"
    first, _ = masters.gather(Named(), {"": tmp_path}, cache=cache)
    assert first["a.obj"].triangles == 6
    rows = json.loads(cache.read_text())
    rows["files"]["a.obj"][4] = 7
    cache.write_text(json.dumps(rows))
    again, _ = masters.gather(Named(), {"": tmp_path}, cache=cache)
    assert again["a.obj"].triangles == 7
