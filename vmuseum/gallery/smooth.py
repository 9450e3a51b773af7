"""Calm the light map: blur the grain of bounced light within charts, fill buried texels and the margins.

All steps work on the whole map by shifting it, so their order and result are always the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    Bools = NDArray[np.bool_]
    I32 = NDArray[np.int32]

Rows = TypeVar("Rows", bound="NDArray[Any]")
_NOTHING = -2  # chart number where nothing lies
_AROUND = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]


def calm(light: F32, chart: I32, good: Bools, reach: F32, steps: tuple[int, ...] = (1, 2)) -> F32:
    """Return `light` (h, w, 3) blurred within charts; `reach` (h, w) is the blur radius in texels, small at contacts.

    One pass of 3 x 3 for each distance in `steps` (à trous), weights fall with distance over reach.
    """
    current = light
    for step in steps:
        total = np.where(good, np.float32(4.0), np.float32(0.0))
        summed = current * total[..., None]
        for dy, dx in _AROUND:
            other = _shift(current, dy * step, dx * step)
            same = (_shift(chart, dy * step, dx * step, fill=-2) == chart) & _shift(good, dy * step, dx * step)
            away2 = np.float32((dy * dy + dx * dx) * step * step)
            weight = np.where(same & good, np.float32(4.0) * np.exp(-away2 / np.maximum(2 * reach * reach, 1e-3)), 0.0)
            summed += other * weight[..., None].astype(np.float32)
            total += weight
        current = np.where(good[..., None], summed / np.maximum(total, 1e-6)[..., None], current).astype(np.float32)
    return current


def fill(light: F32, chart: I32, good: Bools, rounds: int, *, across: bool) -> tuple[F32, Bools]:
    """Return `light` with bad texels filled from good neighbours, ring by ring; `across` lets it leave charts."""
    h, w = good.shape
    framed = np.zeros((h + 2, w + 2, 3), np.float32)
    framed[1:-1, 1:-1] = light
    known = np.zeros((h + 2, w + 2), np.bool_)
    known[1:-1, 1:-1] = good
    charts = np.full((h + 2, w + 2), -3, np.int32)
    charts[1:-1, 1:-1] = chart
    todo = np.argwhere(~good if across else ~good & (chart != _NOTHING)) + 1
    for _ in range(rounds):
        if not len(todo):
            break
        y, x = todo[:, 0], todo[:, 1]
        summed, count = np.zeros((len(todo), 3), np.float32), np.zeros(len(todo), np.float32)
        for dy, dx in _AROUND:
            usable = known[y + dy, x + dx]
            if not across:
                usable = usable & (charts[y + dy, x + dx] == charts[y, x])
            summed += framed[y + dy, x + dx] * usable[:, None]
            count += usable
        new = count > 0
        if not new.any():
            break
        framed[y[new], x[new]] = summed[new] / count[new][:, None]
        known[y[new], x[new]] = True
        todo = todo[~new]
    return framed[1:-1, 1:-1], known[1:-1, 1:-1]


def _shift(rows: Rows, dy: int, dx: int, fill: int = 0) -> Rows:
    """Return the map moved so that each texel sees the one at (y + dy, x + dx)."""
    moved = np.full_like(rows, fill)
    h, w = rows.shape[:2]
    moved[max(0, -dy) : h - max(0, dy), max(0, -dx) : w - max(0, dx)] = rows[
        max(0, dy) : h - max(0, -dy), max(0, dx) : w - max(0, -dx)
    ]
    return cast("Rows", moved)
