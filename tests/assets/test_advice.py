from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import picture, sphere
from vmuseum.assets.inspection.advice import advice
from vmuseum.assets.inspection.document import advice_rows, document
from vmuseum.assets.inspection.rows import sections
from vmuseum.assets.inspection.size import Reading, likely_unit, scale
from vmuseum.assets.inspection.survey import survey
from vmuseum.assets.inspection.wording import figure, length, percent, sizes
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.plan.recipes import Warning_

TALL = {"height_m": 0.263}


def advised(*, size=(1.0, 1.0, 1.0), reading=None, material=None, warnings=()):
    ball = sphere(16, material=material)
    part = replace(ball, positions=(ball.positions / 2 * size).astype(np.float32))
    images = (Image("image/png", picture(64)),) if material else ()
    found = survey(Loaded(Mesh((part,), images), warnings), reading or Reading())
    return {row.code: row for row in advice(found)}, found


def test_millimetres_are_recognised_by_the_record():
    rows, found = advised(size=(150, 263, 150), reading=Reading("binh", "y", None, None, TALL))
    assert rows["inspect-unit-record"].yaml == "unit: mm"
    assert rows["inspect-unit-record"].level == "first"
    assert found.size.scale.metres == 0.001
    text = advice_rows(advice(found), "vi")[0]["text"]
    assert "26,3 cm" in text
    assert "263 đơn vị" in text


def test_a_file_that_agrees_with_its_record_needs_no_word_on_size():
    rows, found = advised(size=(0.15, 0.263, 0.15), reading=Reading("binh", "y", None, None, TALL))
    assert not any("size" in code or "unit" in code or "up" in code for code in rows)
    assert found.size.scale.ratio == pytest.approx(1.0)


def test_a_height_no_unit_fits_is_told_with_the_height_to_write():
    rows, _ = advised(size=(3.0, 7.0, 3.0), reading=Reading("binh", "y", None, None, TALL))
    assert rows["inspect-height-record"].yaml == "height_m: 0.263"


def test_a_model_lying_down_is_seen_by_its_record():
    rows, _ = advised(size=(0.1, 0.12, 0.263), reading=Reading("binh", "y", None, None, TALL))
    assert rows["inspect-up-record"].yaml == "up: z"


def test_a_model_on_its_head_is_seen_by_its_open_underside():
    ball = sphere(16)
    cut = ball.positions[ball.indices][:, :, 1].max(axis=1) > 0.9
    head_down = Mesh((replace(ball, indices=ball.indices[~cut]),))
    rows = {row.code: row for row in advice(survey(Loaded(head_down), Reading("b", "y", 0.3)))}
    assert rows["inspect-up-guess"].yaml == "up: -y"
    assert "inspect-up-guess" not in {row.code for row in advice(survey(Loaded(head_down), Reading("b", "-y", 0.3)))}


def test_a_unit_that_contradicts_the_record_is_told():
    rows, _ = advised(size=(150, 263, 150), reading=Reading("binh", "y", None, "cm", TALL))
    assert rows["inspect-size-differs"].yaml == "unit: mm"
    assert "inspect-size-differs" not in advised(size=(150, 263, 150), reading=Reading("b", "y", None, "mm", TALL))[0]


def test_width_alone_tells_the_unit_too():
    found = scale((80.0, 30.0, 40.0), Reading("b", "y", None, None, {"diameter_m": 0.8}))
    assert (found.unit, found.source) == ("cm", "record")


@pytest.mark.parametrize(
    ("largest", "unit"), [(0.3, "m"), (11.0, "m"), (263.0, "mm"), (40.0, None), (1.0, None), (2.0, None), (0.001, None)]
)
def test_the_unit_is_guessed_where_one_makes_an_ordinary_exhibit(largest, unit):
    assert likely_unit(largest) == unit


def test_a_size_scaled_to_one_is_lost():
    assert "inspect-size-lost" in advised(size=(1.0, 0.5, 0.5))[0]


def test_poor_use_of_a_picture_asks_for_baking():
    material = Material(base_texture=0)
    ball = sphere(16, material=material)
    shrunk = replace(ball, uvs=ball.uvs * np.float32(0.4))
    image = Image("image/png", picture(64))
    both = Mesh((shrunk, replace(shrunk, positions=shrunk.positions + np.float32(3))), (image,))
    rows = {row.code: row for row in advice(survey(Loaded(both), Reading()))}
    assert rows["inspect-texture-waste"].yaml == "bake: always"
    assert rows["inspect-uv-overlap"].yaml == "bake: always"
    assert "inspect-texture-coarse" in rows


def test_what_matters_most_comes_first_and_warnings_of_reading_are_kept():
    rows, found = advised(size=(1.0, 0.5, 0.5), warnings=(Warning_("mesh-lines-left-out", (("count", 2),)),))
    levels = [row.level for row in rows.values()]
    assert levels == sorted(levels, key=("first", "better", "know").index)
    assert rows["mesh-lines-left-out"].level == "better"
    assert all(row["text"] for row in advice_rows(advice(found), "en"))


def test_the_document_keeps_its_shape():
    _, found = advised(material=Material(base_texture=0))
    rows = document(found)
    assert set(rows) == {"format", "kind", "exhibit", "size", "surface", "normals", "colour", "pictures"}
    assert rows["surface"]["triangles"] == found.surface.counts.triangles
    assert rows["pictures"][0]["use"]["wasted_share"] == pytest.approx(found.pictures[0].use.wasted, abs=1e-6)
    assert rows["size"]["scale_from"] == "none"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_row_has_words_and_a_value(lang):
    _, found = advised(material=Material(base_texture=0), reading=Reading("b", "y", None, "mm", TALL))
    rows = [(label.say(lang), value) for _, part in sections(found, lang) for label, value in part]
    assert len(rows) > 18
    assert all(label and value for label, value in rows)


def test_numbers_are_said_as_people_write_them():
    assert length(0.263, "vi") == "26,3 cm"
    assert length(0.0004, "en") == "0.4 mm"
    assert length(2.119, "en") == "2.12 m"
    assert (figure(1234.5, "vi"), figure(1234.5, "vi", digits=5)) == ("1230", "1234,5")
    assert sizes((1.041, 1.793, 2.801), "vi") == "1,04 × 1,79 × 2,8 m"
    assert sizes((0.265, 0.6647, 0.12), "en") == "26.5 × 66.5 × 12 cm"
    assert (percent(0.4567, "vi"), percent(0.0456, "vi"), percent(0.0001, "en")) == ("46 %", "4,6 %", "< 0.1 %")
