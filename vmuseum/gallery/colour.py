"""Colours of light: blackbody radiators after white balance, as linear sRGB of luminance 1.

Chromaticity: Kim et al., cubic fit of the Planckian locus (US patent 7024034, public formula), 1667 to 25000 K;
adaptation: Bradford. Agrees with the table of the reference pictures to about 0.01.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from vmuseum.geometry import Vec3

_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_XYZ_TO_RGB = np.array(
    [[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]]
)
_D65 = np.array([0.95047, 1.0, 1.08883])
LUMINANCE: Vec3 = (0.2126, 0.7152, 0.0722)


@cache
def blackbody(kelvin: float, balance: float) -> Vec3:
    """Return the linear RGB of a lamp of `kelvin` in a picture balanced to `balance` kelvin, luminance 1."""
    lamp, white = _xyz(kelvin), _xyz(balance)
    gain = (_BRADFORD @ _D65) / (_BRADFORD @ white)
    adapted = np.linalg.inv(_BRADFORD) @ (gain * (_BRADFORD @ lamp))
    rgb = np.clip(_XYZ_TO_RGB @ adapted, 0.0, None)
    rgb /= rgb @ np.array(LUMINANCE)
    return (float(rgb[0]), float(rgb[1]), float(rgb[2]))


def _xyz(kelvin: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    t = min(25000.0, max(1667.0, kelvin))
    if t <= 4000.0:
        x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
    else:
        x = -3.0258469e9 / t**3 + 2.1070379e6 / t**2 + 0.2226347e3 / t + 0.240390
    if t <= 2222.0:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t <= 4000.0:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    return np.array([x / y, 1.0, (1.0 - x - y) / y])
