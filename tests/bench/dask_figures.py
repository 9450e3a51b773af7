"""Ten scans on one Dask worker and on two: wall time, and the same bytes.

Each worker is a process of its own with one thread; scheduler and client run in this process. The store is a folder
that all see, emptied before each run. Workers have run a scan before the clock starts, so that imports count on
neither side.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.rows import ROOT, Row, machine
from vmuseum.engine.cluster import connected
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.masters import share_masters
from vmuseum.engine.run import run
from vmuseum.errors import Span
from vmuseum.plan import recipes as r
from vmuseum.plan.builder import VERSIONS
from vmuseum.plan.models import quality_params
from vmuseum.plan.profiles import WEB
from vmuseum.plan.task import MasterInput, Plan, Task, TaskInput, canonical, make_task
from vmuseum.progress import Silent
from vmuseum.schema.base import Model

SCANS = ROOT.parent / "shared" / "data" / "scans"
NAMES = (
    "venus-outdoor-vertexcolor.ply",
    "stanford-armadillo.stl",
    "stanford-bunny.ply",
    "whale-cranium.glb",
    "whale-mandible.glb",
    "lion-statue.obj",
)
COUNT = 10
ROUNDS = 3


def figures() -> list[Row]:
    """Measure one worker and two in turns, three times each."""
    plan = ten_scans()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            for workers in (1, 2) if turn % 2 == 0 else (2, 1):
                took, digest = timed(plan, workers, Path(folder) / "store")
                seconds[workers].append(took)
                seen.add(digest)
    one, two = median(seconds[1]), median(seconds[2])
    where = f"{COUNT} tasks mesh.prepare and {COUNT} mesh.qualities (web, no baking), medians of {ROUNDS}, {machine()}"
    return [
        Row("scans.dask.speedup", one / two, "x", "≥ 1.7", f"wall time {one:.3g} s and {two:.3g} s, {where}"),
        Row("scans.dask.same-bytes", float(len(seen) == 1), "", "1", "results and blobs of all six runs"),
    ]


def ten_scans() -> Plan:
    """Return the tasks of ten scans: those small enough, and again turned, as scans of their own."""
    tasks: list[Task] = []
    for n in range(COUNT):
        path = SCANS / NAMES[n % len(NAMES)]
        master = MasterInput(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        prepare = r.MeshPrepare.model_validate({"suffix": path.suffix, "turn": 0.5 * n, "surface_warnings": False})
        first = _task("mesh.prepare", prepare, "main", master, f"{n} {path.name}")
        prepared = TaskInput(first.key, "mesh.vmesh")
        tasks += [first, _task("mesh.qualities", _qualities(), "mesh.vmesh", prepared, f"{n}")]
    return Plan(tuple(tasks), {task.title: task.key for task in tasks})


def timed(plan: Plan, workers: int, folder: Path) -> tuple[float, str]:
    """Return the seconds of a run with an empty store, and a digest of all it made."""
    from distributed import LocalCluster

    shutil.rmtree(folder, ignore_errors=True)
    store = FolderStore(folder)
    share_masters(plan.tasks, store, {"": SCANS})
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as local:
        cluster = connected(local.scheduler_address, store.place)
        try:
            warm(cluster.client, plan, folder.with_name("warm"))
            began = time.perf_counter()
            results = run(plan, store, Silent(), executor=cluster, folders=None, width=cluster.width)
            took = time.perf_counter() - began
        finally:
            cluster.shutdown()
    made = {key: {n: b.digest for n, b in result.files.items()} for key, result in results.by_key.items()}
    return took, hashlib.sha256(canonical(made).encode()).hexdigest()


def warm(client: object, plan: Plan, folder: Path) -> None:
    """Have every worker prepare and simplify the smallest scan, in a store of its own."""
    small = Plan(tuple(t for t in plan.tasks if t.title.startswith(("mesh.prepare 2 ", "mesh.qualities 2"))), {})
    client.run(_warmed, small, str(folder))  # type: ignore[attr-defined]  # distributed has no types


def _warmed(plan: Plan, folder: str) -> None:
    import os
    from concurrent.futures import ThreadPoolExecutor

    store = FolderStore(Path(folder) / str(os.getpid()))
    with ThreadPoolExecutor(1) as here:
        run(plan, store, Silent(), executor=here, folders={"": SCANS}, width=1)


def _qualities() -> r.MeshQualities:
    return r.MeshQualities(qualities=quality_params(WEB), bake="never")


def _task(recipe: str, params: Model, name: str, source: MasterInput | TaskInput, title: str) -> Task:
    words = canonical(params.model_dump(mode="json"))
    return make_task(recipe, VERSIONS[recipe], words, [(name, source)], title=f"{recipe} {title}", span=Span("bench"))
