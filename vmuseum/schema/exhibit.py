"""`exhibits/*.yaml`: one heritage object, monument, intangible element, document or publication as we show it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vmuseum.schema.base import Fact, Id, Metres, Model, Point3, RelPath, Rights, Text, doc

Status = Literal["survey", "reconstruction", "schematic"]


class HeritageDate(Model):
    """When a thing was made."""

    edtf: str | None = doc("Extended Date/Time Format: 0401/0500 is the 5th century.", "Ngày theo EDTF: 0401/0500 là thế kỷ V.", default=None)
    text: Text = doc("The words shown.", "Chữ hiển thị.")


class Dimensions(Model):
    """Published sizes, metres. Never a size measured on the model."""

    height_m: Metres | None = doc("Height.", "Chiều cao.", default=None)
    width_m: Metres | None = doc("Width.", "Chiều rộng.", default=None)
    depth_m: Metres | None = doc("Depth.", "Chiều sâu.", default=None)
    diameter_m: Metres | None = doc("Diameter.", "Đường kính.", default=None)
    body_circumference_m: Metres | None = doc("Circumference of the body.", "Chu vi thân.", default=None)
    mouth_diameter_m: Metres | None = doc("Diameter of the mouth.", "Đường kính miệng.", default=None)
    base_diameter_m: Metres | None = doc("Diameter of the base.", "Đường kính đế.", default=None)
    shoulder_width_m: Metres | None = doc("Width of the shoulders.", "Rộng vai.", default=None)
    head_width_m: Metres | None = doc("Width of the head.", "Rộng đầu.", default=None)


class Recognition(Model):
    """The decision that made it a treasure or a listed element."""

    text: Text = doc("The words shown.", "Chữ hiển thị.")
    decision: str | None = doc("Number of the decision.", "Số quyết định.", default=None)
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")] | None = doc(
        "Date of the decision, YYYY-MM-DD.", "Ngày quyết định, YYYY-MM-DD.", default=None
    )
    treasure: bool = doc("True for a national treasure.", "Đúng nếu là bảo vật quốc gia.", default=False)


class Part(Model):
    """One piece of a set that is recorded as a whole."""

    id: Id = doc("Id of the piece within the set.", "Mã món trong bộ.")
    title: Text = doc("Name of the piece.", "Tên món.")


class Record(Model):
    """Catalogue data, verbatim from the museum or a public source."""

    inventory: str | None = doc("Inventory number, verbatim; never used in addresses.", "Số kiểm kê, giữ nguyên văn.", default=None)
    date: HeritageDate | None = doc("Date of making.", "Niên đại.", default=None)
    material: Text | None = doc("Material.", "Chất liệu.", default=None)
    culture: Text | None = doc("Culture or style.", "Văn hóa.", default=None)
    condition: Text | None = doc("State of preservation.", "Tình trạng.", default=None)
    find: Text | None = doc("Where and when it was found.", "Nơi và lúc phát hiện.", default=None)
    dimensions: Dimensions | None = doc("Published sizes.", "Kích thước đã công bố.", default=None)
    weight_kg: Annotated[float, Field(gt=0)] | None = doc("Weight, kilograms.", "Khối lượng, kg.", default=None)
    recognition: Recognition | None = doc("Recognition or listing.", "Công nhận, xếp hạng.", default=None)
    parts: tuple[Part, ...] = doc("Pieces of a set.", "Các món trong bộ.", default=())
    facts: tuple[Fact, ...] = doc("Further lines of the record.", "Thông tin khác.", default=())
    sources: tuple[str, ...] = doc("Public sources of the facts, web addresses.", "Nguồn công khai.", default=())


class Paradata(Model):
    """How sure a visitor may be of what is seen (London Charter)."""

    status: Status = doc("survey = scan of the object; reconstruction = a supposition; schematic = drawn for illustration.",
                         "survey = bản quét; reconstruction = phục dựng giả định; schematic = minh họa.")
    method: str | None = doc("photogrammetry, structured-light, laser, hand-modelled or procedural.", "Cách làm.", default=None)
    note: Text | None = doc("One sentence why, shown beside the title.", "Một câu giải thích, hiện cạnh tên.", default=None)
    made: str | None = doc("When it was made, EDTF.", "Thời điểm thực hiện.", default=None)
    device: str | None = doc("Scanner or camera.", "Máy quét hoặc máy ảnh.", default=None)


class ModelFile(Model):
    """The 3D master and how to read it."""

    file: RelPath = doc("The master. Meshes: .glb .gltf .obj .ply .stl. Point clouds: .las .laz .e57 .ply. Gaussian splats: .splat .spz .ply.",
                        "Tệp gốc. Lưới: .glb .gltf .obj .ply .stl. Đám mây điểm: .las .laz .e57 .ply. Gaussian splat: .splat .spz .ply.")
    up: Literal["y", "z", "-y"] = doc("Axis that points up in the file; -y: the file stands on its head, as many splats do.",
                                      "Trục hướng lên trong tệp; -y: tệp úp ngược, như nhiều splat.", default="y")
    height_m: Metres | None = doc("Height to scale the model to, metres.", "Chiều cao thật, mét.", default=None)
    unit: Literal["m", "cm", "mm", "inch", "ft"] | None = doc("Unit of the file, instead of height_m.", "Đơn vị của tệp, thay cho height_m.", default=None)
    turn_deg: Annotated[float, Field(ge=-360, le=360)] = doc("Turn clockwise seen from above so that the front faces south.",
                                                             "Xoay theo chiều kim đồng hồ để mặt trước hướng nam.", default=0.0)
    bake: Literal["auto", "always", "never"] = doc(
        "Whether colour, fine relief and shade of the scan are drawn into new pictures for the lighter qualities; auto: where it has no usable texture.",
        "Có vẽ màu, chi tiết bề mặt và bóng của bản quét vào ảnh mới cho các mức nhẹ hay không; auto: khi bản quét không có ảnh dùng được.", default="auto")
    downloads: tuple[Literal["glb", "draco", "ktx2", "usdz"], ...] = doc(
        "Files offered to visitors: glb = every triangle, credits inside; draco = the same, smaller; ktx2 = for game engines; usdz = for AR on iPhone and iPad. With `handling: respectful` ktx2 and usdz are not made.",
        "Tệp cho khách tải: glb = đủ mọi tam giác, kèm ghi công; draco = như trên, nhẹ hơn; ktx2 = cho phần mềm trò chơi; usdz = xem AR trên iPhone, iPad. Với `handling: respectful` không tạo ktx2 và usdz.", default=("usdz",))
    paradata: Paradata = doc("Survey, reconstruction or schematic.", "Bản quét, phục dựng hay minh họa.")
    rights: Rights = doc("Licence and credit of the model.", "Giấy phép và ghi công.")
    alt: Text = doc("What a blind visitor is told the model shows, one sentence.", "Mô tả một câu cho người không nhìn thấy.")


class Annotation(Model):
    """Text pinned to a point of the model; travels with the exhibit."""

    id: Id = doc("Id within the exhibit.", "Mã trong hiện vật.")
    at_m: Point3 = doc("Point in the scaled model, metres: x, y up, z to the front; origin at the foot's centre.",
                       "Điểm trên mô hình, mét: x, y lên, z ra trước; gốc ở tâm đáy.")
    title: Text = doc("Short name.", "Tên ngắn.")
    text: Text | None = doc("One or two sentences.", "Một hai câu.", default=None)


class Picture(Model):
    """A picture of the exhibit."""

    image: RelPath = doc("Picture file: .jpg .png .webp .tif.", "Tệp ảnh.")
    alt: Text = doc("Text alternative, at most 125 letters.", "Mô tả thay ảnh, tối đa 125 chữ cái.")
    caption: Text | None = doc("Caption below the picture.", "Chú thích.", default=None)
    rights: Rights = doc("Licence and credit of the picture.", "Giấy phép và ghi công.")


class Exhibit(Model):
    """One exhibit."""

    kind: Literal["object", "monument", "intangible", "document", "publication"] = doc("What it is.", "Loại hình.")
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=12)] | None = doc(
        "Short code for QR and typing by hand, such as BV02.", "Mã ngắn cho QR và gõ tay, ví dụ BV02.", default=None)
    title: Text = doc("Name.", "Tên.")
    venue: Id | None = doc("Venue it belongs to.", "Nơi trưng bày.", default=None)
    label: Text = doc("Wall label: 35 to 80 syllables.", "Nhãn: 35 đến 80 tiếng.")
    audio_description: Text | None = doc("What it looks like, for who cannot see it.", "Mô tả hình dáng cho người không nhìn thấy.", default=None)
    cultural_note: Text | None = doc("How to treat it with respect.", "Lưu ý về ứng xử.", default=None)
    content_note: Text | None = doc("What a visitor should know before looking.", "Lưu ý nội dung trước khi xem.", default=None)
    handling: Literal["free", "respectful"] = doc("respectful: no fast turning, never cut or cropped.", "respectful: không xoay nhanh, không cắt rời.", default="free")
    record: Record = doc("Catalogue data.", "Hồ sơ.", default_factory=Record)
    model: ModelFile | None = doc("The 3D model.", "Mô hình 3D.", default=None)
    annotations: tuple[Annotation, ...] = doc("Texts pinned to the model.", "Chú giải gắn trên mô hình.", default=())
    media: tuple[Picture, ...] = doc("Pictures.", "Ảnh.", default=())
