from __future__ import annotations

import numpy as np
import pytest

from vmuseum.hologram.frames import SAFE_RADIUS, Watch, finish, most_flashes, smooth_outline


def grey(value: int, size: int = 72) -> np.ndarray:
    return np.full((size, size, 3), value, np.uint8)


def away(size: int) -> np.ndarray:
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    return np.hypot(x, y) / (size / 2)


def seen(values, fps=25) -> Watch:
    watch = Watch(fps)
    for value in values:
        watch.see(finish(grey(value)))
    return watch


def test_nothing_is_left_outside_the_safe_circle_and_all_is_kept_inside():
    frame = finish(grey(200, 360))
    assert frame[away(360) > SAFE_RADIUS + 0.01].max() == 0
    assert frame[away(360) < SAFE_RADIUS - 0.02].min() == 200


def test_nearly_black_becomes_black_and_a_little_brighter_stays():
    assert finish(grey(7)).max() == 0
    assert finish(grey(8))[36, 36].tolist() == [8, 8, 8]
    assert finish(np.full((72, 72, 3), (7, 0, 9), np.uint8))[36, 36].tolist() == [7, 0, 9]


@pytest.mark.parametrize(("times", "expected"), [(1, 1), (3, 3), (5, 5)])
def test_flashes_are_counted_a_second(times, expected):
    values = [200 if (n * times * 2 // 25) % 2 else 20 for n in range(25)]
    assert seen(values).flashes() == expected


def test_slow_changes_are_no_flashes():
    assert seen([int(90 + 80 * np.sin(n / 50 * 2 * np.pi)) for n in range(50)]).flashes() <= 1


def test_small_changes_are_no_flashes():
    assert seen([100 if n % 2 else 104 for n in range(50)]).flashes() == 0


def test_a_small_spot_may_flash():
    grids = [np.zeros((36, 36), np.float32) for _ in range(50)]
    for n, grid in enumerate(grids):
        grid[16:20, 16:20] = n % 2
    assert most_flashes(grids, 25) == 0


def test_the_jump_from_the_last_frame_to_the_first_counts():
    grids = [np.full((36, 36), v, np.float32) for v in (0.0, 0.3, 0.6, 0.9)]
    assert most_flashes(grids, 25) > 0


def test_loop_difference_compares_last_and_first():
    assert seen([50, 60, 70]).loop_difference() == pytest.approx(2 * seen([50, 60]).largest_step(), rel=0.05)
    assert seen([50, 60, 50]).loop_difference() == 0.0


def test_the_still_is_the_first_frame_that_is_bright_enough():
    watch = seen([0, 60, 220, 250])
    assert watch.still is not None
    assert watch.still[36, 36, 0] == 220


def test_white_is_measured_as_a_share_of_the_disc():
    assert seen([255]).white > 0.7
    assert seen([120]).white == 0.0


def test_the_outline_is_softened_and_the_inside_untouched():
    frame = grey(0, 90)
    frame[30:60, 30:60] = 200
    soft = smooth_outline(frame)
    assert soft[45, 45, 0] == 200
    assert 0 < soft[30, 45, 0] < 200
    assert soft[28, 45, 0] == 0
