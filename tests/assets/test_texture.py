import io

import numpy as np
import pytest
from PIL import Image as Pil

from mesh_builders import picture, sphere, textured
from vmuseum.assets.qualities.shrinking import lifted, lowered, shrunk
from vmuseum.assets.qualities.texels import enough_px
from vmuseum.assets.qualities.texture import Pictures, TextureForm, longest_side, used_images
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material, Mesh

FORM = TextureForm(colour_px=64, normal_px=64, data_px=32, colour_quality=80, normal_quality=92, keep=False)


def coloured(size: int, kind: str = "PNG") -> Mesh:
    mesh = textured(sphere(8), size=size)
    mime = {"PNG": "image/png", "JPEG": "image/jpeg"}[kind]
    return Mesh(mesh.parts, (Image(mime, picture(size, kind)),))


def fitted(mesh: Mesh, form: TextureForm = FORM, most_px: dict | None = None) -> Mesh:
    return Pictures(mesh).fitted(mesh, form, most_px=most_px or {})


def test_step_by_step_gives_what_one_step_gives():
    noise = np.random.default_rng(4).integers(0, 256, (128, 96, 3), np.uint8)
    image = Pil.fromarray(noise)
    for kind in ("colour", "normal", "data"):
        once = lowered(lifted(image, kind, (24, 32)))
        twice = lowered(shrunk(lifted(image, kind, (48, 64)), (24, 32)))
        assert np.abs(once.astype(int) - twice).max() <= 1


def test_sizes_that_do_not_divide_are_averaged_too():
    ramp = np.repeat(np.linspace(0, 255, 300).astype(np.uint8)[None, :, None], 100, axis=0)
    small = lowered(lifted(Pil.fromarray(ramp[:, :, 0]), "data", (128, 43)))
    assert small.shape == (43, 128, 1)
    assert np.diff(small[20, :, 0].astype(int)).min() >= 0
    assert small.mean() == pytest.approx(127.5, abs=1)


def test_what_is_clear_lends_no_colour():
    values = np.zeros((64, 64, 4), np.uint8)
    values[:, ::2] = (200, 40, 40, 255)
    values[:, 1::2] = (0, 255, 0, 0)
    small = lowered(lifted(Pil.fromarray(values, "RGBA"), "colour", (32, 32)))
    assert np.abs(small[..., :3].astype(int) - (200, 40, 40)).max() <= 1
    assert np.abs(small[..., 3].astype(int) - 128).max() <= 1


def test_a_jpeg_that_fits_stays_as_delivered_at_the_finest_quality():
    mesh = coloured(64, "JPEG")
    high = TextureForm(64, 64, 64, 85, 95, keep=True)
    assert fitted(mesh, high).images[0] is mesh.images[0]
    assert fitted(mesh, TextureForm(32, 32, 32, 85, 95, keep=True)).images[0].mime == "image/webp"


def test_a_picture_of_too_many_bytes_is_made_anew():
    noise = np.random.default_rng(5).integers(0, 256, (256, 256, 3), np.uint8)
    out = io.BytesIO()
    Pil.fromarray(noise).save(out, "JPEG", quality=100, subsampling=0)
    mesh = Mesh(coloured(64).parts, (Image("image/jpeg", out.getvalue()),))
    found = fitted(mesh, TextureForm(256, 256, 256, 80, 95, keep=True)).images[0]
    assert found.mime == "image/webp"
    assert len(found.data) < 0.8 * len(out.getvalue())


def test_avif_is_written_where_it_is_asked_for():
    form = TextureForm(32, 32, 32, 80, 92, keep=False, kind="avif")
    image = fitted(coloured(64), form).images[0]
    assert image.mime == "image/avif"
    assert raster.header(image.data).mime == "image/avif"
    assert fitted(coloured(64), form).images[0] == image


def test_pictures_are_no_larger_than_the_surface_needs():
    mesh = coloured(64)
    # a ball of 12.6 m2 whose coordinates cover the picture but for its poles
    assert enough_px(mesh, 100.0)[0] == pytest.approx(100 * np.sqrt(4 * np.pi), rel=0.08)
    assert enough_px(mesh, 1.0)[0] == 32
    assert enough_px(mesh, None) == {}
    assert longest_side(fitted(mesh, most_px={0: 40})) == 40


def test_a_picture_is_decoded_once_for_all_qualities(monkeypatch):
    mesh = coloured(256)
    seen = []
    whole = raster.decode
    monkeypatch.setattr(raster, "decode", lambda data, **more: seen.append(1) or whole(data, **more))
    pictures = Pictures(mesh)
    for px in (128, 64, 32):
        pictures.fitted(mesh, TextureForm(px, px, px, 80, 92, keep=False), most_px={})
    assert len(seen) == 1


def test_normals_are_stored_with_full_chroma():
    mesh = coloured(64)
    bumpy = Mesh((sphere(8, material=Material(normal_texture=0)),), mesh.images)
    image = fitted(bumpy).images[0]
    assert image.mime == "image/jpeg"
    assert [layer[1:3] for layer in Pil.open(io.BytesIO(image.data)).layer] == [(1, 1)] * 3


def test_unused_pictures_go():
    mesh = coloured(32)
    two = Mesh(
        (sphere(8, material=Material(base_texture=1, normal_texture=0)),),
        (mesh.images[0], Image("image/png", picture(16))),
    )
    found = used_images(Pictures(two).colours_alone(two))
    assert found.images == (two.images[1],)
    assert found.parts[0].material.base_texture == 0


def test_a_surface_without_its_map_is_as_metallic_as_the_map_was_on_the_whole():
    values = np.zeros((64, 64, 3), np.uint8)
    values[:, :32, 1], values[:32, :, 2] = 102, 255
    image = raster.png(raster.picture(values))
    ball = sphere(8, material=Material(metallic=1.0, roughness=1.0, metal_rough_texture=0))
    mesh = Mesh((ball,), (image,))
    material = Pictures(mesh).colours_alone(mesh).parts[0].material
    assert (material.metallic, material.roughness) == pytest.approx((0.5, 0.2), abs=0.01)
    assert material.metal_rough_texture is None
