"""The site as pages see it: the manifest and the documents, found by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vmuseum.publish.addresses import Doc, data_address
from vmuseum.publish.viewer_files import ViewerFiles
from vmuseum.schema.manifest import Card, ExhibitDoc, Manifest, VenueRef

SCENES = ("gallery", "panorama", "tour")
"""Kinds of scene that have a page."""


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """Everything pages are made of."""

    manifest: Manifest
    docs: dict[tuple[str, str], Doc]
    viewer: ViewerFiles

    def card(self, kind: str, ident: str | None) -> Card | None:
        """Return the card of a document, or None."""
        return next((c for c in self.manifest.cards if c.type == kind and c.id == ident), None)

    def scene(self, ident: str | None) -> Card | None:
        """Return the card of a gallery, panorama or tour, or None."""
        return next((c for c in self.manifest.cards if c.type in SCENES and c.id == ident), None)

    def exhibit(self, ident: str | None) -> ExhibitDoc | None:
        """Return an exhibit's document, or None."""
        doc = self.docs.get(("exhibit", ident or ""))
        return doc if isinstance(doc, ExhibitDoc) else None

    def venue(self, ident: str | None) -> VenueRef | None:
        """Return a venue, or None."""
        return next((v for v in self.manifest.venues if v.id == ident), None)

    def cards_of(self, kind: str) -> tuple[Card, ...]:
        """Return all cards of one type, in the order of the manifest."""
        return tuple(c for c in self.manifest.cards if c.type == kind)


def index_site(manifest: Manifest, docs: Sequence[Doc], viewer: ViewerFiles) -> SiteIndex:
    """Return the index, with the address of every card's document set by its content."""
    by_key: dict[tuple[str, str], Doc] = {(doc.type, doc.id): doc for doc in docs}
    cards = tuple(_addressed(card, by_key) for card in manifest.cards)
    return SiteIndex(manifest.model_copy(update={"cards": cards}), by_key, viewer)


def _addressed(card: Card, docs: dict[tuple[str, str], Doc]) -> Card:
    doc = docs.get((card.type, card.id))
    return card if doc is None else card.model_copy(update={"data": data_address(doc)})
