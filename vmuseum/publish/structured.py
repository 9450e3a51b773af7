"""Open data for search engines: schema.org as JSON-LD, one block a page."""

from __future__ import annotations

from vmuseum.publish.licences import deed
from vmuseum.publish.page import Page
from vmuseum.schema.manifest import ExhibitDoc, GalleryDoc, ModelRef, PanoramaDoc, PictureRef, TourDoc, VenueRef

_KINDS = {
    "object": ("CreativeWork", "http://www.cidoc-crm.org/cidoc-crm/E22_Human-Made_Object"),
    "monument": ("LandmarksOrHistoricalBuildings", "http://www.cidoc-crm.org/cidoc-crm/E22_Human-Made_Object"),
    "intangible": ("CreativeWork", "https://ich.unesco.org/en/what-is-intangible-heritage-00003"),
    "document": ("CreativeWork", "http://www.cidoc-crm.org/cidoc-crm/E31_Document"),
    "publication": ("CreativeWork", "http://www.cidoc-crm.org/cidoc-crm/E73_Information_Object"),
}


def exhibit_data(page: Page, doc: ExhibitDoc) -> dict[str, object]:
    """Return what schema.org says of an exhibit."""
    kind, more = _KINDS[doc.kind]
    pictures = [p for p in (doc.poster, *doc.media) if p is not None]
    return _clean(
        {
            **_head(page, kind, page.say(doc.title), page.say(doc.label)),
            "additionalType": more,
            "alternateName": sorted(
                {words for words in doc.title.model_dump().values() if words} - {page.say(doc.title)}
            ),
            "identifier": doc.code,
            "isAccessibleForFree": True,
            "image": [_image(page, picture) for picture in pictures],
            "associatedMedia": _model(page, doc.model) if doc.model and kind == "CreativeWork" else None,
            "subjectOf": _model(page, doc.model) if doc.model and kind != "CreativeWork" else None,
            "additionalProperty": None
            if kind == "CreativeWork"
            else [
                {"@type": "PropertyValue", "name": page.say(fact.name), "value": page.say(fact.value)}
                for fact in doc.facts
            ],
            "citation": list(doc.sources) if kind == "CreativeWork" else None,
            "sameAs": None,
        }
    )


def scene_data(page: Page, doc: GalleryDoc | PanoramaDoc) -> dict[str, object]:
    """Return what schema.org says of a gallery or panorama."""
    venue = page.site.venue(doc.venue)
    return _clean(
        {
            **_head(page, "CreativeWork", page.say(doc.title), page.say(doc.description)),
            "image": [_image(page, doc.poster)],
            "contentLocation": {"@type": "Place", "name": page.say(venue.name)} if venue else None,
            "isAccessibleForFree": True,
        }
    )


def tour_data(page: Page, doc: TourDoc) -> dict[str, object]:
    """Return what schema.org says of a tour."""
    return _clean(
        {
            **_head(page, "LearningResource", page.say(doc.title), page.say(doc.intro)),
            "timeRequired": f"PT{doc.minutes}M" if doc.minutes else None,
            "audience": {"@type": "Audience", "audienceType": page.say(doc.audience)} if doc.audience else None,
            "hasPart": [
                {"@type": "CreativeWork", "position": n, "name": page.say(stop.title)}
                for n, stop in enumerate(doc.stops, 1)
            ],
        }
    )


def venue_data(page: Page, venue: VenueRef) -> dict[str, object]:
    """Return what schema.org says of a venue."""
    return _clean(
        {
            **_head(page, "TouristAttraction", page.say(venue.name), page.say(venue.label or venue.summary)),
            "inLanguage": None,
            "image": [_image(page, venue.poster)] if venue.poster else None,
        }
    )


def home_data(page: Page) -> dict[str, object]:
    """Return what schema.org says of the whole site, with its search."""
    manifest = page.site.manifest
    search = page.public(f"{page.lang}/collection/") + "?q={search_term_string}"
    return _clean(
        {
            **_head(page, "WebSite", page.say(manifest.title), page.say(manifest.intro)),
            "potentialAction": {
                "@type": "SearchAction",
                "target": search,
                "query-input": "required name=search_term_string",
            },
        }
    )


def _head(page: Page, kind: str, name: str, description: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "description": description,
        "url": page.public(page.address),
        "inLanguage": page.lang,
    }


def _image(page: Page, picture: PictureRef) -> dict[str, object]:
    size = picture.sizes[-1]
    return _clean(
        {
            "@type": "ImageObject",
            "contentUrl": page.public(size.url),
            "width": size.width,
            "height": size.height,
            "description": page.say(picture.alt),
            "creditText": page.say(picture.credit),
            "license": picture.license and (deed(picture.license) or picture.license),
        }
    )


def _model(page: Page, model: ModelRef) -> dict[str, object]:
    best = model.qualities[-1]
    return _clean(
        {
            "@type": "3DModel",
            "description": page.say(model.alt),
            "creditText": page.say(model.credit),
            "license": deed(model.license) or model.license,
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": page.public(best.file.url),
                "contentSize": str(best.file.bytes),
                "encodingFormat": "model/gltf-binary",
            },
        }
    )


def _clean(values: dict[str, object]) -> dict[str, object]:
    """Return `values` without what is empty."""
    return {key: value for key, value in values.items() if value not in (None, "", [], ())}
