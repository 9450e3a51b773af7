"""Bring masters into the store, for workers that do not see the museum's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.run import master_path
from vmuseum.plan.task import MasterInput

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.plan.task import Task


def share_masters(tasks: Iterable[Task], store: Store, folders: Mapping[str, Path]) -> None:
    """Copy every master that `tasks` read into the store. Raises MasterChangedError, EngineError."""
    wanted = {
        source.digest: source.path for task in tasks for _, source in task.inputs if isinstance(source, MasterInput)
    }
    for digest, path in sorted(wanted.items()):
        store.keep_master(master_path(path, folders), digest)
