"""The page of one document: exhibit, gallery, panorama or tour."""

from __future__ import annotations

from typing import Any

from vmuseum.publish.addresses import Doc
from vmuseum.publish.page import Page, draw
from vmuseum.publish.structured import exhibit_data, scene_data, tour_data
from vmuseum.publish.viewer_data import viewer_data
from vmuseum.schema.base import Text
from vmuseum.schema.gallery_scene import RoomRef, StandRef
from vmuseum.schema.manifest import ExhibitDoc, GalleryDoc, PanoramaDoc, Place, TourDoc

_UNREAD = {"model": {"made", "steps"}}
"""What the viewer does not need of a document: the page says it in words."""
Crumb = tuple[str, str | None]


def draw_doc(page: Page, doc: Doc) -> bytes | None:
    """Return the page of `doc`, or None for a playlist, which visitors do not open."""
    if isinstance(doc, ExhibitDoc):
        return _exhibit(page, doc)
    if isinstance(doc, GalleryDoc):
        return _gallery(page, doc)
    if isinstance(doc, PanoramaDoc):
        return _panorama(page, doc)
    if isinstance(doc, TourDoc):
        return _tour(page, doc)
    return None


def _exhibit(page: Page, doc: ExhibitDoc) -> bytes:
    site = page.site
    places = [(place, card) for place in doc.places if (card := site.scene(place.scene))]
    crumbs = _venue_crumb(page, doc.venue)
    crumbs += [(page.say(card.title), page.to(card.type, card.id)) for _, card in places[:1]]
    values = _shared(page, doc) | {
        "places": places,
        "crumbs": [*crumbs, (page.say(doc.title), None)],
        "previous": site.card("exhibit", doc.previous),
        "next": site.card("exhibit", doc.next),
        "linked": exhibit_data(page, doc),
    }
    title = page.say(doc.title) + (f" ({doc.code})" if doc.code else "")
    return draw(page, "exhibit.html", title=title, description=page.say(doc.label), social=doc.poster, values=values)


def _gallery(page: Page, doc: GalleryDoc) -> bytes:
    rooms = [(room, _stands(page, doc, room), _ways(doc, room)) for room in doc.scene.rooms]
    values = _shared(page, doc) | {
        "rooms": rooms,
        "crumbs": [*_venue_crumb(page, doc.venue), (page.say(doc.title), None)],
        "exits": _exits(page, doc.exits),
        "linked": scene_data(page, doc),
    }
    text = page.say(doc.description or doc.title)
    return draw(page, "gallery.html", title=page.say(doc.title), description=text, social=doc.poster, values=values)


def _panorama(page: Page, doc: PanoramaDoc) -> bytes:
    values = _shared(page, doc) | {
        "names": {view.id: page.say(view.title) for view in doc.viewpoints},
        "crumbs": [*_venue_crumb(page, doc.venue), (page.say(doc.title), None)],
        "exits": _exits(page, doc.exits),
        "linked": scene_data(page, doc),
    }
    text = page.say(doc.description or doc.title)
    return draw(page, "panorama.html", title=page.say(doc.title), description=text, social=doc.poster, values=values)


def _tour(page: Page, doc: TourDoc) -> bytes:
    poster = next((stop.poster for stop in doc.stops if stop.poster), None)
    values = _shared(page, doc) | {"poster": poster, "notes": _notes(page, doc), "linked": tour_data(page, doc)}
    text = page.say(doc.intro or doc.title)
    return draw(page, "tour.html", title=page.say(doc.title), description=text, social=poster, values=values)


def _shared(page: Page, doc: Doc) -> dict[str, Any]:
    return {
        "doc": doc,
        "card": page.site.card(doc.type, doc.id),
        "doc_json": doc.model_dump(mode="json", exclude=_UNREAD),
        "site_json": viewer_data(page, doc),
    }


def _venue_crumb(page: Page, venue_id: str | None) -> list[Crumb]:
    venue = page.site.venue(venue_id)
    return [] if venue is None else [(page.say(venue.name), page.to("venue", venue.id))]


def _stands(page: Page, doc: GalleryDoc, room: RoomRef) -> list[tuple[StandRef, Any]]:
    """Return the stands of a room, each with the card of its exhibit or None."""
    return [(stand, page.site.card("exhibit", stand.exhibit)) for stand in doc.scene.stands if stand.room == room.id]


def _ways(doc: GalleryDoc, room: RoomRef) -> list[RoomRef]:
    """Return the rooms one can walk to from `room`, each once, in the order of the doors."""
    by_id = {r.id: r for r in doc.scene.rooms}
    others = [other for door in doc.scene.doors if door.passable and room.id in door.rooms for other in door.rooms]
    return [by_id[ident] for ident in dict.fromkeys(others) if ident != room.id and ident in by_id]


def _exits(page: Page, places: tuple[Place, ...]) -> list[Any]:
    return [card for place in places if (card := page.site.scene(place.scene))]


def _notes(page: Page, doc: TourDoc) -> list[Text]:
    """Return the content notes of what a tour shows, each once."""
    notes: dict[str, Text] = {}
    for stop in doc.stops:
        scene = page.site.scene(stop.scene)
        place = page.site.docs.get((scene.type, scene.id)) if scene else None
        exhibit = page.site.exhibit(stop.exhibit)
        for note in (getattr(place, "content_note", None), exhibit.content_note if exhibit else None):
            if isinstance(note, Text):
                notes.setdefault(note.vi, note)
    return list(notes.values())
