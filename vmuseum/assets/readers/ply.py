"""Read PLY: ASCII, binary of both byte orders, polygons and triangle strips, colours and coordinates of any holder.

Colours are sRGB by custom and become linear. Colours of faces and coordinates of corners ("wedges") split vertices;
several TextureFile comments and `texnumber` make a part for each picture, as MeshLab writes them. Point clouds and
splats are told from meshes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.corners import equal_rows, joined
from vmuseum.assets.readers.companions import find
from vmuseum.assets.readers.ply_faces import Faces, read_faces
from vmuseum.assets.readers.ply_header import read_header
from vmuseum.assets.readers.ply_rows import Table, read_tables
from vmuseum.assets.readers.web_picture import web_picture
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh, Part
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.mesh.limits import MAX_TRIANGLES
from vmuseum.mesh.losses import Losses
from vmuseum.plan.recipes import Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_UV = (("s", "t"), ("u", "v"), ("texture_u", "texture_v"), ("texture_s", "texture_t"))
_RGB = (("red", "green", "blue"), ("diffuse_red", "diffuse_green", "diffuse_blue"), ("r", "g", "b"))
_LINEAR = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
_FACE_COLUMNS = ("texnumber",)


def load_ply(data: bytes, companions: Mapping[str, bytes]) -> Loaded:
    """Return the mesh of a PLY in the file's units. Raises RecipeError `ply-*` or `mesh-*`."""
    header = read_header(data)
    tables = read_tables(header, data)
    vertices, losses = tables.get("vertex"), Losses()
    if vertices is None or vertices.count == 0:
        raise RecipeError("mesh-empty")
    positions = vertices.columns("x", "y", "z")
    faces = read_faces(tables, vertices.count, positions, losses)
    if faces is None:
        raise RecipeError("mesh-points-only")
    if positions is None:
        raise RecipeError("ply-header", line="property x y z")
    if not len(faces.triangles):
        raise RecipeError("mesh-empty")
    if len(faces.triangles) > MAX_TRIANGLES:
        raise RecipeError("mesh-too-large", step=f"{len(faces.triangles)} triangles")
    images, missing = _textures(header.textures, companions)
    surface = _Surface(positions, vertices, faces)
    parts = surface.parts(images, losses)
    used = [image for image in images if image is not None] if any(part.uvs is not None for part in parts) else []
    _note_unread(tables, surface, losses)
    return Loaded(Mesh(tuple(parts), tuple(used)), (*missing, *losses.warnings()))


class _Surface:
    """Vertices and faces with everything that hangs on them."""

    def __init__(self, positions: NDArray[np.float32], vertices: Table, faces: Faces) -> None:
        self.positions, self.vertices, self.faces = positions, vertices, faces
        self.normals = vertices.columns("nx", "ny", "nz")
        self.colours, self.colour_names = _colours(vertices)
        self.uv_names = next((n for n in _UV if all(name in vertices.plain for name in n)), ())
        uvs = vertices.columns(*self.uv_names) if self.uv_names and faces.uvs is None else None
        self.uvs = None if uvs is None else _flipped(uvs)
        self.face_colours: NDArray[np.float32] | None = None
        self.face_colour_names: tuple[str, ...] = ()
        if self.colours is None and faces.table is not None and faces.owners is not None:
            self.face_colours, self.face_colour_names = _colours(faces.table)

    def parts(self, images: list[Image | None], losses: Losses) -> list[Part]:
        """Return a part for each picture in use, and one for the faces without."""
        numbers = [None if image is None else sum(i is not None for i in images[:n]) for n, image in enumerate(images)]
        if self.faces.uvs is None:
            number = next((n for n in numbers if n is not None), None) if self.uvs is not None else None
            return [self._part(None, number)]
        textures = self.faces.textures
        if textures is None:
            textures = np.where(self.faces.textured, 0, -1)
        beyond = (textures >= len(images)) & self.faces.textured & bool(images)
        losses.add("ply-texture-number", int(beyond.sum()))
        shown = np.where(self.faces.textured & ~beyond, textures if images else 0, -1)
        found: list[Part] = []
        for texture in np.unique(shown).tolist():
            chosen = None if (shown == texture).all() else np.flatnonzero(shown == texture)
            number = numbers[texture] if 0 <= texture < len(numbers) else None
            found.append(self._part(chosen, number, with_uvs=texture >= 0))
        return found

    def _part(self, chosen: NDArray[np.int64] | None, picture: int | None, *, with_uvs: bool = True) -> Part:
        faces = self.faces
        pick = slice(None) if chosen is None else chosen
        triangles = faces.triangles[pick]
        wedges = faces.uvs[pick].reshape(-1, 2) if faces.uvs is not None and with_uvs else None
        paint = self.face_colours
        rows: NDArray[np.int64] | slice = slice(None)
        uvs, colours = self.uvs, self.colours
        if wedges is not None or paint is not None or chosen is not None:
            columns = [triangles.reshape(-1).astype(np.int64)]
            if wedges is not None:
                first, place = equal_rows(wedges)
                columns.append(place)
            if paint is not None and faces.owners is not None:
                kinds, kind = equal_rows(paint)
                columns.append(np.repeat(kind[faces.owners[pick]], 3))
            corners = joined(np.column_stack(columns))
            triangles, rows = corners.indices, corners.rows[:, 0]
            uvs = _flipped(wedges[first][corners.rows[:, 1]]) if wedges is not None else _at(uvs, rows)
            colours = paint[kinds][corners.rows[:, -1]] if paint is not None else _at(colours, rows)
        return Part(
            "",
            np.ascontiguousarray(self.positions[rows]),
            triangles.astype(np.uint32, copy=False),
            normals=_at(self.normals, rows),
            uvs=uvs,
            colours=colours,
            material=Material(base_texture=picture if uvs is not None else None),
        )


