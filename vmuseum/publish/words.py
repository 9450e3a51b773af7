"""The words of the pages, in Vietnamese and English: everything on a page that no author wrote."""

from __future__ import annotations

from vmuseum.schema.base import Text

_ROWS: tuple[tuple[str, str, str], ...] = (
    ("skip", "Đến nội dung chính", "Skip to content"),
    ("language", "Ngôn ngữ", "Language"),
    ("menu", "Trang chính", "Main pages"),
    ("foot_menu", "Cuối trang", "Page footer"),
    ("crumbs", "Đường dẫn", "You are here"),
    ("home", "Trang đầu", "Home"),
    ("collection", "Bộ sưu tập", "Collection"),
    ("tours", "Chuyến tham quan", "Tours"),
    ("help", "Cách đi lại", "How to move"),
    ("search", "Tìm kiếm", "Search"),
    ("search_label", "Tìm hiện vật, di tích, mã QR", "Search objects, monuments, QR codes"),
    ("search_hint", "Tìm: bình gốm, khuôn đúc, BV02…", "Search: vase, moulds, BV02…"),
    ("search_go", "Tìm", "Search"),
    ("treasures", "Bảo vật quốc gia", "National treasures"),
    ("treasure", "Bảo vật quốc gia", "National treasure"),
    ("has_note", "có lưu ý nội dung", "content note"),
    ("about_venue", "Về nơi này", "About this place"),
    ("content_note", "Lưu ý nội dung", "Content note"),
    ("cultural_note", "Lưu ý ứng xử", "With respect"),
    ("enter_gallery", "Vào phòng trưng bày", "Enter the gallery"),
    ("enter_panorama", "Xem toàn cảnh 360°", "See the 360° view"),
    ("enter_tour", "Bắt đầu tham quan", "Start the tour"),
    ("enter_exhibit", "Xem gần", "Look closer"),
    ("kind_gallery", "Phòng 3D", "3D gallery"),
    ("kind_panorama", "Toàn cảnh", "360° view"),
    ("kind_tour", "Chuyến tham quan", "Tour"),
    ("kind_object", "Hiện vật", "Object"),
    ("kind_monument", "Di tích", "Monument"),
    ("kind_intangible", "Di sản phi vật thể", "Intangible heritage"),
    ("kind_document", "Tư liệu", "Document"),
    ("kind_publication", "Ấn phẩm", "Publication"),
    ("kinds_object", "Hiện vật", "Objects"),
    ("kinds_monument", "Di tích", "Monuments"),
    ("kinds_intangible", "Di sản phi vật thể", "Intangible heritage"),
    ("kinds_document", "Tư liệu", "Documents"),
    ("kinds_publication", "Ấn phẩm", "Publications"),
    ("filter", "Lọc theo loại hình", "Filter by kind"),
    ("all", "Tất cả", "All"),
    ("survey", "Bản quét hiện vật", "Survey scan"),
    ("reconstruction", "Phục dựng giả định", "Reconstruction"),
    ("schematic", "Mô hình minh họa", "Schematic model"),
    ("survey_why", "Đo từ hiện vật thật.", "Measured from the real object."),
    (
        "reconstruction_why",
        "Dựng theo giả định, có thể khác hiện vật thật.",
        "Built on assumptions; the real object may differ.",
    ),
    (
        "schematic_why",
        "Dựng bằng máy tính để minh họa, không phải bản quét hiện vật thật.",
        "Drawn by computer as an illustration; not a scan of the real object.",
    ),
    (
        "place_why",
        "Không gian dựng bằng máy tính, không phải bản quét nơi thật.",
        "A place drawn by computer; not a scan of the real one.",
    ),
    ("place_survey_why", "Không gian được đo hoặc chụp tại nơi thật.", "Measured or photographed at the real place."),
    ("stage_exhibit", "Mô hình ba chiều", "Three-dimensional model"),
    ("stage_gallery", "Phòng trưng bày ba chiều", "Three-dimensional gallery"),
    ("stage_panorama", "Toàn cảnh 360°", "360° view"),
    ("stage_tour", "Chuyến tham quan", "Tour"),
    ("audio_description", "Mô tả bằng lời", "Description in words"),
    ("transcript", "Đọc lời", "Transcript"),
    ("details", "Nhìn kỹ", "Details"),
    ("record", "Hồ sơ", "Record"),
    ("parts", "Các món trong bộ", "Pieces of the set"),
    ("pictures", "Hình ảnh", "Pictures"),
    ("rights", "Nguồn và quyền", "Sources and rights"),
    ("model_credit", "Mô hình", "Model"),
    ("picture_credit", "Hình", "Picture"),
    ("source", "Nguồn", "Source"),
    ("downloads", "Tải về", "Downloads"),
    ("download_model", "Mô hình GLB", "GLB model"),
    ("download_high", "Mô hình như đang xem", "The model as shown here"),
    (
        "download_high_for",
        "Nhẹ, cho trình duyệt và phần mềm đọc glTF có nén.",
        "Light, for browsers and programs that read compressed glTF.",
    ),
    ("download_glb", "Mô hình đầy đủ", "The whole model"),
    (
        "download_glb_for",
        "Mở được trong mọi phần mềm 3D: in 3D, đo đạc, nghiên cứu. Ghi công nằm trong tệp.",
        "Opens in every 3D program: for printing, measuring, research. The credit is inside the file.",
    ),
    ("download_glb_reduced", "Mô hình chi tiết nhất", "The most detailed model"),
    ("download_draco_reduced", "Mô hình chi tiết nhất, nén", "The most detailed model, packed"),
    ("download_draco", "Mô hình đầy đủ, nén", "The whole model, packed"),
    (
        "download_draco_for",
        "Cùng bề mặt, tải nhanh hơn; cần phần mềm đọc được Draco.",
        "The same surface, faster to fetch; for programs that read Draco.",
    ),
    ("download_ktx2", "Cho phần mềm trò chơi", "For game engines"),
    (
        "download_ktx2_for",
        "Ảnh bề mặt giữ dạng nén trong bộ nhớ màn hình.",
        "Its pictures stay packed in graphics memory.",
    ),
    ("download_usdz", "Cho iPhone và iPad", "For iPhone and iPad"),
    ("download_usdz_for", "Xem hiện vật trong phòng của bạn bằng AR.", "See the exhibit in your room by AR."),
    ("triangle_count", "{} tam giác", "{} triangles"),
    ("point_count", "{} điểm", "{} points"),
    ("ar", "Xem trong phòng của bạn", "See it in your room"),
    ("making", "Cách làm mô hình này", "How this model was made"),
    ("making_open", "Xem từng bước", "Step by step"),
    ("kind", "Loại mô hình", "Kind of model"),
    ("licence", "Giấy phép", "Licence"),
    ("made_by", "Cách làm", "Method"),
    ("made_with", "Thiết bị", "Device"),
    ("made_when", "Thời điểm", "Date"),
    ("method_photogrammetry", "Chụp ảnh đo (photogrammetry)", "Photogrammetry"),
    ("method_structured-light", "Quét ánh sáng cấu trúc", "Structured-light scan"),
    ("method_laser", "Quét laser", "Laser scan"),
    ("method_hand-modelled", "Dựng tay", "Modelled by hand"),
    ("method_procedural", "Vẽ bằng chương trình", "Drawn by program"),
    ("making_details", "Công thức, thông số và mã kiểm", "Recipes, parameters and hashes"),
    ("making_gives", "Cho ra", "Gives"),
    ("gives_prepared", "bản đã dựng", "prepared mesh"),
    ("gives_tiles", "khối", "tiles"),
    ("gives_high", "mức cao", "high"),
    ("gives_medium", "mức vừa", "medium"),
    ("gives_low", "mức thấp", "low"),
    ("gives_thumb", "mức thu nhỏ", "thumbnail"),
    ("gives_poster", "hình minh họa", "picture"),
    ("gives_download_glb", "tệp GLB đầy đủ", "whole GLB"),
    ("gives_download_draco", "tệp Draco", "Draco file"),
    ("gives_download_ktx2", "tệp KTX2", "KTX2 file"),
    ("gives_download_usdz", "tệp USDZ", "USDZ file"),
    ("making_recipe", "Công thức", "Recipe"),
    ("making_from", "Từ", "From"),
    ("making_key", "Mã bước", "Key"),
    ("making_params", "Thông số", "Parameters"),
    ("making_master", "tệp gốc {}", "master {}"),
    ("making_step", "bước {}", "step {}"),
    ("download_provenance", "Nguồn gốc dạng PROV-JSON", "Provenance as PROV-JSON"),
    ("download_gallery", "Cả phòng, GLB", "Whole gallery, GLB"),
    ("download_data", "Dữ liệu JSON", "JSON data"),
    ("shown_in", "Xem tại", "Shown in"),
    ("qr", "Mã QR của trang này", "QR code of this page"),
    ("cite", "Trích dẫn", "Cite as"),
    ("others", "Hiện vật khác", "Other exhibits"),
    ("previous", "Trước", "Previous"),
    ("next", "Sau", "Next"),
    ("about", "Giới thiệu", "About"),
    ("facts", "Thông tin", "Facts"),
    ("scenes", "Các nơi có thể vào", "Places to enter"),
    ("venue_exhibits", "Hiện vật và di tích", "Objects and monuments"),
    ("rooms", "Các phòng", "Rooms"),
    ("ways", "Lối đi", "Ways on"),
    ("way_to", "Sang {}", "To {}"),
    ("elsewhere", "Nơi khác", "Elsewhere"),
    ("viewpoints", "Các điểm nhìn", "Viewpoints"),
    ("go_to", "Đi đến", "Go to"),
    ("look_at", "Xem", "Look at"),
    (
        "rendered",
        "Hình minh họa dựng bằng máy tính, không phải ảnh chụp.",
        "A picture drawn by computer, not a photograph.",
    ),
    ("empty_room", "Phòng này chưa có hiện vật.", "There is nothing on show in this room."),
    ("room", "Phòng", "Room"),
    ("stops", "Các chặng", "Stops"),
    ("stop_of", "Chặng {} trên {}", "Stop {} of {}"),
    ("questions", "Câu hỏi", "Questions"),
    ("answer", "Xem đáp án", "Show the answer"),
    ("answer_is", "Đáp án: {}", "Answer: {}"),
    ("worksheet", "Bài làm trên giấy", "On paper"),
    ("audience", "Dành cho", "For"),
    ("minutes", "{} phút", "{} minutes"),
    ("stop_count", "{} chặng", "{} stops"),
    ("look_closer", "Xem gần {}", "Look closer at {}"),
    ("stand_there", "Đứng ở {}", "Stand in {}"),
    ("not_found", "Không có trang này", "This page does not exist"),
    (
        "not_found_text",
        "Địa chỉ có thể đã đổi. Bạn có thể tìm trong bộ sưu tập.",
        "The address may have changed. You can search the collection.",
    ),
    ("search_none", "Không thấy hiện vật nào.", "Nothing was found."),
    ("search_empty_hint", "Thử bớt chữ, hoặc gõ không dấu.", "Try fewer letters, or type without marks."),
    ("count", "{} mục", "Entries: {}"),
    ("open_exhibit", "Mở trang", "Open the page"),
    (
        "made_pictures",
        "Các hình trên trang là mô hình minh họa dựng bằng máy tính.",
        "The pictures on this page are models drawn by computer.",
    ),
    (
        "tours_intro",
        "Mỗi chuyến đi qua vài chặng, có lời kể và câu hỏi.",
        "Each tour has a few stops, with a story and questions.",
    ),
    ("no_tours", "Chưa có chuyến tham quan nào.", "There are no tours yet."),
    ("new_window", "trang ngoài", "external page"),
)

