"""Masters found, refused, and remembered."""

import hashlib
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from builders import codes
from vmuseum.errors import Span
from vmuseum.messages import line
from vmuseum.sources import masters as m
from vmuseum.sources.masters import MasterName, gather

SCANS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "scans"
BAD = SCANS.parent / "bad"
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 20
needs_scans = pytest.mark.skipif(not SCANS.is_dir(), reason="the collection of scans is not beside this checkout")


@dataclass
class Names:
    rows: list

    def masters(self):
        return [MasterName(path, use, Span("exhibits/a.yaml", 3, 9)) for path, use in self.rows]


def find(folder, *rows, **more):
    return gather(Names(list(rows)), {"": folder, **more})


def write_files(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_a_master_has_the_digest_of_its_bytes(tmp_path):
    write_files(tmp_path, {"media/a.jpg": JPEG})
    found, problems = find(tmp_path, ("media/a.jpg", "picture"))
    assert problems == ()
    assert found["media/a.jpg"].digest == hashlib.sha256(JPEG).hexdigest()
    assert (found["media/a.jpg"].path, found["media/a.jpg"].size) == ("media/a.jpg", len(JPEG))


@pytest.mark.parametrize(
    ("name", "use", "code"),
    [
        ("media/b.jpg", "picture", "master-missing"),
        ("../a.jpg", "picture", "master-outside"),
        ("media/../../a.jpg", "picture", "master-outside"),
        ("/etc/a.jpg", "picture", "master-outside"),
        ("~/a.jpg", "picture", "master-outside"),
        ("C:/a.jpg", "picture", "master-outside"),
        ("https://x/a.jpg", "picture", "master-address"),
        ("file:///a.jpg", "picture", "master-address"),
        ("media\\a.jpg", "picture", "master-backslash"),
        ("media/a.jpg", "model", "wrong-suffix"),
        ("media/a", "picture", "wrong-suffix"),
        ("media/folder.jpg", "picture", "master-is-folder"),
        ("media/empty.jpg", "picture", "master-empty"),
        ("media/html.jpg", "picture", "wrong-content"),
        ("media/lfs.glb", "model", "wrong-content"),
        ("masters/a.jpg", "picture", "master-no-folder"),
        ("media/link.jpg", "picture", "master-outside"),
        ("media/A.jpg", "picture", "master-missing"),
    ],
)
def test_what_cannot_be_a_master_is_told_at_its_line(tmp_path, name, use, code):
    museum = tmp_path / "museum"
    write_files(
        museum,
        {
            "media/a.jpg": JPEG,
            "media/empty.jpg": b"",
            "media/html.jpg": b" <!DOCTYPE html><p>404",
            "media/lfs.glb": b"version https://git-lfs.github.com/spec/v1\n",
            "media/folder.jpg/x": b"",
        },
    )
    write_files(tmp_path, {"out.jpg": JPEG})
    (museum / "media" / "link.jpg").symlink_to(tmp_path / "out.jpg")
    found, problems = find(museum, (name, use))
    assert (found, codes(problems)) == ({}, [code])
    assert problems[0].span == Span("exhibits/a.yaml", 3, 9)
    assert line(problems[0], "vi")
    assert line(problems[0], "en")


def test_a_missing_file_comes_with_the_nearest_name(tmp_path):
    write_files(tmp_path, {"models/binh-gom.glb": b"glTF....", "models/tuong.glb": b"glTF...."})
    _, problems = find(tmp_path, ("models/binh_gom.glb", "model"))
    assert "did you mean 'models/binh-gom.glb'?" in line(problems[0], "en")
    _, problems = find(tmp_path, ("model/tuong.glb", "model"))
    assert "did you mean 'models/tuong.glb'?" in line(problems[0], "en")


def test_a_picture_of_another_format_is_only_a_warning(tmp_path):
    write_files(tmp_path, {"a.jpg": b"\x89PNG\r\n\x1a\n...."})
    found, problems = find(tmp_path, ("a.jpg", "picture"))
    assert [(p.code, p.severity) for p in problems] == [("wrong-content", "warning")]
    assert "a.jpg" in found


def test_a_master_may_be_too_large(tmp_path, monkeypatch):
    monkeypatch.setitem(m.LIMITS_MB, "picture", 0)
    write_files(tmp_path, {"a.jpg": JPEG + bytes(1_000_000)})
    assert codes(find(tmp_path, ("a.jpg", "picture"))[1]) == ["master-too-large"]


def test_names_in_either_composition_find_the_file_as_it_is_on_disk(tmp_path):
    on_disk = unicodedata.normalize("NFD", "Bình gốm.jpg")
    write_files(tmp_path, {f"media/{on_disk}": JPEG})
    found, problems = find(tmp_path, ("media/Bình gốm.jpg", "picture"))
    assert problems == ()
    assert found["media/Bình gốm.jpg"].path == f"media/{on_disk}"


def test_the_extra_folder_may_lie_outside_the_museum(tmp_path):
    write_files(tmp_path, {"museum/x": b"", "goc/quet/a.jpg": JPEG, "b.jpg": JPEG})
    extra = tmp_path / "goc"
    found, problems = find(tmp_path / "museum", ("masters/quet/a.jpg", "picture"), masters=extra)
    assert (problems, found["masters/quet/a.jpg"].path) == ((), "masters/quet/a.jpg")
    assert codes(find(tmp_path / "museum", ("masters/../b.jpg", "picture"), masters=extra)[1]) == ["master-outside"]
    gone = find(tmp_path / "museum", ("masters/a.jpg", "picture"), masters=tmp_path / "khong")[1]
    assert codes(gone) == ["masters-folder-missing"]


def test_an_obj_brings_its_library_and_pictures(tmp_path):
    write_files(
        tmp_path,
        {
            "models/a.obj": "v 0 0 0\nmtllib mat/Bình gốm.mtl\n".encode(),
            "models/mat/Bình gốm.mtl": "newmtl a\nmap_Kd ảnh mặt.jpg\nmap_Kd ảnh mặt.jpg\n".encode(),
            "models/mat/ảnh mặt.jpg": JPEG,
        },
    )
    found, problems = find(tmp_path, ("models/a.obj", "model"))
    assert problems == ()
    beside = found["models/a.obj"].companions
    assert {name: c.path for name, c in beside.items()} == {
        "mat/Bình gốm.mtl": "models/mat/Bình gốm.mtl",
        "mat/ảnh mặt.jpg": "models/mat/ảnh mặt.jpg",
    }


@pytest.mark.parametrize(
    ("library", "content", "code"),
    [
        ("gone.mtl", b"", "companion-missing"),
        ("../a.mtl", b"", "companion-outside"),
        ("a.mtl", b"map_Kd ../../etc/passwd", "companion-outside"),
        ("a.mtl", b"map_Kd gone.jpg", "companion-missing"),
        ("a.mtl", b"map_Kd http://x/a.jpg", "companion-outside"),
    ],
)
def test_an_obj_without_its_colours_is_only_warned_of(tmp_path, library, content, code):
    write_files(tmp_path, {"models/a.obj": f"mtllib {library}\n".encode(), "models/a.mtl": content})
    found, problems = find(tmp_path, ("models/a.obj", "model"))
    assert [(p.code, p.severity) for p in problems] == [(code, "warning")]
    assert "models/a.obj" in found


def test_a_library_that_names_itself_as_a_picture_ends(tmp_path):
    write_files(tmp_path, {"a.obj": b"mtllib a.mtl\n", "a.mtl": b"map_Kd a.mtl\n"})
    found, problems = find(tmp_path, ("a.obj", "model"))
    assert (problems, list(found["a.obj"].companions)) == ((), ["a.mtl"])


@pytest.mark.parametrize(
    ("uri", "code"),
    [("a.bin", "companion-missing"), ("../a.bin", "companion-outside"), ("file:///a", "companion-outside")],
)
def test_a_gltf_without_its_buffer_is_an_error(tmp_path, uri, code):
    write_files(tmp_path, {"m/a.gltf": json.dumps({"buffers": [{"uri": uri}]}).encode(), "a.bin": b"x"})
    _, problems = find(tmp_path, ("m/a.gltf", "model"))
    assert [(p.code, p.severity) for p in problems] == [(code, "error")]


def test_too_many_companions_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(m, "MAX_COMPANIONS", 2)
    write_files(tmp_path, {"a.gltf": json.dumps({"images": [{"uri": f"{n}.jpg"} for n in range(3)]}).encode()})
    write_files(tmp_path, {f"{n}.jpg": JPEG for n in range(3)})
    assert codes(find(tmp_path, ("a.gltf", "model"))[1]) == ["too-many-companions"]


def test_an_unchanged_master_is_not_read_again(tmp_path, monkeypatch):
    write_files(tmp_path, {"museum/a.obj": b"mtllib a.mtl\n", "museum/a.mtl": b"map_Kd b.jpg\n", "museum/b.jpg": JPEG})
    cache = tmp_path / "state" / "digests.json"
    names = Names([("a.obj", "model"), ("b.jpg", "picture")])
    first = gather(names, {"": tmp_path / "museum"}, cache=cache)
    monkeypatch.setattr(m, "_needs", None)  # reading a file through would call it
    assert gather(names, {"": tmp_path / "museum"}, cache=cache) == first


def test_a_changed_master_gets_a_new_digest(tmp_path):
    write_files(tmp_path, {"a.jpg": JPEG})
    cache, names = tmp_path / "digests.json", Names([("a.jpg", "picture")])
    before = gather(names, {"": tmp_path}, cache=cache)[0]["a.jpg"]
    (tmp_path / "a.jpg").write_bytes(JPEG[:-1] + b"y")
    os.utime(tmp_path / "a.jpg", ns=(1, 1))
    after = gather(names, {"": tmp_path}, cache=cache)[0]["a.jpg"]
    assert before.digest != after.digest == hashlib.sha256(JPEG[:-1] + b"y").hexdigest()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1, "files": {"a.jpg": 3}}', '{"format": 9}'])
