import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh_builders import picture
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError

HEAD = "property float x\nproperty float y\nproperty float z\n"
CORNERS = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)]


def ply(order, *, colours=True, faces="property list uchar int vertex_indices\n"):
    sign = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}[order]
    colour_head = "property uchar red\nproperty uchar green\nproperty uchar blue\n" if colours else ""
    top = f"ply\nformat {order} 1.0\ncomment Cần Thơ\nelement vertex 4\n{HEAD}{colour_head}"
    top += f"element face 2\n{faces}end_header\n"
    body = b""
    for place, corner in enumerate(CORNERS):
        colour = (255, 128, place) if colours else ()
        if sign:
            body += struct.pack(f"{sign}3f{len(colour)}B", *corner, *colour)
        else:
            body += " ".join(map(str, (*corner, *colour))).encode() + b"\n"
    for face in ((0, 1, 2), (1, 3, 2)):
        body += struct.pack(f"{sign}B3i", 3, *face) if sign else f"3 {face[0]} {face[1]} {face[2]}\n".encode()
    return top.encode() + body


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian", "binary_big_endian"])
def test_ply_of_every_order_is_the_same_mesh_with_linear_colours(order):
    part = load_mesh(ply(order), ".ply", {}).mesh.parts[0]
    assert part.positions.tolist() == [list(map(float, c)) for c in CORNERS]
    assert part.indices.tolist() == [[0, 1, 2], [1, 3, 2]]
    assert part.colours[0] == pytest.approx([1.0, 0.2158605, 0.0, 1.0], abs=1e-6)


@pytest.mark.parametrize("sign", ["<", ">"])
def test_binary_ply_polygons_become_fans(sign):
    order = {"<": "binary_little_endian", ">": "binary_big_endian"}[sign]
    top = f"ply\nformat {order} 1.0\nelement vertex 4\n{HEAD}element face 2\nproperty uchar flags\n"
    top += "property list uchar uint vertex_index\nend_header\n"
    body = b"".join(struct.pack(f"{sign}3f", *c) for c in CORNERS)
    body += struct.pack(f"{sign}BB3I", 7, 3, 0, 1, 2) + struct.pack(f"{sign}BB4I", 7, 4, 0, 1, 3, 2)
    part = load_mesh(top.encode() + body, ".ply", {}).mesh.parts[0]
    assert part.indices.tolist() == [[0, 1, 2], [0, 1, 3], [0, 3, 2]]


def test_ascii_ply_polygons_become_fans():
    top = f"ply\nformat ascii 1.0\nelement vertex 4\n{HEAD}element face 2\n"
    top += "property list uchar int vertex_indices\nend_header\n"
    body = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n3 0 1 2\n4 0 1 3 2\n"
    part = load_mesh((top + body).encode(), ".ply", {}).mesh.parts[0]
    assert part.indices.tolist() == [[0, 1, 2], [0, 1, 3], [0, 3, 2]]


def test_ply_texture_by_corner_splits_the_seam():
    top = f"ply\nformat ascii 1.0\ncomment TextureFile ảnh 1.png\nelement vertex 4\n{HEAD}element face 2\n"
    top += "property list uchar int vertex_indices\nproperty list uchar float texcoord\nend_header\n"
    body = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n3 0 1 2 6 0 0 1 0 0 1\n3 1 3 2 6 .5 0 1 1 0 1\n"
    found = load_mesh((top + body).encode(), ".ply", {"ảnh 1.png": picture()}).mesh
    part = found.parts[0]
    assert len(part.positions) == 5
    assert part.uvs[part.indices[0]].tolist() == [[0, 1], [1, 1], [0, 0]]
    assert (part.material.base_texture, len(found.images)) == (0, 1)


def test_obj_maps_have_blanks_options_folders_and_vietnamese_names():
    obj = "mtllib vật liệu.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 .25\nusemtl gốm\nf 1/1 2/2 3/3\n"
    mtl = "newmtl gốm\nKd 0.5 0.25 1\nNs 0\nmap_Kd -s 2 2 -clamp on ảnh màu\\Bình Gốm.PNG\n"
    beside = {"vật liệu.mtl": mtl.encode(), "ảnh màu/bình gốm.png": picture()}
    found = load_mesh(obj.encode(), ".obj", beside)
    part = found.mesh.parts[0]
    assert [w.code for w in found.warnings] == ["mesh-texture-wrap"]  # -clamp on, and the coordinates leave the picture
    assert found.mesh.images[0].data == beside["ảnh màu/bình gốm.png"]
    assert part.material.base_colour == (0.5, 0.25, 1.0, 1.0)
    assert part.material.roughness == 1.0
    assert sorted(map(tuple, part.uvs.tolist())) == [(0, 0.5), (0, 1), (2, 1)]


