"""Names and labels are those of the sourced texts, word by word, and nothing that is to be left out is told."""

from typing import Any

import pytest
import yaml

from content.root import ROOT, SHARED, museum

TEXTS = SHARED / "content" / "heritage-texts.yaml"
PAIRS = {
    "bv-01-bo-khuon-duc": "bo-khuon-duc", "bv-02-binh-gom": "binh-gom-nhon-thanh",
    "bv-03-tuong-phat": "tuong-phat-nhon-thanh", "bv-04-linga-yoni": "linga-yoni-nhon-thanh",
    "pvt-01-ho-can-tho": "ho-can-tho", "pvt-02-hat-ru": "hat-ru", "pvt-03-ky-yen-binh-thuy": "ky-yen-binh-thuy",
    "pvt-04-cho-noi-cai-rang": "cho-noi-cai-rang", "pvt-05-banh-trang-thuan-hung": "banh-trang-thuan-hung",
}  # fmt: skip
LEFT_OUT = (
    "2089/QĐ-TTg", "88/QĐ-TTg", "3.762", "3,762", "2.046", "2,046", "3.576", "3,576",
    "1852", "Ninh Kiều", "hai trăm năm",
    "200 years", "lớn nhất", "duy nhất", "Southeast Asia", "Đông Nam Á", "Ô Môn", "Thới Lai",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not TEXTS.is_file(), reason="the sourced texts are not beside this repository")


def _rows() -> dict[str, dict[str, Any]]:
    data = yaml.load(TEXTS.read_text(), yaml.BaseLoader)  # noqa: S506 - strings only
    return {row["id"]: row for key in ("treasures", "intangible") for row in data[key]}


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("source", sorted(PAIRS))
def test_names_and_labels_are_verbatim(source: str) -> None:
    row, exhibit = _rows()[source], museum().exhibits[PAIRS[source]]
    for lang in ("vi", "en"):
        assert _flat(getattr(exhibit.title, lang)) == _flat(row["name"][lang])
        assert _flat(getattr(exhibit.label, lang)) == _flat(row["label"][lang])


@pytest.mark.parametrize("source", sorted(k for k in PAIRS if k.startswith("bv-0")))
def test_descriptions_by_ear_are_verbatim(source: str) -> None:
    row, exhibit = _rows()[source], museum().exhibits[PAIRS[source]]
    told = exhibit.audio_description
    assert (told is not None) == ("audio_description" in row)
    if told is not None:
        assert _flat(told.vi) == _flat(row["audio_description"]["vi"])


def test_venues_have_the_sourced_names_labels_and_notice() -> None:
    data = yaml.load(TEXTS.read_text(), yaml.BaseLoader)  # noqa: S506 - strings only
    for site in data["sites"]:
        venue = museum().file.venues[site["id"]]
        assert _flat(venue.name.vi) == _flat(site["name"]["vi"])
        assert venue.label is not None
        assert _flat(venue.label.vi) == _flat(site["label"]["vi"])
        assert _flat(venue.label.en) == _flat(site["label"]["en"])
    notice = museum().file.notice
    assert notice is not None
    assert _flat(notice.vi) == _flat(data["site_notice"]["vi"])


def test_parts_of_the_casting_set_are_the_eleven_of_the_source() -> None:
    parts = museum().exhibits["bo-khuon-duc"].record.parts
    source = _rows()["bv-01-bo-khuon-duc"]["parts"]
    assert [p.title.vi for p in parts] == [p["vi"] for p in source]


@pytest.mark.parametrize("word", LEFT_OUT)
def test_what_is_to_be_left_out_stands_nowhere(word: str) -> None:
    files = [
        ROOT / "museum.yaml",
        *sorted((ROOT / "exhibits").glob("*.yaml")),
        *sorted((ROOT / "scenes").glob("*.yaml")),
    ]
    assert [f.name for f in files if word in f.read_text()] == []


def test_the_tour_asks_the_sourced_questions() -> None:
    data = yaml.load(TEXTS.read_text(), yaml.BaseLoader)  # noqa: S506 - strings only
    source, tour = data["tour_samples"][0], museum().tours["nguoi-tho-kim-hoan"]
    assert [q.ask.vi for q in tour.questions] == [q["q"]["vi"] for q in source["questions"]]
    assert [q.answer for q in tour.questions] == [int(q["answer"]) for q in source["questions"]]
    assert [PAIRS[s] for s in source["stops"]] == [s.exhibit for s in tour.stops]
    assert [w.vi for w in tour.worksheet] == [w["vi"] for w in source["worksheet"]]
