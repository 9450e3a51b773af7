"""Rules between the keys of one document."""

import pytest

from builders import EXHIBIT, GALLERY, MODEL, checked

PANORAMA = """\
kind: panorama
venue: nha
title: {vi: Sân}
viewpoints:
  - {id: cong, title: {vi: Cổng}, description: {vi: Cổng lớn}, SOURCE, hotspots: [HOTSPOT]}
"""
PLAYLIST = """\
kind: playlist
timezone: ZONE
clips: {a: CLIP}
playlists: {p: {items: [a]}}
schedule: [{playlist: p, ENTRY}]
power: {on: "07:00", off: OFF}
"""
TOUR = """\
kind: tour
title: {vi: Đi}
stops: [{STOP, text: {vi: Xem}}]
questions: [{ask: {vi: Mấy?}, options: ["1", "2"], QUESTION}]
"""


def panorama(*, source="image: a.jpg", hotspot="{exhibit: binh, yaw_deg: 0}"):
    return "scenes/a.yaml", PANORAMA.replace("SOURCE", source).replace("HOTSPOT", hotspot)


def playlist(*, zone="Asia/Ho_Chi_Minh", clip="{exhibit: binh}", entry="days: [mon]", off='"17:00"'):
    text = PLAYLIST.replace("ZONE", zone).replace("CLIP", clip).replace("ENTRY", entry).replace("OFF", off)
    return "scenes/a.yaml", text


def tour(*, stop="exhibit: binh", question="answer: 0"):
    return "scenes/a.yaml", TOUR.replace("STOP", stop).replace("QUESTION", question)


def exhibit(*, replace="", by="", add=""):
    return "exhibits/a.yaml", (EXHIBIT + MODEL).replace(replace, by) + add


def stand(text):
    return "scenes/a.yaml", GALLERY.replace("{kind: plinth, exhibit: binh, at_m: [3.0, 2.0]}", text)


def room(text):
    return "scenes/a.yaml", GALLERY.replace("    size_m: [6.0, 4.0]\n", text)


