import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vmuseum.gallery.atlas import MARGIN, pack

SIDES = st.lists(st.tuples(st.integers(2, 90), st.integers(2, 60)), min_size=1, max_size=60)


@given(SIDES, st.tuples(st.integers(0, 120), st.integers(1, 80)))
def test_charts_never_overlap_and_keep_a_margin(sides, block):
    columns, rows = (np.array(v) for v in zip(*sides, strict=True))
    block = block if block[0] else (0, 0)
    atlas = pack(columns, rows, block)
    taken = np.zeros((atlas.height, atlas.width), int)
    taken[: block[1], : block[0]] += 1
    for k in range(len(sides)):
        y, x = atlas.top[k], atlas.left[k]
        taken[y - MARGIN : y + rows[k] + MARGIN, x - MARGIN : x + columns[k] + MARGIN] += 1
        assert x >= MARGIN
        assert x + columns[k] + MARGIN <= atlas.width
        assert y + rows[k] + MARGIN <= atlas.height
    assert taken.max() == 1
