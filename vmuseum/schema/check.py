"""A document to its model, or to problems with the place of each. Pure.

Pydantic finds what is wrong; here it becomes one clear problem for each mistake, where a union would tell ten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from vmuseum.errors import Problem
from vmuseum.schema.base import Model
from vmuseum.schema.document import Document, Loc, inside
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.faults import TYPE_FAULTS, Fault, fault_of
from vmuseum.schema.gallery import Gallery
from vmuseum.schema.museum import MuseumFile
from vmuseum.schema.panorama import PanoramaSet
from vmuseum.schema.playlist import PlaylistSet
from vmuseum.schema.rules import rule_faults
from vmuseum.schema.suggest import hint
from vmuseum.schema.tour import Tour

SCENES: Mapping[str, type[Model]] = {
    "gallery": Gallery,
    "panorama": PanoramaSet,
    "tour": Tour,
    "playlist": PlaylistSet,
}
"""The models of scenes/*.yaml by their `kind`."""
KINDS: Mapping[str, type[Model]] = {"museum": MuseumFile, "exhibit": Exhibit, **SCENES}
"""Every kind of document an author writes."""

_TAGGED = "stands"  # the one list whose members pydantic tells apart by `kind`, naming the kind in `loc`
_Errors = list[tuple[Loc, Loc | None, dict[str, Any]]]


def check(document: Document) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the model of `document`, or None, and every problem of its shape, in the order of the file."""
    if not isinstance(document.data, dict):
        return None, (fault_problem(document, Fault("not-a-document", ())),)
    model, fault = _model_of(document)
    if model is None:
        return None, (fault_problem(document, fault),) if fault else ()
    try:
        found = model.model_validate_json(json.dumps(document.data, allow_nan=False))
    except ValidationError as error:
        faults = _shape_faults(document, model, error)
        return None, _in_order(document, faults)
    broken = _in_order(document, list(rule_faults(found)))
    return (None if broken else found), broken


def fault_problem(document: Document, fault: Fault) -> Problem:
    """Return the problem of a fault, with its place in `document`."""
    span = document.span(fault.loc, key=fault.at_key)
    return Problem(fault.code, span, tuple(sorted(fault.args.items())), fault.severity)


def _model_of(document: Document) -> tuple[type[Model] | None, Fault | None]:
    folder = document.path.split("/")[0]
    if folder == "museum.yaml":
        return MuseumFile, None
    if folder == "exhibits":
        return Exhibit, None
    kind = inside(document.data, "kind") if isinstance(document.data, dict) and "kind" in document.data else None
    if kind is None:
        return None, Fault("missing-field", (), {"key": "kind", "hint_vi": _kinds("hoặc"), "hint_en": _kinds("or")})
    if isinstance(kind, str) and kind in SCENES:
        return SCENES[kind], None
    return None, Fault("not-one-of", ("kind",), {"key": "kind", "value": str(kind)[:60], **hint(str(kind), SCENES)})


def _kinds(word: str) -> str:
    return f" ({f' {word} '.join(SCENES)})"


def _shape_faults(document: Document, model: type[Model], error: ValidationError) -> list[Fault]:
    rows: _Errors = []
    for found in error.errors(include_url=False, include_context=True):
        loc, union = _cleaned(document, found["loc"], missing=found["type"] == "missing")
        rows.append((loc, union, dict(found)))
    faults = [fault_of(document, model, loc, found) for loc, found in _one_branch(rows)]
    return _without_echoes([fault for fault in faults if fault is not None])


def _without_echoes(faults: list[Fault]) -> list[Fault]:
    """Leave out a missing key that is there under a misspelt name: one mistake, one problem."""
    meant = {(fault.loc[:-1], fault.args["near"]) for fault in faults if fault.code == "unknown-field"}
    return [f for f in faults if f.code != "missing-field" or (f.loc, f.args["key"]) not in meant]


def _cleaned(document: Document, loc: Loc, *, missing: bool) -> tuple[Loc, Loc | None]:
    """Return `loc` without the names of union branches, and where a branch of an untagged union was named."""
    value = document.data
    clean: Loc = ()
    union: Loc | None = None
    for n, part in enumerate(loc):
        last = n == len(loc) - 1
        if not last and clean[-2:-1] == (_TAGGED,) and isinstance(value, dict) and value.get("kind") == part:
            continue
        try:
            value = inside(value, part)
        except KeyError:
            if last and missing:
                return (*clean, part), union
            if part != "[key]":
                union = clean
            continue
        clean = (*clean, part)
    return clean, union


def _one_branch(rows: _Errors) -> list[tuple[Loc, dict[str, Any]]]:
    """Of an untagged union, keep what the branch says that fits the value's type; if none fits, one error."""
    told: list[tuple[Loc, dict[str, Any]]] = []
    for loc, union, found in rows:
        if union is not None and loc == union and found["type"] in TYPE_FAULTS:
            others = [r for r in rows if r[1] == union]
            better = [r for r in others if r[0] != union or r[2]["type"] not in TYPE_FAULTS]
            first = next(r for r in others)
            if better or first[2] is not found:
                continue
        told.append((loc, found))
    return told


def _in_order(document: Document, faults: list[Fault]) -> tuple[Problem, ...]:
    return tuple(sorted({fault_problem(document, fault) for fault in faults}, key=Problem.sort_key))
