"""Messages of building: what can go wrong between a plan and a site."""

from __future__ import annotations

from vmuseum.messages.message import Message

MESSAGES: dict[str, Message] = {
    "task-crashed": Message(
        vi="tác vụ «{task}» dừng đột ngột ba lần. Các tác vụ khác không sao. Thử --jobs 1; nếu vẫn lỗi, gửi báo cáo lỗi kèm tệp gốc",
        en="the task “{task}” stopped abruptly three times. The others are fine. Try --jobs 1; if it happens again, report it with the master file",
    ),
    "task-out-of-memory": Message(
        vi="tác vụ «{task}» hết bộ nhớ, cả khi chạy một mình. Đóng bớt chương trình khác, dùng máy nhiều bộ nhớ hơn, hoặc giảm tệp gốc",
        en="the task “{task}” ran out of memory, even when it ran alone. Close other programs, use a machine with more memory, or make the master smaller",
    ),
    "task-over-memory": Message(
        vi="tác vụ «{task}» vượt giới hạn bộ nhớ {limit_mb} MB và bị dừng. Tăng memory_mb trong deploy.yaml, hoặc giảm tệp gốc",
        en="the task “{task}” used more than the limit of {limit_mb} MB of memory and was ended. Raise memory_mb in deploy.yaml, or make the master smaller",
    ),
    "task-over-time": Message(
        vi="tác vụ «{task}» vượt giới hạn {limit_s} giây và bị dừng. Tăng task_secs trong deploy.yaml, hoặc giảm tệp gốc",
        en="the task “{task}” took more than the limit of {limit_s} seconds and was ended. Raise task_secs in deploy.yaml, or make the master smaller",
    ),
    "task-bug": Message(
        vi="tác vụ «{task}» gặp lỗi của chương trình: {error}. Các tác vụ khác không sao. Gửi báo cáo lỗi kèm tệp gốc và phần in ra ở trên",
        en="the task “{task}” met a mistake of this program: {error}. The others are fine. Report it with the master file and what is printed above",
    ),
    "task-io": Message(
        vi="tác vụ «{task}» không đọc hoặc ghi được tệp: {reason}. Kiểm tra dung lượng đĩa và quyền ghi",
        en="the task “{task}” could not read or write a file: {reason}. Check disk space and permissions",
    ),
    "master-changed": Message(
        vi="tệp gốc {file} thay đổi trong khi đang dựng. Chạy lại vmuseum build khi tệp đã chép xong",
        en="the master {file} changed while it was being built. Run vmuseum build again when it is copied in full",
    ),
    "store-damaged": Message(
        vi="kho có dữ liệu hỏng mà tác vụ «{task}» cần. Chạy vmuseum store verify rồi vmuseum build; nếu lặp lại, kiểm tra ổ đĩa",
        en="the store holds damaged data that the task “{task}” needs. Run vmuseum store verify, then vmuseum build; if it happens again, check the disk",
    ),
    "asset-damaged": Message(
        vi="tệp {address} trong kho đã hỏng nên trang chưa được thay; tệp hỏng đã bỏ. Chạy lại vmuseum build để làm lại",
        en="the file {address} was damaged in the store, so the old site stays; the damaged file is removed. Run vmuseum build again to make it anew",
    ),
    "store-unreachable": Message(
        vi="không dùng được kho {address}: {reason}. Kiểm tra địa chỉ, store_endpoint, mạng và khóa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        en="the store {address} cannot be used: {reason}. Check the address, store_endpoint, the network, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    ),
    "store-busy": Message(
        vi="đang có một lần dựng dùng kho này. Dọn kho khi dựng xong (dừng cả vmuseum serve --watch đang dựng)",
        en="a build is using this store. Collect when it has finished (also one of vmuseum serve --watch)",
    ),
    "extra-missing": Message(
        vi="thiếu gói {package}. Cài bằng: pip install 'vmuseum[{extra}]'",
        en="the package {package} is missing. Install it: pip install 'vmuseum[{extra}]'",
    ),
    "cluster-unreachable": Message(
        vi="không nối được cụm máy {address}: {reason}. Kiểm tra địa chỉ (ví dụ tcp://may-chu:8786) và dask scheduler đang chạy",
        en="the cluster {address} cannot be reached: {reason}. Check the address (such as tcp://head:8786) and that the dask scheduler is running",
    ),
    "cluster-empty": Message(
        vi="cụm máy {address} không có máy thợ nào sau {seconds} giây. Chạy: dask worker {address} --nthreads 1",
        en="the cluster {address} has no worker after {seconds} seconds. Start one: dask worker {address} --nthreads 1",
    ),
    "cluster-version": Message(
        vi="máy thợ {worker} chạy vmuseum {theirs}, máy này {ours}. Cài cùng một bản ở mọi máy",
        en="the worker {worker} runs vmuseum {theirs}, this machine {ours}. Install the same version everywhere",
    ),
    "cluster-store": Message(
        vi="máy thợ {worker} không dùng được kho {store}: {reason}. Đặt store: s3://… trong deploy.yaml, hoặc một thư mục mà mọi máy đều thấy",
        en="the worker {worker} cannot use the store {store}: {reason}. Set store: s3://… in deploy.yaml, or a folder that every machine sees",
    ),
    "not-a-museum": Message(
        vi="không có museum.yaml ở đây. Chạy trong thư mục bảo tàng, hoặc tạo mới bằng vmuseum new THƯ-MỤC",
        en="there is no museum.yaml here. Run this inside a museum's folder, or make one with vmuseum new FOLDER",
    ),
    "viewer-missing": Message(
        vi="chưa có bộ xem trong chương trình. Chạy make viewer, hoặc cài bản vmuseum đã đóng gói",
        en="the viewer is not built. Run make viewer, or install a packaged vmuseum",
    ),
    "viewer-incomplete": Message(
        vi="bộ xem thiếu {file}. Dựng lại bằng make viewer",
        en="the built viewer has no {file}. Build it again with make viewer",
    ),
    "site-unwritable": Message(
        vi="chưa ghi được trang vào {folder}: {reason}. Trang cũ vẫn nguyên. Kiểm tra dung lượng đĩa và quyền ghi",
        en="the site could not be written to {folder}: {reason}. The old site is untouched. Check disk space and permissions",
    ),
    "site-address-clash": Message(
        vi="địa chỉ «{address}» bị trùng hoặc nằm ngoài trang. Đổi tên tệp hoặc mã trong bảo tàng",
        en="the address “{address}” is taken twice or leaves the site. Rename the file or id in the museum",
    ),
}
