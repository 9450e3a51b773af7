from __future__ import annotations

import asyncio

from vmuseum_server.fans import circle20320 as wire
from vmuseum_server.fans.simulator import SimulatedFan


def test_it_pushes_its_state_without_being_asked(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path, push_s=0.01) as fan:
            reader, writer = await asyncio.open_connection(fan.host, fan.port)
            writer.write(wire.frame(wire.NEXT))
            payloads = wire.Parser().feed(await asyncio.wait_for(reader.read(4096), 5))
            writer.close()
            return payloads

    assert wire.state(asyncio.run(run())[0]).standby


def test_a_clip_without_the_right_name_is_acknowledged_and_thrown_away(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path) as fan:
            reader, writer = await asyncio.open_connection(fan.host, fan.port)
            writer.write(wire.UPLOAD_BEGIN + wire.upload_chunk(b"CLIP.MP4"))
            answer = wire.ack(await asyncio.wait_for(reader.readexactly(wire.ACK_BYTES), 5))
            writer.write(b"data" + wire.UPLOAD_BEGIN)
            await writer.drain()
            await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return answer.accepted, fan.names

    assert asyncio.run(run()) == (True, ())


def test_the_card_outlives_the_fan(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path) as fan:
            fan._keep("A.BIN", b"1")
            fan._keep("B.BIN", b"2")
        async with SimulatedFan(tmp_path) as fan:
            return fan.names

    assert asyncio.run(run()) == ("A.BIN", "B.BIN")


def test_destructive_commands_are_remembered_and_do_nothing(tmp_path):
    async def run():
        async with SimulatedFan(tmp_path) as fan:
            fan._keep("A.BIN", b"1")
            reader, writer = await asyncio.open_connection(fan.host, fan.port)
            writer.write(wire.frame(b"j") + wire.frame(b"A\x00") + wire.HANDSHAKE)
            await asyncio.wait_for(reader.read(4096), 5)
            writer.close()
            return fan.destroyed, fan.names

    assert asyncio.run(run()) == ([b"j", b"A\x00"], ("A.BIN",))
