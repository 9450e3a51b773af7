"""Read OBJ: positions with or without colours, coordinates, normals, polygons, relative numbers, materials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.ascii_numbers import numbers
from vmuseum.assets.corners import joined
from vmuseum.assets.mtl import Library, load_library
from vmuseum.assets.obj_faces import corner_numbers
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES
from vmuseum.sources.companions import obj_libraries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_SOLID = re.compile(rb"\\\r?\n")


@dataclass(slots=True)
class _Lines:
    """The lines of a file by kind. A face line keeps how many positions, coordinates and normals stood before it."""

    positions: list[bytes] = field(default_factory=list)
    uvs: list[bytes] = field(default_factory=list)
    normals: list[bytes] = field(default_factory=list)
    faces: list[bytes] = field(default_factory=list)
    before: list[tuple[int, int, int]] = field(default_factory=list)
    materials: list[tuple[int, str]] = field(default_factory=list)  # first face, name
    libraries: list[str] = field(default_factory=list)
    lines: int = 0  # "l" and "p" elements


def load_obj(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of an OBJ in the file's units. Raises RecipeError `obj-data`, `mesh-*`."""
    lines = _sorted_lines(data)
    positions, colours = _positions(lines.positions)
    if not lines.faces:
        raise RecipeError("mesh-points-only" if len(positions) else "mesh-empty")
    uvs, normals = _table(lines.uvs, 2), _table(lines.normals, 3)
    corners, owners = corner_numbers(lines.faces, lines.before)
    if len(corners) > MAX_TRIANGLES * 3:
        raise RecipeError("mesh-too-large", step=f"{len(corners) // 3} triangles")
    for column, count in enumerate((len(positions), len(uvs), len(normals))):
        _in_range(corners[:, column], count, first=column == 0)
    library = load_library(lines.libraries, companions)
    tables = _Tables(positions, colours, uvs, normals)
    parts = [
        _part(tables, corners, name, library, chosen)
        for name, chosen in _by_material(lines.materials, len(lines.faces), owners)
    ]
    return Loaded(Mesh(tuple(parts), library.images), library.warnings)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    positions: NDArray[np.float32]
    colours: NDArray[np.float32] | None
    uvs: NDArray[np.float32]
    normals: NDArray[np.float32]


def _sorted_lines(data: bytes) -> _Lines:
    found = _Lines()
    text = _SOLID.sub(b" ", data) if b"\\" in data else data
    if b"\t" in text:
        text = text.replace(b"\t", b" ")
    stores = {b"v": found.positions, b"vt": found.uvs, b"vn": found.normals}
    for line in text.splitlines():
        word, _, rest = line.lstrip().partition(b" ")
        if word in stores:
            stores[word].append(rest)
        elif word == b"f":
            found.faces.append(rest)
            found.before.append((len(found.positions), len(found.uvs), len(found.normals)))
        elif word in {b"usemtl", b"mtllib", b"l", b"p"}:
            _other(found, word, rest)
    return found


def _other(found: _Lines, word: bytes, rest: bytes) -> None:
    if word == b"usemtl":
        found.materials.append((len(found.faces), _named(rest)))
    elif word == b"mtllib":
        found.libraries += obj_libraries([b"mtllib " + rest])
    else:
        found.lines += 1


def _positions(lines: list[bytes]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
    if not lines:
        raise RecipeError("mesh-empty")
    rows = _even(lines)
    if rows.shape[1] < 3:
        raise RecipeError("obj-data", line=_shown(lines[0]))
    colours = rows[:, -3:] if rows.shape[1] in {6, 7} else None  # x y z [w] r g b
    linear = None
    if colours is not None:
        srgb = np.clip(colours / (255.0 if float(colours.max()) > 1.0 else 1.0), 0.0, 1.0)
        linear = np.column_stack([linear_from_srgb(srgb), np.ones(len(srgb))]).astype(np.float32)
    return rows[:, :3].astype(np.float32), linear


def _table(lines: list[bytes], width: int) -> NDArray[np.float32]:
    if not lines:
        return np.zeros((0, width), np.float32)
    rows = _even(lines)
    if rows.shape[1] < width:
        raise RecipeError("obj-data", line=_shown(lines[0]))
    return rows[:, :width].astype(np.float32)


def _even(lines: list[bytes]) -> NDArray[np.float64]:
    """Return rows as wide as the first one; longer ones lose what is more, shorter ones are refused."""
    width = len(lines[0].split())
    values = numbers(b" ".join(lines))
    if values is None or len(values) != width * len(lines) or width == 0:
        widths = [len(line.split()) for line in lines]
        width = min(widths)
        values = numbers(b" ".join(b" ".join(line.split()[:width]) for line in lines))
    if values is None or width == 0 or len(values) != width * len(lines):
        wrong = next((line for line in lines if numbers(line) is None), lines[0])
        raise RecipeError("obj-data", line=_shown(wrong))
    return values.reshape(-1, width)


def _in_range(values: NDArray[np.int64], count: int, *, first: bool) -> None:
    low, high = int(values.min()), int(values.max())
    if high >= count or low < (0 if first else -1):
        raise RecipeError("mesh-index-range", index=high + 1 if high >= count else low + 1, vertices=count)


def _by_material(
    changes: list[tuple[int, str]], faces: int, owners: NDArray[np.int64]
) -> list[tuple[str, NDArray[np.bool_] | None]]:
    """Return for every material in use the triangles that wear it; None means all of them."""
    starts = [(0, ""), *changes]
    ends = [at for at, _ in starts[1:]] + [faces]
    spans = [(at, end, name) for (at, name), end in zip(starts, ends, strict=True) if end > at]
    names = list(dict.fromkeys(name for _, _, name in spans))
    if len(names) == 1:
        return [(names[0], None)]
    wears = np.zeros(faces, np.int64)
    for at, end, name in spans:
        wears[at:end] = names.index(name)
    of_triangle = wears[owners]
    return [(name, of_triangle == number) for number, name in enumerate(names) if (of_triangle == number).any()]


def _part(
    tables: _Tables, corners: NDArray[np.int64], name: str, library: Library, chosen: NDArray[np.bool_] | None
) -> Part:
    mine = corners if chosen is None else corners.reshape(-1, 3, 3)[chosen].reshape(-1, 3)
    material = library.materials.get(name, Material(name=name))
    has_uvs, has_normals = bool((mine[:, 1] >= 0).all()), bool((mine[:, 2] >= 0).all())
    mine = mine.copy()
    if not has_uvs:
        mine[:, 1] = -1
    if not has_normals:
        mine[:, 2] = -1
    found = joined(mine)
    place, uv, normal = found.rows.T
    uvs = tables.uvs[uv] if has_uvs else None
    return Part(
        name,
        tables.positions[place],
        found.indices,
        normals=tables.normals[normal] if has_normals else None,
        uvs=np.column_stack([uvs[:, 0], np.float32(1.0) - uvs[:, 1]]) if uvs is not None else None,
        colours=tables.colours[place] if tables.colours is not None else None,
        material=material if has_uvs else _untextured(material),
    )


def _untextured(material: Material) -> Material:
    return Material(material.name, material.base_colour, material.metallic, material.roughness, material.emissive)


def _named(name: bytes) -> str:
    try:
        return name.decode("utf-8").strip()
    except UnicodeDecodeError:
        return name.decode("latin-1").strip()


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()[:60]
