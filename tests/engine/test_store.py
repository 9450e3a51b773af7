import pytest

from vmuseum.engine.folder_store import FolderStore as Store
from vmuseum.engine.store import Blob, Result, StoreDamagedError
from vmuseum.plan.recipes import Warning_


def test_a_blob_comes_back_as_it_went_in(tmp_path):
    store = Store(tmp_path)
    blob = store.put(b"Nh\xc6\xa1n Th\xc3\xa0nh")
    assert store.get(blob.digest) == b"Nh\xc6\xa1n Th\xc3\xa0nh"
    assert blob.size == 12


def test_the_same_bytes_are_kept_once(tmp_path):
    store = Store(tmp_path)
    first = store.put(b"same")
    changed = store.path(first.digest).stat().st_mtime_ns
    assert store.put(b"same") == first
    assert store.path(first.digest).stat().st_mtime_ns == changed


def test_a_damaged_blob_is_refused_and_removed(tmp_path):
    store = Store(tmp_path)
    blob = store.put(b"whole")
    store.path(blob.digest).write_bytes(b"torn!")
    with pytest.raises(StoreDamagedError):
        store.get(blob.digest)
    assert not store.path(blob.digest).exists()


def test_a_result_is_missing_when_a_blob_is_short(tmp_path):
    store = Store(tmp_path)
    blob = store.put(b"0123456789")
    result = Result({"a.bin": blob}, {"n": 1}, (Warning_("label-long", (("count", 96),)),))
    store.put_result("k", result)
    assert store.result("k") == result
    store.path(blob.digest).write_bytes(b"0123")
    assert store.result("k") is None


def test_a_half_written_result_counts_as_missing(tmp_path):
    store = Store(tmp_path)
    store.put_result("k", Result({"a": store.put(b"a")}))
    path = tmp_path / "results" / "k.json"
    path.write_bytes(path.read_bytes()[:-4])
    assert store.result("k") is None


def test_no_part_files_are_left_behind(tmp_path):
    store = Store(tmp_path)
    store.put_result("k", Result({"a": store.put(b"a")}))
    assert [p for p in tmp_path.rglob(".*") if p.is_file()] == []


def test_blobs_are_named_by_sha256(tmp_path):
    assert Store(tmp_path).put(b"").digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Blob("aa", 0) == Blob("aa", 0)
