"""A museum whose scans count as very large from 100 000 triangles on: `python tests/huge_museum.py build FOLDER`.

A program of its own, because the engine starts fresh processes that read the main module again.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import numpy as np

FILES = {
    "museum.yaml": """
        title: {vi: Bảo tàng bản quét lớn, en: Museum of large scans}
        base_url: https://large.example
        home: nha
        venues:
          nha: {name: {vi: Nhà, en: House}}
        """,
    "exhibits/qua.yaml": """
        kind: object
        title: {vi: Quả đá, en: Stone ball}
        venue: nha
        label: {vi: Một quả đá sần sùi., en: A rough ball of stone.}
        record: {dimensions: {height_m: 0.4}, sources: [https://example.org]}
        model:
          file: models/qua.glb
          height_m: 0.4
          paradata: {status: schematic, method: procedural}
          rights: {license: CC0-1.0, credit: {vi: Hình vẽ, en: Drawing}}
          alt: {vi: Quả đá, en: A ball of stone}
        annotations:
          - {id: dinh, at_m: [0.0, 0.4, 0.0], title: {vi: Đỉnh, en: Top}}
        """,
}


def write(folder: Path, *, rings: int = 220) -> Path:
    """Write the museum: one rough ball of 4 * rings * (rings - 1) triangles with a picture."""
    from mesh_builders import picture, sphere
    from vmuseum.mesh.arrays import Image, Material, Mesh
    from vmuseum.mesh.glb import write_glb

    part = sphere(rings, material=Material(base_texture=0, roughness=0.9))
    x, y, z = part.positions.T.astype(np.float64)
    bumps = 1 + 0.03 * np.sin(9 * x) * np.sin(11 * y + 1) * np.sin(7 * z) + 0.004 * np.sin(60 * x) * np.sin(50 * y)
    part = replace(part, positions=(part.positions * bumps[:, None]).astype(np.float32), normals=None)
    mesh = Mesh((part,), (Image("image/png", picture(1024)),))
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    (folder / "models").mkdir()
    (folder / "models" / "qua.glb").write_bytes(write_glb(mesh, compressed=False))
    return folder


def main() -> None:
    """Run vmuseum with the limit lowered."""
    from vmuseum.cli.main import main as vmuseum
    from vmuseum.plan import profiles

    profiles.PROFILES["web"] = replace(profiles.WEB, huge_triangles=100_000)
    vmuseum()


if __name__ == "__main__":
    sys.exit(main())
