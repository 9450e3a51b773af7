"""Which files of the built viewer a page needs, read from Vite's own manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypedDict, cast

from vmuseum.errors import PublishError

FOLDER = "viewer/"
"""Where the viewer lies in the site."""

_UPGRADES = {kind: f"src/ui/{kind}-page.ts" for kind in ("exhibit", "gallery", "panorama", "tour")}


class _Chunk(TypedDict, total=False):
    file: str
    imports: list[str]


@dataclass(frozen=True, slots=True)
class ViewerFiles:
    """Addresses from the root of the site."""

    script: str
    look: str
    stage: str
    fonts: str
    preload: dict[str, tuple[str, ...]]
    """Scripts a stage page needs at once, by page type: fetched beside the entry, not after it."""


def read_viewer(manifest: bytes) -> ViewerFiles:
    """Read `.vite/manifest.json` of the built viewer. Raises PublishError where an entry is missing."""
    chunks = cast("dict[str, _Chunk]", json.loads(manifest))
    return ViewerFiles(
        script=_file(chunks, "src/main.ts"),
        look=_file(chunks, "src/style/look.css"),
        stage=_file(chunks, "src/style/stage.css"),
        fonts=_file(chunks, "src/style/fonts.css"),
        preload={kind: _reached(chunks, source) for kind, source in _UPGRADES.items() if source in chunks},
    )


def _file(chunks: dict[str, _Chunk], source: str) -> str:
    if source not in chunks:
        raise PublishError(f"the built viewer has no {source}; build it again (cd viewer && npm run build)")
    return FOLDER + chunks[source]["file"]


def _reached(chunks: dict[str, _Chunk], source: str) -> tuple[str, ...]:
    """Return the files of `source` and all it imports, in order of first mention, less the entry script."""
    found: list[str] = []
    waiting = [source]
    while waiting:
        name = waiting.pop(0)
        if name in found or name == "src/main.ts":
            continue
        found.append(name)
        waiting += chunks[name].get("imports", [])
    return tuple(FOLDER + chunks[name]["file"] for name in found)
