from datetime import UTC, datetime, timedelta

import pytest

from vmuseum_server.fans.clock import shifted


def test_the_shifted_clock_starts_at_the_hour_and_runs_on():
    times = iter([datetime(2026, 11, 22, 19, 27, tzinfo=UTC) + timedelta(seconds=s) for s in (0, 0, 90)])
    clock = shifted(lambda: next(times), "09:30", "Asia/Ho_Chi_Minh")
    assert clock() == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)  # 09:30 of the 23rd in Cần Thơ
    assert clock() == datetime(2026, 11, 23, 2, 31, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="25:00"):
        shifted(lambda: datetime(2026, 11, 22, tzinfo=UTC), "25:00", "Asia/Ho_Chi_Minh")
