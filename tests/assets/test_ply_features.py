"""PLY as scanners and MeshLab write it: strips, wedges, several pictures, colours of faces, columns of every type."""

import struct

import numpy as np
import pytest

from mesh_builders import picture
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError

XYZ = "property float x\nproperty float y\nproperty float z\n"
CORNERS = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n"
INDICES = "property list uchar int vertex_indices\n"


def told(found):
    return {w.code: dict(w.args) for w in found.warnings}


def ascii_ply(faces, rows, *, vertex="", vertices=CORNERS, comments="", count=None):
    top = f"ply\nformat ascii 1.0\n{comments}element vertex {len(vertices.splitlines())}\n{XYZ}{vertex}"
    top += f"element face {len(rows) if count is None else count}\n{faces}end_header\n"
    return (top + vertices + "\n".join(rows) + "\n").encode()


@pytest.mark.parametrize("sign", ["", "<", ">"])
def test_strips_begin_anew_at_minus_one_and_turn_every_second_triangle(sign):
    order = {"": "ascii", "<": "binary_little_endian", ">": "binary_big_endian"}[sign]
    top = f"ply\nformat {order} 1.0\nelement vertex 6\n{XYZ}element tristrips 1\n"
    top += "property list int int vertex_indices\nend_header\n"
    places = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 2, 0), (1, 2, 0)]
    strip = [0, 1, 2, 3, -1, 3, 2, 4, 4, 5]
    if sign:
        body = b"".join(struct.pack(f"{sign}3f", *p) for p in places) + struct.pack(f"{sign}11i", len(strip), *strip)
    else:
        body = "\n".join(" ".join(map(str, row)) for row in [*places, [len(strip), *strip]]).encode()
    found = load_mesh(top.encode() + body, ".ply", {})
    assert found.mesh.parts[0].indices.tolist() == [[0, 1, 2], [2, 1, 3], [3, 2, 4]]
    assert found.warnings == ()


def test_strips_and_faces_join():
    tables = f"element vertex 4\n{XYZ}element face 1\n{INDICES}element tristrips 1\n{INDICES}"
    found = load_mesh(
        (f"ply\nformat ascii 1.0\n{tables}end_header\n" + CORNERS + "3 0 1 2\n3 1 3 2\n").encode(), ".ply", {}
    )
    assert found.mesh.parts[0].indices.tolist() == [[0, 1, 2], [1, 3, 2]]


def test_every_picture_of_a_file_gets_its_part():
    comments = "comment TextureFile một.png\ncomment TextureFile hai.png\n"
    faces = INDICES + "property list uchar float texcoord\nproperty int texnumber\n"
    rows = ["3 0 1 2 6 0 0 1 0 0 1 1", "3 1 3 2 6 .5 0 1 1 0 1 0", "3 0 1 3 0 -1", "3 0 3 2 6 0 0 1 0 0 1 5"]
    beside = {"một.png": picture(8), "hai.png": picture(16)}
    found = load_mesh(ascii_ply(faces, rows, comments=comments), ".ply", beside)
    shown = [(p.material.base_texture, len(p.indices), p.uvs is not None) for p in found.mesh.parts]
    assert shown == [(None, 2, False), (0, 1, True), (1, 1, True)]
    assert [image.data for image in found.mesh.images] == [picture(8), picture(16)]
    assert told(found) == {"ply-texture-number": {"count": 1}}
    second = found.mesh.parts[2]
    assert second.uvs[second.indices[0]].tolist() == [[0, 1], [1, 1], [0, 0]]


def test_a_picture_that_is_not_there_costs_its_look_only():
    faces = INDICES + "property list uchar float texcoord\nproperty int texnumber\n"
    comments = "comment TextureFile một.png\ncomment TextureFile hai.png\n"
    rows = ["3 0 1 2 6 0 0 1 0 0 1 0", "3 1 3 2 6 .5 0 1 1 0 1 1"]
    found = load_mesh(ascii_ply(faces, rows, comments=comments), ".ply", {"hai.png": picture(8)})
    assert [(p.material.base_texture, p.uvs is not None) for p in found.mesh.parts] == [(None, True), (0, True)]
    assert told(found) == {"obj-no-texture": {"path": "một.png"}}


def test_wedges_of_wrong_number_are_told_and_polygons_carry_theirs():
    faces = INDICES + "property list uchar float texcoord\n"
    rows = ["4 0 1 3 2 8 0 0 1 0 1 1 0 1", "3 0 1 2 4 0 0 1 1"]
    found = load_mesh(ascii_ply(faces, rows, comments="comment TextureFile a.png\n"), ".ply", {"a.png": picture(8)})
    bare, shown = found.mesh.parts
    assert (len(bare.indices), len(shown.indices)) == (1, 2)
    assert {tuple(p[:2]): tuple(uv) for p, uv in zip(shown.positions.tolist(), shown.uvs.tolist(), strict=True)} == {
        (0, 0): (0, 1), (1, 0): (1, 1), (1, 1): (1, 0), (0, 1): (0, 0),
    }  # fmt: skip
    assert told(found) == {"ply-uv-partly": {"count": 1}}


