"""Where point clouds and splats cannot go yet: stands of a gallery, shells of rooms, clips for fans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.errors import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vmuseum.museum import Museum
    from vmuseum.schema.gallery import Gallery
    from vmuseum.sources.masters import Master


def misplaced(museum: Museum, masters: Mapping[str, Master]) -> list[Problem]:
    """Return an error for every place that needs triangles and is given points or splats."""
    files = {path for path, master in masters.items() if master.kind != "mesh"}
    exhibits = {n for n, exhibit in museum.exhibits.items() if exhibit.model and exhibit.model.file in files}
    found: list[Problem] = []
    for name, gallery in museum.galleries.items():
        found += _in_gallery(museum, name, gallery, exhibits, files)
    for name, scene in museum.playlists.items():
        for key, clip in scene.clips.items():
            if clip.exhibit in exhibits:
                span = museum.span(f"scenes/{name}.yaml", ("clips", key, "exhibit"))
                found.append(problem("points-in-clip", span, exhibit=clip.exhibit))
    return found


def _in_gallery(museum: Museum, name: str, gallery: Gallery, exhibits: set[str], files: set[str]) -> Iterator[Problem]:
    path = f"scenes/{name}.yaml"
    for n, room in enumerate(gallery.rooms):
        if room.shell in files:
            yield problem("points-as-shell", museum.span(path, ("rooms", n, "shell")), file=room.shell)
        for k, stand in enumerate(room.stands):
            exhibit = getattr(stand, "exhibit", None)
            if exhibit in exhibits and stand.kind != "frame" and getattr(stand, "show", True):
                span = museum.span(path, ("rooms", n, "stands", k, "exhibit"))
                yield problem("points-in-gallery", span, exhibit=exhibit)