def test_obj_height_maps_are_left_out_with_a_warning():
    obj = b"mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl a\nf 1/1 2/1 3/1\n"
    found = load_mesh(obj, ".obj", {"a.mtl": b"newmtl a\nmap_Bump h.png\n", "h.png": picture(mode="RGBA")})
    assert found.mesh.parts[0].material.normal_texture is None
    assert [w.code for w in found.warnings] == ["obj-bump-left-out"]


@pytest.mark.parametrize(
    "faces",
    ["f 1 2 3\nf 1 3 4", "f 1 2 3 4", "f -4 -3 -2 -1", "f 1/1 2/1 3/1\nf 1/1 3/1 4/1", "f 1//1 2//1 3//1 4//1",
     "f 1/1/1 2/1/1 3/1/1\nf 1/1/1 3/1/1 4/1/1", "  f  1 2 3  4",
     "f 1 2 \\\n3 4", "f 1 2 3\r\nf 1 3/1 4", "f 1 2 3 4 # góc"],
)  # fmt: skip
def test_obj_faces_of_every_form_are_the_same_square(faces):
    text = f"v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvn 0 0 1\n{faces}\n"
    part = load_mesh(text.encode(), ".obj", {}).mesh.parts[0]
    corners = part.positions[part.indices].tolist()
    assert corners == [[[0, 0, 0], [1, 0, 0], [1, 1, 0]], [[0, 0, 0], [1, 1, 0], [0, 1, 0]]]


def test_obj_materials_become_parts_and_colours_linear():
    text = "v 0 0 0 1 0.5 0\nv 1 0 0 1 .5 0\nv 0 1 0 1 .5 0\nusemtl a\nf 1 2 3\nusemtl b\nf 3 2 1\nusemtl a\nf 1 3 2\n"
    parts = load_mesh(text.encode(), ".obj", {}).mesh.parts
    assert [(part.name, len(part.indices)) for part in parts] == [("a", 2), ("b", 1)]
    assert parts[0].colours[0] == pytest.approx([1.0, 0.2140411, 0.0, 1.0], abs=1e-6)


def test_obj_lines_that_are_none_are_shown():
    with pytest.raises(RecipeError) as caught:
        load_mesh("v 0 0 0\nv 1 0 0\nv 0 một 0\nf 1 2 3\n".encode(), ".obj", {})
    assert (caught.value.code, caught.value.args_by_name["line"]) == ("obj-data", "0 một 0")


def ascii_stl(eol="\n"):
    facet = [
        "facet normal 0 0 1",
        "outer loop",
        "vertex 0 0 0",
        "vertex 1 0 0",
        "vertex 0 1e0 0",
        "endloop",
        "endfacet",
    ]
    other = ["FACET NORMAL 0 0 1", "OUTER LOOP", "VERTEX 1 0 0", "VERTEX 1 1 0", "VERTEX 0 1 -0", "ENDLOOP", "ENDFACET"]
    return eol.join(["solid bình gốm", *facet, *other, "endsolid"]).encode()


def binary_stl(head=b"solid but binary"):
    rows = [(0, 0, 0, 1, 0, 0, 0, 1, 0), (1, 0, 0, 1, 1, 0, 0, 1, -0.0)]
    return head.ljust(80, b"\0") + struct.pack("<I", 2) + b"".join(struct.pack("<3f9fH", 0, 0, 1, *r, 0) for r in rows)


@pytest.mark.parametrize("data", [ascii_stl(), ascii_stl("\r\n"), binary_stl(), binary_stl(b"")])
def test_stl_corners_at_one_place_are_joined(data):
    part = load_mesh(data, ".stl", {}).mesh.parts[0]
    assert (len(part.positions), len(part.indices)) == (4, 2)
    assert np.ptp(part.positions, axis=0).tolist() == [1, 1, 0]


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_damaged_files_give_a_told_error_or_a_sound_mesh(data):
    obj = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvn 0 0 1\nusemtl a\nf 1/1/1 2/1/1 3/1/1\nf -1 -2 -3\n"
    files = [(ply("ascii"), ".ply"), (ply("binary_big_endian"), ".ply"), (obj, ".obj")]
    files += [(ascii_stl(), ".stl"), (binary_stl(), ".stl")]
    whole, suffix = data.draw(st.sampled_from(files))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        mesh = load_mesh(bytes(damaged[: data.draw(st.integers(1, len(whole)))]), suffix, {}).mesh
    except RecipeError:
        return
    assert mesh.triangles > 0
    assert all(int(part.indices.max()) < len(part.positions) for part in mesh.parts)
