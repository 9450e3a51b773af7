"""Which files of the built viewer a page needs, read from Vite's own manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypedDict, cast

from vmuseum.errors import PublishError

FOLDER = "viewer/"
"""Where the viewer lies in the site."""

_STAGES = ("exhibit", "gallery", "panorama", "tour")
_CATALOGUES = ("vi", "en")


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
    upgrades: dict[str, tuple[str, ...]]
    """Scripts a stage page needs at once, by page type: fetched beside the entry, not after it."""
    catalogues: dict[str, str]
    """The script with the viewer's words, by language."""

    def preload(self, kind: str, lang: str) -> tuple[str, ...]:
        """Return the scripts a stage page needs at once; languages without a catalogue speak Vietnamese."""
        words = self.catalogues.get(lang) or self.catalogues.get("vi")
        return self.upgrades.get(kind, ()) + ((words,) if words else ())


def read_viewer(manifest: bytes) -> ViewerFiles:
    """Read `.vite/manifest.json` of the built viewer. Raises PublishError where an entry is missing."""
    chunks = cast("dict[str, _Chunk]", json.loads(manifest))
    return ViewerFiles(
        script=_file(chunks, "src/main.ts"),
        look=_file(chunks, "src/style/look.css"),
        stage=_file(chunks, "src/style/stage.css"),
        fonts=_file(chunks, "src/style/fonts.css"),
        upgrades={kind: _reached(chunks, _sources(chunks, kind)) for kind in _STAGES},
        catalogues={lang: FOLDER + chunks[_words(lang)]["file"] for lang in _CATALOGUES if _words(lang) in chunks},
    )


def _file(chunks: dict[str, _Chunk], source: str) -> str:
    if source not in chunks:
        raise PublishError("viewer-incomplete", file=source)
    return FOLDER + chunks[source]["file"]


def _words(lang: str) -> str:
    return f"src/core/strings.{lang}.ts"


def _sources(chunks: dict[str, _Chunk], kind: str) -> list[str]:
    """Return the module that upgrades a page and the stage it draws on. A tour fetches stages as its stops ask."""
    wanted = [f"src/ui/{kind}-page.ts"]
    if kind != "tour":
        wanted += [f"src/gl/{kind}.ts", f"src/gl/{kind}/index.ts"]
    return [source for source in wanted if source in chunks]


def _reached(chunks: dict[str, _Chunk], sources: list[str]) -> tuple[str, ...]:
    """Return the files of `sources` and all they import, in order of first mention, less the entry script."""
    found: list[str] = []
    waiting = list(sources)
    while waiting:
        name = waiting.pop(0)
        if name in found or name == "src/main.ts":
            continue
        found.append(name)
        waiting += chunks[name].get("imports", [])
    return tuple(FOLDER + chunks[name]["file"] for name in found)
