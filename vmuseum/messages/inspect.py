"""Messages: advice on a scan. What is the matter first, then the cure; said by `vmuseum inspect`."""

from __future__ import annotations

from vmuseum.messages.message import Message

_SIZE = {
    "inspect-unit-record": Message(
        vi="hồ sơ ghi cao {record_vi}, còn tệp cao {tall_vi} đơn vị: có lẽ tệp dùng đơn vị {unit}. Ghi đơn vị đó dưới `model`",
        en="the record says {record_en} tall, the file is {tall_en} units tall: probably its unit is {unit}. Write that under `model`",
    ),
    "inspect-height-record": Message(
        vi="hồ sơ ghi cao {record_vi}, còn tệp cao {tall_vi} đơn vị; không đơn vị nào khớp. Ghi chiều cao thật dưới `model`",
        en="the record says {record_en} tall, the file is {tall_en} units tall; no unit fits. Write the true height under `model`",
    ),
    "inspect-size-differs": Message(
        vi="đọc theo tệp YAML thì mô hình cao {read_vi}, còn hồ sơ ghi {record_vi}. Kiểm tra `height_m` hoặc `unit` dưới `model`",
        en="read as the YAML says the model is {read_en} tall, but the record says {record_en}. Check `height_m` or `unit` under `model`",
    ),
    "inspect-unit-guess": Message(
        vi="tệp không ghi đơn vị và cạnh dài nhất là {largest_vi}: có lẽ là {unit}. Nếu đúng, ghi đơn vị dưới `model` của hiện vật",
        en="the file names no unit and its longest side is {largest_en}: probably {unit}. If so, write that under `model` of its exhibit",
    ),
    "inspect-size-lost": Message(
        vi="cạnh dài nhất đúng bằng {largest_vi}: phần mềm đã thu mô hình về cỡ chuẩn, kích thước thật đã mất. Đo hiện vật và ghi chiều cao dưới `model`",
        en="the longest side is exactly {largest_en}: a program scaled the model and its true size is lost. Measure the object and write its height under `model`",
    ),
    "inspect-size-unclear": Message(
        vi="cạnh dài nhất là {largest_vi} đơn vị; không đoán được đơn vị. Đo hiện vật và ghi chiều cao dưới `model`",
        en="the longest side is {largest_en} units; the unit cannot be guessed. Measure the object and write its height under `model`",
    ),
    "inspect-up-record": Message(
        vi="chiều cao trong hồ sơ khớp với trục {axis} của tệp: mô hình đang nằm. Ghi trục hướng lên dưới `model`",
        en="the record's height fits the file's {axis} axis: the model is lying down. Write which axis points up under `model`",
    ),
    "inspect-up-guess": Message(
        vi="theo mặt đáy thì trục {axis} của tệp hướng lên. Nếu mô hình đang nằm, ghi trục hướng lên dưới `model`",
        en="judging by its base, the file's {axis} axis points up. If the model lies down, write which axis points up under `model`",
    ),
    "inspect-up-odd": Message(
        vi="theo mặt đáy thì phía {axis} của tệp hướng lên, điều mà `up` không chọn được. Dựng thẳng mô hình trong phần mềm quét rồi xuất lại",
        en="judging by its base, the file's {axis} side points up, which `up` cannot say. Stand the model upright in the scanning software and export again",
    ),
}
_FACING = {
    "inspect-inside-out": Message(
        vi="bề mặt bị lộn trái: mọi tam giác quay vào trong. Đảo chiều (flip normals) trong phần mềm quét rồi xuất lại",
        en="the surface is inside out: every triangle faces inwards. Flip the normals in the scanning software and export again",
    ),
    "inspect-inconsistent": Message(
        vi="{count} cạnh nối hai tam giác quay về hai phía khác nhau; ở đó có thể thấy vết đen hoặc lỗ. Chạy lệnh thống nhất chiều (unify normals) rồi xuất lại",
        en="edges between triangles that face opposite sides: {count}; dark marks or gaps may show there. Run 'unify normals' and export again",
    ),
    "inspect-normals-against": Message(
        vi="pháp tuyến của {count} tam giác ngược với mặt của chúng; ánh sáng ở đó sẽ sai. Tính lại pháp tuyến rồi xuất lại",
        en="triangles whose normals point against their faces: {count}; light will be wrong there. Recompute the normals and export again",
    ),
    "inspect-normals-zero": Message(
        vi="{count} pháp tuyến bằng không hoặc không phải số; khi dựng chúng được tính lại từ các mặt",
        en="normals that are zero or no numbers: {count}; the build makes them from the faces",
    ),
    "inspect-normals-missing": Message(
        vi="tệp không có pháp tuyến; khi dựng chúng được tính từ các mặt, nên mọi cạnh đều mượt",
        en="the file brings no normals; the build makes them from the faces, so every edge looks smooth",
    ),
}
_PICTURES = {
    "inspect-picture-broken": Message(
        vi="ảnh số {number} trong mô hình không đọc được, nên không dựng được. Xuất lại mô hình với ảnh JPEG hoặc PNG",
        en="picture {number} of the model cannot be read, so it cannot be built. Export the model again with JPEG or PNG pictures",
    ),
    "inspect-colour-profile": Message(
        vi="ảnh màu dùng không gian màu '{profile}', còn glTF hiểu là sRGB, nên màu sẽ lệch. Chuyển ảnh sang sRGB rồi xuất lại",
        en="the colour picture is in '{profile}', but glTF takes it for sRGB, so colours will be off. Convert it to sRGB and export again",
    ),
    "inspect-picture-bits": Message(
        vi="ảnh số {number} có {bits} bit mỗi kênh; khi dựng chỉ giữ 8 bit. Giữ bản gốc trong kho lưu trữ",
        en="picture {number} has {bits} bits a channel; the build keeps 8. Keep the original in your archive",
    ),
    "inspect-no-colour": Message(
        vi="mô hình không có ảnh màu, cũng không có màu ở đỉnh, nên sẽ hiện một màu trơn. Nếu bản quét có màu, xuất lại kèm màu",
        en="the model has neither a colour picture nor vertex colours and will show plain. If the scan has colour, export it along",
    ),
    "inspect-vertex-colours": Message(
        vi="màu nằm ở đỉnh: các mức nhẹ sẽ mất chi tiết màu, trừ khi vẽ màu vào ảnh. `bake: auto` tự làm việc đó",
        en="the colour is on the vertices: light qualities would lose its detail, unless it is drawn into a picture. `bake: auto` does that by itself",
    ),
    "inspect-texture-coarse": Message(
        vi="ảnh chỉ có {texels_vi} điểm ảnh mỗi cm, tức khoảng {across} điểm trên cả hiện vật; xem gần sẽ mờ. Nếu có ảnh lớn hơn, xuất lại với ảnh đó",
        en="the picture has only {texels_en} texels a cm, about {across} over the whole object; seen close it will be soft. If there is a larger picture, export with it",
    ),
    "inspect-texture-uneven": Message(
        vi="có chỗ chỉ được {worst_vi} điểm ảnh mỗi cm, trong khi phần lớn có {texels_vi}. Trải lại UV đều hơn, hoặc để chương trình vẽ lại ảnh",
        en="some of the surface has only {worst_en} texels a cm, most of it {texels_en}. Unwrap it more evenly, or let the build draw the picture anew",
    ),
    "inspect-texture-waste": Message(
        vi="{percent} % diện tích ảnh không được dùng: tệp nặng mà không nét hơn. Có thể để chương trình vẽ lại ảnh",
        en="{percent} % of the picture is used by no triangle: weight without sharpness. The build can draw the picture anew",
    ),
    "inspect-uv-overlap": Message(
        vi="{percent} % phần ảnh đang dùng bị nhiều tam giác dùng chung; bóng và chi tiết vẽ vào ảnh sẽ lẫn nhau. Có thể để chương trình trải lại",
        en="{percent} % of the used picture serves several triangles; shade and relief drawn into it would mix. The build can unwrap it anew",
    ),
    "inspect-uv-outside": Message(
        vi="{count} đỉnh có tọa độ ảnh ngoài khoảng 0..1: ảnh được lặp lại. Vẫn hiện được; nếu không cố ý, trải lại UV",
        en="vertices with picture coordinates outside 0..1: {count}; the picture repeats there. It still shows; if not meant, unwrap again",
    ),
}
_SURFACE = {
    "inspect-open-underside": Message(
        vi="mặt đáy để hở (vành dài {length_vi}). Đặt trên bệ thì không thấy; chỉ cần vá nếu khách xem được từ dưới",
        en="the underside is open (rim of {length_en}). On a plinth nobody sees it; close it only if visitors can look from below",
    ),
    "inspect-holes": Message(
        vi="số lỗ trên bề mặt: {count}, vành dài nhất {length_vi}. Vá lỗ trong phần mềm quét nếu nhìn thấy bên trong",
        en="holes in the surface: {count}, the longest rim is {length_en}. Close them in the scanning software if the inside can be seen",
    ),
    "inspect-small-holes": Message(
        vi="số lỗ nhỏ trên bề mặt: {count}, vành dài nhất {length_vi}; mắt thường khó thấy, nên thường không cần sửa",
        en="small holes in the surface: {count}, the longest rim is {length_en}; hardly visible, and seldom worth mending",
    ),
    "inspect-non-manifold": Message(
        vi="cạnh thuộc hơn hai tam giác: {edges}; đỉnh chỉ nối bề mặt bằng một góc: {vertices}. Vẫn hiện được; in 3D thì phải sửa",
        en="edges of more than two triangles: {edges}; vertices where the surface hangs together by a corner: {vertices}. It still shows; mend it before 3D printing",
    ),
    "inspect-crumbs": Message(
        vi="mảnh vụn rời quanh hiện vật: {count}, gồm {triangles} tam giác. Xóa bằng lệnh bỏ mảnh nhỏ (remove isolated pieces) rồi xuất lại",
        en="loose crumbs around the object: {count}, with {triangles} triangles. Delete them with 'remove isolated pieces' and export again",
    ),
    "inspect-duplicates": Message(
        vi="{count} tam giác trùng tam giác khác; khi dựng bản thừa cùng chiều được bỏ",
        en="triangles that repeat another: {count}; the build drops spare ones of the same side",
    ),
    "inspect-degenerate": Message(
        vi="{count} tam giác không có diện tích; khi dựng chúng được bỏ",
        en="triangles without area: {count}; the build drops them",
    ),
    "inspect-spare-vertices": Message(
        vi="đỉnh không được dùng: {unused}, đỉnh lặp lại: {double}; khi dựng chúng được bỏ hoặc gộp",
        en="vertices that no triangle uses: {unused}, that repeat another: {double}; the build drops or joins them",
    ),
    "inspect-large": Message(
        vi="mô hình có {millions_vi} triệu tam giác. Không cần giảm: trang sẽ tải từng khối theo chỗ khách nhìn",
        en="the model has {millions_en} million triangles. No need to reduce it: the site streams blocks of it where a visitor looks",
    ),
    "inspect-no-sheet": Message(
        vi="tờ ảnh chỉ vẽ được cho lưới tam giác, không cho đám mây điểm hay splat. Bỏ --sheet, hoặc dựng rồi xem trang",
        en="a picture sheet is drawn of meshes only, not of point clouds or splats. Leave out --sheet, or build and look at the page",
    ),
    "inspect-museum-broken": Message(
        vi="không đọc được bảo tàng quanh tệp ({folder}), nên không so được với hồ sơ. Chạy `vmuseum check` để xem lỗi",
        en="the museum around the file ({folder}) cannot be read, so nothing was compared with its record. Run `vmuseum check` to see why",
    ),
}
MESSAGES: dict[str, Message] = {**_SIZE, **_FACING, **_PICTURES, **_SURFACE}
