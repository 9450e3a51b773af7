"""The faces of an OBJ as corner numbers: faces written alike are read in one go, whatever their number of corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.readers.ascii_numbers import whole_numbers
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.readers.obj_lines import Lines

_COLUMNS = {(0, 0): (0,), (1, 0): (0, 1), (2, 1): (0, 2), (2, 0): (0, 1, 2)}
"""Slashes and double slashes a corner -> which of position, coordinates, normal it numbers."""
_FARTHEST = 1 << 30  # larger numbers are lies
_BAND = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """Corners (k, 3): position, coordinates and normal counted from 0 (-1: none), and how many each face has."""

    corners: NDArray[np.int32]
    lengths: NDArray[np.int64]


def polygons(lines: Lines) -> Polygons:
    """Return the faces. Raises RecipeError `obj-data`, `mesh-index-range` for a number 0 or one too far back."""
    form = _forms(lines.faces.text, lines.faces.count)
    written = _alike(lines.faces.text, form) if form is not None else None
    if written is None or form is None:
        return _line_by_line(lines)
    return Polygons(_absolute(written, lines, form.corners), form.corners)


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    """How the faces of a file are written: corners of each, and the columns all of them have."""

    corners: NDArray[np.int64]
    columns: tuple[int, ...]


def _forms(text: bytes, count: int) -> _Forms | None:
    """Return the form all faces share, or None where they differ."""
    counted = [_counted(text[begin:end]) for begin, end in _bands(text)]
    corners, slashes, doubles = (np.concatenate(rows)[:count] for rows in zip(*counted, strict=True))
    whole = int(corners.sum())
    if not whole or len(corners) < count:
        return None
    a_corner = (int(slashes.sum()) // whole, int(doubles.sum()) // whole)
    if a_corner not in _COLUMNS:
        return None
    alike = (slashes == corners * a_corner[0]).all() and (doubles == corners * a_corner[1]).all()
    return _Forms(corners.astype(np.int64), _COLUMNS[a_corner]) if alike else None


def _bands(text: bytes) -> list[tuple[int, int]]:
    """Return pieces of whole lines: what is counted of them takes several times their size."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = text.find(b"\n", at + _BAND)
        end = len(text) if end < 0 else end + 1
        found.append((at, end))
        at = end
    return found


def _counted(text: bytes) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return the corners, slashes and double slashes of every line."""
    body = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(body == ord("\n"))
    if not text.endswith(b"\n"):
        ends = np.append(ends, len(body))
    inside = body > ord(" ")
    words = inside.copy()
    words[1:] &= ~inside[:-1]
    strokes = body == ord("/")
    twice = strokes.copy()
    twice[1:] &= strokes[:-1]
    twice[:1] = False
    first, second, third = (
        np.diff(np.searchsorted(np.flatnonzero(marks), ends), prepend=0).astype(np.int32)
        for marks in (words, strokes, twice)
    )
    return first, second, third


def _alike(text: bytes, form: _Forms) -> NDArray[np.int32] | None:
    """Return (k, 3) numbers as written, 0 where none stands; None when something else than numbers does."""
    values = whole_numbers(text.replace(b"/", b" "))
    whole = int(form.corners.sum())
    if values is None or len(values) != whole * len(form.columns):
        return None
    if int(values.max()) > _FARTHEST or int(values.min()) < -_FARTHEST:
        return None
    found = np.zeros((whole, 3), np.int32)
    for place, column in enumerate(form.columns):
        found[:, column] = values[place :: len(form.columns)]
        if (found[:, column] == 0).any():
            raise RecipeError("mesh-index-range", index=0, vertices=0)
    return found


def _absolute(written: NDArray[np.int32], lines: Lines, lengths: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return numbers counted from 0; negative ones count back from what stands above their face. 0 means none."""
    if int(written.min()) >= 0:
        written -= 1
        return written
    before = np.repeat(lines.before(), lengths, axis=0)
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
    return Polygons(_absolute(np.array(corners, np.int32), lines, counts), counts)


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
