"""3D Tiles 1.1: the JSON that tells which tile stands for which part of a scan, and how far off each one is.

OGC 22-025r4. Tiles of a tileset stand Z up; glTF inside them stays Y up and is turned by who shows it. Each tile
replaces its parent. Subtrees go into files of their own so that the first one stays small.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_TILES = 400
"""Tiles in one file; about 200 bytes each."""
_DIGITS = 6  # significant digits of a length: a scan of 10 m to the hundredth of a millimetre


@dataclass(slots=True)
class TileRow:
    """One tile: file name, box (Y up, metres), how far from the master it may be, metres, and its finer tiles."""

    name: str
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    error_m: float
    children: list[TileRow] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Tiles of the whole subtree."""
        found, waiting = 0, [self]
        while waiting:
            row = waiting.pop()
            found += 1
            waiting += row.children
        return found


def tilesets(root: TileRow, *, copyright_line: str = "", extras: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Return the files: `tileset.json`, and one named after each tile whose subtree did not fit.

    A tileset's own error is that of showing nothing: the size of the scan.
    """
    files: dict[str, bytes] = {}
    waiting = [("tileset.json", root)]
    while waiting:
        name, row = waiting.pop()
        inside = _inside(row)
        asset: dict[str, Any] = {"version": "1.1"}
        if name == "tileset.json":
            asset |= {"copyright": copyright_line} if copyright_line else {}
            asset |= {"extras": dict(extras)} if extras else {}
        error = max(h - low for low, h in zip(row.low, row.high, strict=True)) if row is root else row.error_m
        outside: list[TileRow] = []
        tree = {"asset": asset, "geometricError": _short(error), "root": _row(row, inside, outside, refine=True)}
        files[name] = json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()
        waiting += [(f"{child.name}.json", child) for child in outside]
    return dict(sorted(files.items()))


def _inside(root: TileRow) -> set[str]:
    """Return the tiles of one file: level by level, whole families of children, until it is full."""
    found, level = {root.name}, [root]
    while level:
        below: list[TileRow] = []
        for row in level:
            if len(found) + len(row.children) <= MOST_TILES:
                found |= {child.name for child in row.children}
                below += row.children
        level = below
    return found


def _row(row: TileRow, inside: set[str], outside: list[TileRow], *, refine: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"boundingVolume": {"box": _box(row)}, "geometricError": _short(row.error_m)}
    if refine:
        found["refine"] = "REPLACE"
    found["content"] = {"uri": f"{row.name}.glb"}
    if row.children and all(child.name in inside for child in row.children):
        found["children"] = [_row(child, inside, outside) for child in row.children]
    elif row.children:
        outside.append(row)
        found["content"] = {"uri": f"{row.name}.json"}
    return found


def _box(row: TileRow) -> list[float]:
    """Return centre and half axes, Z up: (x, y, z) of glTF is (x, -z, y) here. Rounded outwards."""
    centre = [(low + high) / 2 for low, high in zip(row.low, row.high, strict=True)]
    half = [
        (high - low) / 2 * (1 + 10.0**-_DIGITS) + _slack(centre) for low, high in zip(row.low, row.high, strict=True)
    ]
    x, y, z = (_short(value) for value in centre)
    hx, hy, hz = (_short(value) for value in half)
    return [x, -z, y, hx, 0, 0, 0, hz, 0, 0, 0, hy]


def _slack(centre: list[float]) -> float:
    return max(abs(value) for value in centre) * 10.0 ** (1 - _DIGITS)


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}") + 0.0
