"""Read a PLY without faces in chunks: every byte order, colours of 8 and 16 bit or floats, normals, intensity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import numpy as np

from vmuseum.assets.points.cloud import CHUNK_POINTS, MAX_POINTS, Chunk, Greys, Source, checked_count, linear_colours
from vmuseum.assets.readers.ascii_numbers import numbers
from vmuseum.assets.readers.ply_header import HEADER_BYTES, read_header
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from vmuseum.assets.readers.ply_header import Element, Header

_RGB = (("red", "green", "blue"), ("diffuse_red", "diffuse_green", "diffuse_blue"), ("r", "g", "b"))
_INTENSITY = ("intensity", "scalar_intensity", "scalar_Intensity", "reflectance")
_LINE_BYTES = 1 << 24  # of ASCII read at a time
_PLAIN = ("x", "y", "z", "nx", "ny", "nz", "alpha")
Columns = dict[str, "NDArray[Any]"]


def read_points_ply(path: Path) -> Source:
    """Return the points of a PLY. Raises RecipeError `ply-*`, `points-*`; while chunks are read too."""
    header, element, skipped = vertex_table(path)
    source = Source(checked_count(element.count), iter(()))
    types = {p.name: p.type for p in element.properties}
    if not {"x", "y", "z"} <= types.keys():
        raise RecipeError("ply-header", line="property x y z")
    rgb = next((names for names in _RGB if set(names) <= types.keys()), None)
    grey = next((name for name in _INTENSITY if name in types), None)
    kept = {*_PLAIN, *(rgb or ()), *({grey} if grey and rgb is None else ())}
    lost = sorted(types.keys() - kept)
    if lost:
        source.note("points-fields-lost", fields=", ".join(lost)[:160])
    if rgb is None:
        source.note("points-grey" if grey else "points-plain")
    full = _full(types[rgb[0]]) if rgb else 1.0
    source.chunks = _chunks(columns_of(path, header, element, skipped), rgb, grey if rgb is None else None, full)
    return source


def vertex_table(path: Path) -> tuple[Header, Element, tuple[Element, ...]]:
    """Return the header of a PLY, its table of vertices and the tables before it. Sizes are checked."""
    with path.open("rb") as stream:
        head = stream.read(HEADER_BYTES + 16)
    header = read_header(head, size=path.stat().st_size, most=MAX_POINTS)
    names = [element.name for element in header.elements]
    if "vertex" not in names:
        raise RecipeError("points-empty")
    place = names.index("vertex")
    for element in header.elements[: place + 1]:
        if element.has_lists:
            raise RecipeError("ply-data")
    return header, header.elements[place], header.elements[:place]


def columns_of(path: Path, header: Header, element: Element, before: tuple[Element, ...]) -> Iterator[Columns]:
    """Yield the columns of a table, some rows at a time. Raises RecipeError `ply-short`, `ply-data`."""
    with path.open("rb") as stream:
        stream.seek(header.start)
        if header.order == "ascii":
            yield from _ascii(stream, element, sum(e.count for e in before))
        else:
            for other in before:
                stream.seek(_row(other, header.order).itemsize * other.count, 1)
            yield from _binary(stream, element, header.order)


def _row(element: Element, order: Literal["<", ">"]) -> np.dtype[Any]:
    return np.dtype([(f"p{i}", order + p.type) for i, p in enumerate(element.properties)])


def _binary(stream: BinaryIO, element: Element, order: Literal["<", ">"]) -> Iterator[Columns]:
    kind = _row(element, order)
    left = element.count
    while left:
        rows = min(left, CHUNK_POINTS)
        data = stream.read(rows * kind.itemsize)
        if len(data) < rows * kind.itemsize:
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        found = np.frombuffer(data, kind)
        yield {p.name: found[f"p{i}"] for i, p in enumerate(element.properties)}
        left -= rows


def _ascii(stream: BinaryIO, element: Element, skipped: int) -> Iterator[Columns]:
    width = len(element.properties)
    left, rest = element.count, b""
    while left:
        block = stream.read(_LINE_BYTES)
        lines = (rest + block).split(b"\n")
        rest = lines.pop() if block else b""
        if skipped:
            drop = min(skipped, len(lines))
            lines, skipped = lines[drop:], skipped - drop
        lines = lines[:left] if len(lines) > left else lines
        found = numbers(b"\n".join(lines))
        if found is None or len(found) % width or len(found) // width > left:
            raise RecipeError("ply-data")
        if not block and len(found) // width < left:
            raise RecipeError("ply-short", count=element.count, element=element.name[:20])
        rows = found.reshape(-1, width)
        left -= len(rows)
        if len(rows):
            yield {p.name: rows[:, i] for i, p in enumerate(element.properties)}


def _chunks(tables: Iterator[Columns], rgb: tuple[str, ...] | None, grey: str | None, full: float) -> Iterator[Chunk]:
    greys = Greys()
    for table in tables:
        positions = _columns(table, "x", "y", "z", kind=np.float64)
        colours = None
        if rgb is not None:
            colours = linear_colours(_columns(table, *rgb, kind=np.float64), full)
        elif grey is not None:
            colours = greys.shades(table[grey])
        normals = _columns(table, "nx", "ny", "nz", kind=np.float32) if {"nx", "ny", "nz"} <= table.keys() else None
        yield Chunk(positions, colours, normals)


def _columns(table: Columns, *names: str, kind: type) -> NDArray[Any]:
    with np.errstate(over="ignore"):  # what becomes infinite is left out later
        return np.column_stack([table[name].astype(kind) for name in names])


def _full(type_: str) -> float:
    """Return what counts as 1.0: the largest integer of a type, or 1 for floats."""
    kind = np.dtype(type_)
    return 1.0 if kind.kind == "f" else float(np.iinfo(kind).max)
