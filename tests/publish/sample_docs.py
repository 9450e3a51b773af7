"""A small museum as the publisher gets it: one room with three stands, one panorama, one tour, two exhibits."""

from __future__ import annotations

import math
from typing import Any

from vmuseum.schema.base import Text
from vmuseum.schema.gallery_scene import DoorRef, GalleryScene, Light, RoomRef, StandRef, ViewRef, Walk
from vmuseum.schema.manifest import (
    AnnotationRef,
    DownloadRef,
    ExhibitDoc,
    FactRef,
    FileRef,
    GalleryDoc,
    HotspotRef,
    LinkRef,
    MadeRef,
    ModelQuality,
    ModelRef,
    PanoramaDoc,
    PictureRef,
    PictureSize,
    Place,
    PlacedModel,
    PlanName,
    PlanRef,
    QuestionRef,
    StopRef,
    TourDoc,
    ViewpointRef,
)

SEES = Text(vi="Mô hình minh họa.", en="Schematic model.")


def text(vi: str, en: str) -> Text:
    return Text(vi=vi, en=en)


def picture(name: str, vi: str, en: str) -> PictureRef:
    sizes = tuple(PictureSize(url=f"files/{name}.{w}.webp", width=w, height=w * 5 // 8) for w in (640, 1280))
    return PictureRef(
        sizes=sizes,
        alt=text(vi, en),
        credit=text("vmuseum", "vmuseum"),
        license="CC0-1.0",
        card=f"files/{name}.card.jpg",
    )


def model(name: str) -> ModelRef:
    qualities = tuple(
        ModelQuality(quality=q, file=FileRef(url=f"files/{name}.{q}.glb", bytes=b), triangles=t, texture_px=p)
        for q, b, t, p in (
            ("thumb", 40_000, 3000, 256),
            ("low", 300_000, 17_000, 1024),
            ("high", 3_100_000, 50_000, 2048),
        )
    )
    return ModelRef(
        qualities=qualities,
        low=(-0.133, 0.0, -0.133),
        high=(0.21, 0.263, 0.133),
        status="schematic",
        note=text(
            "Dựng bằng máy tính theo bốn số đo đã công bố, không phải bản quét hiện vật thật.",
            "Drawn by computer from four published measures; not a scan of the real object.",
        ),
        alt=text(
            "Bình gốm thân tròn, cổ thắt, miệng loe, vòi xiên trên vai.", "A round clay vase with a slanting spout."
        ),
        license="CC0-1.0",
        credit=text("vmuseum", "vmuseum"),
        downloads=tuple(
            DownloadRef(form=form, file=FileRef(url=f"files/{name}.{form}.{end}", bytes=size), triangles=50_000)
            for form, end, size in (("glb", "glb", 5_200_000), ("usdz", "usdz", 2_400_000))
        ),
        made=(
            MadeRef(
                output="prepared",
                recipe="mesh.prepare",
                version=1,
                params='{"up":"y"}',
                inputs=("a1" * 32,),
                key="b2" * 32,
            ),
            MadeRef(
                output="high, low",
                recipe="mesh.qualities",
                version=2,
                params='{"textures":"webp"}',
                inputs=("key:" + "b2" * 32,),
                key="c3" * 32,
            ),
        ),
        steps=(text("Đọc tệp gốc binh.glb.", "The master binh.glb was read."),),
        provenance=FileRef(url=f"files/provenance-{name}.json", bytes=900),
        method="photogrammetry",
        device="Canon EOS 5D",
        date="2024-05",
    )


def vase(**changes: Any) -> ExhibitDoc:
    doc = ExhibitDoc(
        id="binh-gom",
        kind="object",
        code="BV02",
        title=text("Bình gốm Nhơn Thành", "Nhơn Thành ceramic vase"),
        line=text("Thế kỷ V · Gốm · cao 26,3 cm", "5th century · Ceramic · 26.3 cm high"),
        treasure=True,
        venue="bao-tang",
        label=text(
            "Bình có thân tròn, cổ thắt, miệng loe và một vòi xiên gắn trên vai. Áo gốm màu vàng nhạt phủ lên xương "
            "gốm mịn. Bình còn nguyên vẹn, được phát hiện ở di chỉ Nhơn Thành, thuộc văn hóa Óc Eo.",
            "The vase has a round body, narrow neck, flaring mouth and a spout slanting up from the shoulder.",
        ),
        audio_description=text(
            "Chiếc bình cao 26,3 xăng-ti-mét, gần bằng chiều dài một khổ giấy A4.",
            "The vase stands 26.3 centimetres tall.",
        ),
        cultural_note=None,
        content_note=None,
        handling="free",
        facts=(
            FactRef(name=text("Niên đại", "Date"), value=text("Thế kỷ V", "5th century")),
            FactRef(
                name=text("Kích thước", "Size"), value=text("cao 26,3 cm; miệng 12 cm", "26.3 cm high; mouth 12 cm")
            ),
        ),
        parts=(),
        sources=("http://dsvh.gov.vn/binh-gom-nhon-thanh-3082",),
        height_m=0.263,
        model=model("binh-gom"),
        poster=picture(
            "vase", "Bình gốm thân tròn, cổ thắt, miệng loe, một vòi xiên.", "A round clay vase with a spout."
        ),
        annotations=(
            AnnotationRef(
                id="voi",
                at=(0.17, 0.2, 0.0),
                title=text("Vòi", "Spout"),
                text=text(
                    "Vòi tròn chếch thẳng lên từ vai, gần đầu vòi có một gờ nổi như chiếc nhẫn.",
                    "A round spout slants up from the shoulder, with a raised ring near its tip.",
                ),
            ),
            AnnotationRef(id="mieng", at=(0.0, 0.26, 0.05), title=text("Miệng", "Mouth"), text=None),
            AnnotationRef(id="than", at=(0.0, 0.12, 0.13), title=text("Thân", "Body"), text=None),
        ),
        media=(),
        places=(Place(scene="phong", title=text("Phòng Óc Eo", "Óc Eo room"), spot="s1"),),
        previous=None,
        next="ho",
        qr="files/qr.0011223344.svg",
    )
    return doc.model_copy(update=changes)


def song() -> ExhibitDoc:
    return ExhibitDoc(
        id="ho",
        kind="intangible",
        code="PV01",
        title=text("Hò Cần Thơ", "Hò Cần Thơ work songs"),
        line=None,
        treasure=False,
        venue=None,
        label=text("Hò Cần Thơ là lối hò dân gian <có> ba điệu chính & nhiều lời.", "Folk work songs."),
        audio_description=None,
        cultural_note=None,
        content_note=None,
        handling="free",
        facts=(),
        parts=(),
        sources=(),
        height_m=None,
        model=None,
        poster=None,
        annotations=(),
        media=(),
        places=(),
        previous="binh-gom",
        next=None,
        qr=None,
    )


def gallery() -> GalleryDoc:
    rooms = (
        RoomRef(
            id="oc-eo",
            title=text("Phòng Óc Eo", "Óc Eo room"),
            low=(0.0, 0.0),
            high=(9.0, 6.0),
            origin=(0.0, 0.0),
            height=3.6,
        ),
        RoomRef(id="sanh", title=text("Sảnh", "Hall"), low=(1.5, 6.0), high=(7.5, 11.0), origin=(1.5, 6.0), height=3.6),
    )
    stands = (
        _stand(
            "s1", "case", "oc-eo", (2.0, 0.9, 1.5), "binh-gom", text("Bình gốm Nhơn Thành", "Nhơn Thành ceramic vase")
        ),
        _stand("s2", "panel", "oc-eo", (4.5, 1.5, 0.05), None, text("Văn hóa Óc Eo", "Óc Eo culture")),
        _stand("s3", "frame", "sanh", (1.6, 1.5, 8.5), None, text("Ảnh di chỉ", "Picture of the site")),
    )
    door = DoorRef(id="oc-eo-sanh", rooms=("oc-eo", "sanh"), at=(4.5, 0.0, 6.0), width=1.8, passable=True)
    areas = (
        ((0.0, 0.0), (9.0, 0.0), (9.0, 6.0), (0.0, 6.0)),
        ((1.5, 6.0), (7.5, 6.0), (7.5, 11.0), (1.5, 11.0)),
        ((3.6, 5.0), (5.4, 5.0), (5.4, 7.0), (3.6, 7.0)),
    )
    walk = Walk(areas=areas, obstacles=(), radius=0.3, floor=0.0)
    light = Light(
        exposure=0.01, map_scale=400.0, sky=(10.0, 10.0, 10.0), ground=(3.0, 3.0, 3.0), sun=None, sun_lux=None, spots=()
    )
    scene = GalleryScene(
        rooms=rooms,
        stands=stands,
        doors=(door,),
        walk=walk,
        light=light,
        sky="none",
        low=(0.0, 0.0, 0.0),
        high=(9.0, 3.6, 11.0),
        views=(ViewRef(id="cua-vao", title=text("Cửa vào", "Entrance"), room="sanh", at=(4.5, 0.0, 10.0), yaw=0.0),),
    )
    return GalleryDoc(
        id="phong",
        title=text("Phòng Óc Eo", "Óc Eo room"),
        description=text("Ba gian kể về cư dân Óc Eo.", "Óc Eo people."),
        venue="bao-tang",
        status="schematic",
        content_note=None,
        model=FileRef(url="files/phong.aabbccdd.glb", bytes=900_000),
        light_map=FileRef(url="files/phong.aabbccdd.webp", bytes=400_000),
        complete=FileRef(url="files/phong-complete.aabbccdd.glb", bytes=5_200_000),
        scene=scene,
        models=(PlacedModel(exhibit="binh-gom", model=model("binh-gom")),),
        poster=picture("gallery", "Phòng trưng bày Óc Eo.", "The Óc Eo room."),
        exits=(Place(scene="san-360", title=text("Sân giữa", "Middle yard"), spot=None),),
    )


def panorama() -> PanoramaDoc:
    views = (
        _view(
            "san",
            text("Sân giữa", "Middle yard"),
            (20.0, 20.0),
            (("cong", math.pi), ("nha-nguyen", 0.1)),
            (
                HotspotRef(
                    id="thap", exhibit="binh-gom", title=text("Tháp canh", "Watchtower"), text=None, yaw=0.9, pitch=0.1
                ),
            ),
        ),
        _view("cong", text("Cổng", "Gate"), (20.0, 30.0), (("san", 0.0),), ()),
        _view("nha-nguyen", text("Nhà nguyện", "Chapel"), (20.0, 5.0), (("san", math.pi),), ()),
    )
    outline = ((0.0, 0.0), (40.0, 0.0), (40.0, 34.0), (0.0, 34.0))
    return PanoramaDoc(
        id="san-360",
        title=text("Khám lớn Cần Thơ", "Great Prison of Can Tho"),
        description=None,
        venue="kham-lon",
        status="schematic",
        content_note=text("Nơi này kể về nhà tù. Có xà lim và xích sắt.", "This place tells of a prison."),
        viewpoints=views,
        poster=picture("prison", "Sân giữa Khám lớn.", "The middle yard."),
        exits=(),
        plan=PlanRef(
            image=None,
            low=(0.0, 0.0),
            high=(40.0, 34.0),
            outlines=(outline,),
            names=(PlanName(at=(8.0, 10.0), text=text("Khu nữ", "Women")),),
        ),
    )


def tour() -> TourDoc:
    return TourDoc(
        id="tho-kim-hoan",
        title=text("Người thợ kim hoàn Óc Eo", "The goldsmiths of Óc Eo"),
        audience=text("Học sinh lớp 6", "Grade 6"),
        minutes=20,
        intro=text("Theo chân người thợ.", "Follow the smith."),
        stops=(
            StopRef(
                title=text("Bình gốm", "Vase"),
                text=text("Từ vai bình, một vòi tròn chếch lên.", "A spout rises."),
                exhibit="binh-gom",
                annotation="voi",
                scene="phong",
                viewpoint=None,
                yaw=None,
                poster=picture("vase-dark", "Bình gốm trên nền tối.", "The vase on black."),
            ),
            StopRef(
                title=text("Sân giữa", "Yard"),
                text=text("Đứng giữa sân.", "Stand in the yard."),
                exhibit=None,
                annotation=None,
                scene="san-360",
                viewpoint="san",
                yaw=0.5,
                poster=None,
            ),
        ),
        questions=(
            QuestionRef(
                ask=text("Bình cao bao nhiêu?", "How tall is it?"),
                options=(text("26,3 cm", "26.3 cm"), text("1 m", "1 m")),
                answer=0,
                after=1,
            ),
            QuestionRef(
                ask=text("Bộ khuôn có mấy món?", "How many pieces?"),
                options=(text("4", "4"), text("11", "11")),
                answer=1,
                after=None,
            ),
        ),
        worksheet=(text("Vẽ chiếc bình.", "Draw the vase."),),
    )


def documents() -> tuple[ExhibitDoc | GalleryDoc | PanoramaDoc | TourDoc, ...]:
    return (vase(), song(), gallery(), panorama(), tour())


def _stand(
    ident: str, kind: Any, room: str, at: tuple[float, float, float], exhibit: str | None, title: Text
) -> StandRef:
    x, y, z = at
    words = None if exhibit else text("Bảng kể về cư dân đồng bằng.", "About the people of the plain.")
    return StandRef(
        id=ident,
        kind=kind,
        room=room,
        exhibit=exhibit,
        title=title,
        text=words,
        at=at,
        yaw=math.pi,
        spot=(x, y + 0.5, z),
        view=(x, 0.0, z + 1.4),
        reach=0.2,
        probe=None,
    )


def _view(ident: str, title: Text, plan: tuple[float, float], links: Any, hotspots: Any) -> ViewpointRef:
    return ViewpointRef(
        id=ident,
        title=title,
        description=text(f"{title.vi}: tường cao, mái ngói đỏ.", f"{title.en}: high walls, red tiles."),
        strip=FileRef(url=f"files/{ident}.strip.webp", bytes=40_000),
        tiles=f"files/{ident}.tiles",
        levels=(512, 1024),
        tile_px=512,
        north=0.0,
        look=0.0,
        plan=plan,
        links=tuple(LinkRef(to=to, yaw=yaw) for to, yaw in links),
        hotspots=hotspots,
        still=picture("prison", f"{title.vi}, nhìn về hướng bắc.", f"{title.en}, looking north."),
        rendered=True,
    )
