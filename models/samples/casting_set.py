"""The casting set: eleven pieces laid out flat, as in a table case.

Published: eleven pieces, three moulds of fine-grained schist, a terracotta crucible and pouring cup, a ceramic bracelet
former, slag, and four metal pieces that match mould faces. Sizes and shapes are not published: all free here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .field import ease
from .lathe import turned_profile
from .metal import METAL, bead, ear_ring, pendant, ring
from .mould import mould
from .noise import cloud, noise
from .surface import Paint, Surface
from .texture import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACES: dict[str, tuple[float, float, float]] = {
    "khuon-1": (-0.205, 0.055, 0.14),
    "khuon-2": (-0.070, 0.065, -0.08),
    "khuon-3": (0.056, 0.056, 0.06),
    "noi-nau": (-0.185, -0.065, 0.0),
    "coc-rot": (-0.082, -0.058, 0.0),
    "dung-cu-uon": (0.022, -0.066, 0.0),
    "xi-kim-loai": (0.122, -0.055, 0.4),
    "kim-loai-1": (0.148, 0.030, 0.2),
    "kim-loai-2": (0.206, 0.020, -0.3),
    "kim-loai-3": (0.152, 0.088, 0.1),
    "kim-loai-4": (0.205, 0.086, 0.5),
}
"""Where each piece lies: x, z in metres and a turn in radians."""


def casting_set() -> list[Surface]:
    """Return the eleven pieces, named, on the plane y = 0."""
    stone = Paint("da-phien", roughness=0.62)
    earth = Paint("dat-nung", roughness=0.80)
    pieces = [
        mould("khuon-1", (0.058, 0.017, 0.038), "ear-ring", stone, seed=1),
        mould("khuon-2", (0.062, 0.015, 0.036), "pendant", stone, seed=2),
        mould("khuon-3", (0.050, 0.0165, 0.042), "ring", stone, seed=3),
        _clay("noi-nau", _CRUCIBLE, earth, seed=4),
        _clay("coc-rot", _CUP, earth, seed=5),
        _clay("dung-cu-uon", _FORMER, earth, seed=6),
        _slag(Paint("xi", roughness=0.42)),
        ring("kim-loai-1", METAL),
        ear_ring("kim-loai-2", METAL),
        pendant("kim-loai-3", METAL),
        bead("kim-loai-4", METAL),
    ]
    return [_placed(p) for p in pieces]


_CRUCIBLE = np.array(
    [
        (0.0, 0.004),
        (0.020, 0.0),
        (0.030, 0.001),
        (0.040, 0.010),
        (0.0475, 0.025),
        (0.0505, 0.042),
        (0.0510, 0.055),
        (0.0500, 0.0605),
        (0.0470, 0.0620),
        (0.0435, 0.0600),
        (0.0425, 0.050),
        (0.0400, 0.032),
        (0.0310, 0.018),
        (0.015, 0.0125),
        (0.0, 0.0120),
    ]
)
_CUP = np.array(
    [
        (0.0, 0.003),
        (0.016, 0.0),
        (0.0215, 0.001),
        (0.0245, 0.006),
        (0.0260, 0.016),
        (0.0300, 0.032),
        (0.0355, 0.046),
        (0.0365, 0.0500),
        (0.0345, 0.0520),
        (0.0325, 0.0500),
        (0.0270, 0.034),
        (0.0215, 0.018),
        (0.0150, 0.0125),
        (0.0, 0.0115),
    ]
)
_FORMER = np.array(
    [
        (0.0, 0.002),
        (0.035, 0.0),
        (0.0405, 0.001),
        (0.0420, 0.0055),
        (0.0400, 0.0125),
        (0.0365, 0.030),
        (0.0340, 0.056),
        (0.0325, 0.076),
        (0.0310, 0.0830),
        (0.0275, 0.0860),
        (0.0160, 0.0868),
        (0.0125, 0.0850),
        (0.0115, 0.0800),
        (0.0115, 0.0600),
        (0.0, 0.0590),
    ]
)


def _clay(name: str, profile: NDArray[np.float64], paint: Paint, *, seed: int) -> Surface:
    """Return a hand-made vessel: turned, then pushed about, fired unevenly and used."""
    fine = np.stack(
        [np.interp(np.linspace(0, 1, 38), np.linspace(0, 1, len(profile)), _rounded(profile[:, k])) for k in (0, 1)],
        axis=1,
    )
    body = turned_profile(name, fine, around=52, paint=paint)
    p = body.points
    ring = np.hypot(p[:, 0], p[:, 2])
    out = np.stack([p[:, 0], np.zeros(len(p)), p[:, 2]], axis=1) / np.maximum(ring, 1e-6)[:, None]
    push = 0.0016 * cloud(p, size=0.045, octaves=3, seed=seed) + 0.0005 * noise(p, size=0.006, seed=seed + 1)
    spill = (
        ease(0.55, 1.0, out[:, 2]) ** 3
        * ease(0.6, 1.0, p[:, 1] / p[:, 1].max())
        * (0.007 if name == "coc-rot" else 0.0)
    )
    points = p + out * (push * ease(0.0, 0.01, ring) + spill)[:, None]
    points[:, 1] += (
        0.0012 * cloud(p * np.array([1, 0, 1]), size=0.05, seed=seed + 2) * ease(0.3, 1.0, p[:, 1] / p[:, 1].max())
    )
    smooth = Surface(name, points, body.faces, paint=paint).with_normals()
    return Surface(
        name, points, body.faces, _closed(np.asarray(smooth.normals), 53), _fired(points, profile, seed), None, paint
    )


def _fired(p: NDArray[np.float64], profile: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    tone = 1 + 0.16 * cloud(p, size=0.03, seed=seed + 5) + 0.06 * noise(p, size=0.0022, seed=seed + 6)
    colour = np.asarray((0.44, 0.215, 0.115)) * tone[:, None]
    colour = mixed(colour, (0.54, 0.36, 0.22), 0.45 * ease(0.1, 0.7, cloud(p, size=0.025, seed=seed + 7)))
    soot = ease(-0.2, 0.7, cloud(p, size=0.04, seed=seed + 8)) * ease(0.02, 0.0, p[:, 1] - 0.25 * profile[:, 1].max())
    within = ease(0.004, -0.004, np.hypot(p[:, 0], p[:, 2]) - 0.86 * np.interp(p[:, 1], profile[:9, 1], profile[:9, 0]))
    return mixed(colour, (0.070, 0.052, 0.043), 0.55 * soot + 0.72 * within * ease(0.004, 0.012, p[:, 1]))


def _slag(paint: Paint) -> Surface:
    """Return a lump of slag: a ball pushed out of shape, glassy and dark."""
    rows, around = 26, 42
    tilt = np.linspace(np.pi, 0.0, rows)
    ball = np.stack([np.sin(tilt), np.cos(tilt)], axis=1)
    ball[[0, -1], 0] = 0.0
    body = turned_profile("xi-kim-loai", ball, around=around, paint=paint)
    d = body.points
    bump = (
        1
        + 0.24 * cloud(d, size=1.3, seed=41)
        + 0.10 * np.abs(noise(d, size=0.5, seed=42))
        - 0.07 * ease(0.3, 0.8, noise(d, size=0.23, seed=43))
    )
    p = d * bump[:, None] * np.array([0.037, 0.024, 0.029])
    p[:, 1] = np.maximum(p[:, 1], -0.0155) + 0.0155
    smooth = Surface("xi-kim-loai", p, body.faces, paint=paint).with_normals()
    tone = 1 + 0.35 * cloud(p, size=0.014, seed=44)
    colour = np.asarray((0.060, 0.056, 0.055)) * tone[:, None]
    colour = mixed(colour, (0.24, 0.115, 0.05), 0.65 * ease(0.25, 0.75, cloud(p, size=0.016, seed=45)))
    return Surface(
        "xi-kim-loai",
        p,
        body.faces,
        _closed(np.asarray(smooth.normals), around + 1),
        np.clip(colour, 0, 1),
        None,
        paint,
    )


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values of a profile, its inner corners a little softened."""
    out = values.copy()
    out[2:-2] = 0.15 * values[1:-3] + 0.70 * values[2:-2] + 0.15 * values[3:-1]
    return out


def _closed(normals: NDArray[np.float64], columns: int) -> NDArray[np.float64]:
    """Give the first and last column of a turned body, which are the same points, one normal."""
    grid = normals.reshape(-1, columns, 3).copy()
    both = grid[:, 0] + grid[:, -1]
    grid[:, 0] = grid[:, -1] = both / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9)
    return grid.reshape(-1, 3)


def _placed(piece: Surface) -> Surface:
    x, z, turn = PLACES[piece.name]
    return piece.turned(turn).moved((x, 0.0, z))
