"""Inspecting a file as the command does it: found beside its museum, with its companions, or refused with a reason."""

import json
import shutil
from textwrap import dedent

import numpy as np
import pytest

from mesh_builders import DATA, sphere
from small_museum import CUBE, FILES
from vmuseum.errors import SourceError
from vmuseum.mesh.arrays import Mesh
from vmuseum.mesh.glb import write_glb
from vmuseum.publish.inspection import inspect_file, values


@pytest.fixture
def museum(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "bao-tang" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return tmp_path / "bao-tang"


def test_a_file_of_a_museum_is_compared_with_its_record(museum):
    found = inspect_file(museum / "models" / "khoi.obj")
    assert found.reading.exhibit == "khoi"
    assert found.reading.record_m == {"height_m": 0.4}
    assert found.survey.size.scale.ratio == pytest.approx(1.0)
    assert found.survey.surface.counts.triangles == 12


def test_a_file_elsewhere_is_looked_up_in_the_museum_that_is_named(museum, tmp_path):
    lone = tmp_path / "khoi.obj"
    lone.write_text(CUBE, encoding="utf-8")
    assert inspect_file(lone).reading.exhibit is None
    assert inspect_file(museum / "models" / "khoi.obj", museum).reading.exhibit == "khoi"


def test_a_museum_that_cannot_be_read_is_told_and_the_file_still_looked_over(museum):
    (museum / "exhibits" / "khoi.yaml").write_text("kind: [", encoding="utf-8")
    found = inspect_file(museum / "models" / "khoi.obj")
    assert found.advice[0].code == "inspect-museum-broken"
    assert found.survey.surface.closed


def test_a_damaged_file_is_refused_with_its_reason(tmp_path):
    path = tmp_path / "hong.glb"
    path.write_bytes(write_glb(Mesh((sphere(8),)), compressed=False)[:500])
    with pytest.raises(SourceError) as caught:
        inspect_file(path)
    assert [p.code for p in caught.value.problems] == ["glb-truncated"]
    assert caught.value.problems[0].span.path == "hong.glb"


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "anh.blend"
    path.write_bytes(b"BLENDER")
    with pytest.raises(SourceError) as caught:
        inspect_file(path)
    assert caught.value.problems[0].code == "wrong-suffix"


def test_the_values_are_json_in_both_languages(tmp_path):
    path = tmp_path / "cau.glb"
    path.write_bytes(write_glb(Mesh((sphere(8, radius=131.5),)), compressed=False))
    rows = {lang: json.loads(json.dumps(values(inspect_file(path), lang), allow_nan=False)) for lang in ("vi", "en")}
    assert (rows["vi"]["file"], rows["vi"]["bytes"], rows["vi"]["format"]) == ("cau.glb", path.stat().st_size, 1)
    assert rows["vi"]["size"]["unit"] == "mm"
    assert rows["en"]["advice"][0]["yaml"] == "unit: mm"
    assert rows["en"]["advice"][0]["text"] != rows["vi"]["advice"][0]["text"]


@pytest.mark.skipif(not (DATA / "scans").is_dir(), reason="the shared scans are not beside the checkout")
def test_companions_are_read_and_splats_are_counted(tmp_path):
    shutil.copytree(DATA / "scans" / "saxophone-obj", tmp_path / "kèn")
    found = inspect_file(tmp_path / "kèn" / "saxophone.obj")
    assert {role for p in found.survey.pictures for role in p.roles} >= {"base_texture", "normal_texture"}
    assert np.isclose(found.survey.pictures[0].use.texels_cm_median, 25.5, atol=0.5)
    splats = inspect_file(DATA / "splats" / "venus-60k.splat")
    assert [row.code for row in splats.advice] == ["inspect-size-unclear"]
    assert (splats.points.kind, values(splats, "vi")["count"]) == ("splats", 60_000)
