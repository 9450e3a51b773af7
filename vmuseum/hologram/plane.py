"""A flat layer in space: where its pixels land in the frame when it turns, nods and lies at a depth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.hologram.motion import Moment

_EYE = 5.0  # distance of the eye, in R


def homography(moment: Moment, *, depth: float, layer_px: int, size_px: int, span: float = 1.0) -> NDArray[np.float64]:
    """Return the 3 x 3 matrix from pixels of a square layer of side `layer_px` to pixels of the frame.

    The layer reaches `span` R from the middle; `depth` (in R, towards the eye) is where it lies before it turns.
    """
    cy, sy = math.cos(moment.yaw), math.sin(moment.yaw)
    cp, sp = math.cos(moment.pitch), math.sin(moment.pitch)
    # Axes: x right, y down, z towards the eye. Clockwise from above takes +z to -x.
    yaw = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    pitch = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    turned = pitch @ yaw
    offset = turned[:, 2] * depth
    place = np.column_stack([turned[:, 0], turned[:, 1], offset])
    project = np.array([[_EYE, 0, 0], [0, _EYE, 0], [0, 0, -1.0]]) @ place
    project[2, 2] += _EYE
    whole: NDArray[np.float64] = _to_pixels(size_px, moment) @ project @ _from_pixels(layer_px, span)
    return whole


def _from_pixels(side_px: int, span: float) -> NDArray[np.float64]:
    unit = 2.0 * span / side_px
    shift = -span * (side_px - 1) / side_px
    return np.array([[unit, 0, shift], [0, unit, shift], [0, 0, 1]])


def _to_pixels(side_px: int, moment: Moment) -> NDArray[np.float64]:
    half = side_px / 2
    middle = (side_px - 1) / 2
    return np.array([[half, 0, middle + half * moment.right], [0, half, middle - half * moment.up], [0, 0, 1]])
