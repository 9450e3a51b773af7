"""Fill the texels of a picture that no chart covers, and make pictures smaller.

What lies between charts must look like them: smaller mip levels and lossy encoders mix it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    Bools = NDArray[np.bool_]

_RINGS = 4  # texels around charts that copy their border; beyond, colours run softly into each other


def filled(values: F32, known: Bools) -> F32:
    """Return (h, w, c) `values` with every texel outside of `known` taken from its neighbours. Nothing known: zeros."""
    if not known.any():
        return np.zeros_like(values)
    grown, found = np.where(known[..., None], values, np.float32(0)), known
    for _ in range(_RINGS):
        if found.all():
            return grown
        grown, found = _ring(grown, found)
    return _pulled(grown, found)


def calmed(values: F32, known: Bools) -> F32:
    """Return `values` blurred over 3 x 3 texels, known ones alone; others stay."""
    total, weight = _around(np.where(known[..., None], values, np.float32(0)), known)
    return np.where(known[..., None], total / np.maximum(weight, 1)[..., None], values).astype(np.float32)


def shrunk(values: F32, size: tuple[int, int]) -> F32:
    """Return (h, w, c) `values` at (width, height), every texel the mean of the area it covers."""
    if values.shape[1::-1] == size:
        return values
    from PIL import Image

    planes = [np.ascontiguousarray(values[..., k]) for k in range(values.shape[2])]
    return np.stack([np.asarray(Image.fromarray(p).resize(size, Image.Resampling.BOX)) for p in planes], axis=2)


def _ring(values: F32, known: Bools) -> tuple[F32, Bools]:
    total, weight = _around(values, known)
    new = ~known & (weight > 0)
    values = values.copy()
    values[new] = total[new] / weight[new][:, None]
    return values, known | new


def _around(values: F32, known: Bools) -> tuple[F32, F32]:
    """Return sums over 3 x 3 texels of values (0 where not known) and of `known`."""
    return _summed(values), _summed(known[..., None].astype(np.float32))[..., 0]


def _summed(values: F32) -> F32:
    across = values.copy()
    across[:, 1:] += values[:, :-1]
    across[:, :-1] += values[:, 1:]
    down = across.copy()
    down[1:] += across[:-1]
    down[:-1] += across[1:]
    return down


def _pulled(values: F32, known: Bools) -> F32:
    """Fill holes from a picture of half the size, itself filled the same way (push-pull, Gortler et al. 1996)."""
    if known.all():
        return values
    height, width = known.shape
    if height == width == 1:
        return values
    even = ((height + 1) // 2 * 2 - height, (width + 1) // 2 * 2 - width)
    weight = np.pad(known.astype(np.float32), ((0, even[0]), (0, even[1])))
    padded = np.pad(values, ((0, even[0]), (0, even[1]), (0, 0)))
    count = _quarter(weight[..., None])
    half = _quarter(padded) / np.maximum(count, 1)
    coarse = _pulled(half.astype(np.float32), count[..., 0] > 0)
    return np.where(known[..., None], values, _doubled(coarse)[:height, :width]).astype(np.float32)


def _quarter(values: F32) -> F32:
    height, width, channels = values.shape
    return np.asarray(values.reshape(height // 2, 2, width // 2, 2, channels).sum(axis=(1, 3)))


def _doubled(values: F32) -> F32:
    """Return the picture at twice the size, straight lines between texel centres."""
    for axis in (0, 1):
        before = np.concatenate([np.take(values, [0], axis), np.delete(values, -1, axis)], axis)
        after = np.concatenate([np.delete(values, 0, axis), np.take(values, [-1], axis)], axis)
        pair = np.stack([0.75 * values + 0.25 * before, 0.75 * values + 0.25 * after], axis + 1)
        shape = list(values.shape)
        shape[axis] *= 2
        values = pair.reshape(shape).astype(np.float32)
    return values
