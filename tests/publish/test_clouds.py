"""Points and splats where only triangles can go are told with their line, before anything is built."""

from dataclasses import dataclass

from small_museum import write
from vmuseum.publish.check import check_museum

PLY = b"""ply
format ascii 1.0
element vertex 3
property float x
property float y
property float z
end_header
0 0 0
1 1 1
0 1 0
"""


@dataclass
class Told:
    at: str
    code: str


def told(folder, **changes):
    """Return what is wrong with the small museum when its model is a point cloud and some texts are changed."""
    write(folder)
    (folder / "models" / "khoi.ply").write_bytes(PLY)
    for name, (old, new) in {"exhibits/khoi.yaml": ("models/khoi.obj", "models/khoi.ply"), **changes}.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return [Told(str(p.span).rsplit(":", 1)[0], p.code) for p in check_museum(folder) if p.severity == "error"]


def test_a_point_cloud_on_a_plinth_is_told_at_its_stand(tmp_path):
    assert told(tmp_path) == [Told("scenes/phong.yaml:7", "points-in-gallery")]


def test_a_point_cloud_in_a_clip_is_told(tmp_path):
    stand = ("stands: [{kind: plinth, exhibit: khoi, at_m: [2.0, 1.5]}]", "stands: []")
    clip = ("{text: {vi: Xin chào, en: Welcome}, motion: orbit, seconds: 4}", "{exhibit: khoi}")
    found = told(tmp_path, **{"scenes/phong.yaml": stand, "scenes/quat.yaml": clip})
    assert [row.code for row in found] == ["points-in-clip"]
    assert found[0].at.startswith("scenes/quat.yaml:")


def test_a_stand_that_only_marks_the_place_is_fine(tmp_path):
    marked = (
        "{kind: plinth, exhibit: khoi, at_m: [2.0, 1.5]}",
        "{kind: floor, exhibit: khoi, at_m: [2.0, 1.5], show: false}",
    )
    assert told(tmp_path, **{"scenes/phong.yaml": marked}) == []


def test_a_point_cloud_as_the_shell_of_a_room_is_told(tmp_path):
    shell = ("size_m: [4.0, 4.0]", "size_m: [4.0, 4.0]\n    shell: models/khoi.ply")
    assert "points-as-shell" in [row.code for row in told(tmp_path, **{"scenes/phong.yaml": shell})]
