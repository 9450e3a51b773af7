"""Messages: device."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "fan-unreachable": Message(
        "Không nối được tới quạt ở {address}. Hãy kiểm tra nguồn điện và Wi-Fi của quạt.",
        "The fan at {address} cannot be reached. Check its power and its Wi-Fi.",
    ),
    "fan-silent": Message(
        "Quạt ở {address} không trả lời. Hãy tắt ứng dụng của hãng trên điện thoại: quạt chỉ nhận một máy.",
        "The fan at {address} does not answer. Close the vendor's app on phones: a fan serves one client only.",
    ),
    "fan-hung-up": Message(
        "Quạt ở {address} ngắt kết nối. Chương trình sẽ tự nối lại.",
        "The fan at {address} hung up. The program connects again by itself.",
    ),
    "fan-unconfirmed": Message(
        "Đã gửi lệnh ({what}) nhưng quạt chưa xác nhận. Hãy nhìn quạt; chương trình sẽ thử lại.",
        "The command ({what}) was sent but the fan did not confirm it. Look at the fan; the program tries again.",
    ),
    "fan-no-clip": Message(
        "Thẻ nhớ của quạt không có clip {clip}. Chương trình sẽ nạp lại.",
        "The fan's card does not hold clip {clip}. The program brings it again.",
    ),
    "fan-refused": Message(
        "Quạt từ chối nhận clip ({reason}). Hãy kiểm tra thẻ nhớ và đóng ứng dụng của hãng.",
        "The fan refused the clip ({reason}). Check its memory card and close the vendor's app.",
    ),
    "fan-upload-broken": Message(
        "Đứt kết nối khi đang nạp clip {clip}. Chương trình sẽ nạp lại từ đầu.",
        "The connection broke while clip {clip} was being sent. The program sends it again from the start.",
    ),
    "fan-cannot": Message(
        "Quạt này không làm được việc: {what}.",
        "This fan cannot do this: {what}.",
    ),
    "fan-interface": Message(
        "Không dùng được cổng mạng {interface} cho quạt. Hãy kiểm tra `interface` trong deploy.yaml.",
        "Network interface {interface} cannot be used for the fan. Check `interface` in deploy.yaml.",
    ),
    "fan-unknown": Message(
        "Không có quạt tên {fan}. Hãy xem danh sách bằng `vmuseum fans status`.",
        "There is no fan named {fan}. See the list with `vmuseum fans status`.",
    ),
    "fan-no-agent": Message(
        "Máy điều khiển quạt không trả lời máy chủ. Quạt vẫn chạy theo lịch; hãy kiểm tra máy tại chỗ.",
        "The fan controller does not answer the server. The fans go on by their schedule; check the machine on site.",
    ),
    "fan-profile": Message(
        "Không có hồ sơ quạt {profile}. Các hồ sơ có sẵn: {known}.",
        "There is no fan profile {profile}. Known profiles: {known}.",
    ),
    "fan-no-playlist": Message(
        "Trang ở {folder} chưa có danh sách phát. Hãy thêm một tệp `kind: playlist` vào scenes/ rồi dựng lại.",
        "The site in {folder} has no playlist. Add a `kind: playlist` file to scenes/ and build again.",
    ),
    "fan-no-site": Message(
        "Chưa có trang đã dựng ở {folder}. Hãy chạy `vmuseum build` trước.",
        "There is no built site in {folder}. Run `vmuseum build` first.",
    ),
    "fan-no-server": Message(
        "Không hỏi được máy chủ quạt ở {address}. Hãy chạy `vmuseum fans run` rồi thử lại.",
        "The fan server at {address} does not answer. Run `vmuseum fans run` and try again.",
    ),
}
