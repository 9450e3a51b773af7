"""The door to panda3d: draws meshes off screen, without a window, an X server or a ShowBase.

`open_renderer(w, h)` -> Renderer; `renderer.load(placed)` -> Loaded; `renderer.draw(loaded, camera, look)` -> picture.
One graphics engine lives in a process; it must not be carried through a fork.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from panda3d import core

from vmuseum.render import programs, tone, uniforms, upload, views
from vmuseum.render.context import Engine, Handle, NoDisplayError, make_buffer, shared
from vmuseum.render.pictures import texels
from vmuseum.render.programs import Switches
from vmuseum.render.upload import SEEN_MASK, SHADOW_MASK, Drawn, Loaded, mat4, set_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from vmuseum.render.scene import Camera, LightSource, Look, Placed, Surroundings

TEXTURE_PX = 2048
__all__ = ["Loaded", "NoDisplayError", "Renderer", "draws_plainly", "open_renderer"]


class Renderer:
    """Draws pictures of one size. Close it, or use it in a `with`."""

    def __init__(self, width: int, height: int, *, samples: int = 4, shadow_px: int = 1024, taps: int = 16) -> None:
        self._shared = shared()
        self._size = (width, height)
        self._shadow_px, self._taps = shadow_px, taps
        self._buffer = make_buffer(
            self._shared.engine, self._shared.pipe, self._shared.host, "picture", self._size, samples=samples
        )
        if self._buffer is None:
            msg = f"no picture of {width} x {height} pixels can be drawn here"
            raise NoDisplayError(msg)
        self._texture = core.Texture("picture")
        self._buffer.add_render_texture(self._texture, core.GraphicsOutput.RTM_copy_ram)
        self._buffer.set_active(False)
        self._region = self._buffer.make_display_region()
        self._camera = core.NodePath(_blind_camera("eye"))
        self._camera.node().camera_mask = SEEN_MASK
        self._region.camera = self._camera
        self._shadow: _ShadowAtlas | None = None
        self._sky = _sky_card(self._shared)

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the buffers back."""
        engine = self._shared.engine
        self._sky.detach_node()
        self._camera.detach_node()
        if self._shadow is not None:
            self._shadow.close(engine)
            self._shadow = None
        if self._buffer is not None:
            engine.remove_window(self._buffer)
            self._buffer = None

    def load(self, placed: Sequence[Placed], *, texture_px: int = TEXTURE_PX) -> Loaded:
        """Bring meshes with their pictures to the graphics memory. Pictures are cut down to `texture_px`.

        Raises ValueError when a picture in a mesh cannot be read.
        """
        return upload.load(placed, texture_px=texture_px)

    def draw(
        self, loaded: Loaded, camera: Camera, look: Look, matrices: Sequence[NDArray[np.float64]] | None = None
    ) -> NDArray[np.uint8]:
        """Return the picture as (height, width, 3) sRGB, row 0 on top.

        `matrices` moves what was loaded, one matrix for each Placed.
        """
        if matrices is not None:
            for i, (node, matrix) in enumerate(zip(loaded.nodes, matrices, strict=True)):
                loaded.matrices[i] = np.asarray(matrix, dtype=np.float64)
                node.set_mat(mat4(loaded.matrices[i]))
        shadows = self._light(loaded, look)
        self._shade(loaded, shadows)
        self._aim(loaded, camera, look)
        return self._picture()

    def _light(self, loaded: Loaded, look: Look) -> tuple[LightSource, ...]:
        lights = tuple(one.lights if one.lights is not None else look.lights for one in loaded.placed)
        shadows = uniforms.casters([light for group in lights for light in group])
        if loaded.look is look and loaded.owner is self:
            return shadows
        loaded.look, loaded.owner = look, self
        for one, node, group in zip(loaded.placed, loaded.nodes, lights, strict=True):
            rows = uniforms.light_rows(group, shadows)
            for name, array in rows.items():
                set_rows(node, name, array)
            set_rows(node, "ambient", uniforms.ambient_rows(one.ambient or look.ambient))
        root = loaded.root
        root.set_shader_input("film", core.LVecBase4f(*uniforms.film(look)))
        baked = look.light_map
        if baked is not None:
            light = upload.texture(texels(baked.picture, most_px=8192), colour=True, repeat=False)
            root.set_shader_input("light_map", light)
            root.set_shader_input("light_scale", core.LVecBase4f(baked.scale, 0, 0, 0))
        if look.sky is not None:
            set_rows(root, "sky_rows", uniforms.sky_rows(look.sky))
        if look.surroundings is not None:
            _surround(root, look.surroundings)
        for drawn in loaded.parts:
            group = lights[drawn.matrix_of]
            drawn.node.set_shader(self._program(drawn, look, group, len(shadows)))
        return shadows

    def _program(self, drawn: Drawn, look: Look, group: Sequence[LightSource], shadows: int) -> Handle:
        have = drawn.switches
        lit = have.light_map and look.light_map is not None
        counts = {n: 0 if lit else len(r) for n, r in uniforms.light_rows(group, ()).items()}
        switches = Switches(
            **{n: getattr(have, n) for n in Switches.__slots__[:8]},
            light_map=lit,
            surroundings=look.surroundings is not None,
            sky=look.sky is not None,
            suns=counts["suns"] // 2,
            spots=counts["spots"] // 3,
            areas=counts["areas"] // 5,
            shadows=0 if lit else shadows,
            shadow_px=self._shadow_px,
            taps=self._taps,
        )
        return _compiled(self._shared, switches)

    def _shade(self, loaded: Loaded, shadows: tuple[LightSource, ...]) -> None:
        if self._shadow is not None and self._shadow.count != len(shadows):
            self._shadow.close(self._shared.engine)
            self._shadow = None
        if not shadows:
            return
        if self._shadow is None:
            self._shadow = _ShadowAtlas(self._shared, len(shadows), self._shadow_px)
        low, high = loaded.bounds()
        views_of = [views.shadow_of(light, low, high, self._shadow_px) for light in shadows]
        self._shadow.aim(loaded.root, views_of)

    def _aim(self, loaded: Loaded, camera: Camera, look: Look) -> None:
        aspect = self._size[0] / self._size[1]
        self._camera.reparent_to(loaded.root)
        loaded.root.set_shader_input("view_projection", mat4(views.view_projection(camera, aspect)))
        loaded.root.set_shader_input("eye", core.LVecBase3f(*camera.eye))
        shown = tone.shown(look.background, exposure=look.exposure, saturation=look.saturation, bare=look.bare)
        self._region.set_clear_color_active(True)
        self._region.set_clear_depth_active(True)
        self._region.set_clear_color(core.LVecBase4f(*shown, 1.0))
        if look.sky is None:
            self._sky.detach_node()
        else:
            self._sky.reparent_to(loaded.root)
            self._sky.set_shader_input("rays", mat4(views.sky_rays(camera, aspect)))
        far_first = sorted(
            (-float(np.linalg.norm((loaded.matrices[d.matrix_of] @ d.middle)[:3] - camera.eye)), i)
            for i, d in enumerate(loaded.parts)
            if d.switches.blended
        )
        for rank, (_, i) in enumerate(far_first):
            loaded.parts[i].node.set_bin("fixed", len(loaded.parts) + rank)

    def _picture(self) -> NDArray[np.uint8]:
        self._buffer.set_active(True)
        if self._shadow is not None:
            self._shadow.buffer.set_active(True)
        self._shared.engine.render_frame()
        # ShowBase would do this: without it states of frames gone by pile up
        core.TransformState.garbage_collect()
        core.RenderState.garbage_collect()
        self._buffer.set_active(False)
        if self._shadow is not None:
            self._shadow.buffer.set_active(False)
        data = self._texture.get_ram_image_as("RGB")
        width, height = self._size
        return np.frombuffer(bytes(data), np.uint8).reshape(height, width, 3)[::-1].copy()


