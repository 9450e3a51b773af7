"""The contract of every recipe: name, version, params, what goes in and what comes out.

The planner makes tasks from these; `engine.registry` finds the module that does the work. A recipe module holds
`run(inputs: Mapping[str, bytes], params: P) -> Output` and raises RecipeError(code, ...) when it refuses.
Raise `version` whenever the output of a recipe changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from vmuseum.errors import Arg
from vmuseum.geometry import Vec2, Vec3
from vmuseum.schema.base import Model
from vmuseum.schema.gallery import Gallery
from vmuseum.schema.playlist import Clip

Suffix = Literal[".glb", ".gltf", ".obj", ".ply", ".stl"]
PointSuffix = Literal[".ply", ".las", ".laz", ".e57", ".splat", ".spz"]
Quality = Literal["thumb", "low", "medium", "high"]
TextureForm = Literal["webp", "avif"]
DownloadForm = Literal["glb", "draco", "ktx2", "usdz"]


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - Warning is a builtin
    """Something to tell the author that does not stop the build."""

    code: str
    args: tuple[tuple[str, Arg], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """What a recipe gives: files by name, facts (JSON values) for manifest and planner, warnings."""

    files: Mapping[str, bytes | Path]  # a Path lies in the scratch folder of a recipe that works on files
    facts: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe. `module` is imported only where the work is done.

    With `on_files` its module holds `run(files: Mapping[str, Path], params, scratch: Path) -> Output` instead: for
    inputs larger than memory. It reads the files, writes in `scratch` only, and may give Paths in it as outputs.
    """

    name: str
    version: int
    module: str
    on_files: bool = False


class MeshPrepare(Model):
    """mesh.prepare. In: `main` (of kind `suffix`) and its companions by the path the main file uses.

    Out: `mesh.vmesh` (clean, metres, Y up, foot centre at the origin, front +Z).
    Facts: triangles, vertices, bounds {low, high}, watertight, texture_px, vertex_colours, scale.
    """

    suffix: Suffix
    up: Literal["y", "z", "-y"] = "y"
    height_m: float | None = None
    unit_m: float | None = None  # metres of one unit of the file; None and no height: metres
    turn: float = 0.0  # radians, clockwise seen from above
    centred: bool = True  # False for shells: keep the origin of the file
    surface_warnings: bool = True  # tell of holes and joints; a drawn model is not a scan to be mended


class MeshBlocks(MeshPrepare):
    """mesh.blocks, on files. In: `main` and companions, as mesh.prepare, of a master of very many triangles.

    Out: `mesh.vmesh` as mesh.prepare gives it but reduced to at most `stand_in_triangles`, `tiles/tileset.json`
    (3D Tiles 1.1) and `tiles/<...>.glb` (meshopt, quantised, WebP).
    Facts: those of mesh.prepare (triangles of the master), stand_in_triangles, stand_in_error_m, tiles, tile_bytes,
    tiles_depth, root_bytes.
    """

    stand_in_triangles: int = 1_000_000
    block_triangles: int = 65_536
    texture_px: int = 1024  # longest side of a block's picture
    copyright: str = ""
    extras: str = "{}"


class QualityParams(Model):
    """Limits of one quality. Fewer triangles are used where `error_share` is reached with fewer."""

    quality: Quality
    triangles: int  # never more
    error_share: float  # error that is good enough, as a share of the diagonal of the model's box
    texture_px: int  # longest side, never more
    texels_m: float | None = None  # texels a metre of surface that are enough; None: as many as texture_px allows
    max_bytes: int | None = None  # thumb: 60_000


class MeshQualities(Model):
    """mesh.qualities. In: `mesh.vmesh`.

    Out, for every quality: `<quality>/model.glb` (meshopt, quantised, WebP) and `<quality>/mesh.vmesh` (the same
    surface, plain). Facts: {quality: {triangles, texture_px, bytes, bounds {low, high}, error_m, baked}}.
    """

    qualities: tuple[QualityParams, ...]  # finest first; each is made from the one before
    textures: TextureForm = "webp"
    bake: Literal["auto", "always", "never"] = "auto"
    copyright: str = ""
    extras: str = "{}"  # canonical JSON for asset.extras: rights, paradata, provenance


