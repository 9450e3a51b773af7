"""Both models of a gallery pass the Khronos validator with no error. Needs Node and the viewer's packages."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from gallery_rooms import build_params, case, exhibit, frame, gallery, panel, picture, room

from vmuseum.gallery import build, complete
from vmuseum.plan.recipes import GalleryComplete

TESTS = Path(__file__).resolve().parents[1]
MODULES = TESTS.parent / "viewer" / "node_modules"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.skipif(not (MODULES / "gltf-validator").is_dir(), reason="run npm ci in viewer/ first")
def test_gallery_and_complete_model_are_valid_gltf(tmp_path):
    inputs = {"exhibit/binh.vmesh": exhibit(), "picture/media/tranh.png": picture()}
    stands = [case(3.0, 1.6), frame("west"), panel("north")]
    barred = {"wall": "east", "at_m": 2.0, "sill_m": 1.0, "height_m": 1.2, "bars": "closed", "surround": True}
    built = build.run(inputs, build_params(gallery(room(stands=stands, openings=[barred]))))
    whole = complete.run(built.files, GalleryComplete())
    paths = [tmp_path / "gallery.glb", tmp_path / "complete.glb"]
    for path, data in zip(paths, (built.files["gallery.glb"], whole.files["complete.glb"]), strict=True):
        path.write_bytes(data)
    script = TESTS / "mesh" / "validate.mjs"
    done = subprocess.run([NODE, script, MODULES, *paths], capture_output=True, text=True, check=False, timeout=120)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["numErrors"] for row in rows] == [0, 0], rows
