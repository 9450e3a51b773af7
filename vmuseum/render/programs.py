"""The GLSL programs: which switches a surface needs, and the text for them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = "#version 150\n"


@dataclass(frozen=True, slots=True)
class Switches:
    """What a surface has and what lights it; one program for each combination in use."""

    base_map: bool = False
    normal_map: bool = False
    surface_map: bool = False
    occlusion_map: bool = False
    glow_map: bool = False
    masked: bool = False
    blended: bool = False
    two_sided: bool = False
    light_map: bool = False
    surroundings: bool = False
    sky: bool = False
    suns: int = 0
    spots: int = 0
    areas: int = 0
    shadows: int = 0
    shadow_px: int = 1024
    taps: int = 16
    looks: int = 12

    def defines(self) -> str:
        """Return the lines that switch parts of the program on."""
        lines = []
        for name in self.__slots__:
            value = getattr(self, name)
            if value is True:
                lines.append(f"#define {name.upper()}\n")
            elif value is not False:
                lines.append(f"#define {name.upper()} {value}{'.0' if name == 'shadow_px' else ''}\n")
        return "".join(lines)


@cache
def _text(name: str) -> str:
    return (files("vmuseum.render") / "glsl" / name).read_text(encoding="utf-8")


def surface(switches: Switches) -> tuple[str, str]:
    """Return vertex and fragment program of a surface."""
    head = HEAD + switches.defines()
    return HEAD + _text("shade.vert"), head + _text("common.glsl") + _text("shade.frag")


def depth() -> tuple[str, str]:
    """Return the programs that draw shadows."""
    return HEAD + _text("depth.vert"), HEAD + _text("depth.frag")


def sky() -> tuple[str, str]:
    """Return the programs that draw the sky."""
    return HEAD + _text("sky.vert"), HEAD + "#define SKY\n" + _text("common.glsl") + _text("sky.frag")
