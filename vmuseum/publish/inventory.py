"""`files.json`: what every published file is, so that the server can serve it without asking the disk."""

from __future__ import annotations

import re

_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "glb": "model/gltf-binary",
    "gltf": "model/gltf+json",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "vtt": "text/vtt; charset=utf-8",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "bin": "application/octet-stream",
    "usdz": "model/vnd.usdz+zip",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "hdr": "image/vnd.radiance",
    "ktx2": "image/ktx2",
}
_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")


def content_type(url: str) -> str:
    """Return the media type of a published file by its extension."""
    return _TYPES.get(url.rpartition(".")[2].lower(), "application/octet-stream")


def named_by_content(url: str) -> bool:
    """Return whether a viewer file carries the hash of its content in its name (`main-BxYz12ab.js`)."""
    return _HASHED.search(url) is not None
