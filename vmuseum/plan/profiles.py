"""Sets of choices for a build: how many triangles, pixels and rays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Quality = Literal["thumb", "low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class QualityChoice:
    """Limits of one quality of a model. `error_share`: good enough, as a share of the diagonal of its box."""

    triangles: int
    error_share: float
    texture_px: int
    texels_m: float | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of choices."""

    name: str
    qualities: tuple[tuple[Quality, QualityChoice], ...]  # finest first
    textures: Literal["webp", "avif"]
    huge_triangles: int  # above this a mesh is cut into blocks that the browser streams
    light_samples: int  # rays a texel for bounced light
    light_texels_m: float
    bounces: int
    face_px: int  # edge of a rendered panorama face
    clip_px: int
    clip_fps: int


WEB = Profile(
    name="web",
    qualities=(
        ("high", QualityChoice(150_000, 0.0002, 4096)),
        ("medium", QualityChoice(50_000, 0.0005, 2048)),
        ("low", QualityChoice(15_000, 0.001, 1024)),
        ("thumb", QualityChoice(3_000, 0.004, 256, max_bytes=60_000)),
    ),
    textures="webp",
    huge_triangles=2_000_000,
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
    textures="webp",
    huge_triangles=WEB.huge_triangles,
    light_samples=8,
    light_texels_m=5.0,
    bounces=1,
    face_px=512,
    clip_px=360,
    clip_fps=25,
)
"""Quick light for `serve --watch`: seen within seconds, replaced by `web` when the author pauses."""

AVIF = replace(WEB, name="avif", textures="avif")
"""As web, with AVIF pictures on models: smaller, slower to make, for browsers since 2024."""

PROFILES = {profile.name: profile for profile in (WEB, DRAFT, AVIF)}
