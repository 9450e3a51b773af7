"""Meshes and mesh files for tests."""

import io
import json
import struct
from pathlib import Path

import numpy as np

from vmuseum.mesh.arrays import Image, Material, Mesh, Part

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def sphere(
    rings: int = 24, *, radius: float = 1.0, colours: bool = False, material: Material | None = None, name: str = ""
) -> Part:
    """Return a closed ball with a texture seam, `2 * rings` segments around."""
    around = 2 * rings
    u, v = np.meshgrid(np.linspace(0, 1, around + 1), np.linspace(0, 1, rings + 1))
    angle, height = u * 2 * np.pi, v * np.pi
    unit = np.stack([np.cos(angle) * np.sin(height), np.cos(height), np.sin(angle) * np.sin(height)], -1).reshape(-1, 3)
    unit[np.abs(unit) < 1e-12] = 0.0
    unit = unit.reshape(rings + 1, around + 1, 3)
    unit[:, -1] = unit[:, 0]
    unit = unit.reshape(-1, 3)
    place = np.arange((rings + 1) * (around + 1)).reshape(rings + 1, around + 1)
    a, b, c, d = place[:-1, :-1], place[:-1, 1:], place[1:, :-1], place[1:, 1:]
    upper, lower = np.stack([a, b, c], -1)[1:], np.stack([b, d, c], -1)[:-1]
    indices = np.concatenate([upper.reshape(-1, 3), lower.reshape(-1, 3)]).astype(np.uint32)
    return Part(
        name,
        (unit * radius).astype(np.float32),
        indices,
        normals=unit.astype(np.float32),
        uvs=np.stack([u, v], -1).reshape(-1, 2).astype(np.float32),
        colours=np.column_stack([np.abs(unit), np.ones(len(unit))]).astype(np.float32) if colours else None,
        material=material or Material(),
    )


def picture(size: int = 64, kind: str = "PNG", *, mode: str = "RGB") -> bytes:
    """Return a picture of a smooth ramp with a checker."""
    from PIL import Image as Pil

    y, x = np.mgrid[0:size, 0:size]
    checker = ((x // 8 + y // 8) % 2 * 60).astype(np.uint8)
    planes = [(x * 180 // size + checker).astype(np.uint8), (y * 180 // size + checker).astype(np.uint8), checker + 90]
    if mode == "RGBA":
        planes.append(np.full_like(planes[0], 255))
    out = io.BytesIO()
    Pil.fromarray(np.stack(planes, axis=2)).save(out, kind)
    return out.getvalue()


def textured(part: Part, *, size: int = 64) -> Mesh:
    """Return a mesh of `part` with a base picture."""
    from dataclasses import replace

    with_picture = replace(part, material=replace(part.material, base_texture=0))
    return Mesh((with_picture,), (Image("image/png", picture(size)),))


def glb(document: dict, binary: bytes = b"") -> bytes:
    """Return a GLB of a hand-made document."""
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary += bytes(-len(binary) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text
    if binary:
        body += struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def edge_users(mesh: Mesh) -> np.ndarray:
    """Return how many triangles use each edge, vertices at one place counted as one."""
    positions = np.concatenate([part.positions for part in mesh.parts]) + np.float32(0)
    starts = np.cumsum([0, *(len(part.positions) for part in mesh.parts)])
    indices = np.concatenate([part.indices + s for part, s in zip(mesh.parts, starts[:-1], strict=True)])
    place = np.unique(positions, axis=0, return_inverse=True)[1].reshape(-1)[indices]
    sides = np.sort(np.concatenate([place[:, [0, 1]], place[:, [1, 2]], place[:, [2, 0]]]), axis=1)
    return np.unique(sides, axis=0, return_counts=True)[1]
