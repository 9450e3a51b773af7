"""Messages: the shape of a document. Keys, types, ranges, and rules between keys."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "not-a-document": Message(
        vi="tệp phải gồm các dòng 'khóa: giá trị'. Xem mẫu trong docs/reference",
        en="the file must hold lines of 'key: value'. See the samples in docs/reference",
    ),
    "unknown-field": Message(
        vi="không có khóa '{key}'{hint_vi}",
        en="unknown field '{key}'{hint_en}",
    ),
    "missing-field": Message(
        vi="thiếu khóa '{key}'{hint_vi}. Thêm vào",
        en="the field '{key}' is missing{hint_en}. Add it",
    ),
    "no-value": Message(
        vi="khóa '{key}' chưa có giá trị. Ghi giá trị hoặc xóa dòng",
        en="the field '{key}' has no value. Write one or delete the line",
    ),
    "wrong-type": Message(
        vi="'{key}' cần {wanted_vi}{hint_vi}",
        en="'{key}' must be {wanted_en}{hint_en}",
    ),
    "text-without-language": Message(
        vi="'{key}' cần ghi rõ ngôn ngữ: {{vi: …, en: …}}",
        en="'{key}' must say its language: {{vi: …, en: …}}",
    ),
    "text-without-vi": Message(
        vi="'{key}' thiếu tiếng Việt. Thêm vi: …",
        en="'{key}' lacks Vietnamese. Add vi: …",
    ),
    "empty-text": Message(
        vi="'{key}' để trống. Ghi nội dung hoặc xóa khóa",
        en="'{key}' is empty. Write something or delete the key",
    ),
    "too-long": Message(
        vi="'{key}' dài hơn {limit} ký tự. Rút ngắn",
        en="'{key}' is longer than {limit} characters. Shorten it",
    ),
    "not-one-of": Message(
        vi="'{key}' không thể là '{value}'{hint_vi}",
        en="'{key}' cannot be '{value}'{hint_en}",
    ),
    "out-of-range": Message(
        vi="'{key}' phải {wanted_vi}",
        en="'{key}' must be {wanted_en}",
    ),
    "wrong-count": Message(
        vi="'{key}' cần đúng {count} số, ví dụ at_m: [2.0, 1.5]",
        en="'{key}' takes exactly {count} numbers, such as at_m: [2.0, 1.5]",
    ),
    "too-few": Message(
        vi="'{key}' cần ít nhất {count} mục. Thêm vào",
        en="'{key}' needs {count} or more entries. Add some",
    ),
    "too-many": Message(
        vi="'{key}' có tối đa {count} mục. Bỏ bớt",
        en="'{key}' takes at most {count} entries. Take some out",
    ),
    "bad-id": Message(
        vi="mã '{value}' chỉ được gồm a-z, 0-9 và gạch nối đơn, ví dụ '{example}'",
        en="the id '{value}' may hold only a-z, 0-9 and single hyphens, such as '{example}'",
    ),
    "bad-code": Message(
        vi="mã ngắn '{value}' chỉ được gồm A-Z, 0-9 và gạch nối, ví dụ BV02",
        en="the short code '{value}' may hold only A-Z, 0-9 and hyphens, such as BV02",
    ),
    "bad-time": Message(
        vi="'{value}' không phải giờ. Viết đủ hai chữ số trong ngoặc kép: \"07:30\"",
        en="'{value}' is not a time of day. Write two digits each, in quotes: \"07:30\"",
    ),
    "bad-date": Message(
        vi="'{value}' không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2018-12-24",
        en="'{value}' is not a day of the calendar. Write year-month-day, such as 2018-12-24",
    ),
    "bad-edtf": Message(
        vi="'{value}' không đúng dạng EDTF. Ví dụ: 1878, 1878-06, 0401/0500, 1878~/1886, 18XX",
        en="'{value}' is not an EDTF date. Such as: 1878, 1878-06, 0401/0500, 1878~/1886, 18XX",
    ),
    "bad-address": Message(
        vi="'{value}' không phải địa chỉ web. Bắt đầu bằng https://",
        en="'{value}' is not a web address. Begin with https://",
    ),
    "bad-pattern": Message(
        vi="'{value}' không đúng dạng của '{key}' ({pattern})",
        en="'{value}' does not have the form of '{key}' ({pattern})",
    ),
    "bad-value": Message(
        vi="'{key}' có giá trị không dùng được ({detail})",
        en="'{key}' holds a value that cannot be used ({detail})",
    ),
    "only-one-of": Message(
        vi="chỉ dùng một trong '{other}' và '{key}'. Xóa một khóa",
        en="'{other}' and '{key}' exclude each other. Delete one",
    ),
    "one-of-needed": Message(
        vi="cần có {vi}. Thêm một khóa",
        en="{en} is needed. Add one",
    ),
    "needs-with": Message(
        vi="'{key}' phải đi cùng '{other}'. Thêm '{other}' hoặc xóa '{key}'",
        en="'{key}' needs '{other}' beside it. Add '{other}' or delete '{key}'",
    ),
    "id-used-twice": Message(
        vi="'{value}' đã dùng ở trên. Đặt tên khác",
        en="'{value}' is already used above. Choose another",
    ),
    "no-time-between": Message(
        vi="'{key}' và '{other}' trùng giờ nên không có khoảng nào. Sửa một giờ; muốn cả ngày thì bỏ cả hai",
        en="'{key}' and '{other}' are the same time, so nothing lies between. Change one; for the whole day leave out both",
    ),
    "unknown-timezone": Message(
        vi="không có múi giờ '{value}'{hint_vi}. Dùng tên IANA, ví dụ Asia/Ho_Chi_Minh",
        en="there is no time zone '{value}'{hint_en}. Use an IANA name, such as Asia/Ho_Chi_Minh",
    ),
}
