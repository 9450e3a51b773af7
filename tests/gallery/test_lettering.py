import numpy as np
import pytest

from vmuseum.gallery.lettering import SERIF, Paragraph, _font, label, panel, sheet
from vmuseum.schema.base import Text
from vmuseum.text import VIETNAMESE_LETTERS

PAPER = np.array([238, 232, 219])


def ink(picture):
    return np.abs(np.asarray(picture).astype(int) - PAPER).sum(axis=2) > 60


@pytest.mark.parametrize("face", ["source-serif-4-600", "source-serif-4-400", "be-vietnam-pro-400"])
def test_every_face_draws_all_134_letters(face):
    font = _font(face, 40)
    missing = font.getmask("\uffff").getbbox()
    shapes = {bytes(font.getmask(letter)) for letter in VIETNAMESE_LETTERS}
    assert len(shapes) == 134
    assert all(font.getmask(letter).getbbox() not in (None, missing) for letter in "ẲặỮ")


def test_marks_above_the_first_line_and_below_the_last_are_inside():
    picture = sheet([Paragraph("ẮẰẲẴ Ẳ ặỵ", SERIF, 1.0, (0, 0, 0))], (600, 160), margin=0.02, largest=0.5)
    drawn = ink(picture)
    assert drawn.any()
    assert not drawn[0].any()
    assert not drawn[-1].any()
    assert not drawn[:, 0].any()
    assert not drawn[:, -1].any()


def test_long_words_are_set_smaller_until_they_fit():
    short = ink(panel(Text(vi="Một"), Text(vi="Ngắn."), (700, 700)))
    long = ink(panel(Text(vi="Một"), Text(vi="Rất nhiều chữ trong bảng này. " * 40), (700, 700)))
    assert long.sum() > short.sum()
    assert not long[-20:].any()
    assert not long[:, -20:].any()


def test_english_that_repeats_the_vietnamese_is_left_out():
    once = label(("Linga – Yoni", "Linga – Yoni"), ("", ""), (440, 255))
    twice = label(("Linga – Yoni", "Linga and Yoni"), ("", ""), (440, 255))
    assert ink(twice).sum() > ink(once).sum()
