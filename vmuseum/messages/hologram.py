"""Messages: hologram."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "hologram-text-long": Message(
        "Chữ nổi có {letters} ký tự, không xếp vừa {lines} dòng, mỗi dòng {most} ký tự. Hãy viết ngắn lại.",
        "The floating text has {letters} letters and does not fit {lines} lines of {most}. Use fewer or shorter words.",
    ),
    "hologram-text-letter": Message(
        "Phông chữ của quạt không có ký tự “{letter}”. Hãy dùng chữ Việt hoặc Anh.",
        "The fan's font has no letter “{letter}”. Use Vietnamese or English letters.",
    ),
    "hologram-text-small": Message(
        "Chữ hoa chỉ cao {percent} % đường kính quạt, cần ít nhất {least} % để đọc từ xa. Hãy bớt chữ.",
        "Capitals are only {percent} % of the fan's diameter, {least} % is needed from afar. Use fewer words.",
    ),
    "hologram-text-short": Message(
        "Chữ chỉ hiện {seconds} giây, cần ít nhất {least} giây để đọc. Hãy tăng `seconds`.",
        "The words show for {seconds} s only, reading takes at least {least} s. Raise `seconds`.",
    ),
    "hologram-fast-turn": Message(
        "Hiện vật quay một vòng trong {seconds} giây, nhanh hơn {least} giây nên khó xem. Hãy tăng `seconds`.",
        "The exhibit turns once in {seconds} s, faster than {least} s and hard to look at. Raise `seconds`.",
    ),
    "hologram-slowed": Message(
        "Hiện vật cần trân trọng quay chậm: clip dài {seconds} giây thay vì {asked} giây. "
        "Ghi `seconds: 14` để hết nhắc.",
        "This exhibit is turned slowly out of respect: the clip lasts {seconds} s instead of {asked} s. "
        "Write `seconds: 14` to silence this.",
    ),
    "hologram-white": Message(
        "{percent} % mặt quạt là mảng trắng, sẽ chói và lộ cánh quạt. Hãy dùng hình sáng trên nền đen.",
        "{percent} % of the disc is white: it will glare and show the blades. Use bright lines on black.",
    ),
    "hologram-flashes": Message(
        "Clip nhấp nháy {flashes} lần một giây trên hơn một phần tư mặt quạt; giới hạn an toàn là {most} lần. "
        "Hãy làm cảnh đổi chậm hơn hoặc bớt tương phản.",
        "The clip flashes {flashes} times a second over more than a quarter of the disc; {most} is the safe limit. "
        "Slow the changes down or lower the contrast.",
    ),
    "hologram-empty-exhibit": Message(
        "Mô hình của hiện vật rỗng hoặc không có kích thước, không vẽ được clip. Hãy kiểm tra tệp mô hình.",
        "The exhibit's model is empty or has no size, so no clip can be drawn. Check the model file.",
    ),
    "hologram-picture-unreadable": Message(
        "Không đọc được tệp ảnh của clip. Hãy lưu lại thành PNG, JPEG hoặc WebP.",
        "The clip's picture cannot be read. Save it again as PNG, JPEG or WebP.",
    ),
    "hologram-picture-large": Message(
        "Ảnh của clip có {width} × {height} điểm, quá lớn. Hãy thu nhỏ còn dưới 80 triệu điểm.",
        "The clip's picture has {width} × {height} pixels, too many. Make it smaller than 80 megapixels.",
    ),
    "hologram-video-unreadable": Message(
        "Không đọc được tệp phim của clip. Hãy lưu lại thành MP4 (H.264) hoặc WebM.",
        "The clip's video cannot be read. Save it again as MP4 (H.264) or WebM.",
    ),
    "hologram-video-large": Message(
        "Khung phim {width} × {height} điểm là quá lớn. Hãy thu nhỏ còn tối đa 4096 × 2304.",
        "A frame of the video has {width} × {height} pixels, too many. Scale it to at most 4096 × 2304.",
    ),
    "hologram-video-short": Message(
        "Phim chỉ có {frames} khung hình, không đủ thành vòng lặp. Cần ít nhất 8 khung.",
        "The video has only {frames} frames, too few for a loop. It takes at least 8.",
    ),
    "hologram-bin-size": Message(
        "Tệp quạt dài {bytes} byte, không khớp khung {frame} byte của hồ sơ. Hãy chọn đúng hồ sơ quạt.",
        "The fan file has {bytes} bytes, which does not fit frames of {frame}. Choose the profile of this fan.",
    ),
}
