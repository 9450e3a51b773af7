"""The picture sheet of an inspection: four sides at one scale, clay with open rims, pictures, figures, advice.

It is drawn as the build would read the file: what lies down here lies down on the site too.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pil
from PIL import ImageDraw

from vmuseum.assets.clean import clean
from vmuseum.assets.inspection import sheet_type as t
from vmuseum.assets.inspection import sheet_views as v
from vmuseum.assets.inspection.document import said
from vmuseum.assets.inspection.rows import HEADINGS, LEVELS, ROLES, Row, picture_rows, size_rows, surface_rows
from vmuseum.assets.inspection.wording import figure, length, percent
from vmuseum.errors import RecipeError
from vmuseum.schema.base import Text

if TYPE_CHECKING:
    from PIL.Image import Image

    from vmuseum.assets.inspection.advice import Advice
    from vmuseum.assets.inspection.survey import Picture, Survey
    from vmuseum.errors import Lang
    from vmuseum.mesh.arrays import Mesh

WIDTH = 2400
_EDGE, _GAP, _PAD = 72, 24, 40
_PANEL_W = (WIDTH - 2 * _EDGE - 3 * _GAP) // 4
_PANEL_H = (420, 860)
_PX = 26
_CAPTIONS = {
    "front": Text(vi="Nhìn từ trước", en="From the front"),
    "left": Text(vi="Nhìn từ bên trái", en="From the left"),
    "back": Text(vi="Nhìn từ sau", en="From behind"),
    "top": Text(vi="Nhìn từ trên", en="From above"),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Views:
    """Pictures of one size and scale."""

    size: tuple[int, int]
    scale: float
    sides: tuple[v.Panel, ...]
    clay: v.Panel
    clay_scale: float


def sheet(mesh: Mesh, found: Survey, rows: tuple[Advice, ...], *, title: str, lang: Lang) -> Image:
    """Return the sheet of a mesh as read. 600,000 triangles take about 6 s.

    Raises RecipeError `drawing-impossible` where nothing draws, and those of cleaning a mesh.
    """
    up = found.reading.up or "y"
    stands = v.upright(clean(v.thinned(mesh)).mesh, up=up, metres=found.size.scale.metres)
    views = _views(stands)
    rims = v.seen_rims(views.clay, v.rim_edges(stands), stands)
    page = Pil.new("RGB", (WIDTH, 8000), t.PAPER)
    draw = ImageDraw.Draw(page)
    top = _head(draw, found, title, lang)
    top = _row_of_sides(page, draw, views, top, lang)
    top = _second_row(page, draw, _Second(mesh, found, views, rims), top, lang)
    top = _advice(draw, rows, top, lang)
    return page.crop((0, 0, WIDTH, round(top) + _EDGE // 2))


def encoded(page: Image, suffix: str) -> bytes:
    """Return the sheet as PNG or WebP (".png", ".webp")."""
    out = io.BytesIO()
    if suffix == ".webp":
        page.save(out, "WEBP", quality=90, method=4)
    else:
        page.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _views(mesh: Mesh) -> _Views:
    from vmuseum.render.panda import NoDisplayError, open_renderer

    four, corner = v.sides(mesh), v.corner_side(mesh)
    widest, tallest = max(side.width for side in four), max(side.height for side in four)
    scale = min((_PANEL_W - 2 * _PAD) / max(widest, 1e-9), (_PANEL_H[1] - 3 * _PAD) / max(tallest, 1e-9))
    size = (_PANEL_W, int(np.clip(tallest * scale + 3 * _PAD, *_PANEL_H)))
    near = min((size[0] - 2 * _PAD) / max(corner.width, 1e-9), (size[1] - 2 * _PAD) / max(corner.height, 1e-9))
    try:
        with open_renderer(*size, taps=16, shadow_px=1024) as renderer:
            panels = tuple(v.draw(renderer, mesh, side, scale, size) for side in four)
            bare = v.draw(renderer, v.clay(mesh), corner, near, size)
    except NoDisplayError as missing:
        raise RecipeError("drawing-impossible") from missing
    return _Views(size, scale, panels, bare, near)


def _head(draw: ImageDraw.ImageDraw, found: Survey, title: str, lang: Lang) -> float:
    t.write(draw, (_EDGE, _EDGE - 16), t.fitted(title, "title", 64, WIDTH - 2 * _EDGE), "title", 64)
    told = {label.en: value for label, value in [*size_rows(found, lang), *surface_rows(found, lang)]}
    triangles = Text(vi="{} tam giác", en="{} triangles").say(lang).format(told["Triangles"])
    line = f"{told['True size']}  ·  {triangles}"
    if found.reading.exhibit:
        line += "  ·  " + Text(vi="hiện vật {}", en="exhibit {}").say(lang).format(found.reading.exhibit)
    t.write(draw, (_EDGE, _EDGE + 76), line, "sans", 30, ink=t.INK_2)
    return _EDGE + 76 + 30 * t.LEADING + 28


def _place(n: int) -> int:
    return _EDGE + n * (_PANEL_W + _GAP)


def _row_of_sides(page: Image, draw: ImageDraw.ImageDraw, views: _Views, top: float, lang: Lang) -> float:
    at = round(top)
    for n, (panel, caption) in enumerate(zip(views.sides, _CAPTIONS.values(), strict=True)):
        page.paste(Pil.fromarray(panel.picture), (_place(n), at))
        t.write(draw, (_place(n), at + views.size[1] + 8), caption.say(lang), "sans", _PX, ink=t.INK_2)
    _scale_bar(draw, views, (_place(0) + _PAD, at + views.size[1] - 28), lang)
    return at + views.size[1] + _PX * t.LEADING + 36


def _scale_bar(draw: ImageDraw.ImageDraw, views: _Views, at: tuple[float, float], lang: Lang) -> None:
    """Draw a bar of a round length, a quarter to half of the panel wide."""
    most = (views.size[0] - 2 * _PAD) / 2 / views.scale
    power = 10.0 ** math.floor(math.log10(most))
    metres = max(step * power for step in (1, 2, 5) if step * power <= most)
    x, y, wide = at[0], at[1], metres * views.scale
    for dx in (0.0, wide):
        draw.line([(x + dx, y - 9), (x + dx, y + 9)], fill=t.INK, width=3)
    draw.line([(x, y), (x + wide, y)], fill=t.INK, width=3)
    words = f"{figure(metres, lang)} m" if metres >= 1 else length(metres, lang)
    t.write(draw, (x, y - 50), words, "bold", 24)


@dataclass(frozen=True, slots=True, eq=False)
class _Second:
    mesh: Mesh
    found: Survey
    views: _Views
    rims: v.F64


def _second_row(page: Image, draw: ImageDraw.ImageDraw, what: _Second, top: float, lang: Lang) -> float:
    at, height = round(top), what.views.size[1]
    page.paste(Pil.fromarray(what.views.clay.picture), (_place(0), at))
    for one, other in what.rims:
        ends = what.views.clay.pixels(np.stack([one, other])) + np.array((_place(0), at))
        draw.line([tuple(end) for end in ends.tolist()], fill=v.RED, width=4)
    words = Text(vi="Bề mặt trần", en="Bare surface").say(lang)
    if what.found.surface.holes:
        words = Text(vi="Bề mặt trần; mép hở tô đỏ", en="Bare surface; open rims in red").say(lang)
    t.write(draw, (_place(0), at + height + 8), words, "sans", _PX, ink=t.INK_2)
    bottom = at + height + _PX * t.LEADING + 8
    used = [picture for picture in what.found.pictures if picture.use is not None]
    column = 1
    if used:
        bottom = max(bottom, _picture(page, draw, what, used[0], at, lang))
        column = 2
    return max(bottom, _figures(draw, what.found, column, at, lang)) + 44


def _picture(page: Image, draw: ImageDraw.ImageDraw, what: _Second, picture: Picture, at: int, lang: Lang) -> float:
    assert picture.use is not None  # noqa: S101 - chosen by the caller
    shown = Pil.fromarray(v.picture_use(what.mesh.images[picture.number].data, picture.use, _PANEL_W))
    page.paste(shown, (_place(1), at))
    roles = ", ".join(ROLES[role].say(lang) for role in picture.roles)
    words = [Text(vi="Ảnh {}", en="Picture: {}").say(lang).format(roles)]
    words.append(
        Text(vi="{} bỏ trống (nhạt)", en="{} not used (pale)").say(lang).format(percent(picture.use.wasted, lang))
    )
    if picture.use.overlap > 0.001:
        twice = Text(vi="{} dùng chung (đỏ)", en="{} used twice (red)")
        words.append(twice.say(lang).format(percent(picture.use.overlap, lang)))
    rows = t.lines("; ".join(words), "sans", _PX, _PANEL_W)
    return t.paragraph(draw, (_place(1), at + shown.height + 8), rows, "sans", _PX, ink=t.INK_2)


def _figures(draw: ImageDraw.ImageDraw, found: Survey, column: int, top: float, lang: Lang) -> float:
    """Write the rows of the inspection into the columns from `column` on, and return where they end."""
    groups = (("size", size_rows), ("surface", surface_rows), ("pictures", picture_rows))
    blocks = [(HEADINGS[key].say(lang), list(rows(found, lang))) for key, rows in groups]
    if column == 2:
        return _column(draw, blocks, (_place(2) + 16, top), 2 * _PANEL_W + _GAP - 16, lang)
    middle = _place(1) + 16
    wide = (3 * _PANEL_W + 2 * _GAP - 16 - 48) / 2
    left = _column(draw, [blocks[0], blocks[2]], (middle, top), wide, lang)
    return max(left, _column(draw, [blocks[1]], (middle + wide + 48, top), wide, lang))


def _column(
    draw: ImageDraw.ImageDraw, blocks: list[tuple[str, list[Row]]], at: tuple[float, float], width: float, lang: Lang
) -> float:
    x, top = at
    label_w = width * 0.42
    for heading, rows in blocks:
        t.write(draw, (x, top), heading, "title", 34)
        top += 34 * t.LEADING + 6
        for label, value in rows:
            draw.line([(x, top), (x + width, top)], fill=t.LINE, width=2)
            names = t.lines(label.say(lang), "sans", _PX - 2, label_w - 16)
            values = t.lines(value, "sans", _PX - 2, width - label_w)
            down = t.paragraph(draw, (x, top + 6), names, "sans", _PX - 2, ink=t.INK_2)
            top = max(down, t.paragraph(draw, (x + label_w, top + 6), values, "sans", _PX - 2)) + 6
        top += 26
    return top - 26


def _advice(draw: ImageDraw.ImageDraw, rows: tuple[Advice, ...], top: float, lang: Lang) -> float:
    if not rows:
        return top
    t.write(draw, (_EDGE, top), HEADINGS["advice"].say(lang), "title", 40)
    top += 40 * t.LEADING + 6
    for row in rows:
        draw.line([(_EDGE, top), (WIDTH - _EDGE, top)], fill=t.LINE, width=2)
        face: t.Face = "bold" if row.level == "first" else "sans"
        ink = t.GOLD if row.level == "first" else t.INK_2
        t.write(draw, (_EDGE, top + 10), LEVELS[row.level].say(lang), face, _PX, ink=ink)
        x = _EDGE + 220
        told = said(row, lang).replace("`", "")
        down = t.paragraph(
            draw, (x, top + 10), t.lines(told[:1].upper() + told[1:] + ".", "sans", _PX, 1500), "sans", _PX
        )
        if row.yaml:
            t.write(draw, (x + 1560, top + 10), row.yaml, "bold", _PX, ink=t.GOLD)
        top = down + 12
    return top
