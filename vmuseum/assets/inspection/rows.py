"""An inspection as rows of words: what the terminal and the picture sheet show. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vmuseum.assets.inspection.wording import count, figure, length, percent, sizes
from vmuseum.schema.base import Text

if TYPE_CHECKING:
    from vmuseum.assets.inspection.survey import Picture, Survey
    from vmuseum.assets.points.survey import PointsSurvey
    from vmuseum.errors import Lang

Row = tuple[Text, str]
ROLES = {
    "base_texture": Text(vi="màu", en="colour"),
    "normal_texture": Text(vi="pháp tuyến", en="normals"),
    "metal_rough_texture": Text(vi="kim loại, nhám", en="metal and roughness"),
    "occlusion_texture": Text(vi="bóng", en="occlusion"),
    "emissive_texture": Text(vi="phát sáng", en="glow"),
}
_SOURCES = {
    "height_m": Text(vi="theo height_m", en="from height_m"),
    "unit": Text(vi="theo unit", en="from unit"),
    "record": Text(vi="đoán theo hồ sơ", en="guessed from the record"),
    "guess": Text(vi="đoán theo cỡ", en="guessed from the size"),
    "none": Text(vi="chưa biết, tạm coi là mét", en="not known, taken for metres"),
}
_WHY = {
    "open": Text(vi="phía kia để hở", en="the other end is open"),
    "base": Text(vi="phía kia là đáy phẳng", en="the other end is a flat base"),
}
_NONE = Text(vi="không", en="none")
_YES = Text(vi="có", en="yes")
KINDS = {
    "points": Text(vi="đám mây điểm", en="point cloud"),
    "splats": Text(vi="Gaussian splat", en="Gaussian splats"),
}
HEADINGS = {
    "size": Text(vi="Kích thước", en="Size"),
    "surface": Text(vi="Bề mặt", en="Surface"),
    "pictures": Text(vi="Màu và ảnh", en="Colour and pictures"),
    "points": Text(vi="Điểm", en="Points"),
    "advice": Text(vi="Nên làm gì", en="What to do"),
}
LEVELS = {
    "first": Text(vi="Làm trước", en="Do first"),
    "better": Text(vi="Nên làm", en="Better"),
    "know": Text(vi="Để biết", en="To know"),
}


def sections(found: Survey, lang: Lang) -> Iterator[tuple[Text, list[Row]]]:
    """Give the heading and the rows of each part."""
    yield HEADINGS["size"], list(size_rows(found, lang))
    yield HEADINGS["surface"], list(surface_rows(found, lang))
    yield HEADINGS["pictures"], list(picture_rows(found, lang))


def points_rows(found: PointsSurvey, lang: Lang) -> Iterator[Row]:
    """Give what is known of a point cloud or splats."""
    splats = found.kind == "splats"
    yield Text(vi="Loại", en="Kind"), KINDS[found.kind].say(lang)
    yield Text(vi="Số lượng", en="How many"), count(found.count, lang)
    if found.unusable:
        yield Text(vi="Không dùng được", en="Unusable"), count(found.unusable, lang)
    units = " × ".join(figure(side, lang, digits=4) for side in found.extent)
    yield Text(vi="Trong tệp (x × y × z)", en="In the file (x × y × z)"), units
    yield Text(vi="Màu", en="Colours"), (_YES if found.colours else _NONE).say(lang)
    if not splats:
        yield Text(vi="Pháp tuyến", en="Normals"), (_YES if found.normals else _NONE).say(lang)


def size_rows(found: Survey, lang: Lang) -> Iterator[Row]:
    """Give size, unit, upright axis and what the record says."""
    size, worth = found.size, found.size.scale
    units = " × ".join(figure(side, lang, digits=4) for side in size.extent)
    yield Text(vi="Trong tệp (x × y × z)", en="In the file (x × y × z)"), units
    yield Text(vi="Kích thước", en="True size"), sizes((side * worth.metres for side in size.extent), lang)
    unit = f"{worth.unit} ({_SOURCES[worth.source].say(lang)})" if worth.unit else _SOURCES[worth.source].say(lang)
    yield Text(vi="Đơn vị", en="Unit"), unit
    if found.reading.record_m:
        names = {
            "height_m": Text(vi="cao", en="height"),
            "width_m": Text(vi="rộng", en="width"),
            "depth_m": Text(vi="sâu", en="depth"),
            "diameter_m": Text(vi="đường kính", en="diameter"),
        }
        told = [f"{names[k].say(lang)} {length(v, lang)}" for k, v in found.reading.record_m.items() if k in names]
        yield Text(vi="Hồ sơ ghi", en="The record says"), ", ".join(told)
    up = size.up or Text(vi="không rõ", en="not clear").say(lang)
    why = f" ({_WHY[size.up_why].say(lang)})" if size.up_why in _WHY else ""
    yield Text(vi="Hướng lên, có lẽ", en="Up, probably"), f"{up}{why}"


def surface_rows(found: Survey, lang: Lang) -> Iterator[Row]:
    """Give triangles, pieces, holes, knots, facing and normals."""
    surface, counts = found.surface, found.surface.counts
    yield Text(vi="Tam giác", en="Triangles"), count(counts.triangles, lang)
    yield Text(vi="Đỉnh", en="Vertices"), count(counts.vertices, lang)
    crumbs = Text(vi="{} mảnh vụn", en="{} crumbs").say(lang).format(count(surface.pieces.crumbs, lang))
    pieces = count(surface.pieces.count, lang)
    yield Text(vi="Mảng rời", en="Pieces"), f"{pieces}, {crumbs}" if surface.pieces.crumbs else pieces
    yield Text(vi="Diện tích", en="Area"), _area(surface.area_m2, lang)
    closed = _YES if surface.closed else Text(vi="không", en="no")
    volume = "" if surface.volume_m3 is None else f", {_volume(abs(surface.volume_m3), lang)}"
    yield Text(vi="Kín", en="Closed"), closed.say(lang) + volume
    longest = Text(vi="vành dài nhất {}", en="longest rim {}").say(lang).format(length(surface.longest_hole_m, lang))
    holes = f"{count(surface.holes, lang)}, {longest}" if surface.holes else _NONE.say(lang)
    yield Text(vi="Lỗ", en="Holes"), holes
    yield Text(vi="Cạnh hơn hai mặt", en="Edges of three or more"), _count(counts.non_manifold_edges, lang)
    yield Text(vi="Cạnh lộn chiều", en="Edges that disagree"), _count(surface.inconsistent_edges, lang)
    yield Text(vi="Tam giác trùng", en="Repeated triangles"), _count(counts.duplicates, lang)
    yield Text(vi="Tam giác không diện tích", en="Triangles without area"), _count(surface.degenerate, lang)
    yield Text(vi="Đỉnh thừa", en="Spare vertices"), _count(surface.unreferenced + surface.duplicate_vertices, lang)
    yield Text(vi="Pháp tuyến", en="Normals"), _normals(found, lang)


def picture_rows(found: Survey, lang: Lang) -> Iterator[Row]:
    """Give vertex colours and each picture with its use."""
    yield Text(vi="Màu ở đỉnh", en="Vertex colours"), (_YES if found.vertex_colours else _NONE).say(lang)
    if not found.pictures:
        yield Text(vi="Ảnh", en="Pictures"), _NONE.say(lang)
    for picture in found.pictures:
        roles = ", ".join(ROLES[role].say(lang) for role in picture.roles) or "?"
        yield Text(vi=f"Ảnh {roles}", en=f"Picture: {roles}"), picture_line(picture, lang)
        if picture.use is not None:
            yield from _use(picture, lang)


def picture_line(picture: Picture, lang: Lang) -> str:
    """Return "4096 × 4096 JPEG, RGB 8 bit, sRGB, 1,4 MB"."""
    facts = picture.facts
    if facts.problem:
        return Text(vi="không đọc được", en="cannot be read").say(lang)
    space = facts.colour_space or Text(vi="không ghi không gian màu", en="no colour space named").say(lang)
    size = f"{figure(facts.bytes / 1e6, lang)} MB"
    return f"{facts.width} × {facts.height} {facts.format}, {facts.channels} {facts.bits} bit, {space}, {size}"


def _use(picture: Picture, lang: Lang) -> Iterator[Row]:
    use = picture.use
    if use is None:
        return
    worst = Text(vi="5 % kém nhất: {}", en="worst 5 %: {}").say(lang).format(figure(use.texels_cm_worst, lang))
    texels = f"{figure(use.texels_cm_median, lang)} / cm; {worst}"
    yield Text(vi="  điểm ảnh trên bề mặt", en="  texels on the surface"), texels
    yield Text(vi="  phần ảnh bỏ trống", en="  picture not used"), percent(use.wasted, lang)
    yield Text(vi="  phần ảnh dùng chung", en="  picture used twice"), percent(use.overlap, lang)
    if use.outside:
        yield Text(vi="  đỉnh ngoài ảnh", en="  vertices outside of it"), count(use.outside, lang)


def _normals(found: Survey, lang: Lang) -> str:
    normals = found.normals
    if not normals.parts:
        return _NONE.say(lang)
    told = [
        (normals.without, Text(vi="{} phần không có", en="{} parts without")),
        (normals.zero, Text(vi="{} bằng không", en="{} zero")),
        (normals.not_unit, Text(vi="{} sai độ dài", en="{} of wrong length")),
        (normals.against, Text(vi="{} tam giác ngược chiều", en="{} triangles against")),
    ]
    rows = [words.say(lang).format(count(value, lang)) for value, words in told if value]
    return ", ".join([_YES.say(lang), *rows])


def _count(value: int, lang: Lang) -> str:
    return count(value, lang) if value else _NONE.say(lang)


def _area(square_m: float, lang: Lang) -> str:
    return f"{figure(square_m, lang)} m²" if square_m >= 0.1 else f"{figure(square_m * 1e4, lang)} cm²"


def _volume(cubic_m: float, lang: Lang) -> str:
    return f"{figure(cubic_m, lang)} m³" if cubic_m >= 0.1 else f"{figure(cubic_m * 1e6, lang)} cm³"
