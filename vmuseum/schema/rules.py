"""What must hold between the keys of one document, beyond the type of each. Pure.

A rule is a generator over one model; RULES says which model each is for. References to other documents are not looked at
here: that is `museum.link`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from vmuseum.schema.base import Model
from vmuseum.schema.edtf import is_day, is_edtf
from vmuseum.schema.exhibit import Exhibit, HeritageDate, ModelFile, Paradata, Recognition, Record
from vmuseum.schema.faults import Fault
from vmuseum.schema.gallery import Bench, Case, Frame, Gallery, Lamp, Plinth, Room, Table
from vmuseum.schema.museum import MuseumFile
from vmuseum.schema.panorama import PanoramaHotspot, PanoramaSet, Viewpoint
from vmuseum.schema.playlist import Clip, Entry, PlaylistSet, Power
from vmuseum.schema.suggest import hint
from vmuseum.schema.tour import Question, Stop, Tour
from vmuseum.schema.walk import models

MAX_ROOM_M = 200.0
"""Longest side of a room, metres."""
Faults = Iterator[Fault]


def rule_faults(document: Model) -> Faults:
    """Yield what the rules find in `document` and in every model inside it."""
    for loc, model in models(document):
        for rule in RULES.get(type(model), ()):
            for fault in rule(model):
                yield replace(fault, loc=(*loc, *fault.loc))


def _one_of(model: Model, keys: tuple[str, ...], *, needed: bool = True) -> Faults:
    given = [key for key in keys if getattr(model, key) is not None]
    if len(given) > 1:
        yield Fault("only-one-of", (given[1],), {"key": given[1], "other": given[0]}, at_key=True)
    elif not given and needed:
        yield Fault("one-of-needed", (), {"vi": " hoặc ".join(keys), "en": " or ".join(keys)}, at_key=True)


def _needs(model: Model, key: str, *others: str) -> Faults:
    """Where `key` is given, each of `others` must be."""
    if getattr(model, key) in (None, ()):
        return
    for other in others:
        if getattr(model, other) is None:
            yield Fault("needs-with", (key,), {"key": key, "other": other}, at_key=True)


def _unique(key: str, ids: Iterable[str], *, member: str = "id") -> Faults:
    seen: set[str] = set()
    for n, name in enumerate(ids):
        if name in seen:
            yield Fault("id-used-twice", (key, n, member) if member else (key, n), {"value": name})
        seen.add(name)


def _museum(file: MuseumFile) -> Faults:
    yield from _unique("languages", file.languages, member="")


def _exhibit(exhibit: Exhibit) -> Faults:
    yield from _needs(exhibit, "annotations", "model")
    yield from _unique("annotations", [a.id for a in exhibit.annotations])


def _record(record: Record) -> Faults:
    yield from _unique("parts", [p.id for p in record.parts])


def _edtf(key: str) -> Callable[[Any], Faults]:
    def rule(model: Model) -> Faults:
        value = getattr(model, key)
        if value is not None and not is_edtf(value):
            yield Fault("bad-edtf", (key,), {"key": key, "value": value[:60]})

    return rule


def _recognition(recognition: Recognition) -> Faults:
    if recognition.date is not None and not is_day(recognition.date):
        yield Fault("bad-date", ("date",), {"key": "date", "value": recognition.date})


def _model_file(file: ModelFile) -> Faults:
    yield from _one_of(file, ("height_m", "unit"), needed=False)


def _gallery(gallery: Gallery) -> Faults:
    yield from _unique("rooms", [r.id for r in gallery.rooms])
    yield from _unique("viewpoints", [v.id for v in gallery.viewpoints])


def _room(room: Room) -> Faults:
    yield from _size(room, MAX_ROOM_M)
    if room.size_m is None and room.shell is None:
        yield Fault("one-of-needed", (), {"vi": "size_m hoặc shell", "en": "size_m or shell"}, at_key=True)
    if 0 < len(room.walk_m) < 3:
        yield Fault("too-few", ("walk_m",), {"key": "walk_m", "count": 3})


def _size(model: Any, limit_m: float = 50.0) -> Faults:  # noqa: ANN401 - any model with size_m
    for n, metres in enumerate(model.size_m or ()):
        if not 0 < metres <= limit_m:
            wanted = {
                "wanted_vi": f"lớn hơn 0, không quá {limit_m:g}",
                "wanted_en": f"more than 0, at most {limit_m:g}",
            }
            yield Fault("out-of-range", ("size_m", n), {"key": "size_m", **wanted})


def _frame(frame: Frame) -> Faults:
    yield from _one_of(frame, ("exhibit", "picture"))
    yield from _needs(frame, "picture", "alt", "rights")


def _lamp(lamp: Lamp) -> Faults:
    if lamp.full_deg > lamp.cut_deg:
        wanted = {
            "wanted_vi": f"không quá cut_deg ({lamp.cut_deg:g})",
            "wanted_en": f"at most cut_deg ({lamp.cut_deg:g})",
        }
        yield Fault("out-of-range", ("full_deg",), {"key": "full_deg", **wanted})


def _panorama(scene: PanoramaSet) -> Faults:
    yield from _unique("viewpoints", [v.id for v in scene.viewpoints])


def _viewpoint(viewpoint: Viewpoint) -> Faults:
    yield from _one_of(viewpoint, ("image", "render"))


def _hotspot(hotspot: PanoramaHotspot) -> Faults:
    yield from _one_of(hotspot, ("exhibit", "text"))


def _stop(stop: Stop) -> Faults:
    if stop.exhibit is None and stop.scene is None:
        yield Fault("one-of-needed", (), {"vi": "exhibit hoặc scene", "en": "exhibit or scene"}, at_key=True)
    yield from _needs(stop, "annotation", "exhibit")
    yield from _needs(stop, "viewpoint", "scene")
    yield from _needs(stop, "yaw_deg", "scene")


def _tour(tour: Tour) -> Faults:
    for n, question in enumerate(tour.questions):
        if question.after is not None and question.after > len(tour.stops):
            wanted = {
                "wanted_vi": f"không quá số chặng ({len(tour.stops)})",
                "wanted_en": f"at most the number of stops ({len(tour.stops)})",
            }
            yield Fault("out-of-range", ("questions", n, "after"), {"key": "after", **wanted})


def _question(question: Question) -> Faults:
    if question.answer >= len(question.options):
        last = len(question.options) - 1
        wanted = {
            "wanted_vi": f"không quá {last}, vì lựa chọn đếm từ 0",
            "wanted_en": f"at most {last}, as options count from 0",
        }
        yield Fault("out-of-range", ("answer",), {"key": "answer", **wanted})


def _clip(clip: Clip) -> Faults:
    yield from _one_of(clip, ("exhibit", "text", "picture", "video"))


def _entry(entry: Entry) -> Faults:
    for key, other, given, missing in (("from", "to", entry.from_, entry.to), ("to", "from", entry.to, entry.from_)):
        if given is not None and missing is None:
            yield Fault("needs-with", (key,), {"key": key, "other": other}, at_key=True)
    if entry.from_ is not None and entry.from_ == entry.to:
        yield Fault("no-time-between", ("to",), {"key": "from", "other": "to"})
    for n, day in enumerate(entry.dates):
        first, _, last = day.partition("/")
        if not is_day(first) or (last and not (is_day(last) and first <= last)):
            yield Fault("bad-date", ("dates", n), {"key": "dates", "value": day})


def _power(power: Power) -> Faults:
    if power.on == power.off:
        yield Fault("no-time-between", ("off",), {"key": "on", "other": "off"})


def _playlists(scene: PlaylistSet) -> Faults:
    try:
        ZoneInfo(scene.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        value = scene.timezone[:60]
        yield Fault("unknown-timezone", ("timezone",), {"value": value, **hint(value, available_timezones())})


RULES: Mapping[type[Model], tuple[Callable[[Any], Faults], ...]] = {
    MuseumFile: (_museum,),
    Exhibit: (_exhibit,),
    Record: (_record,),
    HeritageDate: (_edtf("edtf"),),
    Paradata: (_edtf("made"),),
    Recognition: (_recognition,),
    ModelFile: (_model_file,),
    Gallery: (_gallery,),
    Room: (_room,),
    Plinth: (_size,),
    Case: (_size,),
    Table: (_size,),
    Bench: (_size,),
    Frame: (_frame,),
    Lamp: (_lamp,),
    PanoramaSet: (_panorama,),
    Viewpoint: (_viewpoint,),
    PanoramaHotspot: (_hotspot,),
    Tour: (_tour,),
    Stop: (_stop,),
    Question: (_question,),
    PlaylistSet: (_playlists,),
    Clip: (_clip,),
    Entry: (_entry,),
    Power: (_power,),
}
