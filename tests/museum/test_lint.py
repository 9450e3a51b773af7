"""Museum practice as warnings."""

import pytest

from builders import EXHIBIT, GALLERY, MODEL, checked
from vmuseum.museum.lint import lint, words

SOUND = EXHIBIT + MODEL


def found(text, path="exhibits/a.yaml", languages=("vi", "en")):
    model, problems = checked(path, text)
    assert problems == []
    faults = list(lint(model, languages))
    assert all(f.severity == "warning" for f in faults)
    return [(f.code, f.loc) for f in faults]


def label(vi, en=None):
    start = SOUND.index("label:")
    end = SOUND.index("record:")
    return SOUND[:start] + f"label: {{vi: {vi}" + (f", en: {en}" if en else "") + "}\n" + SOUND[end:]


def test_a_good_exhibit_has_no_warning():
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Bình gốm – thế kỷ V", 5),
        ("a-b c", 2),
        ("… !", 0),
        ("18 cánh cung", 3),
    ],
)
def test_words_are_what_stands_between_blanks(text, count):
    assert words(text) == count


@pytest.mark.parametrize(("count", "code"), [(34, "text-too-short"), (35, None), (80, None), (81, "text-too-long")])
def test_a_vietnamese_label_has_35_to_80_syllables(count, code):
    text = label(". ".join(["gốm " * 9 + "gốm"] * (count // 10) + [" ".join(["gốm"] * (count % 10))]).strip(" .") + ".")
    assert found(text, languages=("vi",)) == ([(code, ("label", "vi"))] if code else [])


@pytest.mark.parametrize(("count", "code"), [(24, "text-too-short"), (25, None), (60, None), (61, "text-too-long")])
def test_an_english_label_has_25_to_60_words(count, code):
    vi = ". ".join(["gốm " * 9 + "gốm"] * 4) + "."
    en = ". ".join(["clay " * 9 + "clay"] * (count // 10) + [" ".join(["clay"] * (count % 10))]).strip(" .") + "."
    assert found(label(vi, en)) == ([(code, ("label", "en"))] if code else [])


def test_a_sentence_has_30_syllables_at_most():
    long = " ".join(["gốm"] * 31)
    assert found(label(f"{long}. Hết rồi nhé bạn."), languages=("vi",)) == [("long-sentence", ("label", "vi"))]
    assert found(label(" ".join(["gốm"] * 30) + ". Sáu tiếng nữa là vừa đủ."), languages=("vi",)) == []


def test_a_missing_translation_is_told_for_each_text():
    assert found(SOUND.replace(", en: Vase}", "}")) == [("no-translation", ("title",))]
    assert found(SOUND.replace(", en: Vase}", "}"), languages=("vi",)) == []


def test_an_alternative_has_125_characters_at_most():
    assert found(SOUND.replace("Bình gốm màu đỏ", "x" * 125)) == []
    assert found(SOUND.replace("Bình gốm màu đỏ", "x" * 126)) == [("alt-too-long", ("model", "alt", "vi"))]


def test_a_record_without_source_is_told():
    assert found(SOUND.replace('record: {sources: ["https://museum.example/vase"]}\n', "")) == [
        ("no-source", ("record",))
    ]


def test_a_panel_has_130_syllables_at_most():
    panel = "{kind: panel, wall: west, title: {vi: A}, text: {vi: '%s'}}"
    text = GALLERY.replace("{kind: plinth, exhibit: binh, at_m: [3.0, 2.0]}", panel % ("gốm. " * 131))
    assert found(text, "scenes/a.yaml", ("vi",)) == [("text-too-long", ("rooms", 0, "stands", 0, "text", "vi"))]


def test_a_photograph_or_shell_without_licence_is_told():
    shell = GALLERY.replace("    size_m: [6.0, 4.0]\n", "    shell: a.glb\n")
    assert found(shell, "scenes/a.yaml") == [("no-rights", ("rooms", 0, "shell"))]
    assert found(shell + "rights: {license: CC0-1.0}\n", "scenes/a.yaml") == []
    photo = "kind: panorama\nvenue: a\ntitle: {vi: A}\nviewpoints: [{id: a, title: {vi: A}, description: {vi: A}, "
    assert found(photo + "image: a.jpg}]\n", "scenes/a.yaml", ("vi",)) == [("no-rights", ("viewpoints", 0, "image"))]
