"""Tileable textures as linear RGB, 512 x 512, drawn from fixed seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PX = 512


def plaster() -> NDArray[np.float64]:
    """Mottled by about 3.5 %, repeat 2.4 m."""
    cloud = noise(1, 9.0, 9.0) * 0.6 + noise(2, 34.0, 34.0) * 0.8 + noise(3, 1.2, 1.2) * 0.25
    return grey(1.0 + 0.032 * cloud)


def limewash() -> NDArray[np.float64]:
    """Vertical streaks up to 15 % darker, repeat 3 m."""
    streaks = noise(11, 1.0, 70.0) * 0.7 + noise(12, 2.6, 110.0) * 0.8 + noise(13, 9.0, 60.0) * 0.3
    value = 1.0 - 0.045 * np.clip(streaks + 0.8, 0.0, 2.8) + 0.012 * noise(14, 1.0, 1.6)
    hue = 0.006 * noise(15, 20.0, 40.0)[..., None] * np.array([0.6, 0.0, -1.0])
    return np.asarray(grey(value) * (1.0 + hue), dtype=np.float64)


def terrazzo() -> NDArray[np.float64]:
    """Stone chips in grey mortar, one tile of 1.5 m with brass strips on two edges."""
    from PIL import Image, ImageDraw

    scale = 2
    rng = np.random.default_rng(21)
    side = PX * scale
    canvas = Image.new("RGB", (side, side), (156, 150, 141))
    pen = ImageDraw.Draw(canvas)
    tones = [
        (118, 110, 102),
        (186, 178, 164),
        (208, 200, 186),
        (92, 86, 82),
        (150, 124, 102),
        (172, 156, 136),
        (134, 128, 120),
    ]
    for _ in range(2600):
        x, y = rng.random(2) * side
        size = 3.0 + 12.0 * rng.random() ** 3
        angles = np.sort(rng.random(6)) * 2 * np.pi
        reach = size * (0.6 + 0.6 * rng.random(6))
        tone = tones[int(rng.integers(len(tones)))]
        for dx in (-side, 0, side):
            for dy in (-side, 0, side):
                if -30 < x + dx < side + 30 and -30 < y + dy < side + 30:
                    xs, ys = x + dx + reach * np.cos(angles), y + dy + reach * np.sin(angles)
                    pen.polygon([(float(a), float(b)) for a, b in zip(xs, ys, strict=True)], fill=tone)
    small = np.asarray(canvas.resize((PX, PX), Image.Resampling.BOX), dtype=np.float64) / 255.0
    linear = small**2.2 * (1.0 + 0.05 * noise(22, 24.0, 24.0))[..., None]
    brass = np.array([0.42, 0.30, 0.13]) * 0.8
    linear[-1, :, :] = brass
    linear[:, 0, :] = brass
    return linear


def terracotta() -> NDArray[np.float64]:
    """Eight by eight tiles of 0.30 m, each its own tone, repeat 2.4 m."""
    rng = np.random.default_rng(31)
    tile = np.array([0.27, 0.135, 0.085])
    tones = 1.0 + 0.19 * (rng.random((8, 8)) * 2 - 1)
    hue = (rng.random((8, 8)) - 0.5) * 0.08
    big = np.repeat(np.repeat(tones, PX // 8, 0), PX // 8, 1)
    warm = np.repeat(np.repeat(hue, PX // 8, 0), PX // 8, 1)
    value = big[..., None] * tile * (1 + 0.04 * noise(32, 12.0, 12.0) + 0.02 * noise(33, 1.0, 1.0))[..., None]
    value *= 1.0 + warm[..., None] * np.array([0.3, 0.6, 1.0])
    return joints(value, PX // 8, PX // 8, (0.16, 0.14, 0.115))


def paving() -> NDArray[np.float64]:
    """Four by four slabs of 1.2 m, repeat 4.8 m."""
    rng = np.random.default_rng(41)
    slab = np.array([0.36, 0.335, 0.295])
    tones = 1.0 + 0.10 * (rng.random((4, 4)) * 2 - 1)
    big = np.repeat(np.repeat(tones, PX // 4, 0), PX // 4, 1)
    value = big[..., None] * slab * (1 + 0.06 * noise(42, 10.0, 10.0) + 0.03 * noise(43, 1.0, 1.0))[..., None]
    return joints(value, PX // 4, PX // 4, (0.24, 0.22, 0.19))


def planks() -> NDArray[np.float64]:
    """Floor boards 0.2 m wide along v, repeat 1.6 m."""
    return _boards(51, 8, (0.361, 0.238, 0.141), 0.16)


def boards() -> NDArray[np.float64]:
    """Ceiling boards 0.25 m wide along v, repeat 2 m."""
    return _boards(61, 8, (0.36, 0.30, 0.22), 0.05)


def stone() -> NDArray[np.float64]:
    """Weathered stone, repeat 2.4 m."""
    cloud = noise(71, 6.0, 6.0) + noise(72, 30.0, 30.0) + 0.6 * noise(73, 1.2, 1.2)
    return grey(1.0 + 0.045 * cloud)


def _boards(seed: int, count: int, tone: Sequence[float], spread: float) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    tones = 1.0 + spread * (rng.random(count) * 2 - 1)
    width = PX // count
    grain = noise(seed + 1, 1.2, 60.0) * 0.03 + noise(seed + 2, 4.0, 90.0) * 0.035
    value = (np.repeat(tones, width)[None, :] * (1.0 + grain))[..., None] * np.array(tone)
    value[:, ::width, :] *= 0.6
    for k in range(count):
        row = int(rng.integers(PX))
        value[row, k * width : (k + 1) * width, :] *= 0.7
    return np.asarray(value, dtype=np.float64)


def joints(value: NDArray[np.float64], step_x: int, step_y: int, colour: Sequence[float]) -> NDArray[np.float64]:
    """Draw one pixel of joint around every tile."""
    value[::step_y, :, :] = np.array(colour)
    value[:, ::step_x, :] = np.array(colour)
    return value


def noise(seed: int, across_px: float, down_px: float) -> NDArray[np.float64]:
    """Return tileable noise of unit deviation, blurred over so many pixels each way."""
    white = np.random.default_rng(seed).standard_normal((PX, PX))
    fx, fy = np.fft.fftfreq(PX)[None, :], np.fft.fftfreq(PX)[:, None]
    blur = np.exp(-2 * (np.pi**2) * ((fx * across_px) ** 2 + (fy * down_px) ** 2))
    smooth = np.fft.ifft2(np.fft.fft2(white) * blur).real
    return np.asarray((smooth - smooth.mean()) / smooth.std(), dtype=np.float64)


def grey(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a value as equal red, green and blue."""
    return np.repeat(value[..., None], 3, axis=2)
