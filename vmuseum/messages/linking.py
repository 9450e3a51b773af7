"""Messages: linking. References between documents, schedules, and museum practice as warnings."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "unknown-venue": Message(
        vi="không có địa điểm '{value}'{hint_vi}. Các địa điểm khai báo trong museum.yaml, mục venues",
        en="there is no venue '{value}'{hint_en}. Venues are declared in museum.yaml under venues",
    ),
    "unknown-exhibit": Message(
        vi="không có hiện vật '{value}'{hint_vi}. Mã là tên tệp trong exhibits/",
        en="there is no exhibit '{value}'{hint_en}. The id is the name of a file in exhibits/",
    ),
    "unknown-scene": Message(
        vi="không có cảnh '{value}'{hint_vi}. Mã là tên tệp trong scenes/",
        en="there is no scene '{value}'{hint_en}. The id is the name of a file in scenes/",
    ),
    "not-a-place": Message(
        vi="'{value}' là {kind}, không phải nơi để đứng. Chọn một cảnh gallery hoặc panorama",
        en="'{value}' is a {kind}, not a place to stand in. Choose a gallery or a panorama",
    ),
    "unknown-gallery": Message(
        vi="không có phòng trưng bày 3D '{value}'{hint_vi}. Cần một cảnh có kind: gallery",
        en="there is no gallery '{value}'{hint_en}. It must be a scene of kind: gallery",
    ),
    "unknown-room": Message(
        vi="phòng trưng bày không có phòng '{value}'{hint_vi}",
        en="that gallery has no room '{value}'{hint_en}",
    ),
    "unknown-viewpoint": Message(
        vi="cảnh không có điểm nhìn nào khác tên '{value}'{hint_vi}",
        en="the scene has no other viewpoint '{value}'{hint_en}",
    ),
    "unknown-annotation": Message(
        vi="hiện vật không có chú giải '{value}'{hint_vi}",
        en="the exhibit has no annotation '{value}'{hint_en}",
    ),
    "unknown-clip": Message(
        vi="không có clip '{value}'{hint_vi}. Khai báo trong mục clips",
        en="there is no clip '{value}'{hint_en}. Declare it under clips",
    ),
    "unknown-playlist": Message(
        vi="không có danh sách phát '{value}'{hint_vi}. Khai báo trong mục playlists",
        en="there is no playlist '{value}'{hint_en}. Declare it under playlists",
    ),
    "code-used-twice": Message(
        vi="mã ngắn '{value}' đã thuộc về {other}. Đặt mã khác, vì mã QR phải dẫn tới đúng một hiện vật",
        en="the short code '{value}' belongs to {other}. Choose another: a QR code must lead to one exhibit",
    ),
    "exhibit-without-model": Message(
        vi="hiện vật '{value}' chưa có mô hình 3D (model). Thêm model, hoặc treo ảnh bằng khung (frame)",
        en="the exhibit '{value}' has no 3D model. Add model: to it, or hang its picture in a frame",
    ),
    "exhibit-without-picture": Message(
        vi="hiện vật '{value}' chưa có ảnh (media). Thêm ảnh, hoặc ghi picture: ở khung",
        en="the exhibit '{value}' has no picture in media. Add one, or write picture: in the frame",
    ),
    "link-without-direction": Message(
        vi="lối sang '{value}' không có hướng. Thêm yaw_deg, hoặc plan_m khác nhau cho cả hai điểm nhìn",
        en="the way to '{value}' has no direction. Add yaw_deg, or plan_m to both viewpoints",
    ),
    "link-one-way": Message(
        vi="từ '{value}' không có lối quay lại '{back}'. Thêm một link ở đó",
        en="there is no way back from '{value}' to '{back}'. Add a link there",
    ),
    "viewpoint-without-links": Message(
        vi="điểm nhìn '{value}' không có lối đi tiếp. Thêm links",
        en="the viewpoint '{value}' leads nowhere. Add links",
    ),
    "viewpoint-unreachable": Message(
        vi="không có lối nào từ '{first}' tới '{value}'. Thêm một link dẫn tới đó",
        en="no way leads from '{first}' to '{value}'. Add a link to it",
    ),
    "schedule-overlap": Message(
        vi="trùng giờ với mục {number} ('{other}') cùng ưu tiên; mục ghi trước thắng '{playlist}'. Sửa giờ hoặc đặt priority",
        en="overlaps entry {number} ('{other}') of equal priority, which wins over '{playlist}'. Change times or priority",
    ),
    "schedule-gap": Message(
        vi="{group_vi} không có gì để phát {day_vi} {start}–{end} (và {more} khoảng khác). Đặt default nếu không muốn quạt tắt",
        en="nothing plays for {group_en} on {day_en} {start}–{end} (and {more} more gaps). Set default unless fans may stop",
    ),
    "no-translation": Message(
        vi="'{key}' chưa có bản dịch: {languages}. Khách sẽ đọc tiếng Việt",
        en="'{key}' is not translated: {languages}. Visitors will read Vietnamese",
    ),
    "text-too-long": Message(
        vi="'{key}' dài {count} {unit_vi}, nên có tối đa {high}. Rút ngắn",
        en="'{key}' has {count} {unit_en}, {high} at most reads well. Shorten it",
    ),
    "text-too-short": Message(
        vi="'{key}' chỉ có {count} {unit_vi}, nên có ít nhất {low}. Viết thêm",
        en="'{key}' has only {count} {unit_en}, {low} at least reads well. Say more",
    ),
    "long-sentence": Message(
        vi="câu '{start}…' dài {count} tiếng, nên dưới {limit}. Tách làm hai câu",
        en="the sentence '{start}…' has {count} words, {limit} at most reads well. Split it",
    ),
    "alt-too-long": Message(
        vi="mô tả thay ảnh dài {count} ký tự, nên dưới {limit}. Giữ điều chính, phần còn lại đưa vào audio_description",
        en="the text alternative has {count} characters, {limit} at most. Keep the main thing, the rest is audio_description",
    ),
    "no-source": Message(
        vi="hồ sơ chưa ghi nguồn. Thêm record: sources: với địa chỉ nguồn công khai",
        en="the record names no source. Add record: sources: with the addresses of public sources",
    ),
    "no-rights": Message(
        vi="'{key}' chưa ghi giấy phép và tác giả. Thêm rights",
        en="'{key}' names no licence and author. Add rights",
    ),
}
