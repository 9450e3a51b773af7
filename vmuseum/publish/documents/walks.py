"""The documents of tours and playlists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.geometry import radians
from vmuseum.publish.documents.exhibit import poster
from vmuseum.schema.base import Text
from vmuseum.schema.manifest import (
    ClipRef,
    PictureRef,
    PlaylistDoc,
    PlaylistItemRef,
    PlaylistRef,
    PowerRef,
    QuestionRef,
    ScheduleRef,
    StopRef,
    TourDoc,
)

if TYPE_CHECKING:
    from vmuseum.museum import Museum
    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.playlist import Clip, Entry, Item
    from vmuseum.schema.tour import Stop


def tour_doc(museum: Museum, name: str, assets: Assets) -> TourDoc:
    """Return the document of tour `name`."""
    tour = museum.tours[name]
    questions = tuple(
        QuestionRef(
            ask=q.ask,
            options=tuple(Text(vi=o) if isinstance(o, str) else o for o in q.options),
            answer=q.answer,
            after=q.after,
        )
        for q in tour.questions
    )
    return TourDoc(
        id=name,
        title=tour.title,
        audience=tour.audience,
        minutes=tour.minutes,
        intro=tour.intro,
        stops=tuple(_stop(museum, s, assets) for s in tour.stops),
        questions=questions,
        worksheet=tour.worksheet,
    )


def playlist_doc(museum: Museum, name: str, assets: Assets) -> PlaylistDoc:
    """Return the document of playlist set `name`."""
    scene = museum.playlists[name]
    clips = tuple(_clip(museum, name, key, clip, assets) for key, clip in scene.clips.items())
    playlists = tuple(PlaylistRef(id=key, items=tuple(_item(i) for i in p.items)) for key, p in scene.playlists.items())
    power = (
        PowerRef(on=scene.power.on, off=scene.power.off, max_hours_per_day=scene.power.max_hours_per_day)
        if scene.power
        else None
    )
    return PlaylistDoc(
        id=name,
        title=scene.title or Text(vi=name),
        timezone=scene.timezone,
        clips=clips,
        playlists=playlists,
        default=scene.default,
        schedule=tuple(_entry(e) for e in scene.schedule),
        power=power,
    )


def _stop(museum: Museum, stop: Stop, assets: Assets) -> StopRef:
    picture: PictureRef | None = None
    title = stop.title
    if stop.exhibit is not None:
        exhibit = museum.exhibits[stop.exhibit]
        picture = poster(stop.exhibit, exhibit, assets)
        title = title or exhibit.title
    if title is None:
        title = scene_title(museum, stop.scene or "", stop.viewpoint)
    return StopRef(
        title=title,
        text=stop.text,
        exhibit=stop.exhibit,
        annotation=stop.annotation,
        scene=stop.scene,
        viewpoint=stop.viewpoint,
        yaw=None if stop.yaw_deg is None else radians(stop.yaw_deg),
        poster=picture,
    )


def scene_title(museum: Museum, scene: str, viewpoint: str | None) -> Text:
    """Return the name of a viewpoint in a scene, or of the scene."""
    found = museum.galleries.get(scene) or museum.panoramas[scene]
    for view in found.viewpoints:
        if view.id == viewpoint and view.title is not None:
            return view.title
    return found.title


def _clip(museum: Museum, scene: str, key: str, clip: Clip, assets: Assets) -> ClipRef:
    role = f"clip/{scene}/{key}"
    facts = assets.result(role).facts
    title = museum.exhibits[clip.exhibit].title if clip.exhibit else clip.text or Text(vi=key)
    return ClipRef(
        id=key,
        title=title,
        file=assets.file(role, "clip.mp4", f"clip-{key}"),
        still=assets.file(role, "still.webp", f"clip-{key}").url,
        seconds=facts["seconds"],
        size_px=facts["size_px"],
    )


def _item(item: str | Item) -> PlaylistItemRef:
    if isinstance(item, str):
        return PlaylistItemRef(clip=item, repeat=1, max_per_hour=None)
    return PlaylistItemRef(clip=item.clip, repeat=item.repeat, max_per_hour=item.max_per_hour)


def _entry(entry: Entry) -> ScheduleRef:
    return ScheduleRef(
        group=entry.group,
        fan=entry.fan,
        playlist=entry.playlist,
        days=entry.days,
        dates=entry.dates,
        start=entry.from_,
        end=entry.to,
        priority=entry.priority,
    )
