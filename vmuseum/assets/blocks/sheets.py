"""The pictures of one tile: what it shows of the master's pictures, cut out and laid side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.blocks.cells import PAD_PX, Cells, Sheet, cells, packed
from vmuseum.mesh import raster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.assets.blocks.pyramid import Kind, Level, Pyramid
    from vmuseum.mesh.arrays import Image

_QUALITY = {"colour": 80, "normal": 90, "data": 85}
Roles = dict[str, "Pyramid"]


@dataclass(frozen=True, slots=True, eq=False)
class Sheets:
    """Vertices (old numbers) and triangles cut where rectangles end, their coordinates, and a picture for each role.

    `halvings`: how often the master was halved.
    """

    vertices: NDArray[np.int64]
    indices: NDArray[np.uint32]
    uvs: NDArray[np.float32]
    images: dict[str, Image]
    halvings: int


def sheets(
    indices: NDArray[np.uint32],
    uvs: NDArray[np.float32],
    sources: NDArray[np.int64],
    roles: Sequence[Roles],
    most_px: int,
) -> Sheets:
    """Return the pictures of triangles over `uvs`; triangle n shows the pictures roles[sources[n]]."""
    corners = uvs.astype(np.float64)[indices]
    turns = np.floor(corners.mean(axis=1))
    corners -= turns[:, None, :]
    if (np.ptp(corners, axis=1) > 1.0).any():
        return _whole(indices, uvs, roles[0], most_px)
    mains = [_main(row) for row in roles]
    full = np.array([[main.levels[0].width, main.levels[0].height] for main in mains], np.float64)
    found = cells(corners, sources, full)
    for halvings in range(max(len(main.levels) for main in mains)):
        levels = [main.levels[min(halvings, len(main.levels) - 1)] for main in mains]
        boxes = _pixel_boxes(found, levels)
        sheet = packed(boxes[:, 2:] - boxes[:, :2], most_px)
        if sheet is not None:
            return _cut(indices, corners, turns, found, _Laid(boxes, sheet, levels, roles, halvings))
    return _whole(indices, uvs, roles[0], most_px)


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Rectangles in pixels of their levels (left, top, right, bottom) and where they lie on the sheet."""

    boxes: NDArray[np.int64]
    sheet: Sheet
    levels: Sequence[Level]
    roles: Sequence[Roles]
    halvings: int


def _main(roles: Roles) -> Pyramid:
    """Return the picture by which the others are cut: the largest, colours first."""
    return max(roles.values(), key=lambda p: (p.px, p.kind == "colour"))


def _pixel_boxes(found: Cells, levels: Sequence[Level]) -> NDArray[np.int64]:
    size = np.array([[level.width, level.height] for level in levels], np.float64)[found.source]
    low = np.floor(found.boxes[:, :2] * size) - PAD_PX
    high = np.ceil(found.boxes[:, 2:] * size) + PAD_PX
    return np.concatenate([low, high], axis=1).astype(np.int64)


def _cut(
    indices: NDArray[np.uint32], corners: NDArray[np.float64], turns: NDArray[np.float64], found: Cells, laid: _Laid
) -> Sheets:
    boxes, sheet = laid.boxes, laid.sheet
    size = np.array([[level.width, level.height] for level in laid.levels], np.float64)[found.source]
    shift = sheet.places - boxes[:, :2]
    pixels = corners * size[found.of][:, None, :] + shift[found.of][:, None, :]
    flat_uvs = (pixels / (sheet.width, sheet.height)).reshape(-1, 2).astype(np.float32)
    vertices, place, corner = _parted(indices.reshape(-1).astype(np.int64), np.repeat(_spots(found, turns), 3))
    images = _images(found, laid)
    return Sheets(vertices, place.reshape(-1, 3).astype(np.uint32), flat_uvs[corner], images, laid.halvings)


