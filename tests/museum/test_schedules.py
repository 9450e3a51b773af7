"""Overlaps and gaps of a schedule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.museum.schedules import clock, schedule_faults, window
from vmuseum.schema.playlist import PlaylistSet

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def faults(*entries, default=None, power=None):
    scene = PlaylistSet.model_validate(
        {
            "kind": "playlist",
            "clips": {"a": {"exhibit": "b"}},
            "playlists": {p: {"items": ["a"]} for p in "pqr"},
            "schedule": entries,
            "default": default,
            "power": power,
        },
        strict=False,
    )
    return list(schedule_faults(scene))


def overlaps(first, second):
    return any(f.code == "schedule-overlap" for f in faults({"playlist": "p", **first}, {"playlist": "q", **second}))


def at(start, end, **more):
    return {"from": start, "to": end, **more}


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ({}, {}, True),
        (at("08:00", "10:00"), at("09:00", "11:00"), True),
        (at("08:00", "10:00"), at("10:00", "11:00"), False),
        (at("08:00", "10:00", days=["mon"]), at("09:00", "11:00", days=["tue"]), False),
        (at("22:00", "02:00", days=["mon"]), at("01:00", "03:00", days=["tue"]), True),
        (at("22:00", "02:00", days=["mon"]), at("01:00", "03:00", days=["mon"]), False),
        (at("22:00", "02:00", days=["sun"]), at("01:00", "03:00", days=["mon"]), True),
        (at("08:00", "10:00", days=["fri"]), at("09:00", "11:00", dates=["2027-04-16"]), True),
        (at("08:00", "10:00", days=["thu"]), at("09:00", "11:00", dates=["2027-04-16"]), False),
        (at("22:00", "02:00", dates=["2027-04-16"]), at("01:00", "03:00", days=["sat"]), True),
        ({"dates": ["2027-04-16"]}, {"dates": ["2027-04-17"]}, False),
        ({"dates": ["2027-04-16/2027-04-18"]}, {"dates": ["2027-04-17"]}, True),
        ({"priority": 1}, {}, False),
        ({"group": "g"}, {}, False),
        ({"group": "g"}, {"group": "h"}, False),
        ({"group": "g"}, {"group": "g"}, True),
        ({"fan": "f", "group": "g"}, {"fan": "f"}, True),
        ({"fan": "f"}, {"group": "g"}, False),
    ],
)
def test_entries_that_nothing_tells_apart_overlap(first, second, meet):
    assert overlaps(first, second) is meet
    assert overlaps(second, first) is meet


def test_the_same_playlist_twice_is_no_overlap():
    assert faults({"playlist": "p"}, {"playlist": "p"}) == []


def test_an_overlap_is_told_at_the_later_entry_and_names_the_one_that_wins():
    (found,) = faults({"playlist": "p", **at("08:00", "12:00")}, {"playlist": "q", **at("11:00", "13:00")}, default="p")
    assert (found.loc, found.severity) == (("schedule", 1), "error")
    assert (found.args["playlist"], found.args["other"], found.args["number"]) == ("q", "p", 1)


def test_a_gap_within_power_hours_is_told_once_with_the_number_of_others():
    days = ["tue", "wed"]
    (found,) = faults(
        {"playlist": "p", **at("07:30", "11:00", days=days)},
        {"playlist": "p", **at("13:00", "17:00", days=days)},
        power={"on": "07:30", "off": "17:00"},
    )
    assert found.code == "schedule-gap"
    assert (found.args["day_en"], found.args["start"], found.args["end"], found.args["more"]) == (
        "tue",
        "11:00",
        "13:00",
        1,
    )


@pytest.mark.parametrize(
    ("entries", "power", "gaps"),
    [
        ([at("07:30", "17:00")], {"on": "07:30", "off": "17:00"}, 0),
        ([at("07:30", "17:00")], {"on": "07:25", "off": "17:05"}, 14),
        ([at("07:30", "17:00", days=["sat"])], {"on": "07:30", "off": "17:00"}, 0),
        ([at("07:30", "11:00")], None, 0),
        ([at("07:30", "11:00"), at("13:00", "17:00")], None, 7),
        ([at("20:00", "02:00")], {"on": "20:00", "off": "02:00"}, 0),
        ([at("07:30", "11:00", group="a"), at("07:30", "11:00", group="b")], {"on": "07:30", "off": "12:00"}, 14),
        ([at("07:30", "11:00", fan="a")], {"on": "07:30", "off": "12:00"}, 0),
    ],
)
def test_gaps_are_hours_in_which_fans_turn_and_nothing_plays(entries, power, gaps):
    found = [f for f in faults(*({"playlist": "p", **e} for e in entries), power=power) if f.code == "schedule-gap"]
    assert sum(f.args["more"] + 1 for f in found) == gaps
    assert faults(*({"playlist": "p", **e} for e in entries), power=power, default="q") == []


@given(st.integers(0, 1439), st.integers(0, 1439))
@settings(deadline=None)
def test_a_window_begins_and_ends_when_it_says(low, high):
    start, end = window(clock(low), clock(high))
    assert (start, end % 1440) == (low, high)
    assert 0 < end - start <= 1440
