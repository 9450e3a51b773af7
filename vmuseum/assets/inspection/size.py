"""How large a model is, in which unit its file probably is, and which of its axes probably points up. Pure.

What the record says counts most; then what the exhibit's YAML says; a guess comes last and is called one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


Unit = Literal["m", "cm", "mm", "inch", "ft"]
UNITS_M: Mapping[Unit, float] = {"m": 1.0, "cm": 0.01, "mm": 0.001, "inch": 0.0254, "ft": 0.3048}
_NEAR = math.log(1.15)  # a published size and a scan of the same thing agree within this
_LIKELY: tuple[tuple[Unit, float, float], ...] = (("m", 0.02, 12.0), ("mm", 100.0, 12_000.0))
"""Largest sides, in the unit, of what museums scan. Between 12 and 100 it may be metres, centimetres or millimetres."""
_FLAT_BASE = 0.03  # of the size along an axis: faces this near the end are the base


@dataclass(frozen=True, slots=True)
class Reading:
    """What the museum says of a file: how to read it, and the record's published sizes, metres."""

    exhibit: str | None = None
    up: Literal["y", "z", "-y"] | None = None
    height_m: float | None = None
    unit: Unit | None = None
    record_m: Mapping[str, float] = field(default_factory=dict)  # height_m, width_m, depth_m, diameter_m

    @property
    def axis(self) -> str:
        """The file's upright axis without its sign, "y" where nothing is said."""
        return (self.up or "y")[-1]

    @property
    def upwards(self) -> str:
        """The end of the file that is taken for the top: "+y", "+z" or "-y"."""
        return self.up if self.up == "-y" else f"+{self.axis}"


@dataclass(frozen=True, slots=True)
class Scale:
    """Metres a unit of the file, where that comes from, and what the record tells.

    `unit` is the unit the file is probably in; `up` the axis of the file's that the record's height fits, if one does.
    """

    metres: float
    source: Literal["height_m", "unit", "record", "guess", "none"]
    unit: Unit | None = None
    up: str | None = None
    ratio: float | None = None  # height as read over the record's


def scale(size: tuple[float, float, float], reading: Reading) -> Scale:
    """Return what a unit of a file whose model has `size` (x, y, z) is worth."""
    up = reading.axis
    tall = size["xyz".index(up)]
    unit, fits = _unit_of_record(size, up, reading.record_m)
    height = reading.record_m.get("height_m")
    told = _told(tall, reading)
    if told is not None:
        metres, source = told
        ratio = tall * metres / height if height and tall > 0 else None
        return Scale(metres, source, unit, fits, ratio)
    if unit is not None:
        ratio = tall / height if height else None
        return Scale(UNITS_M[unit], "record", unit, fits, ratio)
    if height and tall > 0:
        return Scale(height / tall, "record", None, None, tall / height)
    guess = likely_unit(max(size))
    return Scale(UNITS_M[guess], "guess", guess) if guess else Scale(1.0, "none")


def likely_unit(largest: float) -> Unit | None:
    """Return the unit that makes a model of this largest side an ordinary exhibit, or None.

    None too for sides of exactly 1 or 2: programs scale models to these when the true size is lost.
    """
    if is_normalised(largest):
        return None
    return next((unit for unit, low, high in _LIKELY if low <= largest <= high), None)


def is_normalised(largest: float) -> bool:
    """Whether a model was scaled to a largest side of 1 or 2, so that its size says nothing."""
    return any(abs(largest / known - 1) < 1e-3 for known in (1.0, 2.0))


def _told(tall: float, reading: Reading) -> tuple[float, Literal["height_m", "unit"]] | None:
    if reading.height_m is not None and tall > 0:
        return reading.height_m / tall, "height_m"
    if reading.unit is not None:
        return UNITS_M[reading.unit], "unit"
    return None


def _unit_of_record(
    size: tuple[float, float, float], up: str, record: Mapping[str, float]
) -> tuple[Unit | None, str | None]:
    """Return the unit in which the file agrees with the record, and the axis that then has the record's height."""
    height = record.get("height_m")
    found: list[tuple[float, int, Unit, str | None]] = []
    for rank, unit in enumerate(UNITS_M):
        if height:
            axes = [up, *(axis for axis in "yz" if axis != up)]
            for late, axis in enumerate(axes):
                off = _off(size["xyz".index(axis)] * UNITS_M[unit], height)
                found.append((off + late * _NEAR / 2, rank, unit, axis))
        else:
            wide = max((record.get(key, 0.0) for key in ("width_m", "depth_m", "diameter_m")), default=0.0)
            level = max(extent for axis, extent in zip("xyz", size, strict=True) if axis != up)
            found.append((_off(level * UNITS_M[unit], wide), rank, unit, None))
    off, _, best, fits = min(found, key=lambda row: row[:2])
    return (best, fits) if off < _NEAR else (None, None)


def _off(one: float, other: float) -> float:
    return abs(math.log(one / other)) if one > 0 and other > 0 else math.inf


def likely_up(
    corners: NDArray[np.float64], areas: NDArray[np.float64], normals: NDArray[np.float64], underside: str | None
) -> tuple[str | None, Literal["open", "base", "none"]]:
    """Return the axis that probably points up ("+y", "-z" ...) and why: open on the other end, or a flat base there.

    `corners` (m, 3, 3), `areas` (m,), unit `normals` (m, 3) of the triangles; `underside` is the end that a large
    border lies on (borders.open_side).
    """
    if underside is not None:
        return _opposite(underside), "open"
    low, high = corners.min(axis=(0, 1)), corners.max(axis=(0, 1))
    size = np.maximum(high - low, 1e-30)
    shares: list[tuple[float, str]] = []
    for n, axis in enumerate("xyz"):
        across = float(np.prod(np.delete(size, n)))
        for sign, rows in (("-", corners[:, :, n].max(axis=1) - low[n]), ("+", high[n] - corners[:, :, n].min(axis=1))):
            facing = normals[:, n] * (-1 if sign == "-" else 1)
            base = (rows < _FLAT_BASE * size[n]) & (facing > 0.95)
            shares.append((float(areas[base].sum()) / across, f"{sign}{axis}"))
    shares.sort(key=lambda row: -row[0])
    clear = shares[0][0] > 0.15 and shares[0][0] > 2 * shares[1][0]
    return (_opposite(shares[0][1]), "base") if clear else (None, "none")


def _opposite(end: str) -> str:
    return ("+" if end[0] == "-" else "-") + end[1]
