"""The peers of `scans`: gltfpack and gltf-transform from npm, the native meshoptimizer from PyPI; what a run costs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rows import ROOT

NPM = ROOT / "build" / "bench-npm"
NATIVE = ROOT / "build" / "bench-native"
_PACKAGES = (
    "gltfpack@1",
    "@gltf-transform/cli@4",
    "@gltf-transform/core@4",
    "@gltf-transform/extensions@4",
    "meshoptimizer@1",
    "draco3dgltf@1",
)
# a launcher of its own: the peak of a child is never below that of what forked it
_LAUNCH = (
    "import json,resource,subprocess,sys;"
    "p=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
    "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(json.dumps([p.returncode,u.ru_utime+u.ru_stime,u.ru_maxrss*1024,p.stderr[-400:].decode('utf8','replace')]))"
)


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak bytes of one process."""

    cpu_s: float
    peak: float


def install() -> None:
    """Bring the peers below build/, once. Needs npm, pip and a C++ compiler."""
    if not (NPM / "node_modules" / ".bin" / "gltfpack").exists():
        NPM.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--silent", "--prefix", str(NPM), *_PACKAGES], check=True)
    if not (NATIVE / "meshoptimizer").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(NATIVE)]
        subprocess.run([*pip, "--no-binary", "meshoptimizer", "meshoptimizer"], check=True)


def cost(command: list[str]) -> Cost:
    """Run `command` and return what it took. Raises RuntimeError when it fails."""
    done = subprocess.run([sys.executable, "-c", _LAUNCH, *command], capture_output=True, check=True, cwd=ROOT)
    code, cpu_s, peak, message = json.loads(done.stdout)
    if code:
        raise RuntimeError(f"{command[:4]}: {message}")
    return Cost(cpu_s, peak)


def gltfpack(source: Path, out: Path) -> list[str]:
    """Return the command that brings a file to a tenth of its triangles, compressed."""
    tool = str(NPM / "node_modules" / ".bin" / "gltfpack")
    return ["node", tool, "-i", str(source), "-o", str(out), "-cc", "-si", "0.1"]


def gltf_transform(source: Path, out: Path) -> list[str]:
    """Return the same of gltf-transform, with pictures left alone."""
    tool = str(NPM / "node_modules" / ".bin" / "gltf-transform")
    simplify = ["--simplify-ratio", "0.1", "--simplify-error", "0.01"]
    keep = ["--texture-compress", "false", "--join", "false", "--palette", "false", "--instance", "false"]
    return ["node", tool, "optimize", str(source), str(out), "--compress", "meshopt", *simplify, *keep]


def ours(*words: str) -> list[str]:
    """Return the command of one of our jobs."""
    return [sys.executable, "-m", "tests.bench.scans_job", *words]
