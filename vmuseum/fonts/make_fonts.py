"""Merge the latin and vietnamese files of the npm font packages into the TTFs that draw panels, labels and captions.

Run once when a font is renewed: `python vmuseum/fonts/make_fonts.py NODE_MODULES` (needs `fonttools[woff]`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools import merge, ttLib
from fontTools.varLib import instancer

HERE = Path(__file__).parent
SANS = "@fontsource/be-vietnam-pro/files/be-vietnam-pro-{part}-{weight}-normal.woff2"
SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-{part}-wght-normal.woff2"


def main(modules: Path) -> None:
    """Write the four TTFs beside this file."""
    for weight in (400, 600):
        _make(modules / SANS, weight, f"be-vietnam-pro-{weight}.ttf", variable=False)
        _make(modules / SERIF, weight, f"source-serif-4-{weight}.ttf", variable=True)


def _make(pattern: Path, weight: int, name: str, *, variable: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in ("latin", "vietnamese"):
            font = ttLib.TTFont(str(pattern).format(part=part, weight=weight))
            font.flavor = None
            if variable:
                font = instancer.instantiateVariableFont(font, {"wght": weight})
            for table in ("GSUB", "GDEF", "STAT"):
                if table in font:
                    del font[table]
            path = Path(folder) / f"{part}.ttf"
            font.save(path)
            parts.append(str(path))
        merged = merge.Merger().merge(parts)
        merged["head"].created = merged["head"].modified = 0
        merged.recalcTimestamp = False
        merged.save(HERE / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
