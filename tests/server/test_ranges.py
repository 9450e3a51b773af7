import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum_server.ranges import UnsatisfiableError, byte_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-500", (90, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=-", None),
        ("bytes=5-4", None),
        ("bytes=0-1,3-4", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_one_range_is_read_and_nonsense_means_the_whole_file(header, expected):
    assert byte_range(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(header):
    with pytest.raises(UnsatisfiableError):
        byte_range(header, 100)


@given(st.text(max_size=30), st.integers(0, 1000))
def test_any_header_gives_a_part_of_the_file_or_a_refusal(header, size):
    try:
        found = byte_range(header, size)
    except UnsatisfiableError:
        return
    assert found is None or 0 <= found[0] < found[1] <= size
