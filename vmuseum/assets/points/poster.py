"""Recipe points.poster: points or splats on the sweep and in the light of poster.render.

Points are drawn as discs in the studio light. Splats bring the light they were made in; only their shadow is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.points.discs import discs
from vmuseum.assets.points.grid import Rows as GridRows
from vmuseum.assets.points.grid import cell_for, merged, spacing
from vmuseum.assets.points.normals import estimated
from vmuseum.assets.points.splats_draw import draw_splats
from vmuseum.assets.poster import PICTURE, framing, studio, sweep
from vmuseum.errors import RecipeError
from vmuseum.geometry import radians
from vmuseum.mesh.points_glb import Points
from vmuseum.mesh.points_read import read_points, read_splats
from vmuseum.plan.recipes import Output, PointsPoster
from vmuseum.render import stills
from vmuseum.render.scene import Placed, turn_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.mesh.splats_glb import Splats
    from vmuseum.render.scene import Camera, Look

_TURN = radians(-24.0)
_DRAWN = 120_000
"""Discs drawn: about two for every pixel of the exhibit's visible side."""
_SOLID = 0.5  # opacity from which a splat throws a shadow


def run(inputs: Mapping[str, bytes], params: PointsPoster) -> Output:
    """Return the poster in several widths, 4:3, and a card. Takes about 3 s for points, 8 s for 400,000 splats.

    Raises RecipeError("drawing-impossible") where nothing draws.
    """
    from vmuseum.render.panda import NoDisplayError, draws_plainly

    draw = _splats if params.kind == "splats" else _points
    try:
        drawn = draw(inputs["model.glb"])
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing
    return stills.output(drawn[0], drawn[1], params.widths, plain=draws_plainly())


def _points(data: bytes) -> list[NDArray[np.uint8]]:
    cloud = _thinned(read_points(data))
    turn = turn_matrix(_TURN)[:3, :3]
    positions = cloud.positions.astype(np.float64) @ turn.T
    normals = None if cloud.normals is None else (cloud.normals @ turn.T).astype(np.float32)
    cloud = Points(positions.astype(np.float32), normals, cloud.colours, cloud.spacing)
    eye = np.array(framing(positions, PICTURE[0] / PICTURE[1]).eye)
    return [picture for picture, _ in _scenes(positions, Placed(discs(cloud, eye)))]


def _thinned(cloud: Points) -> Points:
    if len(cloud.positions) <= _DRAWN:
        return cloud
    rows = GridRows(cloud.positions, np.ones(len(cloud.positions), np.uint32), cloud.colours)
    few = merged(rows, cell_for(cloud.positions, _DRAWN))
    gap = spacing(few.positions)
    # not the mean of normals: those of the two sides of something thin would cancel out
    return Points(few.positions, estimated(few.positions, gap), few.colours, gap)


def _splats(data: bytes) -> list[NDArray[np.uint8]]:
    from vmuseum.assets.points.place import turned_splats

    splats = turned_splats(read_splats(data), turn_matrix(_TURN)[:3, :3], np.zeros(3))
    solid = splats.take(np.flatnonzero(splats.opacities >= _SOLID))
    seen = (solid if len(solid) else splats).positions.astype(np.float64)
    shade = discs(_shade(solid if len(solid) else splats), np.array([0.0, 1.0, 2.0]) * float(np.ptp(seen)))
    return [draw_splats(splats, camera, ground) for ground, camera in _scenes(seen, Placed(shade, shown=False))]


def _shade(splats: Splats) -> Points:
    """Return the splats as points that throw a shadow like theirs."""
    return Points(splats.positions, None, None, float(np.median(splats.scales.max(axis=1))) * 0.8)


def _scenes(positions: NDArray[np.float64], placed: Placed) -> list[tuple[NDArray[np.uint8], Camera]]:
    """Return the poster and the card with `placed` on the sweep, and the cameras that saw them."""
    from vmuseum.render.panda import open_renderer

    size = float(np.linalg.norm(positions.max(axis=0) - positions.min(axis=0)))
    floor = float(positions[:, 1].min())
    look: Look = studio(positions, size, floor)
    scene = (placed, Placed(sweep(positions, size, floor), casts=False))
    found = []
    for width, height in (PICTURE, stills.CARD):
        camera = framing(positions, width / height)
        with open_renderer(width, height, taps=24, shadow_px=1024) as renderer:
            found.append((renderer.draw(renderer.load(scene), camera, look), camera))
    return found
