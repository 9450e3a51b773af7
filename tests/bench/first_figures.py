"""What a visitor waits for: bytes and time until the first picture, beside model-viewer.

Uses the measuring kit beside the repository (shared/bench/browser: shaped server and WebGL counters).
"""

from __future__ import annotations

import asyncio
import gzip
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from playwright.async_api import Page, async_playwright

from tests import real_museum
from tests.bench.build_figures import timed
from tests.bench.rows import ROOT, Row, machine
from tests.chromium import ARGUMENTS, executable
from vmuseum_server.site import CSP

KIT = ROOT.parent / "shared" / "bench" / "browser"
VIEWER = ROOT / "vmuseum" / "publish" / "viewer"
DRACO = ROOT / "viewer" / "node_modules" / "three" / "examples" / "jsm" / "libs" / "draco" / "gltf"
SCAN = real_museum.DATA / "scans" / "venus-outdoor"
RUNS = 3
MODEL_VIEWER = """<!doctype html><meta charset="utf-8"><title>peer</title>
<style>model-viewer{width:960px;height:600px}</style>
<script>self.ModelViewerElement={dracoDecoderLocation:"/draco/"}</script>
<script type="module" src="/nm/@google/model-viewer/dist/model-viewer.min.js"></script>
<model-viewer src="/scan/venus.gltf" camera-controls alt="statue"></model-viewer>"""
MODEL = "(m) => m.firstBig"
PICTURE = "(m) => m.firstUpload !== null && m.firstDraw !== null ? Math.max(m.firstUpload, m.firstDraw) : null"


def figures() -> list[Row]:
    """Measure the first exhibit and the first panorama of a museum of real scans, and model-viewer."""
    if not KIT.is_dir() or not real_museum.DATA.is_dir():
        sys.stdout.write("first: skipped, the measuring kit or the real scans are not beside the repository\n")
        return [_entry()]
    with tempfile.TemporaryDirectory() as folder:
        museum = real_museum.write(Path(folder) / "museum", only=("venus-vuon",))
        timed("build", str(museum))
        peer = Path(folder) / "peer"
        peer.mkdir()
        (peer / "index.html").write_text(MODEL_VIEWER, encoding="utf-8")
        npm = Path(folder) / "npm"
        npm.mkdir()
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(npm), "@google/model-viewer"], check=True, cwd=npm
        )
        runs = asyncio.run(_all(museum / "site", peer, npm / "node_modules"))
    exhibit, panorama, other = (
        [_median(runs[k], n) for n in ("ms", "bytes", "requests")] for k in ("exhibit", "panorama", "peer")
    )
    link = f"10 Mbit/s, 40 ms, median of {RUNS}, software WebGL, {machine()}"
    return [
        _entry(),
        Row("first.exhibit-bytes", exhibit[1], "B", "≤ 300,000", f"venus-outdoor, {link}", "model-viewer", other[1]),
        Row("first.exhibit-requests", exhibit[2], "", "≤ 20", f"venus-outdoor, {link}"),
        Row("first.panorama-bytes", panorama[1], "B", "≤ 200,000", f"museum steps, {link}"),
        Row("first.panorama-requests", panorama[2], "", "≤ 20", f"museum steps, {link}"),
        Row(
            "first.vs-model-viewer",
            exhibit[0] / 1000,
            "s",
            "≈ 1 s, ratio < 0.2",
            f"venus-outdoor, {link}",
            "model-viewer",
            other[0] / 1000,
        ),
    ]


def _entry() -> Row:
    manifest = json.loads((VIEWER / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    wanted = ["src/main.ts", *(k for k in manifest if "exhibit" in k.lower() and manifest[k].get("isDynamicEntry"))]
    files: set[str] = set()
    while wanted:
        entry = manifest[wanted.pop()]
        if entry["file"] not in files:
            files.add(entry["file"])
            wanted += entry.get("imports", [])
    size = sum(len(gzip.compress((VIEWER / f).read_bytes(), 9, mtime=0)) for f in files if f.endswith(".js"))
    return Row(
        "js.entry-gz", size, "B", "≤ 240,000", "all scripts an exhibit page loads before its first picture, gzip -9"
    )


def _median(rows: list[dict[str, float]], name: str) -> float:
    return statistics.median(row[name] for row in rows)


async def _all(site: Path, peer: Path, modules: Path) -> dict[str, list[dict[str, float]]]:
    kit = _kit()
    cases = {
        "exhibit": (site, "/vi/exhibit/venus-vuon/", {}, CSP, MODEL),
        "peer": (peer, "/index.html", {"/nm/": str(modules), "/draco/": str(DRACO), "/scan/": str(SCAN)}, None, MODEL),
        "panorama": (site, "/vi/panorama/bon-phong/", {}, CSP, PICTURE),
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in cases}
    for _ in range(RUNS):
        for name, (root, page, mounts, csp, first) in cases.items():
            server, listener = await kit.start(str(root), 0, mbit=10, rtt_ms=40, csp=csp, mounts=mounts)
            try:
                port = listener.sockets[0].getsockname()[1]
                found[name].append(await _once(server, f"http://127.0.0.1:{port}{page}", first))
            finally:
                listener.close()
    return found


async def _once(server: Any, url: str, first: str) -> dict[str, float]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 960, "height": 600})
        await page.add_init_script("window.__bigTris=1000;" + (KIT / "hook.js").read_text(encoding="utf-8"))
        # As the kit does: the browser has started before the clock does.
        await page.goto("about:blank")
        await asyncio.sleep(0.5)
        server.log.clear()
        server.t0 = time.time()
        await page.goto(url, wait_until="commit")
        origin = await page.evaluate("performance.timeOrigin") / 1e3
        ms = await _until(page, f"({first})(window.__m)")
        sent = [r for r in server.log if (r["t_end"] + server.t0 - origin) * 1e3 <= ms]
        await browser.close()
    return {"ms": ms, "bytes": sum(r["bytes"] for r in sent), "requests": len(sent)}


async def _until(page: Page, expression: str) -> float:
    """Ask again and again: Playwright's own wait needs eval, which the policy forbids."""
    for _ in range(3000):
        found = await page.evaluate(expression)
        if found is not None:
            return float(found)
        await asyncio.sleep(0.02)
    raise TimeoutError(expression)


def _kit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shapeserver", KIT / "shapeserver.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("no shapeserver")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
