"""How long from a saved line to the change on the screen."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.build_figures import copy, timed
from tests.bench.rows import Row, machine
from tests.chromium import ARGUMENTS, executable

EXHIBIT = "exhibits/binh-gom-nhon-thanh.yaml"
REPEATS = 5


def figures() -> list[Row]:
    """Serve a copy of the root museum with --watch, save a line five times, and take the median."""
    with tempfile.TemporaryDirectory() as folder:
        museum = copy(Path(folder) / "museum")
        timed("build", str(museum))
        server = subprocess.Popen(
            [sys.executable, "-m", "vmuseum", "serve", str(museum), "--watch", "--port", "0", "--lang", "en"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            seconds = _measure(museum, _address(server))
        finally:
            server.terminate()
            server.wait(10)
    return [
        Row(
            "edit.visible-s",
            statistics.median(seconds),
            "s",
            "≤ 2",
            f"one line of a label saved, exhibit page open in Chromium, median of {REPEATS}, {machine()}",
        )
    ]


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        found = re.search(r"http://\S+", line)
        if found:
            return found.group(0)
    raise RuntimeError("the server did not say its address")


def _measure(museum: Path, address: str) -> list[float]:
    path = museum / EXHIBIT
    text = path.read_text(encoding="utf-8")
    seconds = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{address}vi/exhibit/binh-gom-nhon-thanh/")
        for n in range(REPEATS):
            page.wait_for_timeout(1500)  # the author pauses; the full build that follows a quick one has ended
            word = f"Bình {n}"
            began = time.perf_counter()
            path.write_text(text.replace("Bình có thân tròn", f"{word} có thân tròn"), encoding="utf-8")
            page.get_by_text(f"{word} có thân tròn").first.wait_for(timeout=60_000)
            seconds.append(time.perf_counter() - began)
        browser.close()
    return seconds
