"""The document of an exhibit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.catalogue.records import facts
from vmuseum.publish.documents.model import whole_model_ref
from vmuseum.schema.manifest import AnnotationRef, ExhibitDoc, PictureRef, Place
from vmuseum.schema.words import line

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.museum import Museum
    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.exhibit import Exhibit


def exhibit_doc(museum: Museum, name: str, assets: Assets, store: Store) -> ExhibitDoc:
    """Return the document of exhibit `name`."""
    exhibit = museum.exhibits[name]
    order = tuple(museum.exhibits)
    at = order.index(name)
    record = exhibit.record
    return ExhibitDoc(
        id=name,
        kind=exhibit.kind,
        code=exhibit.code,
        title=exhibit.title,
        line=line(exhibit),
        treasure=bool(record.recognition and record.recognition.treasure),
        venue=exhibit.venue,
        label=exhibit.label,
        audio_description=exhibit.audio_description,
        cultural_note=exhibit.cultural_note,
        content_note=exhibit.content_note,
        handling=exhibit.handling,
        facts=facts(exhibit),
        parts=tuple(p.title for p in record.parts),
        sources=record.sources,
        height_m=record.dimensions.height_m if record.dimensions else None,
        model=whole_model_ref(name, exhibit, assets, store),
        poster=poster(name, exhibit, assets),
        annotations=tuple(AnnotationRef(id=a.id, at=a.at_m, title=a.title, text=a.text) for a in exhibit.annotations),
        media=media(exhibit, assets),
        places=places(museum, name),
        previous=order[at - 1] if at else None,
        next=order[at + 1] if at + 1 < len(order) else None,
        qr=assets.file(f"qr/{exhibit.code}", "qr.svg", f"qr-{exhibit.code.lower()}").url if exhibit.code else None,
    )


def poster(name: str, exhibit: Exhibit, assets: Assets) -> PictureRef | None:
    """Return the picture of an exhibit for cards: its model drawn, or its first picture."""
    if exhibit.model is not None:
        return assets.picture(
            f"exhibit/{name}/poster", f"{name}-poster", alt=exhibit.model.alt, rights=exhibit.model.rights
        )
    return next(iter(media(exhibit, assets)), None)


def media(exhibit: Exhibit, assets: Assets) -> tuple[PictureRef, ...]:
    """Return the pictures of an exhibit."""
    return tuple(
        assets.picture(f"picture/{m.image}", stem(m.image), alt=m.alt, caption=m.caption, rights=m.rights)
        for m in exhibit.media
    )


def stem(path: str) -> str:
    """Return the file name of a path without suffix, safe in an address."""
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in name) or "file"


def places(museum: Museum, name: str) -> tuple[Place, ...]:
    """Return every scene that shows exhibit `name`, each once: the stand in a gallery, the first hotspot in a panorama.

    The first stand of an exhibit has the exhibit's own id (gallery.footprints.stand_ids).
    """
    found: list[Place] = []
    for scene_id, gallery in museum.galleries.items():
        if any(getattr(stand, "exhibit", None) == name for room in gallery.rooms for stand in room.stands):
            found.append(Place(scene=scene_id, title=gallery.title, spot=name))
    for scene_id, panorama in museum.panoramas.items():
        spots = (f"{v.id}-{n + 1}" for v in panorama.viewpoints for n, h in enumerate(v.hotspots) if h.exhibit == name)
        spot = next(spots, None)
        if spot is not None:
            found.append(Place(scene=scene_id, title=panorama.title, spot=spot))
    return tuple(found)
