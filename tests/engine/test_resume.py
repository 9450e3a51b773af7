"""Builds killed at any moment, and two at once: the next gives the same bytes and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from quick_museum import write_quick
from vmuseum.publish.build import VIEWER

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "server", TESTS)))}
posix = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL")
built = pytest.mark.skipif(not (VIEWER / ".vite" / "manifest.json").is_file(), reason="the viewer is not built")


def killing(folder, kind, every):
    words = [sys.executable, str(TESTS / "killing.py"), str(folder), kind, str(every)]
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@posix
def test_a_run_of_tasks_may_be_killed_before_any_step_on_the_disk(tmp_path):
    told = killing(tmp_path, "engine", 1)
    assert told["tried"] == told["steps"] == told["killed"] > 50
    assert told["torn"] == 3
    assert told["wrong"] == []
    assert told["left"] == []


@posix
@built
def test_a_build_may_be_killed_at_every_stage_up_to_the_swap_of_the_sites(tmp_path):
    told = killing(tmp_path, "museum", 60)
    assert told["killed"] == told["tried"] > 10
    assert told["torn"] >= 2
    assert told["wrong"] == []
    assert told["left"] == []


def build(folder):
    """Start the real command with two worker processes."""
    words = [sys.executable, "-m", "vmuseum", "build", str(folder), "--jobs", "2", "--profile", "draft", "--lang", "en"]
    environment = {k: v for k, v in ENVIRONMENT.items() if k != "VMUSEUM_STORE"}
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def seen(folder):
    parts = (folder / "site", folder / ".vmuseum" / "store" / "results", folder / ".vmuseum" / "store" / "blobs")
    return {p.relative_to(folder): p.read_bytes() for part in parts for p in part.rglob("*") if p.is_file()}


@posix
@built
def test_workers_end_with_a_killed_build_and_the_next_goes_on(tmp_path):
    folder = write_quick(tmp_path / "a")
    first = build(folder)
    results = folder / ".vmuseum" / "store" / "results"
    while not (results.is_dir() and list(results.glob("*.json"))):
        assert first.poll() is None, first.communicate()
    children = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.communicate()
    assert psutil.wait_procs(children, timeout=20)[1] == []
    second = build(folder)
    out, err = second.communicate(timeout=120)
    assert second.returncode == 0, err
    assert " from the store" in out
    assert list((folder / ".vmuseum" / "store" / "tmp").iterdir()) == []


@built
def test_two_builds_at_once_do_not_harm_each_other(tmp_path):
    folder = write_quick(tmp_path / "a")
    pair = [build(folder), build(folder)]
    for one in pair:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err
    alone = write_quick(tmp_path / "b")
    _, err = (third := build(alone)).communicate(timeout=120)
    assert third.returncode == 0, err
    assert seen(folder) == seen(alone)
    assert [p.name for p in folder.iterdir() if p.name.startswith(".site")] == []
    assert list((folder / ".vmuseum" / "store" / "tmp").iterdir()) == []
