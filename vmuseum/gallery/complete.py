"""gallery.complete: the whole gallery with its exhibits as plain glTF, the light baked into vertex colours.

Materials are KHR_materials_unlit, which every viewer knows: what is seen is texture times vertex colour, already
exposed and tone mapped, so the picture is the same everywhere. Surfaces are split where their light is not even.
"""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.gallery.lightmap import decoded
from vmuseum.gallery.subdivide import sides, split, with_longest
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Material, Mesh, Part, decode
from vmuseum.mesh.glb import write_glb
from vmuseum.plan.recipes import GalleryComplete, Output
from vmuseum.render.tone import decoded as linear_of
from vmuseum.render.tone import encoded as srgb_of
from vmuseum.render.tone import neutral
from vmuseum.schema.gallery_scene import GalleryScene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image
    from vmuseum.schema.gallery_scene import StandRef

    F64 = NDArray[np.float64]

_UNEVEN = 0.012  # shown brightness (0 to 1) a straight side may miss before it is split
_SHORTEST_M = 0.07
_LONGEST_M = 0.45
_MORE_TRIANGLES = 160_000  # added over all parts, by area
_ROUNDS = 14


def run(inputs: Mapping[str, bytes], params: GalleryComplete) -> Output:
    """Return `complete.glb`. A gallery of three rooms takes about 3 s."""
    mesh = decode(inputs["scene.vmesh"])
    scene = GalleryScene.model_validate_json(inputs["scene.json"])
    lux = decoded(inputs["light.webp"], scene.light.map_scale).astype(np.float64)
    means = [_mean(image) for image in mesh.images]
    size = max(0.0, *(h - low for low, h in zip(scene.low, scene.high, strict=True)))
    longest = max(_LONGEST_M, size / 60.0)
    areas = [_area(p) if p.uvs2 is not None else 0.0 for p in mesh.parts]
    exposure = scene.light.exposure
    lit = [
        _even(p, lux, exposure, longest, int(_MORE_TRIANGLES * area / max(sum(areas), 1e-9))) if area > 0 else p
        for p, area in zip(mesh.parts, areas, strict=True)
    ]
    parts = tuple(_unlit(p, lux, scene, means) for p in lit)
    pictures = tuple(raster.portable(image) for image in mesh.images)
    plain = Mesh(parts, pictures)
    data = _marked_unlit(write_glb(plain, compressed=False, copyright=params.copyright))
    return Output({"complete.glb": data}, {"bytes": len(data), "triangles": plain.triangles})


def _mean(image: Image) -> F64:
    """Return the mean linear colour of a texture."""
    small = raster.decode(image.data, max_px=64).convert("RGB").resize((32, 32))
    return np.asarray(linear_of(np.asarray(small, dtype=np.float64) / 255.0).mean(axis=(0, 1)), dtype=np.float64)


def _area(part: Part) -> float:
    corners = part.positions[part.indices].astype(np.float64)
    crossed = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(crossed, axis=1).sum()) / 2 + 0.5  # small parts get a share too


def look_up(lux: F64, uvs: NDArray[np.floating[Any]]) -> F64:
    """Return the lux at light map coordinates (n, 2), between four texels."""
    height, width = lux.shape[:2]
    x = np.clip(uvs[:, 0] * width - 0.5, 0.0, width - 1.001)
    y = np.clip(uvs[:, 1] * height - 0.5, 0.0, height - 1.001)
    i, j = x.astype(np.int64), y.astype(np.int64)
    fx, fy = (x - i)[:, None], (y - j)[:, None]
    upper = lux[j, i] * (1 - fx) + lux[j, i + 1] * fx
    lower = lux[j + 1, i] * (1 - fx) + lux[j + 1, i + 1] * fx
    return np.asarray(upper * (1 - fy) + lower * fy, dtype=np.float64)


def _even(part: Part, lux: F64, exposure: float, longest: float, spare: int) -> Part:
    """Split a part until its light is nearly straight between vertices, adding at most `spare` triangles."""
    current = part
    for _ in range(_ROUNDS):
        assert current.uvs2 is not None  # noqa: S101 - asked before
        found = sides(current)
        a, b = found.ends[:, 0], found.ends[:, 1]
        shown = _grey(look_up(lux, current.uvs2), exposure)
        middle = _grey(look_up(lux, (current.uvs2[a] + current.uvs2[b]) / 2), exposure)
        uneven = np.abs(middle - (shown[a] + shown[b]) / 2) > _UNEVEN
        marked = (found.lengths > longest) | (uneven & (found.lengths > _SHORTEST_M))
        finer = split(current, found, with_longest(found, marked))
        if not marked.any() or len(finer.indices) > len(part.indices) + spare:
            break
        current = finer
    return current


