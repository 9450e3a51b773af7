from __future__ import annotations

import asyncio

from vmuseum_server.fans import circle20320 as wire
from vmuseum_server.fans.identify import PROBES, identify, probes_for
from vmuseum_server.fans.simulator import SimulatedFan


def test_a_circle_fan_is_recognised_and_not_a_single_command_is_sent(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path, device_type=10) as fan:
            fan._keep("BINH1111.BIN", b"x")
            rows = await identify([f"127.0.0.1:{fan.port}"], connect_s=2, reply_s=2)
            return rows, fan.received

    (row,), received = asyncio.run(run())
    assert (row.understood, row.type, row.names) == (True, "80cm-F4", ("BINH1111",))
    assert bytes.fromhex(row.row()["raw_hex"]).startswith(wire.HEADER)
    assert received == []


def test_nothing_there_is_told_plainly():
    (row,) = asyncio.run(identify(["127.0.0.1:1"], connect_s=1))
    assert (row.reached, row.understood) == (False, False)


def test_an_unknown_answer_is_kept_raw_and_not_interpreted():
    async def odd(reader, writer):
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async def run():
        server = await asyncio.start_server(odd, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        rows = await identify([f"127.0.0.1:{port}"], connect_s=2, reply_s=1)
        server.close()
        return rows

    (row,) = asyncio.run(run())
    assert (row.reached, row.understood, row.type) == (True, False, None)
    assert row.answer.startswith(b"HTTP")


def test_questions_are_only_handshake_list_and_version():
    asked = {p.ask for p in PROBES if p.ask}
    assert wire.HANDSHAKE in asked
    assert all(b"cc38" in a or b"1c38" in a or a == wire.HANDSHAKE or a[3:6] == b"\x12\x00\x00" for a in asked)
    assert all(p.evidence for p in PROBES)


def test_an_address_narrows_the_questions():
    assert {p.host for p in probes_for(["10.0.0.9"])} == {"10.0.0.9"}
    assert [p.family for p in probes_for(["10.0.0.9:8900"])] == ["x50"]
    assert [p.family for p in probes_for(["10.0.0.9:4711"])] == ["circle20320"]
    assert probes_for([]) == PROBES
