"""The surface of a PLY: polygons cut into triangles, strips unrolled, and what their corners and faces carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.readers.polygons import cut
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.assets.readers.ply_rows import Lists, Table
    from vmuseum.mesh.losses import Losses

_INDICES = ("vertex_indices", "vertex_index")
_WEDGES = "texcoord"
_RESTART = -1


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Triangles (m, 3) of vertex numbers, all in range. Those of strips come last and carry nothing."""

    triangles: NDArray[Any]
    table: Table | None = None  # of the faces
    lists: tuple[str, ...] = ()  # those of its lists that are read
    owners: NDArray[np.signedinteger[Any]] | None = None  # face of every triangle; None: strips alone
    uvs: NDArray[np.float32] | None = None  # (m, 3, 2) of corners as written, v upwards
    textured: NDArray[np.bool_] = field(
        default_factory=lambda: np.zeros(0, bool)
    )  # triangles whose corners have coordinates
    textures: NDArray[np.int64] | None = None  # number of the picture of every triangle


def read_faces(
    tables: Mapping[str, Table], vertices: int, positions: NDArray[np.float32] | None, losses: Losses
) -> Faces | None:
    """Return the surface, or None without any. Raises RecipeError `mesh-index-range`, `ply-header`, `ply-data`."""
    table, strips = tables.get("face"), tables.get("tristrips")
    rolled = _unrolled(_indices(strips), vertices) if strips is not None and strips.count else None
    if table is None or table.count == 0:
        return None if rolled is None else Faces(rolled)
    lists = _indices(table)
    _in_range(lists.values, vertices)
    losses.add("ply-face-flat", int((lists.lengths < 3).sum()))
    if lists.even == 3:
        places, owners = None, np.arange(len(lists.lengths), dtype=np.int32)
        triangles = lists.values.reshape(-1, 3)
    else:
        places_of = np.zeros((vertices, 3), np.float32) if positions is None else positions
        found = cut(lists.lengths, lists.values.astype(np.int32), places_of)
        losses.add("mesh-polygon-poor", found.poor)
        places, owners = found.places, found.owners
        triangles = lists.values[places]
    uvs, textured = _wedges(table, lists, places, owners, losses)
    textures = table.plain["texnumber"].astype(np.int64)[owners] if "texnumber" in table.plain else None
    names = tuple(name for name in (*_INDICES, _WEDGES) if name in table.lists)
    faces = Faces(triangles, table, names, owners, uvs, textured, textures)
    return faces if rolled is None else _with_strips(faces, rolled)


def _indices(table: Table) -> Lists:
    name = next((n for n in _INDICES if n in table.lists), None)
    if name is None:
        raise RecipeError("ply-header", line="property list vertex_indices")
    return table.lists[name]


def _in_range(values: NDArray[Any], vertices: int) -> None:
    if not len(values):
        return
    low, high = float(values.min()), float(values.max())
    if not np.isfinite([low, high]).all():
        raise RecipeError("ply-data")
    if low < 0 or high >= vertices:
        raise RecipeError("mesh-index-range", index=int(low if low < 0 else high), vertices=vertices)


def _wedges(
    table: Table,
    lists: Lists,
    places: NDArray[np.signedinteger[Any]] | None,
    owners: NDArray[np.signedinteger[Any]],
    losses: Losses,
) -> tuple[NDArray[np.float32] | None, NDArray[np.bool_]]:
    """Return the coordinates of every corner and the triangles that have them."""
    found = table.lists.get(_WEDGES)
    if found is None or not len(found.values):
        return None, np.zeros(0, bool)
    fits = found.lengths == lists.lengths * 2
    losses.add("ply-uv-partly", int((~fits & (found.lengths > 0)).sum()))
    if places is None:
        places = np.arange(len(lists.values)).reshape(-1, 3)
    if fits.all():
        rows = found.values.reshape(-1, 2)[places]
        return rows.astype(np.float32), np.ones(len(places), bool)
    whole = fits[owners]
    uvs = np.zeros((len(places), 3, 2), np.float32)
    corner = places - lists.starts()[owners][:, None]
    first = found.starts()[owners][:, None] + 2 * corner
    for axis in range(2):
        uvs[whole, :, axis] = found.values[first[whole] + axis]
    return (uvs, whole) if whole.any() else (None, np.zeros(0, bool))


def _unrolled(lists: Lists, vertices: int) -> NDArray[np.int64]:
    """Return the triangles of strips: every second one turned, -1 begins anew, stitches of no area left out."""
    values = lists.values.astype(np.int64)
    _in_range(values[values != _RESTART], vertices)
    ring = np.arange(len(values))
    begins = np.zeros(len(values), bool)
    begins[lists.starts()[lists.lengths > 0]] = True
    begins[1:] |= values[:-1] == _RESTART
    start = np.maximum.accumulate(np.where(begins, ring, 0))
    last = ring[2:][(start[2:] == start[:-2]) & (values[2:] != _RESTART)] if len(values) > 2 else ring[:0]
    first = np.where((last - 2 - start[last]) % 2 == 0, last - 2, last - 1)
    second = np.where(first == last - 2, last - 1, last - 2)
    rows = values[np.column_stack([first, second, last])]
    stitch = (rows[:, 0] == rows[:, 1]) | (rows[:, 1] == rows[:, 2]) | (rows[:, 2] == rows[:, 0])
    return np.asarray(rows[~stitch])


def _with_strips(faces: Faces, rolled: NDArray[np.int64]) -> Faces:
    """Return faces and strips as one; with strips the faces' own colours and pictures cannot be told for all."""
    count = len(rolled)
    uvs, textured = faces.uvs, faces.textured
    if uvs is not None:
        uvs = np.concatenate([uvs, np.zeros((count, 3, 2), np.float32)])
        textured = np.concatenate([textured, np.zeros(count, bool)])
    textures = None if faces.textures is None else np.concatenate([faces.textures, np.full(count, -1)])
    triangles = np.concatenate([faces.triangles.astype(np.int64), rolled])
    return Faces(triangles, faces.table, faces.lists, None, uvs, textured, textures)
