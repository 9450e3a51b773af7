"""USDZ: the package is as the specification says, and Pixar's own library opens it and agrees with the mesh."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import picture, sphere, textured
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.usd_text import quoted, vectors
from vmuseum.mesh.usdz import left_out, packed, write_usdz

JPEG = Image("image/jpeg", picture(32, "JPEG"))


def full():
    """Return a mesh with every kind of picture, a coloured part, glass and a cut-out."""
    surface = Material(
        "men",
        metallic=0.7,
        roughness=0.4,
        emissive=(0.1, 0.2, 0.3),
        base_texture=0,
        normal_texture=1,
        metal_rough_texture=2,
        occlusion_texture=3,
        emissive_texture=4,
        second_uv=("occlusion_texture",),
        extensions=json.dumps({"KHR_materials_clearcoat": {"clearcoatFactor": 0.5}, "KHR_materials_ior": {"ior": 1.4}}),
    )
    ball = sphere(8, material=surface, name="thân bình")
    glass = sphere(4, material=Material(base_colour=(1, 1, 1, 0.3), alpha="BLEND", double_sided=True))
    leaf = sphere(4, material=Material(base_texture=0, alpha="MASK", alpha_cutoff=0.25))
    sign = sphere(4, material=Material(base_texture=0, unlit=True))
    parts = (replace(ball, uvs2=ball.uvs), sphere(6, colours=True), glass, leaf, sign)
    return Mesh(parts, (JPEG,) * 5)


def names(package):
    return zipfile.ZipFile(io.BytesIO(package)).namelist()


def test_the_layer_comes_first_and_every_file_starts_at_64_bytes():
    package = write_usdz(full())
    found = zipfile.ZipFile(io.BytesIO(package))
    assert names(package) == ["model.usda", *(f"textures/{n}.jpg" for n in range(5))]
    for entry in found.infolist():
        assert entry.compress_type == zipfile.ZIP_STORED
        head = package[entry.header_offset :]
        start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        assert start % 64 == 0
        assert package[start : start + entry.file_size] == found.read(entry)


@pytest.mark.parametrize("size", range(64))
def test_files_of_any_length_are_aligned(size):
    package = packed([("a.usda", bytes(size)), ("b.png", b"x")])
    assert package.index(b"x", package.index(b"b.png")) % 64 == 0


def test_the_same_mesh_gives_the_same_bytes():
    assert write_usdz(full(), title="Bình") == write_usdz(full(), title="Bình")


def test_a_picture_that_nobody_shows_stays_outside():
    bare = Mesh((replace(sphere(4), uvs=None, material=Material(base_texture=0)),), (JPEG,))
    assert names(write_usdz(bare)) == ["model.usda"]


def test_what_a_preview_cannot_show_is_told():
    glowing = Material(base_texture=0, extensions=json.dumps({"KHR_materials_sheen": {}, "KHR_materials_ior": {}}))
    part = replace(sphere(4, colours=True), material=glowing)
    assert left_out(Mesh((part,), (JPEG,))) == ("COLOR_0", "KHR_materials_sheen")
    assert left_out(full()) == ()


def test_text_cannot_leave_its_quotation_marks():
    assert quoted('Bình "gốm"\n\\ \x00') == '"Bình \\"gốm\\"\\n\\\\ "'


def test_numbers_are_short_and_never_minus_zero():
    rows = np.array([[0.1 + 0.2, -0.00001, 3.0], [1e-7, 12345.678, -2.5]])
    assert vectors(rows, 3) == "[(0.3,0,3),(0,12345.678,-2.5)]"


@pytest.fixture
def stage(tmp_path):
    """Return a function that opens a package with Pixar's library after its validators found nothing."""
    usd = pytest.importorskip("pxr.Usd", reason="pip install usd-core to check with Pixar's own library")
    validation = pytest.importorskip("pxr.UsdValidation")

    def opened(package):
        file = tmp_path / f"{hashlib.sha256(package).hexdigest()}.usdz"  # the library remembers what it opened by name
        file.write_bytes(package)
        found = usd.Stage.Open(str(file))
        context = validation.ValidationContext(validation.ValidationRegistry().GetOrLoadAllValidators())
        assert [error.GetMessage() for error in context.Validate(found)] == []
        return found

    return opened


def test_pixars_validators_find_nothing_and_counts_and_bounds_agree(stage):
    from pxr import UsdGeom

    mesh = full()
    found = stage(write_usdz(mesh, title="Bình gốm", custom={"license": "CC0-1.0", "copyright": 'Bảo tàng "Cần Thơ"'}))
    meshes = [UsdGeom.Mesh(prim) for prim in found.Traverse() if prim.IsA(UsdGeom.Mesh)]
    assert sum(len(m.GetFaceVertexCountsAttr().Get()) for m in meshes) == mesh.triangles
    box = UsdGeom.BBoxCache(0, ["default", "render"]).ComputeWorldBound(found.GetDefaultPrim()).GetRange()
    low, high = mesh.bounds()
    assert np.allclose(box.GetMin(), low, atol=2e-5)
    assert np.allclose(box.GetMax(), high, atol=2e-5)
    assert (UsdGeom.GetStageMetersPerUnit(found), UsdGeom.GetStageUpAxis(found)) == (1.0, "Y")
    assert found.GetRootLayer().customLayerData == {"license": "CC0-1.0", "copyright": 'Bảo tàng "Cần Thơ"'}


def test_the_surface_is_what_the_material_says(stage):
    from pxr import UsdShade

    found = stage(write_usdz(full()))
    surface = UsdShade.Shader(found.GetPrimAtPath("/Model/Looks/Look0/Surface"))
    texture = UsdShade.Shader(found.GetPrimAtPath("/Model/Looks/Look0/normal_texture"))
    assert surface.GetInput("clearcoat").Get() == pytest.approx(0.5)
    assert surface.GetInput("ior").Get() == pytest.approx(1.4)
    assert surface.GetInput("roughness").HasConnectedSource()
    assert (texture.GetInput("sourceColorSpace").Get(), tuple(texture.GetInput("scale").Get())) == ("raw", (2, 2, 2, 1))
    shade = UsdShade.Shader(found.GetPrimAtPath("/Model/Looks/Look0/occlusion_texture"))
    reader = UsdShade.Shader(shade.GetInput("st").GetConnectedSource()[0].GetPrim())
    assert reader.GetInput("varname").Get() == "st1"


def test_coordinates_grow_upwards_and_colours_are_kept(stage):
    from pxr import UsdGeom

    mesh = full()
    found = stage(write_usdz(mesh))
    first = UsdGeom.PrimvarsAPI(found.GetPrimAtPath("/Model/Geom/Part0")).GetPrimvar("st").Get()
    assert np.allclose(np.array(first), mesh.parts[0].uvs * [1, -1] + [0, 1], atol=1e-5)
    colours = UsdGeom.PrimvarsAPI(found.GetPrimAtPath("/Model/Geom/Part1")).GetPrimvar("displayColor").Get()
    assert np.allclose(np.array(colours), mesh.parts[1].colours[:, :3], atol=1e-4)


def test_tiny_and_huge_objects_keep_their_shape(stage):
    from pxr import UsdGeom

    for size in (0.004, 300.0):
        ball = textured(sphere(12, radius=size))
        found = stage(write_usdz(ball))
        points = np.array(UsdGeom.Mesh(found.GetPrimAtPath("/Model/Geom/Part0")).GetPointsAttr().Get())
        assert np.abs(points - ball.parts[0].positions).max() < size * 2e-5
