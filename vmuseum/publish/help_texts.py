"""The help page: how to move, keys, reading aids, and what the notice means."""

from __future__ import annotations

from dataclasses import dataclass

Section = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The help page in one language."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    keys_heading: str
    keys_text: str
    key_columns: tuple[str, ...]
    key_rows: tuple[tuple[str, ...], ...]
    notice_heading: str
    notice_text: str


VI = HelpTexts(
    title="Cách đi lại",
    lead="Đi bằng tay, chuột hay bàn phím đều được. Mọi thứ nhìn thấy đều đọc được ở bản chữ.",
    sections=(
        (
            "Trong phòng trưng bày",
            (
                "Chạm hoặc bấm xuống sàn để đi tới chỗ đó. Kéo để nhìn quanh. Bấm vào số để tới gần hiện vật.",
                "Danh sách “Trong phòng này” có cùng số với các điểm trong phòng. Chọn một dòng để được đưa tới đó.",
                "Sơ đồ cho biết bạn đang đứng ở đâu: chấm vàng là bạn, hình quạt là hướng nhìn.",
            ),
        ),
        (
            "Trong toàn cảnh 360°",
            (
                "Kéo để nhìn quanh, hoặc dùng sáu nút ở dưới. Mũi tên trên mặt đất đưa "
                "bạn sang điểm khác và giữ nguyên hướng nhìn.",
            ),
        ),
        (
            "Khi xem một hiện vật",
            (
                "Kéo ngang để xoay. Trên điện thoại, kéo dọc để đọc tiếp. Bấm vào số trên mô hình để đọc chú giải.",
                "Nút Đo cho số đo đã công bố, không phải số đo trên mô hình.",
            ),
        ),
        (
            "Bản chữ và trợ năng",
            (
                "Mỗi trang đều đọc được khi không có 3D hay mã chạy: nhãn, hồ sơ, hình có mô tả, lời kể và nguồn.",
                "Dùng phím Tab để đi qua các điểm theo thứ tự danh sách; Esc đóng lớp "
                "trên cùng và trả con trỏ về chỗ cũ.",
                "Nếu máy đặt chế độ giảm chuyển động, các đoạn bay được thay bằng chuyển cảnh ngắn.",
            ),
        ),
    ),
    keys_heading="Phím tắt",
    keys_text="Phím có tác dụng khi khung hình đang được chọn. Có thể tắt phím tắt "
    "trong bảng trợ giúp, mở bằng phím ?.",
    key_columns=("Phím", "Phòng trưng bày", "Toàn cảnh", "Hiện vật", "Chuyến tham quan"),
    key_rows=(
        ("← → ↑ ↓, W A S D", "đi, quay", "nhìn quanh", "xoay", "–"),
        ("Q E", "quay", "xa, gần", "xa, gần", "–"),
        ("PageUp PageDown", "ngước, cúi", "gần, xa", "gần, xa", "–"),
        ("Tab, Enter", "điểm sau, mở", "điểm sau, mở", "chú giải sau", "các nút"),
        ("L", "danh sách", "danh sách", "–", "–"),
        ("M", "sơ đồ", "sơ đồ", "đo", "–"),
        ("C", "phụ đề", "phụ đề", "–", "phụ đề"),
        ("F", "toàn màn hình", "toàn màn hình", "toàn màn hình", "toàn màn hình"),
        ("1–9", "hiện vật", "điểm", "chú giải", "chặng"),
        ("N P", "–", "–", "–", "chặng sau, chặng trước"),
        ("Home", "lối vào", "hướng đầu", "về đầu", "chặng đầu"),
        ("Esc", "đóng, rồi rời khung", "đóng, rồi rời khung", "đóng", "đóng, rồi thoát"),
        ("?", "trợ giúp", "trợ giúp", "trợ giúp", "trợ giúp"),
    ),
    notice_heading="Về thông báo ở chân trang",
    notice_text="Mô hình minh họa không thay cho hiện vật thật. Mỗi mô hình và mỗi không gian đều nói rõ là bản quét, "
    "phục dựng giả định hay minh họa, kèm nguồn và giấy phép.",
)

EN = HelpTexts(
    title="How to move",
    lead="Touch, mouse and keyboard all work. Whatever can be seen can also be read in the text version.",
    sections=(
        (
            "In a gallery",
            (
                "Tap or press the floor to go there. Drag to look around. Press a number to walk up to an exhibit.",
                "The list “In this room” has the same numbers as the room. Choose a row to be taken there.",
                "The plan shows where you stand: the gold dot is you, the fan is where you look.",
            ),
        ),
        (
            "In a 360° view",
            (
                "Drag to look around, or use the six buttons below. Arrows on the "
                "ground lead to other viewpoints and keep your heading.",
            ),
        ),
        (
            "Looking at an exhibit",
            (
                "Drag sideways to turn it. On a phone, drag up to read on. Press a "
                "number on the model to read the note.",
                "Measure gives the published size, never a size taken from the model.",
            ),
        ),
        (
            "Text version and accessibility",
            (
                "Every page can be read without 3D or scripts: label, record, "
                "described pictures, transcripts and sources.",
                "Tab goes through the hotspots in the order of the list; Esc closes "
                "the topmost layer and gives focus back.",
                "If your device asks for reduced motion, flights are replaced by short cuts.",
            ),
        ),
    ),
    keys_heading="Keys",
    keys_text="Keys work while the stage is focused. They can be switched off in the "
    "help sheet, which the ? key opens.",
    key_columns=("Key", "Gallery", "360° view", "Exhibit", "Tour"),
    key_rows=(
        ("← → ↑ ↓, W A S D", "walk, turn", "look", "turn", "–"),
        ("Q E", "turn", "zoom", "zoom", "–"),
        ("PageUp PageDown", "look up, down", "zoom", "zoom", "–"),
        ("Tab, Enter", "next hotspot, open", "next hotspot, open", "next annotation", "controls"),
        ("L", "list", "list", "–", "–"),
        ("M", "plan", "plan", "measure", "–"),
        ("C", "captions", "captions", "–", "captions"),
        ("F", "full screen", "full screen", "full screen", "full screen"),
        ("1–9", "exhibit", "hotspot", "annotation", "stop"),
        ("N P", "–", "–", "–", "next, previous stop"),
        ("Home", "entrance", "first heading", "reset", "first stop"),
        ("Esc", "close, then leave the stage", "close, then leave the stage", "close", "close, then leave"),
        ("?", "help", "help", "help", "help"),
    ),
    notice_heading="About the notice in the footer",
    notice_text="A model does not replace the real object. Each model and each place says whether it is a survey scan, "
    "a reconstruction or schematic, with its sources and licence.",
)


def help_texts(lang: str) -> HelpTexts:
    """Return the help page in English, or in Vietnamese for any other language."""
    return EN if lang == "en" else VI
