"""Where the six faces of a cube lie in an equirectangular picture, and back. Pure.

The definition of this project: face f looks at the picture's centre (north where the engine draws it), r to the right
of it (east), b behind, l to the left, u up, d down. Row 0 is the top of a face, column 0 its left as seen from inside.
The bottom edge of u meets the top edge of f; the top edge of d meets the bottom edge of f.

Rays are in world axes (x east, y up, -z north). Pixel centres lie at half pixels. A picture of width w spans yaw
-pi to pi from its left to its right edge, its height pitch pi/2 to -pi/2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACES = "frblud"
TILE_PX = 512
_FORWARD_RIGHT_DOWN = {
    "f": ((0, 0, -1), (1, 0, 0), (0, -1, 0)),
    "r": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "b": ((0, 0, 1), (-1, 0, 0), (0, -1, 0)),
    "l": ((-1, 0, 0), (0, 0, -1), (0, -1, 0)),
    "u": ((0, 1, 0), (1, 0, 0), (0, 0, -1)),
    "d": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
}


class Lookup(NamedTuple):
    """For every pixel of a block: column and row in the picture, in pixels, pixel centres at whole numbers."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]


def face_axes(face: str) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the unit vectors ahead, to the right and down of a face."""
    ahead, right, down = _FORWARD_RIGHT_DOWN[face]
    return np.array(ahead, float), np.array(right, float), np.array(down, float)


def level_edges(width_px: int, *, tile_px: int = TILE_PX) -> tuple[int, ...]:
    """Return the edge of a face at each level, smallest first, for a picture `width_px` wide.

    The largest is the multiple of a tile nearest to width / pi: the detail a face holds at its middle, so no tile is
    cut. Each lower one is half of that above; below two tiles comes one tile, the smallest.
    """
    return halved(max(1, round(width_px / np.pi / tile_px)) * tile_px, tile_px=tile_px)


def halved(top_px: int, *, tile_px: int = TILE_PX) -> tuple[int, ...]:
    """Return `top_px` and the levels below it, smallest first; the smallest is one tile or `top_px` if that is less."""
    edges = [top_px]
    while edges[-1] > tile_px:
        half = edges[-1] // 2
        edges.append(half if half >= 2 * tile_px else tile_px)
    return tuple(reversed(edges))


def centres(edge: int, first: int = 0, count: int | None = None) -> NDArray[np.float32]:
    """Return the places of `count` pixel centres from `first`, -1 to 1 over an edge of `edge` pixels."""
    rows = np.arange(first, edge if count is None else first + count, dtype=np.float64)
    return ((rows + 0.5) / edge * 2 - 1).astype(np.float32)


def side_rows(edge: int, first: int, count: int, width_px: int, height_px: int) -> Lookup:
    """Return where rows of face f lie; r, b and l are the same, a quarter, half and three quarters further right.

    x counts from the picture's centre, so it may be negative.
    """
    across, down = centres(edge), centres(edge, first, count)
    yaw = np.arctan(across)
    pitch = np.arctan(down[:, None] * np.cos(yaw))
    x = np.broadcast_to(yaw * np.float32(width_px / (2 * np.pi)), pitch.shape)
    y = (pitch * np.float32(1 / np.pi) + np.float32(0.5)) * np.float32(height_px) - np.float32(0.5)
    return Lookup(np.ascontiguousarray(x), y)


def pole_rows(edge: int, first: int, count: int, width_px: int, height_px: int) -> Lookup:
    """Return where rows of face u lie, x from the picture's centre; d is the same upside down, row by row."""
    across, down = centres(edge), centres(edge, first, count)[:, None]
    yaw = np.arctan2(across, down)
    low = np.arctan(np.hypot(across, down))  # angle from straight up
    y = low * np.float32(height_px / np.pi) - np.float32(0.5)
    return Lookup(yaw * np.float32(width_px / (2 * np.pi)), y)


def face_rays(face: str, edge: int) -> NDArray[np.float64]:
    """Return the rays through the pixel centres of a face, (edge, edge, 3), not of unit length."""
    ahead, right, down = face_axes(face)
    at = centres(edge).astype(np.float64)
    rays: NDArray[np.float64] = ahead + at[None, :, None] * right + at[:, None, None] * down
    return rays


def equirect_rays(width_px: int) -> NDArray[np.float32]:
    """Return unit rays through the pixels of an equirectangular picture, (width / 2, width, 3)."""
    height_px = width_px // 2
    yaw = centres(width_px) * np.float32(np.pi)
    pitch = -centres(height_px)[:, None] * np.float32(np.pi / 2)
    level = np.cos(pitch)
    parts = np.broadcast_arrays(level * np.sin(yaw), np.sin(pitch), -level * np.cos(yaw))
    return np.stack(parts, axis=-1).astype(np.float32)


def flat_rays(width_px: int, height_px: int, *, yaw: float, fov_x: float, pitch: float = 0.0) -> NDArray[np.float32]:
    """Return rays of a flat picture that looks along `yaw` and `pitch` (radians); `fov_x` is its width, radians."""
    half = np.tan(fov_x / 2)
    across = np.linspace(-half, half, width_px, endpoint=False) + half / width_px
    along = (np.linspace(half, -half, height_px, endpoint=False) - half / height_px) * height_px / width_px
    right, up = np.meshgrid(across, along)
    ahead = np.cos(pitch) - up * np.sin(pitch)
    y = np.sin(pitch) + up * np.cos(pitch)
    x, z = right * np.cos(yaw) + ahead * np.sin(yaw), right * np.sin(yaw) - ahead * np.cos(yaw)
    return np.stack([x, y, z], axis=-1).astype(np.float32)


def cube_places(
    rays: NDArray[np.float32], most: NDArray[np.float32], face: str, edge: int
) -> tuple[NDArray[np.intp], Lookup]:
    """Return which of the rays (n, 3) meet `face`, as indices, and the pixel each meets, centres at whole numbers.

    `most` is the largest part of each ray, without its sign.
    """
    ahead, right, down = (axis.astype(np.float32) for axis in face_axes(face))
    deep = rays[:, np.flatnonzero(ahead)[0]] * ahead.sum()
    here = np.flatnonzero(deep >= most)
    scale = np.float32(edge / 2) / deep[here]
    x = rays[here, np.flatnonzero(right)[0]] * right.sum() * scale
    y = rays[here, np.flatnonzero(down)[0]] * down.sum() * scale
    middle = np.float32((edge - 1) / 2)
    return here, Lookup(x + middle, y + middle)
