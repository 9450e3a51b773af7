"""`vmuseum inspect` from outside."""

import json

import pytest
from click.testing import CliRunner
from PIL import Image as Pil

from mesh_builders import sphere
from vmuseum.cli.main import cli
from vmuseum.mesh.arrays import Mesh
from vmuseum.mesh.glb import write_glb


@pytest.fixture
def ball(tmp_path):
    path = tmp_path / "cầu.glb"
    path.write_bytes(write_glb(Mesh((sphere(8, radius=131.5),)), compressed=False))
    return path


def told(*words):
    return CliRunner().invoke(cli, ["inspect", *map(str, words)])


def test_it_tells_in_words_what_to_do(ball):
    vi, en = told(ball, "--lang", "vi"), told(ball, "--lang", "en")
    assert (vi.exit_code, en.exit_code) == (0, 0)
    assert "Nên làm gì" in vi.output
    assert "model: {unit: mm}" in en.output
    assert "[inspect-unit-guess]" in en.output


def test_json_is_json_alone(ball):
    rows = json.loads(told(ball, "--json").stdout)
    assert rows["surface"]["closed"] is True


def test_a_sheet_is_written_and_only_as_a_picture(ball, tmp_path):
    out = tmp_path / "tờ.png"
    assert told(ball, "--sheet", out).exit_code == 0
    with Pil.open(out) as page:
        assert page.width == 2400
    assert told(ball, "--sheet", tmp_path / "tờ.pdf").exit_code == 2


def test_a_bad_file_exits_with_1_and_says_why(tmp_path):
    path = tmp_path / "hỏng.stl"
    path.write_bytes(b"solid x\nfacet normal 0 0 1\n outer loop\n  vertex 0 0 oops\n")
    found = told(path, "--lang", "en")
    assert found.exit_code == 1
    assert "hỏng.stl" in found.output
    assert json.loads(told(path, "--json").stdout)["problems"][0]["severity"] == "error"
    assert told(tmp_path / "không-có.glb").exit_code == 2
