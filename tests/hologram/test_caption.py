from __future__ import annotations

import numpy as np
import pytest

from vmuseum.errors import RecipeError
from vmuseum.hologram import caption, flat
from vmuseum.hologram.frames import HUB_RADIUS, SAFE_RADIUS, TEXT_RADIUS
from vmuseum.text import VIETNAMESE_LETTERS


@pytest.mark.parametrize("letter", VIETNAMESE_LETTERS)
def test_every_accented_letter_is_drawn_whole_inside_its_box(letter):
    arranged = caption.lay_out(letter)
    left, top, right, bottom = caption.ink(letter)
    assert right - left > 0.1
    assert bottom - top > 0.3
    side = 400
    mask = caption.mask(arranged, side)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    em = arranged.em * side / 2
    base = side / 2 + arranged.base[0] * side / 2
    # The ink in the picture is the ink of the font, to the pixel: nothing is cut off above or below.
    assert rows[0] == pytest.approx(base + top * em, abs=2.5)
    assert rows[-1] == pytest.approx(base + bottom * em, abs=2.5)
    assert columns[-1] - columns[0] == pytest.approx((right - left) * em, abs=3.5)


def test_a_letter_with_two_marks_rises_above_the_height_the_font_declares():
    assert caption.ink("Ẳ")[1] < -1.0


@pytest.mark.parametrize("text", ["Bảo tàng thành phố Cần Thơ", "Giỗ Tổ Hùng Vương", "Ẳng Ặng Ễ Ộ", "Óc Eo"])
def test_words_stay_inside_the_text_circle_with_capitals_of_a_tenth_of_the_diameter(text):
    arranged = caption.lay_out(text)
    assert arranged.cap_share >= caption.LEAST_CAP
    mask = caption.mask(arranged, 720)
    y, x = np.nonzero(mask)
    reach = np.hypot(x - 359.5, y - 359.5).max() / 360
    assert 0.4 < reach <= TEXT_RADIUS + 0.01


@pytest.mark.parametrize("text", ["Óc Eo", "Chợ nổi Cái Răng"])
def test_one_or_two_lines_spare_the_hub(text):
    mask = caption.mask(caption.lay_out(text), 720)
    y, x = np.nonzero(mask)
    assert np.hypot(x - 359.5, y - 359.5).min() / 360 > HUB_RADIUS


def test_lines_never_touch():
    whole = caption.lay_out("Ặng Ẳng\nỘc Ẵng\nỄnh Ậm")
    ends = []
    for line, base in zip(whole.lines, whole.base, strict=True):
        rows = np.flatnonzero(caption.mask(caption.Caption((line,), (base,), whole.em), 720).any(axis=1))
        ends.append((rows[0], rows[-1]))
    assert ends[0][1] < ends[1][0]
    assert ends[1][1] < ends[2][0]


def test_a_name_stays_on_as_few_lines_as_can_be_read():
    assert [line.words for line in caption.lay_out("Chợ nổi Cái Răng").lines] == ["Chợ nổi", "Cái Răng"]


def test_written_line_breaks_are_kept():
    assert [line.words for line in caption.lay_out("Đờn ca\ntài tử").lines] == ["Đờn ca", "tài tử"]


@pytest.mark.parametrize("text", ["a" * 13, "một hai ba bốn năm sáu bảy tám chín mười", "a\nb\nc\nd"])
def test_too_many_words_are_refused(text):
    with pytest.raises(RecipeError) as caught:
        caption.lay_out(text)
    assert caught.value.code == "hologram-text-long"


def test_a_letter_the_font_lacks_is_named():
    with pytest.raises(RecipeError) as caught:
        caption.lay_out("សារ")
    assert caught.value.code == "hologram-text-letter"
    assert caught.value.args_by_name["letter"] == "ស"


def test_decomposed_words_give_the_same_picture_as_composed_ones():
    assert np.array_equal(
        caption.mask(caption.lay_out("Cần Thơ"), 300),
        caption.mask(caption.lay_out("Ca\u0302\u0300n Tho\u031b"), 300),
    )


def test_swaying_words_never_leave_the_safe_circle():
    for frame in flat.words("Bảo tàng thành phố Cần Thơ", "orbit", count=12, size_px=360):
        y, x = np.nonzero(frame.max(axis=2) > 24)
        assert np.hypot(x - 179.5, y - 179.5).max() / 180 < SAFE_RADIUS
