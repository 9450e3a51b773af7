"""`kind: panorama`: 360 degree pictures, joined by links."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from vmuseum.schema.base import Angle, Id, Metres, Model, Point2, RelPath, Rights, Text, doc


class Render(Model):
    """A viewpoint drawn by the engine from a built gallery."""

    gallery: Id = doc("The gallery.", "Phòng trưng bày 3D.")
    room: Id = doc("Room to stand in.", "Phòng.")
    at_m: Point2 = doc("Place in the room.", "Vị trí trong phòng.")
    eye_m: Metres = doc("Height of the eye.", "Cao tầm mắt.", default=1.6)


class Link(Model):
    """An arrow to another viewpoint."""

    to: Id = doc("The other viewpoint.", "Điểm đến.")
    yaw_deg: Angle | None = doc("Direction: 0 north, 90 east; reckoned from plan_m if left out.", "Hướng; tự tính từ plan_m nếu bỏ trống.", default=None)


class PanoramaHotspot(Model):
    """Something to press: opens an exhibit or shows a text."""

    exhibit: Id | None = doc("Exhibit it opens.", "Hiện vật mở ra.", default=None)
    text: Text | None = doc("Text it shows, instead of an exhibit.", "Lời hiển thị, thay cho hiện vật.", default=None)
    yaw_deg: Angle = doc("Direction: 0 north, 90 east.", "Hướng: 0 bắc, 90 đông.")
    pitch_deg: Annotated[float, Field(ge=-90, le=90)] = doc("Height: 90 is straight up.", "Độ cao: 90 là thẳng lên.", default=0.0)


class Viewpoint(Model):
    """Where a panorama was taken."""

    id: Id = doc("Id within the scene.", "Mã trong cảnh.")
    title: Text = doc("Name.", "Tên.")
    description: Text = doc("What is seen, for who cannot see it.", "Mô tả những gì thấy được.")
    image: RelPath | None = doc("2:1 equirectangular picture.", "Ảnh toàn cảnh tỷ lệ 2:1.", default=None)
    render: Render | None = doc("Drawn from a gallery, instead of a picture.", "Dựng từ phòng 3D, thay cho ảnh.", default=None)
    rights: Rights | None = doc("Licence and credit of the picture.", "Giấy phép và ghi công.", default=None)
    north_deg: Angle = doc("Compass heading of the picture's centre.", "Hướng la bàn của tâm ảnh.", default=0.0)
    look_deg: Angle = doc("Heading one first looks along.", "Hướng nhìn đầu tiên.", default=0.0)
    plan_m: Point2 | None = doc("Place on the plan, metres: x east, z south.", "Vị trí trên sơ đồ, mét.", default=None)
    links: tuple[Link, ...] = doc("Ways to other viewpoints.", "Lối sang điểm khác.", default=())
    hotspots: tuple[PanoramaHotspot, ...] = doc("Things to press.", "Điểm nhấn.", default=())


class Plan(Model):
    """The floor plan behind the viewpoints."""

    image: RelPath = doc("Plan picture (.svg .png).", "Hình sơ đồ.")
    metres_per_unit: Annotated[float, Field(gt=0)] = doc("Metres per unit or pixel of the picture.", "Số mét mỗi đơn vị ảnh.")
    origin_m: Point2 = doc("Plan metres at the picture's upper left corner.", "Toạ độ mét của góc trên trái.", default=(0.0, 0.0))


class PanoramaSet(Model):
    """A tour of joined panoramas."""

    kind: Literal["panorama"] = doc("Always `panorama`.", "Luôn là `panorama`.")
    venue: Id = doc("Venue it belongs to.", "Nơi trưng bày.")
    title: Text = doc("Name.", "Tên.")
    description: Text | None = doc("What the tour shows.", "Mô tả.", default=None)
    viewpoints: tuple[Viewpoint, ...] = doc("The viewpoints; the first opens.", "Các điểm nhìn; điểm đầu mở trước.", min_length=1)
    plan: Plan | None = doc("Floor plan; drawn from the gallery if left out.", "Sơ đồ; vẽ từ phòng 3D nếu bỏ trống.", default=None)
    paradata: Literal["survey", "reconstruction", "schematic"] = doc("survey for photographs.", "survey nếu là ảnh chụp.", default="survey")
