"""The faces of an OBJ as corner numbers: faces written alike are read in one go, whatever their number of corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.ascii_numbers import whole_numbers
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.obj_lines import Lines

_COLUMNS = {(0, 0): (0,), (1, 0): (0, 1), (2, 1): (0, 2), (2, 0): (0, 1, 2)}
"""Slashes and double slashes a corner -> which of position, coordinates, normal it numbers."""
_FARTHEST = 1 << 40  # larger numbers are lies


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """Corners (k, 3): position, coordinates and normal counted from 0 (-1: none), and how many each face has."""

    corners: NDArray[np.int64]
    lengths: NDArray[np.int64]


def polygons(lines: Lines) -> Polygons:
    """Return the faces. Raises RecipeError `obj-data`, `mesh-index-range` for a number 0 or one too far back."""
    form = _forms(lines.faces.text, lines.faces.count)
    written = _alike(lines.faces.text, form) if form is not None else None
    if written is None or form is None:
        return _line_by_line(lines)
    return Polygons(_absolute(written, np.repeat(lines.before, form.corners, axis=0)), form.corners)


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    """How the faces of a file are written: corners of each, and the columns all of them have."""

    corners: NDArray[np.int64]
    columns: tuple[int, ...]


def _forms(text: bytes, count: int) -> _Forms | None:
    """Return the form all faces share, or None where they differ."""
    body = np.frombuffer(text, np.uint8)
    ends = np.append(np.flatnonzero(body == ord("\n")), len(body))[:count]
    if len(ends) < count:
        return None
    inside = body > ord(" ")
    words = inside.copy()
    words[1:] &= ~inside[:-1]
    corners = np.diff(np.searchsorted(np.flatnonzero(words), ends), prepend=0)
    strokes = body == ord("/")
    slashes = np.diff(np.searchsorted(np.flatnonzero(strokes), ends), prepend=0)
    strokes[1:] &= strokes[:-1]
    strokes[:1] = False
    doubles = np.diff(np.searchsorted(np.flatnonzero(strokes), ends), prepend=0)
    whole = int(corners.sum())
    if not whole:
        return None
    a_corner = (int(slashes.sum()) // whole, int(doubles.sum()) // whole)
    if a_corner not in _COLUMNS:
        return None
    alike = (slashes == corners * a_corner[0]).all() and (doubles == corners * a_corner[1]).all()
    return _Forms(corners.astype(np.int64), _COLUMNS[a_corner]) if alike else None


def _alike(text: bytes, form: _Forms) -> NDArray[np.int64] | None:
    """Return (k, 3) numbers as written, 0 where none stands; None when something else than numbers does."""
    values = whole_numbers(text.replace(b"/", b" "))
    whole = int(form.corners.sum())
    if values is None or len(values) != whole * len(form.columns):
        return None
    if int(values.max()) > _FARTHEST or int(values.min()) < -_FARTHEST:
        return None
    found = np.zeros((whole, 3), np.int64)
    for place, column in enumerate(form.columns):
        found[:, column] = values[place :: len(form.columns)]
        if (found[:, column] == 0).any():
            raise RecipeError("mesh-index-range", index=0, vertices=0)
    return found


def _absolute(written: NDArray[np.int64], before: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return numbers counted from 0; negative ones count back from what stands above their face. 0 means none."""
    if (written >= 0).all():
        return np.asarray(written - 1)
    found = np.where(written > 0, written - 1, before + written)
    found[written == 0] = -1
    wrong = (found < 0) & (written != 0)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise RecipeError("mesh-index-range", index=int(written[row, column]), vertices=int(before[row, column]))
    return found


def _line_by_line(lines: Lines) -> Polygons:
    corners: list[tuple[int, int, int]] = []
    lengths: list[int] = []
    for line in lines.faces.text.splitlines():
        words = line.split()
        lengths.append(len(words))
        corners += [_corner(word, line) for word in words]
    counts = np.array(lengths[: lines.faces.count], np.int64)
    if not corners:
        raise RecipeError("mesh-empty")
    return Polygons(_absolute(np.array(corners, np.int64), np.repeat(lines.before, counts, axis=0)), counts)


def _corner(word: bytes, line: bytes) -> tuple[int, int, int]:
    fields = word.split(b"/")
    if len(fields) > 3:
        raise RecipeError("obj-data", line=_shown(line))
    found = [0, 0, 0]
    for place, text in enumerate(fields):
        if not text and place:
            continue
        try:
            found[place] = int(text)
        except ValueError as error:
            raise RecipeError("obj-data", line=_shown(line)) from error
        if found[place] == 0 or abs(found[place]) > _FARTHEST:
            raise RecipeError("mesh-index-range", index=found[place], vertices=0)
    return (found[0], found[1], found[2])


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()[:60]
