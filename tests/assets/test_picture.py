import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh_builders import picture
from vmuseum.assets import picture as recipe
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.plan.recipes import PictureDerive


def made(data, **params):
    return recipe.run({"main": data}, PictureDerive(**params))


def size(data):
    found = raster.header(data)
    return found.width, found.height


def test_widths_above_the_picture_are_left_out():
    found = made(picture(500), widths=(100, 480, 960))
    assert found.facts["sizes"] == [["w100.webp", 100, 100], ["w480.webp", 480, 480]]
    assert {name: size(data) for name, data in found.files.items()} == {
        "w100.webp": (100, 100), "w480.webp": (480, 480), "card.jpg": (1200, 630),
    }  # fmt: skip


def test_a_small_picture_keeps_its_width_and_is_told():
    found = made(picture(64))
    assert found.facts["sizes"] == [["w64.webp", 64, 64]]
    assert [w.code for w in found.warnings] == ["picture-small"]


def test_exif_turning_is_done_and_notes_are_gone():
    from PIL import Image

    image = Image.new("RGB", (600, 500), (255, 0, 0))
    image.paste((0, 0, 255), (0, 0, 600, 250))
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Máy ảnh"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes, quality=95)
    found = made(out.getvalue(), widths=(500,))
    assert (found.facts["width"], found.facts["height"]) == (500, 600)
    turned = Image.open(io.BytesIO(found.files["w500.webp"]))
    assert not turned.getexif()
    left, right = (np.asarray(turned.convert("RGB"))[300, x] for x in (50, 450))
    assert right[2] > 200 > left[2]


def test_transparent_pictures_stand_on_white():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (480, 480), (255, 0, 0, 0)).save(out, "PNG")
    values = np.asarray(raster.decode(made(out.getvalue()).files["w480.webp"]))
    assert values.min() > 250


def test_sixteen_bit_grey_is_scaled_not_clipped():
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.full((480, 480), 32768, np.uint16)).save(out, "PNG")
    values = np.asarray(raster.decode(made(out.getvalue()).files["w480.webp"]))
    assert values.mean() == pytest.approx(128, abs=2)


def test_the_same_picture_gives_the_same_bytes():
    data = picture(500)
    assert made(data).files == made(data).files


@pytest.mark.parametrize("cut", [20, 60, 400])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_that_end_early_are_refused(kind, cut):
    data = picture(200, kind)
    with pytest.raises(RecipeError) as caught:
        made(data[: -len(data) + cut] if len(data) > cut else data[:cut])
    assert caught.value.code in {"picture-truncated", "picture-not-a-picture"}


def test_a_web_page_is_told_from_noise():
    for data, code in ((b"<!DOCTYPE html><p>404", "picture-is-a-page"), (b"\0" * 99, "picture-not-a-picture")):
        with pytest.raises(RecipeError) as caught:
            made(data)
        assert caught.value.code == code


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF"]), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255))))
def test_damaged_pictures_give_a_told_error_or_a_picture(kind, changes):
    damaged = bytearray(picture(24, kind))
    for place, value in changes:
        damaged[place % len(damaged)] = value
    code = "picture-"
    try:
        raster.upright(raster.decode_with_notes(bytes(damaged)))
    except RecipeError as error:
        code = error.code
    assert code.startswith("picture-")
