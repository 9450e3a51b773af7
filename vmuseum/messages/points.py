"""Messages: points. Point clouds and Gaussian splats that cannot be read, and what is not kept of them."""

from __future__ import annotations

from vmuseum.messages.message import Message

_CLOUDS = {
    "points-empty": Message(
        vi="tệp không có điểm nào dùng được. Xuất lại đám mây điểm và xem thử trong phần mềm quét",
        en="the file holds no usable point. Export the point cloud again and look at it in the scanning software",
    ),
    "points-too-many": Message(
        vi="tệp có {count} điểm, nhiều hơn mức {limit}. Chia bản quét thành nhiều hiện vật hoặc làm thưa bằng phần mềm quét",
        en="the file holds {count} points, above the limit of {limit}. Split the scan into several exhibits, or thin it in the scanning software",
    ),
    "points-too-far": Message(
        vi="các điểm trải ra {size_m} m, quá xa để xem như một hiện vật. Xóa điểm lạc trong phần mềm quét, hoặc kiểm tra `unit` và `height_m`",
        en="the points reach over {size_m} m, too far for an exhibit. Remove stray points in the scanning software, or check `unit` and `height_m`",
    ),
    "points-dropped": Message(
        vi="bỏ {count} điểm có số không dùng được (vô hạn hoặc không phải số); phần còn lại vẫn hiển thị. Xuất lại nếu cần đủ",
        en="{count} points with unusable numbers (infinite, or not numbers) were left out; the rest is shown. Export again if they matter",
    ),
    "points-moved": Message(
        vi="tọa độ của tệp ở rất xa gốc (hệ tọa độ bản đồ). Tâm đáy đã được dời từ ({x}, {y}, {z}), trục Y lên, về gốc; ghi lại số này nếu cần đối chiếu",
        en="the file's coordinates lie far from their origin (map coordinates). The foot's centre was moved from ({x}, {y}, {z}), Y up, to the origin; note these numbers if you need them",
    ),
    "points-fields-lost": Message(
        vi="không giữ các trường {fields} của tệp: trang web chỉ cần vị trí, màu và hướng mặt. Giữ tệp gốc để tra cứu",
        en="the fields {fields} of the file are not kept: the site needs place, colour and direction only. Keep the master for reference",
    ),
    "points-grey": Message(
        vi="tệp không có màu nên cường độ phản xạ được hiển thị thành sắc xám. Tô màu bằng ảnh trong phần mềm quét nếu có",
        en="the file has no colours, so intensity is shown as grey. Colour the points from photographs in the scanning software if there are any",
    ),
    "points-plain": Message(
        vi="tệp không có màu hay cường độ nên mọi điểm hiển thị một màu đá nhạt. Tô màu trong phần mềm quét nếu có ảnh",
        en="the file has neither colours nor intensity, so all points are shown in a pale stone colour. Colour them in the scanning software if there are photographs",
    ),
    "points-in-gallery": Message(
        vi="'{exhibit}' là đám mây điểm hoặc Gaussian splat, chưa đặt được trên bệ hay sàn của phòng trưng bày. Dùng lưới tam giác làm mô hình, hoặc đặt `show: false` trên giá `kind: floor` để chỉ giữ điểm nhấn",
        en="'{exhibit}' is a point cloud or Gaussian splats, which cannot stand in a gallery yet. Use a mesh as its model, or a stand of `kind: floor` with `show: false`, which places its hotspot only",
    ),
    "points-in-clip": Message(
        vi="'{exhibit}' là đám mây điểm hoặc Gaussian splat, chưa làm được clip cho quạt. Dùng lưới tam giác làm mô hình, hoặc dùng `picture` hay `video` cho clip",
        en="'{exhibit}' is a point cloud or Gaussian splats, which cannot become a clip for fans yet. Use a mesh as its model, or `picture` or `video` for the clip",
    ),
    "points-as-shell": Message(
        vi="'{file}' là đám mây điểm hoặc Gaussian splat, không dùng làm vỏ phòng (`shell`) được. Tạo lưới tam giác trong phần mềm quét",
        en="'{file}' is a point cloud or Gaussian splats, which cannot be the shell of a room. Make a mesh in the scanning software",
    ),
}
_LAS = {
    "las-not-las": Message(
        vi="đây không phải tệp LAS hay LAZ. Kiểm tra tên và nội dung tệp",
        en="this is not a LAS or LAZ file. Check the file's name and content",
    ),
    "las-version": Message(
        vi="tệp thuộc LAS bản {version}; chương trình đọc bản 1.0 đến 1.4. Xuất lại",
        en="the file is LAS version {version}; 1.0 to 1.4 are read. Export it again",
    ),
    "las-format": Message(
        vi="tệp LAS dùng kiểu điểm {format} không đọc được. Xuất lại với kiểu 0 đến 10",
        en="the LAS uses point format {format}, which cannot be read. Export it with a format of 0 to 10",
    ),
    "las-broken": Message(
        vi="phần đầu của tệp LAS mâu thuẫn với nội dung. Tải hoặc xuất lại tệp",
        en="the header of the LAS does not fit its content. Download or export the file again",
    ),
    "las-short": Message(
        vi="tệp LAS khai {count} điểm nhưng dữ liệu thiếu hoặc hỏng. Tải hoặc xuất lại",
        en="the LAS declares {count} points, but its data is incomplete or damaged. Download or export it again",
    ),
    "las-withheld": Message(
        vi="các điểm bị đánh dấu loại bỏ (withheld) không được hiển thị. Bỏ dấu này trong phần mềm quét nếu muốn giữ",
        en="points marked as withheld are not shown. Take the mark away in the scanning software to keep them",
    ),
}
_E57 = {
    "e57-not-e57": Message(
        vi="đây không phải tệp E57. Kiểm tra tên và nội dung tệp",
        en="this is not an E57 file. Check the file's name and content",
    ),
    "e57-broken": Message(
        vi="phần {part} của tệp E57 sai hoặc không đọc được. Xuất lại từ phần mềm quét",
        en="the part '{part}' of the E57 is wrong or cannot be read. Export it again from the scanning software",
    ),
    "e57-short": Message(
        vi="tệp E57 ngắn hơn nội dung nó khai. Tệp tải về chưa đủ: tải hoặc xuất lại",
        en="the E57 is shorter than what it declares. The download is not complete: fetch or export it again",
    ),
    "e57-checksum": Message(
        vi="trang {page} của tệp E57 bị hỏng (sai mã kiểm tra). Chép hoặc tải lại tệp",
        en="page {page} of the E57 is damaged (its checksum is wrong). Copy or download the file again",
    ),
}
_SPLATS = {
    "splat-size": Message(
        vi="tệp .splat dài {size} byte, không phải bội của 32. Tệp bị cắt hoặc không phải .splat: tải hoặc xuất lại",
        en="the .splat has {size} bytes, which is no multiple of 32. It is cut short or no .splat: download or export it again",
    ),
    "splat-fields": Message(
        vi="tệp PLY của Gaussian splat thiếu {fields}. Xuất lại ở dạng PLY của 3D Gaussian Splatting, không nén",
        en="the PLY of Gaussian splats lacks {fields}. Export it again as a 3D Gaussian Splatting PLY, not compressed",
    ),
    "splat-harmonics-lost": Message(
        vi="màu theo hướng nhìn giữ đến bậc 1; bậc 2 đến {degree} không giữ. Ánh bóng gắt sẽ dịu hơn; giữ tệp gốc để tra cứu",
        en="view-dependent colour is kept up to degree 1; degrees 2 to {degree} are not. Sharp gloss looks softer; keep the master for reference",
    ),
    "splats-left-out": Message(
        vi="bỏ {count} splat nhỏ và mờ nhất vì tệp quá lớn. Cắt bớt nền quanh hiện vật trong phần mềm splat để giữ đủ chi tiết",
        en="the {count} smallest and faintest splats were left out because the file is very large. Crop the surroundings in a splat editor to keep every detail",
    ),
    "spz-not-spz": Message(
        vi="đây không phải tệp SPZ. Kiểm tra tên và nội dung tệp",
        en="this is not an SPZ file. Check the file's name and content",
    ),
    "spz-version": Message(
        vi="tệp thuộc SPZ bản {version}; chương trình đọc bản 1 đến 4. Xuất lại",
        en="the file is SPZ version {version}; 1 to 4 are read. Export it again",
    ),
    "spz-broken": Message(
        vi="tệp SPZ bị hỏng. Tải hoặc xuất lại",
        en="the SPZ is damaged. Download or export it again",
    ),
    "spz-short": Message(
        vi="tệp SPZ khai {count} splat nhưng dữ liệu ngắn hơn. Tải hoặc xuất lại",
        en="the SPZ declares {count} splats, but its data is shorter. Download or export it again",
    ),
}
MESSAGES = {**_CLOUDS, **_LAS, **_E57, **_SPLATS}
