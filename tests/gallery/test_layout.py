import subprocess
import sys

import pytest
from gallery_rooms import case, frame, gallery, panel, plinth, room

from vmuseum.errors import Span, problem
from vmuseum.gallery.layout import check
from vmuseum.messages import sentence

HALL = room("sanh", (4.0, 4.0), beside={"room": "mot", "wall": "east"})
WAY = {"wall": "east", "to": "sanh", "at_m": 2.0}


def found(*rooms, sizes=None, **more):
    return [(f.code, f.loc) for f in check(gallery(*rooms, **more), sizes)]


def test_a_sound_gallery_has_no_findings():
    stands = [plinth(2.0, 1.2), case(4.0, 1.2), panel("north"), frame("west"), {"kind": "bench", "at_m": [3.0, 3.4]}]
    assert found(room(openings=[WAY], stands=stands), HALL) == []


@pytest.mark.parametrize(
    ("stands", "code", "which"),
    [
        ([plinth(0.1, 2.0)], "stand-outside-room", 0),
        ([plinth(2.0, 2.0), plinth(2.3, 2.1)], "stands-overlap", 1),
        ([plinth(5.5, 2.0)], "stand-in-opening", 0),
        ([frame("east", at_m=2.0)], "hung-over-opening", 0),
        ([frame("north", at_m=0.2)], "hung-outside-wall", 0),
        ([frame("north", at_m=2.0), panel("north", at_m=2.8)], "hung-overlap", 1),
        ([frame("east", width_m=2.0)], "wall-full", 0),
        ([{"kind": "floor", "exhibit": "binh", "show": False, "at_m": [9.0, 1.0]}], "stand-outside-room", 0),
    ],
)
def test_each_fault_of_a_stand_points_at_its_line(stands, code, which):
    assert found(room(openings=[WAY], stands=stands), HALL) == [(code, ("rooms", 0, "stands", which))]


def test_a_stand_that_leaves_less_than_a_way_is_named():
    openings = [WAY, {"wall": "west", "to": "tay", "at_m": 2.0}]
    west = room("tay", (3.0, 4.0), beside={"room": "mot", "wall": "west"})
    row = [plinth(3.0, z, size_m=[0.6, 0.6]) for z in (0.4, 1.3, 2.7, 3.6)]
    free = [plinth(3.0, z, size_m=[0.6, 0.6]) for z in (0.4, 3.6)]
    assert found(room(openings=openings, stands=free), HALL, west) == []
    blocked = found(room(openings=openings, stands=row), HALL, west)
    assert {code for code, _ in blocked} == {"way-blocked"}
    assert blocked[0][1][:3] == ("rooms", 0, "stands")


def test_sizes_of_exhibits_count():
    stands = [plinth(2.0, 2.0), plinth(3.2, 2.0)]
    assert found(room(stands=stands)) == []
    assert found(room(stands=stands), sizes={"binh": (1.2, 0.4, 1.2)}) == [
        ("stands-overlap", ("rooms", 0, "stands", 1))
    ]


def test_rooms_that_overlap_or_cannot_be_reached_are_named():
    assert found(room(openings=[WAY]), HALL, room("nam", beside={"room": "sanh", "wall": "west"})) == [
        ("room-unreachable", ("rooms", 2)),
        ("rooms-overlap", ("rooms", 2)),
    ]


def test_a_barred_room_counts_as_reached():
    assert found(room(openings=[{**WAY, "bars": "closed"}]), HALL) == []


def test_viewpoints_stand_in_their_room_and_not_in_a_stand():
    stands = [plinth(2.0, 2.0)]
    for at, code in (([7.0, 1.0], "viewpoint-outside-room"), ([2.1, 2.0], "viewpoint-in-stand")):
        view = {"id": "cua", "room": "mot", "at_m": at}
        assert found(room(stands=stands), view=view) == [(code, ("viewpoints", 0, "at_m"))]


def test_every_finding_has_a_sentence_in_both_languages():
    bad = [plinth(0.1, 2.0), frame("north", at_m=0.2), plinth(2.0, 2.0), plinth(2.1, 2.0)]
    rows = check(gallery(room(openings=[WAY], stands=bad), HALL, room("hai")))
    assert {"stand-outside-room", "hung-outside-wall", "stands-overlap", "room-without-place"} <= {r.code for r in rows}
    for row in rows:
        told = problem(row.code, Span("scenes/a.yaml"), **dict(row.args))
        vietnamese, english = sentence(told, "vi"), sentence(told, "en")
        assert vietnamese != english
        assert all(str(value) in vietnamese or str(value) in english for _, value in row.args)


def test_checking_needs_no_numpy():
    script = "import sys, vmuseum.gallery.layout; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
