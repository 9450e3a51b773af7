"""Pictures for graphics cards: encoded and decoded here, and read by the transcoder that three.js ships."""

import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mesh_builders import sphere, textured
from node_scripts import run_node
from vmuseum.errors import RecipeError
from vmuseum.mesh import embind, ktx2
from vmuseum.mesh.arrays import Image, Mesh
from vmuseum.mesh.glb import read_glb, write_glb

SIDE = 64
Y, X = np.mgrid[0:SIDE, 0:SIDE] / (SIDE - 1)


def opaque(red, green, blue):
    planes = [np.rint(np.clip(p, 0, 1) * 255).astype(np.uint8) for p in (red, green, blue)]
    return np.stack([*planes, np.full((SIDE, SIDE), 255, np.uint8)], axis=2)


PICTURE = opaque(X, Y, 0.5 + 0.4 * np.sin(X * 9))
SLOPE = np.stack([0.3 * np.sin(X * 8), 0.3 * np.cos(Y * 6)])
NORMALS = opaque(SLOPE[0] / 2 + 0.5, SLOPE[1] / 2 + 0.5, np.sqrt(1 - (SLOPE**2).sum(axis=0)) / 2 + 0.5)


@pytest.fixture(scope="module")
def colour():
    return ktx2.encode(PICTURE, kind="colour")


@pytest.fixture(scope="module")
def data():
    return ktx2.encode(NORMALS, kind="data")


def psnr(one, other):
    return 10 * np.log10(255**2 / np.mean((one.astype(float) - other) ** 2))


def described(file):
    """Return colour model, primaries and transfer of the format descriptor."""
    (at,) = struct.unpack_from("<I", file, 48)
    return tuple(file[at + 12 : at + 15])


def outcome(file):
    """Return the number of channels, or the code of the error."""
    try:
        return str(ktx2.decode(file).shape[2])
    except RecipeError as error:
        return error.code


def test_colours_come_back_close(colour):
    assert psnr(ktx2.decode(colour)[:, :, :3], PICTURE[:, :, :3]) > 30


def test_directions_come_back_within_two_degrees(data):
    wanted, found = (p[:, :, :3].astype(float) / 127.5 - 1 for p in (NORMALS, ktx2.decode(data)))
    cosine = (wanted * found).sum(axis=2) / np.linalg.norm(wanted, axis=2) / np.linalg.norm(found, axis=2)
    assert np.degrees(np.arccos(cosine.clip(-1, 1))).max() < 2.0


def test_the_descriptor_says_what_khr_texture_basisu_asks_for(colour, data):
    assert described(colour) == (163, 1, 2)  # ETC1S, BT.709, sRGB
    assert described(data) == (166, 0, 1)  # UASTC, no primaries, linear


def test_all_mipmaps_are_inside(colour, data):
    for file in (colour, data):
        assert struct.unpack_from("<II", file, 20) == (SIDE, SIDE)
        assert struct.unpack_from("<I", file, 40) == (7,)


def test_the_same_pixels_give_the_same_bytes(colour):
    assert ktx2.encode(PICTURE.copy(), kind="colour") == colour


@pytest.mark.parametrize("shape", [(6, 8, 4), (8, 6, 4), (8, 8, 3)])
def test_sides_that_are_no_multiple_of_four_are_refused(shape):
    with pytest.raises(ValueError, match="KTX2"):
        ktx2.encode(np.zeros(shape, np.uint8), kind="colour")


def test_a_picture_that_claims_to_be_huge_is_refused_unread(colour):
    huge = colour[:20] + struct.pack("<II", 100_000, 100_000) + colour[28:]
    with pytest.raises(RecipeError) as caught:
        ktx2.decode(huge)
    assert caught.value.code == "picture-too-large"


@given(cut=st.floats(0, 1), places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_an_error_or_a_picture(colour, data, cut, places):
    for file in (colour, data):
        broken = bytearray(file[: int(len(file) * cut)] if cut < 0.9 else file)
        for place, value in places:
            if broken:
                broken[int(place * len(broken))] = value
        assert outcome(bytes(broken)) in {"4", "picture-not-a-picture", "picture-truncated", "picture-too-large"}


def test_a_missing_module_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(embind, "FOLDER", tmp_path)
    embind._compiled.cache_clear()
    with pytest.raises(RecipeError) as caught:
        ktx2.encode(PICTURE, kind="colour")
    assert caught.value.code == "mesh-wasm-missing"


def test_the_transcoder_of_three_reads_both(tmp_path, colour, data):
    for name, file in (("colour", colour), ("data", data)):
        (tmp_path / f"{name}.ktx2").write_bytes(file)
    rows = run_node("three_readers.mjs", tmp_path / "colour.ktx2", tmp_path / "data.ktx2")
    assert [(row["width"], row["height"], row["levels"], row["uastc"]) for row in rows] == [
        (SIDE, SIDE, 7, False),
        (SIDE, SIDE, 7, True),
    ]
    assert rows[0]["mean"] == pytest.approx(PICTURE[:, :, :3].mean(axis=(0, 1)).tolist(), abs=2)
    assert rows[1]["mean"] == pytest.approx(NORMALS[:, :, :3].mean(axis=(0, 1)).tolist(), abs=1)


def test_a_glb_that_holds_one_is_read_back_as_pixels(colour):
    ball = textured(sphere(4))
    back = read_glb(write_glb(Mesh(ball.parts, (Image("image/ktx2", colour),)), compressed=False))
    from vmuseum.mesh import raster

    assert psnr(raster.pixels(raster.decode(back.images[0].data))[:, :, :3], PICTURE[:, :, :3]) > 30
