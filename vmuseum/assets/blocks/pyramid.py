"""Pictures of a scan at full, half, quarter size and so on, on disk, so that a tile reads only the pixels it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vmuseum.mesh import raster
from vmuseum.mesh.colour import linear_from_srgb, srgb_from_linear

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Kind = Literal["colour", "normal", "data"]
_BAND = 512  # rows halved at a time
_LEAST_PX = 16
_LIGHT = linear_from_srgb(np.arange(256) / 255.0).astype(np.float32)
_SRGB = np.rint(srgb_from_linear(np.arange(65536) / 65535.0) * 255.0).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Level:
    """One size of a picture: (height, width, channels) bytes in a file."""

    path: Path
    height: int
    width: int
    channels: int

    def rows(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return whole rows of pixels."""
        row = self.width * self.channels
        found = np.fromfile(self.path, np.uint8, (stop - start) * row, offset=start * row)
        return found.reshape(-1, self.width, self.channels)

    def crop(self, left: int, top: int, width: int, height: int) -> NDArray[np.uint8]:
        """Return a rectangle of pixels; beyond its edges the picture repeats."""
        shape = (self.height, self.width, self.channels)
        table = np.memmap(self.path, np.uint8, "r", shape=shape)
        if 0 <= left <= self.width - width and 0 <= top <= self.height - height:
            return np.array(table[top : top + height, left : left + width])
        rows = np.arange(top, top + height) % self.height
        columns = np.arange(left, left + width) % self.width
        return np.asarray(table[rows[:, None], columns[None, :]])


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The levels of one picture, largest first."""

    kind: Kind
    levels: tuple[Level, ...]

    @property
    def px(self) -> int:
        """Longest side of the largest level."""
        return max(self.levels[0].width, self.levels[0].height)

    def near(self, width: float) -> Level:
        """Return the smallest level at least this wide, or the largest."""
        return next((level for level in reversed(self.levels) if level.width >= width), self.levels[0])


def pyramid(data: bytes, kind: Kind, folder: Path, name: str, *, alpha: bool) -> Pyramid:
    """Write the levels of an encoded picture. Only the largest is ever in memory as a whole, while it is decoded."""
    folder.mkdir(parents=True, exist_ok=True)
    levels = [_decoded(data, kind, folder / f"{name}-0", alpha=alpha)]
    while min(levels[-1].width, levels[-1].height) >= 2 * _LEAST_PX:
        levels.append(_halved(levels[-1], kind, folder / f"{name}-{len(levels)}"))
    return Pyramid(kind, tuple(levels))


def _decoded(data: bytes, kind: Kind, path: Path, *, alpha: bool) -> Level:
    image = raster.decode(data)
    wanted = "RGBA" if alpha and image.mode == "RGBA" else "L" if image.mode == "L" and kind == "data" else "RGB"
    width, height = image.size
    channels = len(wanted)
    with path.open("wb") as stream:
        for top in range(0, height, _BAND):
            band = image.crop((0, top, width, min(top + _BAND, height))).convert(wanted)
            stream.write(np.asarray(band).tobytes())
    return Level(path, height, width, channels)


def _halved(level: Level, kind: Kind, path: Path) -> Level:
    height, width = level.height // 2, level.width // 2
    with path.open("wb") as stream:
        for top in range(0, height, _BAND // 2):
            stop = min(top + _BAND // 2, height)
            rows = level.rows(2 * top, 2 * stop)[:, : 2 * width]
            stream.write(_quartered(rows, kind).tobytes())
    return Level(path, height, width, level.channels)


def _quartered(rows: NDArray[np.uint8], kind: Kind) -> NDArray[np.uint8]:
    """Return the mean of every four pixels: of light for colours, of directions for normals, of numbers for data."""
    if kind == "colour" and rows.shape[2] == 4:
        return _quartered_cover(rows)
    if kind == "colour":
        return _from_light(_mean(_LIGHT[rows]))
    mean = _mean(rows.astype(np.float32))
    if kind == "normal":
        vectors = mean / np.float32(127.5) - np.float32(1.0)
        length = np.linalg.norm(vectors, axis=2, keepdims=True)
        mean = (vectors / np.maximum(length, np.float32(1e-3)) + np.float32(1.0)) * np.float32(127.5)
    return np.rint(np.clip(mean, 0.0, 255.0)).astype(np.uint8)


def _quartered_cover(rows: NDArray[np.uint8]) -> NDArray[np.uint8]:
    cover = rows[:, :, 3:].astype(np.float32) / np.float32(255.0)
    share = _mean(cover)
    light = _mean(_LIGHT[rows[:, :, :3]] * cover) / np.maximum(share, np.float32(1e-6))
    return np.concatenate([_from_light(light), np.rint(share * 255.0).astype(np.uint8)], axis=2)


def _mean(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray((values[0::2, 0::2] + values[1::2, 0::2] + values[0::2, 1::2] + values[1::2, 1::2]) * 0.25)


def _from_light(light: NDArray[Any]) -> NDArray[np.uint8]:
    return np.asarray(_SRGB[np.rint(np.clip(light, 0.0, 1.0) * 65535.0).astype(np.uint16)])
