"""`vmuseum build` and `vmuseum store` on a museum whose tasks take no time."""

import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from quick_museum import write_quick
from vmuseum.cli import show
from vmuseum.cli.main import cli
from vmuseum.publish.build import VIEWER

pytestmark = pytest.mark.skipif(not (VIEWER / ".vite" / "manifest.json").is_file(), reason="the viewer is not built")


@pytest.fixture(autouse=True)
def own_store(monkeypatch):
    monkeypatch.delenv("VMUSEUM_STORE", raising=False)


def go(*words):
    return CliRunner().invoke(cli, [*map(str, words), "--lang", "en"])


def values(*words):
    done = go(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def museum(tmp_path_factory):
    folder = write_quick(tmp_path_factory.mktemp("quick") / "m")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VMUSEUM_STORE", raising=False)
        done = go("build", folder, "--jobs", "2")
    assert done.exit_code == 0, done.output
    assert "4 tasks ran, 0 from the store" in done.output
    return folder


def test_a_second_build_runs_nothing_and_says_so(museum):
    totals = values("build", museum)["totals"]
    assert (totals["ran"], totals["cached"], totals["slowest"]) == (0, 4, None)
    report = json.loads((museum / ".vmuseum" / "report" / "report.json").read_text(encoding="utf-8"))
    assert report["done"]
    assert [row["cached"] for row in report["tasks"]] == [True] * 4
    assert report["totals"]["tasks"] == 4


def test_a_failed_build_leaves_a_report_of_what_happened(tmp_path):
    folder = write_quick(tmp_path / "m", things=1)
    (folder / "media" / "0.png").write_bytes((folder / "media" / "0.png").read_bytes()[:600])
    done = go("build", folder, "--jobs", "1")
    assert done.exit_code == 3, done.output
    assert "exhibits/khoi-0.yaml:" in done.output
    report = json.loads((folder / ".vmuseum" / "report" / "report.json").read_text(encoding="utf-8"))
    assert not report["done"]
    assert sorted(row["state"] for row in report["tasks"]) == ["done", "failed"]


def test_the_store_tells_verifies_and_heals(museum):
    held = values("store", "status", museum)
    assert held["results"] == 4
    assert values("store", "verify", museum)["damaged"] == []
    blob = next(p for p in sorted((museum / ".vmuseum" / "store" / "blobs").rglob("*")) if p.is_file())
    kept = blob.read_bytes()
    blob.unlink()  # the site has links to the same bytes: write a new file
    blob.write_bytes(b"?" * len(kept))
    bad = go("store", "verify", museum)
    assert bad.exit_code == 3
    assert blob.name in bad.output
    assert values("build", museum)["ran"] == 1
    assert blob.read_bytes() == kept


def test_a_file_that_is_damaged_in_the_store_is_never_published(museum):
    blob = next(p for p in sorted((museum / ".vmuseum" / "store" / "blobs").rglob("*")) if p.is_file())
    kept = blob.read_bytes()
    blob.unlink()
    blob.write_bytes(b"?" * len(kept))
    before = (museum / "site" / "files.json").read_bytes()
    bad = go("build", museum)
    assert bad.exit_code == 3
    assert "[asset-damaged]" in bad.output
    assert (museum / "site" / "files.json").read_bytes() == before
    assert values("build", museum)["ran"] == 1
    assert blob.read_bytes() == kept


def test_collecting_keeps_what_the_museum_uses(tmp_path):
    folder = write_quick(tmp_path / "m", things=1)
    assert values("build", folder)["ran"] == 2
    exhibit = folder / "exhibits" / "khoi-0.yaml"
    exhibit.write_text(exhibit.read_text(encoding="utf-8").replace("KH00", "KH77"), encoding="utf-8")
    assert values("build", folder)["ran"] == 1
    dry = go("store", "collect", folder, "--keep-days", "0", "--dry-run")
    assert "Would remove 1 results and 1 files" in dry.output
    assert values("store", "collect", folder)["results"] == 0  # a week's grace by default
    gone = values("store", "collect", folder, "--keep-days", "0")
    assert (gone["results"], gone["blobs"]) == (1, 1)
    assert values("build", folder)["ran"] == 0


def test_a_museum_with_mistakes_is_not_collected(tmp_path):
    folder = write_quick(tmp_path / "m", things=1)
    (folder / "media" / "0.png").unlink()
    assert go("store", "collect", folder, "--keep-days", "0").exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT of POSIX")
def test_ctrl_c_stops_with_130_and_says_how_to_go_on(tmp_path):
    folder = write_quick(tmp_path / "m")
    words = [sys.executable, "-m", "vmuseum", "build", str(folder), "--jobs", "1", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while not list(folder.glob(".vmuseum/store/builds/*.lock")):
            assert process.poll() is None, process.stderr.read()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "What was finished is kept" in told
    assert values("build", folder)["tasks"] == 4


def test_a_cluster_that_is_not_there_is_told_with_a_cure(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("vmuseum.engine.cluster.CONNECT_S", 0.3)
    folder = write_quick(tmp_path / "m", things=1)
    done = go("build", folder, "--cluster", "tcp://127.0.0.1:9")
    assert done.exit_code == 3
    assert "tcp://127.0.0.1:9" in done.output
    assert "[cluster-unreachable]" in done.output


def test_a_missing_extra_is_told_with_its_cure(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = write_quick(tmp_path / "m", things=1)
    done = go("build", folder, "--cluster", "tcp://127.0.0.1:9")
    assert done.exit_code == 3
    assert "pip install 'vmuseum[cluster]'" in done.output
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setenv("VMUSEUM_STORE", "s3://bucket/prefix")
    assert "pip install 'vmuseum[cluster]'" in go("store", "status", folder).output


def test_sizes_and_times_read_as_people_say_them():
    assert [show.size(n, "vi") for n in (812, 3_400, 3_400_000, 1_200_000_000)] == [
        "812 B",
        "3,4 kB",
        "3,4 MB",
        "1,2 GB",
    ]
    assert [show.duration(s, "vi") for s in (8.14, 200, 3_660)] == ["8,1 giây", "3 phút 20 giây", "1 giờ 1 phút"]
    assert [show.duration(s, "en") for s in (59.96, 8, 200.4)] == ["1 min 0 s", "8 s", "3 min 20 s"]


def test_the_bar_names_what_runs_and_what_is_left(capsys):
    bar = show.Bar("en")
    bar.start(10, 4)
    bar.begin("mesh.prepare A")
    bar.begin("mesh.prepare B")
    bar.done("mesh.prepare A", seconds=3.0, failed=False)
    bar.left(95.0)
    last = capsys.readouterr().err.rpartition("\x1b[K")[2]
    assert "1/6 · about 1 min 35 s left mesh.prepare B" in last
    bar.again("mesh.prepare B")
    assert "↻ mesh.prepare B" in capsys.readouterr().err
