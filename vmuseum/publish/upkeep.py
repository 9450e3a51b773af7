"""What of a store this museum still uses: the results and masters of every plan it could build today."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine import upkeep
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import PROFILES
from vmuseum.plan.task import MasterInput
from vmuseum.publish.build import store_of
from vmuseum.publish.check import sound_museum

if TYPE_CHECKING:
    from vmuseum.settings import Settings


def collect_museum(folder: Path, settings: Settings, *, keep_days: float, dry_run: bool) -> upkeep.Collected:
    """Remove from the store what no plan of the museum in `folder` uses: every profile, with and without a report.

    Raises SourceError: of a museum with mistakes nobody knows what it uses. Raises EngineError.
    """
    sound = sound_museum(folder)
    plans = [make_plan(sound.museum, profile, sound.masters, compare=True) for profile in PROFILES.values()]
    keys = {task.key for plan in plans for task in plan.tasks}
    digests = {
        source.digest
        for plan in plans
        for task in plan.tasks
        for _, source in task.inputs
        if isinstance(source, MasterInput)
    }
    return upkeep.collect(
        store_of(folder, settings), keys=keys, digests=digests, now_s=time.time(), keep_days=keep_days, dry_run=dry_run
    )
