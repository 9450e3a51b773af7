"""The smallest museum that uses every kind of recipe: one exhibit, one room, one drawn viewpoint, one clip of words."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

CUBE = """
o khoi
v -1 0 -1
v 1 0 -1
v 1 0 1
v -1 0 1
v -1 2 -1
v 1 2 -1
v 1 2 1
v -1 2 1
f 1 2 3 4
f 8 7 6 5
f 1 5 6 2
f 2 6 7 3
f 3 7 8 4
f 4 8 5 1
"""
FILES = {
    "museum.yaml": """
        title: {vi: Bảo tàng nhỏ, en: Small museum}
        base_url: https://small.example
        home: nha
        venues:
          nha: {name: {vi: Nhà, en: House}}
        """,
    "models/khoi.obj": CUBE,
    "exhibits/khoi.yaml": """
        kind: object
        code: KH01
        title: {vi: Khối đá, en: Stone block}
        venue: nha
        label: {vi: Một khối đá vuông vức., en: A squared block of stone.}
        record: {dimensions: {height_m: 0.4}, sources: [https://example.org]}
        model:
          file: models/khoi.obj
          height_m: 0.4
          paradata: {status: schematic, method: procedural}
          rights: {license: CC0-1.0, credit: {vi: Hình vẽ, en: Drawing}}
          alt: {vi: Khối vuông, en: A cube}
        """,
    "scenes/phong.yaml": """
        kind: gallery
        venue: nha
        title: {vi: Phòng, en: Room}
        rooms:
          - id: phong
            size_m: [4.0, 4.0]
            stands: [{kind: plinth, exhibit: khoi, at_m: [2.0, 1.5]}]
        viewpoints:
          - {id: cua, room: phong, at_m: [2.0, 3.2], look_deg: 0}
        """,
    "scenes/toan-canh.yaml": """
        kind: panorama
        venue: nha
        title: {vi: Toàn cảnh, en: Panorama}
        paradata: schematic
        viewpoints:
          - id: giua
            title: {vi: Giữa phòng, en: Middle of the room}
            description: {vi: Một phòng nhỏ., en: A small room.}
            render: {gallery: phong, room: phong, at_m: [2.0, 3.0]}
            look_deg: 0
        """,
    "scenes/quat.yaml": """
        kind: playlist
        title: {vi: Quạt, en: Fans}
        venue: nha
        timezone: Asia/Ho_Chi_Minh
        clips:
          chao: {text: {vi: Xin chào, en: Welcome}, motion: orbit, seconds: 4}
        playlists:
          ngay: {items: [chao]}
        default: ngay
        schedule:
          - {group: sanh, playlist: ngay, from: "07:30", to: "11:00"}
        """,
}


def write(folder: Path) -> Path:
    """Write the museum into `folder` and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    return folder
