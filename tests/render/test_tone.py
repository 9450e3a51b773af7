import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.render import tone

LIGHT = st.floats(0, 1e4)


@given(LIGHT, LIGHT, LIGHT)
def test_every_light_is_shown_between_black_and_white(r, g, b):
    shown = tone.neutral(np.array([r, g, b]))
    assert shown.min() >= 0
    assert shown.max() <= 1


@given(st.floats(0.1, 0.75))
def test_grey_below_the_shoulder_keeps_its_value_less_the_toe(value):
    assert tone.neutral(np.full(3, value))[0] == pytest.approx(value - 0.04 if value >= 0.08 else 6.25 * value**2)


def test_brighter_stays_brighter():
    ramp = tone.neutral(np.geomspace(0.01, 100, 200)[:, None] * np.array([1.0, 0.8, 0.6]))
    assert (np.diff(ramp[:, 0]) >= 0).all()


@given(st.floats(0, 1))
def test_coding_and_decoding_undo_each_other(value):
    assert tone.decoded(tone.encoded(np.array(value))) == pytest.approx(value, abs=1e-6)


def test_black_is_shown_as_black():
    assert tone.shown((0.0, 0.0, 0.0), exposure=3.0, saturation=1.2) == (0.0, 0.0, 0.0)
