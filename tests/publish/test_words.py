import unicodedata

import pytest

from vmuseum.errors import PublishError
from vmuseum.publish.help_texts import EN, VI
from vmuseum.publish.inventory import content_type, named_by_content
from vmuseum.publish.licences import deed, spoken
from vmuseum.publish.page import data_block, megabytes
from vmuseum.publish.viewer_files import read_viewer
from vmuseum.publish.words import WORDS, Words, treasures_heading


def test_every_word_is_there_in_both_languages_and_takes_the_same_values() -> None:
    for key, text in WORDS.items():
        assert text.en, key
        assert text.vi.count("{}") == text.en.count("{}"), key
        assert unicodedata.is_normalized("NFC", text.vi), key
        assert "!" not in text.vi + text.en, key


def test_words_take_values_and_refuse_unknown_keys() -> None:
    assert Words("vi")("stop_of", 2, 4) == "Chặng 2 trên 4"
    assert Words("en").skip == "Skip to content"
    with pytest.raises(AttributeError):
        _ = Words("en").nothing_of_the_kind


def test_the_help_pages_have_the_same_shape() -> None:
    assert [row[0] for row in VI.key_rows] == [row[0] for row in EN.key_rows]
    assert {len(row) for row in VI.key_rows + EN.key_rows} == {len(VI.key_columns)}
    assert [len(texts) for _, texts in VI.sections] == [len(texts) for _, texts in EN.sections]


@pytest.mark.parametrize(
    ("count", "lang", "words"),
    [
        (4, "vi", "Bốn bảo vật quốc gia"),
        (1, "en", "One national treasure"),
        (12, "vi", "12 bảo vật quốc gia"),
        (10, "en", "Ten national treasures"),
    ],
)
def test_treasures_are_counted_in_words_up_to_ten(count: int, lang: str, words: str) -> None:
    assert treasures_heading(count, lang) == words


@pytest.mark.parametrize(
    ("licence", "name", "address"),
    [
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC-BY-NC-ND-3.0", "CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("Của bảo tàng", "Của bảo tàng", None),
    ],
)
def test_licences_are_spoken_and_linked(licence: str, name: str, address: str | None) -> None:
    assert (spoken(licence), deed(licence)) == (name, address)


@pytest.mark.parametrize(
    ("count", "lang", "words"),
    [
        (3_100_000, "vi", "3,1 MB"),
        (3_100_000, "en", "3.1 MB"),
        (120_000, "vi", "0,1 MB"),
        (99_000, "en", "99 kB"),
        (3, "en", "1 kB"),
    ],
)
def test_file_sizes_follow_the_language(count: int, lang: str, words: str) -> None:
    assert megabytes(count, lang) == words


def test_data_in_a_page_cannot_end_its_element() -> None:
    block = str(data_block({"a": "</script><!--&\u2028"}))
    assert not set(block) & set("<>&\u2028")
    assert "\\u003c/script" in block


def test_types_are_known_by_extension_and_unknown_ones_are_bytes() -> None:
    assert content_type("a/b.GLB") == "model/gltf-binary"
    assert content_type("viewer/x.woff2") == "font/woff2"
    assert content_type("noextension") == "application/octet-stream"


def test_names_by_content_are_told_from_plain_names() -> None:
    assert named_by_content("viewer/main-BxYz12ab.js")
    assert not named_by_content("viewer/favicon.svg")


def test_a_viewer_without_its_entry_is_refused() -> None:
    with pytest.raises(PublishError, match="viewer-incomplete"):
        read_viewer(b"{}")


def test_a_page_names_all_its_scripts_each_once() -> None:
    import json

    chunks = {
        "src/main.ts": {"file": "m.js"},
        "src/style/look.css": {"file": "l.css"},
        "src/style/stage.css": {"file": "s.css"},
        "src/style/fonts.css": {"file": "f.css"},
        "src/ui/panorama-page.ts": {"file": "p.js", "imports": ["_a", "src/main.ts"]},
        "src/gl/panorama/index.ts": {"file": "g.js", "imports": ["_a", "_b"]},
        "_a": {"file": "a.js", "imports": ["_b"]},
        "_b": {"file": "b.js"},
        "src/core/strings.vi.ts": {"file": "vi.js"},
    }
    files = read_viewer(json.dumps(chunks).encode())
    assert files.preload("panorama", "km") == (
        "viewer/p.js",
        "viewer/g.js",
        "viewer/a.js",
        "viewer/b.js",
        "viewer/vi.js",
    )
    assert files.preload("gallery", "vi") == ("viewer/vi.js",)
