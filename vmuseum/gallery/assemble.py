"""From drawn faces to a Mesh: one part a name and material, light map coordinates, shared textures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.gallery.architecture import wall_surface
from vmuseum.gallery.surfaces import skin
from vmuseum.mesh.arrays import Image, Material, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from vmuseum.gallery.atlas import Atlas
    from vmuseum.gallery.placing import Plan
    from vmuseum.gallery.sketch import Face, Sketch
    from vmuseum.schema.base import Wall

_TINTED = ("trim", "plinth", "bench", "frame", "panel")


@dataclass(slots=True)
class Pictures:
    """Images of a mesh, each kept once."""

    images: list[Image] = field(default_factory=list)

    def number(self, image: Image) -> int:
        """Return the index of an image, adding it where it is new."""
        for k, known in enumerate(self.images):
            if known.data == image.data:
                return k
        self.images.append(image)
        return len(self.images) - 1


def light_uvs(face: Face, sketch: Sketch, atlas: Atlas) -> NDArray[np.float64]:
    """Return the light map coordinates (0 to 1) of a face's vertices."""
    return (light_texels(face, sketch, atlas) + _corner(face.chart, atlas) + 0.5) / (atlas.width, atlas.height)


def light_texels(face: Face, sketch: Sketch, atlas: Atlas) -> NDArray[np.float64]:
    """Return column and row (n, 2) of a face's vertices on its own chart."""
    chart = sketch.charts[face.chart]
    columns, rows = int(atlas.columns[face.chart]), int(atlas.rows[face.chart])
    s = face.st[:, 0] / chart.size[0] * (columns - 1)
    t = face.st[:, 1] if chart.ring else face.st[:, 1] / chart.size[1] * (rows - 1)
    return np.stack([np.clip(s, 0, columns - 1), np.clip(t, 0, rows - 1)], axis=1)


def _corner(chart: int, atlas: Atlas) -> NDArray[np.float64]:
    return np.array([atlas.left[chart], atlas.top[chart]], dtype=np.float64)


def built_parts(
    sketch: Sketch, plan: Plan, atlas: Atlas, prints: Mapping[str, Image], pictures: Pictures
) -> tuple[Part, ...]:
    """Return the parts of everything drawn, in order of name; a name may hold several materials."""
    groups: dict[str, list[Face]] = {}
    for face in sketch.faces:
        groups.setdefault(face.part, []).append(face)
    return tuple(
        _part(sketch, plan, atlas, name, groups[name], prints, pictures)
        for name in sorted(groups)
        if _triangles(groups[name])
    )


def _triangles(faces: Iterable[Face]) -> int:
    return sum(len(face.triangles) for face in faces)


def _part(
    sketch: Sketch,
    plan: Plan,
    atlas: Atlas,
    name: str,
    faces: Sequence[Face],
    prints: Mapping[str, Image],
    pictures: Pictures,
) -> Part:
    material, repeat = _material(plan, name, prints, pictures)
    positions = np.concatenate([f.positions for f in faces])
    starts = np.concatenate([[0], np.cumsum([len(f.positions) for f in faces])[:-1]]).astype(np.int64)
    indices = np.concatenate([f.triangles + at for f, at in zip(faces, starts, strict=True)])
    uvs2 = np.concatenate([light_uvs(f, sketch, atlas) for f in faces])
    normals = np.concatenate([f.normals for f in faces])
    colours = np.concatenate([np.tile([*f.colour, 1.0], (len(f.positions), 1)) for f in faces])
    uvs = np.concatenate([f.uvs for f in faces]) / repeat
    used, flat = np.unique(indices, return_inverse=True)
    glass = name.startswith("glass:")
    tinted = not glass and bool((np.abs(colours[used] - 1.0) > 1e-6).any())
    return Part(
        name.removesuffix("#print"),
        positions[used].astype(np.float32),
        flat.reshape(-1, 3).astype(np.uint32),
        normals=normals[used].astype(np.float32),
        uvs=uvs[used].astype(np.float32) if material.base_texture is not None else None,
        uvs2=None if glass else uvs2[used].astype(np.float32),
        colours=colours[used].astype(np.float32) if tinted else None,
        material=material,
    )


def _material(plan: Plan, name: str, prints: Mapping[str, Image], pictures: Pictures) -> tuple[Material, float]:
    """Return the material of a part and the metres one texture repeat covers."""
    kind, _, rest = name.partition(":")
    if name in prints:
        texture = pictures.number(prints[name])
        return Material(name="print", roughness=0.7, base_texture=texture), 1.0
    if kind == "glass":
        return Material(name="glass", base_colour=(0.86, 0.95, 0.92, 0.07), roughness=0.04, alpha="BLEND"), 1.0
    if kind in _TINTED:
        return Material(name=kind, roughness=0.5 if kind in ("trim", "frame") else 0.55), 1.0
    surface = _surface(plan, kind, rest)
    found = skin(surface)
    image = None if found.image is None else pictures.number(found.image)
    colour = (*found.base, 1.0)
    return Material(name=surface, base_colour=colour, roughness=found.roughness, base_texture=image), found.repeat_m


def _surface(plan: Plan, kind: str, rest: str) -> str:
    room_id, _, wall = rest.partition(":")
    placed = plan.room(room_id)
    assert placed is not None  # noqa: S101 - parts are named after placed rooms
    if kind == "floor":
        return placed.room.floor
    if kind == "ceiling":
        return placed.room.ceiling
    side: Wall = wall  # type: ignore[assignment] # part names end in a wall
    return wall_surface(placed, side)
