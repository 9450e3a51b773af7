"""Who runs the tasks of a build: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.engine.processes import Limits, Processes

if TYPE_CHECKING:
    from vmuseum.engine.cluster import Cluster
    from vmuseum.engine.store import Store
    from vmuseum.settings import Settings


@dataclass(frozen=True, slots=True)
class Workers:
    """`width`: tasks at once. `far`: they do not see the museum's folder, so masters go through the store."""

    executor: Executor
    width: int
    far: bool


@contextmanager
def workers(settings: Settings, store: Store) -> Iterator[Workers]:
    """Lend workers as the settings say. When the block fails or is interrupted they end at once.

    Raises ClusterError, MissingExtraError.
    """
    far = settings.cluster is not None
    executor: Processes | Cluster
    if settings.cluster is not None:
        from vmuseum.engine.cluster import connected

        executor = connected(settings.cluster, store.place)
        width = executor.width
    else:
        executor = Processes(settings.jobs, Limits(settings.memory_mb, settings.task_secs))
        width = executor.jobs
    try:
        yield Workers(executor, width, far)
    except BaseException:
        executor.stop()
        raise
    executor.shutdown()
