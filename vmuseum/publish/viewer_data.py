"""What the viewer is told about the page it upgrades, beside the document: names and ways in the page's language."""

from __future__ import annotations

from vmuseum.publish.addresses import Doc
from vmuseum.publish.page import Page
from vmuseum.schema.manifest import Card, ExhibitDoc, GalleryDoc, PanoramaDoc, TourDoc


def viewer_data(page: Page, doc: Doc) -> dict[str, object]:
    """Return the block `vm-site` of a stage page: addresses are relative to the page, `data` to the site's root."""
    exhibits, scenes = _mentioned(page, doc)
    venue = page.site.venue(getattr(doc, "venue", None))
    return {
        "lang": page.lang,
        "title": page.say(page.site.manifest.title),
        "home": page.to(),
        "help": page.to("help"),
        "languages": [{"lang": lang, "href": page.other(lang)} for lang in page.site.manifest.languages],
        "venue": {"id": venue.id, "name": page.say(venue.name), "href": page.to("venue", venue.id)} if venue else None,
        "back": _back(page, doc),
        "exhibits": {card.id: _card(page, card) for card in exhibits},
        "scenes": {card.id: _card(page, card) for card in scenes},
        "fonts": page.file(page.site.viewer.fonts),
    }


def _card(page: Page, card: Card) -> dict[str, object]:
    return {
        "type": card.type,
        "title": page.say(card.title),
        "line": page.say(card.line),
        "href": page.to(card.type, card.id),
        "data": card.data,
    }


def _back(page: Page, doc: Doc) -> dict[str, str]:
    """Return where the arrow in the corner leads: the scene of an exhibit, the venue of a scene, the tours, or home."""
    if isinstance(doc, ExhibitDoc) and doc.places and (scene := page.site.scene(doc.places[0].scene)):
        spot = doc.places[0].spot
        key = "stand" if scene.type == "gallery" else "spot"
        return {
            "href": page.to(scene.type, scene.id) + (f"?{key}={spot}" if spot else ""),
            "title": page.say(scene.title),
        }
    venue = page.site.venue(getattr(doc, "venue", None))
    if venue is not None:
        return {"href": page.to("venue", venue.id), "title": page.say(venue.name)}
    if isinstance(doc, TourDoc):
        return {"href": page.to("tours"), "title": page.say(doc.title)}
    return {"href": page.to(), "title": page.say(page.site.manifest.title)}


def _mentioned(page: Page, doc: Doc) -> tuple[list[Card], list[Card]]:
    """Return the cards of exhibits and of scenes that a document speaks of, each once, sorted by id."""
    exhibits: set[str | None] = set()
    scenes: set[str | None] = set()
    if isinstance(doc, ExhibitDoc):
        exhibits |= {doc.previous, doc.next}
        scenes |= {place.scene for place in doc.places}
    elif isinstance(doc, GalleryDoc):
        exhibits |= {stand.exhibit for stand in doc.scene.stands}
        scenes |= {place.scene for place in doc.exits}
    elif isinstance(doc, PanoramaDoc):
        exhibits |= {spot.exhibit for view in doc.viewpoints for spot in view.hotspots}
        scenes |= {place.scene for place in doc.exits}
    elif isinstance(doc, TourDoc):
        exhibits |= {stop.exhibit for stop in doc.stops}
        scenes |= {stop.scene for stop in doc.stops}
    site = page.site
    shown = [card for ident in sorted(e for e in exhibits if e) if (card := site.card("exhibit", ident))]
    entered = [card for ident in sorted(s for s in scenes if s) if (card := site.scene(ident))]
    return shown, entered
