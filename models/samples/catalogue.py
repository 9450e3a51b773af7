"""Every master by the name of its file, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import craft_picture, drawings, prison, river_pictures, temple, village_pictures
from .casting_set import casting_set
from .figure import figure
from .glb import Item, glb
from .linga_yoni import linga_yoni
from .surface import Surface
from .vase import vase


def _pieces(draw: Callable[[], Sequence[Surface]], title: str) -> Callable[[], bytes]:
    """Return a drawer whose surfaces become one named mesh each."""
    return lambda: glb([Item(s.name, [s]) for s in draw()], title=title)


def _items(draw: Callable[[], Sequence[Item]], title: str) -> Callable[[], bytes]:
    return lambda: glb(draw(), title=title)


MODELS: dict[str, Callable[[], bytes]] = {
    "binh-gom": _pieces(vase, "Bình gốm Nhơn Thành (minh họa)"),
    "bo-khuon-duc": _pieces(casting_set, "Bộ khuôn đúc Nhơn Thành (minh họa)"),
    "canh-cung": _items(temple.arcs_model, "Mười tám cánh cung (minh họa)"),
    "cong-den": _items(temple.gate_model, "Cổng đền (minh họa)"),
    "den-vua-hung": _items(temple.court_to_walk, "Sân Đền thờ Vua Hùng (minh họa)"),
    "den-vua-hung-mo-hinh": _items(temple.temple_model, "Đền thờ Vua Hùng 1:150 (minh họa)"),
    "kham-lon": _items(prison.prison_model, "Khám lớn Cần Thơ 1:150 (minh họa)"),
    "linga-yoni": _pieces(linga_yoni, "Linga – Yoni gỗ Nhơn Thành (minh họa)"),
    "thap-canh": _items(prison.watchtower, "Tháp canh (minh họa)"),
    "tru-da": _items(temple.pillars_model, "Năm mươi tư trụ đá (minh họa)"),
    "tuong-phat": _pieces(figure, "Tượng Phật Nhơn Thành (minh họa, không mặt)"),
}

PICTURES: dict[str, Callable[[], bytes]] = {
    "banh-trang-thuan-hung": village_pictures.rice_paper,
    "binh-gom-hinh-chieu": drawings.vase_measures,
    "cho-noi-cai-rang": river_pictures.floating_market,
    "den-vua-hung-so-do": drawings.temple_plan,
    "hat-ru": village_pictures.hammock,
    "ho-can-tho": river_pictures.work_songs,
    "kham-lon-so-do": drawings.prison_plan,
    "khuon-duc": craft_picture.casting_steps,
    "ky-yen-binh-thuy": village_pictures.communal_house,
    "song-chieu": craft_picture.river_evening,
    "tuong-phat-so-do": drawings.figure_measures,
}
