"""The index of a site: venues and a card for every exhibit and scene."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vmuseum.catalogue.records import words
from vmuseum.publish.documents.scenes import scenes_of
from vmuseum.schema.base import Text
from vmuseum.schema.manifest import (
    Card,
    ExhibitDoc,
    FactRef,
    GalleryDoc,
    Manifest,
    PanoramaDoc,
    PictureRef,
    PlaylistDoc,
    TourDoc,
    VenueRef,
)
from vmuseum.text import folded

if TYPE_CHECKING:
    from vmuseum.museum import Museum

Doc = ExhibitDoc | GalleryDoc | PanoramaDoc | TourDoc | PlaylistDoc


def manifest(museum: Museum, docs: tuple[Doc, ...], urls: Mapping[str, str]) -> Manifest:
    """Return the index. `urls` maps "<type>-<id>" to the address of a document."""
    file = museum.file
    posters = {d.id: d.poster for d in docs if isinstance(d, GalleryDoc | PanoramaDoc)}
    venues: list[VenueRef] = []
    for key, venue in file.venues.items():
        scenes = tuple(s for s, found in scenes_of(museum).items() if found.venue == key)
        first = venue.first or next(iter(scenes), None)
        venues.append(
            VenueRef(
                id=key,
                name=venue.name,
                summary=venue.summary,
                label=venue.label,
                content_note=venue.content_note,
                facts=tuple(FactRef(name=f.name, value=f.value) for f in venue.facts),
                sources=venue.sources,
                first=first,
                scenes=scenes,
                poster=posters.get(first) if first else None,
            )
        )
    venues.sort(key=lambda v: v.id != file.home)
    return Manifest(
        title=file.title,
        welcome=file.welcome,
        intro=file.intro,
        notice=file.notice,
        languages=file.languages,
        base_url=file.base_url.rstrip("/"),
        home=file.home,
        venues=tuple(venues),
        cards=tuple(_card(museum, d, urls[f"{d.type}-{d.id}"]) for d in docs),
    )


def _card(museum: Museum, doc: Doc, url: str) -> Card:
    return Card(
        type=doc.type,
        id=doc.id,
        title=doc.title,
        line=_line(doc),
        venue=getattr(doc, "venue", None),
        code=getattr(doc, "code", None),
        treasure=getattr(doc, "treasure", False),
        data=url,
        poster=_poster(doc),
        words=words(museum.exhibits[doc.id])
        if doc.type == "exhibit"
        else folded(f"{doc.title.vi} {doc.title.say('en')}"),
    )


def _line(doc: Doc) -> Text | None:
    if isinstance(doc, ExhibitDoc):
        return doc.line
    if isinstance(doc, TourDoc):
        return doc.audience
    return None


def _poster(doc: Doc) -> PictureRef | None:
    if isinstance(doc, TourDoc):
        return next((s.poster for s in doc.stops if s.poster is not None), None)
    return None if isinstance(doc, PlaylistDoc) else doc.poster
