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
        vi="ảnh {at} không phải JPEG, PNG, WebP hay AVIF. Xuất lại mô hình với ảnh JPEG hoặc PNG",
        en="the picture {at} is not JPEG, PNG, WebP or AVIF. Export the model with JPEG or PNG textures",
    ),
    "mesh-texture-basis": Message(
        vi="ảnh KTX2 {at} không đọc được (không phải Basis Universal, hoặc bị hỏng). Xuất lại mô hình với ảnh JPEG hoặc PNG",
        en="the KTX2 picture {at} cannot be read (not Basis Universal, or damaged). Export the model with JPEG or PNG textures",
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
        vi="bỏ {count} ảnh vật liệu cần bộ tọa độ thứ ba; mỗi vật liệu giữ hai. Xuất lại với ít bộ tọa độ hơn nếu thấy thiếu",
        en="{count} textures that need a third set of coordinates were left out; a material keeps two. Export with fewer sets if something is missing",
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
    "mesh-blocks-second-uv": Message(
        vi="{count} ảnh dùng bộ tọa độ thứ hai: bản quét rất lớn được cắt thành ô chỉ giữ bộ thứ nhất nên các ảnh đó bị bỏ. Vẽ chúng theo bộ tọa độ thứ nhất trong phần mềm quét nếu cần giữ",
        en="{count} pictures use the second set of coordinates: a very large scan that is cut into tiles keeps the first set only, so they were left out. Draw them for the first set in the scanning software to keep them",
    ),
    "mesh-thumb-large": Message(
        vi="bản xem nhanh nặng {bytes} byte, hơn giới hạn {limit}. Mô hình có quá nhiều phần hoặc vật liệu: gộp bớt",
        en="the quick view has {bytes} bytes, over the limit of {limit}. The model has too many parts or materials: join some",
    ),
}
_KEPT_NOT = {
    "mesh-gloss-left-out": Message(
        vi="bỏ {count} ảnh độ bóng (specular-glossiness) vì dùng tọa độ khác ảnh màu. Xuất lại vật liệu dạng metallic-roughness",
        en="{count} specular-glossiness pictures were left out: their coordinates differ from the colour's. Export the material as metallic-roughness",
    ),
    "mesh-uv-sets-left-out": Message(
        vi="bỏ {count} bộ tọa độ ảnh thừa; mỗi phần giữ nhiều nhất hai bộ. Không cần làm gì nếu ảnh hiện đúng",
        en="{count} spare sets of texture coordinates were left out; a part keeps two. Nothing to do if the pictures look right",
    ),
    "mesh-colours-left-out": Message(
        vi="bỏ {count} bộ màu đỉnh thứ hai trở đi; chỉ COLOR_0 được giữ. Gộp màu vào COLOR_0 nếu cần",
        en="{count} further sets of vertex colours were left out; COLOR_0 alone is kept. Merge them into COLOR_0 if they matter",
    ),
    "mesh-attributes-left-out": Message(
        vi="bỏ {count} thuộc tính riêng của đỉnh; chúng không ảnh hưởng hình hiện. Giữ tệp gốc nếu cần các số liệu này",
        en="{count} custom vertex attributes were left out; they do not change the look. Keep the master if those data matter",
    ),
    "mesh-texture-no-uv": Message(
        vi="bỏ {count} ảnh vật liệu vì bề mặt không có tọa độ ảnh. Xuất lại mô hình kèm tọa độ ảnh (UV)",
        en="{count} textures were left out: the surface has no coordinates for them. Export the model with its texture coordinates (UV)",
    ),
    "mesh-texture-wrap": Message(
        vi="{count} bộ tọa độ ra ngoài ảnh không lặp lại (clamp hay mirror); ở đây ảnh sẽ lặp. Xem lại các mép ảnh, hoặc xuất tọa độ trong khoảng 0..1",
        en="{count} sets of coordinates leave a picture that does not repeat (clamp or mirror); here it repeats. Look at its edges, or export coordinates within 0..1",
    ),
    "mesh-tangents-left-out": Message(
        vi="bỏ tiếp tuyến hỏng của {count} phần; trình xem tự tính lại. Xuất lại mô hình nếu bề mặt có vết lạ",
        en="the tangents of {count} parts are damaged and were left out; viewers work them out. Export again if the surface shows odd marks",
    ),
    "mesh-animation-left-out": Message(
        vi="bỏ {count} chuyển động; mô hình hiện ở tư thế nghỉ. Nếu cần tư thế khác, đặt tư thế đó rồi xuất lại",
        en="{count} animations were left out; the model stands in its rest pose. To show another one, pose it and export again",
    ),
    "mesh-skin-rest": Message(
        vi="{count} bộ xương được cố định ở tư thế nghỉ. Nếu cần tư thế khác, đặt tư thế đó rồi xuất lại",
        en="{count} skeletons were fixed in their rest pose. To show another one, pose the model and export again",
    ),
    "mesh-morph-rest": Message(
        vi="{count} lưới có dạng biến hình được cố định ở trọng số mặc định. Nếu cần dạng khác, chọn dạng đó rồi xuất lại",
        en="{count} meshes with morph targets were fixed at their default weights. To show another shape, choose it and export again",
    ),
    "mesh-cameras-left-out": Message(
        vi="bỏ {count} máy quay trong tệp. Góc nhìn của hiện vật được ghi trong bảo tàng, không trong mô hình",
        en="{count} cameras in the file were left out. Views of an exhibit are written in the museum, not in the model",
    ),
    "mesh-lamps-left-out": Message(
        vi="bỏ {count} đèn trong tệp. Ánh sáng được ghi trong phòng trưng bày, không trong mô hình",
        en="{count} lamps in the file were left out. Light is written in the gallery, not in the model",
    ),
    "mesh-not-in-scene": Message(
        vi="{count} lưới không nằm trong cảnh chính của tệp nên không hiện. Đưa chúng vào cảnh chính rồi xuất lại nếu cần",
        en="{count} meshes are not in the file's main scene and are not shown. Put them into it and export again if they belong",
    ),
    "mesh-extension-left-out": Message(
        vi="phần mở rộng glTF '{name}' không được giữ. Xem bản dựng; giữ tệp gốc nếu cần thông tin đó",
        en="the glTF extension '{name}' is not kept. Look at the result; keep the master if its information matters",
    ),
    "mesh-coat-texture": Message(
        vi="bỏ {count} ảnh của '{name}'; chỉ các hệ số được giữ. Nướng (bake) hiệu ứng vào ảnh màu nếu thấy thiếu",
        en="{count} pictures of '{name}' were left out; its factors are kept. Bake the effect into the colour picture if something is missing",
    ),
    "mesh-basis-fallback": Message(
        vi="{count} ảnh KTX2 có sẵn bản JPEG hoặc PNG trong tệp; bản đó được dùng",
        en="{count} KTX2 pictures come with a JPEG or PNG of the same; that one is used",
    ),
    "ply-columns-left-out": Message(
        vi="bỏ {count} cột số liệu của tệp PLY ({name}); chúng không ảnh hưởng hình hiện. Giữ tệp gốc nếu cần",
        en="{count} columns of the PLY were left out ({name}); they do not change the look. Keep the master if they matter",
    ),
    "ply-elements-left-out": Message(
        vi="bỏ {count} bảng khác của tệp PLY ({name}); chỉ đỉnh và mặt được đọc. Giữ tệp gốc nếu cần",
        en="{count} other tables of the PLY were left out ({name}); vertices and faces alone are read. Keep the master if they matter",
    ),
    "ply-uv-partly": Message(
        vi="{count} mặt có tọa độ ảnh sai số lượng; chúng hiện không có ảnh. Xuất lại với tọa độ cho mọi góc",
        en="{count} faces have texture coordinates of a wrong number; they show no picture. Export with coordinates for every corner",
    ),
    "ply-texture-number": Message(
        vi="{count} mặt chỉ tới ảnh mà phần đầu tệp PLY không khai; chúng hiện không có ảnh. Xuất lại kèm mọi ảnh",
        en="{count} faces point at a picture the header of the PLY does not name; they show none. Export with all pictures",
    ),
    "mesh-polygon-poor": Message(
        vi="{count} đa giác tự cắt hoặc quá nhiều góc được chia đơn giản; có thể sai hình. Chia thành tam giác trong phần mềm rồi xuất lại",
        en="{count} polygons that cross themselves or have very many corners were cut simply and may look wrong. Make triangles in the program and export again",
    ),
    "ply-face-flat": Message(
        vi="bỏ {count} mặt có ít hơn ba góc", en="{count} faces with fewer than three corners were left out"
    ),
    "obj-map-left-out": Message(
        vi="bỏ {count} ảnh loại '{name}' của tệp MTL. Xuất vật liệu dạng PBR (map_Kd, norm, map_Pr, map_Pm) nếu thấy thiếu",
        en="{count} '{name}' pictures of the MTL were left out. Export a PBR material (map_Kd, norm, map_Pr, map_Pm) if something is missing",
    ),
    "obj-map-option": Message(
        vi="tùy chọn '{name}' của ảnh trong tệp MTL không được giữ ({count} ảnh). Sửa chính ảnh hoặc tọa độ rồi xuất lại",
        en="the picture option '{name}' of the MTL is not kept ({count} pictures). Change the picture or its coordinates and export again",
    ),
    "obj-curves-left-out": Message(
        vi="bỏ {count} đường cong hoặc mặt cong tự do của tệp OBJ. Chuyển thành lưới tam giác rồi xuất lại",
        en="{count} free-form curves or surfaces of the OBJ were left out. Turn them into a mesh of triangles and export again",
    ),
    "obj-face-flat": Message(
        vi="bỏ {count} mặt có ít hơn ba góc", en="{count} faces with fewer than three corners were left out"
    ),
    "obj-no-uv": Message(
        vi="{count} mặt không có tọa độ ảnh; chúng hiện màu trơn của vật liệu. Xuất lại kèm tọa độ nếu cần",
        en="{count} faces have no texture coordinates; they show the plain colour of their material. Export with coordinates if they matter",
    ),
    "obj-material-unknown": Message(
        vi="vật liệu '{name}' không có trong tệp MTL nào, các mặt của nó màu xám. Thêm vật liệu hoặc sửa tên",
        en="the material '{name}' is in no MTL, so its faces are grey. Add the material or mend the name",
    ),
    "stl-attributes-left-out": Message(
        vi="bỏ số thuộc tính của {count} mặt trong tệp STL: không rõ đó là màu hay số liệu. Xuất dạng PLY hoặc GLB nếu cần màu",
        en="the attribute numbers of {count} facets of the STL were left out: whether they are colours is not known. Export PLY or GLB if colours matter",
    ),
}
MESSAGES: dict[str, Message] = {**_FILES, **_GLTF, **_OTHER, **_REPAIRED, **_KEPT_NOT}
