"""Files to take home that an author asks for by name and that are not made are told; the default is quiet."""

import textwrap

import pytest

from vmuseum.museum import examine
from vmuseum.publish.withheld import withheld
from vmuseum.sources.masters import Master

MUSEUM = """
    title: {vi: Thử}
    languages: [vi]
    base_url: https://a.example
    home: nha
    venues: {nha: {name: {vi: Nhà}}}
    """
EXHIBIT = """
    kind: object
    title: {vi: Tượng}
    label: {vi: Một pho tượng.}
    handling: HANDLING
    record: {sources: [https://a.example]}
    model:
      file: models/tuong.ply
      DOWNLOADS
      paradata: {status: survey}
      rights: {license: CC0-1.0}
      alt: {vi: Tượng}
    """


def told(folder, *, handling="free", downloads="", kind="mesh"):
    (folder / "exhibits").mkdir()
    (folder / "museum.yaml").write_text(textwrap.dedent(MUSEUM))
    text = EXHIBIT.replace("HANDLING", handling).replace("DOWNLOADS", downloads)
    (folder / "exhibits" / "tuong.yaml").write_text(textwrap.dedent(text))
    museum, problems = examine(folder)
    assert museum is not None, problems
    found = withheld(museum, {"models/tuong.ply": Master("models/tuong.ply", "a" * 64, 10, {}, kind, 9)})
    return [(p.code, dict(p.args)["forms"], p.severity, p.span.line) for p in found]


def test_a_sacred_image_is_no_game_asset_and_the_line_is_named(tmp_path):
    found = told(tmp_path, handling="respectful", downloads="downloads: [glb, ktx2, usdz]")
    assert found == [("download-with-respect", "ktx2, usdz", "warning", 9)]


def test_points_have_no_such_files(tmp_path):
    found = told(tmp_path, downloads="downloads: [glb]", kind="splats")
    assert [row[:2] for row in found] == [("download-not-of-points", "glb")]


@pytest.mark.parametrize("kind", ["mesh", "points"])
@pytest.mark.parametrize("handling", ["free", "respectful"])
def test_what_nobody_asked_for_is_not_missed(tmp_path, handling, kind):
    assert told(tmp_path, handling=handling, kind=kind) == []
