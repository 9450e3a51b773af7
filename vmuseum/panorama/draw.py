"""Recipe panorama.render: the six faces around a viewpoint in a built gallery.

Face f looks north; the faces and their orientation are those of `projection`. The light is that of the light map, so a
panorama looks like the walk-through.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vmuseum.errors import RecipeError
from vmuseum.panorama.projection import FACES, face_axes
from vmuseum.plan.recipes import Output, PanoramaRender
from vmuseum.render.built import around_px, read_gallery, with_surroundings
from vmuseum.render.scene import Camera
from vmuseum.render.stills import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.geometry import Vec3
    from vmuseum.schema.gallery_scene import GalleryScene

NAME = "panorama.render"
_SAMPLES = 4
_TEXTURE_PX = 1024


def run(inputs: Mapping[str, bytes], params: PanoramaRender) -> Output:
    """Return `face-f.png` and so on, sRGB. Facts: eye in world metres.

    Raises RecipeError("panorama-room") for an unknown room, RecipeError("drawing-impossible") where nothing draws.
    """
    from vmuseum.render.panda import NoDisplayError, draws_plainly, open_renderer

    built = read_gallery(inputs)
    eye = _eye(built.scene, params)
    try:
        with open_renderer(around_px(), around_px(), samples=0) as small:
            look = with_surroundings(small, built, eye)
        with open_renderer(params.face_px, params.face_px, samples=_SAMPLES) as renderer:
            loaded = renderer.load(built.placed, texture_px=_TEXTURE_PX)
            files = {f"face-{face}.png": png(renderer.draw(loaded, face_camera(face, eye), look)) for face in FACES}
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing
    return Output(files, {"eye": list(eye)}, told(plain=draws_plainly()))


def face_camera(face: str, eye: Vec3) -> Camera:
    """Return the camera that sees exactly one face of the cube around `eye`."""
    ahead, _, down = face_axes(face)
    x, y, z = (float(a + b) for a, b in zip(eye, ahead, strict=True))
    up = (float(-down[0]), float(-down[1]), float(-down[2]))
    return Camera(eye, (x, y, z), np.pi / 2, up, near=0.05)


def _eye(scene: GalleryScene, params: PanoramaRender) -> Vec3:
    room = next((room for room in scene.rooms if room.id == params.room), None)
    if room is None:
        raise RecipeError("panorama-room", room=params.room)
    x, z = room.origin[0] + params.at[0], room.origin[1] + params.at[1]
    return (x, scene.walk.floor + params.eye_m, z)


def png(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as a quickly packed PNG."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()
