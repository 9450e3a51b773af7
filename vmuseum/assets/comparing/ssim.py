"""Structural similarity of two pictures. Pure.

Source: Wang, Bovik, Sheikh, Simoncelli 2004, Image quality assessment, IEEE Trans. Image Processing 13(4).

SSIM = (2 ma mb + c1)(2 sab + c2) / ((ma^2 + mb^2 + c1)(sa^2 + sb^2 + c2)) with means, variances and covariance under a
Gaussian window of 11 x 11 pixels and sigma 1.5, c1 = (0.01 L)^2, c2 = (0.03 L)^2, L = 255: the paper's own values.
It is taken on luma (ITU-R BT.709 weights of the coded values) and averaged over the object, so that an empty background
does not flatter it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 11
SIGMA = 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_LUMA = np.array([0.2126, 0.7152, 0.0722])


def ssim(one: NDArray[np.uint8], other: NDArray[np.uint8], region: NDArray[np.bool_]) -> float:
    """Return the mean similarity, 1 for equal pictures, over the pixels of `region` (h, w); 1 where it is empty.

    Pictures are (h, w, 3). Beyond the edge they are mirrored.
    """
    if not region.any():
        return 1.0
    return float(similarity(one, other)[region].mean())


def similarity(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the similarity around each pixel, -1 to 1."""
    a, b = one @ _LUMA, other @ _LUMA
    ma, mb = blurred(a), blurred(b)
    saa, sbb, sab = blurred(a * a) - ma * ma, blurred(b * b) - mb * mb, blurred(a * b) - ma * mb
    return np.asarray((2 * ma * mb + _C1) * (2 * sab + _C2) / ((ma * ma + mb * mb + _C1) * (saa + sbb + _C2)))


def blurred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `values` (h, w) under the window."""
    reach = WINDOW // 2
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * SIGMA**2))
    weights /= weights.sum()
    for axis in (0, 1):
        padded = np.pad(values, [(reach, reach) if n == axis else (0, 0) for n in (0, 1)], mode="symmetric")
        size = values.shape[axis]
        values = np.sum([w * np.take(padded, range(k, k + size), axis) for k, w in enumerate(weights)], axis=0)
    return values
