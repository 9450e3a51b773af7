"""Frames of an exhibit that floats in the dark: golden light from behind, a warm lamp at the upper left, black around.

The lamps are those of reference scene 5, scaled with the exhibit: a softbox twice as far and twice as large lights the
same. Key and fill are a spot and a little light from all sides instead of softboxes, which saves a third of the time.
The exposure is set by a first look, so that pale clay and dark wood both come out well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.hologram import frames
from vmuseum.hologram.motion import Moment, solid
from vmuseum.render.scene import Ambient, AreaLight, Camera, Look, Placed, SpotLight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.hologram.frames import Frame
    from vmuseum.mesh.arrays import Mesh
    from vmuseum.render.panda import Loaded, Renderer
    from vmuseum.render.scene import LightSource
    from vmuseum.schema.playlist import Motion

_FILL = 0.86  # of R, how far the exhibit reaches
_AWAY = 4.6  # distance of the eye in sizes of the exhibit
_RAISE = math.radians(4.2)  # how far the eye looks down on something upright
_RAISE_FLAT = math.radians(30)  # and on something that lies
_GOLD = (1.465, 0.940, 0.231)  # #E4BB62, luminance 1
_PALE_GOLD = (1.12, 0.98, 0.78)
_WARM = (1.118, 0.985, 0.799)  # 4000 K under a white balance of 4600 K
_EXPOSURE = 1 / 13
_SATURATION = 1.15
_FILL_LUX = 2.0
_MEAN_SHOWN = 0.22  # linear, of the exhibit's pixels
_LEAST_GAIN, _MOST_GAIN = 0.4, 6.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the exhibit's middle is, how large it is (metres), and the camera that holds it in every pose."""

    middle: Vec3
    size_m: float
    camera: Camera
    disc_m: float  # radius of the disc at the exhibit


def stage(mesh: Mesh) -> Stage:
    """Return the stage for `mesh`, turned any way about its upright axis.

    Raises RecipeError("hologram-empty-exhibit") for a mesh without size.
    """
    points = np.concatenate([p.positions for p in mesh.parts]).astype(np.float64)
    if not len(points):
        raise RecipeError("hologram-empty-exhibit")
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    around = _profile(points - middle)
    size_m = float(max(high[1] - low[1], 2 * around[:, 0].max()))
    if not math.isfinite(size_m) or size_m <= 0:
        raise RecipeError("hologram-empty-exhibit")
    tall = min(1.0, float(high[1] - low[1]) / size_m / 0.6)
    raised = _RAISE_FLAT + (_RAISE - _RAISE_FLAT) * tall
    eye = np.array([0.0, math.sin(raised), math.cos(raised)]) * _AWAY * size_m
    reach = _reach(around, eye)
    target = (float(middle[0]), float(middle[1]), float(middle[2]))
    at = middle + eye
    camera = Camera(
        eye=(float(at[0]), float(at[1]), float(at[2])),
        target=target,
        fov_y=2 * math.atan(reach / _FILL),
        near=size_m * (_AWAY - 2),
        far=size_m * (_AWAY + 2),
    )
    return Stage(target, size_m, camera, reach / _FILL * _AWAY * size_m)


def _profile(points: NDArray[np.float64], bins: int = 96) -> NDArray[np.float64]:
    """Return the outline of the solid of revolution: (largest distance from the axis, height) by height."""
    away = np.hypot(points[:, 0], points[:, 2])
    low, high = points[:, 1].min(), points[:, 1].max()
    where = np.minimum(((points[:, 1] - low) / max(high - low, 1e-12) * bins).astype(int), bins - 1)
    widest = np.zeros(bins)
    np.maximum.at(widest, where, away)
    edges = np.linspace(low, high, bins + 1)
    return np.concatenate([np.column_stack([widest, edges[:-1]]), np.column_stack([widest, edges[1:]])])