def _at(values: NDArray[np.float32] | None, rows: NDArray[np.int64] | slice) -> NDArray[np.float32] | None:
    return None if values is None else values[rows]


def _colours(table: Table) -> tuple[NDArray[np.float32] | None, tuple[str, ...]]:
    """Return linear RGBA of a table's rows and the columns it came from."""
    names: tuple[str, ...] = next((n for n in _RGB if all(name in table.plain for name in n)), ())
    if not names:
        return None, ()
    found = np.ones((table.count, 4), np.float32)
    for place, name in enumerate(names):
        if table.types[name] == "u1" and table.plain[name].dtype.kind == "u":
            found[:, place] = _LINEAR[table.plain[name]]
    if any(table.types[name] != "u1" or table.plain[name].dtype.kind != "u" for name in names):
        shares = table.shares(*names)
        assert shares is not None  # noqa: S101 - the columns are there
        found[:, :3] = linear_from_srgb(shares)
    alpha = table.shares("alpha")
    if alpha is not None:
        found[:, 3] = alpha[:, 0]
        names = (*names, "alpha")
    return found, names


def _flipped(uvs: NDArray[np.float32]) -> NDArray[np.float32]:
    """PLY and OBJ count v upwards, glTF downwards."""
    found = np.array(uvs, np.float32)
    found[:, 1] = np.float32(1.0) - found[:, 1]
    return found


def _textures(
    names: tuple[str, ...], companions: Mapping[str, bytes]
) -> tuple[list[Image | None], tuple[Warning_, ...]]:
    """Return the picture of every TextureFile (None: not there) and what to say of those that are missing."""
    images: list[Image | None] = []
    missing: list[Warning_] = []
    for name in names:
        data, problem = find(name, companions, missing="obj-no-texture")
        image = None if data is None else web_picture(data)
        if problem:
            missing.append(problem)
        elif image is None:
            missing.append(Warning_("mesh-texture-kind", (("at", name[:80]),)))
        images.append(image)
    return images, tuple(dict.fromkeys(missing))


def _note_unread(tables: Mapping[str, Table], surface: _Surface, losses: Losses) -> None:
    used = {"x", "y", "z", *surface.colour_names}
    used |= {"nx", "ny", "nz"} if surface.normals is not None else set()
    used |= set(surface.uv_names) if surface.uvs is not None else set()
    left = [name for name in (*surface.vertices.plain, *surface.vertices.lists) if name not in used]
    table = surface.faces.table
    if table is not None:
        used = {*_FACE_COLUMNS, *surface.faces.lists, *surface.face_colour_names}
        left += [name for name in (*table.plain, *table.lists) if name not in used]
    names = list(dict.fromkeys(left))
    losses.add("ply-columns-left-out", len(names), name=", ".join(names)[:100])
    others = [name for name, rows in tables.items() if name not in {"vertex", "face", "tristrips"} and rows.count]
    losses.add("ply-elements-left-out", len(others), name=", ".join(others)[:100])


__all__ = ["load_ply"]
