"""The documents of galleries and panoramas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.engine.run import master_path
from vmuseum.geometry import radians
from vmuseum.panorama.links import link_yaw
from vmuseum.publish.documents.exhibit import stem
from vmuseum.publish.documents.model import model_ref
from vmuseum.schema.base import Text
from vmuseum.schema.gallery import Case, Gallery, OnFloor, Plinth, Table
from vmuseum.schema.gallery_scene import V2, GalleryScene
from vmuseum.schema.manifest import (
    GalleryDoc,
    HotspotRef,
    LinkRef,
    PanoramaDoc,
    PictureRef,
    Place,
    PlacedModel,
    PlanName,
    PlanRef,
    ViewpointRef,
)
from vmuseum.sources.drawings import drawing_size

if TYPE_CHECKING:
    from vmuseum.engine.store import Store
    from vmuseum.museum import Museum
    from vmuseum.publish.check import Sound
    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.panorama import PanoramaSet, Viewpoint


def gallery_scene(assets: Assets, store: Store, name: str) -> GalleryScene:
    """Return what gallery.build said of a gallery."""
    return GalleryScene.model_validate_json(store.get(assets.result(f"gallery/{name}").files["scene.json"].digest))


def gallery_doc(museum: Museum, name: str, assets: Assets, store: Store) -> GalleryDoc:
    """Return the document of gallery `name`."""
    gallery = museum.galleries[name]
    scene = gallery_scene(assets, store, name)
    shown = dict.fromkeys(
        stand.exhibit
        for room in gallery.rooms
        for stand in room.stands
        if isinstance(stand, Plinth | Case | Table | OnFloor) and getattr(stand, "show", True)
    )
    models: list[PlacedModel] = []
    for exhibit_id in shown:
        ref = model_ref(exhibit_id, museum.exhibits[exhibit_id], assets)
        if ref is not None:
            models.append(PlacedModel(exhibit=exhibit_id, model=ref))
    return GalleryDoc(
        id=name,
        title=gallery.title,
        description=gallery.description,
        venue=gallery.venue,
        status=gallery.paradata,
        content_note=museum.file.venues[gallery.venue].content_note,
        model=assets.file(f"gallery/{name}", "gallery.glb", name),
        light_map=assets.file(f"gallery/{name}", "light.webp", f"{name}-light"),
        complete=assets.file(f"gallery/{name}/complete", "complete.glb", f"{name}-complete"),
        scene=scene,
        models=tuple(models),
        poster=gallery_poster(museum, name, assets),
        exits=exits(museum, gallery.venue, name),
    )


def gallery_poster(museum: Museum, name: str, assets: Assets) -> PictureRef:
    """Return the picture of a gallery."""
    gallery = museum.galleries[name]
    return assets.picture(
        f"gallery/{name}/poster", f"{name}-poster", alt=gallery.description or gallery.title, rights=gallery.rights
    )


def panorama_doc(sound: Sound, name: str, assets: Assets, store: Store) -> PanoramaDoc:
    """Return the document of panorama set `name`."""
    museum = sound.museum
    scene = museum.panoramas[name]
    viewpoints = tuple(_viewpoint(museum, name, v, assets) for v in scene.viewpoints)
    return PanoramaDoc(
        id=name,
        title=scene.title,
        description=scene.description,
        venue=scene.venue,
        status=scene.paradata,
        content_note=museum.file.venues[scene.venue].content_note,
        viewpoints=viewpoints,
        plan=_drawn_plan(sound, scene, assets, store) if scene.plan else _plan(scene, assets, store),
        poster=viewpoints[0].still,
        exits=exits(museum, scene.venue, name),
    )


def scenes_of(museum: Museum) -> dict[str, Gallery | PanoramaSet]:
    """Return the scenes one can stand in, galleries first."""
    return {**museum.galleries, **museum.panoramas}


def exits(museum: Museum, venue: str, here: str) -> tuple[Place, ...]:
    """Return the other scenes of a venue."""
    scenes = scenes_of(museum).items()
    return tuple(Place(scene=k, title=s.title, spot=None) for k, s in scenes if s.venue == venue and k != here)


def _viewpoint(museum: Museum, scene_id: str, viewpoint: Viewpoint, assets: Assets) -> ViewpointRef:
    scene = museum.panoramas[scene_id]
    role = f"panorama/{scene_id}/{viewpoint.id}/tiles"
    facts = assets.result(role).facts
    stem = f"{scene_id}-{viewpoint.id}"
    hotspots = tuple(
        HotspotRef(
            id=f"{viewpoint.id}-{n + 1}",
            exhibit=h.exhibit,
            yaw=radians(h.yaw_deg),
            pitch=radians(h.pitch_deg),
            text=h.text,
            title=museum.exhibits[h.exhibit].title if h.exhibit else h.text or viewpoint.title,
        )
        for n, h in enumerate(viewpoint.hotspots)
    )
    links = tuple(LinkRef(to=link.to, yaw=link_yaw(scene, viewpoint, link)) for link in viewpoint.links)
    return ViewpointRef(
        id=viewpoint.id,
        title=viewpoint.title,
        description=viewpoint.description,
        strip=assets.file(role, "strip.webp", f"{stem}-strip"),
        tiles=assets.folder(role, stem, below="assets"),
        levels=tuple(facts["levels"]),
        tile_px=facts["tile_px"],
        north=radians(viewpoint.north_deg),
        look=radians(viewpoint.look_deg),
        plan=viewpoint.plan_m,
        links=links,
        hotspots=hotspots,
        still=assets.picture(role, stem, alt=_short(viewpoint.description), rights=viewpoint.rights),
        rendered=viewpoint.render is not None,
    )


def _short(text: Text) -> Text:
    return Text(vi=text.vi.split(". ")[0], en=text.en.split(". ")[0] if text.en else None)


def _drawn_plan(sound: Sound, scene: PanoramaSet, assets: Assets, store: Store) -> PlanRef | None:
    """Return the author's own plan: a drawing as it is, or the largest size of a picture."""
    plan = scene.plan
    if plan is None:
        return None
    if plan.image.endswith(".svg"):
        data = master_path(sound.masters[plan.image].path, sound.folders).read_bytes()
        size = drawing_size(data) or (0.0, 0.0)
        image = assets.blob(store.put(data), stem(plan.image), ".svg")
    else:
        result = assets.result(f"picture/{plan.image}")
        size = (result.facts["width"], result.facts["height"])
        name = max(result.facts["sizes"], key=lambda row: row[1])[0]
        image = assets.blob(result.files[name], stem(plan.image), ".webp")
    east, south = plan.origin_m
    high = (east + size[0] * plan.metres_per_unit, south + size[1] * plan.metres_per_unit)
    return PlanRef(image=image, low=plan.origin_m, high=high, outlines=(), names=())


