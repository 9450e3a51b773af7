"""Materials of glTF as delivered: two sets of coordinates, transforms, factors, extensions; losses told."""

import io
import json

import numpy as np
import pytest
from PIL import Image as Pil

from gltf_builder import SQUARE_UV, Gltf
from mesh_builders import picture
from vmuseum.errors import RecipeError
from vmuseum.mesh import ktx2, raster
from vmuseum.mesh.glb import load_gltf

NORMALS = np.tile(np.float32([0, 0, 1]), (4, 1))
OTHER_UV = SQUARE_UV * np.float32(0.5)


def loaded(file):
    found = load_gltf(file.glb(), {})
    return found.mesh, {w.code: dict(w.args) for w in found.warnings}


def info(texture, **more):
    return {"index": texture} | more


def moved(texture, *, scale=(1, 1), offset=(0, 0), rotation=0, **more):
    transform = {"scale": list(scale), "offset": list(offset), "rotation": rotation}
    return info(texture, extensions={"KHR_texture_transform": transform}, **more)


def test_pictures_of_one_material_keep_both_sets_of_coordinates():
    file = Gltf()
    base, shade = file.texture(), file.texture(picture(8))
    material = file.material(
        pbrMetallicRoughness={"baseColorTexture": info(base)}, occlusionTexture=info(shade, texCoord=1, strength=0.25)
    )
    file.square(material=material, TEXCOORD_0=SQUARE_UV, TEXCOORD_1=OTHER_UV)
    mesh, told = loaded(file)
    part = mesh.parts[0]
    assert (part.uvs == SQUARE_UV).all()
    assert (part.uvs2 == OTHER_UV).all()
    assert part.material.second_uv == ("occlusion_texture",)
    assert (part.material.base_texture, part.material.occlusion_texture) == (0, 1)
    assert part.material.occlusion_strength == 0.25
    assert told == {}


def test_one_set_in_use_becomes_the_first_and_the_spare_one_stays():
    file = Gltf()
    material = file.material(pbrMetallicRoughness={"baseColorTexture": info(file.texture(), texCoord=1)})
    file.square(material=material, TEXCOORD_0=SQUARE_UV, TEXCOORD_1=OTHER_UV)
    mesh, told = loaded(file)
    assert (mesh.parts[0].uvs == OTHER_UV).all()
    assert (mesh.parts[0].uvs2 == SQUARE_UV).all()
    assert mesh.parts[0].material.second_uv == ()
    assert told == {}


def test_unlike_transforms_of_one_set_are_baked_into_two():
    file = Gltf()
    base, normal = file.texture(), file.texture(picture(8))
    material = file.material(
        pbrMetallicRoughness={"baseColorTexture": moved(base, scale=(2, 3), offset=(0.5, 0.25))},
        normalTexture=moved(normal, rotation=np.pi / 2) | {"scale": 0.5},
    )
    file.square(material=material, TEXCOORD_0=SQUARE_UV)
    mesh, told = loaded(file)
    part = mesh.parts[0]
    assert part.uvs == pytest.approx(SQUARE_UV * [2, 3] + [0.5, 0.25])
    # u axis turns to -v: a quarter turn counter-clockwise with v downwards (KHR_texture_transform, rotation)
    assert part.uvs2 == pytest.approx(np.column_stack([SQUARE_UV[:, 1], -SQUARE_UV[:, 0]]), abs=1e-6)
    assert part.material.second_uv == ("normal_texture",)
    assert part.material.normal_scale == 0.5
    assert told == {}


def test_a_third_set_is_told_and_its_picture_left_out():
    file = Gltf()
    textures = [file.texture(picture(8 + 8 * n)) for n in range(3)]
    material = file.material(
        pbrMetallicRoughness={"baseColorTexture": info(textures[0])},
        normalTexture=info(textures[1], texCoord=1),
        emissiveTexture=info(textures[2], texCoord=2),
    )
    file.square(material=material, TEXCOORD_0=SQUARE_UV, TEXCOORD_1=OTHER_UV, TEXCOORD_2=OTHER_UV)
    mesh, told = loaded(file)
    assert mesh.parts[0].material.emissive_texture is None
    assert len(mesh.images) == 2
    assert told == {"mesh-texture-left-out": {"count": 1}, "mesh-uv-sets-left-out": {"count": 1}}


def test_pictures_without_their_coordinates_are_told():
    file = Gltf()
    material = file.material(pbrMetallicRoughness={"baseColorTexture": info(file.texture())})
    file.square(material=material)
    mesh, told = loaded(file)
    assert mesh.parts[0].material.base_texture is None
    assert told == {"mesh-texture-no-uv": {"count": 1}}


