"""From the rows of deploy.yaml to fans with their drivers; simulated fans stand in where there are none."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.errors import DeviceError
from vmuseum.hologram.profile import profile, profile_names
from vmuseum.settings import FanSettings
from vmuseum_server.fans.agent import FanSpec
from vmuseum_server.fans.circle20320 import PORT
from vmuseum_server.fans.circle_link import Circle20320
from vmuseum_server.fans.folder import Mp4Folder
from vmuseum_server.fans.library import Shape
from vmuseum_server.fans.simulator import SimulatedFan

if TYPE_CHECKING:
    from vmuseum.schema.manifest import PlaylistDoc
    from vmuseum_server.fans.circle_session import Timing
    from vmuseum_server.fans.driver import Driver

log = logging.getLogger(__name__)
SIMULATED_PROFILE = "fan-42f2"
DEFAULT_HOST = "192.168.4.1"  # every fan is an access point of this address


async def make_fans(
    stack: contextlib.AsyncExitStack, rows: Sequence[FanSettings], cards: Path, timing: Timing | None
) -> tuple[tuple[SimulatedFan, ...], list[tuple[FanSpec, Driver]]]:
    """Return the simulated fans, started, and every fan with its driver."""
    simulators: list[SimulatedFan] = []
    pairs: list[tuple[FanSpec, Driver]] = []
    for row in rows:
        if row.driver == "simulator":
            simulators.append(await stack.enter_async_context(SimulatedFan(cards / row.id)))
            pairs.append(_simulated(row, simulators[-1], timing))
        elif row.driver == "mp4":
            folder = Path(row.address or cards / row.id)
            shape = Shape("mp4", row.profile, 0.0)
            spec = FanSpec(row.id, row.group, "mp4", row.profile, shape, str(folder), "cross-checked")
            pairs.append((spec, Mp4Folder(row.id, folder)))
        else:
            pairs.append(_real(row, timing))
    return tuple(simulators), pairs


def stand_ins(doc: PlaylistDoc, count: int) -> tuple[FanSettings, ...]:
    """Return `count` simulated fans in the group the schedule speaks of first; fans it names come first."""
    group = next((e.group for e in doc.schedule if e.group), "sanh")
    named = list(dict.fromkeys(e.fan for e in doc.schedule if e.fan))
    ids = list(dict.fromkeys([*named, *(f"{group}-{n + 1}" for n in range(count))]))[:count]
    return tuple(FanSettings(id=fan, group=group, driver="simulator", profile=SIMULATED_PROFILE) for fan in sorted(ids))


def _simulated(row: FanSettings, fan: SimulatedFan, timing: Timing | None) -> tuple[FanSpec, Driver]:
    shape = Shape("bin", SIMULATED_PROFILE, row.rotation_deg)
    address = f"{fan.host}:{fan.port}"
    spec = FanSpec(row.id, row.group, "simulator", SIMULATED_PROFILE, shape, address, "computed")
    return spec, Circle20320(row.id, fan.host, fan.port, play_flag="playing", timing=timing)


def _real(row: FanSettings, timing: Timing | None) -> tuple[FanSpec, Driver]:
    host, _, port = (row.address or DEFAULT_HOST).partition(":")
    if row.profile not in profile_names():
        raise DeviceError(row.id, "fan-profile", profile=row.profile, known=", ".join(profile_names()))
    if not profile(row.profile).known:
        log.warning("fan %s: nobody has seen the geometry of %s; identify it first", row.id, row.profile)
    shape = Shape("bin", row.profile, row.rotation_deg)
    spec = FanSpec(row.id, row.group, row.driver, row.profile, shape, row.address, "cross-checked")
    number = int(port) if port else PORT
    return spec, Circle20320(row.id, host, number, interface=row.interface, timing=timing)