def _plan(scene: PanoramaSet, assets: Assets, store: Store) -> PlanRef | None:
    """Return the plan: rooms of every gallery a viewpoint was drawn from, laid out as the viewpoints say."""
    spots = [v.plan_m for v in scene.viewpoints if v.plan_m is not None]
    outlines: list[tuple[V2, ...]] = []
    names: list[PlanName] = []
    stood_in = {(v.render.gallery, v.render.room) for v in scene.viewpoints if v.render is not None}
    for gallery, (east, south) in _offsets(scene, assets, store).items():
        for room in gallery_scene(assets, store, gallery).rooms:
            x0, z0, x1, z1 = room.low[0] + east, room.low[1] + south, room.high[0] + east, room.high[1] + south
            outlines.append(((x0, z0), (x1, z0), (x1, z1), (x0, z1)))
            if room.title is not None and (gallery, room.id) in stood_in:  # more would crowd a small plan
                names.append(PlanName(at=((x0 + x1) / 2, (z0 + z1) / 2), text=room.title))
    # A place may be part of two galleries, as a yard is: the larger outline stands for both.
    outlines = [o for o in outlines if not any(_inside(o, other) for other in outlines if other != o)]
    corners = [*spots, *(p for o in outlines for p in o)]
    if len(corners) < 2:
        return None
    low = (min(p[0] for p in corners), min(p[1] for p in corners))
    high = (max(p[0] for p in corners), max(p[1] for p in corners))
    return PlanRef(image=None, low=low, high=high, outlines=tuple(outlines), names=tuple(names))


def _inside(inner: tuple[V2, ...], outer: tuple[V2, ...]) -> bool:
    """Say whether one rectangle (from its north-west corner, clockwise) lies within another."""
    (x0, z0), (x1, z1) = inner[0], inner[2]
    return outer[0][0] <= x0 and outer[0][1] <= z0 and x1 <= outer[2][0] and z1 <= outer[2][1]


def _offsets(scene: PanoramaSet, assets: Assets, store: Store) -> dict[str, V2]:
    """Return how far each gallery lies from the plan's origin: its first viewpoint says where it stands on both."""
    found: dict[str, V2] = {}
    for viewpoint in scene.viewpoints:
        render = viewpoint.render
        if render is None or render.gallery in found:
            continue
        rooms = {room.id: room for room in gallery_scene(assets, store, render.gallery).rooms}
        room = rooms[render.room]
        here = (room.origin[0] + render.at_m[0], room.origin[1] + render.at_m[1])
        there = viewpoint.plan_m or here
        found[render.gallery] = (round(there[0] - here[0], 4), round(there[1] - here[1], 4))
    return found
