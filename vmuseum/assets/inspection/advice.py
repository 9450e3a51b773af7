"""What a curator should do about a master: what matters most first, each with the cure and the YAML line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vmuseum.assets.inspection.size import is_normalised
from vmuseum.assets.inspection.wording import figure, length
from vmuseum.plan.profiles import WEB

if TYPE_CHECKING:
    from vmuseum.assets.inspection.size import Reading
    from vmuseum.assets.inspection.survey import Picture, Size, Survey
    from vmuseum.errors import Arg

Level = Literal["first", "better", "know"]
LEVELS: tuple[Level, ...] = ("first", "better", "know")

_SIZE_OFF = 0.05  # share by which the size as read may differ from the record's
_FEW_EDGES = 0.001  # share of edges below which triangles that disagree are only told
_FEW_NORMALS = 0.01
_HOLE_SEEN = 0.02  # of the largest side: rims longer than this are seen
_TEXELS_ACROSS = 1000  # over the largest side: a screen shows about as many
_UNEVEN = 1 / 3
_WASTE = 0.6
_OVERLAP = 0.02
_COLOUR_ROLES = ("base_texture", "emissive_texture")
BAKE = "bake: always"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to know or do: the code of its message, its arguments, and the line to write under `model`."""

    code: str
    level: Level
    args: tuple[tuple[str, Arg], ...] = ()
    yaml: str | None = None


def advice(found: Survey) -> tuple[Advice, ...]:
    """Return all advice on a master, the most important first."""
    rows = [
        *size_advice(found.size, found.reading),
        *_up(found),
        *(Advice(w.code, "better", w.args) for w in found.warnings),
        *_facing(found),
        *_pictures(found),
        *_surface(found),
    ]
    return tuple(sorted(rows, key=lambda row: LEVELS.index(row.level)))


def _advice(code: str, level: Level, yaml: str | None = None, /, **args: Arg) -> Advice:
    return Advice(code, level, tuple(sorted(args.items())), yaml)


def _said(name: str, metres: float) -> dict[str, Arg]:
    return {f"{name}_vi": length(metres, "vi"), f"{name}_en": length(metres, "en")}


def _number(name: str, value: float) -> dict[str, Arg]:
    return {f"{name}_vi": figure(value, "vi", digits=4), f"{name}_en": figure(value, "en", digits=4)}


def size_advice(size: Size, reading: Reading) -> Iterator[Advice]:
    """Give what is to be said of the unit and size of a file."""
    worth = size.scale
    record = reading.record_m.get("height_m", 0.0)
    tall = size.extent["xyz".index(worth.up or reading.axis)]
    if worth.source in {"height_m", "unit"}:
        if worth.ratio is not None and abs(worth.ratio - 1) > _SIZE_OFF:
            line = f"unit: {worth.unit}" if worth.unit and worth.source == "unit" else f"height_m: {record:g}"
            yield _advice(
                "inspect-size-differs", "first", line, **_said("read", worth.ratio * record), **_said("record", record)
            )
    elif worth.source == "record" and worth.unit != "m":
        sizes = {**_said("record", record), **_number("tall", tall)} if record else {}
        if worth.unit is None:
            yield _advice("inspect-height-record", "first", f"height_m: {record:g}", **sizes)
        elif record:
            yield _advice("inspect-unit-record", "first", f"unit: {worth.unit}", unit=worth.unit, **sizes)
    if worth.source in {"guess", "none"} or (worth.source == "record" and not record):
        yield from _guessed(size)


def _guessed(size: Size) -> Iterator[Advice]:
    unit, largest = size.scale.unit, max(size.extent)
    said = _number("largest", largest)
    if unit is not None and unit != "m":
        yield _advice("inspect-unit-guess", "first", f"unit: {unit}", unit=unit, **said)
    elif unit is None:
        code = "inspect-size-lost" if is_normalised(largest) else "inspect-size-unclear"
        yield _advice(code, "first", "height_m: …", **said)


def _up(found: Survey) -> Iterator[Advice]:
    reading, worth, guess = found.reading, found.size.scale, found.size.up
    if worth.up is not None and worth.up != reading.axis:
        yield _advice("inspect-up-record", "first", f"up: {worth.up}", axis=worth.up)
    elif guess is not None and guess != reading.upwards and (worth.up is None or guess[1] == worth.up):
        if guess in {"+y", "+z", "-y"}:
            yield _advice("inspect-up-guess", "better", f"up: {guess.removeprefix('+')}", axis=guess)
        else:
            yield _advice("inspect-up-odd", "better", axis=guess)


