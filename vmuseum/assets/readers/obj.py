"""Read OBJ: positions with or without colours, coordinates, normals, polygons, relative numbers, materials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.corners import Corners, joined
from vmuseum.assets.readers.ascii_numbers import numbers
from vmuseum.assets.readers.mtl import Library, Look, load_library
from vmuseum.assets.readers.obj_faces import polygons
from vmuseum.assets.readers.obj_lines import Lines, Rows, sorted_lines
from vmuseum.assets.readers.polygons import cut
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES, MAX_VERTICES
from vmuseum.mesh.texture_roles import retextured, textures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.assets.readers.mtl_pictures import UvChange


def load_obj(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of an OBJ in the file's units. Raises RecipeError `obj-data`, `mesh-*`."""
    lines = sorted_lines(data)
    tables = _tables(lines)
    if not lines.faces.count:
        raise RecipeError("mesh-points-only")
    found = polygons(lines)
    lines.forget()
    for column, count in enumerate((len(tables.positions), len(tables.uvs), len(tables.normals))):
        _in_range(found.corners[:, column], count)
    triangles = cut(found.lengths, found.corners[:, 0], tables.positions)
    if not len(triangles.places):
        raise RecipeError("mesh-empty")
    if len(triangles.places) > MAX_TRIANGLES:
        raise RecipeError("mesh-too-large", step=f"{len(triangles.places)} triangles")
    library = load_library(lines.libraries, companions)
    counts = {"mesh-lines-left-out": lines.lines, "obj-curves-left-out": lines.curves}
    counts |= {"mesh-polygon-poor": triangles.poor, "obj-face-flat": int((found.lengths < 3).sum())}
    for code, count in counts.items():
        library.losses.add(code, count)
    parts: list[Part] = []
    whole = len(triangles.places) * 3 == len(found.corners)  # triangles alone: corners need no gathering
    for name, chosen in _by_material(lines.materials, lines.faces.count, triangles.owners):
        if chosen is None and whole:
            rows = found.corners.reshape(-1, 3, 3)
        else:
            rows = found.corners[triangles.places if chosen is None else triangles.places[chosen]]
        parts += _parts(tables, rows, name, library)
    return Loaded(Mesh(tuple(parts), library.images), library.warnings)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    positions: NDArray[np.float32]
    colours: NDArray[np.float32] | None
    uvs: NDArray[np.float32]
    normals: NDArray[np.float32]


def _tables(lines: Lines) -> _Tables:
    if not lines.positions.count:
        raise RecipeError("mesh-empty")
    if max(lines.positions.count, lines.uvs.count, lines.normals.count) > MAX_VERTICES:
        raise RecipeError("mesh-too-large", step=f"{lines.positions.count} vertices")
    rows = _table(lines.positions, 3)
    colours = rows[:, -3:] if rows.shape[1] in {6, 7} else None  # x y z [w] r g b
    linear = None
    if colours is not None:
        srgb = np.clip(np.nan_to_num(colours, nan=1.0) / (255.0 if float(np.nanmax(colours)) > 1.0 else 1.0), 0.0, 1.0)
        linear = np.column_stack([linear_from_srgb(srgb), np.ones(len(srgb))]).astype(np.float32)
    positions = rows[:, :3].astype(np.float32)
    return _Tables(
        positions,
        linear,
        _table(lines.uvs, 2, least=1)[:, :2].astype(np.float32),
        _table(lines.normals, 3)[:, :3].astype(np.float32),
    )


def _table(rows: Rows, width: int, *, least: int | None = None) -> NDArray[np.float64]:
    """Return rows as wide as the first one; longer ones lose what is more, shorter ones are refused."""
    if not rows.count:
        return np.zeros((0, width))
    values = numbers(rows.text)
    wide = 0 if values is None else len(values) // rows.count
    if values is None or wide * rows.count != len(values) or wide < width or not _even(rows, wide):
        values, wide = _uneven(rows, width, least or width)
    return values.reshape(-1, wide)


def _even(rows: Rows, width: int) -> bool:
    """Say whether the first and the last line are `width` wide: where the total fits, that settles all usual files."""
    first = rows.text[: rows.text.find(b"\n")] if b"\n" in rows.text else rows.text
    last = rows.text.rstrip()
    last = last[last.rfind(b"\n") + 1 :]
    return len(first.split()) == width == len(last.split())


def _uneven(rows: Rows, width: int, least: int) -> tuple[NDArray[np.float64], int]:
    """Return lines of many widths cut to the narrowest, or filled with 0 up to `width`."""
    lines = [line.split() for line in rows.text.splitlines()][: rows.count]
    narrow = min(len(words) for words in lines)
    if narrow < least:
        raise RecipeError("obj-data", line=_shown(min(lines, key=len)))
    wide = max(narrow, width)
    values = numbers(b" ".join(b" ".join([*words[:wide], *[b"0"] * (wide - len(words))]) for words in lines))
    if values is None or len(values) != wide * rows.count:
        wrong = next((words for words in lines if numbers(b" ".join(words)) is None), lines[0])
        raise RecipeError("obj-data", line=_shown(wrong))
    return values, wide


