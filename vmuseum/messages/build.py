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
    "viewer-incomplete": Message(
        vi="bộ xem thiếu {file}. Dựng lại bằng make viewer",
        en="the built viewer has no {file}. Build it again with make viewer",
    ),
    "site-unwritable": Message(
        vi="chưa ghi được trang vào {folder}: {reason}. Trang cũ vẫn nguyên. Kiểm tra dung lượng đĩa và quyền ghi",
        en="the site could not be written to {folder}: {reason}. The old site is untouched. Check disk space and permissions",
    ),
    "site-address-clash": Message(
        vi="địa chỉ «{address}» bị trùng hoặc nằm ngoài trang. Đổi tên tệp hoặc mã trong bảo tàng",
        en="the address “{address}” is taken twice or leaves the site. Rename the file or id in the museum",
    ),
}