@pytest.mark.parametrize(("uvs", "codes"), [(SQUARE_UV, set()), (SQUARE_UV * 3, {"mesh-texture-wrap"})])
def test_clamping_is_told_only_where_it_shows(uvs, codes):
    file = Gltf()
    texture = file.texture(sampler={"wrapS": 33071, "wrapT": 10497})
    file.square(material=file.material(pbrMetallicRoughness={"baseColorTexture": info(texture)}), TEXCOORD_0=uvs)
    assert set(loaded(file)[1]) == codes


def test_factors_of_every_kind_are_kept():
    file = Gltf()
    material = file.material(
        name="gốm", alphaMode="MASK", alphaCutoff=0.25, doubleSided=True, emissiveFactor=[0.5, 0.25, 0],
        pbrMetallicRoughness={"baseColorFactor": [0.5, 0.25, 0.125, 0.75], "metallicFactor": 0.5},
        extensions={"KHR_materials_unlit": {}, "KHR_materials_emissive_strength": {"emissiveStrength": 4}},
    )  # fmt: skip
    file.square(material=material)
    found = loaded(file)[0].parts[0].material
    assert (found.name, found.alpha, found.alpha_cutoff, found.double_sided) == ("gốm", "MASK", 0.25, True)
    assert (found.base_colour, found.metallic, found.roughness) == ((0.5, 0.25, 0.125, 0.75), 0.5, 1.0)
    assert (found.unlit, found.emissive) == (True, (2.0, 1.0, 0.0))


def test_extensions_keep_their_factors_and_tell_of_their_pictures():
    file = Gltf()
    texture = file.texture()
    coats = {
        "KHR_materials_clearcoat": {"clearcoatFactor": 0.5, "clearcoatTexture": info(texture)},
        "KHR_materials_ior": {"ior": 1.4},
        "KHR_materials_volume": {"thicknessFactor": 0.5, "attenuationColor": [0.5, 1, 1], "attenuationDistance": 2},
        "KHR_materials_sheen": {"sheenColorFactor": [1, 0.5, 0], "sheenRoughnessFactor": 7},
        "ACME_glow": {"power": 3},
    }
    file.uses(*coats)
    file.square(material=file.material(extensions=coats), TEXCOORD_0=SQUARE_UV)
    file.document["nodes"][0]["scale"] = [3, 3, 3]
    mesh, told = loaded(file)
    assert json.loads(mesh.parts[0].material.extensions) == {
        "KHR_materials_clearcoat": {"clearcoatFactor": 0.5},
        "KHR_materials_ior": {"ior": 1.4},
        "KHR_materials_sheen": {"sheenColorFactor": [1, 0.5, 0], "sheenRoughnessFactor": 1},
        "KHR_materials_volume": {
            "thicknessFactor": pytest.approx(1.5), "attenuationColor": [0.5, 1, 1],
            "attenuationDistance": pytest.approx(6),
        },
    }  # fmt: skip
    assert told == {
        "mesh-coat-texture": {"count": 1, "name": "KHR_materials_clearcoat"},
        "mesh-extension-left-out": {"count": 1, "name": "ACME_glow"},
    }


def flat_picture(*colour, size=8):
    out = io.BytesIO()
    Pil.new("RGBA" if len(colour) == 4 else "RGB", (size, size), colour).save(out, "PNG")
    return out.getvalue()


def test_specular_glossiness_pictures_are_converted_pixel_by_pixel():
    file = Gltf()
    # gold: no diffuse, sRGB of linear (1, 0.766, 0.336) as specular, glossiness 0.75
    diffuse, gold = file.texture(flat_picture(0, 0, 0, 128, size=4)), file.texture(flat_picture(255, 226, 157, 191))
    gloss = {"diffuseTexture": info(diffuse), "specularGlossinessTexture": info(gold), "diffuseFactor": [1, 1, 1, 0.5]}
    file.square(
        material=file.material(extensions={"KHR_materials_pbrSpecularGlossiness": gloss}, alphaMode="BLEND"),
        TEXCOORD_0=SQUARE_UV,
    )
    mesh, told = loaded(file)
    found = mesh.parts[0].material
    base, rough = (
        raster.pixels(raster.decode(mesh.images[n].data)) for n in (found.base_texture, found.metal_rough_texture)
    )
    assert base.shape == (8, 8, 4)
    assert base[3, 3].tolist() == pytest.approx([255, 226, 157, 128], abs=1)
    assert rough[3, 3].tolist() == pytest.approx([0, 64, 255], abs=1)
    assert (found.base_colour, found.metallic, found.roughness) == ((1, 1, 1, 0.5), 1, 1)
    assert told == {}


def test_a_diffuse_picture_over_a_plain_dielectric_keeps_its_bytes():
    file = Gltf()
    texture = file.texture()
    gloss = {"diffuseTexture": info(texture), "specularFactor": [0, 0, 0], "glossinessFactor": 0.25}
    file.square(material=file.material(extensions={"KHR_materials_pbrSpecularGlossiness": gloss}), TEXCOORD_0=SQUARE_UV)
    mesh, _ = loaded(file)
    assert mesh.images[0].data == picture(16)
    assert mesh.parts[0].material.roughness == 0.75
    assert mesh.parts[0].material.metal_rough_texture is None


