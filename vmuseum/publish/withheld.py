"""Warnings about files to take home that an author asks for and that are not made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.errors import Problem, problem
from vmuseum.plan.models import offered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.museum import Museum
    from vmuseum.sources.masters import Master


def withheld(museum: Museum, masters: Mapping[str, Master]) -> list[Problem]:
    """Return a warning for every form that an exhibit names itself and the plan leaves out."""
    found: list[Problem] = []
    for name, exhibit in museum.exhibits.items():
        model = exhibit.model
        if model is None or model.file not in masters or "downloads" not in model.model_fields_set:
            continue
        kind = masters[model.file].kind
        code = "download-not-of-points" if kind != "mesh" else "download-with-respect"
        left = [form for form in model.downloads if form not in offered(exhibit, kind)]
        if left:
            span = museum.span(f"exhibits/{name}.yaml", ("model", "downloads"))
            found.append(problem(code, span, severity="warning", forms=", ".join(left)))
    return found
