"""`kind: gallery`: rooms, walls, openings, stands and lamps that become one walkable 3D scene.

`at_m: [x, z]` counts from the room's north-west corner, x to the east, z to the south. On a wall `at_m` counts from its
left end as seen from inside. Turning is clockwise seen from above; turn 0 faces south.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vmuseum.schema.base import Angle, Id, Metres, Model, Point2, Point3, RelPath, Rights, Text, Wall, doc

Surface = Literal[
    "plaster-warm", "plaster-white", "plaster-deep", "plaster-slate", "limewash", "limewash-dado",
    "terrazzo", "terracotta", "paving", "wood", "ceiling", "boards", "stone", "none",
]


class Opening(Model):
    """A hole in a wall: a way to another room, or a window."""

    wall: Wall = doc("Wall it is in.", "Bức tường.")
    to: Id | None = doc("Room behind it; leave out for a window.", "Phòng phía sau; bỏ trống nếu là cửa sổ.", default=None)
    at_m: float = doc("Centre, metres from the wall's left end as seen from inside.", "Tâm, mét từ đầu trái tường nhìn từ trong.", ge=0)
    width_m: Metres = doc("Width.", "Rộng.", default=1.8)
    height_m: Metres = doc("Height.", "Cao.", default=2.4)
    sill_m: Annotated[float, Field(ge=0)] = doc("Height of the sill above the floor.", "Cao bậu cửa.", default=0.0)
    bars: Literal["none", "closed", "open"] = doc("Iron bars: closed blocks the way, open is a barred door that stands open.",
                                                  "Song sắt: closed chắn lối, open là cửa song mở.", default="none")
    surround: bool = doc("A stone frame around it.", "Khung đá bao quanh.", default=False)


class Lamp(Model):
    """One lamp, placed by hand."""

    at_m: Point3 = doc("x, height, z in the room.", "x, cao, z trong phòng.")
    aim_m: Point3 | None = doc("Point it is aimed at; without it the lamp shines to all sides.", "Điểm chiếu tới.", default=None)
    candela: Annotated[float, Field(gt=0, le=1e6)] = doc("Intensity, candela.", "Cường độ, candela.", default=400.0)
    kelvin: Annotated[float, Field(ge=1500, le=12000)] = doc("Colour temperature, kelvin.", "Nhiệt độ màu, kelvin.", default=3000.0)
    cut_deg: Annotated[float, Field(gt=0, le=89)] = doc("Half angle where the beam ends.", "Nửa góc ngoài của chùm.", default=30.0)
    full_deg: Annotated[float, Field(gt=0, le=89)] = doc("Half angle of full intensity.", "Nửa góc sáng đều.", default=15.0)


class _Standing(Model):
    at_m: Point2 = doc("Centre in the room: x east, z south of the north-west corner.", "Tâm trong phòng: x đông, z nam từ góc tây bắc.")
    turn_deg: Angle = doc("Turn, clockwise seen from above; 0 faces south.", "Xoay theo chiều kim đồng hồ; 0 là hướng nam.", default=0.0)


class Plinth(_Standing):
    """A pedestal with an exhibit on top."""

    kind: Literal["plinth"] = doc("Always `plinth`.", "Luôn là `plinth`.")
    exhibit: Id = doc("The exhibit it carries.", "Hiện vật đặt lên.")
    size_m: Point2 | None = doc("Width and depth; reckoned from the exhibit if left out.", "Rộng và sâu; tự tính nếu bỏ trống.", default=None)
    height_m: Metres | None = doc("Height of the top; reckoned if left out.", "Cao mặt bệ; tự tính nếu bỏ trống.", default=None)


class Case(_Standing):
    """A plinth with a glass case."""

    kind: Literal["case"] = doc("Always `case`.", "Luôn là `case`.")
    exhibit: Id = doc("The exhibit inside.", "Hiện vật bên trong.")
    size_m: Point2 | None = doc("Width and depth; reckoned from the exhibit if left out.", "Rộng và sâu; tự tính nếu bỏ trống.", default=None)
    height_m: Metres | None = doc("Height of the plinth's top; reckoned if left out.", "Cao mặt bệ; tự tính nếu bỏ trống.", default=None)
    glass_m: Metres | None = doc("Height of the glass; object height + 0.35 m if left out.", "Cao kính; tự tính nếu bỏ trống.", default=None)


class Table(_Standing):
    """A low glass table case for sets of small pieces."""

    kind: Literal["table"] = doc("Always `table`.", "Luôn là `table`.")
    exhibit: Id = doc("The exhibit inside.", "Hiện vật bên trong.")
    size_m: Point2 | None = doc("Width and depth; reckoned if left out.", "Rộng và sâu; tự tính nếu bỏ trống.", default=None)


class OnFloor(_Standing):
    """An exhibit that stands on the floor itself, or a monument in its place."""

    kind: Literal["floor"] = doc("Always `floor`.", "Luôn là `floor`.")
    exhibit: Id = doc("The exhibit.", "Hiện vật.")
    show: bool = doc("False: the shell already holds it; only its hotspot is placed.", "false: đã có trong mô hình nơi chốn; chỉ đặt điểm nhấn.", default=True)
    height_m: Annotated[float, Field(ge=0, le=100)] = doc("Height of the hotspot above the floor when `show` is false.", "Cao điểm nhấn khi show là false.", default=1.6)


class Bench(_Standing):
    """A seat."""

    kind: Literal["bench"] = doc("Always `bench`.", "Luôn là `bench`.")
    size_m: Point2 = doc("Width and depth.", "Rộng và sâu.", default=(1.4, 0.45))


class Frame(Model):
    """A framed picture on a wall."""

    kind: Literal["frame"] = doc("Always `frame`.", "Luôn là `frame`.")
    wall: Wall = doc("Wall it hangs on.", "Bức tường treo.")
    at_m: Annotated[float, Field(ge=0)] | None = doc("Centre from the wall's left end; hung evenly if left out.", "Tâm từ đầu trái; tự treo đều nếu bỏ trống.", default=None)
    exhibit: Id | None = doc("Exhibit whose first picture it shows.", "Hiện vật có ảnh đầu tiên được treo.", default=None)
    picture: RelPath | None = doc("Picture file, instead of an exhibit.", "Tệp ảnh, thay cho hiện vật.", default=None)
    alt: Text | None = doc("Text alternative of the picture.", "Mô tả thay ảnh.", default=None)
    rights: Rights | None = doc("Licence and credit of the picture.", "Giấy phép và ghi công.", default=None)
    width_m: Metres = doc("Outer width of the frame.", "Rộng khung.", default=1.0)


class Panel(Model):
    """A printed text panel on a wall."""

    kind: Literal["panel"] = doc("Always `panel`.", "Luôn là `panel`.")
    wall: Wall = doc("Wall it hangs on.", "Bức tường treo.")
    at_m: Annotated[float, Field(ge=0)] | None = doc("Centre from the wall's left end; hung evenly if left out.", "Tâm từ đầu trái; tự treo đều nếu bỏ trống.", default=None)
    title: Text = doc("Heading.", "Tiêu đề.")
    text: Text = doc("Words, at most 130 syllables.", "Lời, tối đa 130 tiếng.")
    width_m: Metres = doc("Width of the panel.", "Rộng bảng.", default=1.4)


Stand = Annotated[Plinth | Case | Table | OnFloor | Bench | Frame | Panel, Field(discriminator="kind")]


class Beside(Model):
    """Where a room lies: against a wall of another room."""

    room: Id = doc("The other room.", "Phòng kia.")
    wall: Wall = doc("The other room's wall that this room lies behind.", "Bức tường của phòng kia.")
    shift_m: float = doc("Shift along the wall from the centred place, to the east or south.", "Dịch dọc tường so với giữa, về đông hoặc nam.", default=0.0)


class Room(Model):
    """A room with walls, or a scanned or modelled place (`shell`)."""

    id: Id = doc("Id within the gallery.", "Mã trong phòng trưng bày.")
    title: Text | None = doc("Name shown.", "Tên hiển thị.", default=None)
    size_m: Point2 | None = doc("Width (x) and depth (z); required unless there is a shell.", "Rộng (x) và sâu (z); bắt buộc nếu không có shell.", default=None)
    height_m: Metres = doc("Height of the walls.", "Cao tường.", default=3.6)
    wall_m: Annotated[float, Field(ge=0.05, le=2)] = doc("Thickness of the walls.", "Dày tường.", default=0.3)
    beside: Beside | None = doc("Which room it lies beside; the first room needs none.", "Nằm cạnh phòng nào; phòng đầu không cần.", default=None)
    walls: Surface = doc("Surface of the walls.", "Bề mặt tường.", default="plaster-warm")
    focus_wall: Wall | None = doc("One wall in a deeper colour.", "Một bức tường màu đậm.", default=None)
    floor: Surface = doc("Surface of the floor.", "Bề mặt sàn.", default="terrazzo")
    ceiling: Surface = doc("Surface of the ceiling; none = open to the sky.", "Bề mặt trần; none = lộ thiên.", default="ceiling")
    beams_every_m: Metres | None = doc("Ceiling beams across the short side at this distance.", "Dầm trần cách nhau.", default=None)
    openings: tuple[Opening, ...] = doc("Ways and windows.", "Lối đi và cửa sổ.", default=())
    stands: tuple[Stand, ...] = doc("What carries exhibits, pictures and texts.", "Bệ, tủ, khung, bảng.", default=())
    lamps: tuple[Lamp, ...] = doc("Lamps placed one by one, beside those of the preset.", "Đèn đặt riêng.", default=())
    shell: RelPath | None = doc("Scanned or modelled place instead of walls (.glb); its origin is the room's origin.", "Mô hình nơi chốn thay cho tường (.glb).", default=None)
    walk: str | None = doc("Name prefix of the shell's meshes one can walk on.", "Tiền tố tên lưới có thể đi lên.", default=None)
    walk_m: tuple[Point2, ...] = doc("Outline one may walk in, instead of the room's rectangle.", "Đường viền vùng đi được.", default=())


class GalleryViewpoint(Model):
    """A named place to stand and look."""

    id: Id = doc("Id within the gallery.", "Mã trong phòng trưng bày.")
    title: Text | None = doc("Name shown.", "Tên hiển thị.", default=None)
    room: Id = doc("Room it is in.", "Phòng.")
    at_m: Point2 = doc("Place in the room.", "Vị trí trong phòng.")
    look_deg: Angle = doc("Heading: 0 north, 90 east.", "Hướng nhìn: 0 bắc, 90 đông.", default=0.0)


class Sun(Model):
    """The sun of an open-air place or behind windows."""

    azimuth_deg: Annotated[float, Field(ge=0, lt=360)] = doc("Where it stands: 0 north, 90 east.", "Phương: 0 bắc, 90 đông.", default=112.0)
    height_deg: Annotated[float, Field(gt=0, le=90)] = doc("Height above the horizon.", "Độ cao.", default=32.0)
    lux: Annotated[float, Field(ge=0)] = doc("Light across the beam, lux.", "Độ rọi, lux.", default=13000.0)


class Gallery(Model):
    """A built, walkable 3D scene."""

    kind: Literal["gallery"] = doc("Always `gallery`.", "Luôn là `gallery`.")
    venue: Id = doc("Venue it belongs to.", "Nơi trưng bày.")
    title: Text = doc("Name.", "Tên.")
    description: Text | None = doc("What the place is and looks like, for who cannot see it.", "Mô tả nơi chốn.", default=None)
    rooms: tuple[Room, ...] = doc("The rooms; the first one's north-west corner is the origin.", "Các phòng.", min_length=1)
    viewpoints: tuple[GalleryViewpoint, ...] = doc("Named places; the first is the entrance.", "Các điểm đứng; điểm đầu là lối vào.", min_length=1)
    lighting: Literal["gallery", "day", "open-air"] = doc(
        "Preset: gallery = spots on tracks; day = sun and sky through windows; open-air = sun and sky.", "Kiểu chiếu sáng.", default="gallery")
    sun: Sun = doc("The sun, for day and open-air.", "Mặt trời.", default_factory=Sun)
    rights: Rights | None = doc("Licence and credit of shell models.", "Giấy phép mô hình nơi chốn.", default=None)
    paradata: Literal["survey", "reconstruction", "schematic"] = doc("How sure the place itself is.", "Độ tin cậy của nơi chốn.", default="schematic")
