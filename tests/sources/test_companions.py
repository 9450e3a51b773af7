"""The names of other files in glTF, OBJ and MTL."""

import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.sources.companions import (
    UnreadableError,
    glb_json_length,
    gltf_addresses,
    mtl_textures,
    obj_libraries,
    ply_textures,
    relative_path,
)


def test_a_gltf_names_its_buffers_and_pictures_once():
    tree = {
        "buffers": [{"uri": "a%20b.bin"}, {"byteLength": 4}, {"uri": "data:application/octet-stream;base64,AA=="}],
        "images": [{"uri": "ảnh.jpg"}, {"uri": "a%20b.bin"}, {"bufferView": 0}],
    }
    assert gltf_addresses(json.dumps(tree).encode()) == ("a%20b.bin", "ảnh.jpg")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_gltf_that_is_no_json_object_is_unreadable(content):
    with pytest.raises(UnreadableError):
        gltf_addresses(content)


@pytest.mark.parametrize("tree", [{"buffers": 3}, {"images": [1, {"uri": 5}]}, {"buffers": {"uri": "a"}}])
def test_a_gltf_of_wrong_shape_names_nothing(tree):
    assert gltf_addresses(json.dumps(tree).encode()) == ()


def test_the_json_of_a_glb_follows_its_header():
    assert glb_json_length(struct.pack("<5I", 0x46546C67, 2, 100, 80, 0x4E4F534A)) == 80
    for head in (
        b"",
        struct.pack("<5I", 0x46546C67, 1, 100, 80, 0x4E4F534A),
        struct.pack("<5I", 1, 2, 100, 80, 0x4E4F534A),
    ):
        with pytest.raises(UnreadableError):
            glb_json_length(head)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (b"mtllib a.mtl", ("a.mtl",)),
        (b"mtllib a.mtl b.mtl\r\n", ("a.mtl", "b.mtl")),
        (b"mtllib B\xc3\xacnh g\xe1\xbb\x91m.mtl\n", ("Bình gốm.mtl",)),
        (b"mtllib my file.mtl", ("my file.mtl",)),
        (b"mtllib\tx.mtl", ("x.mtl",)),
        (b"mtllib ", ()),
        (b"# mtllib a.mtl", ()),
        (b"mtllib caf\xe9.mtl", ("café.mtl",)),
    ],
)
def test_an_obj_names_its_libraries(line, names):
    assert obj_libraries([b"v 0 0 0\n", line, b"f 1 1 1\n"]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (b"map_Kd a.jpg", ("a.jpg",)),
        (b"  map_Kd \xe1\xba\xa3nh m\xe1\xba\xb7t.jpg \r\n", ("ảnh mặt.jpg",)),
        (b"map_Bump -bm 0.5 n.png", ("n.png",)),
        (b"map_Kd -s 1 1 1 -o 0 0 t.png", ("t.png",)),
        (b"map_Kd -s 2 t 1.png", ("t 1.png",)),
        (b"map_Kd -clamp on -mm 0 1 a b.png", ("a b.png",)),
        (b"norm n.png", ("n.png",)),
        (b'map_Kd "a b.png"', ("a b.png",)),
        (b"Kd 1 1 1", ()),
        (b"map_Kd", ()),
        (b"map_Kd -unknown.png", ("-unknown.png",)),
    ],
)
def test_an_mtl_names_its_pictures(line, names):
    assert mtl_textures([b"newmtl a\n", line]) == names


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("a%20b.bin", "a b.bin"),
        ("./tex//a.png", "tex/a.png"),
        ("tex\\a.png", "tex/a.png"),
        ("%E1%BA%A3nh.jpg", "ảnh.jpg"),
        ("../a.bin", None),
        ("a/../../b", None),
        ("%2e%2e/a", None),
        ("/etc/passwd", None),
        ("http://x/a", None),
        ("file:///a", None),
        ("C:\\a", None),
        ("//host/a", None),
        ("", None),
        (".", None),
        ("a\0b", None),
    ],
)
def test_addresses_stay_below_the_main_file(address, path):
    assert relative_path(address, escaped=True) == path


def test_a_ply_names_its_pictures_in_comments_of_its_header():
    head = "ply\r\ncomment TextureFile ảnh gốm 1.png\r\ncomment TextureFile b.jpg\ncomment made by TextureFile c.png\n"
    found = ply_textures(head.encode() + b"end_header\n\xff\x00comment TextureFile d.png\n")
    assert found == ("ảnh gốm 1.png", "b.jpg")
    assert ply_textures(head.encode()) == ()  # no end: what follows may be anything


def test_names_in_an_mtl_are_not_escaped():
    assert relative_path("100%20.jpg", escaped=False) == "100%20.jpg"


@given(st.text(max_size=30))
@settings(deadline=None)
def test_no_address_ever_leaves_the_folder(address):
    path = relative_path(address, escaped=True)
    assert path is None or (not path.startswith("/") and ".." not in path.split("/") and ":" not in path)


@given(st.lists(st.binary(max_size=60), max_size=5))
@settings(deadline=None)
def test_no_bytes_make_the_line_readers_crash(lines):
    assert all(isinstance(name, str) for name in (*obj_libraries(lines), *mtl_textures(lines)))
