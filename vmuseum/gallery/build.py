"""gallery.build: rooms, stands and lamps from YAML become one optimised GLB with baked light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.adapt import Adaptation
from vmuseum.gallery.assemble import Pictures, built_parts
from vmuseum.gallery.bake import Setting, bake
from vmuseum.gallery.contents import moved_textures
from vmuseum.gallery.drawing import draw
from vmuseum.gallery.lightmap import encoded, map_scale
from vmuseum.gallery.sky import exposure_of
from vmuseum.gallery.staging import make_staged
from vmuseum.gallery.story import Told, tell
from vmuseum.mesh.arrays import Mesh, encode
from vmuseum.mesh.glb import write_glb
from vmuseum.plan.recipes import GalleryBuild, Output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.gallery.bake import Baked
    from vmuseum.gallery.drawing import Drawn
    from vmuseum.gallery.staging import Staged
    from vmuseum.geometry import Vec3
    from vmuseum.mesh.arrays import Part


def run(inputs: Mapping[str, bytes], params: GalleryBuild) -> Output:
    """Build a gallery. See GalleryBuild for inputs and outputs.

    Raises RecipeError gallery-input-missing, gallery-picture-broken, shell-without-walk and the codes of layout.check.
    """
    drawn = draw(inputs, params)
    staged = make_staged(drawn, params)
    exposure = exposure_of(drawn.gallery)
    baked = bake(_setting(drawn, staged, exposure), (staged.atlas.width, staged.atlas.height), staged.effort)
    scale = map_scale(baked.lit, exposure)
    light = encoded(baked.lux, scale)
    mesh = _mesh(drawn, staged)
    whole = _with_exhibits(mesh, drawn)
    scene = tell(_told(drawn, staged, baked, whole), exposure, scale)
    model = write_glb(mesh, compressed=True)
    files = {
        "gallery.glb": model,
        "light.webp": light,
        "scene.vmesh": encode(whole),
        "scene.json": scene.model_dump_json().encode(),
    }
    facts = {
        "bytes": len(model),
        "triangles": mesh.triangles,
        "light_bytes": len(light),
        "bake_rays": baked.rays,
        "light_px": [staged.atlas.width, staged.atlas.height],
        "texels_m": round(staged.texels_m, 3),
    }
    return Output(files, facts)


def _told(drawn: Drawn, staged: Staged, baked: Baked, whole: Mesh) -> Told:
    return Told(
        drawn.gallery,
        drawn.plan,
        drawn.contents,
        drawn.stock,
        drawn.lamps,
        drawn.sky,
        staged.bare,
        baked,
        drawn.shells.outlines,
        drawn.shells.floor,
        drawn.shells.ground,
        _bounds(whole),
    )


def _setting(drawn: Drawn, staged: Staged, exposure: float) -> Setting:
    open_rooms = frozenset(r.index for r in drawn.plan.rooms if not r.roofed)
    return Setting(
        staged.stage,
        staged.texels,
        drawn.lamps,
        drawn.sky,
        staged.neighbours,
        staged.exhibit_cells,
        Adaptation(exposure, open_rooms) if drawn.gallery.lighting == "day" else None,
    )


def _mesh(drawn: Drawn, staged: Staged) -> Mesh:
    """Return everything but the exhibits."""
    pictures = Pictures()
    parts = list(built_parts(drawn.sketch, drawn.plan, staged.atlas, drawn.contents.prints, pictures))
    if staged.block is not None:
        shift = len(pictures.images)
        pictures.images.extend(drawn.shells.images)
        parts += _shell_parts(staged, shift)
    return Mesh(tuple(_numbered(p) for p in parts), tuple(pictures.images))


def _numbered(part: Part) -> Part:
    """Return a part with some TEXCOORD_0 where it has TEXCOORD_1: glTF wants them counted from 0."""
    if part.uvs2 is None or part.uvs is not None:
        return part
    return replace(part, uvs=np.zeros((len(part.positions), 2), np.float32))


def _shell_parts(staged: Staged, shift: int) -> list[Part]:
    block, atlas = staged.block, staged.atlas
    assert block is not None  # noqa: S101 - asked before
    size = np.array([atlas.width, atlas.height], dtype=np.float32)
    parts: list[Part] = []
    for number, part in enumerate(block.parts):
        lit = number < len(block.pixels)
        uvs2 = np.ascontiguousarray(block.pixels[number] / size, dtype=np.float32) if lit else None
        parts.append(replace(part, uvs2=uvs2, material=moved_textures(part.material, shift)))
    return sorted(parts, key=lambda p: p.name)


def _with_exhibits(mesh: Mesh, drawn: Drawn) -> Mesh:
    shift = len(mesh.images)
    exhibits = [
        replace(part, material=moved_textures(part.material, shift))
        for name in sorted(drawn.contents.exhibits)
        for part in drawn.contents.exhibits[name]
    ]
    return Mesh((*mesh.parts, *exhibits), (*mesh.images, *drawn.contents.images))


def _bounds(mesh: Mesh) -> tuple[Vec3, Vec3]:
    low, high = mesh.bounds()
    return _vec3(low), _vec3(high)


def _vec3(values: NDArray[np.float32]) -> Vec3:
    return (round(float(values[0]), 4), round(float(values[1]), 4), round(float(values[2]), 4))
