"""Museum and masters to a Plan: which recipe runs on what. Pure: it has never seen a mesh.

Roles (see Plan.roles): those of models (plan.models), "picture/<path>",
"gallery/<id>[/complete|/poster]", "shell/<gallery>/<room>", "panorama/<id>/<viewpoint>/faces|tiles",
"clip/<playlist>/<clip>", "qr/<code>".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from vmuseum.geometry import radians
from vmuseum.plan import recipes as r
from vmuseum.plan.builder import Builder, suffix_of
from vmuseum.plan.models import plan_model
from vmuseum.plan.task import Input, Plan
from vmuseum.schema.words import line

if TYPE_CHECKING:
    from vmuseum.errors import Span
    from vmuseum.museum import Museum
    from vmuseum.plan.profiles import Profile
    from vmuseum.schema.exhibit import Exhibit
    from vmuseum.schema.gallery import Gallery, Room
    from vmuseum.schema.panorama import Viewpoint
    from vmuseum.schema.playlist import Clip
    from vmuseum.sources.masters import Master

FACES = "frblud"


def make_plan(museum: Museum, profile: Profile, masters: Mapping[str, Master], *, compare: bool = False) -> Plan:
    """Return every task of `museum` with `profile`. `masters` holds each file the museum names, by its path.

    `compare` adds the pictures of a build report: master beside each quality.
    """
    builder = Builder(masters)
    planner = _Planner(museum, profile, builder, compare=compare)
    planner.exhibits()
    planner.galleries()
    planner.panoramas()
    planner.clips()
    return Plan(tuple(builder.tasks.values()), dict(sorted(builder.roles.items())))


class _Planner:
    def __init__(self, museum: Museum, profile: Profile, builder: Builder, *, compare: bool) -> None:
        self.museum = museum
        self.profile = profile
        self.builder = builder
        self.compare = compare

    def exhibits(self) -> None:
        for name, exhibit in self.museum.exhibits.items():
            path = f"exhibits/{name}.yaml"
            if exhibit.model is not None:
                span = self.museum.span(path, ("model", "file"))
                plan_model(self.builder, self.profile, name, exhibit, span=span, compare=self.compare)
            for n, media in enumerate(exhibit.media):
                self._picture(media.image, self.museum.span(path, ("media", n, "image")))
            if exhibit.code:
                text = f"{self.museum.file.base_url.rstrip('/')}/q/{exhibit.code}".upper()
                self.builder.add(
                    f"qr/{exhibit.code}",
                    "qr.code",
                    r.QrCode(text=text),
                    [],
                    exhibit.code,
                    self.museum.span(path, ("code",)),
                )

    def galleries(self) -> None:
        for name, gallery in self.museum.galleries.items():
            self._gallery(name, gallery)

    def panoramas(self) -> None:
        for name, scene in self.museum.panoramas.items():
            path = f"scenes/{name}.yaml"
            for n, viewpoint in enumerate(scene.viewpoints):
                self._viewpoint(name, viewpoint, self.museum.span(path, ("viewpoints", n)))
            if scene.plan is not None and not scene.plan.image.endswith(".svg"):
                self._picture(scene.plan.image, self.museum.span(path, ("plan", "image")))

    def clips(self) -> None:
        for name, scene in self.museum.playlists.items():
            for clip_id, clip in scene.clips.items():
                span = self.museum.span(f"scenes/{name}.yaml", ("clips", clip_id))
                self._clip(f"clip/{name}/{clip_id}", clip_id, clip, span)

    def _gallery(self, name: str, gallery: Gallery) -> None:
        path = f"scenes/{name}.yaml"
        span = self.museum.span(path, ())
        inputs: dict[str, Input] = {}
        sizes: dict[str, r.ExhibitSize] = {}
        for n, room in enumerate(gallery.rooms):
            if room.shell is not None:
                inputs[f"shell/{room.id}.vmesh"] = self._shell(
                    name, room, self.museum.span(path, ("rooms", n, "shell"))
                )
            inputs |= self._stand_inputs(room)
            for stand in room.stands:
                exhibit_id = getattr(stand, "exhibit", None)
                if exhibit_id is not None:
                    sizes[exhibit_id] = _size(exhibit_id, self.museum.exhibits[exhibit_id])
        params = r.GalleryBuild(
            gallery=gallery,
            exhibits=tuple(sizes[k] for k in sorted(sizes)),
            samples=self.profile.light_samples,
            texels_m=self.profile.light_texels_m,
            bounces=self.profile.bounces,
        )
        role = f"gallery/{name}"
        self.builder.add(role, "gallery.build", params, sorted(inputs.items()), gallery.title.vi, span)
        scene = [(file, self.builder.out(role, file)) for file in ("light.webp", "scene.json", "scene.vmesh")]
        self.builder.add(
            f"{role}/complete",
            "gallery.complete",
            r.GalleryComplete(copyright=_credit(gallery)),
            scene,
            gallery.title.vi,
            span,
        )
        self.builder.add(f"{role}/poster", "gallery.poster", r.GalleryPoster(), scene, gallery.title.vi, span)

    def _stand_inputs(self, room: Room) -> dict[str, Input]:
        inputs: dict[str, Input] = {}
        for stand in room.stands:
            exhibit_id = getattr(stand, "exhibit", None)
            if stand.kind == "frame":
                picture = stand.picture or self.museum.exhibits[cast("str", exhibit_id)].media[0].image
                inputs[f"picture/{exhibit_id or stand.picture}"] = self.builder.master(picture)
            elif (
                exhibit_id is not None
                and self.museum.exhibits[exhibit_id].model is not None
                and getattr(stand, "show", True)
            ):
                inputs[f"exhibit/{exhibit_id}.vmesh"] = self.builder.out(
                    f"exhibit/{exhibit_id}/qualities", "low/mesh.vmesh"
                )
        return inputs

    def _shell(self, gallery: str, room: Room, span: Span) -> Input:
        file = cast("str", room.shell)
        role = f"shell/{gallery}/{room.id}"
        drawn = self.museum.galleries[gallery].paradata == "schematic"
        params = r.MeshPrepare(suffix=cast("r.Suffix", suffix_of(file)), centred=False, surface_warnings=not drawn)
        self.builder.add(role, "mesh.prepare", params, self.builder.files(file), file, span)
        return self.builder.out(role, "mesh.vmesh")

    def _viewpoint(self, scene: str, viewpoint: Viewpoint, span: Span) -> None:
        role = f"panorama/{scene}/{viewpoint.id}"
        look = radians(viewpoint.look_deg - viewpoint.north_deg)
        if viewpoint.render is not None:
            render = viewpoint.render
            built = f"gallery/{render.gallery}"
            inputs = [(file, self.builder.out(built, file)) for file in ("light.webp", "scene.json", "scene.vmesh")]
            params = r.PanoramaRender(
                room=render.room, at=render.at_m, eye_m=render.eye_m, face_px=self.profile.face_px
            )
            self.builder.add(f"{role}/faces", "panorama.render", params, inputs, viewpoint.title.vi, span)
            faces = [(f"face-{f}.png", self.builder.out(f"{role}/faces", f"face-{f}.png")) for f in FACES]
            self.builder.add(
                f"{role}/tiles", "panorama.tiles", r.PanoramaTiles(look=look), faces, viewpoint.title.vi, span
            )
        elif viewpoint.image is not None:
            self.builder.add(
                f"{role}/tiles",
                "panorama.tiles",
                r.PanoramaTiles(look=look),
                [("main", self.builder.master(viewpoint.image))],
                viewpoint.title.vi,
                span,
            )

    def _clip(self, role: str, clip_id: str, clip: Clip, span: Span) -> None:
        inputs: list[tuple[str, Input]] = []
        respectful = False
        if clip.exhibit is not None:
            respectful = self.museum.exhibits[clip.exhibit].handling == "respectful"
            inputs = [("mesh.vmesh", self.builder.out(f"exhibit/{clip.exhibit}/qualities", "high/mesh.vmesh"))]
        elif clip.picture is not None:
            inputs = [("picture", self.builder.master(clip.picture))]
        elif clip.video is not None:
            inputs = [("video", self.builder.master(clip.video))]
        params = r.HologramClip(
            clip=clip, respectful=respectful, size_px=self.profile.clip_px, fps=self.profile.clip_fps
        )
        self.builder.add(role, "hologram.clip", params, inputs, clip_id, span)

    def _picture(self, path: str, span: Span) -> None:
        role = f"picture/{path}"
        if role not in self.builder.roles:
            self.builder.add(
                role, "picture.derive", r.PictureDerive(), [("main", self.builder.master(path))], path, span
            )


def _size(name: str, exhibit: Exhibit) -> r.ExhibitSize:
    words = line(exhibit)
    return r.ExhibitSize(
        id=name,
        title_vi=exhibit.title.vi,
        title_en=exhibit.title.say("en"),
        line_vi=words.vi if words else "",
        line_en=words.say("en") if words else "",
    )


def _credit(gallery: Gallery) -> str:
    rights = gallery.rights
    if rights is None:
        return ""
    return " · ".join(filter(None, [rights.credit.vi if rights.credit else "", rights.license]))
