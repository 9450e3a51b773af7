"""The published model of an exhibit: qualities, tiles, files to take home, and how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vmuseum.plan.profiles import Quality
from vmuseum.plan.provenance import made_refs
from vmuseum.publish.documents.making import steps
from vmuseum.publish.documents.provenance import provenance_file
from vmuseum.schema.manifest import DownloadRef, ModelQuality, ModelRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.engine.store import Store
    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.exhibit import Exhibit, ModelFile

_ORDER: tuple[Quality, ...] = ("thumb", "low", "medium", "high")
_DOWNLOAD_SUFFIX = {"usdz": "model.usdz"}


def model_ref(name: str, exhibit: Exhibit, assets: Assets) -> ModelRef | None:
    """Return the published model of an exhibit as a scene shows it, or None without one."""
    model = exhibit.model
    if model is None:
        return None
    if assets.has(f"exhibit/{name}/points"):
        return _points(name, model, assets)
    return _mesh(name, model, assets)


def whole_model_ref(name: str, exhibit: Exhibit, assets: Assets, store: Store) -> ModelRef | None:
    """Return the model as the exhibit's own page shows it: with files to take home and how it was made."""
    shown, model = model_ref(name, exhibit, assets), exhibit.model
    if shown is None or model is None:
        return None
    downloads = _downloads(name, model, assets)
    made = made_refs(assets.plan, name)
    return shown.model_copy(
        update={
            "downloads": downloads,
            "made": made,
            "steps": steps(name, model, assets),
            "provenance": provenance_file(name, model, made, assets, store),
            "method": model.paradata.method,
            "device": model.paradata.device,
            "date": model.paradata.made,
        }
    )


def _mesh(name: str, model: ModelFile, assets: Assets) -> ModelRef:
    prepared = assets.result(f"exhibit/{name}/prepare").facts
    role = f"exhibit/{name}/qualities"
    facts = assets.result(role).facts
    qualities = tuple(
        ModelQuality(
            quality=quality,
            file=assets.file(role, f"{quality}/model.glb", f"{name}-{quality}"),
            triangles=facts[quality]["triangles"],
            texture_px=facts[quality]["texture_px"],
        )
        for quality in _ORDER
    )
    found = _said(model, qualities, prepared["bounds"], prepared["triangles"])
    if "tiles" not in prepared:
        return found
    return found.model_copy(update={"tiles": assets.tree(f"exhibit/{name}/prepare", "tiles/", f"{name}-tiles")})


def _points(name: str, model: ModelFile, assets: Assets) -> ModelRef:
    role = f"exhibit/{name}/points"
    facts = assets.result(role).facts
    qualities = tuple(
        ModelQuality(
            quality=quality,
            file=assets.file(role, f"{quality}/model.glb", f"{name}-{quality}"),
            triangles=facts["qualities"][quality]["points"],
            texture_px=0,
        )
        for quality in _ORDER
    )
    found = _said(model, qualities, facts["bounds"], facts["count"])
    return found.model_copy(update={"kind": facts["kind"]})


def _said(model: ModelFile, qualities: tuple[ModelQuality, ...], bounds: Mapping[str, Any], count: int) -> ModelRef:
    return ModelRef(
        qualities=qualities,
        master_triangles=count,
        low=tuple(bounds["low"]),
        high=tuple(bounds["high"]),
        status=model.paradata.status,
        note=model.paradata.note,
        alt=model.alt,
        license=model.rights.license,
        credit=model.rights.credit,
    )


def _downloads(name: str, model: ModelFile, assets: Assets) -> tuple[DownloadRef, ...]:
    """Return the files to take home that the plan made: an exhibit shown with respect may lack some it asks for."""
    rows = []
    for form in model.downloads:
        role = f"exhibit/{name}/download/{form}"
        if assets.has(role):
            file = assets.file(role, _DOWNLOAD_SUFFIX.get(form, "model.glb"), f"{name}-{form}")
            rows.append(DownloadRef(form=form, file=file, triangles=assets.result(role).facts["triangles"]))
    return tuple(rows)