SOUND = [
    panorama(),
    panorama(source="render: {gallery: g, room: r, at_m: [1, 1]}"),
    panorama(hotspot="{text: {vi: A}, yaw_deg: 1}"),
    playlist(),
    playlist(clip="{text: {vi: A}}"),
    playlist(entry='from: "22:00", to: "06:00"'),
    playlist(entry="dates: [2028-02-29, 2027-02-05/2027-02-09]"),
    playlist(zone="UTC"),
    tour(),
    tour(stop="scene: g, viewpoint: v, yaw_deg: 3"),
    tour(stop="exhibit: e, annotation: a"),
    tour(question="answer: 1, after: 1"),
    exhibit(),
    exhibit(replace="height_m: 0.263", by="unit: mm"),
    exhibit(replace="  height_m: 0.263\n", by=""),
    stand("{kind: frame, wall: west, exhibit: binh}"),
    room("    shell: a.glb\n    walk_m: [[0, 0], [1, 0], [1, 1]]\n"),
    stand("{kind: frame, wall: west, picture: a.jpg, alt: {vi: A}, rights: {license: CC0-1.0}}"),
]
BROKEN = [
    (panorama(source="look_deg: 0"), "one-of-needed"),
    (panorama(source="image: a.jpg, render: {gallery: g, room: r, at_m: [1, 1]}"), "only-one-of"),
    (panorama(hotspot="{yaw_deg: 1}"), "one-of-needed"),
    (panorama(hotspot="{yaw_deg: 1, exhibit: a, text: {vi: A}}"), "only-one-of"),
    (playlist(clip="{seconds: 5}"), "one-of-needed"),
    (playlist(clip="{exhibit: a, video: a.mp4}"), "only-one-of"),
    (playlist(entry='from: "07:00"'), "needs-with"),
    (playlist(entry='to: "07:00"'), "needs-with"),
    (playlist(entry='from: "07:00", to: "07:00"'), "no-time-between"),
    (playlist(entry="dates: [2027-02-29]"), "bad-date"),
    (playlist(entry="dates: [2027-02-09/2027-02-05]"), "bad-date"),
    (playlist(entry="dates: [16/4/2027]"), "bad-date"),
    (playlist(entry='from: "7:00", to: "08:00"'), "bad-time"),
    (playlist(off='"07:00"'), "no-time-between"),
    (playlist(zone="Asia/Hanoi"), "unknown-timezone"),
    (playlist(zone="Asia"), "unknown-timezone"),
    (playlist(zone="../etc/passwd"), "unknown-timezone"),
    (tour(stop="title: {vi: A}"), "one-of-needed"),
    (tour(stop="scene: g, annotation: a"), "needs-with"),
    (tour(stop="exhibit: g, viewpoint: a"), "needs-with"),
    (tour(stop="exhibit: g, yaw_deg: 1"), "needs-with"),
    (tour(question="answer: 2"), "out-of-range"),
    (tour(question="answer: 0, after: 2"), "out-of-range"),
    (exhibit(replace="height_m: 0.263", by="height_m: 0.263\n  unit: mm"), "only-one-of"),
    (exhibit(replace=MODEL, by="annotations: [{id: a, at_m: [0, 0, 0], title: {vi: A}}]\n"), "needs-with"),
    (
        exhibit(
            add="annotations: [{id: a, at_m: [0, 0, 0], title: {vi: A}}, {id: a, at_m: [0, 0, 0], title: {vi: A}}]\n"
        ),
        "id-used-twice",
    ),
    (
        exhibit(replace="record: {", by="record: {parts: [{id: a, title: {vi: A}}, {id: a, title: {vi: B}}], "),
        "id-used-twice",
    ),
    (exhibit(replace="record: {", by="record: {date: {edtf: 5th, text: {vi: V}}, "), "bad-edtf"),
    (exhibit(replace="record: {", by="record: {recognition: {date: 2018-13-24, text: {vi: V}}, "), "bad-date"),
    (exhibit(replace="{status: schematic}", by="{status: survey, made: năm nay}"), "bad-edtf"),
    (stand("{kind: frame, wall: west}"), "one-of-needed"),
    (
        stand("{kind: frame, wall: west, exhibit: binh, picture: a.jpg, alt: {vi: A}, rights: {license: C}}"),
        "only-one-of",
    ),
    (stand("{kind: frame, wall: west, picture: a.jpg, rights: {license: CC0-1.0}}"), "needs-with"),
    (stand("{kind: frame, wall: west, picture: a.jpg, alt: {vi: A}}"), "needs-with"),
    (stand("{kind: bench, at_m: [1, 1], size_m: [51, 1]}"), "out-of-range"),
    (room("    size_m: [201, 4]\n"), "out-of-range"),
    (room("    size_m: [6, -4]\n"), "out-of-range"),
    (room("    shell: a.glb\n    walk_m: [[0, 0], [1, 0]]\n"), "too-few"),
    (room("    size_m: [6, 4]\n    lamps: [{at_m: [1, 3, 1], cut_deg: 10, full_deg: 20}]\n"), "out-of-range"),
]


@pytest.mark.parametrize(("path", "text"), SOUND)
def test_what_the_rules_allow(path, text):
    assert checked(path, text)[1] == []


@pytest.mark.parametrize(("document", "code"), BROKEN)
def test_what_the_rules_refuse(document, code):
    model, problems = checked(*document)
    assert model is None
    assert [p.split("[")[-1] for p in problems] == [f"{code}]"]


def test_a_missing_companion_key_is_told_at_the_key_that_needs_it():
    path, text = stand("{kind: frame, wall: west, picture: a.jpg, rights: {license: CC0-1.0}}")
    assert checked(path, text)[1] == [
        "scenes/a.yaml:8:35: 'picture' needs 'alt' beside it. Add 'alt' or delete 'picture' [needs-with]"
    ]
