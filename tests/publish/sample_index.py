"""The index of the small museum of `sample_docs`: its venues and cards."""

from __future__ import annotations

from typing import Any

from sample_docs import documents, panorama, picture, text

from vmuseum.schema.base import Text
from vmuseum.schema.manifest import Card, ExhibitDoc, FactRef, GalleryDoc, Manifest, PanoramaDoc, TourDoc, VenueRef
from vmuseum.text import folded


def manifest(**changes: Any) -> Manifest:
    venues = (
        _venue("bao-tang", text("Bảo tàng thành phố Cần Thơ", "Can Tho City Museum"), "phong", "gallery", None),
        _venue(
            "kham-lon",
            text("Khám lớn Cần Thơ", "Great Prison of Can Tho"),
            "san-360",
            "prison",
            panorama().content_note,
        ),
    )
    whole = Manifest(
        title=text("Bảo tàng số Cần Thơ", "Can Tho Digital Museum"),
        welcome=text("Hai nơi để bước vào", "Two places to enter"),
        intro=text("Đi qua phòng trưng bày và sân khám.", "Walk through a gallery and a prison yard."),
        notice=text("Nội dung thử nghiệm, chưa được Bảo tàng thẩm định.", "Demonstration content, not yet reviewed."),
        languages=("vi", "en"),
        base_url="https://baotang.example/so",
        home="bao-tang",
        venues=venues,
        cards=tuple(_card(doc) for doc in documents()),
    )
    return whole.model_copy(update=changes)


def _venue(ident: str, name: Text, first: str, pic: str, note: Text | None) -> VenueRef:
    return VenueRef(
        id=ident,
        name=name,
        summary=text("Một nơi để xem.", "A place to see."),
        label=text("Lời giới thiệu dài hơn.", "More words."),
        content_note=note,
        facts=(FactRef(name=text("Địa chỉ", "Address"), value=text("1 Đại lộ Hòa Bình", "1 Hòa Bình")),),
        sources=("https://example.org/a",),
        first=first,
        scenes=(first,),
        poster=picture(pic, name.vi, name.en or ""),
    )


def _card(doc: ExhibitDoc | GalleryDoc | PanoramaDoc | TourDoc) -> Card:
    exhibit = doc if isinstance(doc, ExhibitDoc) else None
    words = folded(f"{doc.title.vi} {doc.title.en} {exhibit.code if exhibit else ''}")
    return Card(
        type=doc.type,
        id=doc.id,
        title=doc.title,
        line=exhibit.line if exhibit else None,
        venue=getattr(doc, "venue", None),
        code=exhibit.code if exhibit else None,
        treasure=bool(exhibit and exhibit.treasure),
        data="",
        poster=getattr(doc, "poster", None),
        words=words,
    )