def open_renderer(width: int, height: int, *, samples: int = 4, shadow_px: int = 1024, taps: int = 16) -> Renderer:
    """Return a renderer for pictures of `width` x `height` pixels.

    `samples` a pixel smooth edges (0, 2, 4, 8); `shadow_px` is the edge of a shadow map, `taps` its smoothness.
    Without OpenGL it is a plain one: see `software` and `draws_plainly`. Raises NoDisplayError where nothing draws.
    """
    engine = shared()
    if engine.plain:
        from vmuseum.render.software import SoftwareRenderer

        return SoftwareRenderer(engine, width, height)
    return Renderer(width, height, samples=samples, shadow_px=shadow_px, taps=taps)


def draws_plainly() -> bool:
    """Whether this machine lacks OpenGL, so that pictures have no shadows, glass or reflections."""
    return shared().plain


class _ShadowAtlas:
    """Shadow maps of several lamps side by side in one picture."""

    def __init__(self, shared: Engine, count: int, edge: int) -> None:
        self.count = count
        wanted = core.FrameBufferProperties()
        wanted.set_depth_bits(24)
        self.buffer = shared.engine.make_output(
            shared.pipe, "shadow", -10, wanted, core.WindowProperties.size(edge * count, edge),
            core.GraphicsPipe.BF_refuse_window, shared.host.gsg, shared.host,
        )  # fmt: skip
        self._depth = core.Texture("shadow")
        self.buffer.add_render_texture(self._depth, core.GraphicsOutput.RTM_bind_or_copy, core.GraphicsOutput.RTP_depth)
        self.buffer.set_clear_depth_active(True)
        self._cameras = []
        for i in range(count):
            region = self.buffer.make_display_region(i / count, (i + 1) / count, 0, 1)
            region.set_clear_depth_active(True)
            camera = core.NodePath(_blind_camera("lamp"))
            camera.node().camera_mask = SHADOW_MASK
            region.camera = camera
            self._cameras.append(camera)
        self._program = core.Shader.make(core.Shader.SL_GLSL, *programs.depth())

    def aim(self, root: Handle, shadows: Sequence[views.Shadow]) -> None:
        """Look from the lamps at what hangs under `root`."""
        for camera, shadow in zip(self._cameras, shadows, strict=True):
            camera.reparent_to(root)
            state = core.NodePath("state")
            state.set_shader(self._program, 100)
            state.set_shader_input("light_matrix", mat4(shadow.matrix), 100)
            state.set_attrib(core.CullFaceAttrib.make(core.CullFaceAttrib.M_cull_none), 100)
            state.set_attrib(core.ColorWriteAttrib.make(core.ColorWriteAttrib.C_off), 100)
            camera.node().initial_state = state.get_state()
        exact, tested = core.SamplerState(), core.SamplerState()
        for sampler in (exact, tested):
            sampler.wrap_u = sampler.wrap_v = core.SamplerState.WM_clamp
        exact.minfilter = exact.magfilter = core.SamplerState.FT_nearest
        tested.minfilter = tested.magfilter = core.SamplerState.FT_shadow
        root.set_shader_input("shadow_depth", self._depth, exact)
        root.set_shader_input("shadow_test", self._depth, tested)
        matrices = core.PTA_LMatrix4f()
        for shadow in shadows:
            matrices.push_back(mat4(shadow.matrix))
        root.set_shader_input("shadow_matrix", matrices)
        set_rows(root, "shadow_shape", np.array([s.shape for s in shadows], dtype=np.float32))

    def close(self, engine: Handle) -> None:
        """Give the buffer back."""
        for camera in self._cameras:
            camera.remove_node()
        engine.remove_window(self.buffer)


