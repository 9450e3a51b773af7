"""The museum as one value: every document by its id, and the line each value was written on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vmuseum.errors import Span
from vmuseum.schema.document import Document, Loc
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.gallery import Frame, Gallery
from vmuseum.schema.museum import MuseumFile
from vmuseum.schema.panorama import PanoramaSet
from vmuseum.schema.playlist import PlaylistSet
from vmuseum.schema.tour import Tour
from vmuseum.sources.masters import MasterName, Use

Scene = Gallery | PanoramaSet | Tour | PlaylistSet


@dataclass(frozen=True, slots=True)
class Museum:
    """A museum without mistakes: what one document says of another is there. Mappings are in order of id, read only."""

    file: MuseumFile
    exhibits: Mapping[str, Exhibit]
    galleries: Mapping[str, Gallery]
    panoramas: Mapping[str, PanoramaSet]
    tours: Mapping[str, Tour]
    playlists: Mapping[str, PlaylistSet]
    documents: Mapping[str, Document]

    def span(self, path: str, loc: Loc) -> Span:
        """Return where the value at `loc` of document `path` is written, or the nearest place above it."""
        document = self.documents.get(path)
        return document.span(loc) if document is not None else Span(path)

    def masters(self) -> Iterator[MasterName]:
        """Yield every file the museum names, in order of document and line; the same file as often as it is named."""
        for path, loc, use, file in sorted(self._files(), key=lambda row: self.span(row[0], row[1])):
            yield MasterName(file, use, self.span(path, loc))

    def _files(self) -> Iterator[tuple[str, Loc, Use, str]]:
        for name, exhibit in self.exhibits.items():
            yield from _exhibit_files(f"exhibits/{name}.yaml", exhibit)
        for name, gallery in self.galleries.items():
            yield from _gallery_files(f"scenes/{name}.yaml", gallery)
        for name, scene in self.panoramas.items():
            yield from _panorama_files(f"scenes/{name}.yaml", scene)
        for name, playlists in self.playlists.items():
            yield from _clip_files(f"scenes/{name}.yaml", playlists)


def _exhibit_files(path: str, exhibit: Exhibit) -> Iterator[tuple[str, Loc, Use, str]]:
    if exhibit.model is not None:
        yield path, ("model", "file"), "model", exhibit.model.file
    for n, picture in enumerate(exhibit.media):
        yield path, ("media", n, "image"), "picture", picture.image


def _gallery_files(path: str, gallery: Gallery) -> Iterator[tuple[str, Loc, Use, str]]:
    for n, room in enumerate(gallery.rooms):
        if room.shell is not None:
            yield path, ("rooms", n, "shell"), "model", room.shell
        for k, stand in enumerate(room.stands):
            if isinstance(stand, Frame) and stand.picture is not None:
                yield path, ("rooms", n, "stands", k, "picture"), "picture", stand.picture


def _panorama_files(path: str, scene: PanoramaSet) -> Iterator[tuple[str, Loc, Use, str]]:
    for n, viewpoint in enumerate(scene.viewpoints):
        if viewpoint.image is not None:
            yield path, ("viewpoints", n, "image"), "panorama", viewpoint.image
    if scene.plan is not None:
        yield path, ("plan", "image"), "plan", scene.plan.image


def _clip_files(path: str, scene: PlaylistSet) -> Iterator[tuple[str, Loc, Use, str]]:
    for key, clip in scene.clips.items():
        if clip.picture is not None:
            yield path, ("clips", key, "picture"), "picture", clip.picture
        if clip.video is not None:
            yield path, ("clips", key, "video"), "video", clip.video
