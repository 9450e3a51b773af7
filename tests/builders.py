"""Small museums on disk and in memory, for tests of every room."""

from pathlib import Path

from vmuseum.messages import line
from vmuseum.schema.check import check
from vmuseum.sources.yaml import parse

MUSEUM = """\
title: {vi: Bảo tàng thử, en: Test museum}
base_url: https://museum.example
home: nha
venues:
  nha: {name: {vi: Nhà, en: House}}
"""
EXHIBIT = """\
kind: object
title: {vi: Bình gốm, en: Vase}
venue: nha
label:
  vi: >-
    Chiếc bình gốm này được tìm thấy năm 1998 khi đào móng nhà bên rạch. Thân bình tròn, cổ cao, vòi ngắn.
    Người thợ nặn bằng bàn xoay rồi nung trong lò ngoài trời, vì vậy mặt gốm có nhiều màu khác nhau.
  en: >-
    This vase was found in 1998 when a house was built beside the canal. The body is round, the neck is tall, the
    spout is short. It was thrown on a wheel and fired in the open.
record: {sources: ["https://museum.example/vase"]}
"""
MODEL = """\
model:
  file: models/vase.glb
  height_m: 0.263
  paradata: {status: schematic}
  rights: {license: CC0-1.0}
  alt: {vi: Bình gốm màu đỏ, en: A red vase}
"""
GALLERY = """\
kind: gallery
venue: nha
title: {vi: Phòng một, en: Room one}
rooms:
  - id: mot
    size_m: [6.0, 4.0]
    stands:
      - {kind: plinth, exhibit: binh, at_m: [3.0, 2.0]}
viewpoints:
  - {id: cua, room: mot, at_m: [3.0, 3.5]}
"""


def museum_folder(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Write a small sound museum into `folder`; `files` (path to content) add to it or replace its files."""
    plain: dict[str, str | bytes] = {
        "museum.yaml": MUSEUM,
        "exhibits/binh.yaml": EXHIBIT + MODEL,
        "scenes/phong.yaml": GALLERY,
        **(files or {}),
    }
    for path, content in plain.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def checked(path: str, text: str):
    """Return the model of a document written as `text`, or None, and its problems as lines in English."""
    document, problems = parse(path, text.encode())
    model = None
    if document is not None:
        model, more = check(document)
        problems += more
    return model, [line(p, "en") for p in problems]


def codes(problems) -> list[str]:
    """Return the codes of problems, in order."""
    return [p.code for p in problems]
