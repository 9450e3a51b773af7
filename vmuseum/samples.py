"""Where the demo museum lies: inside the wheel, or the repository root in a source tree."""

from __future__ import annotations

from pathlib import Path

from vmuseum.errors import MuseumError

PARTS = ("museum.yaml", "deploy.yaml", "exhibits", "scenes", "models", "media")
"""What makes up the demo museum; hatch_build.py puts the same into the wheel."""


def demo_folder() -> Path:
    """Return the folder that holds the demo's museum.yaml. Raises MuseumError where it is missing."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_demo", package.parent):
        if (folder / "museum.yaml").is_file():
            return folder
    msg = "the demo museum is not part of this installation"
    raise MuseumError(msg)
