"""The standing wooden figure of Nhon Thanh, abstract and without a face.

Published: 56 cm high, shoulders 9 cm, head 5.5 cm, base 16 cm; hip swayed to its right, left arm lost, right arm kept
to the elbow, robe over the back down to the ankles, two-tiered lotus base, traces of gold on the back (dsvh.gov.vn).
The face is left out on purpose: this is a sacred image and nothing of it has been scanned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .field import capsule, carve, ease, ellipsoid, melt
from .nets import skin
from .noise import cloud, noise
from .outline import outline
from .surface import Paint, Surface, grid_faces
from .texture import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 0.560
BASE_HEIGHT = 0.106
HEAD = 0.0275  # half width
_WOOD = (0.130, 0.069, 0.038)
_DARK = (0.045, 0.024, 0.014)
_GOLD = (0.50, 0.285, 0.060)
_LOTUS = (
    "0.0001 0.0, 0.060 0.0, 0.0785 0.0, 0.080 0.0016, 0.080 0.0085, 0.0785 0.0105, 0.0730 0.0115, "
    "0.0745 0.0145, 0.0768 0.0205, 0.0775 0.0275, 0.0752 0.0345, 0.0700 0.0405, 0.0630 0.0445, "
    "0.0565 0.0475, 0.0545 0.0510, 0.0565 0.0545, 0.0615 0.0575, 0.0672 0.0625, 0.0708 0.0695, "
    "0.0722 0.0775, 0.0708 0.0850, 0.0690 0.0905, 0.0682 0.0922, 0.0660 0.0905, 0.0645 0.0890, "
    "0.0640 0.0915, 0.0632 0.0985, 0.0620 0.1035, 0.0600 0.1055, 0.0560 0.1062, 0.0200 0.1062, 0.0001 0.1062"
)
"""Radius and height of the base, metres; its widest is the published 16 cm."""
_STEP_BODY, _STEP_HEAD = 0.0039, 0.0024
_NECK = 0.4585


def figure() -> list[Surface]:
    """Return the figure: foot centre at the origin, front to +Z."""
    paint = Paint("go", roughness=0.50)
    body = skin(
        "than-tuong", field, (-0.075, BASE_HEIGHT - 0.006, -0.06), (0.075, _NECK, 0.06), step=_STEP_BODY, paint=paint
    )
    head = skin("dau-tuong", field, (-0.045, _NECK - 0.006, -0.045), (0.045, 0.565, 0.05), step=_STEP_HEAD, paint=paint)
    return [_carved(s) for s in (body, head, _lotus(paint))]


def field(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Signed distance of the figure above its base."""
    shape = melt(_robe(p), _legs(p), 0.010)
    shape = melt(shape, _torso(p), 0.016)
    shape = melt(shape, _arms(p), 0.009)
    shape = melt(shape, _head(p), 0.007)
    return shape + 0.00035 * cloud(p * np.array([1.0, 0.25, 1.0]), size=0.008, octaves=2, seed=2)


