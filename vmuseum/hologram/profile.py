"""What is known of a fan's geometry and files, and how sure we are: data in `profiles/*.yaml`, not code."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, model_validator

from vmuseum.schema.base import Model
from vmuseum.sources.yaml import parse

Evidence = Literal[
    "captured", "device-verified", "cross-checked", "measured", "read", "single-source", "believed", "unknown"
]


class Profile(Model):
    """One kind of fan. Colours lie B G R from the rim inwards, most significant plane and bit first."""

    name: str
    family: Literal["circle20320", "legacy5233", "unknown"]
    leds: Annotated[int, Field(ge=8, le=1024)]  # in the file, from the hub to the rim
    slices: Annotated[int, Field(ge=8, le=8192)]  # a turn
    planes: Annotated[int, Field(ge=1, le=8)]  # bits a colour
    header_bytes: Annotated[int, Field(ge=0, le=65536)]
    frame_bytes: Annotated[int, Field(gt=0)]  # with the filler at the end
    trailer_hex: str
    direction: Literal["cw", "ccw"]  # of the slices, as viewed
    zero_deg: float  # where slice 0 begins, counter-clockwise from 3 o'clock
    gamma: Annotated[float, Field(gt=0, le=4)]  # 2.2 writes linear light, 1.0 leaves the picture's own values
    fps: Annotated[float, Field(gt=0, le=120)]
    most_seconds: float
    most_clips: int
    upload_kb_s: float | None
    evidence: dict[str, Evidence]

    @model_validator(mode="after")
    def _frame_holds_the_planes(self) -> Profile:
        if self.leds * 3 % 8 or self.used_bytes > self.frame_bytes:
            msg = f"{self.name}: {self.used_bytes} bytes of planes do not fit a frame of {self.frame_bytes}"
            raise ValueError(msg)
        return self

    @property
    def used_bytes(self) -> int:
        """Bytes of a frame that hold planes."""
        return self.slices * self.planes * self.leds * 3 // 8

    @property
    def known(self) -> bool:
        """Whether anybody has seen the geometry of this fan."""
        return all(self.evidence[key] != "unknown" for key in ("leds", "slices", "planes", "frame_bytes"))


def profile_names() -> tuple[str, ...]:
    """Return the names of all profiles that ship with the program."""
    folder = files("vmuseum").joinpath("hologram/profiles")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


@lru_cache(maxsize=16)
def profile(name: str) -> Profile:
    """Return a profile by name. Raises KeyError for an unknown one."""
    if name not in profile_names():
        raise KeyError(name)
    path = f"hologram/profiles/{name}.yaml"
    document, problems = parse(path, files("vmuseum").joinpath(path).read_bytes())
    if document is None or problems:
        msg = f"{path}: {problems}"
        raise ValueError(msg)
    return Profile.model_validate_json(json.dumps(document.data))
