"""Small metal pieces that match the mould faces. Size, shape and metal are free."""

from __future__ import annotations

import numpy as np

from .lathe import tube, turned_profile
from .noise import cloud
from .surface import Paint, Surface, joined

METAL = Paint("kim-loai", roughness=0.40, metallic=1.0)
_TONE = (0.47, 0.40, 0.31)


def ring(name: str, paint: Paint) -> Surface:
    """Return a closed ring with a thicker front."""
    return _aged(name, [_hoop(0.0235, 0.0030, 0.0046, 2 * np.pi, paint)], paint)


def ear_ring(name: str, paint: Paint) -> Surface:
    """Return an open hoop, thin at its ends."""
    return _aged(name, [_hoop(0.0135, 0.0016, 0.0044, 1.80 * np.pi, paint)], paint)


def pendant(name: str, paint: Paint) -> Surface:
    """Return a flat drop with a small ring."""
    tilt = np.linspace(np.pi, 0.0, 18)
    profile = np.stack([np.sin(tilt), np.cos(tilt)], axis=1)
    profile[[0, -1], 0] = 0.0
    ball = turned_profile(name, profile, around=32, paint=paint)
    p = ball.points * np.array([0.0088, 0.0036, 0.0130])
    p[:, 0] *= 1.0 + 0.25 * ball.points[:, 2]
    p += np.array([0.0, 0.0036, 0.004])
    drop = Surface(name, p, ball.faces, paint=paint).with_normals()
    hoop = _hoop(0.0042, 0.0011, 0.0014, 2 * np.pi, paint).moved((0.0, 0.0012, -0.0125))
    return _aged(name, [drop, hoop], paint)


def bead(name: str, paint: Paint) -> Surface:
    """Return a ribbed, pierced bead lying on its side."""
    tall = np.linspace(-0.0085, 0.0085, 30)
    radius = 0.0062 * np.sqrt(1 - (tall / 0.0105) ** 2) + 0.0005 * np.cos(tall / 0.0085 * np.pi * 5)
    outer = np.stack([radius, tall], axis=1)
    profile = np.concatenate([[(0.0022, -0.0070)], outer, [(0.0022, 0.0070)]])
    body = turned_profile(name, profile, around=32, paint=paint)
    p = body.points[:, [1, 0, 2]] + np.array([0.0, 0.0060, 0.0])
    return _aged(name, [Surface(name, p, body.faces[:, ::-1], paint=paint).with_normals()], paint)


def _hoop(radius: float, thin: float, thick: float, sweep: float, paint: Paint) -> Surface:
    turn = np.linspace(-sweep / 2, sweep / 2, 57)
    path = np.stack([radius * np.sin(turn), np.zeros(57), radius * np.cos(turn)], axis=1)
    wide = thin + (thick - thin) * (0.5 + 0.5 * np.cos(turn)) ** 1.5
    whole = sweep > 1.99 * np.pi
    body = tube("hoop", path, wide, around=14, paint=paint, capped=not whole)
    rows = (
        body.points + np.array([0.0, 1.0, 0.0]) * np.repeat(wide if whole else np.pad(wide, 1), 15)[:, None]
    ).reshape(-1, 15, 3)
    if whole:
        rows[-1] = rows[0]
    else:  # the tips lie on the middle of their ends
        rows[0], rows[-1] = rows[1].mean(axis=0), rows[-2].mean(axis=0)
    return Surface("hoop", rows.reshape(-1, 3), body.faces, body.normals, None, None, paint)


def _aged(name: str, parts: list[Surface], paint: Paint) -> Surface:
    bare = [Surface(name, s.points, s.faces, s.normals, None, None, paint) for s in parts]
    whole = joined(name, bare, paint)
    tone = 1 + 0.25 * cloud(whole.points, size=0.008, seed=3)
    colour = np.clip(np.asarray(_TONE) * tone[:, None], 0, 1)
    return Surface(name, whole.points, whole.faces, whole.normals, colour, None, paint)