def test_gloss_pictures_on_other_coordinates_are_told():
    file = Gltf()
    gloss = {
        "diffuseTexture": info(file.texture()), "specularFactor": [0, 0, 0],
        "specularGlossinessTexture": info(file.texture(picture(8)), texCoord=1),
    }  # fmt: skip
    material = file.material(extensions={"KHR_materials_pbrSpecularGlossiness": gloss})
    file.square(material=material, TEXCOORD_0=SQUARE_UV, TEXCOORD_1=OTHER_UV)
    mesh, told = loaded(file)
    assert told == {"mesh-gloss-left-out": {"count": 1}}
    assert len(mesh.images) == 1


def encoded(kind, **options):
    out = io.BytesIO()
    Pil.open(io.BytesIO(picture(32))).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "extension"), [("WEBP", "EXT_texture_webp"), ("AVIF", "EXT_texture_avif"), ("JPEG", None)]
)
def test_pictures_of_every_web_format_are_read(kind, extension):
    file = Gltf()
    texture = file.texture(encoded(kind), mime=f"image/{kind.lower()}", extension=extension)
    if extension:
        file.uses(extension, required=True)
    file.square(material=file.material(pbrMetallicRoughness={"baseColorTexture": info(texture)}), TEXCOORD_0=SQUARE_UV)
    mesh, told = loaded(file)
    assert mesh.images[0].mime == f"image/{kind.lower()}"
    assert raster.decode(mesh.images[0].data).size == (32, 32)
    assert told == {}


@pytest.fixture(scope="module")
def basis():
    pixels = np.dstack([raster.pixels(raster.decode(picture(32))), np.full((32, 32), 255, np.uint8)])
    return pixels, ktx2.encode(pixels, kind="data")


def test_basis_pictures_are_unpacked(basis):
    pixels, data = basis
    file = Gltf()
    file.uses("KHR_texture_basisu", required=True)
    texture = file.texture(data, mime="image/ktx2", extension="KHR_texture_basisu")
    file.square(material=file.material(pbrMetallicRoughness={"baseColorTexture": info(texture)}), TEXCOORD_0=SQUARE_UV)
    mesh, told = loaded(file)
    found = raster.pixels(raster.decode(mesh.images[0].data))
    assert mesh.images[0].mime == "image/png"
    assert np.abs(found.astype(int) - pixels[:, :, :3]).mean() < 4
    assert told == {}


def test_a_plain_picture_beside_a_basis_one_is_used_and_told(basis):
    file = Gltf()
    texture = file.texture()
    packed = file.texture(basis[1], mime="image/ktx2", extension="KHR_texture_basisu")
    both = file.document["textures"][texture] | file.document["textures"][packed]
    file.document["textures"][texture] = both
    file.square(material=file.material(pbrMetallicRoughness={"baseColorTexture": info(texture)}), TEXCOORD_0=SQUARE_UV)
    mesh, told = loaded(file)
    assert mesh.images[0].data == picture(16)
    assert told == {"mesh-basis-fallback": {"count": 1}}


@pytest.mark.parametrize("cut", [60, 200, -1])
def test_a_damaged_basis_picture_is_refused(basis, cut):
    file = Gltf()
    texture = file.texture(basis[1][:cut], mime="image/ktx2", extension="KHR_texture_basisu")
    file.square(material=file.material(pbrMetallicRoughness={"baseColorTexture": info(texture)}), TEXCOORD_0=SQUARE_UV)
    with pytest.raises(RecipeError) as caught:
        loaded(file)
    assert caught.value.code == "mesh-texture-basis"


def test_further_colours_and_custom_attributes_are_told():
    file = Gltf()
    colours = np.ones((4, 4), "<f4") * np.float32([0.5, 0.25, 1, 1])
    file.square(COLOR_0=colours[:, :3], COLOR_1=colours, _WEAR=np.ones(4, "<f4"))
    mesh, told = loaded(file)
    assert mesh.parts[0].colours == pytest.approx(colours)
    assert told == {"mesh-colours-left-out": {"count": 1}, "mesh-attributes-left-out": {"count": 1}}


def test_one_picture_in_very_many_mixtures_is_refused(monkeypatch):
    monkeypatch.setattr(raster, "MAX_MEGAPIXELS", 0.001)
    file = Gltf()
    texture = file.texture()
    for number in range(12):  # 12 times 256 pixels are more than twice a thousand
        gloss = {"diffuseTexture": info(texture), "specularFactor": [0.5, 0.5, number / 100]}
        material = file.material(extensions={"KHR_materials_pbrSpecularGlossiness": gloss})
        file.square(material=material, TEXCOORD_0=SQUARE_UV)
    with pytest.raises(RecipeError) as caught:
        loaded(file)
    assert caught.value.code == "mesh-too-large"
