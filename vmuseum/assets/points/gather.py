"""Gather a cloud of any size into a few million points: upright, from an origin of its own, in bounded memory.

Points are kept as they are while they fit; beyond that they go into a grid whose cells grow as more arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.grid import Rows, cell_for, joined, least_cell, merged
from vmuseum.errors import RecipeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.assets.points.cloud import Chunk, Source

CAPACITY = 3_000_000
"""Points held. A step of the grid's growth leaves more than half of them, so the high quality is never starved."""
_GROWTH = 1.25  # of a cell's edge; cells on a surface then fall to 0.64


def _turned(normals: NDArray[np.float32], turn: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return normals turned; one that is no direction becomes nothing."""
    known = np.isfinite(normals) & (np.abs(normals) < 1e6)
    return np.asarray(np.where(known.all(axis=1, keepdims=True), normals, 0.0) @ turn.T, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Points around `origin` (file units, upright), and what all points of the file span. `dropped` were not finite."""

    rows: Rows
    origin: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    count: int
    dropped: int


def gather(source: Source, turn: NDArray[np.float64], *, capacity: int = CAPACITY) -> Gathered:
    """Return the points of `source`, turned by `turn`. Raises RecipeError of the reader, or `points-empty`."""
    state = _State(capacity)
    for chunk in source.chunks:
        state.add(chunk, turn)
    if state.origin is None:
        raise RecipeError("points-empty")
    rows = state.settled()
    return Gathered(rows, state.origin, state.low, state.high, state.count, state.dropped)


class _State:
    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.origin: NDArray[np.float64] | None = None
        self.low, self.high = np.full(3, np.inf), np.full(3, -np.inf)
        self.count = self.dropped = 0
        self._held: Rows | None = None
        self._waiting: list[Rows] = []
        self._cell = 0.0  # 0 while every point is kept

    def add(self, chunk: Chunk, turn: NDArray[np.float64]) -> None:
        """Take some points."""
        good = np.isfinite(chunk.positions).all(axis=1) & (np.abs(chunk.positions) < 1e15).all(axis=1)
        self.dropped += int((~good).sum())
        if not good.any():
            return
        upright = chunk.positions[good] @ turn.T
        if self.origin is None:
            self.origin = np.floor(upright.mean(axis=0))
        self.low, self.high = np.minimum(self.low, upright.min(axis=0)), np.maximum(self.high, upright.max(axis=0))
        self.count += len(upright)
        normals = None if chunk.normals is None else _turned(chunk.normals[good], turn)
        rows = Rows(
            (upright - self.origin).astype(np.float32),
            np.ones(len(upright), np.uint32),
            None if chunk.colours is None else chunk.colours[good],
            normals,
        )
        if self._cell:
            self._fit(rows)
            rows = merged(rows, self._cell)
        self._waiting.append(rows)
        if sum(map(len, self._waiting)) + (len(self._held) if self._held else 0) > 2 * self.capacity:
            self._settle()

    def settled(self) -> Rows:
        """Return what is held, at most `capacity` rows."""
        self._settle()
        assert self._held is not None  # noqa: S101 - add() has been called with points
        return self._held

    def _settle(self) -> None:
        """Bring all rows into one, and let cells grow until they fit."""
        rows = joined([*([self._held] if self._held else []), *self._waiting])
        self._waiting = []
        if self._cell:
            rows = merged(rows, self._cell)
        elif len(rows) > self.capacity:
            self._cell = cell_for(rows.positions, self.capacity)
            rows = merged(rows, self._cell)
        while len(rows) > self.capacity:
            self._cell *= _GROWTH
            rows = merged(rows, self._cell)
        self._held = rows

    def _fit(self, rows: Rows) -> None:
        """Let cells grow until the grid reaches as far as these points."""
        self._cell = max(self._cell, least_cell(rows.positions))
