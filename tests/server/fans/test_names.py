from __future__ import annotations

import pytest

from vmuseum_server.fans.driver import same_clip
from vmuseum_server.fans.names import card_name, card_names


def test_names_are_short_plain_and_end_as_the_fan_wants():
    name = card_name("binh-gom", "files/abc.mp4")
    assert name.startswith("BINH")
    assert len(name) == 12
    assert name.endswith(".BIN")
    assert name.isascii()


def test_changed_content_gives_another_name_and_equal_content_the_same():
    assert card_name("binh-gom", "a") != card_name("binh-gom", "b")
    assert card_name("binh-gom", "a") == card_name("binh-gom", "a")


def test_short_and_accented_ids_still_give_eight_letters():
    assert len(card_name("a", "x").removesuffix(".BIN")) == 8
    assert card_name("đờn-ca", "x").startswith("DONC")


def test_two_clips_with_one_name_are_refused(monkeypatch):
    monkeypatch.setattr("vmuseum_server.fans.names.card_name", lambda *_, **__: "SAME.BIN")
    with pytest.raises(ValueError, match="would both be"):
        card_names([("a", "1"), ("b", "2")])


@pytest.mark.parametrize(("a", "b", "same"), [("BINH1111", "BINH1111.BIN", True), ("binh1111.bin", "BINH1111", True),
                                              ("BINH1111", "BINH1112.BIN", False)])  # fmt: skip
def test_fans_drop_the_extension_and_change_the_case(a, b, same):
    assert same_clip(a, b) is same
