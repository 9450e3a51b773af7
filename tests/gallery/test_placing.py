import pytest
from gallery_rooms import gallery, room
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.gallery.placing import WALLS, place


def way(wall, to, at, **more):
    return {"wall": wall, "to": to, "at_m": at, **more}


def test_a_room_lies_behind_the_wall_it_leans_on():
    hall = room("sanh", (4.0, 3.0), beside={"room": "mot", "wall": "south", "shift_m": 0.5})
    plan = place(gallery(room(wall_m=0.4), hall))
    assert plan.findings == ()
    assert plan.rooms[1].low == pytest.approx((1.5, 4.4))
    assert plan.rooms[1].high == pytest.approx((5.5, 7.4))


def test_an_opening_is_cut_through_both_rooms():
    hall = room("sanh", (4.0, 3.0), beside={"room": "mot", "wall": "south"})
    plan = place(gallery(room(openings=[way("south", "sanh", 3.0, width_m=1.8)]), hall))
    (here,) = plan.holes(0, "south")
    (there,) = plan.holes(1, "north")
    assert (here.left, here.right) == pytest.approx((2.1, 3.9))
    assert (there.left, there.right) == pytest.approx((1.1, 2.9))
    assert here.passage.depth == pytest.approx(0.3)
    assert here.passage.low == pytest.approx((2.1, 4.0))
    assert here.passage.high == pytest.approx((3.9, 4.3))


def test_an_opening_declared_from_both_sides_is_one():
    hall = room("sanh", (4.0, 3.0), beside={"room": "mot", "wall": "east"}, openings=[way("west", "mot", 1.5)])
    plan = place(gallery(room(openings=[way("east", "sanh", 2.0)]), hall))
    assert [p.id for p in plan.passages] == ["mot--sanh"]


def test_walls_count_from_the_left_end_seen_from_inside():
    placed = place(gallery(room(size=(6.0, 4.0)))).rooms[0]
    starts = [placed.wall(w).point(1.0) for w in WALLS]
    assert starts == [(1.0, 0.0), (6.0, 1.0), (5.0, 4.0), (0.0, 3.0)]


@given(st.sampled_from(WALLS), st.floats(0, 5), st.floats(-1, 3))
def test_reading_a_wall_undoes_its_points(wall, along, inward):
    line = place(gallery(room())).rooms[0].wall(wall)
    assert line.reading(line.point(along, inward)) == pytest.approx((along, inward), abs=1e-9)


@pytest.mark.parametrize(
    ("rooms", "code", "loc"),
    [
        ([room(), room("hai")], "room-without-place", ("rooms", 1)),
        ([{"id": "mot"}], "room-without-size", ("rooms", 0)),
        ([room(), room("hai", beside={"room": "ba", "wall": "east"})], "room-unknown", ("rooms", 1, "beside", "room")),
        ([room(openings=[way("east", "hai", 2.0)])], "room-unknown", ("rooms", 0, "openings", 0, "to")),
        ([room(), room("mot", beside={"room": "mot", "wall": "east"})], "room-twice", ("rooms", 1, "id")),
        ([room(openings=[{"wall": "north", "at_m": 5.6}])], "opening-outside-wall", ("rooms", 0, "openings", 0)),
        (
            [room(openings=[way("north", "hai", 3.0)]), room("hai", beside={"room": "mot", "wall": "east"})],
            "opening-misses-room",
            ("rooms", 0, "openings", 0),
        ),
    ],
)
def test_what_cannot_be_placed_is_named_with_its_line(rooms, code, loc):
    assert [(f.code, f.loc) for f in place(gallery(*rooms)).findings] == [(code, loc)]


def test_a_circle_of_rooms_is_named_once():
    hai = room("hai", beside={"room": "ba", "wall": "east"})
    ba = room("ba", beside={"room": "hai", "wall": "east"})
    found = place(gallery(room(), hai, ba)).findings
    assert [(f.code, f.loc) for f in found] == [("beside-cycle", ("rooms", 1, "beside"))]
    assert dict(found[0].args)["rooms"] == "hai → ba → hai"
