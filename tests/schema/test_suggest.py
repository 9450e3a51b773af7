"""Did you mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.schema.suggest import closest, hint, slug


@pytest.mark.parametrize(
    ("word", "choices", "near"),
    [
        ("heigth_m", ["height_m", "width_m"], "height_m"),
        ("bình-gốm", ["binh-gom", "tuong"], "binh-gom"),
        ("Plinth", ["plinth", "case"], "plinth"),
        ("xyz", ["plinth", "case"], None),
        ("", ["plinth"], None),
        ("a", [], None),
    ],
)
def test_the_nearest_word_is_found_marks_forgiven(word, choices, near):
    assert closest(word, choices) == near


def test_few_choices_are_told_and_many_are_not():
    assert hint("xyz", ["b", "a"])["hint_en"] == " (known: 'a', 'b')"
    assert hint("xyz", [f"q{n}" for n in range(9)]) == {"hint_vi": "", "hint_en": ""}
    assert hint("xyz", []) == {"hint_vi": "", "hint_en": ""}


@pytest.mark.parametrize(
    ("words", "name"), [("Bình gốm (2)", "binh-gom-2"), ("Đền thờ Vua Hùng", "den-tho-vua-hung"), ("---", "")]
)
def test_words_become_an_id(words, name):
    assert slug(words) == name


@given(st.text(max_size=100))
@settings(deadline=None)
def test_a_made_id_is_always_a_good_one(words):
    import re

    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(words))
    assert len(slug(words)) <= 64