class MeshDownload(Model):
    """mesh.download. In: `mesh.vmesh` (the prepared master; usdz: quality medium; ktx2: quality high).

    Out: `model.glb` or `model.usdz`. glb: every triangle, pictures as delivered, plain floats. draco: the same surface,
    KHR_draco_mesh_compression. ktx2: KHR_texture_basisu. usdz: for AR on iOS. Facts: bytes, triangles, texture_px.
    """

    form: DownloadForm
    title: str = ""
    copyright: str = ""
    extras: str = "{}"


class MeshCompare(Model):
    """mesh.compare. In: `mesh.vmesh` (prepared master) and `<quality>/mesh.vmesh`.

    Out: `master.webp`, `<quality>.webp` (same view, same light), `<quality>-error.webp` (distance as colours on the
    quality). Facts: {quality: {ssim, mean_m, rms_m, p99_m, max_m, normal_deg}}.
    """

    px: int = 640
    samples: int = 40_000


class PointsQualities(Model):
    """points.qualities, on files. In: `main` of kind `suffix`: a point cloud or 3D Gaussian splats.

    Out, for every quality: `<quality>/model.glb` (POINTS; splats as KHR_gaussian_splatting), metres, Y up, foot centre
    at the origin, front +Z. Facts: kind, count (of the master), bounds {low, high}, scale, normals, colours,
    qualities {quality: {points, bytes}}.
    """

    kind: Literal["points", "splats"]
    suffix: PointSuffix
    up: Literal["y", "z", "-y"] = "y"
    height_m: float | None = None
    unit_m: float | None = None
    turn: float = 0.0
    counts: tuple[tuple[Quality, int], ...] = (
        ("high", 1_500_000),
        ("medium", 400_000),
        ("low", 100_000),
        ("thumb", 12_000),
    )
    copyright: str = ""
    extras: str = "{}"


class PointsPoster(Model):
    """points.poster. In: `model.glb` of points.qualities (medium). Out as picture.derive."""

    kind: Literal["points", "splats"]
    widths: tuple[int, ...] = (480, 960)


class PictureDerive(Model):
    """picture.derive. In: `main` (any picture).

    Out: `w<width>.webp` for each width not above the picture's, `card.jpg` 1200x630.

    Facts: sizes [[name, width, height]...], width, height (of the master, after EXIF turning).
    """

    widths: tuple[int, ...] = (480, 960, 1920)


class PosterRender(Model):
    """poster.render. In: `mesh.vmesh` of an exhibit. Out as picture.derive: it stands in soft studio light."""

    widths: tuple[int, ...] = (480, 960)
    respectful: bool = False


class ExhibitSize(Model):
    """What a gallery knows of an exhibit it shows."""

    id: str
    title_vi: str
    title_en: str
    line_vi: str = ""  # the fact line of the label
    line_en: str = ""


class GalleryBuild(Model):
    """gallery.build. In: `exhibit/<id>.vmesh` (low), `picture/<path or exhibit id>`, `shell/<room id>.vmesh`.

    Out: `gallery.glb` (meshopt, WebP, names kept, TEXCOORD_1 for light), `light.webp` (light map),
    `scene.vmesh` (everything incl. exhibits in place, uvs2 where lit by the map: for renderers and complete),
    `scene.json` (GalleryScene of schema.manifest: rooms, stands, doors, walk, viewpoints, light, exposure).
    Facts: bytes, triangles, light_bytes, bake_rays.
    """

    gallery: Gallery
    exhibits: tuple[ExhibitSize, ...] = ()
    samples: int = 64  # rays a texel for bounced light; fewer for drafts
    texels_m: float = 12.0  # light map texels a metre
    bounces: int = 2


class GalleryComplete(Model):
    """gallery.complete. In: `scene.vmesh`, `light.webp`, `scene.json`. Out: `complete.glb`, plain, light baked in."""

    copyright: str = ""


