"""The Can Tho museum says what the issue asks for, and treats sacred and painful things as it should."""

import re

import pytest

from content.root import ROOT, museum
from vmuseum.schema.gallery import Frame, Gallery

TREASURES = ("bo-khuon-duc", "binh-gom-nhon-thanh", "tuong-phat-nhon-thanh", "linga-yoni-nhon-thanh")
INTANGIBLE = ("ho-can-tho", "hat-ru", "ky-yen-binh-thuy", "cho-noi-cai-rang", "banh-trang-thuan-hung")
VENUES = {"bao-tang", "kham-lon", "den-vua-hung"}


def test_the_museum_has_no_errors() -> None:
    assert set(museum().file.venues) == VENUES


def test_the_four_treasures_count_fourteen_objects() -> None:
    records = [museum().exhibits[name].record for name in TREASURES]
    assert all(r.recognition is not None and r.recognition.treasure for r in records)
    assert sum(len(r.parts) or 1 for r in records) == 14


def test_no_other_exhibit_is_called_a_treasure() -> None:
    named = {n for n, e in museum().exhibits.items() if e.record.recognition and e.record.recognition.treasure}
    assert named == set(TREASURES)


def test_the_five_intangible_elements_have_a_picture_and_no_model() -> None:
    rows = [museum().exhibits[name] for name in INTANGIBLE]
    assert all(e.kind == "intangible" and e.media and e.model is None for e in rows)


def test_every_exhibit_has_a_code_of_its_own() -> None:
    codes = [e.code for e in museum().exhibits.values()]
    assert None not in codes
    assert len(set(codes)) == len(codes)


def test_every_text_is_told_in_vietnamese_and_english() -> None:
    for name, exhibit in museum().exhibits.items():
        assert exhibit.title.en, name
        assert exhibit.label.en, name


def test_every_model_is_schematic_and_says_so() -> None:
    models = {n: e.model for n, e in museum().exhibits.items() if e.model is not None}
    assert len(models) >= 10
    for name, model in models.items():
        assert model.paradata.status == "schematic", name
        assert model.paradata.note is not None, name
        assert "không phải bản quét" in model.paradata.note.vi, name


def test_everything_shown_is_free_to_use() -> None:
    for name, exhibit in museum().exhibits.items():
        rights = [m.rights.license for m in exhibit.media] + ([exhibit.model.rights.license] if exhibit.model else [])
        assert set(rights) <= {"CC0-1.0"}, name


def test_text_alternatives_stay_within_125_letters() -> None:
    for exhibit in museum().exhibits.values():
        for alt in [m.alt for m in exhibit.media] + ([exhibit.model.alt] if exhibit.model else []):
            assert len(alt.vi) <= 125
            assert len(alt.en or "") <= 125


def test_sacred_images_are_handled_with_respect() -> None:
    assert museum().exhibits["tuong-phat-nhon-thanh"].handling == "respectful"
    assert museum().exhibits["linga-yoni-nhon-thanh"].handling == "respectful"


def test_the_figure_turns_slowly_on_the_fans() -> None:
    clips = [c for p in museum().playlists.values() for c in p.clips.values() if c.exhibit == "tuong-phat-nhon-thanh"]
    assert clips
    assert all(c.seconds >= 14 or c.motion == "still" for c in clips)


def test_the_prison_opens_with_a_content_note_and_has_no_questions() -> None:
    assert museum().file.venues["kham-lon"].content_note is not None
    scenes = {n for n, g in museum().galleries.items() if g.venue == "kham-lon"}
    asked = [s for t in museum().tours.values() if t.questions for s in t.stops if s.scene in scenes]
    assert asked == []


def test_every_venue_has_a_gallery_and_a_panorama_tour_of_five_or_more_viewpoints() -> None:
    assert {g.venue for g in museum().galleries.values()} == VENUES
    longest = {v: max(len(p.viewpoints) for p in museum().panoramas.values() if p.venue == v) for v in VENUES}
    assert all(count >= 5 for count in longest.values())


def test_the_main_gallery_has_three_rooms_and_hangs_all_five_elements() -> None:
    gallery = museum().galleries["bao-tang"]
    assert len(gallery.rooms) >= 3
    assert set(INTANGIBLE) <= _shown(gallery)
    assert set(TREASURES) <= _shown(gallery)


def test_four_fans_have_a_plan_for_the_feast_of_the_hung_kings() -> None:
    playlist = museum().playlists["quat-sanh"]
    feast = [e for e in playlist.schedule if "2027-04-16" in e.dates]
    assert len(feast) == 1
    assert feast[0].priority > max(e.priority for e in playlist.schedule if e is not feast[0])
    assert (ROOT / "deploy.yaml").read_text().count("{id: sanh-") == 4


@pytest.mark.parametrize(
    "path", sorted(p.relative_to(ROOT).as_posix() for f in ("exhibits", "scenes") for p in (ROOT / f).glob("*.yaml"))
)
def test_every_file_names_its_schema_and_explains_itself_in_both_languages(path: str) -> None:
    first, *rest = (ROOT / path).read_text().splitlines()
    assert re.fullmatch(r"# yaml-language-server: \$schema=\.\./\.vmuseum/schema/[a-z]+\.json", first)
    comments = [line for line in rest if line.startswith("# ")]
    assert len(comments) >= 2


def _shown(gallery: Gallery) -> set[str]:
    stands = [s for room in gallery.rooms for s in room.stands]
    return {
        e for s in stands if (e := getattr(s, "exhibit", None)) and (isinstance(s, Frame) or getattr(s, "show", True))
    }
