"""Frames with pictures, text panels and labels: geometry on the wall and their printed faces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.gallery.architecture import at_height, wall_box
from vmuseum.gallery.hanging import CENTRE_M, PANEL_CENTRE_M
from vmuseum.gallery.lettering import label, panel, panel_height
from vmuseum.gallery.sketch import Chart, Finish, Sketch
from vmuseum.gallery.surfaces import FRAME_WOOD, MAT, PAPER
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image

if TYPE_CHECKING:
    from vmuseum.gallery.hanging import Hung
    from vmuseum.gallery.placing import PlacedRoom
    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.plan.recipes import ExhibitSize
    from vmuseum.schema.base import Text
    from vmuseum.schema.gallery import Panel

WOOD_M = 0.035
MAT_M = 0.07
_DEEP_M = 0.03
_PANEL_DEEP_M = 0.02
_TALLEST_M = 1.3
_PICTURE_PX = 1024
_PANEL_PX_M = 720.0
_LABEL_PX_M = 1700.0


@dataclass(frozen=True, slots=True)
class Print:
    """A printed face: its part name and its picture."""

    part: str
    image: Image


@dataclass(frozen=True, slots=True)
class Mounted:
    """A frame or panel in its place."""

    centre: Vec3
    size: Vec2
    prints: tuple[Print, ...]


def mount_frame(sketch: Sketch, placed: PlacedRoom, hung: Hung, name: str, picture: bytes) -> Mounted:
    """Draw a wooden frame with mat and picture. Raises RecipeError gallery-picture-broken."""
    image, (width_px, height_px) = _shrunk(picture, name)
    border = 2 * (WOOD_M + MAT_M)
    inner = hung.width - border
    outer_height = inner * height_px / width_px + border
    width = hung.width
    if outer_height > _TALLEST_M:
        width = (_TALLEST_M - border) * width_px / height_px + border
        outer_height = _TALLEST_M
    line = placed.wall(hung.wall)
    left, right = hung.at - width / 2, hung.at + width / 2
    low, high = CENTRE_M - outer_height / 2, CENTRE_M + outer_height / 2
    part = f"frame:{name}"
    wood = Finish(part, placed.index, FRAME_WOOD, bevel=0.003, density=1.5)
    wall_box(sketch, line, (left, right), (low, low + WOOD_M), (0.0, _DEEP_M), wood, "stb")
    wall_box(sketch, line, (left, right), (high - WOOD_M, high), (0.0, _DEEP_M), wood, "stb")
    wall_box(sketch, line, (left, left + WOOD_M), (low, high), (0.0, _DEEP_M), wood, "sew")
    wall_box(sketch, line, (right - WOOD_M, right), (low, high), (0.0, _DEEP_M), wood, "sew")
    mat = Finish(part, placed.index, MAT, density=1.5)
    inside = (left + WOOD_M, right - WOOD_M)
    wall_box(sketch, line, inside, (low + WOOD_M, high - WOOD_M), (0.0, 0.012), mat, "s")
    edge = WOOD_M + MAT_M
    printed = f"{part}#print"
    size = (width - 2 * edge, outer_height - 2 * edge)
    corner = at_height(line, left + edge, low + edge, 0.0135)
    _print_face(sketch, placed, printed, corner, line.along, size, (0.35, 0.35, 0.35))
    centre = at_height(line, hung.at, CENTRE_M, _DEEP_M)
    return Mounted(centre, (width, outer_height), (Print(printed, image),))


def mount_panel(sketch: Sketch, placed: PlacedRoom, hung: Hung, name: str, stand: Panel) -> Mounted:
    """Draw a text panel with its words."""
    height = panel_height(hung.width, stand.title, stand.text)
    low = max(0.5, PANEL_CENTRE_M - height / 2)
    line = placed.wall(hung.wall)
    part = f"panel:{name}"
    paper = Finish(part, placed.index, PAPER, bevel=0.002, density=1.5)
    wall_box(sketch, line, (hung.left, hung.right), (low, low + height), (0.0, _PANEL_DEEP_M), paper, "ewtb")
    pixels = (round(hung.width * _PANEL_PX_M), round(height * _PANEL_PX_M))
    words = _panel_print(stand.title, stand.text, pixels)
    corner = at_height(line, hung.left, low, _PANEL_DEEP_M)
    printed = f"{part}#print"
    _print_face(sketch, placed, printed, corner, line.along, (hung.width, height), (0.75, 0.71, 0.63))
    centre = at_height(line, hung.at, low + height / 2, _PANEL_DEEP_M)
    return Mounted(centre, (hung.width, height), (Print(printed, words),))


def print_label(sketch: Sketch, chart: Chart, name: str, exhibit: ExhibitSize) -> Print:
    """Print the label of an exhibit on the front of its stand."""
    width, height = chart.size
    pixels = (round(width * _LABEL_PX_M), round(height * _LABEL_PX_M))
    titles = (exhibit.title_vi, exhibit.title_en)
    picture = _label_print(titles, (exhibit.line_vi, exhibit.line_en), pixels)
    part = f"label:{name}"
    _lay_print(sketch, replace(chart, albedo=PAPER), part)
    return Print(part, picture)


def _print_face(
    sketch: Sketch, placed: PlacedRoom, part: str, corner: Vec3, along: Vec2, size: Vec2, albedo: Vec3
) -> None:
    chart = Chart(corner, (along[0], 0.0, along[1]), (0.0, 1.0, 0.0), size, placed.index, albedo, 1.5)
    _lay_print(sketch, chart, part)


def _lay_print(sketch: Sketch, chart: Chart, part: str) -> None:
    """Lay a face whose texture coordinates run over it once, from the upper left."""
    width, height = chart.size
    sketch.lay(part, sketch.chart(chart), [(0.0, 0.0, width, height)], blocks=True)
    face = sketch.faces[-1]
    uvs = face.st / np.array([width, height])
    sketch.faces[-1] = replace(face, uvs=np.stack([uvs[:, 0], 1.0 - uvs[:, 1]], axis=1))


@lru_cache(maxsize=64)
def _panel_print(title: Text, text: Text, pixels: tuple[int, int]) -> Image:
    return raster.webp(panel(title, text, pixels), quality=82)


@lru_cache(maxsize=256)
def _label_print(titles: tuple[str, str], lines: tuple[str, str], pixels: tuple[int, int]) -> Image:
    return raster.webp(label(titles, lines, pixels), quality=80)


@lru_cache(maxsize=64)
def _shrunk(data: bytes, name: str) -> tuple[Image, tuple[int, int]]:
    """Return a picture as WebP of at most 1024 pixels a side."""
    from PIL import ImageOps

    try:
        picture = raster.decode(data, max_px=_PICTURE_PX)
    except RecipeError as error:
        raise RecipeError("gallery-picture-broken", name=name) from error
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((_PICTURE_PX, _PICTURE_PX))
    return raster.webp(upright, quality=80), upright.size