def _blind_camera(name: str) -> Handle:
    """Return a camera that culls nothing: the shaders bring their own matrices."""
    camera = core.Camera(name)
    camera.set_cull_bounds(core.OmniBoundingVolume())
    return camera


def _surround(root: Handle, around: Surroundings) -> None:
    made, peak = upload.cube(around)
    root.set_shader_input("surroundings", made)
    top = np.log2(around.faces.shape[1])
    rows = np.array([[*around.at, peak], [*around.low, top], [*around.high, 0.0]], dtype=np.float32)
    set_rows(root, "surroundings_rows", rows)


def _compiled(shared: Engine, switches: Switches) -> Handle:
    found = shared.programs.get(switches)
    if found is None:
        found = core.Shader.make(core.Shader.SL_GLSL, *programs.surface(switches))
        shared.programs[switches] = found
    return found


def _sky_card(shared: Engine) -> Handle:
    found = shared.programs.get("sky")
    if found is None:
        found = core.Shader.make(core.Shader.SL_GLSL, *programs.sky())
        shared.programs["sky"] = found
    corners = np.array([[-1, -1, 0], [3, -1, 0], [-1, 3, 0]], dtype=np.float32)
    card = core.NodePath(upload.geometry("sky", corners, np.array([[0, 1, 2]], dtype=np.uint32), {}))
    card.set_shader(found)
    card.set_bin("background", 0)
    card.set_depth_write(False)
    card.set_attrib(core.DepthTestAttrib.make(core.RenderAttrib.M_less_equal))
    return card
