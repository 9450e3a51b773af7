import hashlib
import json
from pathlib import Path

import pytest
from sample_docs import documents, vase
from sample_index import manifest

from vmuseum.errors import PublishError
from vmuseum.publish import site as site_module
from vmuseum.publish.site import write_site
from vmuseum.schema.manifest import Inventory

CHUNKS = {
    "src/main.ts": {"file": "main-AbCd_123.js", "isEntry": True, "imports": ["_shell.js"]},
    "_shell.js": {"file": "shell-AbCd_124.js"},
    "src/style/look.css": {"file": "look-AbCd_125.css"},
    "src/style/stage.css": {"file": "stage-AbCd_126.css"},
    "src/style/fonts.css": {"file": "fonts-AbCd_127.css"},
    "src/core/strings.vi.ts": {"file": "vi-AbCd_128.js"},
    "src/core/strings.en.ts": {"file": "en-AbCd_129.js"},
    "src/ui/exhibit-page.ts": {"file": "ui-AbCd_130.js", "imports": ["_shell.js"]},
    "src/gl/exhibit.ts": {"file": "gl-AbCd_131.js", "imports": ["_shell.js", "src/main.ts"]},
}


@pytest.fixture
def viewer(tmp_path: Path) -> Path:
    folder = tmp_path / "viewer"
    (folder / ".vite").mkdir(parents=True)
    (folder / ".vite" / "manifest.json").write_text(json.dumps(CHUNKS))
    for chunk in CHUNKS.values():
        (folder / str(chunk["file"])).write_text(str(chunk["file"]))
    return folder


def publish(out: Path, viewer: Path, **changes: object) -> Inventory:
    picture = viewer.parent / "vase.webp"
    picture.write_bytes(b"picture")
    given = {
        "manifest": manifest(),
        "docs": documents(),
        "files": {"files/vase.640.webp": picture, "files/qr.0011223344.svg": b"<svg/>"},
    }
    return write_site(out, viewer=viewer, **(given | changes))  # type: ignore[arg-type]


def tree(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_the_inventory_tells_the_truth_about_every_file(tmp_path: Path, viewer: Path) -> None:
    inventory = publish(tmp_path / "site", viewer)
    found = tree(tmp_path / "site")
    assert json.loads(found.pop("files.json")) == json.loads(inventory.model_dump_json())
    assert [row.url for row in inventory.files] == sorted(found)
    for row in inventory.files:
        assert (row.bytes, row.sha256) == (len(found[row.url]), hashlib.sha256(found[row.url]).hexdigest())


def test_only_files_named_by_content_are_kept_for_ever(tmp_path: Path, viewer: Path) -> None:
    immutable = {row.url for row in publish(tmp_path / "site", viewer).files if row.immutable}
    kinds = {url.partition("/")[0] for url in immutable}
    assert kinds == {"data", "files", "viewer"}
    assert "viewer/main-AbCd_123.js" in immutable
    assert not {"index.html", "manifest.json", "icon.svg", "vi/index.html"} & immutable


def test_the_same_input_gives_the_same_bytes_in_any_folder(tmp_path: Path, viewer: Path) -> None:
    publish(tmp_path / "one", viewer)
    publish(tmp_path / "deep" / "two", viewer)
    assert tree(tmp_path / "one") == tree(tmp_path / "deep" / "two")


def test_a_card_points_to_its_document_by_content(tmp_path: Path, viewer: Path) -> None:
    publish(tmp_path / "site", viewer)
    index = json.loads((tmp_path / "site" / "manifest.json").read_text())
    data = {card["id"]: card["data"] for card in index["cards"]}
    content = (tmp_path / "site" / data["binh-gom"]).read_bytes()
    assert data["binh-gom"] == f"data/exhibit-binh-gom.{hashlib.sha256(content).hexdigest()[:12]}.json"
    assert json.loads(content)["title"]["vi"] == "Bình gốm Nhơn Thành"


def test_a_changed_document_gets_a_new_address_and_the_old_one_goes(tmp_path: Path, viewer: Path) -> None:
    publish(tmp_path / "site", viewer)
    before = {p.name for p in (tmp_path / "site" / "data").iterdir()}
    publish(tmp_path / "site", viewer, docs=(vase(height_m=0.3), *documents()[1:]))
    after = {p.name for p in (tmp_path / "site" / "data").iterdir()}
    assert len(before - after) == len(after - before) == 1


def test_a_failure_leaves_the_old_site_and_no_rubbish(
    tmp_path: Path, viewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "site", viewer)
    before = tree(tmp_path / "site")

    def full(target: Path, content: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site_module, "_put", full)
    with pytest.raises(PublishError, match="site-unwritable") as caught:
        publish(tmp_path / "site", viewer)
    assert caught.value.args_by_name == {"folder": str(tmp_path / "site"), "reason": "No space left on device"}
    assert tree(tmp_path / "site") == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_the_old_site_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, viewer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "site", viewer)
    before = tree(tmp_path / "site")
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self.name == ".site.new":
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(PublishError, match="site-unwritable"):
        publish(tmp_path / "site", viewer)
    assert tree(tmp_path / "site") == before


def test_two_files_cannot_share_an_address(tmp_path: Path, viewer: Path) -> None:
    with pytest.raises(PublishError, match="site-address-clash"):
        publish(tmp_path / "site", viewer, files={"index.html": b"mine"})


@pytest.mark.parametrize("url", ["../out.txt", "/etc/x", "files/../../x"])
def test_no_file_leaves_the_site(tmp_path: Path, viewer: Path, url: str) -> None:
    with pytest.raises(PublishError, match="site-address-clash"):
        publish(tmp_path / "site", viewer, files={url: b"x"})
    assert not (tmp_path / "site").exists()


def test_a_viewer_that_is_not_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="viewer-missing"):
        publish(tmp_path / "site", tmp_path / "nothing")


def test_the_build_manifest_of_the_viewer_is_not_published(tmp_path: Path, viewer: Path) -> None:
    assert not [row.url for row in publish(tmp_path / "site", viewer).files if ".vite" in row.url]
