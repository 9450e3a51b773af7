"""A mould of schist: a split slab with shapes cut into its top face. Size and shapes are free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .field import ease
from .noise import cloud, noise
from .surface import Paint, Surface, grid_faces, joined
from .texture import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

_STONE = (0.150, 0.155, 0.162)


def mould(name: str, half: tuple[float, float, float], shape: str, paint: Paint, *, seed: int) -> Surface:
    """Return a slab of half size `half` (x, y, z metres), cut with `shape`, resting on y = 0."""
    sheets = [_top(half, shape, seed), _skirt(half, shape, seed)]
    parts = []
    for sheet, cut in sheets:
        points = sheet.points
        parts.append(Surface(name, points, sheet.faces, sheet.normals, _slate(points, cut, seed), None, paint))
    return joined(name, parts, paint)


def _outline(u: Values, v: Values, half: tuple[float, float, float], seed: int) -> tuple[Values, Values]:
    """Bend a square -1..1 into the slab's outline: rounded corners, uneven sides."""
    x = u * np.sqrt(1 - 0.16 * v**6) * half[0]
    z = v * np.sqrt(1 - 0.16 * u**6) * half[2]
    flat = np.stack([x, np.zeros_like(x), z], axis=-1).reshape(-1, 3)
    push = 1 + 0.055 * cloud(flat, size=0.045, octaves=3, seed=seed + 10).reshape(x.shape) * np.maximum(
        np.abs(u), np.abs(v)
    )
    return x * push, z * push


def _top(half: tuple[float, float, float], shape: str, seed: int) -> tuple[Surface, Values]:
    u, v = np.meshgrid(np.linspace(-1, 1, 48), np.linspace(-1, 1, 36))
    x, z = _outline(u, v, half, seed)
    cut = _SHAPES[shape](x / half[0], z / half[2])
    flat = np.stack([x, 0 * x, z], axis=-1).reshape(-1, 3)
    y = 2 * half[1] - 0.0048 * cut - 0.0035 * ease(0.80, 1.0, np.maximum(np.abs(u), np.abs(v)))
    y += (
        0.0005 * cloud(flat, size=0.02, seed=seed + 20)
        - 0.0011 * ease(0.5, 0.8, cloud(flat, size=0.012, seed=seed + 21))
    ).reshape(x.shape)
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    return Surface("top", points, grid_faces(36, 48)).with_normals(), cut.ravel()


def _skirt(half: tuple[float, float, float], shape: str, seed: int) -> tuple[Surface, Values]:
    """Return the split sides, down to the ground, with the layers of the stone."""
    edge = _rim()
    levels = np.array([1.0, 0.97, 0.90, 0.78, 0.62, 0.46, 0.30, 0.16, 0.06, 0.0])
    x, z = _outline(edge[:, 0], edge[:, 1], half, seed)
    tall = 2 * half[1] - 0.0048 * _SHAPES[shape](x / half[0], z / half[2]) - 0.0035
    flat = np.stack([x, 0 * x, z], axis=-1)
    tall = (
        tall
        + 0.0005 * cloud(flat, size=0.02, seed=seed + 20)
        - 0.0011 * ease(0.5, 0.8, cloud(flat, size=0.012, seed=seed + 21))
    )
    rows = []
    for level in levels:
        y = tall * level
        p = np.stack([x, y, z], axis=-1)
        layer = noise(p * np.array([0.22, 1.0, 0.22]), size=0.006, seed=seed + 30)
        out = 1 + (0.022 * layer + 0.03 * cloud(p, size=0.03, seed=seed + 31)) * ease(1.0, 0.9, np.full(len(x), level))
        out = out - 0.05 * ease(0.10, 0.0, np.full(len(x), level))
        rows.append(np.stack([x * out, y, z * out], axis=-1))
    rows.append(np.zeros_like(rows[-1]))  # the underside, to its middle
    points = np.stack(rows).reshape(-1, 3)
    faces = grid_faces(len(rows), len(edge), closed=True)[: -len(edge), ::-1]  # the last ones have no area
    return Surface("skirt", points, faces).with_normals(), np.zeros(len(points))


