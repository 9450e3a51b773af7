"""JSON Schemas of every document kind, for editors; and the TypeScript of the manifest, for the viewer.

An editor finds a schema by the first line of a file: `# yaml-language-server: $schema=../.vmuseum/schema/exhibit.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vmuseum.schema.check import KINDS
from vmuseum.schema.typescript import typescript

if TYPE_CHECKING:
    from vmuseum.errors import Lang

__all__ = ["KINDS", "json_schema", "json_schemas", "typescript"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas(lang: Lang) -> dict[str, dict[str, Any]]:
    """Return the schema of every kind by its file name, "exhibit.json"."""
    return {f"{kind}.json": json_schema(kind, lang) for kind in KINDS}


def json_schema(kind: str, lang: Lang) -> dict[str, Any]:
    """Return the JSON Schema of a document kind with descriptions in `lang`. Raises KeyError for an unknown kind."""
    schema = KINDS[kind].model_json_schema(mode="validation", by_alias=True)
    told: dict[str, Any] = _in_language(schema, lang, inside_properties=False)
    return {"$schema": DIALECT, "title": f"vmuseum {kind}", **told}


def _in_language(value: Any, lang: Lang, *, inside_properties: bool) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_in_language(item, lang, inside_properties=False) for item in value]
    if not isinstance(value, dict):
        return value
    if inside_properties:  # its keys are names an author writes, not words of JSON Schema
        return {key: _in_language(item, lang, inside_properties=False) for key, item in value.items()}
    rows = {
        key: _in_language(item, lang, inside_properties=key in ("properties", "$defs", "mapping"))
        for key, item in value.items()
        if key not in ("title", "vi")
    }
    if lang == "vi":
        rows.pop("description", None)  # classes are described in English only; each of their keys in both
        if "vi" in value:
            rows["description"] = value["vi"]
    return _without_null(rows)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Drop the empty value an optional key may also have: an editor need not offer it."""
    choices = schema.get("anyOf")
    if not choices or {"type": "null"} not in choices:
        return schema
    rest = [choice for choice in choices if choice != {"type": "null"}]
    plain = {key: item for key, item in schema.items() if key != "anyOf" and not (key == "default" and item is None)}
    return {**rest[0], **plain} if len(rest) == 1 else {**plain, "anyOf": rest}
