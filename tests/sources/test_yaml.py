"""YAML text to values with places, and every way it may be refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import codes
from vmuseum.errors import Span
from vmuseum.messages import line
from vmuseum.sources import yaml
from vmuseum.sources.scalars import NotANumberError, plain
from vmuseum.sources.yaml import MAX_BYTES, MAX_DEPTH, parse
from vmuseum.text import nfc

BAD = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bad"


def data(text):
    document, problems = parse("a.yaml", text.encode())
    assert problems == ()
    return document.data


def only_problem(text):
    document, problems = parse("a.yaml", text if isinstance(text, bytes) else text.encode())
    assert document is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("0755", 755),
        ("1930-02-03", "1930-02-03"),
        ("0o17", 15),
        ("0x1f", 31),
        ("1_000", "1_000"),
        (".5", 0.5),
        ("1.", 1.0),
        ("+1", 1),
        ("-2e3", -2000.0),
        ("True", True),
        ("tRUE", "tRUE"),
        ("~", None),
        ("NULL", None),
        ("", None),
        (".", "."),
        ("-", "-"),
        ("1.2.3", "1.2.3"),
        ("0x", "0x"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_plain_scalars_follow_yaml_1_2(text, value):
    found = plain(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", [".inf", "-.INF", ".nan", "1e999", "9" * 41, "0x" + "f" * 41])
def test_numbers_without_end_are_refused(text):
    with pytest.raises(NotANumberError):
        plain(text)
    assert only_problem(f"a: {text}").code == "not-a-number"


def test_quoted_scalars_stay_text():
    assert data("a: '1'\nb: \"null\"\nc: |\n  2\n") == {"a": "1", "b": "null", "c": "2\n"}


def test_keys_are_always_text():
    assert data("no: 1\n2027: 2\nnull: 3\n") == {"no": 1, "2027": 2, "null": 3}


def test_every_key_and_value_has_its_place():
    document, _ = parse("a.yaml", b"x: 1\nrooms:\n  - {id: mot, size_m: [6, 4]}\n")
    assert document.span(("rooms",), key=True) == Span("a.yaml", 2, 1)
    assert document.span(("rooms", 0, "size_m"), key=True) == Span("a.yaml", 3, 15)
    assert document.span(("rooms", 0, "size_m")) == Span("a.yaml", 3, 23)
    assert document.span(("rooms", 0, "size_m", 1)) == Span("a.yaml", 3, 27)


def test_what_has_no_place_is_shown_at_the_nearest_above():
    document, _ = parse("a.yaml", b"a:\n  b: 1\n")
    assert document.span(("a", "b", "c", 0)) == Span("a.yaml", 2, 6)
    assert document.span(("z",)) == Span("a.yaml", 1, 1)


def test_columns_count_letters_not_bytes():
    document, _ = parse("a.yaml", "{đường: {kính: 1}}".encode())
    assert document.span(("đường", "kính")) == Span("a.yaml", 1, 16)


def test_decomposed_letters_become_composed_and_the_place_stays_that_of_the_file():
    decomposed = "bi\u0300nh: go\u0302\u0301m\nx: 1\n"
    document, _ = parse("a.yaml", decomposed.encode())
    assert document.data == {"bình": "gốm", "x": 1}
    assert document.span(("bình",)).column == 8


def test_an_alias_has_the_value_and_its_own_place():
    document, problems = parse("a.yaml", b"a: &v {x: 1}\nb: *v\n")
    assert (document.data, problems) == ({"a": {"x": 1}, "b": {"x": 1}}, ())
    assert document.span(("b",)) == Span("a.yaml", 2, 4)


def test_a_byte_order_mark_is_fine():
    document, problems = parse("a.yaml", b"\xef\xbb\xbfa: 1\n")
    assert (document.data, problems) == ({"a": 1}, ())


def test_duplicate_keys_are_told_and_the_first_counts():
    document, problems = parse("a.yaml", b"a: 1\nb: 2\na: 3\n")
    assert document.data == {"a": 1, "b": 2}
    assert [line(p, "en") for p in problems] == [
        "a.yaml:3:1: the key 'a' is already on line 1. Delete one of the two [duplicate-key]"
    ]


def test_keys_that_differ_only_in_composition_are_duplicates():
    _, problems = parse("a.yaml", "bình: 1\nbi\u0300nh: 2\n".encode())
    assert codes(problems) == ["duplicate-key"]


@pytest.mark.parametrize(
    ("text", "code", "line_", "column"),
    [
        ("a:\n\tb: 1\n", "yaml-tab", 2, 1),
        ("a: b: c", "stray-colon", 1, 5),
        ("a: 'x\nb: 1", "open-quote", 1, 4),
        ("a: [1, 2\nb: 3", "open-bracket", 1, 4),
        ("a: @x", "needs-quotes", 1, 4),
        ('a: "c:\\x"', "bad-escape", 1, 9),
        ("a:\n  b: 1\n c: 2", "bad-indent", 3, 2),
        ("a: - b", "stray-dash", 1, 4),
        ("a: 1\nbb\n", "missing-colon", 2, 1),
        ("a: *x", "unknown-alias", 1, 4),
        ("a: &x [*x]", "alias-bomb", 1, 8),
        ("a: 1\n---\nb: 2", "many-documents", 2, 1),
        ("# only words\n", "empty-file", 0, 0),
        ("", "empty-file", 0, 0),
        ("---\n", "empty-file", 0, 0),
        ("a: !!str 1", "yaml-tag", 1, 4),
        ("a: !mine 1", "yaml-tag", 1, 4),
        ("!!map {a: 1}", "yaml-tag", 1, 1),
        ("? [a]\n: b", "key-not-text", 1, 3),
        ("a: \x07", "unprintable-character", 1, 4),
        ("a: }", "yaml-syntax", 1, 4),
        (b"a: 1\nb: \xff", "not-utf-8", 2, 4),
        ("a: 1\n".encode("utf-16"), "not-utf-8", 1, 1),
        ("[" * (MAX_DEPTH + 2), "nested-too-deep", 1, MAX_DEPTH + 2),
        ("[" * 100_000, "nested-too-deep", 1, MAX_DEPTH + 2),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_place(text, code, line_, column):
    found = only_problem(text)
    assert (found.code, found.span.line, found.span.column) == (code, line_, column)


def test_a_large_file_is_refused_before_it_is_parsed():
    assert only_problem(b"\xff" * (MAX_BYTES + 1)).code == "file-too-large"


def test_too_many_values_are_refused(monkeypatch):
    monkeypatch.setattr(yaml, "MAX_VALUES", 10)
    assert only_problem("[1,2,3,4,5,6,7,8,9,10]").code == "too-many-values"
    assert data("[1,2,3,4,5,6,7,8,9]") == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_the_python_parser_finds_the_same_as_the_c_parser(monkeypatch):
    text = "a: [1, {b: 'x'}]\nc: |\n  đường\n".encode()
    quick = parse("a.yaml", text)
    monkeypatch.setattr(yaml, "_LOADER", __import__("yaml").SafeLoader)
    assert parse("a.yaml", text) == quick
    assert codes(parse("a.yaml", b"a: 'x")[1]) == ["open-quote"]


@pytest.mark.skipif(not BAD.is_dir(), reason="the collection of bad input is not beside this checkout")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("yaml-alias-bomb.yaml", "alias-bomb"),
        ("yaml-duplicate-keys.yaml", "duplicate-key"),
        ("yaml-python-object.yaml", "yaml-tag"),
    ],
)
def test_hostile_yaml_is_refused(name, code):
    assert name in json.loads((BAD / "EXPECT.json").read_text())
    assert code in codes(parse(name, (BAD / name).read_bytes())[1])


@pytest.mark.skipif(not BAD.is_dir(), reason="the collection of bad input is not beside this checkout")
def test_no_hostile_yaml_is_left_out():
    assert sorted(path.name for path in BAD.glob("yaml-*")) == [
        "yaml-alias-bomb.yaml",
        "yaml-duplicate-keys.yaml",
        "yaml-python-object.yaml",
    ]


LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff\ufeff"
)
TEXT = st.text(LETTERS, max_size=40)


@given(TEXT)
@settings(deadline=None)
def test_text_in_quotes_comes_back_composed(text):
    # JSON's strings are YAML's double-quoted scalars
    document, problems = parse("a.yaml", f"a: {json.dumps(text, ensure_ascii=False)}".encode())
    assert (problems, document.data) == ((), {"a": nfc(text)})


@given(
    st.one_of(
        st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()
    )
)
@settings(deadline=None)
def test_plain_values_come_back(value):
    document, problems = parse("a.yaml", f"a: {json.dumps(value)}".encode())
    assert problems == ()
    assert document.data["a"] == value
    assert type(document.data["a"]) is type(value)


TREES = st.recursive(
    st.one_of(st.integers(-99, 99), TEXT, st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT.map(nfc), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXT.map(nfc), TREES, min_size=1, max_size=4))
@settings(deadline=None)
def test_every_json_tree_comes_back_with_a_place_for_each_value(tree):
    document, problems = parse("a.yaml", json.dumps(tree, ensure_ascii=False).encode())
    assert problems == ()
    assert document.data == json.loads(nfc(json.dumps(tree, ensure_ascii=False)))
    for loc in document.positions:
        document.value(loc)
    assert sum(1 for _ in _values(document.data)) == len(document.positions)


def _values(tree):
    yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _values(inner)


@given(st.one_of(st.binary(max_size=200), st.text("ab:-[]{}&*!|>'\"%@`#?,\n \t0.é", max_size=60).map(str.encode)))
@settings(deadline=None, max_examples=300)
def test_no_bytes_make_it_crash(content):
    document, problems = parse("a.yaml", content)
    assert (document is not None) or problems
    for found in problems:
        assert line(found, "vi")
        assert line(found, "en")
