"""Bytes at equal distance: how far results lie from their master, and what ours weighs where it lies no farther."""

from __future__ import annotations

import json
import math
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.rows import ROOT
from tests.bench.scans_peers import NPM, cost, ours

KIT = ROOT.parent / "shared" / "bench" / "mesh"
_SAMPLES = 60_000
_MEASURES = ("distance_mean", "normal_mean_deg", "colour_mean")
_SHARES = (1.0, 0.6)  # of the peer's triangles: two runs of ours, between which its measures are looked up
_RANGE = (0.4, 1.3)


@dataclass(frozen=True)
class Scored:
    """One result: triangles, bytes without pictures, measures of the kit."""

    triangles: int
    geometry: int
    measures: dict[str, float]


class Scorer:
    """Scores files against one master."""

    def __init__(self, master: Path) -> None:
        sys.path.insert(0, str(KIT))
        import meshfile
        import score

        self._load: Any = lambda path: score.Surface(meshfile.load(path, npm=NPM))
        self._compare: Any = score.compare
        self._master = self._load(master)

    def score(self, path: Path, names: tuple[str, ...] = _MEASURES) -> Scored:
        """Return the measures of `path`; those that its master has not are left out."""
        result = self._load(path)
        found = self._compare(self._master, result, samples=_SAMPLES)
        measures = {name: float(found[name]) for name in names if found[name]}
        return Scored(len(result.faces), geometry_bytes(path), measures)


def geometry_bytes(path: Path) -> int:
    """Return the bytes of a GLB without its pictures."""
    data = path.read_bytes()
    (size,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + size])
    views = document["bufferViews"]
    return len(data) - sum(views[i["bufferView"]]["byteLength"] for i in document.get("images", []))


def equal_bytes(scorer: Scorer, source: Path, peer: Scored, folder: Path) -> Scored:
    """Return our result at the fewest triangles at which no measure of the peer is better.

    Ours runs at two counts; between them measures run straight in logarithms; the count found is then made for real.
    """
    names = tuple(peer.measures)
    runs = [made(scorer, source, round(peer.triangles * share), folder, names) for share in _SHARES]
    wanted = max(_count(runs, peer, name) for name in names)
    least, most = (peer.triangles * share for share in _RANGE)
    return made(scorer, source, round(min(max(wanted, least), most)), folder, names)


def made(scorer: Scorer, source: Path, triangles: int, folder: Path, names: tuple[str, ...]) -> Scored:
    """Return the score of ours at so many triangles."""
    out = folder / f"{source.stem}-{triangles}.glb"
    cost(ours("count", str(triangles), str(out), str(source)))
    return scorer.score(out, names)


def _count(runs: list[Scored], peer: Scored, name: str) -> float:
    (n1, v1), (n2, v2) = ((math.log(run.triangles), math.log(run.measures[name])) for run in runs)
    slope = (v1 - v2) / (n1 - n2)
    if slope >= 0.0:  # does not grow worse with fewer triangles
        return runs[-1].triangles if runs[-1].measures[name] <= peer.measures[name] else runs[0].triangles
    return math.exp(n1 + (math.log(peer.measures[name]) - v1) / slope)