def sway(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the middle of the figure lies to the side at height y: the hip goes to its right (-X)."""
    heights = [0.10, 0.17, 0.24, 0.295, 0.335, 0.375, 0.415, 0.445, 0.56]
    return _smooth(y, heights, [0.0, -0.002, -0.0085, -0.0150, -0.0150, -0.0085, -0.0005, 0.0020, -0.0005])


def _smooth(y: NDArray[np.float64], at: list[float], value: list[float]) -> NDArray[np.float64]:
    """Interpolate with zero-slope ease between the points, then soften."""
    wide = 0.012
    return (np.interp(y - wide, at, value) + 2 * np.interp(y, at, value) + np.interp(y + wide, at, value)) / 4


def _tower(
    p: NDArray[np.float64], heights: list[float], half_x: list[float], half_z: list[float], centre_z: list[float]
) -> NDArray[np.float64]:
    """Distance to a body of upright elliptic sections that follows the sway."""
    y = p[:, 1]
    a, b = _smooth(y, heights, half_x), _smooth(y, heights, half_z)
    x, z = p[:, 0] - sway(y), p[:, 2] - _smooth(y, heights, centre_z)
    near = np.sqrt((x / a) ** 2 + (z / b) ** 2)
    side = (near - 1.0) * np.minimum(a, b)
    caps = np.maximum(heights[0] - y, y - heights[-1])
    return np.maximum(side, caps)


def _torso(p: NDArray[np.float64]) -> NDArray[np.float64]:
    heights = [0.250, 0.290, 0.325, 0.366, 0.405, 0.430, 0.444, 0.460]
    chest = _tower(
        p,
        heights,
        [0.012, 0.0345, 0.0345, 0.0265, 0.0310, 0.0350, 0.0250, 0.0110],
        [0.010, 0.0235, 0.0240, 0.0195, 0.0225, 0.0195, 0.0155, 0.0110],
        [0.004, 0.002, 0.001, 0.002, 0.0035, 0.001, -0.001, -0.002],
    )
    neck = capsule(p, (0.0015, 0.440, -0.002), (0.0, 0.475, 0.0), 0.0130, 0.0125)
    return melt(chest, neck, 0.012)


def _legs(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two legs under thin cloth; the left knee (+X) comes forward."""
    right = melt(
        capsule(p, (-0.020, 0.315, 0.000), (-0.0185, 0.215, 0.003), 0.0215, 0.0165),
        capsule(p, (-0.0185, 0.215, 0.003), (-0.0165, 0.118, -0.001), 0.0160, 0.0105),
        0.012,
    )
    left = melt(
        capsule(p, (0.004, 0.312, 0.002), (0.0155, 0.219, 0.013), 0.0215, 0.0165),
        capsule(p, (0.0155, 0.219, 0.013), (0.0175, 0.118, 0.001), 0.0160, 0.0105),
        0.012,
    )
    feet = np.minimum(
        ellipsoid(p, (-0.0170, 0.110, 0.013), (0.0105, 0.0095, 0.0250)),
        ellipsoid(p, (0.0185, 0.110, 0.015), (0.0105, 0.0095, 0.0250)),
    )
    return melt(melt(right, left, 0.012), feet, 0.006)


def _robe(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the robe: a skirt to the ankles, and a sheet that falls from the shoulders behind, wider than the legs."""
    y = p[:, 1]
    skirt = _tower(
        p,
        [0.127, 0.170, 0.225, 0.300, 0.345, 0.400],
        [0.0300, 0.0300, 0.0325, 0.0352, 0.0300, 0.0150],
        [0.0160, 0.0165, 0.0200, 0.0235, 0.0200, 0.0100],
        [0.000, 0.001, 0.004, 0.002, 0.001, 0.000],
    )
    fold = 0.0010 * np.sin(p[:, 0] * 560.0 + 7.0 * np.sin(y * 15.0)) * ease(0.34, 0.20, y)
    heights = [0.118, 0.200, 0.300, 0.380, 0.425, 0.445]
    half = _smooth(y, heights, [0.0420, 0.0400, 0.0390, 0.0350, 0.0320, 0.0200])
    middle = _smooth(y, heights, [-0.0150, -0.0155, -0.0175, -0.0155, -0.0120, -0.0050])
    thick = 0.0042
    across = np.abs(p[:, 0] - 0.8 * sway(y)) - (half - thick)
    through = np.abs(p[:, 2] - middle + 0.10 * np.abs(p[:, 0] - 0.8 * sway(y))) - 0.0005
    sheet = np.hypot(np.maximum(across, 0), np.maximum(through, 0)) + np.minimum(np.maximum(across, through), 0) - thick
    sheet = -melt(-sheet, y - 0.1185, 0.003)
    sheet = -melt(-sheet, 0.438 - y, 0.010)
    return melt(skirt + fold, sheet + 0.4 * fold, 0.006)


def _arms(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the right upper arm to its broken elbow, and the place where the left arm was."""
    upper = capsule(p, (-0.0320, 0.4275, -0.001), (-0.0395, 0.354, 0.000), 0.0108, 0.0090)
    elbow = capsule(p, (-0.0395, 0.354, 0.000), (-0.0400, 0.338, 0.012), 0.0092, 0.0086)
    arm = melt(upper, elbow, 0.006)
    rough = 0.0022 * noise(p, size=0.005, seed=5)
    ahead = (p - np.array([-0.040, 0.341, 0.0155])) @ np.array([-0.10, -0.55, 0.83])
    arm = np.maximum(arm, ahead + rough)
    stump = capsule(p, (0.0310, 0.4275, -0.001), (0.0360, 0.412, 0.0), 0.0105, 0.0098)
    side = (p - np.array([0.0400, 0.413, 0.0])) @ np.array([0.82, -0.57, 0.05])
    return np.minimum(arm, np.maximum(stump, side + 0.6 * rough))


def _head(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a plain oval with hair and long ears; no face."""
    face = ellipsoid(p, (0.0, 0.4985, 0.004), (HEAD * 0.915, 0.0375, 0.0265))
    cap = ellipsoid(p, (0.0, 0.5130, -0.0035), (HEAD * 0.985, 0.0300, 0.0285))
    top = ellipsoid(p, (0.0, 0.5400, -0.0050), (0.0142, 0.0196, 0.0150))
    hair = melt(cap, top, 0.009) - 0.0007 * _spirals(p)
    line = 0.5190 - 0.0350 * ease(0.022, -0.012, p[:, 2])  # the hair ends high in front, at the nape behind
    hair = np.maximum(hair, line - p[:, 1])
    ears = np.minimum(
        ellipsoid(p, (-0.0258, 0.4900, -0.001), (0.0034, 0.0200, 0.0066)),
        ellipsoid(p, (0.0258, 0.4900, -0.001), (0.0034, 0.0200, 0.0066)),
    )
    ears = carve(ears, ellipsoid(p, (0.0, 0.4785, -0.001), (0.05, 0.0060, 0.0026)), 0.002)
    return melt(melt(face, hair, 0.0014), ears, 0.003)


def _spirals(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Small round curls in rows, 0..1."""
    row = (p[:, 1] - 0.49) / 0.0062
    ring = np.floor(row)
    turn = np.arctan2(p[:, 0], p[:, 2] + 0.004)
    count = np.maximum(6.0, np.round(np.interp(0.49 + ring * 0.0062, [0.49, 0.53, 0.56], [24.0, 19.0, 7.0])))
    along = turn / (2 * np.pi) * count + 0.5 * (ring % 2)
    off = np.hypot(along - np.floor(along) - 0.5, row - ring - 0.5)
    return ease(0.55, 0.12, off)


def _lotus(paint: Paint) -> Surface:
    """Return two tiers of petals on a round foot, as a lathe with a bulge for each petal."""
    profile = outline(_LOTUS)
    around = 140
    turn = np.linspace(0.0, 2 * np.pi, around + 1)[:-1]
    low = ease(0.0125, 0.024, profile[:, 1]) * ease(0.0485, 0.040, profile[:, 1])
    high = ease(0.0525, 0.062, profile[:, 1]) * ease(0.0935, 0.086, profile[:, 1])
    radius = profile[:, 0][:, None] + 0.0034 * (
        low[:, None] * _petal(turn * 14)[None] + high[:, None] * _petal(turn * 14 + np.pi)[None]
    )
    points = np.stack(
        [radius * np.sin(turn), np.repeat(profile[:, 1][:, None], around, 1), radius * np.cos(turn)], axis=-1
    )
    return Surface(
        "toa-sen", points.reshape(-1, 3), grid_faces(len(profile), around, closed=True)[:, ::-1], paint=paint
    )


def _petal(phase: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a rounded petal with a sharp valley at both sides, -1..1."""
    return 2.0 * np.abs(np.cos(phase / 2)) ** 0.6 - 1.35


def _carved(surface: Surface) -> Surface:
    """Return the surface with the colours of old dark wood and a little gold left behind."""
    ready = surface.with_normals()
    p, n = ready.points, np.asarray(ready.normals)
    axis = np.stack([p[:, 0] - sway(p[:, 1]) * 0.8 + 0.03, p[:, 1] * 0.06, p[:, 2] - 0.055], axis=1)
    bend = axis + 0.004 * np.stack([cloud(p, size=0.05, seed=61), 0 * p[:, 0], cloud(p, size=0.05, seed=62)], axis=1)
    rings = np.sin(np.hypot(bend[:, 0], bend[:, 2]) * 2 * np.pi / 0.0042 + 3.0 * cloud(axis, size=0.02, seed=63))
    fibre = noise(p * np.array([1.0, 0.05, 1.0]), size=0.0013, seed=64)
    tone = 1.0 + 0.14 * rings + 0.10 * fibre + 0.22 * cloud(p, size=0.06, seed=65)
    colour = np.asarray(_WOOD) * tone[:, None]
    worn = ease(0.15, 0.75, cloud(p, size=0.03, seed=66)) * 0.35
    colour = mixed(colour, (0.215, 0.125, 0.070), worn)
    crack = ease(0.030, 0.006, np.abs(noise(p * np.array([1.0, 0.07, 1.0]), size=0.022, seed=67)))
    crack *= ease(0.05, 0.4, noise(p, size=0.09, seed=68))
    colour = mixed(colour, _DARK, 0.75 * crack)
    gold = ease(0.34, 0.66, cloud(p, size=0.030, octaves=3, seed=71)) * ease(-0.30, -0.62, n[:, 2])
    gold *= ease(0.14, 0.22, p[:, 1]) * ease(0.452, 0.430, p[:, 1])
    colour = mixed(colour, _GOLD, 0.70 * gold)
    return Surface(ready.name, p, ready.faces, n, colour, None, ready.paint)
