"""Messages of building: what can go wrong between a plan and a site."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "task-crashed": Message(
        vi="tác vụ «{task}» dừng đột ngột. Chạy lại vmuseum build; nếu vẫn lỗi, thử --jobs 1 và gửi báo cáo lỗi kèm tệp gốc",
        en="the task “{task}” stopped abruptly. Run vmuseum build again; if it happens again, try --jobs 1 and report it with the master file",
    ),
    "task-out-of-memory": Message(
        vi="tác vụ «{task}» hết bộ nhớ. Đóng bớt chương trình khác hoặc chạy vmuseum build --jobs 1",
        en="the task “{task}” ran out of memory. Close other programs or run vmuseum build --jobs 1",
    ),
    "not-a-museum": Message(
        vi="không có museum.yaml ở đây. Chạy trong thư mục bảo tàng, hoặc tạo mới bằng vmuseum new THƯ-MỤC",
        en="there is no museum.yaml here. Run this inside a museum's folder, or make one with vmuseum new FOLDER",
    ),
    "viewer-missing": Message(
        vi="chưa có bộ xem trong chương trình. Chạy make viewer, hoặc cài bản vmuseum đã đóng gói",
        en="the viewer is not built. Run make viewer, or install a packaged vmuseum",
    ),
}
