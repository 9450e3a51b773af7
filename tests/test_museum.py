"""The museum of this repository, and what reading it may load."""

import subprocess
import sys
from pathlib import Path

import pytest

from vmuseum.messages import line
from vmuseum.museum import examine

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(not (ROOT / "museum.yaml").is_file(), reason="run without the sample museum")
def test_the_sample_museum_has_no_errors():
    museum, problems = examine(ROOT)
    assert [line(p, "en") for p in problems if p.severity == "error"] == []
    assert museum is not None
    assert {"bao-tang", "kham-lon", "den-vua-hung"} <= set(museum.file.venues)


def test_reading_a_museum_loads_no_heavy_library():
    code = "import sys, vmuseum.museum, vmuseum.sources.masters; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "pydantic" in loaded
    assert {"numpy", "trimesh", "PIL", "cv2", "av", "panda3d", "aiohttp"} & set(loaded) == set()
