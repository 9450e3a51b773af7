"""The museum of this repository, read once for all tests of its content."""

from functools import cache
from pathlib import Path

from vmuseum.museum.model import Museum
from vmuseum.publish.check import examine_all

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@cache
def museum() -> Museum:
    """Return the root museum; fails with its problems when it is not sound."""
    sound, problems = examine_all(ROOT)
    errors = [p for p in problems if p.severity == "error"]
    assert sound is not None, errors
    return sound.museum
