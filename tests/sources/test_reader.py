"""Which files of a folder are read, and what is said of the others."""

import pytest

from builders import codes, museum_folder
from vmuseum.sources.reader import read
from vmuseum.sources.yaml import MAX_BYTES


def test_documents_come_in_order_and_deploy_is_none_of_them(tmp_path):
    museum_folder(tmp_path, {"deploy.yaml": "port: 1\n", "exhibits/an.yaml": "kind: object\n", "README.md": "x"})
    sources = read(tmp_path)
    assert [d.path for d in sources.documents] == [
        "museum.yaml",
        "exhibits/an.yaml",
        "exhibits/binh.yaml",
        "scenes/phong.yaml",
    ]
    assert sources.problems == ()


def test_a_folder_without_museum_yaml_is_no_museum(tmp_path):
    assert codes(read(tmp_path).problems) == ["not-a-museum"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("exhibits/Bình gốm.yaml", "bad-file-name"),
        ("exhibits/-a.yaml", "bad-file-name"),
        ("exhibits/a--b.yaml", "bad-file-name"),
        (f"exhibits/{'a' * 65}.yaml", "bad-file-name"),
        ("exhibits/binh2.yml", "yml-suffix"),
        ("scenes/a.YAML", "yml-suffix"),
    ],
)
def test_files_that_cannot_be_documents_are_told(tmp_path, name, code):
    museum_folder(tmp_path, {name: "kind: object\n"})
    assert codes(read(tmp_path).problems) == [code]


def test_a_bad_file_name_comes_with_a_good_one(tmp_path):
    museum_folder(tmp_path, {"exhibits/Bình gốm Đỏ.yaml": "kind: object\n"})
    assert dict(read(tmp_path).problems[0].args)["example"] == "binh-gom-do.yaml"


def test_what_editors_leave_behind_is_passed_over(tmp_path):
    museum_folder(
        tmp_path,
        {"exhibits/.binh.yaml.swp": "", "exhibits/#binh.yaml#": "", "exhibits/binh.yaml~": "", "exhibits/ghi.txt": ""},
    )
    assert read(tmp_path).problems == ()


def test_documents_in_a_folder_inside_are_warned_of(tmp_path):
    museum_folder(tmp_path, {"exhibits/gom/an.yaml": "kind: object\n"})
    assert [(p.code, p.severity, p.span.path) for p in read(tmp_path).problems] == [
        ("folder-not-read", "warning", "exhibits/gom")
    ]


def test_links_out_of_the_museum_are_not_followed(tmp_path):
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (outside / "secret.yaml").write_text("kind: object\n")
    inside = museum_folder(tmp_path / "museum")
    (inside / "exhibits" / "secret.yaml").symlink_to(outside / "secret.yaml")
    sources = read(inside)
    assert codes(sources.problems) == ["link-leaves-museum"]
    assert "exhibits/secret.yaml" not in [d.path for d in sources.documents]


def test_a_folder_that_links_out_is_not_followed(tmp_path):
    outside = museum_folder(tmp_path / "other")
    inside = museum_folder(tmp_path / "museum")
    (inside / "scenes" / "phong.yaml").unlink()
    (inside / "scenes").rmdir()
    (inside / "scenes").symlink_to(outside / "scenes")
    assert codes(read(inside).problems) == ["link-leaves-museum"]


def test_a_link_within_the_museum_is_read(tmp_path):
    museum_folder(tmp_path)
    (tmp_path / "exhibits" / "hai.yaml").symlink_to("binh.yaml")
    assert "exhibits/hai.yaml" in [d.path for d in read(tmp_path).documents]


def test_a_large_file_is_refused_by_its_size(tmp_path):
    museum_folder(tmp_path, {"scenes/to.yaml": b"#" * (MAX_BYTES + 1)})
    assert codes(read(tmp_path).problems) == ["file-too-large"]


def test_a_broken_file_is_still_named_among_the_paths(tmp_path):
    museum_folder(tmp_path, {"exhibits/hong.yaml": "a: 'x"})
    sources = read(tmp_path)
    assert codes(sources.problems) == ["open-quote"]
    assert "exhibits/hong.yaml" in sources.paths