def _spots(found: Cells, turns: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return a number for each triangle's cell and whole turns of the picture: within one, a vertex has one pixel."""
    if not turns.any():
        return found.of
    whole = (turns - turns.min(axis=0)).astype(np.int64)
    wide, high = (int(n) + 1 for n in whole.max(axis=0))
    return np.asarray((found.of * high + whole[:, 1]) * wide + whole[:, 0])


def _parted(
    corners: NDArray[np.int64], spots: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return vertices with one spot each: old number of each, the new one of each corner, and a corner of each."""
    count = int(corners.max()) + 1
    sample = np.full(count, -1, np.int64)
    sample[corners[::-1]] = np.arange(len(corners))[::-1]  # the first corner of each vertex
    used = sample >= 0
    rank = np.cumsum(used) - 1
    place = rank[corners]
    strays = np.flatnonzero(spots != spots[sample[corners]])  # few: where rectangles meet
    keys = corners[strays] * (int(spots.max()) + 1) + spots[strays]
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    place[strays] = int(used.sum()) + which.reshape(-1)
    corner = np.concatenate([sample[used], strays[first]])
    return corners[corner], place, corner


def _images(found: Cells, laid: _Laid) -> dict[str, Image]:
    made: dict[tuple[int, ...], Image] = {}
    images: dict[str, Image] = {}
    for role in laid.roles[0]:
        pictures = [row[role] for row in laid.roles]
        key = tuple(id(p) for p in pictures)
        if key not in made:
            made[key] = encoded(_sheet(found, laid, pictures), pictures[0].kind)
        images[role] = made[key]
    return images


def _sheet(found: Cells, laid: _Laid, pictures: Sequence[Pyramid]) -> NDArray[np.uint8]:
    channels = max(p.levels[0].channels for p in pictures)
    canvas = np.zeros((laid.sheet.height, laid.sheet.width, channels), np.uint8)
    for box, place, source in zip(laid.boxes.tolist(), laid.sheet.places.tolist(), found.source.tolist(), strict=True):
        left, top, right, bottom = box
        crop = _crop(pictures[source], laid.levels[source], (left, top, right, bottom))
        if crop.shape[2] < channels:
            crop = np.asarray(raster.picture(crop).convert("RGBA" if channels == 4 else "RGB"))
        canvas[place[1] : place[1] + bottom - top, place[0] : place[0] + right - left] = crop
    return canvas


def _crop(picture: Pyramid, main: Level, box: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Return a rectangle given in pixels of `main`, from the level of `picture` that comes closest."""
    left, top, right, bottom = box
    level = picture.near(main.width)
    if (level.width, level.height) == (main.width, main.height):
        return level.crop(left, top, right - left, bottom - top)
    from PIL import Image as Pil

    x, y = level.width / main.width, level.height / main.height
    low = (int(np.floor(left * x)), int(np.floor(top * y)))
    high = (int(np.ceil(right * x)), int(np.ceil(bottom * y)))
    whole = raster.picture(level.crop(*low, high[0] - low[0], high[1] - low[1]))
    window = (left * x - low[0], top * y - low[1], right * x - low[0], bottom * y - low[1])
    return raster.pixels(whole.resize((right - left, bottom - top), Pil.Resampling.BILINEAR, window))


def _whole(indices: NDArray[np.uint32], uvs: NDArray[np.float32], roles: Roles, most_px: int) -> Sheets:
    """Return the whole pictures, smaller, for coordinates that run over them many times."""
    images: dict[str, Image] = {}
    halvings = 0
    for role, picture in roles.items():
        level = next((one for one in picture.levels if max(one.width, one.height) <= most_px), picture.levels[-1])
        halvings = max(halvings, picture.levels.index(level))
        images[role] = encoded(level.rows(0, level.height), picture.kind)
    vertices, place = np.unique(indices, return_inverse=True)
    return Sheets(vertices.astype(np.int64), place.reshape(-1, 3).astype(np.uint32), uvs[vertices], images, halvings)


def encoded(pixels: NDArray[np.uint8], kind: Kind) -> Image:
    """Return WebP; directions and numbers show errors more than colours do."""
    return raster.webp(raster.picture(pixels), quality=_QUALITY[kind])
