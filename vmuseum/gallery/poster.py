"""Recipe gallery.poster: what a visitor sees first, from the first viewpoint at eye height."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.geometry import heading
from vmuseum.plan.recipes import GalleryPoster, Output
from vmuseum.render import stills
from vmuseum.render.built import around_px, read_gallery, with_surroundings
from vmuseum.render.scene import Camera

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.geometry import Vec3
    from vmuseum.schema.gallery_scene import GalleryScene

EYE_M = 1.6
PICTURE = (1920, 1080)
FOV_Y = math.radians(48.0)
_NOD = 0.06  # looks down by this, radians: more floor than ceiling


def run(inputs: Mapping[str, bytes], params: GalleryPoster) -> Output:
    """Return the view in several widths, 16:9, and a card. Takes about 2 s.

    Raises RecipeError("drawing-impossible") where nothing draws.
    """
    from vmuseum.render.panda import NoDisplayError, draws_plainly, open_renderer

    built = read_gallery(inputs)
    camera = first_view(built.scene)
    try:
        with open_renderer(around_px(), around_px(), samples=0) as small:
            look = with_surroundings(small, built, camera.eye)
        with open_renderer(*PICTURE) as renderer:
            picture = renderer.draw(renderer.load(built.placed), camera, look)
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing
    cut = (PICTURE[1] - PICTURE[0] * stills.CARD[1] // stills.CARD[0]) // 2
    return stills.output(picture, picture[cut : PICTURE[1] - cut], params.widths, plain=draws_plainly())


def first_view(scene: GalleryScene) -> Camera:
    """Return the camera of the first viewpoint; without viewpoints, of the middle of the scene, looking north."""
    if scene.views:
        at, yaw = scene.views[0].at, scene.views[0].yaw
    else:
        at, yaw = ((scene.low[0] + scene.high[0]) / 2, scene.walk.floor, (scene.low[2] + scene.high[2]) / 2), 0.0
    eye: Vec3 = (at[0], at[1] + EYE_M, at[2])
    ahead = heading(yaw)
    target: Vec3 = (eye[0] + ahead[0], eye[1] - math.tan(_NOD), eye[2] + ahead[2])
    return Camera(eye, target, FOV_Y)