def _in_range(values: NDArray[np.int32], count: int) -> None:
    high = int(values.max(initial=-1))
    if high >= count:
        raise RecipeError("mesh-index-range", index=high + 1, vertices=count)


def _by_material(
    changes: list[tuple[int, str]], faces: int, owners: NDArray[np.signedinteger[Any]]
) -> list[tuple[str, NDArray[np.int64] | None]]:
    """Return for every material in use the triangles that wear it; None means all of them."""
    starts = [(0, ""), *changes]
    ends = [at for at, _ in starts[1:]] + [faces]
    spans = [(at, end, name) for (at, name), end in zip(starts, ends, strict=True) if end > at]
    names = {name: number for number, name in enumerate(dict.fromkeys(name for _, _, name in spans))}
    if len(names) == 1:
        return [(next(iter(names)), None)]
    wears = np.zeros(faces, np.int64)
    for at, end, name in spans:
        wears[at:end] = names[name]
    of_triangle = wears[owners]
    order = np.argsort(of_triangle, kind="stable")
    edges = np.searchsorted(of_triangle[order], np.arange(len(names) + 1))
    found = [(name, order[edges[number] : edges[number + 1]]) for name, number in names.items()]
    return [(name, chosen) for name, chosen in found if len(chosen)]


def _parts(tables: _Tables, rows: NDArray[np.int32], name: str, library: Library) -> list[Part]:
    """Return the part of one material: two where some faces have coordinates and others none."""
    look = library.looks.get(name)
    if look is None:
        if name and library.looks:
            library.losses.add("obj-material-unknown", name=name[:60])
        look = Look(Material(name=name))
    have = (rows[:, :, 1] >= 0).all(axis=1)
    groups = [rows] if have.all() or not have.any() else [rows[have], rows[~have]]
    if textures(look.material):
        library.losses.add("obj-no-uv", int((~have).sum()))
    return [_part(tables, group, name, look, library) for group in groups]


def _part(tables: _Tables, rows: NDArray[np.int32], name: str, look: Look, library: Library) -> Part:
    corners = rows.reshape(-1, 3)
    has_uvs, has_normals = bool((corners[:, 1] >= 0).all()), bool((corners[:, 2] >= 0).any())
    if not has_uvs:
        corners = corners.copy()
        corners[:, 1] = -1
    found = _numbered_alike(tables, corners) or joined(corners)
    place, uv, normal = found.rows.T
    written = tables.uvs[uv] if has_uvs else None
    second = look.second if look.material.second_uv else None
    uvs = None if written is None else _placed(written, look.first)
    if uvs is not None and look.clamped and (float(uvs.min()) < -1e-3 or float(uvs.max()) > 1.001):
        library.losses.add("mesh-texture-wrap")
    return Part(
        name,
        tables.positions[place],
        found.indices,
        normals=_normals(tables.normals, normal) if has_normals else None,
        uvs=uvs,
        uvs2=_placed(written, second) if written is not None and second is not None else None,
        colours=tables.colours[place] if tables.colours is not None else None,
        material=look.material if has_uvs else retextured(_unmapped(look.material), {}),
    )


def _numbered_alike(tables: _Tables, corners: NDArray[np.int32]) -> Corners | None:
    """Return the corners as they are where coordinates and normals, if any, are numbered as positions are."""
    count = len(tables.positions)
    rows = np.full((count, 3), -1, np.int32)
    rows[:, 0] = np.arange(count, dtype=np.int32)
    for column, table in ((1, tables.uvs), (2, tables.normals)):
        if int(corners[:, column].max()) < 0:
            continue
        if len(table) < count or not np.array_equal(corners[:, column], corners[:, 0]):
            return None
        rows[:, column] = rows[:, 0]
    if np.count_nonzero(np.bincount(corners[:, 0], minlength=count)) * 2 < count:
        return None  # a part of a large file: its own vertices alone
    return Corners(corners[:, 0].astype(np.uint32).reshape(-1, 3), rows)


def _unmapped(material: Material) -> Material:
    """Return a material whose pictures are to go, with the factors it would have had without them."""
    if material.metal_rough_texture is None:
        return material
    return replace(material, metallic=Material().metallic, roughness=Material().roughness)


def _normals(table: NDArray[np.float32], rows: NDArray[np.signedinteger[Any]]) -> NDArray[np.float32]:
    """Return normals; 0 where a corner has none, which clean.py works out."""
    found = np.zeros((len(rows), 3), np.float32)
    found[rows >= 0] = table[rows[rows >= 0]]
    return found


def _placed(uvs: NDArray[np.float32], change: UvChange) -> NDArray[np.float32]:
    """Return coordinates under the options of their picture, v downwards as glTF counts it."""
    found = uvs * np.array(change.scale, np.float32) + np.array(change.offset, np.float32)
    found[:, 1] = np.float32(1.0) - found[:, 1]
    return np.asarray(found)


def _shown(words: list[bytes]) -> str:
    return b" ".join(words).decode("utf-8", "replace").strip()[:60]
