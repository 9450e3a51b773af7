from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vmuseum_server.fans.lengths import BY_NAME

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "fans"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="shared fan data is absent")


@needs_data
def test_every_golden_vector_encodes_and_decodes():
    golden = json.loads((DATA / "length_codec.json").read_text(encoding="utf-8"))
    for row in golden["parameter_sets"]:
        assert BY_NAME[row["name"]].largest == row["n_max"]
    for row in golden["vectors"]:
        field = bytes.fromhex(row["hex"])
        assert BY_NAME[row["set"]].encode(row["n"]) == field, row
        assert BY_NAME[row["set"]].decode(field) == row["n"], row


@pytest.mark.parametrize("name", BY_NAME)
def test_one_beyond_the_largest_is_refused(name):
    field = BY_NAME[name]
    assert field.decode(field.encode(field.largest)) == field.largest
    with pytest.raises(ValueError, match="does not fit"):
        field.encode(field.largest + 1)
    with pytest.raises(ValueError, match="does not fit"):
        field.encode(-1)


@given(st.sampled_from(sorted(BY_NAME)), st.binary(min_size=3, max_size=3))
def test_bytes_that_decode_encode_to_themselves(name, data):
    try:
        n = BY_NAME[name].decode(data)
    except ValueError:
        return
    assert BY_NAME[name].encode(n) == data


@given(st.sampled_from(sorted(BY_NAME)), st.data())
def test_every_number_survives(name, data):
    n = data.draw(st.integers(0, BY_NAME[name].largest))
    assert BY_NAME[name].decode(BY_NAME[name].encode(n)) == n
