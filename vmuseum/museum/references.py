"""What one document says of another, followed: venues, exhibits, scenes, viewpoints, clips, playlists. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from vmuseum.schema.document import Loc
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.faults import Fault
from vmuseum.schema.gallery import Bench, Frame, Gallery, OnFloor, Panel
from vmuseum.schema.museum import MuseumFile
from vmuseum.schema.panorama import PanoramaSet, Render
from vmuseum.schema.playlist import Clip, PlaylistSet
from vmuseum.schema.suggest import hint
from vmuseum.schema.tour import Stop, Tour

Faults = Iterator[Fault]


@dataclass(slots=True)
class Drafts:
    """Documents whose shape is right, by id, and the ids of all files: one that is broken still counts as there."""

    file: MuseumFile | None = None
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    scenes: dict[str, Gallery | PanoramaSet | Tour | PlaylistSet] = field(default_factory=dict)
    exhibit_ids: Collection[str] = ()
    scene_ids: Collection[str] = ()

    def of_kind(self, *kinds: type[Any]) -> list[str]:
        """Return the ids of the scenes of these kinds, and of those whose kind is not known."""
        return sorted(k for k in self.scene_ids if k not in self.scenes or isinstance(self.scenes[k], kinds))


def document_faults(drafts: Drafts, document: object) -> Faults:
    """Yield every reference of `document` that leads nowhere."""
    follow = _FOLLOW.get(type(document))
    if follow is not None:
        yield from follow(drafts, document)


def repeated_codes(drafts: Drafts) -> Iterator[tuple[str, Fault]]:
    """Yield (exhibit id, fault) for each short code an exhibit before already has."""
    owners: dict[str, str] = {}
    for name, exhibit in sorted(drafts.exhibits.items()):
        if exhibit.code is None:
            continue
        owner = owners.setdefault(exhibit.code, name)
        if owner != name:
            yield name, Fault("code-used-twice", ("code",), {"value": exhibit.code, "other": f"exhibits/{owner}.yaml"})


def _unknown(code: str, value: str | None, known: Collection[str], loc: Loc) -> Faults:
    if value is not None and value not in known:
        yield Fault(code, loc, {"value": value, **hint(value, known)})


def _venue(drafts: Drafts, value: str | None, loc: Loc = ("venue",)) -> Faults:
    if drafts.file is not None:
        yield from _unknown("unknown-venue", value, drafts.file.venues, loc)


def _exhibit(drafts: Drafts, value: str | None, loc: Loc) -> Faults:
    yield from _unknown("unknown-exhibit", value, drafts.exhibit_ids, loc)


def _place(drafts: Drafts, value: str | None, loc: Loc) -> Faults:
    """Follow the name of a scene one can stand in."""
    if value is None:
        return
    places = drafts.of_kind(Gallery, PanoramaSet)
    if value in drafts.scene_ids and value not in places:
        yield Fault("not-a-place", loc, {"value": value, "kind": getattr(drafts.scenes[value], "kind", "")})
    else:
        yield from _unknown("unknown-scene", value, places, loc)


def _needs_model(drafts: Drafts, value: str | None, loc: Loc) -> Faults:
    exhibit = drafts.exhibits.get(value or "")
    if exhibit is not None and exhibit.model is None:
        yield Fault("exhibit-without-model", loc, {"value": value or ""})


def _of_museum(drafts: Drafts, file: MuseumFile) -> Faults:
    yield from _unknown("unknown-venue", file.home, file.venues, ("home",))
    for name, venue in file.venues.items():
        yield from _place(drafts, venue.first, ("venues", name, "first"))


def _of_exhibit(drafts: Drafts, exhibit: Exhibit) -> Faults:
    yield from _venue(drafts, exhibit.venue)


def _of_gallery(drafts: Drafts, gallery: Gallery) -> Faults:
    yield from _venue(drafts, gallery.venue)
    for n, room in enumerate(gallery.rooms):
        for k, stand in enumerate(room.stands):
            if isinstance(stand, Bench | Panel):
                continue
            loc = ("rooms", n, "stands", k, "exhibit")
            yield from _exhibit(drafts, stand.exhibit, loc)
            if isinstance(stand, Frame):
                yield from _needs_picture(drafts, stand.exhibit, loc)
            elif not isinstance(stand, OnFloor) or stand.show:
                yield from _needs_model(drafts, stand.exhibit, loc)


def _needs_picture(drafts: Drafts, value: str | None, loc: Loc) -> Faults:
    exhibit = drafts.exhibits.get(value or "")
    if exhibit is not None and not exhibit.media:
        yield Fault("exhibit-without-picture", loc, {"value": value or ""})


def _of_panorama(drafts: Drafts, scene: PanoramaSet) -> Faults:
    yield from _venue(drafts, scene.venue)
    ids = [v.id for v in scene.viewpoints]
    for n, viewpoint in enumerate(scene.viewpoints):
        loc = ("viewpoints", n)
        for k, link in enumerate(viewpoint.links):
            yield from _unknown(
                "unknown-viewpoint", link.to, [i for i in ids if i != viewpoint.id], (*loc, "links", k, "to")
            )
        for k, hotspot in enumerate(viewpoint.hotspots):
            yield from _exhibit(drafts, hotspot.exhibit, (*loc, "hotspots", k, "exhibit"))
        if viewpoint.render is not None:
            yield from _render(drafts, viewpoint.render, (*loc, "render"))


def _render(drafts: Drafts, render: Render, loc: Loc) -> Faults:
    yield from _unknown("unknown-gallery", render.gallery, drafts.of_kind(Gallery), (*loc, "gallery"))
    gallery = drafts.scenes.get(render.gallery)
    if isinstance(gallery, Gallery):
        yield from _unknown("unknown-room", render.room, [r.id for r in gallery.rooms], (*loc, "room"))


def _of_tour(drafts: Drafts, tour: Tour) -> Faults:
    for n, stop in enumerate(tour.stops):
        for fault in _stop(drafts, stop):
            yield Fault(fault.code, ("stops", n, *fault.loc), fault.args)


def _stop(drafts: Drafts, stop: Stop) -> Faults:
    yield from _exhibit(drafts, stop.exhibit, ("exhibit",))
    exhibit = drafts.exhibits.get(stop.exhibit or "")
    if exhibit is not None:
        yield from _unknown("unknown-annotation", stop.annotation, [a.id for a in exhibit.annotations], ("annotation",))
    yield from _place(drafts, stop.scene, ("scene",))
    scene = drafts.scenes.get(stop.scene or "")
    if isinstance(scene, Gallery | PanoramaSet):
        yield from _unknown("unknown-viewpoint", stop.viewpoint, [v.id for v in scene.viewpoints], ("viewpoint",))


def _of_playlists(drafts: Drafts, scene: PlaylistSet) -> Faults:
    yield from _venue(drafts, scene.venue)
    for key, clip in scene.clips.items():
        yield from _clip(drafts, clip, ("clips", key))
    for key, playlist in scene.playlists.items():
        for n, item in enumerate(playlist.items):
            loc: Loc = ("playlists", key, "items", n)
            if isinstance(item, str):
                yield from _unknown("unknown-clip", item, scene.clips, loc)
            else:
                yield from _unknown("unknown-clip", item.clip, scene.clips, (*loc, "clip"))
    for n, entry in enumerate(scene.schedule):
        yield from _unknown("unknown-playlist", entry.playlist, scene.playlists, ("schedule", n, "playlist"))
    yield from _unknown("unknown-playlist", scene.default, scene.playlists, ("default",))


def _clip(drafts: Drafts, clip: Clip, loc: Loc) -> Faults:
    yield from _exhibit(drafts, clip.exhibit, (*loc, "exhibit"))
    yield from _needs_model(drafts, clip.exhibit, (*loc, "exhibit"))


_FOLLOW: dict[type[Any], Callable[[Drafts, Any], Faults]] = {
    MuseumFile: _of_museum,
    Exhibit: _of_exhibit,
    Gallery: _of_gallery,
    PanoramaSet: _of_panorama,
    Tour: _of_tour,
    PlaylistSet: _of_playlists,
}