class GalleryPoster(Model):
    """gallery.poster. In: `scene.vmesh`, `light.webp`, `scene.json`. Out as picture.derive: the first viewpoint."""

    widths: tuple[int, ...] = (480, 960, 1920)


class PanoramaRender(Model):
    """panorama.render. In: `scene.vmesh`, `light.webp`, `scene.json` of a gallery.

    Out: `face-<f|r|b|l|u|d>.png`, square faces, f looks north.
    """

    room: str
    at: Vec2  # metres in the room
    eye_m: float = 1.6
    face_px: int = 1024


class PanoramaTiles(Model):
    """panorama.tiles. In: `main` (equirectangular picture) or `face-<f|r|b|l|u|d>.png`.

    Out: `strip.webp` (preview: six faces of 64 px side by side, f r b l u d), `<level>/<face>/<row>_<column>.webp`
    (512 px, level 0 the smallest), `still.webp` (equirectangular, 2048 wide), `w480.webp` `w960.webp` `card.jpg`
    (flat view along `look`). Facts: sizes as picture.derive, levels [face px...], tile_px, files, bytes, width, height.
    """

    tile_px: int = 512
    quality: int = 82
    look: float = 0.0  # radians from the picture's centre, clockwise


class HologramClip(Model):
    """hologram.clip. In: `mesh.vmesh` (exhibit, quality high), `picture` or `video`, or nothing for text.

    Out: `clip.mp4` (square H.264, yuv420p, black outside the safe circle, seamless), `still.webp` (first good frame).
    Facts: frames, fps, seconds, size_px, bytes, loop_difference, flashes.
    """

    clip: Clip
    respectful: bool = False
    size_px: int = 720
    fps: int = 25


class QrCode(Model):
    """qr.code. Out: `qr.svg`. Facts: version, modules, text."""

    text: str


RECIPES: tuple[Recipe, ...] = (
    Recipe("mesh.prepare", 2, "vmuseum.assets.prepare"),
    Recipe("mesh.blocks", 1, "vmuseum.assets.blocks", on_files=True),
    Recipe("mesh.qualities", 1, "vmuseum.assets.qualities.run"),
    Recipe("mesh.download", 1, "vmuseum.assets.downloads.download"),
    Recipe("mesh.compare", 1, "vmuseum.assets.comparing.compare"),
    Recipe("points.qualities", 1, "vmuseum.assets.points.qualities", on_files=True),
    Recipe("points.poster", 1, "vmuseum.assets.points.poster"),
    Recipe("picture.derive", 1, "vmuseum.assets.picture"),
    Recipe("poster.render", 1, "vmuseum.assets.poster"),
    Recipe("gallery.build", 2, "vmuseum.gallery.build"),
    Recipe("gallery.complete", 1, "vmuseum.gallery.complete"),
    Recipe("gallery.poster", 1, "vmuseum.gallery.poster"),
    Recipe("panorama.render", 1, "vmuseum.panorama.draw"),
    Recipe("panorama.tiles", 2, "vmuseum.panorama.tiles"),
    Recipe("hologram.clip", 1, "vmuseum.hologram.clip"),
    Recipe("qr.code", 1, "vmuseum.catalogue.qr"),
)

PARAMS: Mapping[str, type[Model]] = {
    "mesh.prepare": MeshPrepare,
    "mesh.blocks": MeshBlocks,
    "mesh.qualities": MeshQualities,
    "mesh.download": MeshDownload,
    "mesh.compare": MeshCompare,
    "points.qualities": PointsQualities,
    "points.poster": PointsPoster,
    "picture.derive": PictureDerive,
    "poster.render": PosterRender,
    "gallery.build": GalleryBuild,
    "gallery.complete": GalleryComplete,
    "gallery.poster": GalleryPoster,
    "panorama.render": PanoramaRender,
    "panorama.tiles": PanoramaTiles,
    "hologram.clip": HologramClip,
    "qr.code": QrCode,
}

__all__ = ["PARAMS", "RECIPES", "Output", "Recipe", "Vec3", "Warning_"]
