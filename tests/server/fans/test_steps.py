from __future__ import annotations

import pytest

from vmuseum_server.fans.driver import FanStatus
from vmuseum_server.fans.steps import NOTHING, Step, Target, next_step

ALL = frozenset(("upload", "play", "step", "power", "playing", "brightness", "loop"))
GOOD = FanStatus(("A", "B"), 0, True, True, "high", "single", "42cm-F2")
WANT = Target(power=True, cards=("A.BIN", "B.BIN"), show="A.BIN")


def status(**changes) -> FanStatus:
    import dataclasses

    return dataclasses.replace(GOOD, **changes)


@pytest.mark.parametrize(
    ("have", "want", "step"),
    [
        (GOOD, WANT, NOTHING),
        (GOOD, Target(power=False), Step("power-off")),
        (status(power=False), Target(power=False), NOTHING),
        (status(power=None), Target(power=False), NOTHING),
        (status(power=False), WANT, Step("power-on")),
        (status(names=("A",)), WANT, Step("upload", "B.BIN")),
        (status(names=(), power=False), WANT, Step("upload", "A.BIN")),
        (status(loop="list"), WANT, Step("loop")),
        (status(index=1), WANT, Step("play", "A.BIN")),
        (status(index=None), WANT, Step("play", "A.BIN")),
        (GOOD, Target(power=True, cards=("A.BIN",), show="A.BIN", brightness="low"), Step("brightness")),
        (status(brightness=None), Target(power=True, show="A.BIN", brightness="low"), NOTHING),
        (GOOD, Target(power=True, show="A.BIN", playing=False), Step("pause")),
        (status(playing=False), WANT, Step("resume")),
        (status(playing=None), Target(power=True, show="A.BIN", playing=False), NOTHING),
        (GOOD, Target(power=True, cards=("A.BIN",), show=None), NOTHING),
    ],
)
def test_the_next_step_is_the_first_thing_that_differs(have, want, step):
    assert next_step(have, want, ALL) == step


def test_what_a_driver_cannot_do_is_left_alone():
    assert next_step(status(power=True), Target(power=False), frozenset(("upload",))) == NOTHING
    assert next_step(status(names=()), WANT, frozenset(("power", "play"))) == Step("play", "A.BIN")


def test_every_start_reaches_the_wanted_state_in_few_steps():
    for names in ((), ("A",), ("A", "B")):
        for power in (True, False):
            for loop in ("single", "list"):
                have, taken = status(names=names, power=power, loop=loop, index=1), []
                while (step := next_step(have, WANT, ALL)) != NOTHING:
                    taken.append(step)
                    assert len(taken) < 8
                    have = _after(have, step)
                assert (have.power, have.loop, have.current) == (True, "single", "A")


def _after(have: FanStatus, step: Step) -> FanStatus:
    import dataclasses

    card = (step.card or "").removesuffix(".BIN")
    changes = {
        "power-on": {"power": True},
        "upload": {"names": (*have.names, card)},
        "loop": {"loop": "single"},
        "play": {"index": have.names.index(card) if card in have.names else None},
    }[step.kind]
    return dataclasses.replace(have, **changes)
