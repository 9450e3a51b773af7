"""Matrices of cameras and of the shadows of lamps. Column vectors: clip = matrix @ point. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vmuseum.render.scene import AreaLight, Camera, SpotLight, Sun

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.render.scene import LightSource


class Shadow(NamedTuple):
    """How the shadow of one lamp is drawn and looked up.

    `shape`: near and far plane (far 0: parallel light, near is then the depth of the box); width of the lamp in units
    of the map, at a distance of one metre; metres a texel covers at one metre (parallel: everywhere).
    """

    matrix: NDArray[np.float64]
    shape: tuple[float, float, float, float]


def unit(v: NDArray[np.float64] | Vec3) -> NDArray[np.float64]:
    """Return `v` with length 1. Raises ValueError for the zero vector."""
    array = np.asarray(v, dtype=np.float64)
    size = float(np.linalg.norm(array))
    if size <= 0.0:
        msg = "a direction needs a length"
        raise ValueError(msg)
    return np.asarray(array / size, dtype=np.float64)


def look_at(eye: Vec3, forward: NDArray[np.float64], up: Vec3) -> NDArray[np.float64]:
    """Return the matrix from the world to a view that looks along `forward` (-z of the view)."""
    ahead = unit(forward)
    hint = np.asarray(up, dtype=np.float64)
    if abs(float(ahead @ unit(hint))) > 0.9999:  # looking straight up or down: any level direction will do
        hint = np.array([0.0, 0.0, -1.0 if ahead[1] < 0 else 1.0])
        if abs(float(ahead @ hint)) > 0.9999:
            hint = np.array([0.0, 1.0, 0.0])
    right = unit(np.cross(ahead, hint))
    above = np.cross(right, ahead)
    view = np.eye(4)
    view[0, :3], view[1, :3], view[2, :3] = right, above, -ahead
    view[:3, 3] = -view[:3, :3] @ np.asarray(eye, dtype=np.float64)
    return view


def perspective(fov_y: float, aspect: float, near: float, far: float) -> NDArray[np.float64]:
    """Return the clip matrix of a lens; depth runs from -1 at `near` to 1 at `far`."""
    cot = 1.0 / math.tan(fov_y / 2)
    out = np.zeros((4, 4))
    out[0, 0], out[1, 1] = cot / aspect, cot
    out[2, 2], out[2, 3], out[3, 2] = (far + near) / (near - far), 2 * far * near / (near - far), -1.0
    return out


def view_projection(camera: Camera, aspect: float) -> NDArray[np.float64]:
    """Return the matrix from the world to clip space."""
    forward = np.subtract(camera.target, camera.eye)
    return perspective(camera.fov_y, aspect, camera.near, camera.far) @ look_at(camera.eye, forward, camera.up)


def sky_rays(camera: Camera, aspect: float) -> NDArray[np.float64]:
    """Return the matrix from clip space to directions in the world."""
    turned = look_at((0.0, 0.0, 0.0), np.subtract(camera.target, camera.eye), camera.up)
    lens = perspective(camera.fov_y, aspect, camera.near, camera.far)
    return np.asarray(np.linalg.inv(lens @ turned), dtype=np.float64)


def shadow_of(light: LightSource, low: NDArray[np.float64], high: NDArray[np.float64], map_px: int) -> Shadow:
    """Return how the shadow that `light` throws of the box `low` to `high` is drawn on `map_px` texels squared."""
    middle, radius = (low + high) / 2, max(float(np.linalg.norm(high - low)) / 2, 1e-3)
    if isinstance(light, Sun):
        return _parallel(light, middle, min(radius, light.reach or radius), radius, map_px)
    at = np.asarray(light.at, dtype=np.float64)
    away = float(np.linalg.norm(middle - at))
    if isinstance(light, SpotLight) and away < radius * 1.2:  # inside the box: the beam itself bounds the map
        forward = np.subtract(light.aim, light.at)
        half = min(light.cut * 1.05, 1.3)
    else:
        forward = middle - at
        half = min(math.asin(min(radius / max(away, 1e-6), 0.98)) * 1.03, 1.4)
    near, far = max(away - radius * 1.02, away * 0.02, 0.001), away + radius * 4  # what lies behind receives
    width = 2 * math.tan(half)
    size = 2 * light.radius if isinstance(light, SpotLight) else math.sqrt(light.width * light.height)
    matrix = perspective(2 * half, 1.0, near, far) @ look_at(light.at, forward, (0.0, 1.0, 0.0))
    # the lamp of size s, seen past an edge at distance b, blurs on a receiver at r by s (r - b) / b metres
    return Shadow(matrix, (near, far, size / 2 / width, width / map_px))


def _parallel(light: Sun, middle: NDArray[np.float64], reach: float, radius: float, map_px: int) -> Shadow:
    forward = -unit(light.towards)
    view = look_at((0.0, 0.0, 0.0), forward, (0.0, 1.0, 0.0))
    view[:3, 3] = -view[:3, :3] @ middle
    depth = 4 * radius  # from one radius before the middle to three behind it: what lies behind receives
    box = np.diag([1 / reach, 1 / reach, -2 / depth, 1.0])
    box[2, 3] = -0.5
    size = math.tan(light.half_angle) / (2 * reach)
    return Shadow(box @ view, (depth, 0.0, size, 2 * reach / map_px))


def area_axes(light: AreaLight) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return half the width and half the height of a softbox as vectors, and where it faces."""
    ahead = unit(np.subtract(light.aim, light.at))
    hint = np.array([0.0, 1.0, 0.0]) if abs(ahead[1]) < 0.999 else np.array([0.0, 0.0, -1.0])
    right = unit(np.cross(ahead, hint))
    above = np.cross(right, ahead)
    return right * light.width / 2, above * light.height / 2, ahead
