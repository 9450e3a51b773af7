"""All kinds of problems at once, each at its own line."""

import textwrap

import pytest

from vmuseum.errors import SourceError
from vmuseum.publish.check import check_museum, sound_museum

FILES = {
    "museum.yaml": """
        title: {vi: Thử, en: Trial}
        base_url: https://a.example
        home: nha
        venues: {nha: {name: {vi: Nhà, en: House}}}
        """,
    "exhibits/binh.yaml": """
        kind: object
        title: {vi: Bình, en: Vase}
        label: {vi: Một chiếc bình., en: A vase.}
        model:
          file: models/khong-co.glb
          paradata: {status: schematic}
          rights: {license: CC0-1.0}
          alt: {vi: Bình gốm, en: Vase}
        """,
    "scenes/phong.yaml": """
        kind: gallery
        venue: nha
        title: {vi: Phòng, en: Room}
        rooms:
          - id: a
            size_m: [6.0, 6.0]
            stands:
              - {kind: plinth, exhibit: binh, at_m: [9.0, 3.0]}
        viewpoints: [{id: cua, room: a, at_m: [1.0, 5.0]}]
        """,
}


def test_missing_masters_and_stands_outside_are_told_together_with_their_lines(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    errors = [p for p in check_museum(tmp_path) if p.severity == "error"]
    places = {(str(p.span).rsplit(":", 1)[0], p.code) for p in errors}
    assert ("scenes/phong.yaml:8", "stand-outside-room") in places
    assert any(place == "exhibits/binh.yaml:5" for place, _ in places)


def test_a_museum_with_errors_is_not_planned(tmp_path):
    with pytest.raises(SourceError) as raised:
        sound_museum(tmp_path)
    assert [p.code for p in raised.value.problems] == ["not-a-museum"]
