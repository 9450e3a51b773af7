"""Messages: download. Files of a model to take home."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "download-with-respect": Message(
        vi="không tạo {forms} cho hiện vật `handling: respectful`: ảnh thờ không dùng làm vật trong trò chơi hay đặt tùy ý bằng AR. Bỏ khỏi `downloads`; glb và draco vẫn được",
        en="{forms} is not made for an exhibit of `handling: respectful`: a sacred image is no game asset, nor placed at will by AR. Take it out of `downloads`; glb and draco remain possible",
    ),
    "download-not-of-points": Message(
        vi="không tạo {forms} từ đám mây điểm hay Gaussian splat. Bỏ `downloads`; khách vẫn tải được mức cao của mô hình",
        en="{forms} is not made of a point cloud or Gaussian splats. Take `downloads` out; visitors can still download the high quality",
    ),
    "texture-encoder-failed": Message(
        vi="bộ nén ảnh KTX2 dừng giữa chừng ({reason}). Thu nhỏ ảnh của mô hình, hoặc bỏ ktx2 khỏi `downloads`",
        en="the KTX2 texture encoder stopped ({reason}). Make the model's pictures smaller, or take ktx2 out of `downloads`",
    ),
    "download-left-out": Message(
        vi="tệp {form} không chứa được: {names}. Bản glb vẫn giữ đủ; thêm glb vào `downloads` nếu cần",
        en="the {form} file cannot hold: {names}. The glb keeps everything; add glb to `downloads` if that matters",
    ),
    "download-textures-smaller": Message(
        vi="ảnh trong tệp {form} được thu về {px} px. Bản glb giữ ảnh gốc",
        en="pictures in the {form} file were made {px} px. The glb keeps the pictures as delivered",
    ),
}
