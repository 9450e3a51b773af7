"""One clear problem for each mistake, at its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import EXHIBIT, GALLERY, MODEL, MUSEUM, checked
from vmuseum.messages import line, sentence
from vmuseum.schema.check import KINDS, check
from vmuseum.schema.document import Document
from vmuseum.schema.exhibit import Exhibit
from vmuseum.schema.gallery import Gallery
from vmuseum.schema.museum import MuseumFile
from vmuseum.sources.yaml import parse

PLAYLIST = """\
kind: playlist
clips: {a: {exhibit: binh}}
playlists: {p: {items: [a]}}
"""
TOUR = """\
kind: tour
title: {vi: Đi một vòng}
stops:
  - {exhibit: binh, text: {vi: Xem bình}}
"""
PANORAMA = """\
kind: panorama
venue: nha
title: {vi: Sân}
viewpoints:
  - {id: cong, title: {vi: Cổng}, description: {vi: Cổng lớn}, image: media/cong.jpg}
"""


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("museum.yaml", MUSEUM, MuseumFile),
        ("exhibits/binh.yaml", EXHIBIT + MODEL, Exhibit),
        ("scenes/phong.yaml", GALLERY, Gallery),
        ("scenes/quat.yaml", PLAYLIST, KINDS["playlist"]),
        ("scenes/tour.yaml", TOUR, KINDS["tour"]),
        ("scenes/san.yaml", PANORAMA, KINDS["panorama"]),
    ],
)
def test_a_sound_document_becomes_its_model(path, text, kind):
    model, problems = checked(path, text)
    assert problems == []
    assert type(model) is kind


def test_the_misspelt_field_of_the_brief():
    text = GALLERY.replace("    size_m: [6.0, 4.0]\n", "    size_m: [6.0, 4.0]\n    # high\n    heigth_m: 3\n")
    assert checked("scenes/kham-lon.yaml", text)[1] == [
        "scenes/kham-lon.yaml:8:5: unknown field 'heigth_m' (did you mean 'height_m'?) [unknown-field]"
    ]


@pytest.mark.parametrize(
    ("replace", "by", "problem"),
    [
        ("venue: nha\n", "", "1:1: the field 'venue' is missing. Add it [missing-field]"),
        ("venue: nha", "venue:", "2:1: the field 'venue' has no value. Write one or delete the line [no-value]"),
        (
            "venue: nha",
            "venue: Nhà",
            "2:8: the id 'Nhà' may hold only a-z, 0-9 and single hyphens, such as 'nha' [bad-id]",
        ),
        ("venue: nha", "venue: 5", "2:8: 'venue' must be text. Put the value in quotes [wrong-type]"),
        (
            "{vi: Phòng một, en: Room one}",
            "Phòng",
            "3:8: 'title' must say its language: {vi: …, en: …} [text-without-language]",
        ),
        ("{vi: Phòng một, en: Room one}", "{en: Room}", "3:1: 'title' lacks Vietnamese. Add vi: … [text-without-vi]"),
        (
            "{vi: Phòng một, en: Room one}",
            "{vi: ''}",
            "3:9: 'vi' is empty. Write something or delete the key [empty-text]",
        ),
        ("[6.0, 4.0]", "[6.0]", "6:13: 'size_m' takes exactly 2 numbers, such as at_m: [2.0, 1.5] [wrong-count]"),
        ("[6.0, 4.0]", "[]", "6:13: 'size_m' takes exactly 2 numbers, such as at_m: [2.0, 1.5] [wrong-count]"),
        ("[6.0, 4.0]", "[6, 4, 3]", "6:13: 'size_m' takes exactly 2 numbers, such as at_m: [2.0, 1.5] [wrong-count]"),
        ("[6.0, 4.0]", "6 x 4", "6:13: 'size_m' must be a list [wrong-type]"),
        (
            "[6.0, 4.0]",
            "[6.0, 4 m]",
            "6:19: 'size_m' must be a number. Leave out quotes and units, use a decimal point [wrong-type]",
        ),
        ("kind: plinth", "kind: plint", "8:16: 'kind' cannot be 'plint' (did you mean 'plinth'?) [not-one-of]"),
        ("kind: plinth, ", "", "8:9: the field 'kind' is missing. Add it [missing-field]"),
        ("at_m: [3.0, 2.0]", "at: [3.0, 2.0]", "8:39: unknown field 'at' (did you mean 'at_m'?) [unknown-field]"),
        ("venue: nha", "venu: nha", "2:1: unknown field 'venu' (did you mean 'venue'?) [unknown-field]"),
        ("at_m: [3.0, 2.0]", "at_m: [3, 2], plinth: 1", "unknown field 'plinth'"),
        ("at_m: [3.0, 2.0]", "at_m: [3, 2], turn_deg: 400", "'turn_deg' must be at most 360 [out-of-range]"),
        ("at_m: [3.0, 2.0]", "at_m: [3, 2], size_m: [0, 1]", "'size_m' must be more than 0, at most 50 [out-of-range]"),
        (
            "      - {kind: plinth, exhibit: binh, at_m: [3.0, 2.0]}",
            "      - 5",
            "8:9: 'stands' must be keys with values [wrong-type]",
        ),
        (
            "  - {id: cua, room: mot, at_m: [3.0, 3.5]}\n",
            "  []\n",
            "9:1: 'viewpoints' needs 1 or more entries. Add some [too-few]",
        ),
        ("    size_m: [6.0, 4.0]\n", "", "5:5: size_m or shell is needed. Add one [one-of-needed]"),
        ("kind: gallery", "kind: galery", "1:7: 'kind' cannot be 'galery' (did you mean 'gallery'?) [not-one-of]"),
        (
            "kind: gallery\n",
            "",
            "the field 'kind' is missing (gallery or panorama or tour or playlist). Add it [missing-field]",
        ),
    ],
)
def test_one_wrong_value_gives_one_clear_problem(replace, by, problem):
    assert replace in GALLERY
    text = GALLERY.replace(replace, by, 1)
    if by == "  []\n":
        text = text.replace("viewpoints:\n  []", "viewpoints: []")
        problem = problem.replace("9:1", "9:13")
    model, problems = checked("scenes/g.yaml", text)
    assert model is None
    assert len(problems) == 1
    assert problem in problems[0]


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ("[3]", "'items' must be text. Put the value in quotes [wrong-type]"),
        ("[A b]", "the id 'A b' may hold only"),
        ("[[a]]", "'items' must be text [wrong-type]"),
        ("[{clip: a, repeat: 0}]", "'repeat' must be at least 1 [out-of-range]"),
        ("[{clip: a, repeat: 1.5}]", "'repeat' must be a whole number [wrong-type]"),
        ("[{clip: a, repeat: true}]", "'repeat' must be a whole number [wrong-type]"),
        ("[]", "'items' needs 1 or more entries"),
    ],
)
def test_a_union_speaks_with_one_voice(items, problem):
    _, problems = checked("scenes/p.yaml", PLAYLIST.replace("[a]", items))
    assert len(problems) == 1
    assert problem in problems[0]


def test_every_mistake_of_a_file_is_told_at_once_in_order():
    text = "kind: tour\ntitle: x\nstosp: []\nstops: [{text: {en: x}}]\nminutes: 0\n"
    codes = [p.split("[")[-1].rstrip("]") for p in checked("scenes/t.yaml", text)[1]]
    assert codes == ["text-without-language", "unknown-field", "text-without-vi", "out-of-range"]


def test_a_document_that_is_no_mapping_is_told():
    for text in ("- a\n", "words\n", "5\n"):
        assert checked("exhibits/a.yaml", text)[1][0].endswith("[not-a-document]")


def test_keys_of_mappings_are_checked_where_they_stand():
    _, problems = checked("museum.yaml", MUSEUM.replace("  nha:", "  Nhà:").replace("home: nha", "home: nha"))
    assert problems == [
        "museum.yaml:5:3: the id 'Nhà' may hold only a-z, 0-9 and single hyphens, such as 'nha' [bad-id]"
    ]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("base_url", "baotang.vn", "bad-address"),
        ("languages", "[vi, de]", "not-one-of"),
        ("languages", "[vi, vi]", "id-used-twice"),
    ],
)
def test_values_of_museum_yaml(key, value, code):
    text = "".join(row for row in MUSEUM.splitlines(keepends=True) if not row.startswith(key)) + f"{key}: {value}\n"
    _, problems = checked("museum.yaml", text)
    assert [p.split("[")[-1] for p in problems] == [f"{code}]"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["kind", "title", "vi", "rooms", "stands", "viewpoints", "at_m", "clips", "items", "options", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(["museum.yaml", "exhibits/a.yaml", "scenes/a.yaml"]),
    st.sampled_from([*KINDS, "x"]),
    st.dictionaries(st.sampled_from(sorted({k for m in KINDS.values() for k in m.model_fields})), JSON, max_size=6),
)
@settings(deadline=None, max_examples=150)
def test_no_data_makes_it_crash_and_every_problem_has_a_sentence(path, kind, data):
    model, problems = check(Document(path, {**data, "kind": kind}, {}))
    assert (model is None) == bool(problems)
    for found in problems:
        assert line(found, "vi")
        assert line(found, "en")


def test_a_quoted_word_in_place_of_a_number_is_told():
    document, _ = parse("exhibits/a.yaml", (EXHIBIT + MODEL).replace("height_m: 0.263", "height_m: '0,263 m'").encode())
    found = check(document)[1]
    assert [str(p.span) for p in found] == ["exhibits/a.yaml:14:13"]
    assert sentence(found[0], "vi") == "'height_m' cần một số. Bỏ ngoặc kép và đơn vị, dùng dấu chấm thập phân"
