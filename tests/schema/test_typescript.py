"""The TypeScript of the manifest."""

from pathlib import Path

import pytest

from vmuseum.schema import manifest
from vmuseum.schema.base import Model
from vmuseum.schema.typescript import DOCUMENTS, type_of, typescript

VIEWER = Path(__file__).resolve().parents[2] / "viewer" / "src" / "manifest.gen.ts"


def test_the_viewer_has_the_types_of_this_manifest():
    assert VIEWER.read_text(encoding="utf-8") == typescript()


def test_every_model_of_the_manifest_is_there():
    found = typescript()
    for name, model in vars(manifest).items():
        if isinstance(model, type) and issubclass(model, Model) and model is not Model:
            assert f"export interface {name} {{" in found
            for key in model.model_fields:
                assert f"  readonly {key}" in found
    assert "unknown" not in found.replace("unknown-", "")
    assert "any" not in found.split()


def test_documents_are_told_apart_by_their_type():
    found = typescript()
    for name in DOCUMENTS:
        body = found.split(f"export interface {name} {{")[1].split("}")[0]
        assert '  readonly type: "' in body


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "readonly (string | null)[]"),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]}, "readonly [number, number]"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"const": "a"}, '"a"'),
        ({"$ref": "#/$defs/Text"}, "Text"),
    ],
)
def test_types_read_as_a_programmer_writes_them(schema, text):
    assert type_of(schema) == text


def test_a_shape_nobody_thought_of_stops_the_generator():
    with pytest.raises(ValueError, match="no TypeScript"):
        type_of({"type": "object"})