def _facing(found: Survey) -> Iterator[Advice]:
    surface, normals = found.surface, found.normals
    triangles = max(surface.counts.triangles, 1)
    if surface.volume_m3 is not None and surface.volume_m3 < 0:
        yield _advice("inspect-inside-out", "first")
    if surface.inconsistent_edges:
        few = surface.inconsistent_edges < _FEW_EDGES * triangles * 1.5
        yield _advice("inspect-inconsistent", "know" if few else "better", count=surface.inconsistent_edges)
    if normals.against:
        few = normals.against < _FEW_NORMALS * triangles
        yield _advice("inspect-normals-against", "know" if few else "better", count=normals.against)
    if normals.zero:
        yield _advice("inspect-normals-zero", "know", count=normals.zero)
    if normals.without:
        yield _advice("inspect-normals-missing", "know")


def _pictures(found: Survey) -> Iterator[Advice]:
    roles = {role for picture in found.pictures for role in picture.roles}
    if found.vertex_colours and "base_texture" not in roles:
        yield _advice("inspect-vertex-colours", "know")
    elif not found.vertex_colours and "base_texture" not in roles:
        yield _advice("inspect-no-colour", "know")
    for picture in found.pictures:
        yield from _picture(picture)
        yield from _use(picture, max(found.size.extent) * found.size.scale.metres)


def _picture(picture: Picture) -> Iterator[Advice]:
    facts = picture.facts
    if facts.problem:
        yield _advice("inspect-picture-broken", "first", number=picture.number + 1)
        return
    if not facts.srgb and any(role in _COLOUR_ROLES for role in picture.roles):
        yield _advice("inspect-colour-profile", "better", profile=facts.colour_space)
    if facts.bits > 8:
        yield _advice("inspect-picture-bits", "know", number=picture.number + 1, bits=facts.bits)


def _use(picture: Picture, largest_m: float) -> Iterator[Advice]:
    use = picture.use
    if use is None:
        return
    said = _number("texels", float(f"{use.texels_cm_median:.3g}"))
    across = use.texels_cm_median * largest_m * 100
    if across < _TEXELS_ACROSS:
        yield _advice("inspect-texture-coarse", "better", across=round(across), **said)
    if use.texels_cm_worst < use.texels_cm_median * _UNEVEN:
        yield _advice(
            "inspect-texture-uneven", "better", BAKE, **said, **_number("worst", float(f"{use.texels_cm_worst:.3g}"))
        )
    if use.overlap > _OVERLAP:
        yield _advice("inspect-uv-overlap", "better", BAKE, percent=round(use.overlap * 100))
    if use.wasted > _WASTE:
        yield _advice("inspect-texture-waste", "know", BAKE, percent=round(use.wasted * 100))
    if use.outside:
        yield _advice("inspect-uv-outside", "know", count=use.outside)


def _surface(found: Survey) -> Iterator[Advice]:
    surface = found.surface
    yield from _holes(found)
    if surface.pieces.crumbs:
        crumbs = surface.pieces
        yield _advice("inspect-crumbs", "better", count=crumbs.crumbs, triangles=crumbs.crumb_triangles)
    counts = surface.counts
    if counts.non_manifold_edges or counts.bow_ties:
        yield _advice("inspect-non-manifold", "know", edges=counts.non_manifold_edges, vertices=counts.bow_ties)
    if counts.duplicates:
        yield _advice("inspect-duplicates", "know", count=counts.duplicates)
    if surface.degenerate:
        yield _advice("inspect-degenerate", "know", count=surface.degenerate)
    if surface.unreferenced or surface.duplicate_vertices:
        spare = {"unused": surface.unreferenced, "double": surface.duplicate_vertices}
        yield _advice("inspect-spare-vertices", "know", **spare)
    if counts.triangles > WEB.huge_triangles:
        yield _advice("inspect-large", "know", **_number("millions", round(counts.triangles / 1e6, 1)))


def _holes(found: Survey) -> Iterator[Advice]:
    surface = found.surface
    holes = surface.holes
    if not holes:
        return
    rims = surface.rims_m
    if surface.open_underside is not None and surface.open_underside != found.reading.upwards:
        yield _advice("inspect-open-underside", "know", **_said("length", rims[0]))
        holes, rims = holes - 1, rims[1:]
    if holes:
        seen = rims[0] > _HOLE_SEEN * max(found.size.extent) * found.size.scale.metres
        code = "inspect-holes" if seen else "inspect-small-holes"
        yield _advice(code, "better" if seen else "know", count=holes, **_said("length", rims[0]))
