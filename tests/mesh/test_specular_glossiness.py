"""Against the formulas of the Khronos example, written out for one colour at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesh_builders import picture
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.specular_glossiness import Gloss, converted

SHARES = st.floats(0, 1)
COLOURS = st.tuples(SHARES, SHARES, SHARES)


def brightness(colour):
    return math.sqrt(0.299 * colour[0] ** 2 + 0.587 * colour[1] ** 2 + 0.114 * colour[2] ** 2)


def khronos(diffuse, specular):
    left = 1 - max(specular)
    dark, shine = brightness(diffuse), brightness(specular)
    metal = 0.0
    if shine >= 0.04:
        b = dark * left / 0.96 + shine - 0.08
        metal = min(max((-b + math.sqrt(max(b * b - 0.16 * (0.04 - shine), 0))) / 0.08, 0), 1)
    base = []
    for d, s in zip(diffuse, specular, strict=True):
        from_diffuse = d * left / 0.96 / max(1 - metal, 1e-6)
        from_specular = (s - 0.04 * (1 - metal)) / max(metal, 1e-6)
        base.append(min(max(from_diffuse + (from_specular - from_diffuse) * metal * metal, 0), 1))
    return base, metal


@given(COLOURS, COLOURS, SHARES)
def test_factors_follow_the_formulas(diffuse, specular, glossiness):
    found = converted(Gloss(diffuse, 1.0, specular, glossiness))
    base, metal = khronos(diffuse, specular)
    assert found.base == pytest.approx(base, abs=1e-9)
    assert found.metallic == pytest.approx(metal, abs=1e-9)
    assert found.roughness == pytest.approx(1 - glossiness)


def test_every_pixel_follows_the_formulas():
    data = Image("image/png", picture(32))
    found = converted(Gloss((0.8, 0.9, 1.0), 1.0, (0.5, 0.4, 0.3), 0.5), data)
    pixels = linear_from_srgb(raster.pixels(raster.decode(data.data)) / 255.0)
    base = raster.pixels(raster.decode(found.base_picture.data))
    rough = raster.pixels(raster.decode(found.metal_rough_picture.data))
    for y, x in ((0, 0), (13, 7), (31, 31), (20, 2)):
        wanted, metal = khronos([p * f for p, f in zip(pixels[y, x], (0.8, 0.9, 1.0), strict=True)], (0.5, 0.4, 0.3))
        assert linear_from_srgb(base[y, x] / 255.0) == pytest.approx(wanted, abs=0.006)
        assert rough[y, x].tolist() == [0, 128, round(metal * 255)]


def test_large_pictures_in_bands_are_the_same_as_small_ones():
    tall = np.tile(raster.pixels(raster.decode(picture(64))), (80, 1, 1))  # 5120 rows: more than one band
    gloss = Gloss((1.0, 1.0, 1.0), 1.0, (0.3, 0.3, 0.3), 0.5)
    whole = converted(gloss, raster.png(raster.picture(tall)))
    part = converted(gloss, Image("image/png", picture(64)))
    found = raster.pixels(raster.decode(whole.base_picture.data))
    assert (found[-64:] == raster.pixels(raster.decode(part.base_picture.data))).all()
