"""Messages: gallery."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "room-twice": Message(
        vi="Hai phòng cùng mã “{room}”. Hãy đổi tên một phòng.",
        en="Two rooms are called “{room}”. Rename one of them.",
    ),
    "room-without-size": Message(
        vi="Phòng “{room}” chưa có kích thước. Hãy thêm `size_m: [rộng, sâu]`, hoặc `shell` nếu dùng mô hình nơi chốn.",
        en="Room “{room}” has no size. Add `size_m: [width, depth]`, or `shell` for a modelled place.",
    ),
    "room-without-place": Message(
        vi="Chưa biết phòng “{room}” nằm ở đâu. Hãy thêm `beside: {{room: …, wall: …}}`.",
        en="It is not said where room “{room}” lies. Add `beside: {{room: …, wall: …}}`.",
    ),
    "room-unknown": Message(
        vi="Không có phòng “{room}” trong phòng trưng bày này. Hãy kiểm tra lại mã phòng.",
        en="This gallery has no room “{room}”. Check the id of the room.",
    ),
    "beside-cycle": Message(
        vi="Các phòng dựa vòng vào nhau: {rooms}. Hãy bỏ `beside` của một phòng.",
        en="These rooms lean on each other in a circle: {rooms}. Take `beside` from one of them.",
    ),
    "rooms-overlap": Message(
        vi="Phòng “{room}” chồng lên phòng “{other}”. Hãy đổi kích thước, hoặc dời bằng `beside.shift_m`.",
        en="Room “{room}” overlaps room “{other}”. Change a size, or move it with `beside.shift_m`.",
    ),
    "room-unreachable": Message(
        vi="Không có lối nào từ “{start}” đến phòng “{room}”. Hãy thêm một lối đi (`openings`).",
        en="No way leads from “{start}” to room “{room}”. Add an opening.",
    ),
    "opening-outside-wall": Message(
        vi="Ô mở vượt ra ngoài tường {wall} ({size} m). Hãy giảm kích thước hoặc đổi `at_m`.",
        en="The opening reaches beyond the {wall} wall ({size} m). Make it smaller or change `at_m`.",
    ),
    "opening-misses-room": Message(
        vi="Phía sau ô mở ở tường {wall} không phải là phòng “{room}”. Hãy đổi `at_m`, `to`, hoặc dời phòng kia.",
        en="Behind the opening in the {wall} wall there is no room “{room}”. Change `at_m` or `to`, or move that room.",
    ),
    "openings-overlap": Message(
        vi="Hai ô mở chồng nhau trên tường {wall} của phòng “{room}”. Hãy dời một ô.",
        en="Two openings overlap in the {wall} wall of room “{room}”. Move one of them.",
    ),
    "stand-outside-room": Message(
        vi="Bệ hoặc tủ này vượt ra ngoài phòng “{room}” ({size} m). Hãy sửa `at_m`.",
        en="This stand reaches outside room “{room}” ({size} m). Change `at_m`.",
    ),
    "stand-in-opening": Message(
        vi="Bệ hoặc tủ này chắn một lối đi của phòng “{room}”. Hãy chừa ít nhất 0,60 m trước lối.",
        en="This stand blocks an opening of room “{room}”. Keep at least 0.60 m free before it.",
    ),
    "stands-overlap": Message(
        vi="Bệ hoặc tủ này chồng lên mục thứ {other} trong cùng phòng. Hãy dời một trong hai.",
        en="This stand overlaps number {other} in the same room. Move one of the two.",
    ),
    "way-blocked": Message(
        vi="Bệ hoặc tủ này để lối qua phòng “{room}” hẹp dưới {width} m (đến lối {opening}). Hãy dời ra.",
        en="This stand leaves a way narrower than {width} m through room “{room}” (to opening {opening}). Move it.",
    ),
    "hung-outside-wall": Message(
        vi="Khung hoặc bảng vượt ra ngoài tường {wall} (dài {length} m). Hãy sửa `at_m` hoặc `width_m`.",
        en="This frame or panel reaches beyond the {wall} wall ({length} m long). Change `at_m` or `width_m`.",
    ),
    "hung-over-opening": Message(
        vi="Khung hoặc bảng treo đè lên ô mở của tường {wall}. Hãy đổi `at_m`, hoặc bỏ `at_m` để tự treo.",
        en="This frame or panel hangs over an opening of the {wall} wall. Change `at_m`, or leave it out to hang by itself.",
    ),
    "hung-overlap": Message(
        vi="Hai khung hoặc bảng chồng nhau trên tường {wall}. Hãy đổi `at_m`, hoặc bỏ `at_m` để tự treo.",
        en="Two frames or panels overlap on the {wall} wall. Change `at_m`, or leave it out to hang by itself.",
    ),
    "wall-full": Message(
        vi="Tường {wall} không còn chỗ cho khung hoặc bảng rộng {width} m. Hãy treo sang tường khác hoặc thu nhỏ.",
        en="The {wall} wall has no room for a frame or panel {width} m wide. Use another wall or make it smaller.",
    ),
    "viewpoint-outside-room": Message(
        vi="Điểm đứng nằm ngoài phòng “{room}”. Hãy sửa `at_m`.",
        en="This viewpoint lies outside room “{room}”. Change `at_m`.",
    ),
    "viewpoint-in-stand": Message(
        vi="Điểm đứng nằm trong một bệ hoặc tủ của phòng “{room}”. Hãy sửa `at_m`.",
        en="This viewpoint lies inside a stand of room “{room}”. Change `at_m`.",
    ),
    "gallery-picture-broken": Message(
        vi="Không đọc được ảnh “{name}” để treo. Hãy thay bằng tệp JPEG, PNG hoặc WebP mở được.",
        en="The picture “{name}” cannot be read for hanging. Replace it with a JPEG, PNG or WebP that opens.",
    ),
    "gallery-input-missing": Message(
        vi="Thiếu “{name}” để dựng phòng trưng bày. Hãy kiểm tra hiện vật hoặc ảnh được nhắc đến.",
        en="“{name}” is missing for building the gallery. Check the exhibit or picture that is named.",
    ),
    "shell-without-walk": Message(
        vi="Mô hình nơi chốn của phòng “{room}” không có lưới nào tên bắt đầu bằng “{prefix}”. Hãy sửa `walk`, hoặc vẽ `walk_m`.",
        en="The shell of room “{room}” has no mesh whose name starts with “{prefix}”. Change `walk`, or draw `walk_m`.",
    ),
}
