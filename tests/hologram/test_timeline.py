from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum.hologram import rounds
from vmuseum.hologram.timeline import Fan, evaluate, plan
from vmuseum.schema.base import Text
from vmuseum.schema.manifest import (
    ClipRef,
    FileRef,
    PlaylistDoc,
    PlaylistItemRef,
    PlaylistRef,
    PowerRef,
    ScheduleRef,
)

CASES = json.loads((Path(__file__).parent / "timeline_cases.json").read_text(encoding="utf-8"))
HALL = Fan("hall-1", "hall")


def _item(row) -> PlaylistItemRef:
    row = {"clip": row} if isinstance(row, str) else row
    return PlaylistItemRef(clip=row["clip"], repeat=row.get("repeat", 1), max_per_hour=row.get("max_per_hour"))


def make_doc(*, timezone="Asia/Ho_Chi_Minh", default=None, schedule=(), power=None) -> PlaylistDoc:
    file = FileRef(url="files/clip.mp4", bytes=1)
    empty = {"group": None, "fan": None, "days": (), "dates": (), "start": None, "end": None, "priority": 0}
    rows = tuple(
        ScheduleRef(**(empty | row | {k: tuple(row[k]) for k in ("days", "dates") if k in row})) for row in schedule
    )
    return PlaylistDoc(
        id="hall",
        title=Text(vi="Sảnh"),
        timezone=timezone,
        clips=tuple(
            ClipRef(id=name, title=Text(vi=name), file=file, still="s.webp", seconds=float(seconds), size_px=720)
            for name, seconds in CASES["clips"].items()
        ),
        playlists=tuple(
            PlaylistRef(id=name, items=tuple(_item(row) for row in rows)) for name, rows in CASES["playlists"].items()
        ),
        default=default,
        schedule=rows,
        power=None if power is None else PowerRef(**({"max_hours_per_day": None} | power)),
    )


def _moment(text: str, zone: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda c: c["name"])
def test_every_conformance_case_holds(case):
    doc = make_doc(**case["doc"])
    got = evaluate(doc, Fan(*case.get("fan", ["hall-1", "hall"])), _moment(case["now"], doc.timezone))
    for key, want in case["want"].items():
        value = getattr(got, key)
        if key in ("until", "clip_until"):
            assert value == _moment(want, doc.timezone), key
        elif key == "clip_at_s":
            assert value == pytest.approx(want), key
        else:
            assert value == want, key


DOC = make_doc(
    default="day",
    schedule=(
        {"playlist": "night", "start": "22:00", "end": "03:00", "days": ["fri", "sat"], "priority": 2},
        {"group": "hall", "playlist": "rare", "start": "08:00", "end": "10:30"},
    ),
    power={"on": "07:00", "off": "01:00", "max_hours_per_day": 12},
)
MOMENTS = st.integers(0, 40 * 86_400).map(lambda s: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=s))


@given(MOMENTS)
@settings(max_examples=120, deadline=None)
def test_the_answer_does_not_change_before_the_time_it_names(now):
    first = evaluate(DOC, HALL, now)
    assert first.until > now
    last = evaluate(DOC, HALL, first.until - timedelta(milliseconds=1))
    assert (last.power, last.playlist, last.why) == (first.power, first.playlist, first.why)
    if first.clip_until is not None:
        assert now < first.clip_until


@given(MOMENTS, st.integers(-7200, 7200))
@settings(max_examples=60, deadline=None)
def test_a_clock_that_jumps_and_comes_back_changes_nothing(now, jump_s):
    before = evaluate(DOC, HALL, now)
    evaluate(DOC, HALL, now + timedelta(seconds=jump_s))
    assert evaluate(DOC, HALL, now) == before


def test_the_clip_ends_when_the_answer_says_and_the_next_one_follows():
    now = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    for _ in range(12):
        here = evaluate(DOC, HALL, now)
        assert here.clip_until is not None
        now = here.clip_until
        then = evaluate(DOC, HALL, now)
        assert then.clip == here.next_clip
        assert then.clip_at_s == pytest.approx(0.0, abs=1e-6)


def test_next_clip_moves_the_place_in_the_playlist_and_not_the_schedule():
    now = datetime(2026, 11, 24, 11, 0, 2, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    here = evaluate(DOC, HALL, now)
    left_s = (here.clip_until - now).total_seconds()
    skipped = evaluate(DOC, HALL, now, skip_s=left_s)
    assert (skipped.clip, skipped.clip_at_s) == (here.next_clip, pytest.approx(0.0, abs=1e-6))
    assert skipped.until == here.until


def test_a_day_plan_has_no_gaps_and_covers_midnight_to_midnight():
    periods = plan(DOC, HALL, date(2026, 11, 27))
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert periods[0].start == datetime(2026, 11, 27, tzinfo=zone)
    assert periods[-1].end == datetime(2026, 11, 28, tzinfo=zone)
    assert all(a.end == b.start and a.answer() != b.answer() for a, b in pairwise(periods))
    assert [(p.start.hour, p.playlist, p.why) for p in periods] == [
        (0, None, "hours-limit"),
        (1, None, "power-hours"),
        (7, "day", "default"),
        (8, "rare", "entry"),
        (10, "day", "default"),
        (19, None, "hours-limit"),
    ]


def test_the_planned_hours_of_a_power_day_never_pass_the_limit():
    total = timedelta()
    for period in plan(DOC, HALL, date(2026, 11, 24), days=1):
        if period.power:
            total += period.end - period.start
    assert total == timedelta(hours=12)


def test_the_table_of_a_day_and_the_long_way_agree():
    doc = make_doc(default="rare")
    start = datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    for minutes in (0, 61, 750, 1439):
        now = start + timedelta(minutes=minutes, seconds=3)
        by_table = evaluate(doc, HALL, now)
        plays = rounds.plays_of(doc, next(p for p in doc.playlists if p.id == "rare"))
        play, began_s, following = rounds.searched(plays, minutes * 60.0 + 3, 0.0)
        assert (by_table.clip, by_table.next_clip) == (play.clip, following.clip)
        assert by_table.clip_at_s == pytest.approx(minutes * 60.0 + 3 - began_s)
    assert evaluate(doc, HALL, start, skip_s=30 * 3600.0).clip is not None
