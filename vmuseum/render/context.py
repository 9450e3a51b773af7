"""The one OpenGL context of this process, through panda3d, and the buffers drawn into.

OpenGL comes through EGL (a GPU where there is one, else Mesa's llvmpipe), or the platform's own OpenGL.
panda3d is used in this file, in `upload` and in `panda` only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from panda3d import core

Handle: TypeAlias = Any
"""A panda3d object; the library has no types."""
DISPLAYS = ("p3headlessgl", "pandagl")
_CONFIG = """
notify-level error
notify-level-x11display fatal
notify-level-display fatal
gl-version 3 2
gl-debug false
sync-video false
textures-power-2 none
texture-quality-level best
gl-coordinate-system default
model-cache-dir
"""


class NoDisplayError(RuntimeError):
    """Nothing on this machine draws."""


@dataclass(eq=False)
class Engine:
    """panda3d's engine, a display, a context, and the programs compiled so far."""

    pid: int
    engine: Handle
    pipe: Handle
    host: Handle  # a small buffer that owns the GL context; None without OpenGL
    programs: dict[object, Handle] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what draws."""
        return "panda3d software" if self.host is None else str(self.host.gsg.driver_renderer)

    @property
    def plain(self) -> bool:
        """Whether there is no OpenGL."""
        return self.host is None


_engine: Engine | None = None


def driver() -> str:
    """Return the name of what draws, such as "llvmpipe (LLVM 15.0.6, 256 bits)". Raises NoDisplayError."""
    return shared().name


def shared() -> Engine:
    """Return the engine of this process; the first call makes it.

    Raises NoDisplayError where nothing draws, RuntimeError after a fork.
    """
    global _engine  # noqa: PLW0603 - panda3d itself keeps one engine in a process
    if _engine is not None:
        if _engine.pid != os.getpid():
            msg = "OpenGL does not survive a fork: start worker processes with the 'spawn' method"
            raise RuntimeError(msg)
        return _engine
    core.load_prc_file_data("vmuseum", _CONFIG)
    engine = core.GraphicsEngine.get_global_ptr()
    for display in DISPLAYS:
        pipe = core.GraphicsPipeSelection.get_global_ptr().make_module_pipe(display)
        if pipe is None or not pipe.is_valid():
            continue
        host = make_buffer(engine, pipe, None, "host", (8, 8), samples=0)
        if host is None:
            continue
        host.set_active(False)
        _engine = Engine(os.getpid(), engine, pipe, host)
        return _engine
    pipe = _software_pipe()
    _engine = Engine(os.getpid(), engine, pipe, None)
    return _engine


def _software_pipe() -> Handle:
    """Return panda3d's own rasteriser, which draws off screen on any machine."""
    selection = core.GraphicsPipeSelection.get_global_ptr()
    selection.make_module_pipe("p3tinydisplay")  # makes its kinds known
    for i in range(selection.get_num_pipe_types()):
        kind = selection.get_pipe_type(i)
        if kind.name == "TinyOffscreenGraphicsPipe":
            pipe = selection.make_pipe(kind)
            if pipe is not None and pipe.is_valid():
                return pipe
    msg = "panda3d draws nothing here: neither OpenGL nor its software display starts"
    raise NoDisplayError(msg)


def make_buffer(
    engine: Handle, pipe: Handle, host: Handle, name: str, size: tuple[int, int], *, samples: int
) -> Handle:
    """Return an off-screen buffer of `size` pixels that shares the context of `host`, or None."""
    wanted = core.FrameBufferProperties()
    wanted.set_rgba_bits(8, 8, 8, 8)
    wanted.set_depth_bits(24)
    wanted.set_multisamples(samples)
    flags = core.GraphicsPipe.BF_refuse_window
    place = core.WindowProperties.size(*size)
    if host is None:
        return engine.make_output(pipe, name, 0, wanted, place, flags)
    return engine.make_output(pipe, name, 0, wanted, place, flags, host.gsg, host)
