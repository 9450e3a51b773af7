"""Plans drawn as SVG: their size, and whether they may be published. Pure.

An SVG can hold script and fetch things. A plan needs neither, so one that could is refused rather than cleaned.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    rb"<\s*(script|foreignobject|iframe|animate|set|handler)|<!entity|\son[a-z]+\s*=|@import|javascript:"
    rb"|(href|src)\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)")
_WIDTH = re.compile(rb"\bwidth\s*=\s*[\"']([\d.]+)")
_HEIGHT = re.compile(rb"\bheight\s*=\s*[\"']([\d.]+)")


def is_harmless(data: bytes) -> bool:
    """Say whether an SVG holds no script, no event, no reference to other files."""
    return _UNSAFE.search(data) is None


def drawing_size(data: bytes) -> tuple[float, float] | None:
    """Return width and height in the drawing's own units, from viewBox or width and height; None without them."""
    root = _ROOT.search(data)
    if root is None:
        return None
    box = _BOX.search(root[0])
    if box is not None:
        return float(box[1]), float(box[2])
    width, height = _WIDTH.search(root[0]), _HEIGHT.search(root[0])
    return (float(width[1]), float(height[1])) if width and height else None
