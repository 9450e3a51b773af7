from itertools import pairwise

import pytest
from gallery_rooms import frame, gallery, panel, room

from vmuseum.gallery.hanging import hang
from vmuseum.gallery.placing import place


def hung(*stands, openings=()):
    plan = place(gallery(room(size=(8.0, 4.0), stands=list(stands), openings=list(openings))))
    return hang(plan, plan.rooms[0])


def test_what_has_no_place_hangs_with_equal_gaps():
    items, findings = hung(frame("north"), frame("north"), frame("north"))
    assert findings == ()
    gaps = [b.left - a.right for a, b in pairwise(items)]
    assert gaps == pytest.approx([gaps[0]] * 2)
    assert items[0].left == pytest.approx(8.0 - items[-1].right)


def test_windows_and_doors_are_kept_free():
    items, findings = hung(frame("north"), panel("north"), openings=[{"wall": "north", "at_m": 4.0, "width_m": 2.0}])
    assert findings == ()
    assert all(i.right <= 3.0 - 0.3 or i.left >= 5.0 + 0.3 for i in items)
    assert {i.at < 4.0 for i in items} == {True, False}


def test_a_window_high_up_does_not_matter():
    high = {"wall": "north", "at_m": 4.0, "width_m": 2.0, "height_m": 0.8, "sill_m": 2.5}
    items, _ = hung(frame("north"), openings=[high])
    assert items[0].at == pytest.approx(4.0)


def test_an_authored_place_is_kept_and_others_move_aside():
    items, _ = hung(frame("north", at_m=2.0), frame("north"))
    assert items[0].at == 2.0
    assert items[1].left - items[0].right >= 0.4
