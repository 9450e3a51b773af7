"""JSON Schemas for editors."""

import json

import pytest
from jsonschema import Draft202012Validator

from builders import EXHIBIT, GALLERY, MODEL, MUSEUM
from vmuseum.schema.export import KINDS, json_schema, json_schemas
from vmuseum.schema.walk import fields_by_key
from vmuseum.sources.yaml import parse


def inside(value, key):
    if isinstance(value, dict):
        yield from [value[key]] if key in value else []
        for inner in value.values():
            yield from inside(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from inside(inner, key)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_key_is_described_in_the_language_asked_for(kind, lang):
    schema = json_schema(kind, lang)
    tables = [schema, *schema["$defs"].values()]
    for table in tables:
        for key, field in table["properties"].items():
            assert field.get("description"), f"{kind} {key}"
    assert json_schema(kind, "vi") != json_schema(kind, "en")


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_holds_the_keys_an_author_writes_and_no_others(kind):
    schema = json_schema(kind, "en")
    assert list(schema["properties"]) == list(fields_by_key(KINDS[kind]))
    assert schema["additionalProperties"] is False
    assert "from_" not in json.dumps(schema)


def test_references_lead_somewhere_and_no_value_is_null():
    for schema in json_schemas("vi").values():
        for reference in inside(schema, "$ref"):
            assert reference.removeprefix("#/$defs/") in schema["$defs"]
        assert {"type": "null"} not in [choice for choices in inside(schema, "anyOf") for choice in choices]


def test_schemas_are_the_same_every_time():
    assert json.dumps(json_schemas("vi")) == json.dumps(json_schemas("vi"))


@pytest.mark.parametrize(("kind", "text"), [("museum", MUSEUM), ("exhibit", EXHIBIT + MODEL), ("gallery", GALLERY)])
def test_an_editor_takes_what_check_takes_and_refuses_a_misspelt_key(kind, text):
    schema = json_schema(kind, "en")
    Draft202012Validator.check_schema(schema)
    editor = Draft202012Validator(schema)
    data = parse("a.yaml", text.encode())[0].data
    assert list(editor.iter_errors(data)) == []
    assert list(editor.iter_errors({**data, "titel": 1})) != []
