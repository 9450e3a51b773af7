"""Recipe panorama.tiles: a 360 degree picture, or six faces, into cube tiles by level, a preview strip and stills.

Faces and their orientation are defined in `projection`. Tiles are WebP; levels are averaged down in linear light.
An 8192 x 4096 picture takes about 3 s of one core and 0.3 GB; 16384 x 8192 about 13 s and 0.5 GB (JPEG, 4:2:0).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vmuseum.errors import RecipeError
from vmuseum.panorama import projection
from vmuseum.panorama.picture import read_panorama
from vmuseum.panorama.projection import FACES
from vmuseum.panorama.sampling import face_bands, sample_cube, smaller
from vmuseum.plan.recipes import Output, PanoramaTiles, Warning_
from vmuseum.render.stills import CARD, jpeg, webp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

NAME = "panorama.tiles"
STRIP_PX = 64
STILL_PX = 2048
FLAT = (1200, 675)
FLAT_WIDTHS = (480, 960)
FOV_X = np.radians(90.0)
_METHOD = 1  # of WebP's 0 to 6: 4 takes three times as long for a tenth fewer bytes
_STILL_METHOD = 4


def run(inputs: Mapping[str, bytes], params: PanoramaTiles) -> Output:
    """Return tiles, strip, still, flat views and card.

    Raises RecipeError for a picture that is broken, too large or no full sphere, and for faces that do not match.
    """
    warnings: tuple[Warning_, ...] = ()
    if "main" in inputs:
        picture, warnings = read_panorama(inputs["main"])
        width, height = picture.width, picture.height
        edges = projection.level_edges(width, tile_px=params.tile_px)
        tops = ((face, face_bands(picture, face, edges[-1], rows=params.tile_px)) for face in FACES)
    else:
        edge = _face_edge(inputs)
        width, height = 4 * edge, 2 * edge
        edges = projection.halved(edge, tile_px=params.tile_px)
        tops = ((face, _read_face(inputs, face, params.tile_px)) for face in FACES)
    files: dict[str, bytes] = {}
    small, middle = _cut_all(tops, edges, params, files)
    files["strip.webp"] = webp(np.hstack([small[face] for face in FACES]), params.quality, method=_STILL_METHOD)
    _add_stills(files, middle, params)
    facts = {
        "sizes": [[f"w{wide}.webp", wide, round(wide * FLAT[1] / FLAT[0])] for wide in FLAT_WIDTHS],
        "levels": list(edges), "tile_px": params.tile_px, "files": len(files),
        "bytes": sum(len(data) for data in files.values()), "width": width, "height": height,
    }  # fmt: skip
    return Output(dict(sorted(files.items())), facts, warnings)


def _face_edge(inputs: Mapping[str, bytes]) -> int:
    missing = [face for face in FACES if f"face-{face}.png" not in inputs]
    if missing:
        raise RecipeError("panorama-faces", missing=" ".join(missing))
    sizes = set()
    for face in FACES:
        with Image.open(io.BytesIO(inputs[f"face-{face}.png"]), formats=("PNG",)) as picture:
            sizes.add(picture.size)
    width, height = min(sizes)
    if len(sizes) != 1 or width != height:
        raise RecipeError("panorama-faces", missing="-")
    return width


def _read_face(inputs: Mapping[str, bytes], face: str, rows: int) -> Iterator[Pixels]:
    with Image.open(io.BytesIO(inputs[f"face-{face}.png"]), formats=("PNG",)) as picture:
        whole = np.asarray(picture.convert("RGB"), dtype=np.uint8)
    yield from (whole[first : first + rows] for first in range(0, len(whole), rows))


def _cut_all(
    tops: Iterator[tuple[str, Iterator[Pixels]]],
    edges: tuple[int, ...],
    params: PanoramaTiles,
    files: dict[str, bytes],
) -> tuple[dict[str, Pixels], dict[str, Pixels]]:
    """Cut every level of every face, one face at a time.

    Returns the faces of the strip and those of the level for stills: the smallest that holds a flat view's detail.
    """
    strip: dict[str, Pixels] = {}
    still: dict[str, Pixels] = {}
    still_edge = next((edge for edge in edges if edge >= CARD[0] * 0.8), edges[-1])
    for face, bands in tops:
        level = len(edges) - 1
        drawn, level = _cut_top(bands, level, face, edges, params, files)
        while True:
            if edges[level] == still_edge:
                still[face] = drawn
            if level == 0:
                break
            level -= 1
            drawn = smaller(drawn, (edges[level], edges[level]))
            files.update(_cut(drawn, 0, level, face, params))
        strip[face] = smaller(drawn, (STRIP_PX, STRIP_PX))
    return strip, still


def _cut_top(
    bands: Iterator[Pixels],
    level: int,
    face: str,
    edges: tuple[int, ...],
    params: PanoramaTiles,
    files: dict[str, bytes],
) -> tuple[Pixels, int]:
    """Cut the largest level band by band. Returns it, or of large ones the next level: a whole face is never held."""
    halve = level > 0 and edges[level] == 2 * edges[level - 1] and edges[level] > 2048
    kept: list[Pixels] = []
    for row, band in enumerate(bands):
        files.update(_cut(band, row, level, face, params))
        kept.append(smaller(band, (edges[level - 1], len(band) // 2)) if halve else band)
    whole = np.vstack(kept)
    if halve:
        level -= 1
        files.update(_cut(whole, 0, level, face, params))
    return whole, level


def _cut(drawn: Pixels, first: int, level: int, face: str, params: PanoramaTiles) -> Iterator[tuple[str, bytes]]:
    """Yield the tiles of a face or of a band of it that begins at tile row `first`."""
    height, width = drawn.shape[:2]
    tile = params.tile_px
    for row in range(-(-height // tile)):
        for column in range(-(-width // tile)):
            part = drawn[row * tile : (row + 1) * tile, column * tile : (column + 1) * tile]
            yield f"{level}/{face}/{first + row}_{column}.webp", webp(part, params.quality, method=_METHOD)


def _add_stills(files: dict[str, bytes], faces: Mapping[str, Pixels], params: PanoramaTiles) -> None:
    around = sample_cube(faces, projection.equirect_rays(STILL_PX))
    files["still.webp"] = webp(around, params.quality, method=_METHOD)
    flat = sample_cube(faces, projection.flat_rays(*FLAT, yaw=params.look, fov_x=FOV_X))
    for width in FLAT_WIDTHS:
        shown = smaller(flat, (width, width * FLAT[1] // FLAT[0]))
        files[f"w{width}.webp"] = webp(shown, params.quality, method=_STILL_METHOD)
    cut = (FLAT[1] - FLAT[0] * CARD[1] // CARD[0]) // 2
    files["card.jpg"] = jpeg(smaller(np.ascontiguousarray(flat[cut : FLAT[1] - cut]), CARD))
