"""Messages: reading files. Folder, file names, YAML, masters."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "cannot-read": Message(
        vi="không đọc được tệp ({reason}). Kiểm tra quyền truy cập và ổ đĩa",
        en="the file cannot be read ({reason}). Check its permissions and the disk",
    ),
    "link-leaves-museum": Message(
        vi="liên kết này trỏ ra ngoài thư mục bảo tàng nên không được đọc. Chép tệp thật vào đây",
        en="this link leads out of the museum's folder and is not followed. Copy the real file here",
    ),
    "bad-file-name": Message(
        vi="tên tệp '{name}' không dùng làm mã được. Chỉ dùng a-z, 0-9 và gạch nối, ví dụ {example}",
        en="the file name '{name}' cannot serve as an id. Use only a-z, 0-9 and hyphens, such as {example}",
    ),
    "yml-suffix": Message(
        vi="tệp này không được đọc vì đuôi không phải .yaml. Đổi tên thành {example}",
        en="this file is not read because its name does not end in .yaml. Rename it to {example}",
    ),
    "folder-not-read": Message(
        vi="thư mục con không được đọc. Chuyển các tệp .yaml trong đó lên {parent}/",
        en="a folder inside is not read. Move the .yaml files in it up to {parent}/",
    ),
    "file-too-large": Message(
        vi="tệp dài {size_kb} kB, giới hạn là {limit_kb} kB. Chia thành nhiều tệp",
        en="the file has {size_kb} kB, the limit is {limit_kb} kB. Split it into several files",
    ),
    "not-utf-8": Message(
        vi="chỗ này không phải UTF-8. Lưu lại tệp với bảng mã UTF-8",
        en="this is not UTF-8. Save the file again as UTF-8",
    ),
    "unprintable-character": Message(
        vi="có ký tự điều khiển {character} không nhìn thấy. Xóa nó đi",
        en="there is an invisible control character {character}. Delete it",
    ),
    "yaml-tab": Message(
        vi="có dấu tab. Thay mọi dấu tab bằng dấu cách, YAML thụt dòng bằng dấu cách",
        en="there is a tab. Replace every tab by spaces, YAML indents with spaces",
    ),
    "empty-file": Message(
        vi="tệp trống. Viết nội dung, hoặc xóa tệp",
        en="the file is empty. Write something in it, or delete it",
    ),
    "many-documents": Message(
        vi="tệp có nhiều tài liệu ngăn bằng ---. Mỗi tệp chỉ giữ một tài liệu",
        en="the file holds several documents parted by ---. Keep one document a file",
    ),
    "duplicate-key": Message(
        vi="khóa '{key}' đã có ở dòng {first}. Xóa một trong hai",
        en="the key '{key}' is already on line {first}. Delete one of the two",
    ),
    "key-not-text": Message(
        vi="tên khóa phải là một từ, không phải danh sách hay bảng",
        en="a key must be a word, not a list or a table",
    ),
    "yaml-tag": Message(
        vi="không dùng được nhãn '{tag}': chỉ đọc YAML thuần. Bỏ nhãn; nếu là chữ thì đặt trong ngoặc kép",
        en="the tag '{tag}' is refused: only plain YAML is read. Remove it; put words in quotes",
    ),
    "unknown-alias": Message(
        vi="*{name} không trỏ tới đâu cả. Đặt &{name} ở phía trên, hoặc đặt chữ trong ngoặc kép",
        en="*{name} points to nothing. Put &{name} above it, or put the words in quotes",
    ),
    "alias-bomb": Message(
        vi="các bí danh (*) sinh ra hơn {limit} giá trị hoặc tự chứa chính nó. Viết nội dung ra thay vì lặp bí danh",
        en="the aliases (*) grow to more than {limit} values or hold themselves. Write the values out instead",
    ),
    "too-many-values": Message(
        vi="tệp có hơn {limit} giá trị. Chia thành nhiều tệp",
        en="the file holds more than {limit} values. Split it into several files",
    ),
    "nested-too-deep": Message(
        vi="lồng sâu hơn {limit} tầng. Kiểm tra ngoặc và thụt dòng",
        en="nested deeper than {limit} levels. Check brackets and indentation",
    ),
    "not-a-number": Message(
        vi="số '{value}' quá lớn, quá dài hoặc không hữu hạn. Viết một số thường, hoặc đặt trong ngoặc kép nếu là chữ",
        en="the number '{value}' is too large, too long or not finite. Write a plain number, or put it in quotes if it is text",
    ),
    "stray-colon": Message(
        vi="dấu hai chấm không đúng chỗ. Xem dòng trên có thiếu dấu hai chấm, thụt dòng có lệch, hoặc đặt câu có ': ' trong ngoặc kép",
        en="a colon in the wrong place. Does the line above lack one, is the indentation off? Put a sentence with ': ' in quotes",
    ),
    "missing-colon": Message(
        vi="thiếu dấu hai chấm sau tên khóa này. Viết 'khóa: giá trị', có dấu cách sau dấu hai chấm",
        en="a colon is missing after this key. Write 'key: value', with a space after the colon",
    ),
    "stray-dash": Message(
        vi="dấu gạch đầu dòng không đúng chỗ. Đưa danh sách xuống dòng dưới khóa và thụt vào",
        en="a list dash in the wrong place. Put the list on the lines below its key, indented",
    ),
    "open-quote": Message(
        vi="ngoặc kép mở ở đây nhưng không đóng. Thêm ngoặc đóng",
        en="a quote opens here and is never closed. Add the closing quote",
    ),
    "open-bracket": Message(
        vi="ngoặc mở ở đây thiếu dấu phẩy hoặc ngoặc đóng. Kiểm tra từng dấu phẩy và thêm ] hoặc }}",
        en="the bracket opened here lacks a comma or its end. Check each comma and add ] or }}",
    ),
    "needs-quotes": Message(
        vi="ký tự này không thể đứng đầu giá trị. Đặt giá trị trong ngoặc kép",
        en="a value cannot begin with this character. Put the value in quotes",
    ),
    "bad-escape": Message(
        vi="dấu \\ trong ngoặc kép \" \" phải viết thành \\\\. Hoặc dùng ngoặc đơn ' '",
        en="a \\ inside double quotes must be written \\\\. Or use single quotes ' '",
    ),
    "bad-indent": Message(
        vi="thụt dòng không khớp các dòng trên. Các khóa cùng cấp phải thẳng cột",
        en="the indentation does not match the lines above. Keys of one level must stand in one column",
    ),
    "yaml-syntax": Message(
        vi="YAML sai cú pháp ({detail}). Xem dòng này và dòng ngay trên",
        en="this is not right YAML ({detail}). Look at this line and the one above",
    ),
    "master-missing": Message(
        vi="không tìm thấy tệp '{file}'{hint_vi}. Chép tệp vào đó hoặc sửa đường dẫn",
        en="there is no file '{file}'{hint_en}. Copy the file there or correct the path",
    ),
    "master-is-folder": Message(
        vi="'{file}' là thư mục. Ghi tên một tệp",
        en="'{file}' is a folder. Name a file",
    ),
    "master-outside": Message(
        vi="'{file}' nằm ngoài bảo tàng. Chép tệp vào thư mục bảo tàng, hoặc khai báo masters: trong museum.yaml",
        en="'{file}' lies outside the museum. Copy the file into the museum's folder, or name a masters: folder in museum.yaml",
    ),
    "master-address": Message(
        vi="'{file}' là địa chỉ mạng; khi dựng không tải gì từ mạng. Tải tệp về và ghi đường dẫn",
        en="'{file}' is a web or file: address; nothing is fetched while building. Download it and write its path",
    ),
    "master-backslash": Message(
        vi="'{file}' có dấu \\. Dùng dấu / để chạy được trên mọi máy: '{example}'",
        en="'{file}' holds a \\. Write / so that it works on every machine: '{example}'",
    ),
    "master-no-folder": Message(
        vi="'{file}' bắt đầu bằng masters/ nhưng museum.yaml chưa có masters:. Thêm khóa masters: vào museum.yaml",
        en="'{file}' begins with masters/ but museum.yaml names no masters: folder. Add the key masters: to museum.yaml",
    ),
    "masters-folder-missing": Message(
        vi="không có thư mục tệp gốc '{folder}'. Tạo thư mục hoặc sửa khóa masters:",
        en="there is no masters folder '{folder}'. Make it or correct the key masters:",
    ),
    "wrong-suffix": Message(
        vi="'{file}' không phải loại tệp dùng ở đây. Cần: {suffixes}",
        en="'{file}' is not a kind of file that fits here. Wanted: {suffixes}",
    ),
    "wrong-content": Message(
        vi="'{file}' có đuôi {suffix} nhưng nội dung là loại khác ({found}). Xuất lại tệp đúng loại",
        en="'{file}' ends in {suffix} but holds something else ({found}). Export it again in the right format",
    ),
    "master-empty": Message(
        vi="tệp '{file}' trống. Chép lại tệp gốc",
        en="the file '{file}' is empty. Copy the master again",
    ),
    "drawing-unsafe": Message(
        vi="hình '{file}' có mã lệnh hoặc tham chiếu ra ngoài. Xuất lại dạng SVG đơn giản, hoặc dùng PNG",
        en="the drawing '{file}' holds script or points to other files. Export it as plain SVG, or use a PNG",
    ),
    "drawing-without-size": Message(
        vi="hình '{file}' không có viewBox, nên không biết tỷ lệ. Xuất lại kèm viewBox",
        en="the drawing '{file}' has no viewBox, so its scale is unknown. Export it with a viewBox",
    ),
    "master-too-large": Message(
        vi="tệp '{file}' nặng {size_mb} MB, giới hạn là {limit_mb} MB. Giảm bớt rồi xuất lại",
        en="the file '{file}' has {size_mb} MB, the limit is {limit_mb} MB. Reduce it and export again",
    ),
    "companion-missing": Message(
        vi="'{file}' cần '{companion}' nhưng không có tệp đó{hint_vi}. Chép tệp vào cạnh, hoặc xuất lại thành .glb",
        en="'{file}' needs '{companion}', which is not there{hint_en}. Copy it beside, or export again as .glb",
    ),
    "companion-outside": Message(
        vi="'{file}' trỏ tới '{companion}' ở ngoài bảo tàng hoặc trên mạng; không đọc tệp đó. Chép tệp vào cạnh và sửa đường dẫn",
        en="'{file}' points to '{companion}' outside the museum or on the web; it is not read. Copy it beside and correct the path",
    ),
    "companion-too-large": Message(
        vi="'{companion}' đi cùng '{file}' nặng {size_mb} MB, giới hạn là {limit_mb} MB. Giảm bớt rồi xuất lại",
        en="'{companion}' beside '{file}' has {size_mb} MB, the limit is {limit_mb} MB. Reduce it and export again",
    ),
    "too-many-companions": Message(
        vi="'{file}' kéo theo hơn {limit} tệp khác. Xuất lại thành .glb",
        en="'{file}' draws in more than {limit} other files. Export again as .glb",
    ),
}
