"""Recipe poster.render: an exhibit in soft studio light on a warm grey sweep.

The softboxes are those of reference scene 4, scaled with the exhibit: a light twice as far and twice as large lights
the same. The camera stands in front, a little to the side and above, and far enough to hold the whole exhibit.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageFilter

from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh, Part, decode
from vmuseum.plan.recipes import Output, PosterRender
from vmuseum.render import stills
from vmuseum.render.scene import Ambient, AreaLight, Camera, Look, Placed, turn_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.render.scene import Rgb

PICTURE = (960, 720)
FOV_Y = math.radians(19.5)
_FILL = 0.74  # of the picture, how far the exhibit reaches
_TURN = math.radians(-24.0)
_TURN_RESPECTFUL = math.radians(-10.0)
_RAISE = math.radians(12.0)  # how far the eye looks down on something upright
_RAISE_FLAT = math.radians(34.0)  # and on something that lies
_SCENE_4_M = 0.30  # size of the vase that scene 4 lights
_EXPOSURE = 1 / 38
_WARM: Rgb = (1.0, 0.975, 0.93)
_SWEEP: tuple[float, float, float, float] = (0.50, 0.475, 0.44, 1.0)
_FLOOR_PX = 192
_SOFTBOXES: tuple[tuple[Vec3, Vec3, float, float, float, bool], ...] = (
    ((-1.6, 1.5, 1.5), (0.0, 0.15, 0.0), 0.9, 0.9, 620.0, True),
    ((1.7, 1.0, 1.0), (0.0, 0.15, 0.0), 0.7, 1.2, 170.0, False),
    ((0.0, 2.2, -0.2), (0.0, 0.0, 0.0), 1.2, 0.8, 170.0, True),
    ((0.9, 1.1, -1.25), (0.0, 0.2, 0.0), 0.3, 0.9, 520.0, False),
)
"""Scene 4: centre, aim, width, height, nits, whether it throws a shadow."""


def run(inputs: Mapping[str, bytes], params: PosterRender) -> Output:
    """Return the poster in several widths, 4:3, and a card. Takes about 1.5 s for 60,000 triangles.

    Raises RecipeError("drawing-impossible") where nothing draws.
    """
    from vmuseum.render.panda import NoDisplayError, draws_plainly, open_renderer

    mesh = decode(inputs["mesh.vmesh"])
    matrix = turn_matrix(_turn(mesh, respectful=params.respectful))
    points = np.concatenate([part.positions for part in mesh.parts]).astype(np.float64) @ matrix[:3, :3].T
    size = float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))
    floor = float(points[:, 1].min())
    placed = (Placed(mesh, matrix), Placed(sweep(points, size, floor), casts=False))
    look = studio(points, size, floor)
    drawn = []
    try:
        for width, height in (PICTURE, stills.CARD):
            with open_renderer(width, height, taps=24, shadow_px=1024) as renderer:
                drawn.append(renderer.draw(renderer.load(placed), framing(points, width / height), look))
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing
    return stills.output(drawn[0], drawn[1], params.widths, plain=draws_plainly())


def _turn(mesh: Mesh, *, respectful: bool) -> float:
    """Return how far the front is turned aside, radians: what lies flat or is sacred is seen nearly straight on."""
    low, high = mesh.bounds()
    flat = float(high[1] - low[1]) < 0.35 * float(high[0] - low[0])
    return _TURN_RESPECTFUL if respectful or flat else _TURN


def studio(points: NDArray[np.float64], size: float, floor: float) -> Look:
    """Return the light of scene 4 around an exhibit of `size` metres that stands on `floor`."""
    k = size / (_SCENE_4_M * 1.35)
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    foot = np.array([middle[0], floor, middle[2]])

    def at(place: Vec3) -> Vec3:
        x, y, z = (foot + np.array(place) * k).tolist()
        return (x, y, z)

    lights = tuple(
        AreaLight(at(place), at(aim), w * k, h * k, (_WARM[0] * n, _WARM[1] * n, _WARM[2] * n), shadows=shadows)
        for place, aim, w, h, n, shadows in _SOFTBOXES
    )
    return Look(exposure=_EXPOSURE, lights=lights, ambient=Ambient.hemisphere((34.0, 34.0, 35.0), (26.0, 24.0, 21.0)))


def framing(points: NDArray[np.float64], aspect: float) -> Camera:
    """Return the camera that holds all `points` within a margin, seen from the front and a little from above."""
    low, high = points.min(axis=0), points.max(axis=0)
    size = high - low
    tall = min(1.0, float(size[1]) / max(float(size[0]), float(size[2]), 1e-9) / 0.6)
    raised = _RAISE_FLAT + (_RAISE - _RAISE_FLAT) * tall
    ahead = -np.array([0.0, math.sin(raised), math.cos(raised)])
    above = np.array([0.0, math.cos(raised), -math.sin(raised)])
    tangent = math.tan(FOV_Y / 2) * _FILL
    middle = (low + high) / 2
    deep, up, side = (points - middle) @ ahead, (points - middle) @ above, points[:, 0] - middle[0]
    # the eye stands back by `away`: each point must lie inside both cones
    away, right, rise = 0.0, 0.0, 0.0
    for _ in range(4):  # centring moves the cones a little: four rounds settle it
        need = np.maximum(np.abs(up - rise) / tangent, np.abs(side - right) / (tangent * aspect)) - deep
        away = float(need.max())
        depth = deep + away
        rise = _middle(up / depth) * away
        right = _middle(side / depth) * away
    target = middle + above * rise + np.array([right, 0.0, 0.0])
    eye = target - ahead * away
    x, y, z = target.tolist()
    ex, ey, ez = eye.tolist()
    return Camera((ex, ey, ez), (x, y, z), FOV_Y, near=away * 0.02, far=away * 20)


def _middle(values: NDArray[np.float64]) -> float:
    return float(values.max() + values.min()) / 2


def sweep(points: NDArray[np.float64], size: float, floor: float) -> Mesh:
    """Return a backdrop that curves up behind the exhibit, dark where the exhibit keeps light from all sides away."""
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    back, radius, top = 2.2 * size, 1.6 * size, 6.0 * size
    angle = np.linspace(0, np.pi / 2, 17)
    z = np.concatenate([[6 * size], np.linspace(2 * size, -back, 5), -back - radius * np.sin(angle), [-back - radius]])
    y = np.concatenate([np.zeros(6), radius * (1 - np.cos(angle)), [top]])
    tilt = np.concatenate([np.zeros(6), angle, [np.pi / 2]])
    x = np.linspace(-8 * size, 8 * size, 5)
    rows, columns = len(z), len(x)
    grid = np.zeros((rows, columns, 3), np.float32)
    grid[..., 0] = x + middle[0]
    grid[..., 1], grid[..., 2] = (y + floor)[:, None], (z + middle[2])[:, None]
    normals = np.zeros_like(grid)
    normals[..., 1], normals[..., 2] = np.cos(tilt)[:, None], np.sin(tilt)[:, None]
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    below = first + columns
    indices = np.concatenate([np.c_[first, first + 1, below], np.c_[first + 1, below + 1, below]])
    uvs = (grid[..., [0, 2]] - middle[[0, 2]]) / (2 * size) + 0.5
    uvs[y > 0] = 0.0  # the curved part is open
    material = Material(name="sweep", base_colour=_SWEEP, roughness=0.9, occlusion_texture=0, double_sided=True)
    part = Part(
        "sweep", grid.reshape(-1, 3), indices.astype(np.uint32), normals.reshape(-1, 3),
        np.clip(uvs, 0.0, 1.0).reshape(-1, 2).astype(np.float32), material=material,
    )  # fmt: skip
    return Mesh((part,), (Image("image/png", _contact(points, middle, size, floor)),))


def _contact(points: NDArray[np.float64], middle: NDArray[np.float64], size: float, floor: float) -> bytes:
    """Return how open the floor is to light from all sides: what hangs low above a place closes it, nearer more.

    The floor is cut into cells; each knows the lowest point above it. What lies lower than h is blurred by h.
    """
    cells = np.clip(((points[:, [0, 2]] - middle[[0, 2]]) / (2 * size) + 0.5) * _FLOOR_PX, 0, _FLOOR_PX - 1).astype(int)
    lowest = np.full((_FLOOR_PX, _FLOOR_PX), np.inf)
    np.minimum.at(lowest, (cells[:, 1], cells[:, 0]), points[:, 1] - floor)
    lowest = np.array(_filled(lowest))
    closed = np.zeros((_FLOOR_PX, _FLOOR_PX))
    for part in (0.015, 0.04, 0.09, 0.18):
        mask = Pillow.fromarray(((lowest < part * size) * 255).astype(np.uint8))
        blurred = mask.filter(ImageFilter.GaussianBlur(part * _FLOOR_PX / 2))
        closed = np.maximum(closed, np.asarray(blurred, dtype=np.float64) / 255 * (0.95 - 2.2 * part))
    out = io.BytesIO()
    grey = ((1 - closed) * 255).astype(np.uint8)
    Pillow.fromarray(np.repeat(grey[..., None], 3, axis=2)).save(out, "PNG")
    return out.getvalue()


def _filled(lowest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Close single empty cells between filled ones: vertices are sparser than cells on large faces."""
    for _ in range(3):
        grown = lowest.copy()
        for axis in (0, 1):
            for step in (-1, 1):
                grown = np.minimum(grown, np.roll(lowest, step, axis=axis))
        lowest = np.where(np.isinf(lowest), grown, lowest)
    return lowest
