from __future__ import annotations

import math

import pytest

from vmuseum.hologram.motion import flat, solid, turns

MOTIONS = ("still", "turntable", "orbit", "pendulum", "rise")


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("pose", [solid, flat])
def test_the_pose_after_the_loop_is_the_pose_before_it(motion, pose):
    first, after = pose(motion, 0.0), pose(motion, 1.0)
    assert math.sin(after.yaw - first.yaw) == pytest.approx(0, abs=1e-9)
    for a, b in zip(first[1:3], after[1:3], strict=True):
        assert a == pytest.approx(b, abs=1e-9)
    # A rising thing is dark at the seam, so where it is does not matter there.
    assert first.light == pytest.approx(after.light)
    assert first.light == 0 or first.up == pytest.approx(after.up)


@pytest.mark.parametrize("motion", ["orbit", "pendulum", "turntable"])
def test_words_never_show_their_back(motion):
    assert max(abs(flat(motion, n / 100).yaw) for n in range(100)) < 0.6


@pytest.mark.parametrize(("seconds", "expected"), [(6, 1), (12, 1), (14, 1), (27.9, 1), (28, 2), (60, 4)])
def test_no_turn_is_faster_than_fourteen_seconds_where_there_is_room(seconds, expected):
    assert turns(seconds) == expected


def test_a_turntable_turns_once_round():
    assert solid("turntable", 0.5).yaw == pytest.approx(3.14159, abs=1e-4)
    assert solid("turntable", 0.5, rounds=2).yaw == pytest.approx(6.28318, abs=1e-4)
