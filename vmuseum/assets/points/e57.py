"""Read E57 (ASTM E2807): scans with their poses, cartesian or spherical, without what a scanner marked invalid."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np

from vmuseum.assets.points.cloud import CHUNK_POINTS, Chunk, Greys, Source, checked_count, linear_colours
from vmuseum.assets.points.e57_pages import Pages
from vmuseum.assets.points.e57_vector import Field, read_rows
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAX_XML = 64_000_000
_XYZ = ("cartesianX", "cartesianY", "cartesianZ")
_POLAR = ("sphericalRange", "sphericalAzimuth", "sphericalElevation")
_RGB = ("colorRed", "colorGreen", "colorBlue")
_NORMAL = ("normalX", "normalY", "normalZ")
_READ = {*_XYZ, *_POLAR, *_RGB, *_NORMAL, "intensity", "cartesianInvalidState", "sphericalInvalidState"}
_READ |= {"isColorInvalid", "isIntensityInvalid", "rowIndex", "columnIndex", "returnIndex", "returnCount"}


@dataclass(frozen=True, slots=True)
class _Scan:
    address: int
    count: int
    fields: tuple[Field, ...]
    turn: NDArray[np.float64]  # (3, 3)
    move: NDArray[np.float64]  # (3,)
    colour_limits: tuple[float, float] | None
    intensity_limits: tuple[float, float] | None

    def has(self, names: tuple[str, ...]) -> bool:
        return set(names) <= {f.name for f in self.fields}


def read_points_e57(path: Path) -> Source:
    """Return the points of every scan of an E57, in one space. Raises RecipeError `e57-*`, `points-*`."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        pages, tree = _opened(stream.read(48), path, size)
    scans = [_scan(row, size) for row in tree.iterfind("./data3D/vectorChild")]
    scans = [scan for scan in scans if scan.count]
    source = Source(checked_count(sum(scan.count for scan in scans)), iter(()))
    del pages
    _tell(scans, source)
    source.chunks = _chunks(path, size, scans)
    return source


def _opened(head: bytes, path: Path, size: int) -> tuple[int, ElementTree.Element]:
    """Return the page size and the description of the file."""
    if len(head) < 48 or head[:8] != b"ASTM-E57":
        raise RecipeError("e57-not-e57")
    major, _, told, xml_at, xml_bytes, page = struct.unpack_from("<IIQQQQ", head, 8)
    if major != 1 or page != 1024:
        raise RecipeError("e57-broken", part="header")
    if told > size:
        raise RecipeError("e57-short")
    if xml_bytes > min(_MAX_XML, size):
        raise RecipeError("e57-broken", part="XML")
    with path.open("rb") as stream:
        pages = Pages(stream, size, page)
        text = pages.read(pages.logical(xml_at), xml_bytes)
    if b"<!DOCTYPE" in text:
        raise RecipeError("e57-broken", part="XML")
    try:
        tree = ElementTree.fromstring(_bare(text))  # noqa: S314 - see the import
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise RecipeError("e57-broken", part="XML") from error
    return page, tree


def _bare(text: bytes) -> bytes:
    """Return the XML without namespaces: names are the standard's own, extensions keep theirs after the colon."""
    text = re.sub(rb"\sxmlns(:\w+)?=(\"[^\"]*\"|'[^']*')", b"", text)
    return re.sub(rb"<(/?)\w+:", rb"<\1", text)


def _scan(row: ElementTree.Element, size: int) -> _Scan:
    points, prototype = row.find("points"), row.find("points/prototype")
    if points is None or prototype is None:
        raise RecipeError("e57-broken", part="points")
    address, count = _whole(points.get("fileOffset")), _whole(points.get("recordCount"))
    fields = tuple(_field(child) for child in prototype)
    bits = sum(f.bits for f in fields)
    if not bits or count * bits > size * 8:
        raise RecipeError("e57-short")
    turn, move = _pose(row.find("pose"))
    known = _Scan(address, count, fields, turn, move, _limits(row, "color", "colorRed"), _limits(row, "intensity"))
    if not known.has(_XYZ) and not known.has(_POLAR):
        raise RecipeError("e57-broken", part="prototype")
    return known


def _field(row: ElementTree.Element) -> Field:
    kind = row.get("type", "")
    if kind == "Float":
        precise = row.get("precision", "double") == "double"
        low, high = row.get("minimum"), row.get("maximum")
        limits = (_number(low), _number(high)) if low and high else None
        return Field(row.tag, "double" if precise else "float", limits=limits)
    if kind not in {"Integer", "ScaledInteger"}:
        raise RecipeError("e57-broken", part="prototype")
    low_, high_ = _whole(row.get("minimum", str(-(2**63)))), _whole(row.get("maximum", str(2**63 - 1)))
    if not -(2**63) <= low_ <= high_ < 2**63:
        raise RecipeError("e57-broken", part="prototype")
    scaled = kind == "ScaledInteger"
    scale = _number(row.get("scale", "1")) if scaled else 1.0
    offset = _number(row.get("offset", "0")) if scaled else 0.0
    return Field(row.tag, "integer", low_, high_, scale, offset)


