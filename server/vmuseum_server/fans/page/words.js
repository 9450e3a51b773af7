// Every word of the fan page, Vietnamese first. A value may be a function of what it speaks about.

const VI = {
  page: "Quạt hologram", skip: "Đến nội dung chính", back: "Về trang chính",
  days: ["chủ nhật", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy"],
  running: (n, all) => `${n} trên ${all} quạt chạy`,
  previewStop: "Dừng hình xem trước", previewGo: "Chạy hình xem trước",
  showing: (clip) => `Đang chiếu: ${clip}`, dark: "Lúc này quạt nghỉ", preparing: "Đang chuẩn bị clip", allHeld: "Các quạt đã dừng bằng tay", nobody: "Chưa có quạt nào báo về",
  nobodyLine: "Hãy chạy “vmuseum fans run” tại chỗ đặt quạt. Trang này sẽ tự cập nhật.",
  playlist: (id, until) => `Danh sách “${id}”, đến ${until}.`, darkLine: (until) => `Bật lại lúc ${until}.`,
  ran: (h, m) => `Hôm nay chạy ${h} giờ ${m} phút theo lịch`, limit: (h) => `, tối đa ${h} giờ`,
  dayLabel: (rows) => `Lịch hôm nay: ${rows || "quạt nghỉ cả ngày"}`, span: (a, b) => `${a} đến ${b}`,
  pause: "Tạm dừng", play: "Chạy tiếp", next: "Clip sau",
  bright: { high: "Sáng: cao", middle: "Sáng: vừa", low: "Sáng: thấp" }, brightUnknown: "Sáng: chưa rõ",
  cannot: (what) => `Chưa dùng được: ${what}. Quạt chưa cho biết cách làm.`, readOnly: "Trang này chỉ để xem. Điều khiển quạt trên máy đặt tại chỗ.",
  fan: (n) => `Quạt ${n}`,
  doing: { playing: "Đang chiếu", paused: "Tạm dừng", off: "Đang nghỉ theo lịch", held: "Đã dừng bằng tay", loading: "Đang nạp clip", starting: "Đang khởi động", lost: "Không trả lời" },
  lostSince: (t) => `Không trả lời từ ${t}`,
  at: (clip, s, all) => `${clip} · ${s} / ${all} giây`, then: (clip) => `Tiếp theo: ${clip}`,
  loaded: (clip, percent) => `${clip} · ${percent} %`, tried: (n, s) => `Đã thử ${n} lần, thử lại sau ${s} giây`,
  lostHelp: "Kiểm tra nguồn điện. Nếu ứng dụng của hãng đang mở trên điện thoại, hãy đóng lại: quạt chỉ nhận một máy.",
  unconfirmed: "Quạt chưa xác nhận lệnh vừa gửi. Hãy nhìn quạt; chương trình đang thử lại.", refused: "Quạt từ chối nhận clip. Hãy kiểm tra thẻ nhớ và đóng ứng dụng của hãng.",
  retry: "Thử ngay", plan: "Lịch hôm nay", rest: { "power-hours": "nghỉ: ngoài giờ", "hours-limit": "nghỉ: đủ giờ trong ngày", nothing: "nghỉ: không có lịch" }, byDefault: "mặc định",
  resumesAt: (t) => `Bật lúc ${t}`,
  stop: "Dừng tất cả quạt", stopping: "Đang dừng…", stopNote: "Không thay cho cầu dao. Cánh quạt còn quay vài giây.", resume: "Chạy lại theo lịch",
  stopped: (n) => `Cả ${n} quạt đã xác nhận dừng.`, notStopped: (names) => `Chưa xác nhận dừng: ${names}. Hãy nhìn quạt, cần thì ngắt cầu dao.`,
  sent: "Đã gửi.", notSent: "Không gửi được lệnh. Hãy kiểm tra kết nối rồi bấm lại.", notAll: (names) => `Chưa làm được trên: ${names}.`,
  offline: "Mất kết nối với máy chủ. Trạng thái bên dưới có thể đã cũ.", agentGone: "Máy điều khiển quạt mất kết nối. Quạt vẫn chạy theo lịch của nó; trạng thái bên dưới đã cũ.",
  simulated: "mô phỏng",
};

const EN = {
  page: "Hologram fans", skip: "Skip to content", back: "To the main page",
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  running: (n, all) => `${n} of ${all} fans running`,
  previewStop: "Stop the previews", previewGo: "Run the previews",
  showing: (clip) => `Playing: ${clip}`, dark: "The fans rest now", preparing: "Clips are being prepared", allHeld: "The fans were stopped by hand", nobody: "No fan has reported yet",
  nobodyLine: "Run “vmuseum fans run” where the fans are. This page updates by itself.",
  playlist: (id, until) => `Playlist “${id}”, until ${until}.`, darkLine: (until) => `On again at ${until}.`,
  ran: (h, m) => `On today for ${h} h ${m} min by schedule`, limit: (h) => `, at most ${h} h`,
  dayLabel: (rows) => `Schedule of today: ${rows || "the fans rest all day"}`, span: (a, b) => `${a} to ${b}`,
  pause: "Pause", play: "Continue", next: "Next clip",
  bright: { high: "Brightness: high", middle: "Brightness: medium", low: "Brightness: low" }, brightUnknown: "Brightness: unknown",
  cannot: (what) => `Not available: ${what}. The fans have not told how it is done.`, readOnly: "This page is for looking only. Control the fans from the machine on site.",
  fan: (n) => `Fan ${n}`,
  doing: { playing: "Playing", paused: "Paused", off: "Resting by schedule", held: "Stopped by hand", loading: "Loading a clip", starting: "Starting", lost: "No reply" },
  lostSince: (t) => `No reply since ${t}`,
  at: (clip, s, all) => `${clip} · ${s} / ${all} s`, then: (clip) => `Next: ${clip}`,
  loaded: (clip, percent) => `${clip} · ${percent} %`, tried: (n, s) => `Tried ${n} times, again in ${s} s`,
  lostHelp: "Check the power. If the vendor's app is open on a phone, close it: a fan serves one client only.",
  unconfirmed: "The fan has not confirmed the last command. Look at the fan; the program is trying again.", refused: "The fan refused the clip. Check its memory card and close the vendor's app.",
  retry: "Try now", plan: "Today's schedule", rest: { "power-hours": "rests: outside hours", "hours-limit": "rests: hours of the day used up", nothing: "rests: nothing scheduled" }, byDefault: "default",
  resumesAt: (t) => `On at ${t}`,
  stop: "Stop all fans", stopping: "Stopping…", stopNote: "No substitute for the mains switch. The blades turn on for a few seconds.", resume: "Follow the schedule again",
  stopped: (n) => `All ${n} fans confirmed the stop.`, notStopped: (names) => `Stop not confirmed: ${names}. Look at the fans; use the mains switch if needed.`,
  sent: "Sent.", notSent: "The order could not be sent. Check the connection and press again.", notAll: (names) => `Not done on: ${names}.`,
  offline: "No connection to the server. What is shown below may be old.", agentGone: "The fan controller is offline. The fans go on by their schedule; what is shown below is old.",
  simulated: "simulated",
};

const asked = new URLSearchParams(location.search).get("lang");
export const lang = asked === "en" ? "en" : "vi";
export const words = lang === "en" ? EN : VI;

/** Text in the page's language, Vietnamese where it is missing. */
export const say = (text) => text?.[lang] ?? text?.vi ?? "";
