"""What the viewer reads: `manifest.json` (the index) and one JSON document for every exhibit, scene and venue.

Addresses are relative to the site's root. Angles are radians, lengths metres; yaw is clockwise seen from above, 0 = north (-Z).
TypeScript interfaces are generated from this file into `viewer/src/manifest.gen.ts`.
"""

from __future__ import annotations

from typing import Literal

from vmuseum.schema.base import Model, Text
from vmuseum.schema.gallery_scene import V2, V3, GalleryScene, Status


class FileRef(Model):
    """A published file."""

    url: str
    bytes: int


class PictureSize(Model):
    """One size of a picture."""

    url: str
    width: int
    height: int


class PictureRef(Model):
    """A picture in several sizes, smallest first."""

    sizes: tuple[PictureSize, ...]
    alt: Text
    caption: Text | None = None
    credit: Text | None = None
    license: str | None = None
    card: str | None = None  # 1200x630 JPEG


class ModelQuality(Model):
    """One quality of a model, as glTF binary. `triangles` counts points where the model is of points or splats."""

    quality: Literal["thumb", "low", "medium", "high"]
    file: FileRef
    triangles: int
    texture_px: int


class DownloadRef(Model):
    """A file of the model to take home."""

    form: Literal["glb", "draco", "ktx2", "usdz"]
    file: FileRef
    triangles: int


class MadeRef(Model):
    """One step that made a derivative: provenance, first step first."""

    output: str  # "high", "download glb" ...
    recipe: str
    version: int
    params: str  # canonical JSON, without rights and paradata
    inputs: tuple[str, ...]  # sha256 of masters, or "key:<task key>" of the step before
    key: str  # the step's own task key


class ModelRef(Model):
    """A model in several qualities, smallest first. Metres, foot centre at the origin, front +Z.

    `tiles` is the address of a 3D Tiles tileset that goes on where the high quality of a very large mesh ends.
    """

    kind: Literal["mesh", "points", "splats"] = "mesh"
    qualities: tuple[ModelQuality, ...]
    tiles: FileRef | None = None
    master_triangles: int = 0  # of the master; points where it is of points or splats
    downloads: tuple[DownloadRef, ...] = ()
    made: tuple[MadeRef, ...] = ()
    steps: tuple[Text, ...] = ()  # how it was made, in words
    provenance: FileRef | None = None  # `made` and the hashes of all files, as PROV-JSON
    method: str | None = None  # of the survey or the drawing
    device: str | None = None
    date: str | None = None  # when it was surveyed or drawn, EDTF
    low: V3  # bounds
    high: V3
    status: Status
    note: Text | None
    alt: Text
    license: str
    credit: Text | None


class AnnotationRef(Model):
    """A text pinned to a model."""

    id: str
    at: V3
    title: Text
    text: Text | None


class FactRef(Model):
    """One line of the record, ready to show."""

    name: Text
    value: Text


class Place(Model):
    """Where an exhibit is shown."""

    scene: str
    title: Text
    spot: str | None  # stand or hotspot id in that scene


class ExhibitDoc(Model):
    """`data/exhibit-<id>.json`."""

    type: Literal["exhibit"] = "exhibit"
    id: str
    kind: Literal["object", "monument", "intangible", "document", "publication"]
    code: str | None
    title: Text
    line: Text | None  # date, material, culture in one line
    treasure: bool
    venue: str | None
    label: Text
    audio_description: Text | None
    cultural_note: Text | None
    content_note: Text | None
    handling: Literal["free", "respectful"]
    facts: tuple[FactRef, ...]
    parts: tuple[Text, ...]
    sources: tuple[str, ...]
    height_m: float | None  # published height, for the measure
    model: ModelRef | None
    poster: PictureRef | None
    annotations: tuple[AnnotationRef, ...]
    media: tuple[PictureRef, ...]
    places: tuple[Place, ...]
    previous: str | None
    next: str | None
    qr: str | None


class PlacedModel(Model):
    """A model of an exhibit shown in a gallery."""

    exhibit: str
    model: ModelRef


class GalleryDoc(Model):
    """`data/gallery-<id>.json`."""

    type: Literal["gallery"] = "gallery"
    id: str
    title: Text
    description: Text | None
    venue: str
    status: Status
    content_note: Text | None
    model: FileRef
    light_map: FileRef
    complete: FileRef
    scene: GalleryScene
    models: tuple[PlacedModel, ...]
    poster: PictureRef
    exits: tuple[Place, ...]  # other scenes of the venue


class LinkRef(Model):
    """A way to another viewpoint."""

    to: str
    yaw: float


