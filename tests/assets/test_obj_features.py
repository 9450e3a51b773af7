"""OBJ and MTL as photogrammetry and modelling programs write them."""

import io
import json
import unicodedata

import numpy as np
import pytest
from PIL import Image as Pil

from mesh_builders import picture
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster

SQUARE = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nvn 0 0 1\n"
FACE = "f 1/1/1 2/2/1 3/3/1 4/4/1\n"


def flat(*colour, size=4):
    out = io.BytesIO()
    mode = {1: "L", 3: "RGB", 4: "RGBA"}[len(colour)]
    Pil.new(mode, (size, size), colour if len(colour) > 1 else colour[0]).save(out, "PNG")
    return out.getvalue()


def loaded(mtl, text=f"mtllib a.mtl\n{SQUARE}usemtl m\n{FACE}", **beside):
    files = {"a.mtl": f"newmtl m\n{mtl}".encode()} | {name.replace("_", "."): data for name, data in beside.items()}
    return load_mesh(text.encode(), ".obj", files)


def told(found):
    return {
        (w.code, dict(w.args).get("name") or dict(w.args).get("path", "")): dict(w.args).get("count")
        for w in found.warnings
    }


def pixel(found, number):
    return raster.pixels(raster.decode(found.mesh.images[number].data))[1, 1].tolist()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_either_composition_find_their_files(form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    obj = unicodedata.normalize(form, f"mtllib Bình Gốm.mtl\n{SQUARE}usemtl Gốm\n{FACE}")
    mtl = unicodedata.normalize(form, "newmtl Gốm\nmap_Kd .\\ảnh nền\\Mặt trước.png\n")
    beside = {"Bình Gốm.mtl": mtl.encode(), "ảnh nền/Mặt trước.png": picture(8)}
    found = load_mesh(obj.encode(), ".obj", {unicodedata.normalize(other, k): v for k, v in beside.items()})
    assert (found.mesh.images[0].data, found.warnings) == (picture(8), ())


def test_several_libraries_count_and_the_first_of_one_name_wins():
    text = (
        f"mtllib a.mtl b.mtl\nmtllib c d.mtl\n{SQUARE}usemtl m\n{FACE}usemtl n\n{FACE}usemtl o\n{FACE}usemtl lạ\n{FACE}"
    )
    beside = {
        "a.mtl": b"newmtl m\nKd 1 0 0\n", "b.mtl": b"newmtl m\nKd 0 1 0\nnewmtl n\nKd 0 0 1\n",
        "c d.mtl": b"newmtl o\nd 0.5\n",
    }  # fmt: skip
    found = load_mesh(text.encode(), ".obj", beside)
    assert [p.material.base_colour for p in found.mesh.parts] == [
        (1, 0, 0, 1),
        (0, 0, 1, 1),
        (1, 1, 1, 0.5),
        (1, 1, 1, 1),
    ]
    assert told(found) == {("obj-material-unknown", "lạ"): 1}


def test_statements_count_in_any_order_and_continue_on_the_next_line():
    found = loaded(
        "map_Kd a.png\nKd 0 0 \\\n 0\nTr 0.25\nNs 0\nPm 0.5\nPr 0.25\nKe 2 1 0\nPc 0.5\nPcr 0.1\nPs 0.5\n",
        a_png=picture(8),
    )
    material = found.mesh.parts[0].material
    assert material.base_colour == (1, 1, 1, 0.75)  # black under a picture is no colour
    assert (material.alpha, material.metallic, material.roughness, material.emissive) == ("BLEND", 0.5, 0.25, (2, 1, 0))
    assert json.loads(material.extensions) == {
        "KHR_materials_clearcoat": {"clearcoatFactor": 0.5, "clearcoatRoughnessFactor": 0.1},
        "KHR_materials_sheen": {"sheenColorFactor": [0.5] * 3, "sheenRoughnessFactor": 0.5},
    }


def test_scale_and_offset_of_pictures_move_their_coordinates():
    options = "map_Kd -s 2 4 1 -o 0.5 0.25 a.png\nmap_Ke a.png\nnorm -bm 0.5 -s 2 4 1 -o 0.5 0.25 n.png\n"
    found = loaded(options, a_png=picture(8), n_png=flat(128, 128, 255))
    part = found.mesh.parts[0]
    raw = part.positions[:, :2]  # the square's coordinates are its places
    assert part.uvs == pytest.approx(np.column_stack([raw[:, 0] * 2 + 0.5, 1 - (raw[:, 1] * 4 + 0.25)]))
    assert part.uvs2 == pytest.approx(np.column_stack([raw[:, 0], 1 - raw[:, 1]]))
    assert part.material.second_uv == ("emissive_texture",)
    assert (part.material.emissive, part.material.normal_scale) == ((1, 1, 1), 0.5)
    assert found.warnings == ()


def test_roughness_and_metal_pictures_become_one():
    found = loaded("map_Pr r.png\nmap_Pm m.png\n", r_png=flat(64, size=8), m_png=flat(200))
    material = found.mesh.parts[0].material
    assert pixel(found, material.metal_rough_texture) == [0, 64, 200]
    assert (material.metallic, material.roughness) == (1, 1)


def test_a_roughness_picture_alone_takes_the_metal_of_its_material():
    found = loaded("Pm 0.4\nmap_Pr r.png\n", r_png=flat(64))
    assert pixel(found, found.mesh.parts[0].material.metal_rough_texture) == [0, 64, 102]


@pytest.mark.parametrize(("key", "colour"), [("map_ORM", (10, 20, 30)), ("map_RMA", (20, 30, 10))])
def test_packed_pictures_serve_occlusion_roughness_and_metal(key, colour):
    found = loaded(f"{key} p.png\n", p_png=flat(*colour))
    material = found.mesh.parts[0].material
    assert material.occlusion_texture == material.metal_rough_texture == 0
    assert pixel(found, 0) == [10, 20, 30]


def test_an_opacity_picture_joins_the_colour():
    found = loaded("map_Kd a.png\nmap_d d.png\nmap_Ka a.png\n", a_png=flat(200, 100, 50), d_png=flat(77))
    assert pixel(found, 0) == [200, 100, 50, 77]
    assert (found.mesh.parts[0].material.alpha, len(found.mesh.images), found.warnings) == ("BLEND", 1, ())


def test_pictures_without_a_place_are_told():
    found = loaded(
        "map_Ks s.png\nmap_Ns s.png\ndisp s.png\nmap_Kd -mm 0.1 0.9 a.png\nbump h.png\n",
        a_png=picture(8),
        h_png=flat(9),
    )
    assert told(found) == {
        ("obj-bump-left-out", "h.png"): None, ("obj-map-left-out", "map_ks"): 1, ("obj-map-left-out", "map_ns"): 1,
        ("obj-map-left-out", "disp"): 1, ("obj-map-option", "-mm"): 1,
    }  # fmt: skip


def test_faces_without_coordinates_lose_no_other_face_its_picture():
    text = f"mtllib a.mtl\n{SQUARE}usemtl m\n{FACE}f 1 2 3\nf 1//1 2//1 3//1\nf 1/1 2/2 3/3\n"
    found = loaded("map_Kd a.png\n", text, a_png=picture(8))
    shown, bare = found.mesh.parts
    assert (len(shown.indices), shown.material.base_texture) == (3, 0)
    assert (len(bare.indices), bare.uvs, bare.material.base_texture) == (2, None, None)
    assert told(found) == {("obj-no-uv", ""): 2}


def test_groups_do_not_cut_a_material_and_curves_are_told():
    curve = "cstype bezier\ncurv 0 1 1 2 3 4\nparm u 0 1\nend\n"
    text = f"o một\n{SQUARE}g a b\ns 1\nf 1 2 3\ng c\ns off\nf 1 3 4\nl 1 2\np 1\n{curve}"
    found = load_mesh(text.encode(), ".obj", {})
    assert [len(part.indices) for part in found.mesh.parts] == [2]
    assert told(found) == {("mesh-lines-left-out", ""): 2, ("obj-curves-left-out", ""): 1}


def test_relative_numbers_count_from_where_they_stand():
    face = "f -3/-1 -2/-1 -1/-1\n"
    text = f"v 9 9 9\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\n{face}v 5 0 0\nv 6 0 0\nv 5 1 0\nvt 1 1\n{face}"
    part = load_mesh(text.encode(), ".obj", {}).mesh.parts[0]
    assert part.positions[part.indices][:, 0].tolist() == [[0, 0, 0], [5, 0, 0]]
    assert part.uvs[part.indices][:, 0].tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("indent", ["", "  ", "\t"])
def test_every_end_of_line_and_indent_is_read(eol, indent):
    text = "# ghi chú v 1 2 3\nv 0 0 0 # góc\nv\t1 0 0\n\nv 1 1 0\nf 1 2 \\\n 3\n"
    lines = (indent + line for line in text.splitlines())
    part = load_mesh(eol.join(lines).encode(), ".obj", {}).mesh.parts[0]
    assert part.positions.tolist() == [[0, 0, 0], [1, 0, 0], [1, 1, 0]]


@pytest.mark.parametrize(
    "lines", ["v 0 0 0 1\nv 1 0 0\nv 0 1 0", "v 0 0 0 9 9\nv 1 0 0 9\nv 0 1 0", "v 0 0 0\nv 1 0 0 1 1 1\nv 0 1 0"]
)
def test_positions_of_uneven_width_keep_what_all_have(lines):
    part = load_mesh(f"{lines}\nf 1 2 3\n".encode(), ".obj", {}).mesh.parts[0]
    assert part.positions.tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    "bad", ["v 0 0", "v 0 x 0", "f 1 2 3/x", "f 1 2 4", "f 0 1 2", "f 1 2 -9", "f 1//9 2//9 3//9", "f 1/2/3/4 2 3"]
)
def test_what_cannot_be_is_refused(bad):
    with pytest.raises(RecipeError) as caught:
        load_mesh(f"v 0 0 0\nv 1 0 0\nv 0 1 0\n{bad}\nf 1 2 3\n".encode(), ".obj", {})
    assert caught.value.code in {"obj-data", "mesh-index-range"}


def test_hollow_polygons_keep_their_outline():
    text = "v 0 0 0\nv 4 4 0\nv 0 1 0\nv -4 4 0\nf 1 2 3 4\n"
    part = load_mesh(text.encode(), ".obj", {}).mesh.parts[0]
    corners = part.positions[part.indices]
    assert (np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0).all()
