"""Write the site: into a fresh folder beside the old one, then swap the two.

A visitor never sees half a site, and the old one survives any failure.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from vmuseum.errors import PublishError
from vmuseum.publish.addresses import Doc, data_address, doc_bytes
from vmuseum.publish.codes import code_pages
from vmuseum.publish.inventory import content_type, named_by_content
from vmuseum.publish.pages import make_pages, missing_page, page_folders
from vmuseum.publish.robots import ICON, robots_txt, sitemap
from vmuseum.publish.site_index import SiteIndex, index_site
from vmuseum.publish.viewer_files import FOLDER, read_viewer
from vmuseum.schema.manifest import Inventory, Manifest, PublishedFile

Content = bytes | Path
_VITE_MANIFEST = PurePosixPath(".vite/manifest.json")


def write_site(
    out: Path,
    *,
    manifest: Manifest,
    docs: Sequence[Doc],
    files: Mapping[str, Content],
    viewer: Path,
    digests: Mapping[str, str] | None = None,
) -> Inventory:
    """Write the whole site to `out` and return its inventory.

    `files` are assets named by their content, by address; `viewer` is the folder of the built viewer. `digests`: what
    the sha256 of an asset must be, by address; a file that is not raises PublishError("asset-damaged").
    The addresses of documents in `manifest.cards` are set here. Raises PublishError; `out` is then as before.
    """
    built = viewer / _VITE_MANIFEST
    if not built.is_file():
        raise PublishError("viewer-missing")
    site = index_site(manifest, docs, read_viewer(built.read_bytes()))
    changing = _changing_files(site)
    lasting = {**files, **{data_address(doc): doc_bytes(doc) for doc in docs}}
    shell = _viewer_files(viewer)
    _refuse_clashes(changing, lasting, shell)
    fresh = out.with_name(f".{out.name}.new")
    try:
        inventory = _write(fresh, {**changing, **lasting, **shell}, lasting=set(lasting))
        _refuse_damaged(inventory, digests or {})
        _swap(fresh, out)
    except OSError as error:
        raise PublishError("site-unwritable", folder=str(out), reason=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return inventory


def _changing_files(site: SiteIndex) -> dict[str, Content]:
    """Return what keeps its address when its content changes: pages, the manifest, what robots read."""
    base_url = site.manifest.base_url
    folder = (urlsplit(base_url).path.rstrip("/") or "") + "/"
    return {
        **make_pages(site),
        **code_pages(site),
        "404.html": missing_page(site, folder),
        "manifest.json": site.manifest.model_dump_json().encode(),
        "sitemap.xml": sitemap(page_folders(site), base_url).encode(),
        "robots.txt": robots_txt(base_url).encode(),
        "icon.svg": ICON.encode(),
    }


def _viewer_files(viewer: Path) -> dict[str, Content]:
    found = {path.relative_to(viewer): path for path in sorted(viewer.rglob("*")) if path.is_file()}
    return {FOLDER + name.as_posix(): path for name, path in found.items() if name.parts[0] != ".vite"}


def _refuse_clashes(*parts: Mapping[str, Content]) -> None:
    seen: set[str] = set()
    for part in parts:
        for url in part:
            if url in seen or url.startswith("/") or ".." in url.split("/"):
                raise PublishError("site-address-clash", address=url)
            seen.add(url)


def _refuse_damaged(inventory: Inventory, digests: Mapping[str, str]) -> None:
    for file in inventory.files:
        if digests.get(file.url, file.sha256) != file.sha256:
            raise PublishError("asset-damaged", address=file.url)


def _write(fresh: Path, contents: Mapping[str, Content], *, lasting: set[str]) -> Inventory:
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    rows = []
    for url in sorted(contents):
        size, digest = _put(fresh / url, contents[url])
        immutable = url in lasting or (url.startswith(FOLDER) and named_by_content(url))
        rows.append(PublishedFile(url=url, bytes=size, type=content_type(url), sha256=digest, immutable=immutable))
    inventory = Inventory(files=tuple(rows))
    (fresh / "files.json").write_bytes(inventory.model_dump_json().encode())
    return inventory


def _put(target: Path, content: Content) -> tuple[int, str]:
    """Write or link one file; return its size and SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        target.unlink(missing_ok=True)  # the lower-case twin, where names ignore case
        target.write_bytes(content)
        return len(content), hashlib.sha256(content).hexdigest()
    try:
        os.link(content, target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(content, target)
    with target.open("rb") as file:
        return target.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def bring_back(out: Path) -> None:
    """Put the old site back where a kill between the two renames of a swap left none."""
    old = _old(out)
    if old.exists() and not out.exists():
        old.rename(out)


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")


def _swap(fresh: Path, out: Path) -> None:
    """Put `fresh` in the place of `out`; bring the old site back where that fails."""
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
