"""Messages: mesh. 3D files that cannot be read, and what was repaired or left out."""

from __future__ import annotations

from vmuseum.messages.message import Message

_FILES = {
    "mesh-wasm-missing": Message(
        vi="thiếu tệp {file} của chương trình. Chạy `npm run build` trong viewer/ hoặc cài lại vmuseum",
        en="the program's file {file} is missing. Run `npm run build` in viewer/, or install vmuseum again",
    ),
    "mesh-too-large": Message(
        vi="mô hình quá lớn ({step}). Giảm số tam giác xuống dưới 20 triệu bằng phần mềm quét rồi thử lại",
        en="the model is too large ({step}). Reduce it below 20 million triangles in the scanning software and try again",
    ),
    "mesh-empty": Message(
        vi="tệp không có tam giác nào dùng được. Xuất lại mô hình và xem thử trong một phần mềm 3D",
        en="the file holds no usable triangle. Export the model again and look at it in a 3D program",
    ),
    "mesh-points-only": Message(
        vi="tệp chỉ có điểm hoặc đường (đám mây điểm), không có mặt. Tạo lưới tam giác trong phần mềm quét rồi xuất lại",
        en="the file holds points or lines only (a point cloud), no faces. Make a mesh in the scanning software and export again",
    ),
    "mesh-no-size": Message(
        vi="mô hình không có kích thước: mọi điểm trùng nhau. Xuất lại mô hình",
        en="the model has no size: all its points are the same. Export it again",
    ),
    "mesh-no-height": Message(
        vi="mô hình phẳng theo chiều đứng nên không tính được tỉ lệ từ height_m. Kiểm tra `up`, hoặc dùng `unit` thay cho height_m",
        en="the model is flat in the upright direction, so height_m cannot scale it. Check `up`, or use `unit` instead of height_m",
    ),
    "mesh-index-range": Message(
        vi="một mặt dùng điểm số {index} nhưng tệp chỉ có {vertices} điểm. Tệp bị hỏng: xuất hoặc tải lại",
        en="a face uses vertex {index}, but there are {vertices} vertices. The file is damaged: export or download it again",
    ),
    "mesh-not-finite": Message(
        vi="{count} điểm có tọa độ không phải số hữu hạn. Xuất lại mô hình",
        en="{count} vertices have coordinates that are not finite numbers. Export the model again",
    ),
    "mesh-compressed-broken": Message(
        vi="dữ liệu nén {kind} bị hỏng. Tải hoặc xuất lại tệp",
        en="the {kind} compressed data is damaged. Download or export the file again",
    ),
    "mesh-companion-missing": Message(
        vi="thiếu tệp '{path}' mà mô hình cần. Đặt tệp vào đúng chỗ cạnh mô hình",
        en="the file '{path}' that the model needs is missing. Put it in its place beside the model",
    ),
    "mesh-address": Message(
        vi="mô hình trỏ tới địa chỉ '{address}'. Khi dựng không tải gì từ mạng hay ngoài thư mục: chép tệp đó vào cạnh mô hình",
        en="the model points at the address '{address}'. Building fetches nothing: copy that file beside the model",
    ),
    "mesh-path-outside": Message(
        vi="đường dẫn '{path}' đi ra ngoài thư mục của mô hình nên không được đọc. Chép tệp vào cạnh mô hình và sửa đường dẫn",
        en="the path '{path}' leaves the model's folder and was not read. Copy the file beside the model and mend the path",
    ),
    "mesh-texture-kind": Message(
        vi="ảnh {at} không phải JPEG, PNG hay WebP. Xuất lại mô hình với ảnh JPEG hoặc PNG",
        en="the picture {at} is not JPEG, PNG or WebP. Export the model with JPEG or PNG textures",
    ),
}
_GLTF = {
    "glb-truncated": Message(
        vi="tệp GLB khai {declared} byte nhưng chỉ có {size}. Tệp tải về chưa đủ: tải lại",
        en="the GLB declares {declared} bytes but has {size}. The download is not complete: fetch it again",
    ),
    "glb-no-chunks": Message(
        vi="tệp GLB không có nội dung sau phần đầu. Xuất hoặc tải lại",
        en="the GLB has nothing after its header. Export or download it again",
    ),
    "glb-chunk-long": Message(
        vi="một khối của tệp GLB khai {declared} byte nhưng chỉ còn {size}. Tệp bị hỏng: xuất hoặc tải lại",
        en="a chunk of the GLB declares {declared} bytes, only {size} are left. The file is damaged: export or download it again",
    ),
    "gltf-version": Message(
        vi="tệp thuộc glTF bản {version}; chương trình đọc bản 2. Xuất lại thành glTF 2.0",
        en="the file is glTF version {version}; version 2 is read. Export it as glTF 2.0",
    ),
    "gltf-not-json": Message(
        vi="phần mô tả của tệp glTF không phải JSON hợp lệ. Xuất hoặc tải lại tệp",
        en="the description inside the glTF file is not valid JSON. Export or download the file again",
    ),
    "gltf-broken": Message(
        vi="giá trị '{at}' trong tệp glTF sai hoặc thiếu. Xuất lại mô hình bằng phần mềm khác nếu lỗi còn",
        en="the value '{at}' of the glTF file is wrong or missing. Export it again, with another program if it stays so",
    ),
    "gltf-buffer-short": Message(
        vi="dữ liệu của {at} chỉ có {size} byte, ít hơn đã khai. Tải hoặc xuất lại",
        en="the data of {at} has only {size} bytes, fewer than declared. Download or export it again",
    ),
    "gltf-view-range": Message(
        vi="{at} trỏ ra ngoài vùng dữ liệu. Tệp bị hỏng: xuất lại",
        en="{at} reaches past its buffer. The file is damaged: export it again",
    ),
    "gltf-accessor-range": Message(
        vi="{at} đòi {count} giá trị, nhiều hơn dữ liệu có. Tệp bị hỏng: xuất lại",
        en="{at} asks for {count} values, more than its data holds. The file is damaged: export it again",
    ),
    "gltf-extension": Message(
        vi="tệp cần phần mở rộng glTF '{name}' mà chương trình không đọc được. Xuất lại không dùng phần mở rộng này",
        en="the file needs the glTF extension '{name}', which is not read here. Export it without that extension",
    ),
    "gltf-node-cycle": Message(
        vi="nút {node} của tệp glTF nằm trong chính nó hoặc có hai cha. Xuất lại mô hình",
        en="node {node} of the glTF file stands inside itself or has two parents. Export the model again",
    ),
}
_OTHER = {
    "ply-not-ply": Message(
        vi="đây không phải tệp PLY. Kiểm tra tên và nội dung tệp",
        en="this is not a PLY file. Check the file's name and content",
    ),
    "ply-header": Message(
        vi="phần đầu của tệp PLY sai hoặc không có điểm kết thúc ({line}). Xuất lại tệp",
        en="the header of the PLY is wrong or has no end ({line}). Export the file again",
    ),
    "ply-count": Message(
        vi="tệp PLY khai {count} {element}, điều không thể. Xuất lại tệp",
        en="the PLY declares {count} {element}, which cannot be. Export the file again",
    ),
    "ply-short": Message(
        vi="tệp PLY khai {count} {element} nhưng dữ liệu ngắn hơn nhiều. Tải hoặc xuất lại",
        en="the PLY declares {count} {element}, but its data is shorter. Download or export it again",
    ),
    "ply-data": Message(
        vi="dữ liệu của tệp PLY có chỗ không phải là số hoặc sai cách ghi. Xuất lại tệp",
        en="the data of the PLY is not all numbers, or not laid out as declared. Export the file again",
    ),
    "stl-count": Message(
        vi="tệp STL khai {declared} tam giác nhưng chỉ đủ chỗ cho {present}. Tải hoặc xuất lại",
        en="the STL declares {declared} triangles, but has room for {present}. Download or export it again",
    ),
    "stl-truncated": Message(
        vi="tệp STL kết thúc giữa một tam giác. Tải hoặc xuất lại",
        en="the STL ends inside a facet. Download or export it again",
    ),
    "stl-not-stl": Message(
        vi="đây không phải tệp STL. Kiểm tra tên và nội dung tệp",
        en="this is not an STL file. Check the file's name and content",
    ),
    "obj-data": Message(
        vi="dòng '{line}' của tệp OBJ không đọc được. Xuất lại tệp",
        en="the line '{line}' of the OBJ file cannot be read. Export the file again",
    ),
    "obj-no-material": Message(
        vi="không có tệp vật liệu '{path}', mô hình dùng màu xám. Đặt tệp .mtl cạnh tệp .obj",
        en="the material file '{path}' is not there, so the model is grey. Put the .mtl beside the .obj",
    ),
    "obj-no-texture": Message(
        vi="không có ảnh '{path}', vật liệu dùng màu trơn. Đặt ảnh vào đúng chỗ cạnh tệp .mtl",
        en="the picture '{path}' is not there, so its material is plain. Put it in its place beside the .mtl",
    ),
    "obj-bump-left-out": Message(
        vi="ảnh '{path}' là bản đồ độ cao nên được bỏ qua. Xuất bản đồ pháp tuyến (normal map) nếu cần",
        en="the picture '{path}' is a height map and was left out. Export a normal map if it is needed",
    ),
}
_REPAIRED = {
    "mesh-lines-left-out": Message(
        vi="bỏ {count} nhóm điểm hoặc đường; chỉ các mặt được hiện",
        en="{count} groups of points or lines were left out; only faces are shown",
    ),
    "mesh-texture-left-out": Message(
        vi="bỏ {count} ảnh vật liệu dùng hệ tọa độ khác. Xuất lại với một hệ tọa độ ảnh nếu thấy thiếu",
        en="{count} textures with other coordinates were left out. Export with one set of coordinates if something is missing",
    ),
    "mesh-dropped-not-finite": Message(
        vi="bỏ {count} tam giác có tọa độ không phải số hữu hạn. Nên xuất lại mô hình",
        en="{count} triangles with coordinates that are not finite were dropped. Better export the model again",
    ),
    "mesh-dropped-flat": Message(
        vi="bỏ {count} tam giác không có diện tích", en="{count} triangles without area were dropped"
    ),
    "mesh-duplicates": Message(
        vi="{count} tam giác trùng với tam giác khác; bản thừa cùng chiều đã bỏ",
        en="{count} triangles are the same as others; spare ones of the same side were dropped",
    ),
    "mesh-non-manifold": Message(
        vi="{count} cạnh được ba mặt trở lên dùng chung. Vẫn hiện được; nên sửa lưới nếu thấy vết lạ",
        en="{count} edges are shared by three or more faces. It still shows; mend the mesh if you see odd marks",
    ),
    "mesh-bow-tie": Message(
        vi="{count} điểm chỉ nối các mảng bề mặt bằng một góc. Vẫn hiện được; nên sửa lưới nếu thấy vết lạ",
        en="{count} vertices join pieces of surface by a corner only. It still shows; mend the mesh if you see odd marks",
    ),
    "mesh-open": Message(
        vi="bề mặt hở: {count} cạnh biên. Vẫn hiện được; nên vá lỗ nếu nhìn thấy bên trong",
        en="the surface is open: {count} border edges. It still shows; close the holes if the inside can be seen",
    ),
    "mesh-size-odd": Message(
        vi="mô hình cao {height_m} m sau khi đổi đơn vị. Nếu không đúng, ghi `height_m` hoặc `unit` trong `model`",
        en="the model is {height_m} m tall after conversion. If that is wrong, give `height_m` or `unit` under `model`",
    ),
    "mesh-thumb-large": Message(
        vi="bản xem nhanh nặng {bytes} byte, hơn giới hạn {limit}. Mô hình có quá nhiều phần hoặc vật liệu: gộp bớt",
        en="the quick view has {bytes} bytes, over the limit of {limit}. The model has too many parts or materials: join some",
    ),
}
MESSAGES: dict[str, Message] = {**_FILES, **_GLTF, **_OTHER, **_REPAIRED}