def test_a_broken_memory_is_an_empty_one(tmp_path, content):
    write_files(tmp_path, {"a.jpg": JPEG, "digests.json": content.encode()})
    found, problems = gather(Names([("a.jpg", "picture")]), {"": tmp_path}, cache=tmp_path / "digests.json")
    assert (problems, found["a.jpg"].digest) == ((), hashlib.sha256(JPEG).hexdigest())


def test_the_memory_names_no_place_on_this_machine(tmp_path):
    write_files(tmp_path, {"a.jpg": JPEG})
    gather(Names([("a.jpg", "picture")]), {"": tmp_path}, cache=tmp_path / "digests.json")
    assert str(tmp_path) not in (tmp_path / "digests.json").read_text()


@needs_scans
def test_real_scans_bring_what_they_need():
    found, problems = find(
        SCANS,
        ("saxophone-obj/saxophone.obj", "model"),
        ("venus-outdoor/venus.gltf", "model"),
        ("saxophone-draco.glb", "model"),
        ("stanford-armadillo.stl", "model"),
        ("stanford-bunny.ply", "model"),
    )
    assert problems == ()
    assert sorted(found["saxophone-obj/saxophone.obj"].companions) == [
        "saxophone.mtl",
        "saxophone_diffuse.jpg",
        "saxophone_normal.jpg",
    ]
    assert sorted(found["venus-outdoor/venus.gltf"].companions) == ["Venus_C.bin", "Venus_C_Venus_O_Material_u1_v1.jpg"]
    assert found["saxophone-draco.glb"].companions == {}


@needs_scans
@pytest.mark.parametrize(
    ("name", "use", "code", "severity"),
    [
        ("gltf-external-file-url.gltf", "model", "companion-outside", "error"),
        ("gltf-external-http.gltf", "model", "companion-outside", "error"),
        ("gltf-external-traversal.gltf", "model", "companion-outside", "error"),
        ("obj-map-traversal.obj", "model", "companion-outside", "warning"),
        ("obj-missing-mtl.obj", "model", "companion-missing", "warning"),
        ("obj-mtllib-traversal.obj", "model", "companion-outside", "warning"),
        ("pano-not-an-image.jpg", "panorama", "wrong-content", "error"),
        ("ply-text-not-ply.ply", "model", "wrong-content", "error"),
    ],
)
def test_hostile_masters_are_refused_or_warned_of(name, use, code, severity):
    found, problems = find(BAD, (name, use))
    assert {(p.code, p.severity) for p in problems} == {(code, severity)}
    if severity == "warning":
        assert all(c.path.startswith("obj-") for c in found[name].companions.values())
