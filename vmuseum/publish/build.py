"""Gather, check, plan, run, publish: from a museum's folder to its site."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.run import BuildError, Results, pool, run, todo
from vmuseum.engine.store import Store
from vmuseum.errors import Problem, SourceError, Span, problem
from vmuseum.gallery.layout import check as check_layout
from vmuseum.museum import examine
from vmuseum.plan.planner import make_plan
from vmuseum.plan.profiles import WEB, Profile
from vmuseum.publish.assemble import assemble
from vmuseum.publish.site import write_site
from vmuseum.sources.masters import gather

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.museum import Museum
    from vmuseum.plan.task import Plan
    from vmuseum.progress import Progress
    from vmuseum.schema.manifest import Manifest

STATE = Path(".vmuseum")
VIEWER = Path(__file__).resolve().parent / "viewer"


@dataclass(frozen=True, slots=True)
class Checked:
    """A museum that may be built, its masters, and the warnings."""

    museum: Museum
    masters: Mapping[str, object]
    folders: Mapping[str, Path]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave."""

    manifest: Manifest
    plan: Plan
    results: Results
    warnings: tuple[Problem, ...]
    site: Path
