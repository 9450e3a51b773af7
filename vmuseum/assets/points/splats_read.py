"""Read 3D Gaussian splats: the PLY of the 3DGS paper's code, and .splat with 32 bytes a splat. SPZ: see splats_spz."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.ply import columns_of, vertex_table
from vmuseum.assets.points.splats_cloud import CHUNK_SPLATS, SplatSource, checked_splats
from vmuseum.assets.points.splats_spz import read_spz
from vmuseum.errors import RecipeError
from vmuseum.mesh.splats_glb import SH_0, Splats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.assets.points.ply import Columns

_NEEDED = (
    *("x", "y", "z", "f_dc_0", "f_dc_1", "f_dc_2", "opacity"),
    *("scale_0", "scale_1", "scale_2", "rot_0", "rot_1", "rot_2", "rot_3"),
)
_REST = {0: 0, 9: 1, 24: 2, 45: 3, 72: 4}
"""Coefficients above degree 0 in the file, and their degree."""
_ROW = np.dtype([("at", "<f4", 3), ("scale", "<f4", 3), ("rgba", "u1", 4), ("turn", "u1", 4)])


def read_splats_file(path: Path, suffix: str) -> SplatSource:
    """Return the splats of a .ply, .splat or .spz. Raises RecipeError `ply-*`, `splat-*`, `spz-*`, `points-*`."""
    return {".ply": _ply, ".splat": _splat, ".spz": read_spz}[suffix](path)


def _ply(path: Path) -> SplatSource:
    """Scales are logarithms, opacities logits, rotations w x y z; harmonics a channel after another."""
    header, element, before = vertex_table(path)
    names = {p.name for p in element.properties}
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise RecipeError("splat-fields", fields=", ".join(missing))
    rest = sum(1 for name in names if name.startswith("f_rest_"))
    if rest not in _REST or any(f"f_rest_{i}" not in names for i in range(rest)):
        raise RecipeError("splat-fields", fields="f_rest_0 ...")

    def read() -> Iterator[Splats]:
        for table in columns_of(path, header, element, before):
            yield _from_table(table, rest // 3)

    source = SplatSource(checked_splats(element.count), read)
    if _REST[rest] > 1:
        source.note("splat-harmonics-lost", degree=_REST[rest])
    lost = sorted(n for n in names if n not in _NEEDED and not n.startswith("f_rest_") and n not in {"nx", "ny", "nz"})
    if lost:
        source.note("points-fields-lost", fields=", ".join(lost)[:160])
    return source


def _from_table(table: Columns, a_channel: int) -> Splats:
    def rows(*names: str) -> NDArray[np.float32]:
        with np.errstate(over="ignore"):  # what becomes infinite is left out later
            return np.column_stack([table[name] for name in names]).astype(np.float32)

    with np.errstate(over="ignore"):
        scales = np.exp(rows("scale_0", "scale_1", "scale_2"))
        opacities = (1 / (1 + np.exp(-rows("opacity")[:, 0]))).astype(np.float32)
    harmonics = None
    if a_channel:
        names = [f"f_rest_{channel * a_channel + order}" for order in range(3) for channel in range(3)]
        harmonics = rows(*names).reshape(-1, 3, 3)
    return Splats(
        rows("x", "y", "z"),
        scales,
        rows("rot_1", "rot_2", "rot_3", "rot_0"),
        opacities,
        np.float32(0.5) + np.float32(SH_0) * rows("f_dc_0", "f_dc_1", "f_dc_2"),
        harmonics,
    )


def _splat(path: Path) -> SplatSource:
    size = path.stat().st_size
    if size % _ROW.itemsize:
        raise RecipeError("splat-size", size=size)

    def read() -> Iterator[Splats]:
        with path.open("rb") as stream:
            while data := stream.read(CHUNK_SPLATS * _ROW.itemsize):
                if len(data) % _ROW.itemsize:
                    raise RecipeError("splat-size", size=size)
                rows = np.frombuffer(data, _ROW)
                rgba = (rows["rgba"] / 255).astype(np.float32)
                turn = ((rows["turn"] - 128.0) / 128).astype(np.float32)
                yield Splats(rows["at"], rows["scale"], turn[:, [1, 2, 3, 0]], rgba[:, 3], rgba[:, :3])

    return SplatSource(checked_splats(size // _ROW.itemsize), read)
