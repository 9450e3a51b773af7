"""The tasks of an exhibit's model: mesh of any size, point cloud or splats. Pure.

Roles of a mesh: "exhibit/<id>/prepare" (mesh.prepare, or mesh.blocks above the profile's limit: both give
`mesh.vmesh`), "exhibit/<id>/qualities", "exhibit/<id>/poster", "exhibit/<id>/download/<form>", and with `compare`
"exhibit/<id>/compare". Of points and splats: "exhibit/<id>/points" and "exhibit/<id>/poster".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from vmuseum.geometry import radians
from vmuseum.plan import recipes as r
from vmuseum.plan.builder import VERSIONS, suffix_of
from vmuseum.plan.task import Input, canonical

if TYPE_CHECKING:
    from vmuseum.errors import Span
    from vmuseum.plan.builder import Builder
    from vmuseum.plan.profiles import Profile
    from vmuseum.schema.exhibit import Exhibit, ModelFile
    from vmuseum.sources.masters import Master

_FREE_ONLY = ("ktx2", "usdz")
UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001, "inch": 0.0254, "ft": 0.3048}


def plan_model(
    builder: Builder, profile: Profile, name: str, exhibit: Exhibit, *, span: Span, compare: bool = False
) -> None:
    """Add every task of the model of exhibit `name`."""
    model = exhibit.model
    if model is None:
        return
    master = builder.masters[model.file]
    if master.kind == "mesh":
        _mesh(builder, profile, name, exhibit, span=span, compare=compare)
    else:
        _points(builder, name, exhibit, span=span)


def offered(exhibit: Exhibit, kind: str) -> tuple[r.DownloadForm, ...]:
    """Return the files to take home that are made of a model of `kind`.

    Points and splats have none. What is shown with respect is never a game asset, and AR would let anyone put a sacred
    image on any floor at any size: no ktx2, no usdz. It stays in the museum's own calm view, and as a plain file.
    """
    asked = exhibit.model.downloads if exhibit.model and kind == "mesh" else ()
    return tuple(form for form in asked if exhibit.handling == "free" or form not in _FREE_ONLY)


def quality_params(profile: Profile) -> tuple[r.QualityParams, ...]:
    """Return the limits of every quality of `profile`, finest first, as mesh.qualities takes them."""
    return tuple(
        r.QualityParams(
            quality=quality,
            triangles=choice.triangles,
            error_share=choice.error_share,
            texture_px=choice.texture_px,
            texels_m=choice.texels_m,
            max_bytes=choice.max_bytes,
        )
        for quality, choice in profile.qualities
    )


def _mesh(builder: Builder, profile: Profile, name: str, exhibit: Exhibit, *, span: Span, compare: bool) -> None:
    model = cast("ModelFile", exhibit.model)
    master = builder.masters[model.file]
    title, role = exhibit.title.vi, f"exhibit/{name}"
    signed = _signature(model, master)
    huge = (master.triangles or 0) > profile.huge_triangles
    recipe = "mesh.blocks" if huge else "mesh.prepare"
    reading = {"suffix": suffix_of(model.file), **_placing(model)}
    reading["surface_warnings"] = model.paradata.status != "schematic"
    params = r.MeshBlocks(**reading, **signed) if huge else r.MeshPrepare(**reading)
    builder.add(f"{role}/prepare", recipe, params, builder.files(model.file), title, span)
    prepared = builder.out(f"{role}/prepare", "mesh.vmesh")
    qualities = r.MeshQualities(
        qualities=quality_params(profile),
        textures=profile.textures,
        bake=model.bake,
        **signed,
    )
    builder.add(f"{role}/qualities", "mesh.qualities", qualities, [("mesh.vmesh", prepared)], title, span)
    poster = r.PosterRender(respectful=exhibit.handling == "respectful")
    medium = builder.out(f"{role}/qualities", "medium/mesh.vmesh")
    builder.add(f"{role}/poster", "poster.render", poster, [("mesh.vmesh", medium)], title, span)
    sources: dict[str, Input] = {"usdz": medium, "ktx2": builder.out(f"{role}/qualities", "high/mesh.vmesh")}
    for form in offered(exhibit, master.kind):
        download = r.MeshDownload(form=form, title=title, **signed)
        source = [("mesh.vmesh", sources.get(form, prepared))]
        builder.add(f"{role}/download/{form}", "mesh.download", download, source, f"{title}: {form}", span)
    if compare:
        steps = [(f"{q}/mesh.vmesh", builder.out(f"{role}/qualities", f"{q}/mesh.vmesh")) for q, _ in profile.qualities]
        builder.add(f"{role}/compare", "mesh.compare", r.MeshCompare(), [("mesh.vmesh", prepared), *steps], title, span)


def _points(builder: Builder, name: str, exhibit: Exhibit, *, span: Span) -> None:
    model = cast("ModelFile", exhibit.model)
    master = builder.masters[model.file]
    title, role = exhibit.title.vi, f"exhibit/{name}"
    kind = cast("Any", master.kind)
    params = r.PointsQualities(
        kind=kind, suffix=cast("Any", suffix_of(model.file)), **_placing(model), **_signature(model, master)
    )
    builder.add(f"{role}/points", "points.qualities", params, builder.files(model.file), title, span)
    medium = builder.out(f"{role}/points", "medium/model.glb")
    builder.add(f"{role}/poster", "points.poster", r.PointsPoster(kind=kind), [("model.glb", medium)], title, span)


def _placing(model: ModelFile) -> dict[str, Any]:
    """Return how a file comes upright, to scale and to face the front."""
    return {
        "up": model.up,
        "height_m": model.height_m,
        "unit_m": UNITS_M[model.unit] if model.unit else None,
        "turn": radians(model.turn_deg),
    }


def _signature(model: ModelFile, master: Master) -> dict[str, Any]:
    """Return what is written into every file made of `master`: credit, rights, paradata and where it comes from."""
    credit = model.rights.credit.vi if model.rights.credit else ""
    extras = {
        "rights": model.rights.model_dump(exclude_none=True),
        "paradata": model.paradata.model_dump(exclude_none=True),
        "provenance": {
            "master": {"sha256": master.digest, "bytes": master.size},
            "recipes": {k: v for k, v in VERSIONS.items() if k.startswith(("mesh.", "points."))},
        },
    }
    return {"copyright": " · ".join(filter(None, [credit, model.rights.license])), "extras": canonical(extras)}
