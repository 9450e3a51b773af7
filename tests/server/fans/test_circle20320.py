from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vmuseum_server.fans import circle20320 as wire

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "fans"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="shared fan data is absent")
TAIL = bytes((1, 12, 0, 0, 0, 0, 1, 1)) + bytes(8)


def golden():
    return json.loads((DATA / "circle20320.json").read_text(encoding="utf-8"))


@needs_data
def test_every_golden_command_frame_is_made_and_read():
    for row in golden()["commands"]:
        payload, frame = bytes.fromhex(row["payload_hex"]), bytes.fromhex(row["frame_hex"])
        assert wire.frame(payload) == frame, row["name"]
        assert wire.Parser().feed(frame) == [payload], row["name"]
        assert (payload[:1] in wire.DESTRUCTIVE) == ("danger" in row), row["name"]


@needs_data
def test_the_handshake_is_the_golden_one_and_has_no_payload():
    assert bytes.fromhex(golden()["handshake"]["hex"]) == wire.HANDSHAKE
    assert wire.Parser().feed(wire.HANDSHAKE + wire.frame(b"a")) == [b"", b"a"]


@needs_data
def test_captured_state_replies_read_as_expected():
    for row in golden()["list_replies"]:
        (payload,) = wire.Parser().feed(bytes.fromhex(row["frame_hex"]))
        expect, state = row["expect"], wire.state(payload)
        assert list(state.names) == expect["names"], row["name"]
        assert state.index == expect["current_index"]
        assert state.device_type == expect["device_type"]
        assert expect["device_type_name"].startswith(state.type_name)
        assert state.standby == expect["standby"]
        assert state.brightness == expect["brightness"]
        assert state.single == (expect["loop"] == "single")
        assert state.play_flag == expect["play_flag_raw"]
        assert state.tail.hex() == expect["tail_hex"]


@needs_data
def test_the_stale_hand_made_reply_is_refused():
    parser = wire.Parser()
    stale = bytes.fromhex(golden()["refuse"][0]["frame_hex"])
    assert parser.feed(stale) == []
    good = wire.frame(wire.state_payload(("A",), TAIL))
    found = parser.feed(good * 4)
    assert wire.state_payload(("A",), TAIL) in found
    assert all(wire.state(p).names == ("A",) for p in found)


@needs_data
def test_uploads_are_announced_and_answered_as_golden():
    upload = golden()["upload"]
    assert bytes.fromhex(upload["begin_and_end_hex"]) == wire.UPLOAD_BEGIN
    for row in upload["names"]:
        chunk = bytes.fromhex(row["name_chunk_hex"])
        assert wire.name_chunk(row["name"]) == chunk
        assert wire.token(chunk) == int(row["token_hex"], 16)
        answer = wire.ack(bytes.fromhex(row["ack_accepted_model_11_hex"]))
        assert (answer.accepted, answer.model, answer.token) == (True, 11, int(row["token_hex"], 16))
    reasons = {1: "card", 2: "another-client", 4: "licence", 9: "busy"}
    for row in upload["error_acks"]:
        answer = wire.ack(bytes.fromhex(row["ack_hex"]))
        assert (answer.accepted, answer.reason) == (False, reasons[row["error_code"]])


@pytest.mark.parametrize("name", ["CLIP.MP4", "CLIP", "CLIP.BIN.TMP"])
def test_a_name_the_fan_would_throw_away_is_never_announced(name):
    with pytest.raises(ValueError, match=r"\.BIN"):
        wire.name_chunk(name)


def test_device_types_have_names_and_unknown_ones_a_number():
    assert wire.state(wire.state_payload((), bytes((0, 10)) + bytes(14))).type_name == "80cm-F4"
    assert wire.state(wire.state_payload((), bytes((0, 77)) + bytes(14))).type_name == "77"


@pytest.mark.parametrize("payload", [b"", b"i", b"r" + bytes(20), b"i" + b"\x09AB" + bytes(16)])
def test_what_is_no_state_is_refused(payload):
    with pytest.raises(wire.ProtocolError):
        wire.state(payload)


def test_every_cut_of_a_stream_gives_the_same_frames():
    payloads = [b"a", wire.state_payload(("C0EEBDF9E5B7", "Bình"), TAIL), b"", b"B\x03"]
    stream = b"".join(wire.frame(p) if p else wire.HANDSHAKE for p in payloads)
    for cut in range(len(stream) + 1):
        parser = wire.Parser()
        assert parser.feed(stream[:cut]) + parser.feed(stream[cut:]) == payloads, cut
        assert (parser.pending, parser.skipped) == (0, 0)


def test_a_long_list_of_more_than_64_kib_is_read():
    names = tuple(f"{n:04d}" * 60 for n in range(280))
    frame = wire.frame(wire.state_payload(names, TAIL))
    assert len(frame) > 65536
    (payload,) = wire.Parser().feed(frame)
    assert wire.state(payload).names == names


@given(
    st.lists(st.binary(max_size=60), max_size=5),
    st.binary(max_size=30).filter(lambda b: b"C0EE" not in b and not b.endswith(b"C")),
    st.integers(1, 7),
)
@settings(max_examples=60, deadline=None)
def test_garbage_before_a_frame_is_skipped_whatever_the_pieces(payloads, garbage, step):
    stream = b"".join(garbage + wire.frame(p) for p in payloads)
    parser = wire.Parser()
    found = [p for at in range(0, len(stream), step) for p in parser.feed(stream[at : at + step])]
    assert found == payloads
    assert parser.skipped == len(garbage) * len(payloads)


@given(st.lists(st.binary(max_size=40), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_parser(pieces):
    parser = wire.Parser()
    for piece in pieces:
        parser.feed(piece)
    assert parser.pending <= sum(map(len, pieces))
