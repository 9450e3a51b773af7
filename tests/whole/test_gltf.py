"""Every glTF file of the root museum's site passes the Khronos validator."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "viewer" / "node_modules"
SCRIPT = ROOT / "tests" / "mesh" / "validate.mjs"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("root"),
    pytest.mark.skipif(NODE is None, reason="Node is not installed"),
    pytest.mark.skipif(not (MODULES / "gltf-validator").is_dir(), reason="run npm ci in viewer/ first"),
]


def test_every_glb_of_the_site_is_valid(root_museum):
    glbs = sorted((root_museum / "site" / "assets").glob("*.glb"))
    names = " ".join(path.name for path in glbs)
    assert len(glbs) > 40
    assert "bao-tang-complete." in names
    assert "bao-tang." in names
    done = subprocess.run([NODE, SCRIPT, MODULES, *glbs], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(glbs)
    assert {Path(row["file"]).name: row["messages"] for row in rows if row["numErrors"]} == {}
