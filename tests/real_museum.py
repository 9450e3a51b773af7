"""A second museum made of real scans and panoramas from the shared data folder: what tests and benchmarks build.

Nothing of that folder is copied: the museum names it as its masters folder.
"""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
WHY_SKIPPED = "the folder of real scans (shared/data) is not beside the repository"

SCANS = {
    # id: (file, how to size it, Vietnamese title, English title, licence, credit)
    "venus-vuon": (
        "scans/venus-outdoor/venus.gltf",
        "height_m: 1.7",
        "Tượng Venus trong vườn",
        "Garden statue of Venus",
        "CC0-1.0",
        "Sketchfab 47c7f4d3b6e6",
    ),
    "ken": (
        "scans/saxophone-draco.glb",
        "height_m: 0.66",
        "Kèn saxophone của Charlie Parker",
        "Charlie Parker's alto saxophone",
        "CC0-1.0",
        "Smithsonian Institution",
    ),
    "ken-obj": (
        "scans/saxophone-obj/saxophone.obj",
        "height_m: 0.66",
        "Kèn saxophone, bản OBJ",
        "Saxophone, OBJ copy",
        "CC0-1.0",
        "Smithsonian Institution",
    ),
    "so-ca-voi": (
        "scans/whale-cranium.glb",
        "height_m: 0.42",
        "Sọ cá voi hoa tiêu",
        "Skull of a pilot whale",
        "CC0-1.0",
        "Smithsonian Institution",
    ),
    "su-tu": (
        "scans/lion-statue.obj",
        "height_m: 0.9",
        "Tượng sư tử",
        "Lion statue",
        "CC-BY-SA-3.0",
        "tomburtonwood, Oded Stein",
    ),
    "venus-milo": (
        "scans/venus-de-milo-smk.glb",
        "unit: mm",
        "Venus de Milo, bản thạch cao",
        "Venus de Milo, plaster cast",
        "CC0-1.0",
        "SMK, National Gallery of Denmark",
    ),
    "demosthenes": (
        "scans/demosthenes-bust.obj",
        "height_m: 0.6",
        "Tượng bán thân Demosthenes",
        "Bust of Demosthenes",
        "CC-BY-4.0",
        "ryanfb, Oded Stein",
    ),
}
PLACES = {
    # id: (picture, title, links as (to, yaw), look)
    "them": ("tours/pannellum-site/images/bma-1.jpg", "Thềm bảo tàng", "Museum steps", [("phong", 1.5)], 1.5),
    "phong": ("panoramas/gallery-8k.jpg", "Phòng trưng bày", "Exhibition gallery", [("sanh", -57), ("them", 35)], -57),
    "sanh": ("panoramas/library-hall-8k.jpg", "Sảnh thư viện", "Library hall", [("phong", -116), ("ban-cong", 64)], 0),
    "ban-cong": ("panoramas/library-6th-floor-8k.jpg", "Ban công tầng sáu", "Sixth-floor balcony", [("sanh", -7)], 0),
}
STANDS = {
    "tay": [("floor", "venus-vuon", [2.0, 2.0], 0), ("case", "ken", [5.0, 2.0], 0), ("case", "ken-obj", [7.5, 2.0], 0)],
    "dong": [
        ("floor", "venus-milo", [2.0, 2.0], 0),
        ("case", "so-ca-voi", [4.8, 2.0], 0),
        ("plinth", "demosthenes", [7.4, 2.0], 0),
        ("plinth", "su-tu", [4.8, 5.2], 0),
    ],
}


def write(folder: Path, *, only: tuple[str, ...] = (), panoramas: bool = True) -> Path:
    """Write the museum into `folder` and return it. `only` keeps just these exhibits; `panoramas` may be left out."""
    for name in ("exhibits", "scenes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _put(
        folder / "museum.yaml",
        f"""
        title: {{vi: Bảo tàng bản quét thật, en: Museum of real scans}}
        base_url: https://scans.example
        home: nha
        masters: {DATA.as_posix()}
        venues:
          nha: {{name: {{vi: Nhà trưng bày, en: Exhibition house}}}}
        """,
    )
    wanted = {k: v for k, v in SCANS.items() if not only or k in only}
    for name, row in wanted.items():
        _put(folder / "exhibits" / f"{name}.yaml", _exhibit(*row))
    _put(folder / "scenes" / "nha-3d.yaml", _gallery(set(wanted)))
    if panoramas:
        _put(folder / "scenes" / "bon-phong.yaml", _panorama())
    return folder


def _exhibit(file: str, size: str, vi: str, en: str, licence: str, credit: str) -> str:
    return f"""
        kind: object
        title: {{vi: "{vi}", en: "{en}"}}
        venue: nha
        label: {{vi: "{vi}. Bản quét thật dùng để thử bộ máy dựng bảo tàng.", en: "{en}. A real scan that tries the engine."}}
        record: {{sources: [https://example.org]}}
        model:
          file: masters/{file}
          {size}
          paradata: {{status: survey, method: photogrammetry}}
          rights: {{license: {licence}, credit: {{vi: "{credit}", en: "{credit}"}}}}
          alt: {{vi: "Bản quét: {vi}", en: "Scan: {en}"}}
        """


def _gallery(wanted: set[str]) -> str:
    rooms = []
    for room, other, wall in (("tay", "dong", "east"), ("dong", "tay", "west")):
        beside = "" if room == "tay" else "beside: {room: tay, wall: east}"
        stands = [s for s in STANDS[room] if s[1] in wanted]
        rows = "\n".join(
            f"              - {{kind: {k}, exhibit: {e}, at_m: {a}, turn_deg: {t}}}" for k, e, a, t in stands
        )
        rooms.append(
            f"""
          - id: {room}
            size_m: [9.5, 7.0]
            {beside}
            openings: [{{wall: {wall}, to: {other}, at_m: 3.5}}]
            stands:
{rows or "              []"}""".rstrip()
        )
    return f"""
        kind: gallery
        venue: nha
        title: {{vi: Phòng bản quét, en: Room of scans}}
        rooms:{"".join(rooms)}
        viewpoints:
          - {{id: cua, room: tay, at_m: [4.5, 6.0], look_deg: 0}}
          - {{id: dong, room: dong, at_m: [3.2, 3.8], look_deg: 20}}
        """


def _panorama() -> str:
    views = []
    for name, (file, vi, en, links, look) in PLACES.items():
        ways = ", ".join(f"{{to: {to}, yaw_deg: {yaw}}}" for to, yaw in links)
        views.append(
            f"""
          - id: {name}
            image: masters/{file}
            title: {{vi: {vi}, en: {en}}}
            description: {{vi: "Ảnh chụp toàn cảnh: {vi}.", en: "Photographed panorama: {en}."}}
            rights: {{license: CC-BY-SA-4.0, credit: {{vi: Matthew Petroff, en: Matthew Petroff}}}}
            look_deg: {look}
            links: [{ways}]""".rstrip()
        )
    return f"""
        kind: panorama
        venue: nha
        title: {{vi: Bốn phòng, en: Four rooms}}
        viewpoints:{"".join(views)}
        """


def _put(path: Path, text: str) -> None:
    lines = text.strip("\n").splitlines()
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    path.write_text("\n".join(line[indent:] for line in lines).rstrip() + "\n", encoding="utf-8")