WORDS: dict[str, Text] = {key: Text(vi=vi, en=en) for key, vi, en in _ROWS}
"""Every word of the pages by key."""

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English", "km": "ភាសាខ្មែរ", "zh": "中文"}
"""Names of the languages in themselves."""

_NUMERALS = {
    "vi": ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


class Words:
    """The words of one language: `words.skip`, or `words("stop_of", 2, 4)` with values put in."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __getattr__(self, key: str) -> str:
        """Return the words named `key`; raise AttributeError for an unknown key."""
        if key not in WORDS:
            raise AttributeError(key)
        return WORDS[key].say(self._lang)

    def named(self, key: str) -> str:
        """Return the words named `key`, or nothing where there are none: for what authors may write as they like."""
        return WORDS[key].say(self._lang) if key in WORDS else ""

    def __call__(self, key: str, *values: object) -> str:
        """Return the words named `key` with `values` in place of each {}."""
        return WORDS[key].say(self._lang).format(*values)


def treasures_heading(count: int, lang: str) -> str:
    """Return "Bốn bảo vật quốc gia", "Four national treasures"; digits above ten."""
    numerals = _NUMERALS["en" if lang == "en" else "vi"]
    number = numerals[count].capitalize() if 0 < count < len(numerals) else str(count)
    if lang == "en":
        return f"{number} national treasure{'' if count == 1 else 's'}"
    return f"{number} bảo vật quốc gia"
