"""`kind: playlist`: clips for hologram fans, their order and when they play."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vmuseum.schema.base import Clock, Id, Model, RelPath, Text, doc

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$")]
"""A day, or a range of days "2027-02-05/2027-02-09"."""
Motion = Literal["still", "turntable", "orbit", "pendulum", "rise"]


class Clip(Model):
    """One looping clip: exactly one of `exhibit`, `text`, `picture`, `video`."""

    exhibit: Id | None = doc("Exhibit that floats and turns.", "Hiện vật xoay nổi.", default=None)
    text: Text | None = doc("Floating words, at most 3 lines of 12 letters.", "Chữ nổi, tối đa 3 dòng 12 chữ cái.", default=None)
    picture: RelPath | None = doc("Picture file.", "Tệp ảnh.", default=None)
    video: RelPath | None = doc("Video file.", "Tệp phim.", default=None)
    lang: Literal["vi", "en"] = doc("Language of the text.", "Ngôn ngữ chữ.", default="vi")
    motion: Motion = doc("How it moves.", "Chuyển động.", default="turntable")
    seconds: Annotated[float, Field(ge=1, le=120)] = doc("Length of the loop, seconds.", "Độ dài vòng lặp, giây.", default=12.0)
    fit: Literal["cover", "contain"] = doc("How pictures and videos fill the square.", "Cách lấp khung vuông.", default="contain")


class Item(Model):
    """A clip in a playlist."""

    clip: Id = doc("The clip.", "Clip.")
    repeat: Annotated[int, Field(ge=1, le=100)] = doc("How often in a row.", "Số lần lặp.", default=1)
    max_per_hour: Annotated[int, Field(ge=1, le=3600)] | None = doc("Most plays an hour.", "Số lần tối đa mỗi giờ.", default=None)


class Playlist(Model):
    """An ordered list of clips."""

    items: tuple[Id | Item, ...] = doc("Clips in order.", "Các clip theo thứ tự.", min_length=1)


class Entry(Model):
    """Which playlist plays when, on which group of fans."""

    group: Id | None = doc("Group of fans; all fans if left out.", "Nhóm quạt; mọi quạt nếu bỏ trống.", default=None)
    fan: Id | None = doc("One fan, stronger than its group.", "Một quạt, ưu tiên hơn nhóm.", default=None)
    playlist: Id = doc("The playlist.", "Danh sách phát.")
    days: tuple[Day, ...] = doc("Days of the week; every day if left out.", "Các thứ trong tuần; mọi ngày nếu bỏ trống.", default=())
    dates: tuple[IsoDay, ...] = doc("Single days or ranges, such as feasts: 2027-02-05/2027-02-09.", "Các ngày lẻ hoặc khoảng ngày, như ngày lễ.", default=())
    from_: Clock | None = doc("From this time of day.", "Từ giờ.", default=None, alias="from")
    to: Clock | None = doc("To this time; earlier than `from` means past midnight.", "Đến giờ; sớm hơn from là qua nửa đêm.", default=None)
    priority: Annotated[int, Field(ge=0, le=100)] = doc("Higher hides lower.", "Số lớn che số nhỏ.", default=0)


class Power(Model):
    """When fans turn."""

    on: Clock = doc("Switch on.", "Bật.")
    off: Clock = doc("Switch off.", "Tắt.")
    max_hours_per_day: Annotated[float, Field(gt=0, le=24)] | None = doc("Most hours a day.", "Số giờ tối đa mỗi ngày.", default=None)


class PlaylistSet(Model):
    """Clips, playlists and schedule of a building."""

    kind: Literal["playlist"] = doc("Always `playlist`.", "Luôn là `playlist`.")
    title: Text | None = doc("Name.", "Tên.", default=None)
    venue: Id | None = doc("Venue of the fans.", "Nơi đặt quạt.", default=None)
    timezone: str = doc("IANA time zone.", "Múi giờ IANA.", default="Asia/Ho_Chi_Minh")
    clips: dict[Id, Clip] = doc("The clips.", "Các clip.", min_length=1)
    playlists: dict[Id, Playlist] = doc("The playlists.", "Các danh sách phát.", min_length=1)
    default: Id | None = doc("Playlist for times no entry covers.", "Danh sách khi không mục nào phủ.", default=None)
    schedule: tuple[Entry, ...] = doc("When what plays.", "Lịch phát.", default=())
    power: Power | None = doc("When fans turn.", "Giờ bật tắt.", default=None)
