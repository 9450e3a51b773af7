"""What a file holds, by its first bytes: a cheap look that catches the wrong file early; decoding checks the rest."""

from __future__ import annotations

HEAD = 512
"""Bytes looked at."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"GIF8", "GIF"),
    (b"glTF", "GLB"),
    (b"\x1aE\xdf\xa3", "Matroska"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"LASF", "LAS"),
    (b"ASTM-E57", "E57"),
    (b"NGSP", "SPZ"),
    (b"version https://git-lfs", "Git LFS pointer"),
)
_AFTER_SPACE: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<svg", "SVG"),
    (b"<?xml", "XML"),
    (b"<!--", "XML"),
    (b"{", "JSON"),
)
_MOVIE_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_WANTED: dict[str, frozenset[str]] = {
    ".jpg": frozenset({"JPEG"}),
    ".jpeg": frozenset({"JPEG"}),
    ".png": frozenset({"PNG"}),
    ".webp": frozenset({"WebP"}),
    ".tif": frozenset({"TIFF"}),
    ".tiff": frozenset({"TIFF"}),
    ".svg": frozenset({"SVG", "XML"}),
    ".glb": frozenset({"GLB"}),
    ".gltf": frozenset({"JSON"}),
    ".ply": frozenset({"PLY"}),
    ".las": frozenset({"LAS"}),
    ".laz": frozenset({"LAS"}),
    ".e57": frozenset({"E57"}),
    ".spz": frozenset({"SPZ", "gzip"}),
    ".mp4": frozenset({"MP4"}),
    ".mov": frozenset({"MP4"}),
    ".m4v": frozenset({"MP4"}),
    ".webm": frozenset({"Matroska"}),
    ".mkv": frozenset({"Matroska"}),
}
PICTURES = frozenset({"JPEG", "PNG", "WebP", "TIFF"})
"""Formats that any picture may hold: a PNG named .jpg still reads."""
_NEVER = frozenset({"HTML", "XML", "SVG", "JPEG", "PNG", "WebP", "GIF", "PDF", "ZIP", "Git LFS pointer"})
"""What a kind without marks of its own (.obj, .stl) certainly is not."""


def content_kind(head: bytes) -> str:
    """Return the name of what `head` begins, or "" where it is not one of those known."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] in _MOVIE_BOXES:
        return "MP4"
    if head[:3] == b"\x1f\x8b\x08":
        return "gzip"
    if head[:3] == b"ply" and head[3:4] in (b"\n", b"\r", b" "):
        return "PLY"
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for start, kind in _AFTER_SPACE if words.startswith(start)), "")


def fits(suffix: str, kind: str) -> bool:
    """Return whether a file named with `suffix` (lower case) may hold `kind`."""
    wanted = _WANTED.get(suffix)
    return kind in wanted if wanted is not None else kind not in _NEVER


def shown(head: bytes) -> str:
    """Return the kind of `head`, or its first bytes as hexadecimal digits, to be told."""
    return content_kind(head) or head[:4].hex(" ")