class HotspotRef(Model):
    """Something to press in a panorama."""

    id: str
    exhibit: str | None
    title: Text
    text: Text | None
    yaw: float
    pitch: float


class ViewpointRef(Model):
    """One panorama. `tiles` is the folder of `<level>/<face>/<row>_<column>.webp`; headings are true (north corrected)."""

    id: str
    title: Text
    description: Text
    strip: FileRef
    tiles: str
    levels: tuple[int, ...]  # edge of a face at each level, pixels
    tile_px: int
    north: float  # heading of the picture's centre
    look: float  # heading one first looks along
    plan: V2 | None
    links: tuple[LinkRef, ...]
    hotspots: tuple[HotspotRef, ...]
    still: PictureRef
    rendered: bool


class PlanRef(Model):
    """The floor plan: a picture or outlines (x, z), in plan metres."""

    image: FileRef | None
    low: V2
    high: V2
    outlines: tuple[tuple[V2, ...], ...]
    names: tuple[PlanName, ...]


class PlanName(Model):
    """A word on the plan."""

    at: V2
    text: Text


class PanoramaDoc(Model):
    """`data/panorama-<id>.json`."""

    type: Literal["panorama"] = "panorama"
    id: str
    title: Text
    description: Text | None
    venue: str
    status: Status
    content_note: Text | None
    viewpoints: tuple[ViewpointRef, ...]
    plan: PlanRef | None
    poster: PictureRef
    exits: tuple[Place, ...]


class StopRef(Model):
    """One stop of a tour."""

    title: Text
    text: Text
    exhibit: str | None
    annotation: str | None
    scene: str | None
    viewpoint: str | None
    yaw: float | None
    poster: PictureRef | None


class QuestionRef(Model):
    """A question of a tour."""

    ask: Text
    options: tuple[Text, ...]
    answer: int
    after: int | None


class TourDoc(Model):
    """`data/tour-<id>.json`."""

    type: Literal["tour"] = "tour"
    id: str
    title: Text
    audience: Text | None
    minutes: int | None
    intro: Text | None
    stops: tuple[StopRef, ...]
    questions: tuple[QuestionRef, ...]
    worksheet: tuple[Text, ...]


class ClipRef(Model):
    """A clip for hologram fans."""

    id: str
    title: Text
    file: FileRef
    still: str
    seconds: float
    size_px: int


class PlaylistItemRef(Model):
    """A clip in a playlist."""

    clip: str
    repeat: int
    max_per_hour: int | None


class PlaylistRef(Model):
    """An ordered list of clips."""

    id: str
    items: tuple[PlaylistItemRef, ...]


class ScheduleRef(Model):
    """Which playlist plays when; see vmuseum.schema.playlist.Entry."""

    group: str | None
    fan: str | None
    playlist: str
    days: tuple[str, ...]
    dates: tuple[str, ...]
    start: str | None
    end: str | None
    priority: int


class PowerRef(Model):
    """When fans turn."""

    on: str
    off: str
    max_hours_per_day: float | None


class PlaylistDoc(Model):
    """`data/playlist-<id>.json`, read by the fan agent and the fan page."""

    type: Literal["playlist"] = "playlist"
    id: str
    title: Text
    timezone: str
    clips: tuple[ClipRef, ...]
    playlists: tuple[PlaylistRef, ...]
    default: str | None
    schedule: tuple[ScheduleRef, ...]
    power: PowerRef | None


class Card(Model):
    """An entry of the index: enough for a card, a list row and search."""

    type: Literal["exhibit", "gallery", "panorama", "tour", "playlist"]
    id: str
    title: Text
    line: Text | None
    venue: str | None
    code: str | None
    treasure: bool
    data: str  # address of its document
    poster: PictureRef | None
    words: str  # folded text for search


class VenueRef(Model):
    """A venue on the home page."""

    id: str
    name: Text
    summary: Text | None
    label: Text | None
    content_note: Text | None
    facts: tuple[FactRef, ...]
    sources: tuple[str, ...]
    first: str | None  # scene that opens first
    scenes: tuple[str, ...]
    poster: PictureRef | None


class Manifest(Model):
    """`manifest.json`: the index of the site."""

    format: Literal["vmuseum/1"] = "vmuseum/1"
    title: Text
    welcome: Text | None
    intro: Text | None
    notice: Text | None
    languages: tuple[str, ...]
    base_url: str
    home: str
    venues: tuple[VenueRef, ...]
    cards: tuple[Card, ...]


class PublishedFile(Model):
    """One file of the site, as the server needs it."""

    url: str
    bytes: int
    type: str
    sha256: str
    immutable: bool


class Inventory(Model):
    """`files.json`: every file of the site; the server serves these and nothing else."""

    files: tuple[PublishedFile, ...]
