"""The words of the build report, in Vietnamese and English."""

from __future__ import annotations

from vmuseum.assets.inspection.wording import count, figure
from vmuseum.schema.base import Text
from vmuseum.schema.words import day, number

_ROWS: tuple[tuple[str, str, str], ...] = (
    ("title", "Báo cáo dựng trang", "Build report"),
    ("language", "Ngôn ngữ", "Language"),
    (
        "lead",
        "Lần dựng này làm gì, mất bao lâu, và mỗi mô hình còn giống bản gốc đến đâu.",
        "What this build did, how long it took, and how close each model stays to its master.",
    ),
    ("failed_heading", "Chưa dựng được", "What failed"),
    ("models", "Mô hình", "Models"),
    ("tasks", "Tác vụ", "Tasks"),
    ("seconds", "Thời gian", "Time"),
    ("ran", "Đã chạy", "Ran"),
    ("cached", "Lấy từ kho", "From the store"),
    ("cached_tasks", "Tác vụ lấy từ kho", "Tasks taken from the store"),
    ("failed", "Hỏng", "Failed"),
    ("skipped", "Bỏ qua", "Skipped"),
    ("cpu", "Thời gian CPU", "CPU time"),
    ("bytes_in", "Đọc vào", "Bytes in"),
    ("bytes_out", "Ghi ra", "Bytes out"),
    ("peak", "Bộ nhớ cao nhất", "Peak memory"),
    ("slowest", "Lâu nhất", "Slowest"),
    ("profile", "Bộ lựa chọn", "Profile"),
    ("jobs", "Tác vụ cùng lúc", "Tasks at once"),
    ("began", "Bắt đầu", "Began"),
    ("version", "Phiên bản", "Version"),
    ("task", "Tác vụ", "Task"),
    ("what", "Việc", "What"),
    ("memory", "Bộ nhớ", "Memory"),
    ("master", "Bản gốc", "Master"),
    ("high", "Cao", "High"),
    ("medium", "Vừa", "Medium"),
    ("low", "Nhẹ", "Low"),
    ("thumb", "Xem nhanh", "Thumb"),
    ("triangles", "Tam giác", "Triangles"),
    ("points", "Điểm", "Points"),
    ("size", "Dung lượng", "Size"),
    ("texture", "Ảnh", "Picture"),
    ("mean", "Lệch trung bình", "Mean error"),
    ("worst", "Lệch 99 %", "Error, 99 %"),
    ("largest", "Lệch lớn nhất", "Largest error"),
    ("ssim", "Giống (SSIM)", "Likeness (SSIM)"),
    ("normals", "Lệch pháp tuyến", "Normals differ"),
    ("picture_of", "{}: {}", "{}: {}"),
    ("error_of", "{}: khoảng cách tới bản gốc", "{}: distance to the master"),
    ("legend", "Khoảng cách tới bản gốc", "Distance to the master"),
    ("problems", "Lưu ý", "Notes"),
    ("no_problems", "Không có lưu ý nào.", "Nothing to note."),
    ("no_compare", "Chưa có hình so sánh.", "There are no pictures to compare."),
    ("kind_points", "Đám mây điểm", "Point cloud"),
    ("kind_splats", "Gaussian splat", "Gaussian splats"),
    (
        "tiles",
        "Cắt thành {} khối, {}. Hình và số đo so với bản rút gọn {} tam giác, lệch bản gốc nhiều nhất {}.",
        (
            "Cut into {} blocks, {}. Pictures and figures compare with the stand-in of {} triangles, at most "
            "{} from the master."
        ),
    ),
    ("data", "Số liệu cho máy: {}", "Figures for machines: {}"),
    ("no_models", "Bảo tàng chưa có mô hình 3D.", "The museum has no 3D models."),
    (
        "how",
        (
            "SSIM: Wang và cộng sự 2004, cửa sổ Gauss 11 × 11, độ sáng, trong vùng hiện vật; 1 là giống hệt. "
            "Lệch: đo hai chiều từ các điểm rải đều."
        ),
        (
            "SSIM: Wang et al. 2004, Gaussian window of 11 × 11, on luma, over the object; 1 is the same. "
            "Errors are taken both ways from evenly spread points."
        ),
    ),
)
WORDS = {key: Text(vi=vi, en=en) for key, vi, en in _ROWS}
RECIPES = {
    "mesh.prepare": Text(vi="đọc và làm sạch", en="read and clean"),
    "mesh.blocks": Text(vi="cắt thành khối", en="cut into blocks"),
    "mesh.qualities": Text(vi="các mức chất lượng", en="qualities"),
    "mesh.download": Text(vi="tệp tải về", en="download"),
    "mesh.compare": Text(vi="so với bản gốc", en="compare with the master"),
    "points.qualities": Text(vi="các mức chất lượng", en="qualities"),
    "points.poster": Text(vi="hình giới thiệu", en="poster"),
    "picture.derive": Text(vi="các cỡ ảnh", en="sizes of a picture"),
    "poster.render": Text(vi="hình giới thiệu", en="poster"),
    "gallery.build": Text(vi="dựng phòng và ánh sáng", en="build rooms and light"),
    "gallery.complete": Text(vi="phòng trọn gói", en="whole gallery"),
    "gallery.poster": Text(vi="hình giới thiệu phòng", en="gallery poster"),
    "panorama.render": Text(vi="vẽ toàn cảnh", en="draw a panorama"),
    "panorama.tiles": Text(vi="cắt ô toàn cảnh", en="panorama tiles"),
    "hologram.clip": Text(vi="clip hologram", en="hologram clip"),
    "qr.code": Text(vi="mã QR", en="QR code"),
}


class Said:
    """Words and values in one language, for the template."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, *values: object) -> str:
        """Return the words named `key` with `values` in place of each {}."""
        return WORDS[key].say(self.lang).format(*values)

    def recipe(self, name: str) -> str:
        """Return what a recipe does; its name where it is not known."""
        return RECIPES[name].say(self.lang) if name in RECIPES else name

    def count(self, value: int | None) -> str:
        """Return a whole number in groups."""
        return "–" if value is None else count(value, self.lang)

    def bytes(self, value: int | None) -> str:
        """Return a size of a file or of memory."""
        if value is None:
            return "–"
        for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
            if value >= scale:
                return f"{figure(value / scale, self.lang)} {unit}"
        return f"{value} B"

    def seconds(self, value: float | None) -> str:
        """Return a time: "0,42 s", "12,5 s", "2 min 5 s"."""
        if value is None:
            return "–"
        minute = Text(vi="phút", en="min").say(self.lang)
        if value >= 60:
            return f"{int(value) // 60} {minute} {int(value) % 60} s"
        return f"{number(value, self.lang, digits=2 if value < 10 else 1)} s"

    def moment(self, began: str) -> str:
        """Return an ISO time in UTC to the minute: "22-11-2026 21:37 UTC"."""
        return f"{day(began[:10], self.lang)} {began[11:16]} UTC"

    def mm(self, metres: float | None) -> str:
        """Return an error in millimetres."""
        if metres is None:
            return "–"
        if metres < 5e-8:
            return "0 mm"
        return f"{number(metres * 1000, self.lang, digits=max(0, min(4, 2 - _power(metres * 1000))))} mm"

    def number(self, value: float | None, digits: int) -> str:
        """Return a number with at most `digits` after the comma."""
        return "–" if value is None else number(value, self.lang, digits=digits)


def _power(value: float) -> int:
    import math

    return math.floor(math.log10(value)) if value > 0 else 0
