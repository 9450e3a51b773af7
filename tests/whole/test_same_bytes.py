"""The same museum gives the same bytes: in any folder, with any number of jobs, after a kill; and never half a site."""

import hashlib
import os
import signal
import subprocess

import pytest

import small_museum
from whole_museum import ENVIRONMENT, command

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("small")]
OWN_STORE = {name: value for name, value in ENVIRONMENT.items() if name != "VMUSEUM_STORE"}


def line(folder, jobs):
    return command("build", folder, "--profile", "draft", "--lang", "en", "--jobs", str(jobs))


def build(folder, jobs=2):
    done = subprocess.run(line(folder, jobs), env=OWN_STORE, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stderr


def bytes_of(site):
    """Return the digest of every file below a folder, by its path."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = small_museum.write(tmp_path_factory.mktemp("here") / "museum")
    build(folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def wanted(built):
    return bytes_of(built / "site")


def test_the_small_museum_uses_every_kind_of_file(wanted):
    for ending in (".glb", ".webp", ".mp4", ".html", ".json", ".svg", ".js"):
        assert any(name.endswith(ending) for name in wanted), ending


def test_another_folder_and_more_jobs_give_the_same_bytes(wanted, tmp_path):
    folder = small_museum.write(tmp_path / "quite" / "another place")
    build(folder, jobs=2)
    assert bytes_of(folder / "site") == wanted


def test_a_build_killed_in_the_middle_goes_on_and_gives_the_same_bytes(wanted, tmp_path):
    folder = small_museum.write(tmp_path / "museum")
    group = subprocess.Popen(
        line(folder, 2),
        env=OWN_STORE,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with group:
        done = [group.stderr.readline() for _ in range(6)]
        os.killpg(group.pid, signal.SIGKILL)
        group.stderr.read()
    assert group.returncode == -signal.SIGKILL
    assert not (folder / "site").exists()
    total, todo = (int(word) for word in done[0].replace(",", "").split() if word.isdigit())
    assert total == todo
    again = build(folder)
    assert int(again.split(" tasks, ")[1].split()[0]) < todo
    assert bytes_of(folder / "site") == wanted


def test_nothing_changed_means_nothing_to_do_and_the_same_bytes(built, wanted):
    assert " 0 to do" in build(built).splitlines()[0]
    assert bytes_of(built / "site") == wanted


def test_a_broken_master_is_told_with_its_line_and_the_old_site_stays(built, wanted):
    model = built / "models" / "khoi.obj"
    whole = model.read_bytes()
    model.write_bytes(b"o khoi\nv 0 0 0\nf 1 2 3\n")
    try:
        done = subprocess.run(line(built, 2), env=OWN_STORE, capture_output=True, text=True, check=False, timeout=600)
    finally:
        model.write_bytes(whole)
    assert done.returncode == 3
    assert "exhibits/khoi.yaml:8:" in done.stderr
    assert bytes_of(built / "site") == wanted
