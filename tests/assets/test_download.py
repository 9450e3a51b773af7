"""mesh.download: every form is the same object, carries its credit, and tells what it cannot hold."""

import io
import json
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import picture, sphere, textured
from vmuseum.assets.downloads import download
from vmuseum.errors import RecipeError
from vmuseum.mesh import ktx2, raster
from vmuseum.mesh.arrays import Image, Material, Mesh, encode
from vmuseum.mesh.glb import read_glb
from vmuseum.plan.recipes import MeshDownload

EXTRAS = {"rights": {"license": "CC-BY-4.0"}, "paradata": {"status": "survey"}, "provenance": {"master": "a"}}
CREDIT = "Bảo tàng Cần Thơ · CC-BY-4.0"


def made(mesh, form):
    text = json.dumps(EXTRAS, sort_keys=True)
    params = MeshDownload(form=form, title="Bình gốm", copyright=CREDIT, extras=text)
    return download.run({"mesh.vmesh": encode(mesh)}, params)


def asset(glb):
    (length,) = struct.unpack_from("<I", glb, 12)
    return json.loads(glb[20 : 20 + length])["asset"]


def unzipped(package):
    found = zipfile.ZipFile(io.BytesIO(package))
    return {name: found.read(name) for name in found.namelist()}


@pytest.fixture(scope="module")
def vase():
    ball = textured(sphere(12, colours=True), size=60)
    webp = raster.webp(raster.decode(ball.images[0].data), quality=90)
    return replace(ball, images=(webp,))


def test_the_whole_glb_is_the_master_to_the_last_bit(vase):
    out = made(vase, "glb")
    back = read_glb(out.files["model.glb"])
    assert np.array_equal(back.parts[0].positions, vase.parts[0].positions)
    assert np.array_equal(back.parts[0].indices, vase.parts[0].indices)
    assert np.array_equal(back.parts[0].uvs, vase.parts[0].uvs)
    assert back.images == vase.images
    assert out.facts == {"bytes": len(out.files["model.glb"]), "triangles": vase.triangles, "texture_px": 60}


@pytest.mark.parametrize("form", ["glb", "draco", "ktx2"])
def test_credit_rights_and_provenance_are_inside(vase, form):
    found = asset(made(vase, form).files["model.glb"])
    assert found["copyright"] == CREDIT
    assert EXTRAS.items() <= found["extras"].items()


def test_credit_and_licence_are_inside_the_usdz(vase):
    out = made(vase, "usdz")
    layer = unzipped(out.files["model.usdz"])["model.usda"].decode()
    assert 'string "license" = "CC-BY-4.0"' in layer
    assert f'string "copyright" = "{CREDIT}"' in layer
    assert 'doc = "Bình gốm"' in layer


@pytest.mark.parametrize("form", ["glb", "draco", "ktx2", "usdz"])
def test_the_same_mesh_gives_the_same_bytes(vase, form):
    assert made(vase, form) == made(vase, form)


def test_ktx2_pictures_are_packed_for_the_card_and_no_larger_than_stated(monkeypatch, vase):
    monkeypatch.setattr(download, "LARGEST_PX", 32)
    monkeypatch.setattr("vmuseum.assets.downloads.gpu_pictures.LARGEST_PX", 32)
    out = made(vase, "ktx2")
    glb = out.files["model.glb"]
    assert json.loads(glb[20 : 20 + struct.unpack_from("<I", glb, 12)[0]])["extensionsRequired"] == [
        "KHR_texture_basisu"
    ]
    at = glb.index(b"\xabKTX 20\xbb")
    assert ktx2.decode(glb[at:]).shape == (32, 32, 4)
    assert out.facts["texture_px"] == 32
    assert [w.code for w in out.warnings] == ["download-textures-smaller"]


def test_usdz_holds_jpeg_or_png_only(vase):
    for images in (vase.images, (Image("image/png", picture(32, mode="RGBA")),)):
        files = unzipped(made(replace(vase, images=images), "usdz").files["model.usdz"])
        assert {name.rpartition(".")[2] for name in files} <= {"usda", "jpg", "png"}
        assert len(files) == 2


def test_factors_are_drawn_into_the_pictures_of_a_usdz():
    """A viewer that passes over inputs:scale must not show plaster as steel."""
    plain = np.full((8, 8, 3), 200, np.uint8)
    image = raster.png(raster.picture(plain))
    surface = Material(
        base_colour=(0.5, 1.0, 1.0, 1.0), metallic=0.5, roughness=0.25, base_texture=0, metal_rough_texture=0
    )
    files = unzipped(made(Mesh((sphere(4, material=surface),), (image,)), "usdz").files["model.usdz"])
    layer = files.pop("model.usda").decode()
    assert "inputs:scale" not in layer
    means = [raster.pixels(raster.decode(data)).reshape(-1, 3).mean(axis=0).round() for data in files.values()]
    assert sorted(m.tolist() for m in means) == [
        pytest.approx([147, 200, 200], abs=3),  # half the light of 200 in sRGB
        pytest.approx([200, 50, 100], abs=3),
    ]


def test_without_metal_its_channel_is_not_linked():
    surface = Material(metallic=0.0, roughness=1.0, metal_rough_texture=0)
    mesh = Mesh((sphere(4, material=surface),), (Image("image/png", picture(8)),))
    layer = unzipped(made(mesh, "usdz").files["model.usdz"])["model.usda"].decode()
    assert "inputs:metallic = 0" in layer
    assert "inputs:roughness.connect" in layer


def test_what_a_usdz_cannot_hold_is_told(vase):
    assert [(w.code, dict(w.args)) for w in made(vase, "usdz").warnings] == [
        ("download-left-out", {"form": "usdz", "names": "COLOR_0"})
    ]


def test_nothing_to_download_is_an_error():
    empty = replace(sphere(3), indices=np.zeros((0, 3), np.uint32))
    with pytest.raises(RecipeError) as caught:
        made(Mesh((empty,)), "usdz")
    assert caught.value.code == "mesh-empty"
