"""Trees of few triangles: a trunk and a crown of leafy clumps, darker inside and below."""

from __future__ import annotations

import numpy as np

from .lathe import tube, turned_profile
from .noise import cloud, noise
from .surface import Paint, Surface, joined

LEAF = Paint("la", roughness=0.85)
BARK = Paint("than-cay", (0.10, 0.072, 0.050), roughness=0.9)


def tree(*, tall: float, wide: float, clumps: int, seed: int) -> list[Surface]:
    """Return trunk and crown, foot at the origin."""
    rng = np.random.default_rng(seed)
    fork = tall * 0.42
    path = np.array([[0.0, -0.1, 0.0], [0.05, fork * 0.5, 0.02], [0.0, fork, 0.0], [0.05, tall * 0.75, 0.0]])
    trunk = tube("than-cay", path, np.array([0.17, 0.12, 0.10, 0.04]) * wide / 2.2, around=7, paint=BARK)
    parts = []
    for k in range(clumps):
        turn, out = 2.4 * k + rng.uniform(-0.4, 0.4), wide * 0.52 * np.sqrt((k + 0.4) / clumps)
        lift = fork + (tall - fork) * (0.22 + 0.56 * rng.uniform()) * (1.12 - 0.35 * out / wide)
        centre = np.array([out * np.sin(turn), min(lift, tall - 0.2 * wide), out * np.cos(turn)])
        parts.append(_clump(centre, wide * rng.uniform(0.19, 0.31), seed * 31 + k))
    crown = joined("la", parts, LEAF)
    colour = _leaf(crown, tall, wide, fork)
    return [trunk, Surface("la", crown.points, crown.faces, crown.normals, colour, None, LEAF)]


def _clump(centre: np.ndarray, radius: float, seed: int) -> Surface:
    tilt = np.linspace(np.pi, 0.0, 6)
    ball = np.stack([np.sin(tilt), np.cos(tilt)], axis=1)
    ball[[0, -1], 0] = 0.0
    body = turned_profile("la", ball, around=8, paint=LEAF)
    d = body.points
    lumpy = 1 + 0.34 * noise(d, size=0.55, seed=seed) + 0.30 * noise(d, size=0.21, seed=seed + 7)
    points = d * lumpy[:, None] * np.array([radius, radius * 0.74, radius]) + centre
    points.reshape(-1, 9, 3)[:, -1] = points.reshape(-1, 9, 3)[:, 0]
    ready = Surface("la", points, body.faces, paint=LEAF).with_normals()
    normals = np.asarray(ready.normals) * 0.6 + d * 0.4
    return Surface("la", points, body.faces, normals / np.linalg.norm(normals, axis=1, keepdims=True), None, None, LEAF)


def _leaf(crown: Surface, tall: float, wide: float, fork: float) -> np.ndarray:
    p = crown.points
    deep = 1 - np.linalg.norm(
        (p - np.array([0, (tall + fork) / 2, 0])) / np.array([wide * 0.6, (tall - fork) * 0.6, wide * 0.6]), axis=1
    )
    light = np.clip(0.95 - 0.75 * np.clip(deep, 0, 1) + 0.22 * (p[:, 1] - fork) / (tall - fork) - 0.15, 0.3, 1.3)
    tone = light * (1 + 0.30 * cloud(p, size=0.6, octaves=2, seed=5))
    return np.clip(
        np.array([0.066, 0.112, 0.030]) * tone[:, None] * (1 + 0.25 * noise(p, size=1.4, seed=6))[:, None], 0.004, 1
    )
