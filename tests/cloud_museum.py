"""A museum of one point cloud and one exhibit of splats from the shared data folder: what tests of these build."""

from __future__ import annotations

from pathlib import Path

from real_museum import DATA

FILES = {"diem": "splats/venus-points-200k.ply", "splat": "splats/venus-60k.splat"}
NAMES = {"diem": ("Tượng Venus, đám mây điểm", "Venus as points"), "splat": ("Tượng Venus, splat", "Venus as splats")}


def write(folder: Path) -> Path:
    """Write the museum into `folder` and return it."""
    (folder / "exhibits").mkdir(parents=True)
    (folder / "museum.yaml").write_text(
        "title: {vi: Điểm và splat, en: Points and splats}\nbase_url: https://points.example\nhome: vuon\n"
        f"masters: {DATA}\nvenues:\n  vuon: {{name: {{vi: Vườn, en: Garden}}}}\n",
        encoding="utf-8",
    )
    for name, file in FILES.items():
        vi, en = NAMES[name]
        (folder / "exhibits" / f"{name}.yaml").write_text(
            f"kind: object\ntitle: {{vi: '{vi}', en: '{en}'}}\nvenue: vuon\n"
            "label: {vi: Tượng đá trong vườn., en: A stone statue in a garden.}\n"
            "record: {dimensions: {height_m: 1.7}, sources: [https://example.org]}\n"
            f"model:\n  file: masters/{file}\n  height_m: 1.7\n  turn_deg: 180\n"
            "  paradata: {status: survey, method: photogrammetry}\n"
            "  rights: {license: CC0-1.0, credit: {vi: Sketchfab, en: Sketchfab}}\n"
            "  alt: {vi: Tượng một người phụ nữ bằng đá, en: A stone statue of a woman}\n"
            "annotations:\n  - {id: dau, at_m: [0.0, 1.55, 0.1], title: {vi: Đầu, en: Head}}\n",
            encoding="utf-8",
        )
    return folder
