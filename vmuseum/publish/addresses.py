"""Where every page of the site lies, and how one page points to another.

Addresses are relative to the root of the site, so that the site works in any folder of any web host.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from vmuseum.schema.manifest import ExhibitDoc, GalleryDoc, PanoramaDoc, PlaylistDoc, TourDoc

Doc = ExhibitDoc | GalleryDoc | PanoramaDoc | TourDoc | PlaylistDoc


def page_address(lang: str, kind: str = "", ident: str = "") -> str:
    """Return the folder of a page: `vi/`, `vi/tours/`, `vi/exhibit/binh-gom/`."""
    return "/".join(part for part in (lang, kind, ident) if part) + "/"


def root_of(address: str) -> str:
    """Return the way from a page back to the root: `../../../` for `vi/exhibit/binh-gom/`, `./` for the root."""
    return "../" * address.count("/") or "./"


def between(page: str, target: str) -> str:
    """Return the address of `target` as written on `page`."""
    return (root_of(page) if page else "") + target or "./"


def absolute(base_url: str, address: str) -> str:
    """Return the public address of a page or file."""
    return base_url.rstrip("/") + "/" + quote(address)


def doc_bytes(doc: Doc) -> bytes:
    """Return the JSON of a document as published."""
    return doc.model_dump_json(exclude_none=False).encode()


def data_address(doc: Doc) -> str:
    """Return `data/<type>-<id>.<hash12>.json`, named by content."""
    return f"data/{doc.type}-{doc.id}.{hashlib.sha256(doc_bytes(doc)).hexdigest()[:12]}.json"