def _grey(lux: F64, exposure: float) -> F64:
    """Return the shown brightness (sRGB, 0 to 1) of a grey surface of albedo 0.5."""
    return np.asarray(srgb_of(neutral(lux * (0.5 / np.pi * exposure))).mean(axis=1), dtype=np.float64)


def _unlit(part: Part, lux: F64, scene: GalleryScene, means: Sequence[F64]) -> Part:
    """Return a part whose vertex colours hold its light."""
    material = part.material
    if material.alpha == "BLEND":
        return replace(part, uvs2=None, colours=None)
    count = len(part.positions)
    texture = means[material.base_texture] if material.base_texture is not None and part.uvs is not None else np.ones(3)
    albedo = np.tile(np.array(material.base_colour[:3]), (count, 1))
    if part.colours is not None:
        albedo = albedo * part.colours[:, :3]
    light = look_up(lux, part.uvs2) if part.uvs2 is not None else _standing_light(part, scene)
    shown = neutral(albedo * texture * light * (scene.light.exposure / np.pi))
    colours = np.clip(shown / np.maximum(texture, 1e-3), 0.0, 1.0)
    rgba = np.concatenate([colours, np.ones((count, 1))], axis=1).astype(np.float32)
    plain = Material(
        name=material.name,
        roughness=1.0,
        alpha=material.alpha,
        double_sided=material.double_sided,
        base_texture=material.base_texture,
    )
    return replace(part, uvs2=None, normals=None, colours=rgba, material=plain)


def _standing_light(part: Part, scene: GalleryScene) -> F64:
    """Return the lux at the vertices of an exhibit: its probe and the spots hung for it."""
    normals = _normals(part).astype(np.float64)
    name = part.name.split(":")[1] if part.name.startswith("exhibit:") else ""
    stand = next((s for s in scene.stands if s.id == name), None)
    light = _ambient(normals, stand, scene)
    for spot in scene.light.spots:
        if spot.stand != name:
            continue
        towards = np.array(spot.at) - part.positions
        away = np.linalg.norm(towards, axis=1)
        towards = towards / np.maximum(away, 1e-6)[:, None]
        axis = np.array(spot.aim) - np.array(spot.at)
        angle = np.arccos(np.clip(-(towards @ (axis / np.linalg.norm(axis))), -1.0, 1.0))
        beam = np.clip((spot.cut - angle) / max(spot.cut - spot.full, 1e-6), 0.0, 1.0)
        facing = np.clip(np.einsum("ij,ij->i", towards, normals), 0.0, 1.0)
        light = light + (beam * facing / np.maximum(away, 0.05) ** 2)[:, None] * np.array(spot.candela)
    if scene.light.sun is not None and scene.light.sun_lux is not None:
        light = light + np.clip(normals @ np.array(scene.light.sun), 0, 1)[:, None] * np.array(scene.light.sun_lux)
    return np.asarray(light, dtype=np.float64)


def _ambient(normals: F64, stand: StandRef | None, scene: GalleryScene) -> F64:
    """Return the lux of an ambient cube (squared cosines), or of sky and ground without one."""
    if stand is None or stand.probe is None:
        up = (normals[:, 1:2] + 1) / 2
        return np.asarray(up * np.array(scene.light.sky) + (1 - up) * np.array(scene.light.ground), dtype=np.float64)
    cube = np.array(stand.probe)
    light = np.zeros((len(normals), 3))
    for axis in range(3):
        side = np.where(normals[:, axis : axis + 1] > 0, cube[2 * axis], cube[2 * axis + 1])
        light += normals[:, axis : axis + 1] ** 2 * side
    return light


def _normals(part: Part) -> NDArray[np.float32]:
    if part.normals is not None:
        return part.normals
    corners = part.positions[part.indices]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    found = np.zeros_like(part.positions)
    for k in range(3):
        np.add.at(found, part.indices[:, k], flat)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _marked_unlit(glb: bytes) -> bytes:
    """Return a GLB whose opaque materials are KHR_materials_unlit."""
    (length,) = struct.unpack_from("<I", glb, 12)
    document = json.loads(glb[20 : 20 + length])
    rest = glb[20 + length :]
    for material in document["materials"]:
        if material.get("alphaMode") != "BLEND":
            material.setdefault("extensions", {})["KHR_materials_unlit"] = {}
    used = {*document.get("extensionsUsed", []), "KHR_materials_unlit"}
    document["extensionsUsed"] = sorted(used)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sIIII", b"glTF", 2, 20 + len(text) + len(rest), len(text), 0x4E4F534A)
    return head + text + rest
