"""Documents linked to a museum, and every reference that leads nowhere."""

import pytest

from builders import EXHIBIT, GALLERY, MODEL, MUSEUM, codes, museum_folder
from vmuseum.errors import SourceError, Span
from vmuseum.messages import line
from vmuseum.museum import Museum, examine, load

PICTURE = "media: [{image: media/a.jpg, alt: {vi: Bình, en: Vase}, rights: {license: CC0-1.0}}]\n"
PANORAMA = """\
kind: panorama
venue: nha
title: {vi: Sân, en: Yard}
viewpoints:
  - id: cong
    title: {vi: Cổng, en: Gate}
    description: {vi: Cổng lớn, en: The gate}
    render: {gallery: phong, room: mot, at_m: [1, 1]}
    links: [{to: san, yaw_deg: 40}]
    hotspots: [{exhibit: binh, yaw_deg: 0}]
  - id: san
    title: {vi: Sân, en: Yard}
    description: {vi: Sân rộng, en: The yard}
    render: {gallery: phong, room: mot, at_m: [2, 2]}
    links: [{to: cong, yaw_deg: 220}]
"""
TOUR = """\
kind: tour
title: {vi: Đi, en: Walk}
stops:
  - {exhibit: binh, annotation: voi, scene: phong, viewpoint: cua, text: {vi: Xem, en: See}}
  - {scene: san, viewpoint: cong, text: {vi: Xem, en: See}}
"""
PLAYLIST = """\
kind: playlist
venue: nha
clips: {binh: {exhibit: binh}}
playlists: {ngay: {items: [binh, {clip: binh, repeat: 2}]}}
default: ngay
schedule: [{playlist: ngay}]
"""
ANNOTATED = EXHIBIT + MODEL + PICTURE + "annotations: [{id: voi, at_m: [0, 0, 0], title: {vi: Vòi, en: Spout}}]\n"
WHOLE = {
    "exhibits/binh.yaml": ANNOTATED,
    "scenes/san.yaml": PANORAMA,
    "scenes/di.yaml": TOUR,
    "scenes/quat.yaml": PLAYLIST,
}


def errors(problems):
    return [line(p, "en") for p in problems if p.severity == "error"]


def test_a_sound_museum_is_linked_and_frozen(tmp_path):
    museum, problems = examine(museum_folder(tmp_path, WHOLE))
    assert problems == ()
    assert isinstance(museum, Museum)
    assert (
        list(museum.exhibits),
        list(museum.galleries),
        list(museum.panoramas),
        list(museum.tours),
        list(museum.playlists),
    ) == (["binh"], ["phong"], ["san"], ["di"], ["quat"])
    with pytest.raises(TypeError):
        museum.exhibits["x"] = None
    with pytest.raises(AttributeError):
        museum.file = None


def test_a_museum_knows_the_line_of_each_value(tmp_path):
    museum = load(museum_folder(tmp_path, WHOLE))
    assert museum.span("scenes/phong.yaml", ("rooms", 0, "stands", 0, "exhibit")) == Span("scenes/phong.yaml", 8, 33)
    assert museum.span("scenes/khong-co.yaml", ("x",)) == Span("scenes/khong-co.yaml")


def test_a_museum_is_the_same_wherever_it_lies(tmp_path):
    assert load(museum_folder(tmp_path / "a", WHOLE)) == load(museum_folder(tmp_path / "b", WHOLE))


def test_every_file_the_museum_names_comes_with_its_line(tmp_path):
    clip = PLAYLIST.replace(
        "{binh: {exhibit: binh}}", "{binh: {exhibit: binh}, a: {picture: media/b.png}, b: {video: media/c.mp4}}"
    )
    frame = (
        ", stands: [{kind: frame, wall: west, picture: media/d.jpg, alt: {vi: A, en: A}, rights: {license: CC0-1.0}}]}"
    )
    shell = GALLERY.replace("viewpoints:", "  - {id: hai, shell: models/den.glb" + frame + "\nviewpoints:")
    picture = PANORAMA.replace("render: {gallery: phong, room: mot, at_m: [2, 2]}", "image: media/san.jpg")
    plan = picture + "plan: {image: media/plan.svg, metres_per_unit: 0.1}\n"
    museum, _ = examine(
        museum_folder(
            tmp_path, {**WHOLE, "scenes/quat.yaml": clip, "scenes/phong.yaml": shell, "scenes/san.yaml": plan}
        )
    )
    found = [(name.path, name.use) for name in museum.masters()]
    assert found == [
        ("models/vase.glb", "model"),
        ("media/a.jpg", "picture"),
        ("models/den.glb", "model"),
        ("media/d.jpg", "picture"),
        ("media/b.png", "picture"),
        ("media/c.mp4", "video"),
        ("media/san.jpg", "panorama"),
        ("media/plan.svg", "plan"),
    ]
    assert next(museum.masters()).span == Span("exhibits/binh.yaml", 13, 9)


