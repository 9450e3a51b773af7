"""Messages: picture. Pictures and textures that cannot be read."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "picture-not-a-picture": Message(
        vi="tệp này không phải ảnh JPEG, PNG, WebP hay TIFF. Mở bằng phần mềm ảnh và lưu lại",
        en="this is not a JPEG, PNG, WebP or TIFF picture. Open it in a picture program and save it again",
    ),
    "picture-is-a-page": Message(
        vi="tệp mang tên ảnh nhưng là một trang web, thường do tải về không thành công. Tải lại ảnh",
        en="the file is named like a picture but holds a web page, often a failed download. Fetch the picture again",
    ),
    "picture-too-large": Message(
        vi="ảnh có {megapixels} megapixel, giới hạn là {limit}. Thu nhỏ ảnh rồi thử lại",
        en="the picture has {megapixels} megapixels, the limit is {limit}. Make it smaller and try again",
    ),
    "picture-truncated": Message(
        vi="ảnh kết thúc giữa chừng hoặc bị hỏng. Tải hoặc lưu lại ảnh",
        en="the picture ends early or is damaged. Download or save it again",
    ),
    "picture-small": Message(
        vi="ảnh chỉ rộng {width} px, nhỏ hơn {wanted} px; hiện lớn sẽ mờ. Dùng ảnh lớn hơn nếu có",
        en="the picture is only {width} px wide, less than {wanted} px, and looks soft when large. Use a larger one if there is one",
    ),
}
