"""A writing author: quick builds, mistakes, and builds that change nothing."""

import textwrap

import pytest

from vmuseum.progress import Silent
from vmuseum.publish.build import VIEWER
from vmuseum.publish.watch import Watcher
from vmuseum.settings import Settings

MUSEUM = """
    title: {vi: Thử, en: Trial}
    base_url: https://a.example
    home: nha
    venues: {nha: {name: {vi: Nhà, en: House}}}
    """
EXHIBIT = """
    kind: intangible
    code: PV01
    title: {vi: Hò, en: Work songs}
    label: {vi: Một lối hò dân gian., en: A folk song.}
    record: {sources: [https://a.example]}
    """


@pytest.fixture
def folder(tmp_path):
    if not (VIEWER / ".vite" / "manifest.json").is_file():
        pytest.skip("the viewer is not built (make viewer)")
    (tmp_path / "exhibits").mkdir()
    (tmp_path / "scenes").mkdir()
    (tmp_path / "museum.yaml").write_text(textwrap.dedent(MUSEUM), encoding="utf-8")
    (tmp_path / "exhibits" / "ho.yaml").write_text(textwrap.dedent(EXHIBIT), encoding="utf-8")
    return tmp_path


@pytest.fixture
def watcher(folder):
    made = Watcher(folder, Settings(jobs=1), Silent())
    yield made
    made.close()


def page(folder):
    return (folder / "site" / "vi" / "exhibit" / "ho" / "index.html").read_text(encoding="utf-8")


def change(folder, before, after):
    path = folder / "exhibits" / "ho.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_a_changed_word_is_published_by_the_quick_build(folder, watcher):
    assert watcher.rebuild(quick=True).published
    change(folder, "Một lối hò", "Điệu hò")
    assert watcher.rebuild(quick=True).published
    assert "Điệu hò dân gian" in page(folder)


def test_the_full_build_publishes_nothing_when_it_has_nothing_better(folder, watcher):
    watcher.rebuild(quick=True)
    assert not watcher.rebuild(quick=False).published


def test_a_mistake_is_told_and_the_old_site_stays(folder, watcher):
    watcher.rebuild(quick=True)
    before = page(folder)
    change(folder, "label:", "lable:")
    told = watcher.rebuild(quick=True)
    assert not told.published
    assert [p.code for p in told.problems if p.severity == "error"] == ["unknown-field"]
    assert page(folder) == before
    change(folder, "lable:", "label:")
    assert watcher.rebuild(quick=True).published
