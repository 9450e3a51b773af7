"""The faces of an OBJ as corner numbers. Triangles written all alike are read in one go, anything else line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.ascii_numbers import numbers
from vmuseum.assets.corners import fan
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

# slashes a corner and which of position, coordinates, normal it numbers
_FORMS = {"v": (0, (0,)), "v/vt": (1, (0, 1)), "v//vn": (2, (0, 2)), "v/vt/vn": (2, (0, 1, 2))}


def corner_numbers(
    lines: list[bytes], before: list[tuple[int, int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each corner's position, coordinates and normal counted from 0 (-1: none), and each triangle's line.

    Polygons become fans. Raises RecipeError `obj-data` or `mesh-index-range` for a number 0.
    """
    found = _alike(lines)
    if found is not None and int(found.min()) > 0:
        corners = np.full((len(lines) * 3, 3), -1, np.int64)
        corners[:, list(_form(lines[0])[1])] = found - 1
        return corners, np.arange(len(lines))
    return _line_by_line(lines, before)


def _form(line: bytes) -> tuple[int, tuple[int, ...]]:
    corner = (line.split() or [b""])[0]
    if b"//" in corner:
        return _FORMS["v//vn"]
    return _FORMS[("v", "v/vt", "v/vt/vn")[min(corner.count(b"/"), 2)]]


def _alike(lines: list[bytes]) -> NDArray[np.int64] | None:
    slashes, columns = _form(lines[0])
    if any(line.count(b"/") != slashes * 3 for line in lines):
        return None
    text = b" ".join(lines)
    if (b"//" in text) != (columns == (0, 2)):
        return None
    values = numbers(text.replace(b"/", b" "))
    if values is None or len(values) != len(lines) * 3 * len(columns):
        return None
    if slashes == 0 and any(len(line.split()) != 3 for line in lines):
        return None
    return values.astype(np.int64).reshape(-1, len(columns))


def _line_by_line(
    lines: list[bytes], before: list[tuple[int, int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    corners: list[list[tuple[int, int, int]]] = []
    owners: list[int] = []
    for number, (line, counts) in enumerate(zip(lines, before, strict=True)):
        polygon = [_corner(word, counts, line) for word in line.partition(b"#")[0].split()]
        order = fan(list(range(len(polygon))))
        corners.append([polygon[n] for n in order])
        owners += [number] * (len(order) // 3)
    flat = [corner for group in corners for corner in group]
    if not flat:
        raise RecipeError("mesh-empty")
    return np.array(flat, np.int64), np.array(owners, np.int64)


def _corner(word: bytes, counts: tuple[int, int, int], line: bytes) -> tuple[int, int, int]:
    fields = word.split(b"/")
    if len(fields) > 3:
        raise RecipeError("obj-data", line=_shown(line))
    found = [-1, -1, -1]
    for place, text in enumerate(fields):
        if not text and place:
            continue
        try:
            number = int(text)
        except ValueError as error:
            raise RecipeError("obj-data", line=_shown(line)) from error
        found[place] = number - 1 if number > 0 else counts[place] + number
        if number == 0 or found[place] < 0:
            raise RecipeError("mesh-index-range", index=number, vertices=counts[place])
    return (found[0], found[1], found[2])


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()[:60]