def test_colours_of_faces_split_their_corners():
    faces = INDICES + "property uchar red\nproperty uchar green\nproperty uchar blue\n"
    part = load_mesh(ascii_ply(faces, ["3 0 1 2 255 0 0", "3 1 3 2 0 0 255"]), ".ply", {}).mesh.parts[0]
    assert len(part.positions) == 6
    assert part.colours[part.indices[0]].tolist() == [[1, 0, 0, 1]] * 3
    assert part.colours[part.indices[1]].tolist() == [[0, 0, 1, 1]] * 3
    assert part.positions[part.indices].tolist()[1] == [[1, 0, 0], [1, 1, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("kind", "row"),
    [("uchar", "255 51 0 51"), ("ushort", "65535 13107 0 13107"), ("float", "1 .2 0 .2"), ("float", "255 51 0 51"),
     ("int", "255 51 0 51"), ("double", "1 .2 0 .2")],
)  # fmt: skip
def test_vertex_colours_of_every_type_become_linear(kind, row):
    columns = "".join(f"property {kind} {name}\n" for name in ("red", "green", "blue", "alpha"))
    vertices = "".join(f"{place} {row}\n" for place in CORNERS.splitlines())
    part = load_mesh(ascii_ply(INDICES, ["3 0 1 2"], vertex=columns, vertices=vertices), ".ply", {}).mesh.parts[0]
    assert part.colours[0] == pytest.approx([1, 0.0331048, 0, 0.2], abs=1e-6)


def test_what_has_no_place_is_told_by_name():
    top = "ply\nformat ascii 1.0\nelement camera 1\nproperty float view_px\n"
    top += f"element vertex 3\n{XYZ}property float quality\n"
    top += f"property list uchar int neighbours\nelement face 1\n{INDICES}property uchar flags\nend_header\n"
    found = load_mesh((top + "7\n0 0 0 .5 1 2\n1 0 0 .5 0\n0 1 0 .5 3 4 5 6\n3 0 1 2 9\n").encode(), ".ply", {})
    assert found.mesh.triangles == 1
    assert told(found) == {
        "ply-columns-left-out": {"count": 3, "name": "quality, neighbours, flags"},
        "ply-elements-left-out": {"count": 1, "name": "camera"},
    }


@pytest.mark.parametrize("sign", ["<", ">"])
@pytest.mark.parametrize("length", ["uchar", "ushort", "int"])
def test_rows_of_many_shapes_are_read_as_they_are(sign, length):
    letter = {"uchar": "B", "ushort": "H", "int": "i"}[length]
    order = {"<": "binary_little_endian", ">": "binary_big_endian"}[sign]
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    top = f"ply\nformat {order} 1.0\nelement vertex 40\n{XYZ}element face 30\nproperty short mark\n"
    top += f"property list {length} ushort vertex_index\nproperty list {length} double weights\nend_header\n"
    body = b"".join(struct.pack(f"{sign}3f", np.cos(a), np.sin(a), 0) for a in angles)
    wanted = []
    for row in range(30):
        corners = list(range(3 + row % 5))
        body += struct.pack(f"{sign}h{letter}{len(corners)}H", -row, len(corners), *corners)
        body += struct.pack(f"{sign}{letter}{row % 3}d", row % 3, *[0.5] * (row % 3))
        wanted += [[0, n, n + 1] for n in range(1, len(corners) - 1)]
    found = load_mesh(top.encode() + body, ".ply", {})
    assert found.mesh.parts[0].indices.tolist() == wanted
    with pytest.raises(RecipeError, match="ply-short"):
        load_mesh(top.encode() + body[:-1], ".ply", {})


def test_normals_and_coordinates_of_vertices_are_kept():
    columns = "".join(f"property float {name}\n" for name in ("nx", "ny", "nz", "s", "t"))
    vertices = "".join(f"{place} 0 0 1 {n / 4} .25\n" for n, place in enumerate(CORNERS.splitlines()))
    found = load_mesh(ascii_ply(INDICES, ["3 0 1 2"], vertex=columns, vertices=vertices), ".ply", {})
    part = found.mesh.parts[0]
    assert part.normals.tolist() == [[0, 0, 1]] * 4
    assert part.uvs.tolist() == [[n / 4, 0.75] for n in range(4)]
    assert found.warnings == ()
