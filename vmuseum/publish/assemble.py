"""Results to documents: everything a site needs, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.publish.addresses import data_address
from vmuseum.publish.documents.assets import Assets
from vmuseum.publish.documents.exhibit import exhibit_doc
from vmuseum.publish.documents.index import Doc, manifest
from vmuseum.publish.documents.scenes import gallery_doc, panorama_doc
from vmuseum.publish.documents.walks import playlist_doc, tour_doc

if TYPE_CHECKING:
    from vmuseum.engine.run import Results
    from vmuseum.engine.store import Store
    from vmuseum.plan.task import Plan
    from vmuseum.publish.check import Sound
    from vmuseum.schema.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Parts:
    """The index, the documents, and the file behind each address."""

    manifest: Manifest
    docs: tuple[Doc, ...]
    files: Mapping[str, Path]


def assemble(sound: Sound, plan: Plan, results: Results, store: Store) -> Parts:
    """Return the parts of the site."""
    museum = sound.museum
    assets = Assets(plan, results)
    docs: list[Doc] = []
    docs += [exhibit_doc(museum, name, assets, store) for name in museum.exhibits]
    docs += [gallery_doc(museum, name, assets, store) for name in museum.galleries]
    docs += [panorama_doc(sound, name, assets, store) for name in museum.panoramas]
    docs += [tour_doc(museum, name, assets) for name in museum.tours]
    docs += [playlist_doc(museum, name, assets) for name in museum.playlists]
    urls = {f"{d.type}-{d.id}": data_address(d) for d in docs}
    files = {url: store.path(digest) for url, digest in sorted(assets.files.items())}
    return Parts(manifest(museum, tuple(docs), urls), tuple(docs), files)
