"""What is drawn, from where and in which light: plain values, no panda3d here.

Metres, radians, right-handed, Y up. Light is physical: lux, candela and nits (candela a square metre) as linear RGB;
a matt surface of albedo a under E lux gives a * E / pi nits, and `Look.exposure` times nits goes into the tone curve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.mesh.arrays import Mesh

Rgb = tuple[float, float, float]
BLACK: Rgb = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Camera:
    """Eye, what it looks at, which way is up, and the vertical field of view (0 to pi, exclusive).

    `near` and `far` bound what is seen, metres.
    """

    eye: Vec3
    target: Vec3
    fov_y: float
    up: Vec3 = (0.0, 1.0, 0.0)
    near: float = 0.02
    far: float = 1000.0


@dataclass(frozen=True, slots=True)
class Sun:
    """Parallel light. `towards` points to the sun (any length); `lux` is measured across the beam.

    With `shadows`, everything within `reach` metres of the middle of what is drawn throws one; None: all of it.
    `half_angle` is how large the disc is seen, radians: shadows soften with distance.
    """

    towards: Vec3
    lux: Rgb
    shadows: bool = False
    reach: float | None = None
    half_angle: float = 0.005


@dataclass(frozen=True, slots=True)
class SpotLight:
    """A lamp: full intensity (candela) within the half angle `full`, linear in angle down to nothing at `cut`.

    `cut` of pi shines to all sides. `radius` is that of the lamp, metres: it softens the shadow's edge.
    """

    at: Vec3
    aim: Vec3
    candela: Rgb
    cut: float = np.pi
    full: float = np.pi
    shadows: bool = False
    radius: float = 0.035


@dataclass(frozen=True, slots=True)
class AreaLight:
    """A softbox: a rectangle of `width` x `height` metres around `at`, facing `aim`, glowing evenly with `nits`.

    Lights matt surfaces exactly (form factor of the rectangle) and is seen in glossy ones. Its upper edge is level.
    Shadows soften as its size asks.
    """

    at: Vec3
    aim: Vec3
    width: float
    height: float
    nits: Rgb
    shadows: bool = False


LightSource = Sun | SpotLight | AreaLight


@dataclass(frozen=True, slots=True)
class Ambient:
    """Irradiance, lux, on faces that look along +x -x +y -y +z -z; what lies between is blended."""

    east: Rgb = BLACK
    west: Rgb = BLACK
    up: Rgb = BLACK
    down: Rgb = BLACK
    south: Rgb = BLACK
    north: Rgb = BLACK

    @staticmethod
    def hemisphere(sky: Rgb, ground: Rgb) -> Ambient:
        """Return light of `sky` lux from above and `ground` lux from below, half of each from the sides."""
        side: Rgb = ((sky[0] + ground[0]) / 2, (sky[1] + ground[1]) / 2, (sky[2] + ground[2]) / 2)
        return Ambient(side, side, sky, ground, side, side)


@dataclass(frozen=True, slots=True)
class Sky:
    """A clear sky seen behind everything and in reflections: nits at zenith and horizon, and a glow round the sun."""

    zenith: Rgb
    horizon: Rgb
    ground: Rgb
    towards: Vec3  # the sun
    glow: Rgb  # nits added towards the sun


@dataclass(frozen=True, slots=True)
class LightMap:
    """Baked light for parts with `uvs2`: an encoded picture, sRGB; `scale` is lux at value 1."""

    picture: bytes
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A picture of a room taken at `at`, for reflections on the walls of the box `low` to `high`.

    `faces`: (6, n, n, 3) nits in OpenGL's cube map order +x -x +y -y +z -z.
    """

    faces: NDArray[np.float32]
    at: Vec3
    low: Vec3
    high: Vec3


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a picture is lit and shown.

    `background` is linear RGB in nits, black for hologram clips (exactly 0, 0, 0 in the picture).
    `saturation` 1 leaves colours alone. `lights` shine on every part that is not lit by the light map.
    """

    exposure: float = 1.0
    background: Rgb = BLACK
    ambient: Ambient = field(default_factory=Ambient)
    lights: tuple[LightSource, ...] = ()
    light_map: LightMap | None = None
    sky: Sky | None = None
    surroundings: Surroundings | None = None
    saturation: float = 1.0
    dither: bool = True  # half a code value of fixed noise against banding; never on black
    bare: bool = False  # no tone curve: values are the square root of exposed nits, cut at 1


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A mesh and where it stands: `matrix` is 4 x 4, columns as in glTF (matrix @ point).

    `ambient` and `lights` stand in for those of the Look where given: an exhibit has the light of its own stand.
    """

    mesh: Mesh
    matrix: NDArray[np.float64] = field(default_factory=lambda: np.eye(4))
    ambient: Ambient | None = None
    lights: tuple[LightSource, ...] | None = None
    casts: bool = True  # False: receives shadows and throws none, such as a backdrop
    shown: bool = True  # False: throws a shadow and is not seen itself, such as what another rasteriser draws


def turn_matrix(yaw: float, at: Vec3 = (0.0, 0.0, 0.0)) -> NDArray[np.float64]:
    """Return the matrix that turns about Y, clockwise seen from above by `yaw`, then moves to `at`."""
    c, s = np.cos(yaw), np.sin(yaw)
    return np.array([[c, 0, -s, at[0]], [0, 1, 0, at[1]], [s, 0, c, at[2]], [0, 0, 0, 1]], dtype=np.float64)
