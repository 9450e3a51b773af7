"""Simplification and qualities of real scans beside gltfpack, gltf-transform and the native meshoptimizer."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import scans_peers as peers
from tests.bench.rows import ROOT, Row, machine
from tests.bench.scans_native import speeds
from tests.bench.scans_score import KIT, Scored, Scorer, equal_bytes
from tests.bench.scans_truth import truth

if TYPE_CHECKING:
    from collections.abc import Callable

SCANS = ROOT.parent / "shared" / "data" / "scans"
VENUS = SCANS / "venus-outdoor" / "venus.gltf"
OBJ = ("demosthenes-bust.obj", "lion-statue.obj", "saxophone-obj/saxophone.obj")
GLB = ("whale-cranium.glb", "whale-mandible.glb", "venus-de-milo-smk.glb")
ALL = (
    *OBJ[:2],
    *GLB,
    "saxophone-draco.glb",
    "stanford-armadillo.stl",
    "stanford-bunny.ply",
    "venus-outdoor-vertexcolor.ply",
    "venus-outdoor/venus.gltf",
)
IN_CACHE = ("demosthenes-bust.obj", "lion-statue.obj", "stanford-armadillo.stl", "stanford-bunny.ply", *GLB)
BIG = 2_390_812
REPEATS = 5
PEER_NAMES = {"gltfpack": "gltfpack 1 (npm, WebAssembly)", "gltf-transform": "@gltf-transform/cli 4 optimize"}


@dataclass(frozen=True)
class _Sums:
    """Sums over all scans: medians of CPU seconds, the highest peak."""

    cpu_s: float
    peak: float


def figures() -> list[Row]:
    """Measure everything; takes about 20 minutes."""
    if not SCANS.is_dir() or not KIT.is_dir():
        raise RuntimeError(f"the scans and the measuring kit are not there: {SCANS}, {KIT}")
    peers.install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        split, venus, many = folder / "venus-big.glb", folder / "venus.glb", folder / "venus-small.glb"
        for out, triangles in ((split, BIG), (venus, 1)):
            words = [str(VENUS), str(out), str(triangles)]
            subprocess.run([sys.executable, "-m", "tests.bench.split_scan", *words], check=True, cwd=ROOT)
        read_by_gltfpack = [*(SCANS / f for f in (*OBJ, *GLB)), split]
        plain = _plain(folder, read_by_gltfpack[: len(OBJ)]) + read_by_gltfpack[len(OBJ) :]
        rows = _beside("gltfpack", peers.gltfpack, read_by_gltfpack, venus, folder)
        rows += _beside("gltf-transform", peers.gltf_transform, plain, venus, folder)
        rows += [_four(venus, folder), *_simplify(), _growth(venus, split, many), *_truths()]
    return rows


def _beside(
    name: str, command: Callable[[Path, Path], list[str]], sources: list[Path], venus: Path, folder: Path
) -> list[Row]:
    """Compare ours with one peer: CPU, peak, and bytes at equal distance."""
    out = folder / name
    mine = folder / f"{name}-ours"
    for place in (out, mine):
        place.mkdir()
    ours, theirs = _sums(command, sources, out, mine)
    pairs = [_equal(source, out / f"{source.stem}.glb", venus, mine) for source in sources]
    weighed = [(peer.geometry, own.geometry) for peer, own in pairs]
    worst = max(own / peer for peer, own in weighed)
    off = max(own.measures[key] / value for peer, own in pairs for key, value in peer.measures.items())
    at = f"{len(sources)} scans to a tenth, {machine()}"
    bound = ("≤ 0.8 x", "≤ 1.2 x") if name == "gltfpack" else ("≤ 0.5 x", "")
    peer = PEER_NAMES[name]
    how = f"{at}; ours in one process, the peer a scan at a time, start-up in both; medians of {REPEATS}"
    rows = [Row(f"scans.{name}.cpu", ours.cpu_s, "s", bound[0], how, peer, theirs.cpu_s)]
    total = (float(sum(own for _, own in weighed)), float(sum(other for other, _ in weighed)))
    told = (
        f"{at}; geometry at equal distance, normals and colour (worst of these {off:.3g} x); worst scan {worst:.3g} x"
    )
    rows.append(Row(f"scans.{name}.bytes", total[0], "B", "≤ 1 x", told, peer, total[1]))
    if bound[1]:
        rows.append(Row(f"scans.{name}.rss", ours.peak, "B", bound[1], f"{at}; highest peak", peer, theirs.peak))
    return rows


def _sums(
    command: Callable[[Path, Path], list[str]], sources: list[Path], out: Path, mine: Path
) -> tuple[_Sums, _Sums]:
    ours, theirs = [], []
    for _ in range(REPEATS):
        ours.append(peers.cost(peers.ours("tenth", str(mine), *map(str, sources))))
        theirs.append([peers.cost(command(source, out / f"{source.stem}.glb")) for source in sources])
    return (
        _Sums(statistics.median(run.cpu_s for run in ours), max(run.peak for run in ours)),
        _Sums(
            sum(statistics.median(run[n].cpu_s for run in theirs) for n in range(len(sources))),
            max(run.peak for runs in theirs for run in runs),
        ),
    )


def _equal(source: Path, result: Path, venus: Path, folder: Path) -> tuple[Scored, Scored]:
    # the split scan is the same surface as the one it was made of, and that fits into memory
    scorer = Scorer(venus if source.stem == "venus-big" else source)
    peer = scorer.score(result)
    return peer, equal_bytes(scorer, source, peer, folder)


def _plain(folder: Path, sources: list[Path]) -> list[Path]:
    """Return OBJ files as plain GLB, which is what gltf-transform reads."""
    from tests.bench.scans_job import read
    from vmuseum.mesh.glb import write_glb

    found = []
    for source in sources:
        found.append(folder / f"{source.stem}.glb")
        found[-1].write_bytes(write_glb(read(source), compressed=False))
    return found


def _four(venus: Path, folder: Path) -> Row:
    ours, theirs = [], []
    for _ in range(REPEATS):
        ours.append(peers.cost(peers.ours("four", str(folder / "four"), str(venus))).cpu_s)
        theirs.append(peers.cost(peers.gltfpack(venus, folder / "four.glb")).cpu_s)
    how = f"venus-outdoor as plain GLB, 4096 px; ours cleans, inspects and makes four qualities; medians of {REPEATS}"
    told = f"{how}, start-up in both, {machine()}"
    return Row(
        "scans.four.cpu",
        statistics.median(ours),
        "s",
        "≤ 2 x",
        told,
        "gltfpack -cc -si 0.1, one pass",
        statistics.median(theirs),
    )


def _simplify() -> list[Row]:
    found = {name: speeds(SCANS / name) for name in ALL}
    cached = [found[name][0] for name in IN_CACHE]
    shares = {name: own / native for name, (own, native) in found.items()}
    worst = min(shares, key=lambda name: shares[name])
    how = f"positions only, to a tenth, best of {REPEATS}, {machine()}"
    median = statistics.median(cached)
    native = statistics.median(found[name][1] for name in IN_CACHE)
    peer = "meshoptimizer (PyPI, native)"
    told = f"{len(cached)} scans of up to 100,000 triangles, median; slowest {min(cached):.2f}; {how}"
    return [
        Row("scans.simplify.mtri-per-s", median, "M/s", "≥ 3", told, peer, native),
        Row("scans.simplify.worst", found[worst][0], "M/s", "≥ 0.9 x", f"{worst}; {how}", peer, found[worst][1]),
    ]


def _growth(venus: Path, split: Path, small: Path) -> Row:
    subprocess.run(peers.ours("count", "100000", str(small), str(venus)), check=True, cwd=ROOT)
    done = subprocess.run(
        peers.ours("growth", *map(str, (small, small, venus, split))),
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    points = [tuple(map(float, line.split())) for line in done.stdout.splitlines()][1:]  # the first compiles
    x, y = ([math.log(point[k]) for point in points] for k in range(2))
    slope = statistics.linear_regression(x, y).slope
    seen = ", ".join(f"{n / 1e6:.2f} M {s:.2f} s" for n, s in points)
    how = f"read, reduce to a tenth, write; {seen}; least squares of logarithms; above, see scans.huge.growth"
    return Row("scans.growth.exponent", slope, "", "about 1", how)


def _truths() -> list[Row]:
    found = {name: truth(SCANS / name) for name in ALL}
    rows = []
    for quality, aim in (("high", "≤ 0.5 %, 0 holes"), ("low", "≤ 2 %, 0 holes")):
        worst = max(found, key=lambda name, q=quality: found[name][q][0])
        holes = sum(found[name][quality][1] for name in found)
        told = f"{len(found)} scans, box, area, volume of closed ones; worst {worst}; {holes} holes that no master has"
        rows.append(Row(f"scans.truth.{quality}", found[worst][quality][0], "%", aim, told))
    return rows
