"""Drawing without OpenGL: panda3d's own rasteriser with light at the vertices. Plain, but every machine can do it.

No glass, shadows or reflections; the light map counts at vertices only; edges are smoothed by drawing twice as large.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from panda3d import core

from vmuseum.render import tone, upload, views
from vmuseum.render.context import Engine, Handle, NoDisplayError
from vmuseum.render.panda import Renderer
from vmuseum.render.pictures import texels
from vmuseum.render.programs import Switches
from vmuseum.render.upload import Drawn, Loaded
from vmuseum.render.vertex_light import irradiance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Mesh, Part
    from vmuseum.render.scene import Camera, Look, Placed

_TIMES = 2  # drawn this much larger, then averaged
_TEXTURE_PX = 1024


class SoftwareRenderer(Renderer):
    """Draws pictures of one size. Same calls as panda.Renderer."""

    def __init__(self, shared: Engine, width: int, height: int) -> None:  # the parent's needs OpenGL
        self._engine = shared.engine
        self._size = (width, height)
        wanted = core.FrameBufferProperties()
        wanted.set_rgba_bits(8, 8, 8, 8)
        wanted.set_depth_bits(16)
        place = core.WindowProperties.size(width * _TIMES, height * _TIMES)
        flags = core.GraphicsPipe.BF_refuse_window
        self._buffer = self._engine.make_output(shared.pipe, "picture", 0, wanted, place, flags)
        if self._buffer is None:
            msg = "panda3d's software display does not start"
            raise NoDisplayError(msg)
        self._texture = core.Texture("picture")
        self._buffer.add_render_texture(self._texture, core.GraphicsOutput.RTM_copy_ram)
        self._buffer.set_active(False)
        self._region = self._buffer.make_display_region()
        self._lens = core.MatrixLens()
        self._lens.coordinate_system = core.CS_yup_right
        camera = core.Camera("eye", self._lens)
        camera.set_cull_bounds(core.OmniBoundingVolume())
        self._camera = core.NodePath(camera)
        self._region.camera = self._camera

    def close(self) -> None:
        """Give the buffer back."""
        if self._buffer is not None:
            self._engine.remove_window(self._buffer)
            self._buffer = None

    def load(self, placed: Sequence[Placed], *, texture_px: int = _TEXTURE_PX) -> Loaded:
        """Bring meshes with their pictures. Raises ValueError when a picture in a mesh cannot be read."""
        root = core.NodePath("scene")
        root.node().set_bounds(core.OmniBoundingVolume())
        root.node().set_final(True)
        nodes = [
            _attach(root, one.mesh, part, index, min(texture_px, _TEXTURE_PX))
            for index, one in enumerate(placed)
            for part in one.mesh.parts
            if one.shown and len(part.indices) and part.material.alpha != "BLEND"
        ]
        return Loaded(root, [], nodes, tuple(placed), [np.asarray(one.matrix, dtype=np.float64) for one in placed])

    def draw(
        self, loaded: Loaded, camera: Camera, look: Look, matrices: Sequence[NDArray[np.float64]] | None = None
    ) -> NDArray[np.uint8]:
        """Return the picture as (height, width, 3) sRGB, row 0 on top."""
        if matrices is not None:
            loaded.matrices[:] = [np.asarray(matrix, dtype=np.float64) for matrix in matrices]
        light = None
        if look.light_map is not None:
            light = _shown_map(look)
        for one in loaded.parts:
            _light(one, loaded, look, light)
        self._camera.reparent_to(loaded.root)
        aspect = self._size[0] / self._size[1]
        self._lens.set_user_mat(upload.mat4(views.view_projection(camera, aspect)))
        behind = look.sky.horizon if look.sky is not None else look.background
        shown = tone.shown(behind, exposure=look.exposure, saturation=look.saturation, bare=look.bare)
        self._region.set_clear_color_active(True)
        self._region.set_clear_depth_active(True)
        self._region.set_clear_color(core.LVecBase4f(*shown, 1.0))
        self._buffer.set_active(True)
        self._engine.render_frame()
        self._buffer.set_active(False)
        return _averaged(bytes(self._texture.get_ram_image_as("RGB")), self._size)


def _averaged(data: bytes, size: tuple[int, int]) -> NDArray[np.uint8]:
    width, height = size
    fine = np.frombuffer(data, np.uint8).reshape(height, _TIMES, width, _TIMES, 3)
    return np.asarray(np.round(fine.mean(axis=(1, 3))), dtype=np.uint8)[::-1].copy()


def _attach(root: Handle, mesh: Mesh, part: Part, owner: int, texture_px: int) -> Drawn:
    form = core.GeomVertexFormat.get_v3c4t2()
    data = core.GeomVertexData(part.name, form, core.Geom.UH_dynamic)
    data.unclean_set_num_rows(len(part.positions))
    geom = core.Geom(data)
    geom.add_primitive(upload.triangles(part.indices))
    made = core.GeomNode(part.name)
    made.add_geom(geom)
    node = root.attach_new_node(made)
    if part.material.double_sided:
        node.set_two_sided(True)
    if part.material.base_texture is not None and part.uvs is not None:
        picture = texels(mesh.images[part.material.base_texture].data, most_px=texture_px, power_of_two=True)
        node.set_texture(upload.texture(picture, colour=False))
    return Drawn(node, part, owner, Switches(), np.zeros(4))


def _shown_map(look: Look) -> NDArray[np.float64]:
    """Return the light map as the picture shows a white matt surface in it, 0 to 1."""
    assert look.light_map is not None  # noqa: S101 - asked before
    coded = texels(look.light_map.picture, most_px=4096)[..., :3] / 255.0
    nits = tone.decoded(coded) * look.light_map.scale / np.pi
    return tone.encoded(tone.neutral(nits * look.exposure))


def _light(one: Drawn, loaded: Loaded, look: Look, light: NDArray[np.float64] | None) -> None:
    """Write positions in the world, lit colours and texture places of a part."""
    part, placed, matrix = one.part, loaded.placed[one.matrix_of], loaded.matrices[one.matrix_of]
    points = part.positions.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    paint = np.array(part.material.base_colour[:3], dtype=np.float64)
    albedo = part.colours[:, :3] * paint if part.colours is not None else np.tile(paint, (len(points), 1))
    if light is not None and part.uvs2 is not None:
        cells = np.clip(part.uvs2 * light.shape[1::-1], 0, np.array(light.shape[1::-1]) - 1).astype(int)
        shown = light[cells[:, 1], cells[:, 0]] * tone.encoded(albedo)
    else:
        normals = upload.normals_of(part).astype(np.float64) @ np.linalg.inv(matrix[:3, :3])
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        lights = placed.lights if placed.lights is not None else look.lights
        lux = irradiance(points, normals, placed.ambient or look.ambient, lights)
        shown = tone.encoded(tone.neutral(albedo * lux / np.pi * look.exposure))
    rows = np.zeros(len(points), dtype=[("at", "<f4", 3), ("colour", "u1", 4), ("place", "<f4", 2)])
    rows["at"] = points
    rows["colour"][:, :3] = np.round(np.clip(shown, 0, 1) * 255)
    rows["colour"][:, 3] = 255
    if part.uvs is not None:
        rows["place"] = part.uvs
    data = one.node.node().modify_geom(0).modify_vertex_data()
    data.modify_array_handle(0).copy_data_from(rows.tobytes())
