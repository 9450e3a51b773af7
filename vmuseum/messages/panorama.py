"""Messages: panorama."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "panorama-unreadable": Message(
        vi="tệp này không phải ảnh JPEG, PNG hay WebP đọc được, hoặc ảnh bị cụt. Hãy xuất lại ảnh toàn cảnh từ phần mềm ghép ảnh",
        en="this is not a readable JPEG, PNG or WebP picture, or it ends early. Export the panorama again from the stitching program",
    ),
    "panorama-too-large": Message(
        vi="ảnh toàn cảnh lớn hơn {limit} megapixel. Hãy thu nhỏ, ví dụ còn 16384 x 8192",
        en="the panorama has more than {limit} megapixels. Make it smaller, such as 16384 x 8192",
    ),
    "panorama-too-small": Message(
        vi="ảnh toàn cảnh chỉ rộng {width} px. Cần ít nhất {least} px, nên từ 4096 px trở lên",
        en="the panorama is only {width} px wide. At least {least} px are needed, 4096 px or more look well",
    ),
    "panorama-stereo": Message(
        vi="ảnh {width} x {height} là hình vuông: có thể là cặp ảnh nổi xếp chồng. Hãy cắt lấy một nửa cho thành 2:1",
        en="the picture of {width} x {height} is square: it may be a stacked stereo pair. Cut out one half, so that it is 2:1",
    ),
    "panorama-aspect": Message(
        vi="ảnh {width} x {height} có tỷ lệ {ratio}:1, không phải toàn cảnh trọn vòng 2:1. Hãy bù phần trời và đất cho đủ 2:1 "
        "trong phần mềm ghép ảnh",
        en="the picture of {width} x {height} is {ratio}:1, not a full sphere of 2:1. Fill it up to 2:1 with sky and ground in the "
        "stitching program",
    ),
    "panorama-nearly": Message(
        vi="ảnh {width} x {height} lệch chút ít so với 2:1; đã kéo giãn cho vừa. Hãy xuất lại đúng 2:1 nếu chỗ nối bị lệch",
        en="the picture of {width} x {height} is slightly off 2:1; it was stretched to fit. Export it at exactly 2:1 if the seam shows",
    ),
    "panorama-faces": Message(
        vi="sáu mặt của khối lập phương không đủ hoặc không cùng cỡ (thiếu: {missing}). Hãy dựng lại phòng trưng bày",
        en="the six faces of the cube are not complete or not of one size (missing: {missing}). Build the gallery again",
    ),
    "panorama-room": Message(
        vi="phòng trưng bày 3D không có phòng '{room}'. Hãy kiểm tra mục `room` của điểm nhìn",
        en="the gallery has no room '{room}'. Check `room` of the viewpoint",
    ),
    "drawing-plain": Message(
        vi="máy này không có OpenGL nên hình vẽ thiếu bóng đổ và kính. Trên Debian hoặc Ubuntu hãy chạy: "
        "apt-get install -y libegl1 libgl1-mesa-dri",
        en="this machine has no OpenGL, so pictures lack shadows and glass. On Debian or Ubuntu run: "
        "apt-get install -y libegl1 libgl1-mesa-dri",
    ),
    "drawing-impossible": Message(
        vi="panda3d không vẽ được gì trên máy này. Hãy cài lại gói panda3d: pip install --force-reinstall panda3d",
        en="panda3d draws nothing on this machine. Install it again: pip install --force-reinstall panda3d",
    ),
}
