"""An inspection as JSON values, FORMAT 1. Keys may be added later; none changes its meaning.

  format, file, bytes, kind ("mesh")
  exhibit: id of the exhibit that names the file, or null
  size: file_units [x, y, z]; metres [x, y, z]; metres_a_unit; scale_from ("height_m" "unit" "record" "guess" "none");
    unit (the file's, probably) or null; up ("+y" ...) or null; up_why ("open" "base" "none"); record_m {height_m ...};
    ratio_to_record (height as read over the record's) or null
  surface: triangles, vertices, parts, materials, pieces, crumbs, crumb_triangles, closed, area_m2, volume_m3 or null,
    holes, hole_edges, longest_hole_m, open_underside or null, non_manifold_edges, non_manifold_vertices,
    inconsistent_edges, degenerate_triangles, duplicate_triangles, duplicate_vertices, unreferenced_vertices
  normals: parts, parts_without, zero, not_unit, triangles_against
  colour: vertex_colours, second_uvs
  pictures: [{number, roles, format, width, height, bytes, channels, bits, colour_space, srgb, problem,
    use: null or {texels_cm_median, texels_cm_worst, wasted_share, overlap_share, vertices_outside}}]
  advice: [{code, level ("first" "better" "know"), text, yaml or null}], the most important first

Of a point cloud or splats: format, file, bytes, kind ("points" "splats"), exhibit, count, unusable (no places),
size {file_units, record_m}, colours, normals, advice.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vmuseum.errors import Span, problem_of
from vmuseum.messages import sentence

if TYPE_CHECKING:
    from vmuseum.assets.inspection.advice import Advice
    from vmuseum.assets.inspection.size import Reading
    from vmuseum.assets.inspection.survey import Picture, Survey
    from vmuseum.assets.points.survey import PointsSurvey
    from vmuseum.errors import Lang

FORMAT = 1


def document(found: Survey) -> dict[str, Any]:
    """Return what was found of a mesh, without file and advice."""
    return {
        "format": FORMAT,
        "kind": "mesh",
        "exhibit": found.reading.exhibit,
        "size": _size(found),
        "surface": _surface(found),
        "normals": {
            "parts": found.normals.parts,
            "parts_without": found.normals.without,
            "zero": found.normals.zero,
            "not_unit": found.normals.not_unit,
            "triangles_against": found.normals.against,
        },
        "colour": {"vertex_colours": found.vertex_colours, "second_uvs": found.second_uvs},
        "pictures": [_picture(picture) for picture in found.pictures],
    }


def points_document(found: PointsSurvey, reading: Reading) -> dict[str, Any]:
    """Return what was found of a point cloud or splats, without file and advice."""
    return {
        "format": FORMAT,
        "kind": found.kind,
        "exhibit": reading.exhibit,
        "count": found.count,
        "unusable": found.unusable,
        "size": {"file_units": [_short(side) for side in found.extent], "record_m": dict(reading.record_m)},
        "colours": found.colours,
        "normals": found.normals,
    }


def advice_rows(rows: tuple[Advice, ...], lang: Lang) -> list[dict[str, Any]]:
    """Return advice with its sentence in `lang`."""
    return [{"code": r.code, "level": r.level, "text": said(r, lang), "yaml": r.yaml} for r in rows]


def said(row: Advice, lang: Lang) -> str:
    """Return the sentence of a piece of advice."""
    return sentence(problem_of(row.code, Span(""), dict(row.args)), lang)


def _size(found: Survey) -> dict[str, Any]:
    size, worth = found.size, found.size.scale
    return {
        "file_units": [_short(side) for side in size.extent],
        "metres": [_short(side * worth.metres) for side in size.extent],
        "metres_a_unit": _short(worth.metres),
        "scale_from": worth.source,
        "unit": worth.unit,
        "up": size.up,
        "up_why": size.up_why,
        "record_m": dict(found.reading.record_m),
        "ratio_to_record": None if worth.ratio is None else _short(worth.ratio),
    }


def _surface(found: Survey) -> dict[str, Any]:
    surface, counts = found.surface, found.surface.counts
    return {
        "triangles": counts.triangles,
        "vertices": counts.vertices,
        "parts": found.parts,
        "materials": found.materials,
        "pieces": surface.pieces.count,
        "crumbs": surface.pieces.crumbs,
        "crumb_triangles": surface.pieces.crumb_triangles,
        "closed": surface.closed,
        "area_m2": _short(surface.area_m2),
        "volume_m3": None if surface.volume_m3 is None else _short(surface.volume_m3),
        "holes": surface.holes,
        "hole_edges": surface.hole_edges,
        "longest_hole_m": _short(surface.longest_hole_m),
        "open_underside": surface.open_underside,
        "non_manifold_edges": counts.non_manifold_edges,
        "non_manifold_vertices": surface.non_manifold_vertices,
        "inconsistent_edges": surface.inconsistent_edges,
        "degenerate_triangles": surface.degenerate,
        "duplicate_triangles": counts.duplicates,
        "duplicate_vertices": surface.duplicate_vertices,
        "unreferenced_vertices": surface.unreferenced,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    use = picture.use
    return {
        "number": picture.number,
        "roles": [role.removesuffix("_texture") for role in picture.roles],
        **{k: v for k, v in asdict(picture.facts).items() if k != "problem"},
        "srgb": picture.facts.srgb,
        "problem": picture.facts.problem or None,
        "use": None
        if use is None
        else {
            "texels_cm_median": _short(use.texels_cm_median),
            "texels_cm_worst": _short(use.texels_cm_worst),
            "wasted_share": _short(use.wasted),
            "overlap_share": _short(use.overlap),
            "vertices_outside": use.outside,
        },
    }


def _short(value: float) -> float:
    """Return `value` with six digits that count."""
    return float(f"{value:.6g}")
