"""TypeScript interfaces of what the viewer reads, from `schema/manifest.py`.

Ready-made converters turn `tuple[float, float, float]` into `unknown[]`; the few cases the manifest needs are spelled
out here. Everything is readonly: the viewer never changes what it was sent. Only what may be null and defaults to it may
be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from vmuseum.schema import gallery_scene, manifest
from vmuseum.schema.base import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = "// Made from vmuseum/schema/manifest.py by `python -m vmuseum.schema.typescript`. Do not edit.\n"
DOCUMENTS = ("ExhibitDoc", "GalleryDoc", "PanoramaDoc", "TourDoc", "PlaylistDoc")
_PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}

JsonSchema = dict[str, Any]


def typescript() -> str:
    """Return every interface of the manifest, in order of name, and `Doc`, the union of the documents."""
    found = {**vars(gallery_scene), **vars(manifest)}.values()
    models = [m for m in found if isinstance(m, type) and issubclass(m, Model) and m is not Model]
    for model in models:
        model.model_rebuild()
    _, schema = models_json_schema([(m, "serialization") for m in models])
    definitions: Mapping[str, JsonSchema] = schema["$defs"]
    parts = [_interface(name, definitions[name]) for name in sorted(definitions)]
    return "\n".join([HEAD, *parts, f"export type Doc = {' | '.join(DOCUMENTS)};\n"])


def _interface(name: str, schema: JsonSchema) -> str:
    lines = []
    if text := schema.get("description", ""):
        lines.append(f"/** {' '.join(text.split())} */")
    lines.append(f"export interface {name} {{")
    for key, field in schema["properties"].items():
        mark = "?" if "default" in field and field["default"] is None else ""
        lines.append(f"  readonly {key}{mark}: {type_of(field)};")
    return "\n".join([*lines, "}", ""])


def type_of(schema: JsonSchema) -> str:
    """Return the TypeScript type of one JSON Schema. Raises ValueError for a shape the manifest does not use yet."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "const" in schema:
        return _literal(schema["const"])
    if "enum" in schema:
        return " | ".join(_literal(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(type_of(option) for option in schema["anyOf"])
    kind = schema.get("type")
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "array":
        return _array(schema)
    msg = f"no TypeScript for {schema}"
    raise ValueError(msg)


def _array(schema: JsonSchema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(type_of(item) for item in schema['prefixItems'])}]"
    item = type_of(schema["items"])
    return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


if __name__ == "__main__":
    import sys

    sys.stdout.write(typescript())
