"""`museum.yaml`: what the museum is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from vmuseum.schema.base import Fact, Id, Model, RelPath, Text, doc


class Venue(Model):
    """A physical place."""

    name: Text = doc("Name.", "Tên.")
    summary: Text | None = doc("One line for the home page.", "Một dòng cho trang đầu.", default=None)
    label: Text | None = doc("Introduction.", "Lời giới thiệu.", default=None)
    content_note: Text | None = doc("Shown once before the first view.", "Hiện một lần trước khi xem.", default=None)
    facts: tuple[Fact, ...] = doc("Address, years, sizes.", "Địa chỉ, năm, kích thước.", default=())
    sources: tuple[str, ...] = doc("Public sources of the facts.", "Nguồn công khai.", default=())
    first: Id | None = doc("Scene that opens first.", "Cảnh mở đầu.", default=None)


class MuseumFile(Model):
    """The museum as a whole."""

    title: Text = doc("Name of the digital museum.", "Tên bảo tàng số.")
    welcome: Text | None = doc("Heading of the home page.", "Tiêu đề trang đầu.", default=None)
    intro: Text | None = doc("One or two sentences below it.", "Một hai câu bên dưới.", default=None)
    languages: tuple[Literal["vi", "en", "km", "zh"], ...] = doc(
        "Languages in order of fallback.", "Ngôn ngữ theo thứ tự ưu tiên.", default=("vi", "en"), min_length=1)
    base_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*)?$")] = doc(
        "Address of the published site, for QR codes, cards and sitemap.", "Địa chỉ trang công bố, cho mã QR và sitemap.")
    home: Id = doc("Venue that comes first.", "Nơi đứng đầu.")
    venues: dict[Id, Venue] = doc("The physical places.", "Các địa điểm.", min_length=1)
    masters: RelPath | None = doc("An extra folder of masters outside the museum; model and picture paths starting with masters/ are found there.",
                                  "Thư mục tệp gốc ngoài bảo tàng; đường dẫn bắt đầu bằng masters/ được tìm ở đó.", default=None)
    notice: Text | None = doc("Notice in the footer of every page.", "Thông báo ở chân trang.", default=None)