def _rim() -> NDArray[np.float64]:
    """Return the border of the square -1..1 in order, counter-clockwise seen from above."""
    a, b = np.linspace(-1, 1, 48)[:-1], np.linspace(-1, 1, 36)[:-1]
    one_a, one_b = np.ones(len(a)), np.ones(len(b))
    return np.concatenate(
        [np.stack([a, -one_a], 1), np.stack([one_b, b], 1), np.stack([-a, one_a], 1), np.stack([-one_b, -b], 1)]
    )


def _slate(p: NDArray[np.float64], cut: Values, seed: int) -> NDArray[np.float64]:
    layer = noise(p * np.array([0.25, 1.0, 0.25]), size=0.0042, seed=seed + 40)
    tone = 1 + 0.13 * layer + 0.16 * cloud(p, size=0.03, seed=seed + 41) + 0.05 * noise(p, size=0.0015, seed=seed + 42)
    colour = np.asarray(_STONE) * tone[:, None]
    colour = mixed(colour, (0.235, 0.215, 0.185), 0.35 * ease(0.2, 0.8, cloud(p, size=0.022, seed=seed + 43)))
    return np.clip(mixed(colour, (0.075, 0.072, 0.070), 0.72 * ease(0.25, 1.0, cut)), 0, 1)


def _groove(distance: Values, wide: float) -> Values:
    return ease(wide, wide * 0.25, distance)


def _pour(x: Values, z: Values, start: float) -> Values:
    """Return the channel through which metal is poured, from the far edge down to the shape."""
    inside = ease(start + 0.06, start - 0.02, z)
    return inside * _groove(np.abs(x), 0.085) + ease(-0.70, -0.98, z) * _groove(np.abs(x), 0.20)


def _ear_ring(x: Values, z: Values) -> Values:
    """Two open hoops side by side."""
    total = np.zeros_like(x)
    for side in (-0.44, 0.44):
        ring = np.abs(np.hypot((x - side) * 1.5, z - 0.18) - 0.36)
        total = np.maximum(total, _groove(ring, 0.15))
        total = np.maximum(total, _pour((x - side) * 1.5, z, -0.22))
    return np.clip(total, 0, 1)


def _pendant(x: Values, z: Values) -> Values:
    """Return a drop with a ring at its top, beside a row of small beads."""
    drop = np.hypot((x + 0.25) * 1.7, (z - 0.22) * 0.95) - 0.32 - 0.14 * (z - 0.22)
    hoop = np.abs(np.hypot((x + 0.25) * 1.7, z + 0.27) - 0.12)
    total = np.maximum(ease(0.06, -0.10, drop), _groove(hoop, 0.08))
    total = np.maximum(total, _pour((x + 0.25) * 1.7, z, -0.38))
    for row in (-0.45, 0.0, 0.45):
        total = np.maximum(total, ease(0.17, 0.04, np.hypot((x - 0.55) * 1.7, z - row)))
    return np.clip(np.maximum(total, _groove(np.abs(x - 0.55) * 1.7, 0.05) * ease(0.5, 0.45, z)), 0, 1)


def _ring(x: Values, z: Values) -> Values:
    """One large ring with a flat bezel."""
    ring = np.abs(np.hypot(x * 1.15, z - 0.16) - 0.48)
    bezel = np.maximum(np.abs(x) - 0.20, np.abs(z - 0.66) - 0.12)
    return np.clip(np.maximum(np.maximum(_groove(ring, 0.13), ease(0.05, -0.04, bezel)), _pour(x, z, -0.30)), 0, 1)


_SHAPES = {"ear-ring": _ear_ring, "pendant": _pendant, "ring": _ring}