@pytest.mark.parametrize(
    ("path", "replace", "by", "problem"),
    [
        ("museum.yaml", "home: nha", "home: nhaa", "there is no venue 'nhaa' (did you mean 'nha'?)"),
        (
            "museum.yaml",
            "en: House}}",
            "en: House}, first: phogn}",
            "there is no scene 'phogn' (did you mean 'phong'?)",
        ),
        ("museum.yaml", "en: House}}", "en: House}, first: di}", "'di' is a tour, not a place to stand in"),
        ("exhibits/binh.yaml", "venue: nha", "venue: chua", "there is no venue 'chua' (known: 'nha')"),
        ("scenes/phong.yaml", "venue: nha", "venue: chua", "there is no venue 'chua'"),
        ("scenes/phong.yaml", "exhibit: binh", "exhibit: bihn", "there is no exhibit 'bihn' (did you mean 'binh'?)"),
        ("scenes/san.yaml", "venue: nha", "venue: chua", "there is no venue 'chua'"),
        ("scenes/san.yaml", "to: san", "to: sam", "has no other viewpoint 'sam' (did you mean 'san'?)"),
        ("scenes/san.yaml", "to: san", "to: cong", "has no other viewpoint 'cong'"),
        ("scenes/san.yaml", "exhibit: binh", "exhibit: khong", "there is no exhibit 'khong'"),
        ("scenes/san.yaml", "gallery: phong", "gallery: san", "there is no gallery 'san' (known: 'phong')"),
        ("scenes/san.yaml", "room: mot", "room: hai", "that gallery has no room 'hai' (known: 'mot')"),
        ("scenes/san.yaml", ", yaw_deg: 40", "", "the way to 'san' has no direction"),
        ("scenes/di.yaml", "exhibit: binh", "exhibit: khong", "there is no exhibit 'khong'"),
        ("scenes/di.yaml", "annotation: voi", "annotation: quai", "has no annotation 'quai' (known: 'voi')"),
        ("scenes/di.yaml", "scene: phong", "scene: quat", "'quat' is a playlist, not a place"),
        ("scenes/di.yaml", "viewpoint: cua", "viewpoint: cong", "has no other viewpoint 'cong' (known: 'cua')"),
        ("scenes/di.yaml", "viewpoint: cong", "viewpoint: cua", "has no other viewpoint 'cua'"),
        ("scenes/quat.yaml", "venue: nha", "venue: chua", "there is no venue 'chua'"),
        ("scenes/quat.yaml", "{exhibit: binh}", "{exhibit: khong}", "there is no exhibit 'khong'"),
        ("scenes/quat.yaml", "items: [binh", "items: [bing", "there is no clip 'bing' (did you mean 'binh'?)"),
        ("scenes/quat.yaml", "{clip: binh", "{clip: hoa", "there is no clip 'hoa'"),
        ("scenes/quat.yaml", "default: ngay", "default: dem", "there is no playlist 'dem' (known: 'ngay')"),
        (
            "scenes/quat.yaml",
            "{playlist: ngay}",
            "{playlist: nay}",
            "there is no playlist 'nay' (did you mean 'ngay'?)",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(tmp_path, path, replace, by, problem):
    whole = {"museum.yaml": MUSEUM, "scenes/phong.yaml": GALLERY, **WHOLE}
    assert replace in whole[path]
    museum, problems = examine(museum_folder(tmp_path, {**whole, path: whole[path].replace(replace, by, 1)}))
    assert museum is None
    assert len(errors(problems)) == 1
    assert errors(problems)[0].startswith(path + ":")
    assert problem in errors(problems)[0]


def test_directions_come_from_the_plan_where_both_places_are_on_it(tmp_path):
    text = PANORAMA.replace(", yaw_deg: 40", "").replace(
        "    links: [{to: san", "    plan_m: [0, 0]\n    links: [{to: san"
    )
    assert codes(examine(museum_folder(tmp_path, {**WHOLE, "scenes/san.yaml": text}))[1]) == ["link-without-direction"]
    placed = text.replace("    links: [{to: cong", "    plan_m: [3, 0]\n    links: [{to: cong")
    assert examine(museum_folder(tmp_path, {**WHOLE, "scenes/san.yaml": placed}))[1] == ()


def test_a_stand_needs_a_model_and_a_frame_a_picture(tmp_path):
    museum_folder(
        tmp_path,
        {
            **WHOLE,
            "exhibits/tho.yaml": EXHIBIT,
            "scenes/phong.yaml": GALLERY.replace(
                "exhibit: binh, at_m: [3.0, 2.0]}",
                "exhibit: tho, at_m: [3.0, 2.0]}\n      - {kind: frame, wall: west, exhibit: tho}\n"
                "      - {kind: floor, exhibit: tho, show: false, at_m: [1, 1]}",
            ),
        },
    )
    assert codes(examine(tmp_path)[1]) == ["exhibit-without-model", "exhibit-without-picture"]


def test_a_hologram_clip_needs_a_model(tmp_path):
    museum_folder(
        tmp_path,
        {
            **WHOLE,
            "exhibits/tho.yaml": EXHIBIT,
            "scenes/quat.yaml": PLAYLIST.replace("{exhibit: binh}", "{exhibit: tho}"),
        },
    )
    assert codes(examine(tmp_path)[1]) == ["exhibit-without-model"]


def test_a_short_code_belongs_to_one_exhibit(tmp_path):
    museum_folder(
        tmp_path,
        {"exhibits/binh.yaml": EXHIBIT + MODEL + "code: BV02\n", "exhibits/tuong.yaml": EXHIBIT + "code: BV02\n"},
    )
    assert errors(examine(tmp_path)[1]) == [
        "exhibits/tuong.yaml:12:7: the short code 'BV02' belongs to exhibits/binh.yaml. Choose another: "
        "a QR code must lead to one exhibit [code-used-twice]"
    ]


def test_a_broken_exhibit_is_not_called_unknown(tmp_path):
    museum, problems = examine(museum_folder(tmp_path, {"exhibits/binh.yaml": "kind: object\n"}))
    assert museum is None
    assert set(codes(problems)) == {"missing-field"}
    museum, problems = examine(museum_folder(tmp_path, {"exhibits/binh.yaml": "a: 'x"}))
    assert (museum, codes(problems)) == (None, ["open-quote"])


def test_a_broken_scene_is_not_called_unknown(tmp_path):
    museum, problems = examine(museum_folder(tmp_path, {**WHOLE, "scenes/phong.yaml": "kind: gallery\nvenue: nha\n"}))
    assert museum is None
    assert set(codes(problems)) == {"missing-field"}


def test_problems_of_all_documents_come_together_in_order(tmp_path):
    museum_folder(
        tmp_path,
        {
            "museum.yaml": MUSEUM.replace("home: nha", "hom: nha"),
            "exhibits/binh.yaml": EXHIBIT.replace("kind: object", "kind:"),
            "scenes/phong.yaml": GALLERY.replace("exhibit: binh", "exhibit: bihn"),
        },
    )
    with pytest.raises(SourceError) as caught:
        load(tmp_path)
    assert [(p.span.path, p.code) for p in caught.value.problems] == [
        ("exhibits/binh.yaml", "no-value"),
        ("museum.yaml", "unknown-field"),
        ("scenes/phong.yaml", "unknown-exhibit"),
    ]


def test_warnings_alone_do_not_stop_a_museum(tmp_path):
    museum_folder(tmp_path, {"exhibits/binh.yaml": (EXHIBIT + MODEL).replace(", en: Vase}", "}")})
    museum, problems = examine(tmp_path)
    assert museum is not None
    assert [(p.code, p.severity) for p in problems] == [("no-translation", "warning")]
    assert load(tmp_path) == museum
