"""The subset of EDTF that records use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.schema.edtf import is_day, is_edtf


@pytest.mark.parametrize(
    "text",
    [
        "1878",
        "1878~",
        "1878?",
        "1878%",
        "1878-06",
        "2018-12-24",
        "0401/0500",
        "1878~/1886",
        "18XX",
        "187X",
        "2020-21",
        "../1900",
        "1900/..",
        "1900/",
        "/1900",
        "0000",
        "2024-02-29",
        "18XX/1950",
    ],
)
def test_dates_a_museum_writes(text):
    assert is_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5th",
        "1878-13",
        "2023-02-29",
        "1X78",
        "XXXX",
        "../..",
        "/",
        "1900/1800",
        "1900/1950/2000",
        "-0300",
        "Y17000",
        "1878-6",
        "19XX-05",
        "2020-25",
        "1878 ",
        "1878\n",
        "thế kỷ V",
    ],
)
def test_what_is_no_date(text):
    assert not is_edtf(text)


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("2018", True),
        ("2018-12", True),
        ("2018-12-24", True),
        ("2018-00", False),
        ("2023-02-29", False),
        ("x", False),
        ("0000", False),
    ],
)
def test_days_of_the_calendar(text, real):
    assert is_day(text) is real


@given(st.dates())
@settings(deadline=None)
def test_every_day_is_a_date(day):
    assert is_day(day.isoformat())
    assert is_edtf(day.isoformat())


@given(st.text("0123456789-/X~?%.", max_size=12))
@settings(deadline=None)
def test_no_text_makes_it_crash(text):
    assert is_edtf(text) in (True, False)