def _pose(pose: ElementTree.Element | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if pose is None:
        return np.eye(3), np.zeros(3)
    w, x, y, z = (_number(pose.findtext(f"rotation/{k}") or ("1" if k == "w" else "0")) for k in "wxyz")
    size = w * w + x * x + y * y + z * z
    if not 0.5 < size < 2.0:
        raise RecipeError("e57-broken", part="pose")
    s = 2.0 / size
    turn = np.array(
        [
            [1 - s * (y * y + z * z), s * (x * y - w * z), s * (x * z + w * y)],
            [s * (x * y + w * z), 1 - s * (x * x + z * z), s * (y * z - w * x)],
            [s * (x * z - w * y), s * (y * z + w * x), 1 - s * (x * x + y * y)],
        ]
    )
    move = np.array([_number(pose.findtext(f"translation/{k}") or "0") for k in "xyz"])
    return turn, move


def _limits(row: ElementTree.Element, name: str, child: str | None = None) -> tuple[float, float] | None:
    child = child or name
    low, high = (row.findtext(f"{name}Limits/{child}{end}") for end in ("Minimum", "Maximum"))
    return (_number(low), _number(high)) if low and high else None


def _number(text: str | None) -> float:
    try:
        value = float(text or "")
    except ValueError as error:
        raise RecipeError("e57-broken", part="number") from error
    if not np.isfinite(value):
        raise RecipeError("e57-broken", part="number")
    return value


def _whole(text: str | None) -> int:
    if not re.fullmatch(r"\s*-?\d{1,19}\s*", text or ""):
        raise RecipeError("e57-broken", part="number")
    return int(text or "")


def _tell(scans: list[_Scan], source: Source) -> None:
    lost = sorted({f.name for scan in scans for f in scan.fields} - _READ)
    if lost:
        source.note("points-fields-lost", fields=", ".join(lost)[:160])
    if not any(scan.has(_RGB) for scan in scans):
        source.note("points-grey" if any(scan.has(("intensity",)) for scan in scans) else "points-plain")


def _chunks(path: Path, size: int, scans: list[_Scan]) -> Iterator[Chunk]:
    coloured, normal = any(s.has(_RGB) for s in scans), all(s.has(_NORMAL) for s in scans)
    with path.open("rb") as stream:
        pages = Pages(stream, size, 1024)
        for scan in scans:
            span = next((f.span for f in scan.fields if f.name == "intensity"), None)
            greys = Greys(scan.intensity_limits or span)
            for rows in read_rows(pages, scan.address, scan.count, scan.fields, CHUNK_POINTS):
                yield _chunk(scan, rows, greys, coloured=coloured, normal=normal)


def _chunk(
    scan: _Scan, rows: Mapping[str, NDArray[np.float64]], greys: Greys, *, coloured: bool, normal: bool
) -> Chunk:
    valid = np.ones(len(next(iter(rows.values()))), np.bool_)
    for state in ("cartesianInvalidState", "sphericalInvalidState"):
        if state in rows:
            valid &= rows[state] == 0
    rows = {name: values[valid] for name, values in rows.items()}
    if scan.has(_XYZ):
        local = np.column_stack([rows[name] for name in _XYZ])
    else:
        reach, azimuth, rise = (rows[name] for name in _POLAR)
        level = reach * np.cos(rise)
        local = np.column_stack([level * np.cos(azimuth), level * np.sin(azimuth), reach * np.sin(rise)])
    colours: NDArray[np.float32] | None = None
    if scan.has(_RGB):
        colours = _colours(scan, rows)
    elif "intensity" in rows:
        colours = greys.shades(rows["intensity"])
    elif coloured:
        colours = np.full((len(local), 3), 0.5, np.float32)
    normals = np.column_stack([rows[name] for name in _NORMAL]) @ scan.turn.T if normal else None
    return Chunk(local @ scan.turn.T + scan.move, colours, None if normals is None else normals.astype(np.float32))


def _colours(scan: _Scan, rows: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float32]:
    red = next(f for f in scan.fields if f.name == "colorRed")
    low, high = scan.colour_limits or red.span or (0.0, 255.0)
    values = np.column_stack([rows[name] for name in _RGB]) - low
    return linear_colours(values, high - low if high > low else 255.0)
