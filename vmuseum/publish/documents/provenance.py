"""`data/provenance-<id>.json`: how every published file of a model came about, as PROV-JSON.

https://www.w3.org/submissions/prov-json/. Entities are masters, published files and what lies between; activities are
runs of recipes. Names end in the SHA-256 of the content or the key of the run, so two museums can compare theirs.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vmuseum.plan.task import MasterInput, TaskInput, canonical
from vmuseum.schema.manifest import FileRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.engine.store import Store
    from vmuseum.plan.task import Input
    from vmuseum.publish.documents.assets import Assets
    from vmuseum.schema.exhibit import ModelFile
    from vmuseum.schema.manifest import MadeRef

_PREFIX = {"vm": "urn:vmuseum:", "sha256": "urn:sha256:", "dcterms": "http://purl.org/dc/terms/"}


def provenance_file(name: str, model: ModelFile, made: tuple[MadeRef, ...], assets: Assets, store: Store) -> FileRef:
    """Publish the provenance of the model of exhibit `name`. Call it after all files of the exhibit are published."""
    data = canonical(provenance(name, model, made, assets)).encode()
    blob = store.put(data)
    url = f"data/provenance-{name}.{hashlib.sha256(data).hexdigest()[:12]}.json"
    assets.files[url] = blob.digest
    return FileRef(url=url, bytes=len(data))


def provenance(name: str, model: ModelFile, made: tuple[MadeRef, ...], assets: Assets) -> dict[str, Any]:
    """Return the document."""
    tasks = assets.plan.by_key
    published = {digest: url for url, digest in sorted(assets.files.items())}
    entities: dict[str, dict[str, Any]] = {}
    used: dict[str, dict[str, str]] = {}
    generated: dict[str, dict[str, str]] = {}
    for row in made:
        run = f"vm:run-{row.key}"
        for role, source in tasks[row.key].inputs:
            entity = _entity_of(source, assets, entities)
            place = f"_:u{len(used)}"
            used[place] = {"prov:activity": run, "prov:entity": entity, "prov:role": role}
        for file, blob in sorted(assets.results.by_key[row.key].files.items()):
            if blob.digest in published:
                entity = f"sha256:{blob.digest}"
                entities[entity] = {"prov:label": published[blob.digest], "vm:bytes": blob.size, "vm:file": file}
                generated[f"_:g{len(generated)}"] = {"prov:entity": entity, "prov:activity": run}
    between = {row["prov:entity"] for row in used.values() if row["prov:entity"].startswith("vm:made-")}
    generated |= _between(between, len(generated))
    return {
        "prefix": _PREFIX,
        "entity": {f"vm:exhibit-{name}": _about(model)} | dict(sorted(entities.items())),
        "activity": {f"vm:run-{row.key}": _activity(row) for row in made},
        "used": used,
        "wasGeneratedBy": generated,
    }


def _entity_of(source: Input, assets: Assets, entities: dict[str, dict[str, Any]]) -> str:
    """Return the name of an input, noting it among the entities."""
    if isinstance(source, MasterInput):
        name = f"sha256:{source.digest}"
        entities[name] = {"prov:label": PurePosixPath(source.path).name, "vm:bytes": source.size, "vm:master": True}
        return name
    name = _between_name(source)
    blob = assets.results.by_key[source.task].files[source.name]
    entities[name] = {"prov:label": source.name, "vm:bytes": blob.size, "vm:sha256": blob.digest}
    return name


def _between_name(source: TaskInput) -> str:
    return f"vm:made-{source.task}/{source.name}"


def _between(names: set[str], start: int) -> dict[str, dict[str, str]]:
    """Return who made what lies between two runs."""
    rows = [(name, f"vm:run-{name.removeprefix('vm:made-').partition('/')[0]}") for name in sorted(names)]
    return {f"_:g{start + n}": {"prov:entity": e, "prov:activity": run} for n, (e, run) in enumerate(rows)}


def _activity(row: MadeRef) -> dict[str, Any]:
    return {"prov:label": row.output, "vm:recipe": row.recipe, "vm:version": row.version, "vm:params": row.params}


def _about(model: ModelFile) -> dict[str, Any]:
    """Return who made the model, how, and what may be done with it."""
    rights, paradata = model.rights, model.paradata
    rows: Mapping[str, object] = {
        "dcterms:license": rights.license,
        "dcterms:rightsHolder": rights.credit.vi if rights.credit else None,
        "dcterms:source": rights.source,
        "dcterms:created": paradata.made,
        "vm:status": paradata.status,
        "vm:method": paradata.method,
        "vm:device": paradata.device,
        "vm:note": paradata.note.vi if paradata.note else None,
    }
    return {key: value for key, value in rows.items() if value is not None}