def _reach(profile: NDArray[np.float64], eye: NDArray[np.float64]) -> float:
    """Return the largest tangent of the angle between the axis of the view and any point of the solid."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    x = profile[:, :1] * np.sin(turn)
    z = profile[:, :1] * np.cos(turn)
    points = np.stack([x, np.broadcast_to(profile[:, 1:], x.shape), z], axis=-1).reshape(-1, 3)
    away = float(np.linalg.norm(eye))
    ahead = -eye / away
    depth = (points - eye) @ ahead
    side = np.linalg.norm(points - eye - depth[:, None] * ahead, axis=1)
    return float((side / depth).max())


def lights(where: Stage) -> tuple[LightSource, ...]:
    """Return the two rims and the key of scene 5 around the exhibit's middle."""
    k = 3.0 * where.size_m
    x, y, z = where.middle

    def rim(side: float, nits: float, colour: tuple[float, float, float]) -> AreaLight:
        return AreaLight(
            at=(x + side * 0.62 * k, y + 0.22 * k, z - 0.72 * k),
            aim=where.middle,
            width=0.22 * k,
            height=0.9 * k,
            nits=(colour[0] * nits, colour[1] * nits, colour[2] * nits),
        )

    candela = 110 * (0.5 * k) ** 2  # of the softbox the spot stands in for
    key = SpotLight(
        at=(x - 0.55 * k, y + 0.55 * k, z + 0.85 * k),
        aim=where.middle,
        candela=(_WARM[0] * candela, _WARM[1] * candela, _WARM[2] * candela),
    )
    return (rim(-1.0, 460, _PALE_GOLD), rim(1.0, 420, _GOLD), key)


def draw(renderer: Renderer, mesh: Mesh, motion: Motion, *, count: int, rounds: int) -> Iterator[Frame]:
    """Yield `count` frames of `mesh`, before they are finished. `rounds` are the turns of a turntable."""
    where = stage(mesh)
    loaded = renderer.load([Placed(mesh)])
    fill = Ambient.hemisphere((_FILL_LUX, _FILL_LUX, _FILL_LUX), (0.0, 0.0, 0.0))
    look = Look(exposure=_EXPOSURE, lights=lights(where), ambient=fill, saturation=_SATURATION, dither=False)
    look = replace(look, exposure=_EXPOSURE * _gain(renderer, loaded, where, look))
    still: Frame | None = None
    for n in range(count):
        moment = solid(motion, n / count, rounds=rounds)
        if motion == "still" and still is not None:
            yield still
            continue
        still = frames.smooth_outline(renderer.draw(loaded, where.camera, look, [_matrix(where, moment)]))
        yield still if moment.light >= 1 else np.rint(still * np.float32(moment.light)).astype(np.uint8)


def _gain(renderer: Renderer, loaded: Loaded, where: Stage, look: Look) -> float:
    """Return the factor on the exposure that brings the exhibit's pixels near the wanted brightness."""
    means = []
    for yaw in (0.0, 2 * math.pi / 3, 4 * math.pi / 3):
        seen = renderer.draw(loaded, where.camera, look, [_matrix(where, Moment(yaw=yaw))])
        light = frames.luminance(seen)
        if (light > 0).any():
            means.append(float(light[light > 0].mean()))
    mean = sum(means) / len(means) if means else _MEAN_SHOWN
    wanted: float = (_MEAN_SHOWN / mean) ** 0.8
    return min(_MOST_GAIN, max(_LEAST_GAIN, wanted))


def _matrix(where: Stage, moment: Moment) -> NDArray[np.float64]:
    """Return the matrix that turns and nods the exhibit about its middle and shifts it in the disc."""
    cy, sy = math.cos(moment.yaw), math.sin(moment.yaw)
    cp, sp = math.cos(moment.pitch), math.sin(moment.pitch)
    yaw = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    pitch = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    turned = pitch @ yaw
    middle = np.array(where.middle)
    whole = np.eye(4)
    whole[:3, :3] = turned
    whole[:3, 3] = middle - turned @ middle + np.array([moment.right, moment.up, 0.0]) * where.disc_m
    return whole
