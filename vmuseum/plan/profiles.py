"""Sets of choices for a build: how many triangles, pixels and rays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Quality = Literal["thumb", "low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class QualityChoice:
    """Limits of one quality of a model."""

    triangles: int
    texture_px: int
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of choices."""

    name: str
    qualities: tuple[tuple[Quality, QualityChoice], ...]
    light_samples: int  # rays a texel for bounced light
    light_texels_m: float
    bounces: int
    face_px: int  # edge of a rendered panorama face
    clip_px: int
    clip_fps: int


WEB = Profile(
    name="web",
    qualities=(
        ("thumb", QualityChoice(3_000, 256, 60_000)),
        ("low", QualityChoice(15_000, 1024)),
        ("medium", QualityChoice(50_000, 2048)),
        ("high", QualityChoice(150_000, 4096)),
    ),
    light_samples=64,
    light_texels_m=12.0,
    bounces=2,
    face_px=1024,
    clip_px=720,
    clip_fps=25,
)

DRAFT = Profile(
    name="draft",
    qualities=WEB.qualities,
    light_samples=8,
    light_texels_m=5.0,
    bounces=1,
    face_px=512,
    clip_px=360,
    clip_fps=25,
)
"""Quick light for `serve --watch`: seen within seconds, replaced by `web` when the author pauses."""

PROFILES = {profile.name: profile for profile in (WEB, DRAFT)}
