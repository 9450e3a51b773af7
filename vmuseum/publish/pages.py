"""All pages of the site, as bytes by address. Pure: what is read and written lies in `site.py`."""

from __future__ import annotations

from collections.abc import Iterator

from vmuseum.publish.doc_pages import draw_doc
from vmuseum.publish.help_texts import help_texts
from vmuseum.publish.page import Page, draw
from vmuseum.publish.site_index import SCENES, SiteIndex
from vmuseum.publish.structured import home_data, venue_data
from vmuseum.publish.words import Words
from vmuseum.schema.manifest import Card, ExhibitDoc, TourDoc, VenueRef

_KINDS = ("object", "monument", "intangible", "document", "publication")


def make_pages(site: SiteIndex) -> dict[str, bytes]:
    """Return every HTML page by its file address, sorted."""
    languages = site.manifest.languages
    found = {page.address + "index.html": html for lang in languages for page, html in _pages_in(site, lang)}
    root = Page(site, languages[0], copy_at="")
    found["index.html"] = _home(root)
    return dict(sorted(found.items()))


def page_folders(site: SiteIndex) -> list[Page]:
    """Return every page that belongs into the sitemap, in the first language, sorted by address."""
    lang = site.manifest.languages[0]
    return sorted((page for page, _ in _pages_in(site, lang)), key=lambda page: page.address)


def missing_page(site: SiteIndex, folder: str) -> bytes:
    """Return `404.html`. It is shown at any address, so its ways start at `folder`, the site's path on its host."""
    lang = site.manifest.languages[0]
    words = Words(lang)
    page = Page(site, lang, prefix=folder)
    return draw(page, "missing.html", title=words.not_found, description=words.not_found_text)


def _pages_in(site: SiteIndex, lang: str) -> Iterator[tuple[Page, bytes]]:
    home = Page(site, lang)
    yield home, _home(home)
    for venue in site.manifest.venues:
        page = Page(site, lang, "venue", venue.id)
        yield page, _venue(page, venue)
    for key in sorted(site.docs):
        page = Page(site, lang, *key, stage=key[0])
        drawn = draw_doc(page, site.docs[key])
        if drawn is not None:
            yield page, drawn
    for kind, make in (("collection", _collection), ("tours", _tours), ("help", _help)):
        page = Page(site, lang, kind)
        yield page, make(page)


def _home(page: Page) -> bytes:
    manifest = page.site.manifest
    first_picture = next((venue.poster for venue in manifest.venues if venue.poster), None)
    values = {
        "venues": [(venue, page.site.scene(venue.first)) for venue in manifest.venues],
        "treasures": [card for card in manifest.cards if card.treasure],
        "tours": page.site.cards_of("tour"),
        "linked": home_data(page),
    }
    intro = page.say(manifest.intro or manifest.welcome or manifest.title)
    return draw(
        page, "home.html", title=page.say(manifest.title), description=intro, social=first_picture, values=values
    )


def _venue(page: Page, venue: VenueRef) -> bytes:
    site = page.site
    values = {
        "venue": venue,
        "scenes": [card for ident in venue.scenes if (card := site.scene(ident))],
        "exhibits": [card for card in site.cards_of("exhibit") if card.venue == venue.id],
        "linked": venue_data(page, venue),
    }
    text = page.say(venue.summary or venue.label or venue.name)
    return draw(page, "venue.html", title=page.say(venue.name), description=text, social=venue.poster, values=values)


def _collection(page: Page) -> bytes:
    site, words = page.site, Words(page.lang)
    kinds: dict[str, list[Card]] = {kind: [] for kind in _KINDS}
    for card in site.cards_of("exhibit"):
        doc = site.docs.get(("exhibit", card.id))
        kinds[doc.kind if isinstance(doc, ExhibitDoc) else "object"].append(card)
    scenes = [card for kind in SCENES for card in site.cards_of(kind)]
    total = sum(map(len, kinds.values())) + len(scenes)
    values = {"groups": [(kind, cards) for kind, cards in kinds.items() if cards], "scenes": scenes, "total": total}
    return draw(page, "collection.html", title=words.collection, description=words("count", total), values=values)


def _tours(page: Page) -> bytes:
    site, words = page.site, Words(page.lang)
    tours = [
        (doc, card) for card in site.cards_of("tour") if isinstance(doc := site.docs.get(("tour", card.id)), TourDoc)
    ]
    return draw(page, "tours.html", title=words.tours, description=words.tours_intro, values={"tours": tours})


def _help(page: Page) -> bytes:
    texts = help_texts(page.lang)
    return draw(page, "help.html", title=texts.title, description=texts.lead, values={"h": texts})
