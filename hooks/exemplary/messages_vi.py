"""The Vietnamese words of every code: what it is called, the sentence, what to do, a wrong and a right example.

A sentence names the field's label and the value found; the hint is one instruction. The help pages under
/huong-dan/loi/ and the messages of `check.py` are both made from here, so they cannot drift apart.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Final

from .issues import Code, Severity


@dataclass(frozen=True)
class Wording:
    """The words of one code; `{…}` in message and hint are filled from the finding's params."""

    title: str
    message: str
    hint: str
    wrong: str
    right: str


LEVELS: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"}
FAMILIES: Final = {
    "EX0": "Tệp và cách viết",
    "EX1": "Từng trường",
    "EX2": "Giữa các mục, vòng đời",
    "EX3": "Thân bài",
    "EX4": "Ảnh và tệp",
    "EX5": "Kế hoạch, phong trào, sơ kết",
    "EX6": "Mô hình, nhân rộng",
    "EX7": "Quyền riêng tư, trách nhiệm",
}
"""What the codes of one hundred have in common, by how their numbers begin."""

W = Wording
C = Code
_MOST: Final = 160
_MOST_CHOICES: Final = 1_500
"""More characters of what was found, or of a list of choices, nobody reads."""

WORDING: Final[dict[Code, Wording]] = {
    # 0xx: the file, its encoding, the syntax of its front matter
    C.UNREADABLE: W(
        "Không đọc được tệp",
        "Không đọc được tệp này: {found}.",
        "Chép lại tệp vào đúng chỗ rồi lưu, hoặc nhờ người quản lý máy cấp quyền đọc.",
        "content/exemplars/2026/ba-hoa/index.md/ (là thư mục)",
        "content/exemplars/2026/ba-hoa/index.md (là tệp)",
    ),
    C.TOO_BIG: W(
        "Tệp quá lớn",
        "Tệp nặng {found} MB, quá mức cho phép {limit} MB.",
        "Chỉ để chữ trong tệp bài viết; ảnh đặt thành tệp riêng bên cạnh.",
        "![Ảnh](data:image/jpeg;base64,/9j/4AAQSkZJRg…)",
        "![Bà Hoa trồng hoa ven đường](ba-hoa.jpg)",
    ),
    C.NOT_UTF8: W(
        "Tệp không phải văn bản UTF-8",
        "Tệp không phải là văn bản mã UTF-8, nên không đọc được chữ tiếng Việt.",
        "Mở tệp bằng trình soạn thảo, chọn “Lưu thành…” với bảng mã UTF-8. Đừng đổi đuôi tệp Word thành .md.",
        "index.md lưu ở bảng mã Windows-1258, hoặc là tệp Word đổi đuôi",
        "index.md lưu ở bảng mã UTF-8",
    ),
    C.NOT_NFC: W(
        "Chữ có dấu tách rời",
        "Dòng này có chữ tiếng Việt viết bằng dấu tách rời (Unicode tổ hợp), nên máy sẽ không tìm thấy chữ đó.",
        "Chạy python3 scripts/run.py fix để tự sửa.",
        "ho\u0300 (chữ o rồi dấu huyền rời)",
        "hò (một chữ liền dấu)",
    ),
    C.NO_FRONT_MATTER: W(
        "Thiếu phần khai báo",
        "Tệp không mở đầu bằng phần khai báo giữa hai dòng “---”.",
        "Chép phần khai báo từ một bài khác, hoặc tạo tệp mới bằng python3 scripts/run.py new.",
        "## Hoàn cảnh\n\nXóm Đông có bốn mươi hai nhà …",
        "---\ntitle: Bà Hoa hiến đất mở đường\n---\n## Hoàn cảnh",
    ),
    C.UNCLOSED_FRONT_MATTER: W(
        "Phần khai báo chưa đóng",
        "Phần khai báo mở bằng “---” nhưng không có dòng “---” thứ hai để đóng lại.",
        "Thêm một dòng chỉ có ba gạch --- ngay sau trường cuối cùng, trước phần bài viết.",
        "---\ntitle: Bà Hoa hiến đất mở đường\n## Hoàn cảnh",
        "---\ntitle: Bà Hoa hiến đất mở đường\n---\n## Hoàn cảnh",
    ),
    C.BAD_YAML: W(
        "Phần khai báo viết sai quy tắc",
        "Không đọc được phần khai báo ở chỗ này: {found}.",
        "Xem lại dòng này và dòng ngay trên nó; mỗi trường viết “tên: giá trị”, các dòng cùng nhóm lùi vào bằng nhau.",
        "awards:\n  - form: giay-khen\n   date: 2026-08-01",
        "awards:\n  - form: giay-khen\n    date: 2026-08-01",
    ),
    C.DUPLICATE_KEY: W(
        "Trường viết hai lần",
        "Trường “{found}” đã có ở dòng {first}, ở đây viết lại lần nữa.",
        "Xóa một trong hai dòng; nếu có nhiều giá trị, gộp vào một danh sách.",
        "campaigns: [xay-dung-nong-thon-moi]\ncampaigns: [hoc-tap-bac]",
        "campaigns: [xay-dung-nong-thon-moi, hoc-tap-bac]",
    ),
    C.TAB: W(
        "Dấu Tab trong phần khai báo",
        "Dòng này có dấu Tab.",
        "Thay dấu Tab bằng hai dấu cách.",
        "consent:\n⇥status: da-co",
        "consent:\n  status: da-co",
    ),
    C.ODD_SPACE: W(
        "Dấu cách lạ",
        "Dòng này có dấu cách lạ ({found}), thường do chép từ Word hoặc từ trang web.",
        "Xóa dấu cách đó và gõ lại bằng phím cách, hoặc chạy python3 scripts/run.py fix.",
        "title: Bà⍽Hoa hiến đất mở đường",
        "title: Bà Hoa hiến đất mở đường",
    ),
    C.INVISIBLE: W(
        "Ký tự vô hình",
        "Dòng này có ký tự không nhìn thấy được ({found}).",
        "Xóa đoạn đó và gõ lại, hoặc chạy python3 scripts/run.py fix.",
        "name: Nguyễn Thị ⟨U+200B⟩Hoa",
        "name: Nguyễn Thị Hoa",
    ),
    C.LOOK_ALIKE: W(
        "Chữ cái giả",
        "Chữ “{found}” ở đây không phải chữ “{meant}” tiếng Việt dù trông giống hệt.",
        "Xóa chữ đó và gõ lại chữ “{meant}” bằng bộ gõ tiếng Việt, hoặc chạy python3 scripts/run.py fix.",
        "place: \u00d0ồng Tâm (chữ Ð của tiếng Iceland)",
        "place: Đồng Tâm",
    ),
    C.OLD_ENCODING: W(
        "Chữ theo bảng mã cũ",
        "Chỗ này trông như chữ gõ theo bảng mã cũ (TCVN3, VNI) hoặc bị lỗi bảng mã: “{found}”.",
        "Chuyển đoạn văn sang Unicode bằng Unikey (Ctrl+Shift+F6) rồi dán lại.",
        "Uû ban nh©n d©n x·",
        "Ủy ban nhân dân xã",
    ),
    C.YAML_MAGIC: W(
        "Ký hiệu đặc biệt không dùng ở đây",
        "Phần khai báo có ký hiệu đặc biệt “{found}” mà trang không dùng.",
        'Xóa ký hiệu đó; nếu là chữ bình thường, đặt cả giá trị trong dấu nháy kép, ví dụ "&ĐT".',
        "<<: *mau-chung",
        "type: ca-nhan\nlevel: xa",
    ),
    C.TOO_DEEP: W(
        "Quá nhiều tầng",
        "Phần khai báo lồng quá nhiều tầng hoặc có quá nhiều giá trị.",
        "Viết lại theo mẫu; không trường nào cần quá năm tầng.",
        "campaigns: [[[[[[[[[[[[hoc-tap-bac]]]]]]]]]]]]",
        "campaigns: [hoc-tap-bac]",
    ),
    C.BAD_FILE_NAME: W(
        "Tên tệp không hợp lệ",
        "Tên tệp hoặc thư mục “{found}” có dấu cách, dấu tiếng Việt hoặc ký tự lạ.",
        "Đổi tên, chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ ba-hoa.jpg.",
        "content/exemplars/2026/Bà Hoa/index.md",
        "content/exemplars/2026/ba-hoa/index.md",
    ),
    C.LINK_OUT_OF_CONTENT: W(
        "Lối tắt dẫn ra ngoài",
        "Đây là lối tắt (liên kết) tới một thư mục hoặc ra ngoài thư mục content/, không phải tệp thật.",
        "Chép tệp thật vào đây thay cho lối tắt.",
        "content/exemplars/2026/ba-hoa/ba-hoa.jpg → D:/Anh/ba-hoa.jpg",
        "content/exemplars/2026/ba-hoa/ba-hoa.jpg (tệp thật)",
    ),
    C.STRAY_FILE: W(
        "Tệp đặt sai chỗ",
        "Tệp này không nằm cạnh bài nào nên không được đọc và không được đăng.",
        "Chuyển tệp vào thư mục của bài dùng đến nó, ví dụ content/exemplars/2026/ma-bai/, hoặc xóa đi.",
        "content/exemplars/ba-hoa.jpg",
        "content/exemplars/2026/ba-hoa/ba-hoa.jpg",
    ),
    C.UNQUOTED_COLON: W(
        "Giá trị có dấu hai chấm",
        "Giá trị có dấu hai chấm nhưng không đặt trong dấu nháy kép: {found}",
        'Đặt cả giá trị trong dấu nháy kép thẳng (không phải “ ”), ví dụ title: "Mô hình: vườn sạch".',
        "title: Mô hình: vườn sạch của bà Hoa",
        'title: "Mô hình: vườn sạch của bà Hoa"',
    ),
    C.CUT_BY_COMMENT: W(
        "Giá trị bị cắt ở dấu #",
        "Phần sau dấu # sẽ bị bỏ mất: {found}",
        "Nếu đó là ghi chú, chuyển sang một dòng riêng mở đầu bằng #; nếu không, đặt cả giá trị trong dấu nháy kép.",
        "title: Sáng kiến #1 của tổ may",
        'title: "Sáng kiến #1 của tổ may"',
    ),
    C.UNQUOTED_MARK: W(
        "Giá trị mở đầu bằng ký hiệu",
        "Giá trị mở đầu bằng ký hiệu {found} hoặc có chữ sau dấu nháy, dấu ngoặc đóng, nên máy không đọc được.",
        'Đặt cả giá trị trong dấu nháy kép; nếu bên trong có ngoặc kép, dùng “ ” thay cho " ".',
        'title: "Lao động giỏi" năm 2026',
        'title: "“Lao động giỏi” năm 2026"',
    ),
    C.RECORD_WITHOUT_FILE: W(
        "Thiếu tệp chính",
        "Không thấy tệp chính ở {found}, hoặc tệp đó đang trống.",
        "Thêm tệp này (thư mục bài viết cần có index.md, viết thường), hoặc xóa các tệp thừa.",
        "content/exemplars/2026/ba-hoa/ba-hoa.jpg (không có index.md)",
        "content/exemplars/2026/ba-hoa/index.md\ncontent/exemplars/2026/ba-hoa/ba-hoa.jpg",
    ),
    C.BAD_TABLE_ROW: W(
        "Dòng sai trong bảng",
        "Dòng này của bảng địa bàn không đủ tám cột, trùng mã, sai mã hoặc sai ngày: {found}",
        "Sửa dòng theo các dòng bên cạnh, hoặc lấy lại bảng gốc.",
        "xa-kim-dong-cao-bang,Xã Kim Đồng,xa,tinh-cao-bang",
        "xa-kim-dong-cao-bang,Xã Kim Đồng,xa,tinh-cao-bang,01324,2025-07-01,,",
    ),
    C.UNQUOTED_COMMA: W(
        "Giá trị bị cắt ở dấu phẩy",
        "Trong ngoặc, dấu phẩy đã tách chữ “{found}” ra khỏi giá trị đứng trước.",
        'Đặt cả giá trị trong dấu nháy kép, ví dụ text: "Góp đất, góp công".',
        "- {code: ntm-cn-1, text: Góp đất, góp công}",
        '- {code: ntm-cn-1, text: "Góp đất, góp công"}',
    ),
    C.MISPLACED_RECORD: W(
        "Bài đặt sai chỗ",
        "Tệp này thuộc loại “{kind}” nhưng không nằm đúng chỗ, nên không được đăng.",
        "Chuyển tệp tới {wanted} (nếu ở đó đã có bài thì đặt mã khác); không dùng nữa thì xóa đi.",
        "content/exemplars/ba-hoa.md",
        "content/exemplars/2026/ba-hoa/index.md",
    ),
    # 1xx: one field
    C.MISSING: W(
        "Thiếu trường bắt buộc",
        "Thiếu “{label}” ({key}).",
        "Thêm một dòng “{key}: …” với giá trị của trường này.",
        "title: Bà Hoa hiến đất mở đường\ntype: ca-nhan",
        "title: Bà Hoa hiến đất mở đường\ntype: ca-nhan\nname: Nguyễn Thị Hoa",
    ),
    C.UNKNOWN_KEY: W(
        "Trường không có trong mẫu",
        "Không có trường nào tên là “{found}”.",
        "Sửa tên trường hoặc xóa dòng này. Các trường dùng được ở đây: {choices}.",
        "tieu-de: Bà Hoa hiến đất mở đường",
        "title: Bà Hoa hiến đất mở đường",
    ),
    C.NOT_A_DATE: W(
        "Ngày không có thật",
        "{label} “{found}” không phải là ngày có thật.",
        "Viết năm-tháng-ngày, ví dụ 2026-03-02, hoặc ngày/tháng/năm, ví dụ 02/03/2026.",
        "introduced_on: 31/02/2026",
        "introduced_on: 2026-03-02",
    ),
    C.FUTURE_DATE: W(
        "Ngày chưa tới",
        "{label} {found} ở sau hôm nay ({today}).",
        "Kiểm tra lại năm và tháng; chỉ ghi việc đã xảy ra.",
        "introduced_on: 2062-05-12",
        "introduced_on: 2026-05-12",
    ),
    C.TOO_SHORT: W(
        "Quá ngắn",
        "{label} có {found} ký tự, ít nhất phải {least}.",
        "Viết thêm cho đủ ý.",
        "title: Bà Hoa",
        "title: Bà Hoa hiến 300 m² đất mở đường liên thôn",
    ),
    C.TOO_LONG: W(
        "Quá dài",
        "{label} có {found} ký tự, nhiều nhất {most}.",
        "Rút ngắn; chi tiết để trong phần bài viết.",
        "summary: Bà Hoa sinh năm … (cả một bài dài)",
        "summary: Bà Hoa hiến 300 m² đất vườn để con đường liên thôn rộng ra, trẻ em đi học không còn lội bùn.",
    ),
    C.NOT_A_CHOICE: W(
        "Giá trị không có trong danh sách",
        "{label} “{found}” không có trong danh sách cho phép.",
        "Chọn một trong các giá trị: {choices}.",
        "type: Cá nhân",
        "type: ca-nhan",
    ),
    C.NOT_A_NUMBER: W(
        "Không phải số",
        "{label} “{found}” không phải là số.",
        "Chỉ ghi chữ số, ví dụ 300 hoặc 1.5, không kèm đơn vị tính.",
        "value: 300 m²",
        "value: 300\nunit: m²",
    ),
    C.AMBIGUOUS_NUMBER: W(
        "Số có thể hiểu hai cách",
        "{label} “{found}” có thể hiểu là hàng nghìn hoặc phần lẻ.",
        "Viết liền {whole} nếu là hàng nghìn; nếu là phần lẻ, bỏ bớt chữ số, ví dụ 1.2.",
        "value: 1.200",
        "value: 1200",
    ),
    C.NOT_YES_NO: W(
        "Không phải true hoặc false",
        "{label} chỉ nhận true (có) hoặc false (không), ở đây ghi “{found}”.",
        "Viết true nếu có, false nếu không.",
        "sample: có",
        "sample: true",
    ),
    C.NOT_A_LIST: W(
        "Phải là danh sách",
        "{label} phải là một danh sách, ở đây lại là {found}.",
        "Viết trong ngoặc vuông, ví dụ [ma-mot, ma-hai], hoặc mỗi mục một dòng mở đầu bằng gạch ngang và một dấu cách.",
        "campaigns: hoc-tap-bac",
        "campaigns: [hoc-tap-bac]",
    ),
    C.NOT_A_GROUP: W(
        "Phải là một nhóm trường",
        "{label} phải gồm các dòng “tên: giá trị” lùi vào, ở đây lại là {found}.",
        "Xuống dòng, lùi vào hai dấu cách rồi viết từng trường, ví dụ status: da-co.",
        "consent: da-co",
        "consent:\n  status: da-co\n  ref: DY-2026-014",
    ),
    C.NOT_TEXT: W(
        "Phải là chữ",
        "{label} phải là chữ trên một dòng, ở đây lại là {found}.",
        "Viết giá trị ngay sau dấu hai chấm; nếu có dấu hai chấm bên trong, đặt trong dấu nháy kép.",
        "name:\n  - Nguyễn Thị Hoa",
        "name: Nguyễn Thị Hoa",
    ),
    C.EMPTY: W(
        "Để trống",
        "{label} đang để trống.",
        "Điền giá trị, hoặc xóa cả dòng nếu không bắt buộc.",
        "name:",
        "name: Nguyễn Thị Hoa",
    ),
    C.BAD_ID: W(
        "Mã không hợp lệ",
        "Mã “{found}” không hợp lệ.",
        "Dùng 1–80 chữ thường không dấu a–z, chữ số và gạch nối, ví dụ xa-kim-dong; không dùng “trang”, “tat-ca”.",
        "unit: Xã Kim Đồng",
        "unit: xa-kim-dong",
    ),
    C.BAD_PERIOD: W(
        "Giai đoạn không hợp lệ",
        "{label} “{found}” không phải là giai đoạn hợp lệ.",
        "Viết năm đầu-năm cuối, ví dụ 2021-2025, năm đầu không sau năm cuối.",
        "period: 2025-2021",
        "period: 2021-2025",
    ),
    C.BAD_WHEN: W(
        "Thời điểm không hợp lệ",
        "{label} “{found}” không phải là thời điểm hợp lệ.",
        "Viết ngày 2023-05-12, quý 2023-Q2, nửa năm 2023-H1 hoặc năm 2023.",
        "when: Quý II năm 2023",
        "when: 2023-Q2",
    ),
    C.OUT_OF_RANGE: W(
        "Số ngoài khoảng",
        "{label} là {found}, phải từ {least} đến {most}.",
        "Sửa lại con số cho nằm trong khoảng ấy.",
        "before_day: 32",
        "before_day: 20",
    ),
    C.BAD_VALUE: W(
        "Giá trị không đúng",
        "{label} có giá trị không đúng: {found}.",
        "Sửa theo ví dụ của trường này ở trang “Các trường của từng mục” trong phần hướng dẫn.",
        "dimensions: [[viec-lam]]",
        "dimensions: [{code: viec-lam, name: Việc làm}]",
    ),
    C.BAD_URL: W(
        "Địa chỉ không hợp lệ",
        "{label} “{found}” không phải là địa chỉ trang web.",
        "Chép nguyên địa chỉ bắt đầu bằng https:// hoặc http://, ví dụ https://example.org/tin.",
        "url: example.org/tin",
        "url: https://example.org/tin",
    ),
    C.MISSING_AT_STAGE: W(
        "Thiếu trường cần có lúc này",
        "Thiếu “{label}” ({key}); cần có từ khi {reached} là “{meaning}”.",
        "Thêm {key}, hoặc chưa chuyển {other} sang {wanted}.",
        "status: cong-bo",
        "status: cong-bo\nauthor: Lò Thị Mai\nfact_checked_by: Hà Văn Suối\napproved_by: Phó Chủ tịch xã",
    ),
    C.HONORIFIC_IN_NAME: W(
        "Tên kèm danh xưng",
        "Tên “{found}” có kèm danh xưng “{honorific}”.",
        "Ghi danh xưng ở trường honorific; trường name chỉ ghi họ tên.",
        "name: Bà Nguyễn Thị Hoa",
        "honorific: bà\nname: Nguyễn Thị Hoa",
    ),
    C.MARKUP_IN_TEXT: W(
        "Chữ có mã trang web",
        "{label} có mã “{found}”.",
        "Xóa phần mã, chỉ để chữ bình thường.",
        "title: <b>Bà Hoa</b> hiến đất mở đường",
        "title: Bà Hoa hiến đất mở đường",
    ),
    C.REPEATED_VALUE: W(
        "Giá trị lặp lại",
        "{label} có giá trị “{found}” hai lần.",
        "Xóa bớt một chỗ, chỉ để lại một.",
        "campaigns: [hoc-tap-bac, hoc-tap-bac]",
        "campaigns: [hoc-tap-bac]",
    ),
    C.ALL_CAPS: W(
        "Viết hoa toàn bộ",
        "{label} “{found}” viết hoa toàn bộ, khó đọc.",
        "Viết như câu bình thường, chỉ viết hoa chữ đầu và tên riêng.",
        "title: BÀ HOA HIẾN ĐẤT MỞ ĐƯỜNG",
        "title: Bà Hoa hiến đất mở đường",
    ),
    C.UNUSUAL_CHOICE: W(
        "Giá trị lạ",
        "{label} “{found}” khác các giá trị thường dùng.",
        "Chọn một trong: {choices}; nếu giá trị đang ghi đúng ý, để nguyên.",
        "kind: phòng ban",
        "kind: phong",
    ),
    C.BAD_FILE_REF: W(
        "Tên tệp có ký tự lạ",
        "{label} “{found}” có dấu cách, dấu tiếng Việt hoặc ký tự lạ.",
        "Đổi tên tệp thành chữ thường không dấu, ví dụ ba-hoa.jpg, rồi ghi lại đúng tên đó.",
        "file: Ảnh bà Hoa.jpg",
        "file: ba-hoa.jpg",
    ),
    C.BAD_COLOR: W(
        "Màu không hợp lệ",
        "{label} “{found}” không phải là mã màu.",
        'Viết dấu # và sáu chữ số hoặc chữ a–f, trong nháy kép, ví dụ "#9b1b30".',
        "color: đỏ",
        'color: "#9b1b30"',
    ),
    # 2xx: between records, and the life of a record
    C.NOT_FOUND: W(
        "Mã không tồn tại",
        "Không có {kind} nào mang mã “{found}”.",
        "Sửa lại mã, hoặc khai báo mục này trong content/{where}.",
        "unit: xa-kim-dogn",
        "unit: xa-kim-dong",
    ),
    C.DUPLICATE_ID: W(
        "Trùng mã",
        "Mã “{found}” đã dùng ở {other}.",
        "Đổi tên thư mục hoặc tệp này sang mã khác, ví dụ thêm tên xã hoặc năm.",
        "content/exemplars/2025/ba-hoa/index.md\ncontent/exemplars/2026/ba-hoa/index.md",
        "content/exemplars/2025/ba-hoa/index.md\ncontent/exemplars/2026/ba-hoa-kim-dong/index.md",
    ),
    C.UNIT_NOT_VALID: W(
        "Đơn vị không tồn tại vào ngày đó",
        "Đơn vị “{found}” chỉ có {span}, còn ngày ghi ở đây là {day}.",
        "Chọn đơn vị có vào ngày đó, hoặc sửa lại ngày.",
        "introduced_on: 2026-05-12\nunit: ubnd-huyen-thach-an",
        "introduced_on: 2026-05-12\nunit: ubnd-xa-kim-dong",
    ),
    C.LOCALITY_NOT_VALID: W(
        "Địa bàn không tồn tại vào ngày đó",
        "Địa bàn “{found}” chỉ có {span}, còn ngày ghi ở đây là {day}.",
        "Chọn địa bàn có vào ngày đó, hoặc sửa lại ngày.",
        "introduced_on: 2026-05-12\nlocality: huyen-thach-an-cao-bang",
        "introduced_on: 2026-05-12\nlocality: xa-kim-dong-cao-bang",
    ),
    C.REDIRECT_CLASH: W(
        "Mã cũ đang có bài khác dùng",
        "Mã cũ “{found}” đang được dùng ở {other}.",
        "Xóa mã này khỏi redirect_from, hoặc đổi mã của bài kia.",
        "redirect_from: [ba-hoa] (trong khi vẫn có bài ba-hoa)",
        "redirect_from: [ba-hoa-hien-dat]",
    ),
    C.CYCLE: W(
        "Quan hệ vòng tròn",
        "Các mục này nối với nhau thành vòng tròn: {found}.",
        "Sửa trường {key} của một trong các mục.",
        "phong-van-hoa:\n  parent: ubnd-xa\nubnd-xa:\n  parent: phong-van-hoa",
        "phong-van-hoa:\n  parent: ubnd-xa",
    ),
    C.BAD_VALIDITY: W(
        "Ngày kết thúc trước ngày bắt đầu",
        "Ngày kết thúc {found} ở trước ngày bắt đầu {start}.",
        "Sửa valid_from hoặc valid_to để ngày bắt đầu đứng trước ngày kết thúc.",
        "valid_from: 2025-07-01\nvalid_to: 2021-06-30",
        "valid_from: 2021-07-01\nvalid_to: 2025-06-30",
    ),
    C.DISTRICT_LEVEL_ENDED: W(
        "Cấp huyện đã kết thúc",
        "Điển hình giới thiệu ngày {found} không thể là cấp huyện: cấp huyện kết thúc từ 01/07/2025.",
        "Đổi level thành xa hoặc tinh.",
        "introduced_on: 2026-05-12\nlevel: huyen",
        "introduced_on: 2026-05-12\nlevel: xa",
    ),
    C.UNKNOWN_CRITERION: W(
        "Tiêu chí không có trong kế hoạch",
        "Tiêu chí “{found}” không có trong kế hoạch {plan}.",
        "Chép đúng mã tiêu chí từ kế hoạch, hoặc ghi trường plan.",
        "criteria_met: [{code: ntm-1}]",
        "plan: kh-ubnd-thach-an-2021\ncriteria_met: [{code: ntm-cn-1}]",
    ),
    C.TYPE_NOT_COVERED: W(
        "Loại điển hình ngoài đối tượng",
        "“{found}” không nằm trong đối tượng của “{campaign}” ({choices}).",
        "Kiểm tra lại loại điển hình và phong trào; nếu đúng, bổ sung subjects của phong trào.",
        "type: ca-nhan\ncampaigns: [doanh-nghiep-hoi-nhap]",
        "type: doanh-nghiep\ncampaigns: [doanh-nghiep-hoi-nhap]",
    ),
    C.OUTSIDE_PLAN_PERIOD: W(
        "Ngoài giai đoạn của kế hoạch",
        "Ngày giới thiệu {found} nằm ngoài giai đoạn {period} của kế hoạch.",
        "Sửa lại ngày, hoặc chọn kế hoạch có giai đoạn gồm ngày ấy.",
        "introduced_on: 2026-05-12\nplan: kh-ubnd-thach-an-2021 (2021–2025)",
        "introduced_on: 2026-05-12\nplan: kh-ubnd-xa-kim-dong-2026",
    ),
    C.UNKNOWN_EVIDENCE: W(
        "Minh chứng không có trong nguồn",
        "Minh chứng “{found}” không có trong các nguồn của bài ({choices}).",
        "Thêm vào sources một nguồn có id này, hoặc sửa lại mã minh chứng.",
        "evidence: [bien-ban]\nsources: [{id: bien-ban-01, title: Biên bản bàn giao}]",
        "evidence: [bien-ban-01]\nsources: [{id: bien-ban-01, title: Biên bản bàn giao}]",
    ),
    C.YEAR_FOLDER: W(
        "Thư mục năm không khớp",
        "Tệp nằm trong thư mục năm {found} nhưng ngày ghi là năm {year}.",
        "Chuyển tệp sang thư mục {year}, hoặc sửa lại ngày.",
        "content/exemplars/2025/ba-hoa/index.md\nintroduced_on: 2026-05-12",
        "content/exemplars/2026/ba-hoa/index.md\nintroduced_on: 2026-05-12",
    ),
    C.SAMPLE_MIX: W(
        "Lẫn mẫu với thật",
        "Mục này là {kind} nhưng “{found}” lại là {other}, nên không được tính vào.",
        "Nối mẫu với mẫu, thật với thật.",
        "sample: true\nplan: kh-ubnd-thach-an-2021 (thật)",
        "sample: true\nplan: kh-mau-2026 (mẫu)",
    ),
    C.DATES_OUT_OF_ORDER: W(
        "Ngày không theo thứ tự",
        "Ngày {found} ở trước {what} ({other}).",
        "Sửa lại một trong hai ngày cho đúng thứ tự.",
        "registered_on: 2026-06-01\nintroduced_on: 2026-05-12",
        "registered_on: 2026-03-01\nintroduced_on: 2026-05-12",
    ),
    C.ILLEGAL_MOVE: W(
        "Chuyển giai đoạn không được phép",
        "Không được chuyển từ “{found}” sang “{to}”.",
        "Chọn bước tiếp theo trong các giai đoạn: {choices}.",
        "stage_history:\n  - {to: phat-hien, date: 2026-03-01}\n  - {to: nhan-rong, date: 2026-05-01}",
        "stage_history:\n  - {to: phat-hien, date: 2026-03-01}\n  - {to: dang-ky, date: 2026-05-01}",
    ),
    C.STAGE_NOT_IN_HISTORY: W(
        "Giai đoạn chưa ghi vào quá trình",
        "Giai đoạn là “{found}” nhưng bước cuối của quá trình là “{last}”.",
        "Thêm bước mới vào stage_history, hoặc sửa stage.",
        "stage: lua-chon\nstage_history: [{to: phat-hien, date: 2026-03-01}]",
        "stage: lua-chon\nstage_history:\n  - {to: phat-hien, date: 2026-03-01}\n  - {to: lua-chon, date: 2026-05-01}",
    ),
    C.REPLICATION_MISSING: W(
        "Chưa có nơi làm theo",
        "Giai đoạn “Nhân rộng” cần ít nhất một nơi khác đang làm theo; mô hình của bài này ({found}) chưa có nơi nào "
        "ngoài đơn vị gốc.",
        "Nhờ nơi làm theo ghi lại bằng python3 scripts/run.py new replication --practice {first}, hoặc để giai đoạn là "
        "tong-ket.",
        "stage: nhan-rong",
        "stage: tong-ket",
    ),
    C.CAMPAIGN_NOT_IN_PLAN: W(
        "Phong trào không có trong kế hoạch",
        "Kế hoạch {plan} không có phong trào “{found}”.",
        "Chọn phong trào có trong kế hoạch, hoặc bỏ trường plan.",
        "plan: kh-ubnd-thach-an-2021\ncampaigns: [phong-trao-khac]",
        "plan: kh-ubnd-thach-an-2021\ncampaigns: [linh-vuc-y-te]",
    ),
    C.ACTION_PLAN_KIND: W(
        "Sai loại chương trình",
        "Điển hình là {type} nhưng ghi “{found}”.",
        "Sửa kind thành {wanted}: tập thể lập kế hoạch, cá nhân lập chương trình hành động.",
        "type: ca-nhan\naction_plan: {kind: ke-hoach}",
        "type: ca-nhan\naction_plan: {kind: chuong-trinh-hanh-dong}",
    ),
    C.FIGURE_WITHOUT_EVIDENCE: W(
        "Số liệu thiếu minh chứng",
        "Số liệu {found} của “{text}” chưa có minh chứng.",
        "Thêm evidence: [mã nguồn], với mã có trong mục sources, ví dụ evidence: [bien-ban-01].",
        "- text: Hiến đất làm đường\n  value: 300",
        "- text: Hiến đất làm đường\n  value: 300\n  evidence: [bien-ban-01]",
    ),
    C.STALE_IMPACT: W(
        "Lâu chưa rà soát",
        "Lần rà soát tác dụng gần nhất là {found}, đã quá 12 tháng.",
        "Rà soát lại và thêm một dòng vào impact_reviews.",
        "impact_reviews:\n  - {date: 2023-05-12, effect: Đường vẫn sạch}",
        "impact_reviews:\n  - {date: 2023-05-12, effect: Đường vẫn sạch}\n  - {date: 2026-05-12, effect: Thêm hai xóm}",
    ),
    C.REVOKED_AWARD: W(
        "Khen thưởng đã hủy",
        "Khen thưởng “{found}” đã bị hủy bỏ nhưng bài vẫn đang đăng.",
        "Thu hồi bài, hoặc bỏ khen thưởng này khỏi bài.",
        "status: cong-bo\nawards: [{form: giay-khen, status: huy-bo}]",
        "status: cong-bo\nawards: [{form: giay-khen, status: hieu-luc}]",
    ),
    C.SUCCESSOR_TOO_EARLY: W(
        "Đơn vị kế tiếp có trước",
        "“{found}” bắt đầu ngày {start}, trước cả mục này ({own}), nên không thể là nơi kế tiếp.",
        "Sửa lại valid_from của một trong hai mục, hoặc bỏ mã này khỏi successors.",
        "phong-cu:\n  valid_from: 2021-01-01\n  successors: [phong-moi] (từ 2015)",
        "phong-cu:\n  valid_from: 2015-01-01\n  successors: [phong-moi] (từ 2021)",
    ),
    C.STAGE_NEEDS_SECTION: W(
        "Thiếu phần cách làm",
        "Bài ở giai đoạn “Nhân rộng” phải có phần “Cách làm, kinh nghiệm”.",
        "Thêm tiêu đề ## Cách làm, kinh nghiệm và viết rõ các bước.",
        "stage: nhan-rong (bài không có phần cách làm)",
        "## Cách làm, kinh nghiệm\n\nTổ chia đường thành từng đoạn ngắn …",
    ),
    C.DOUBLE_WITHOUT_TARGET: W(
        "Bài trùng chưa chỉ tới bài còn lại",
        "Bài thu hồi vì trùng lặp nhưng chưa có bài nào ghi mã “{found}” trong redirect_from.",
        "Thêm vào bài còn giữ dòng redirect_from: [{found}].",
        "withdrawal: {kind: trung-lap, date: 2026-08-01}",
        "redirect_from: [ba-hoa-hien-dat] (ở bài còn giữ)",
    ),
    C.WITHHELD: W(
        "Để công bố nhưng chưa được đăng",
        "Mục này để “Công bố” nhưng chưa được đăng, vì {found}.",
        "Muốn đăng thì {wanted}; chưa muốn đăng thì để nguyên.",
        "status: cong-bo\nstage: tam-dung",
        "status: cong-bo\nstage: cong-nhan",
    ),
    # 3xx: the body
    C.DANGEROUS_HTML: W(
        "Mã trang web nguy hiểm",
        "Bài có mã “{found}” có thể gây hại cho người đọc.",
        "Xóa mã này; chỉ viết chữ, tiêu đề ##, danh sách, liên kết và ảnh.",
        '<iframe src="https://example.org/phim"></iframe>',
        "[Phim về bà Hoa](https://example.org/phim)",
    ),
    C.DANGEROUS_LINK: W(
        "Liên kết nguy hiểm",
        "Liên kết “{found}” không được phép.",
        "Dùng địa chỉ https://, http:// hoặc địa chỉ trong trang như /guong/ma-bai/.",
        "[Xem ảnh](file:///D:/Anh/ba-hoa.jpg)",
        "[Xem tin](https://example.org/tin)",
    ),
    C.BROKEN_LINK: W(
        "Liên kết hỏng",
        "Liên kết “{found}” không dẫn tới đâu.",
        "Sửa lại địa chỉ theo dạng /guong/ma-bai/, hoặc bỏ liên kết.",
        "[Bà Hoa](/guong/ba-hao/)",
        "[Bà Hoa](/guong/ba-hoa/)",
    ),
    C.LINK_LEAVES_CONTENT: W(
        "Liên kết ra ngoài thư mục",
        "Liên kết “{found}” dẫn ra ngoài thư mục nội dung.",
        "Dùng địa chỉ trong trang, ví dụ /ke-hoach/ma-ke-hoach/.",
        "[Kế hoạch](../../../../tai-lieu/ke-hoach.docx)",
        "[Kế hoạch](/ke-hoach/kh-ubnd-thach-an-2021/)",
    ),
    C.IMAGE_WITHOUT_ALT: W(
        "Ảnh chưa có lời tả",
        "Ảnh “{found}” chưa có lời tả trong ngoặc vuông.",
        "Viết điều nhìn thấy trong ảnh, ví dụ ![Bà Hoa trồng hoa ven đường](ba-hoa.jpg).",
        "![](ba-hoa.jpg)",
        "![Bà Hoa trồng hoa ven đường](ba-hoa.jpg)",
    ),
    C.HEADING_MISSING: W(
        "Thiếu tiêu đề trong bài",
        "Bài thiếu các phần: {found}.",
        "Thêm các tiêu đề ## Hoàn cảnh, ## Việc làm tốt, ## Kết quả và sức lan tỏa, ## Cách làm, kinh nghiệm.",
        "Xóm Đông có bốn mươi hai nhà …",
        "## Hoàn cảnh\n\nXóm Đông có bốn mươi hai nhà …",
    ),
    C.HEADING_LEVEL: W(
        "Tiêu đề sai cấp",
        "Tiêu đề “{found}” sai cấp.",
        "Dùng {wanted} cho tiêu đề này; tiêu đề trong bài bắt đầu từ ## và không nhảy cấp.",
        "# Hoàn cảnh",
        "## Hoàn cảnh",
    ),
    C.BODY_LENGTH: W(
        "Độ dài bài",
        "Bài có {found} từ, nên trong khoảng {least}–{most} từ.",
        "Viết thêm chi tiết thật, hoặc rút gọn.",
        "Bà Hoa hiến đất làm đường. (cả bài chỉ có một câu)",
        "Kể hoàn cảnh, việc làm, kết quả, cách làm trong 400–2000 từ",
    ),
    C.TEMPLATE_SYNTAX: W(
        "Ký hiệu mẫu trong bài",
        "Bài có ký hiệu “{found}” của máy, không phải chữ.",
        "Xóa ký hiệu này, hoặc đặt trong dấu ` ` nếu muốn hiện nguyên.",
        "Kính gửi {{ ten_nguoi }}",
        "Kính gửi bà Hoa",
    ),
    C.EMPTY_BODY: W(
        "Bài chưa có nội dung",
        "Bài công bố nhưng chưa có nội dung.",
        "Viết bài dưới phần khai báo, hoặc để status: nhap.",
        "---\nstatus: cong-bo\n---",
        "---\nstatus: cong-bo\n---\n## Hoàn cảnh\n\nXóm Đông có bốn mươi hai nhà …",
    ),
    C.BROKEN_ANCHOR: W(
        "Liên kết tới mục không có",
        "Trong bài không có mục “#{found}”.",
        "Sửa lại theo tiêu đề có trong bài, ví dụ #hoan-canh cho tiêu đề ## Hoàn cảnh.",
        "[Xem hoàn cảnh](#hoan-cah)",
        "[Xem hoàn cảnh](#hoan-canh)",
    ),
    C.PRAISE: W(
        "Lời khen quá mức",
        "“{found}” dễ thành cường điệu nếu không có minh chứng.",
        "Thay bằng con số hoặc sự việc cụ thể; tránh thổi phồng thành tích.",
        "Ai cũng khâm phục việc làm chưa từng có của bà Hoa.",
        "Sau bà Hoa, bốn gia đình khác cũng lùi hàng rào.",
    ),
    C.IMAGE_NOT_LISTED: W(
        "Ảnh chưa khai báo",
        "Ảnh “{found}” trong bài chưa có trong mục photos.",
        "Khai báo ảnh trong photos với file, alt và credit, rồi đặt tệp cạnh bài.",
        "![Bà Hoa trồng hoa](ba-hoa.jpg) (không có trong photos)",
        "photos:\n  - {file: ba-hoa.jpg, alt: Bà Hoa trồng hoa, credit: Ban Biên tập}",
    ),
    C.RAW_HTML: W(
        "Mã HTML trong bài",
        "Bài có mã HTML “{found}”; trang sẽ bỏ mã này.",
        "Xóa mã, dùng cách viết thường: **đậm**, *nghiêng*, - danh sách.",
        "<b>Bà Hoa</b> hiến đất",
        "**Bà Hoa** hiến đất",
    ),
    C.FOREIGN_IMAGE: W(
        "Ảnh từ trang khác",
        "Ảnh “{found}” lấy từ trang khác, trang này không tải từ nơi khác.",
        "Tải ảnh về (khi được phép), đặt cạnh bài và khai báo trong photos.",
        "![Bà Hoa](https://example.org/ba-hoa.jpg)",
        "![Bà Hoa trồng hoa ven đường](ba-hoa.jpg)",
    ),
    C.HEADING_ORDER: W(
        "Tiêu đề sai thứ tự",
        "Phần “{found}” đứng sai thứ tự.",
        "Xếp các phần theo thứ tự: {choices}.",
        "## Việc làm tốt\n\n…\n\n## Hoàn cảnh",
        "## Hoàn cảnh\n\n…\n\n## Việc làm tốt",
    ),
    C.LINK_TO_UNPUBLISHED: W(
        "Liên kết tới bài chưa công bố",
        "Liên kết “{found}” dẫn tới mục chưa được công bố ({status}), người đọc sẽ không mở được.",
        "Bỏ liên kết này, hoặc chờ mục kia công bố rồi hãy thêm.",
        "Xem thêm [tổ may xóm Đông](/guong/to-may-xom-dong/) (bài còn là nháp).",
        "Tổ may xóm Đông cũng làm theo.",
    ),
    C.TANGLED: W(
        "Đoạn văn rối hoặc quá dài",
        "Chỗ này lồng quá nhiều dấu hoặc là một đoạn dài không ngắt, trang không dựng được: “{found}”.",
        "Xóa các dấu thừa, xuống dòng trống để ngắt đoạn, ví dụ mỗi ý một đoạn ngắn.",
        "- - - - - - - - - - - - - - - - - - - - - - - - - - Đường sạch",
        "- Đường sạch",
    ),
    # 4xx: photos and other files
    C.FILE_MISSING: W(
        "Không thấy tệp",
        "Không thấy tệp “{found}” trong {folder}.",
        "Chép tệp vào đúng thư mục của bài, hoặc sửa lại tên tệp (phân biệt chữ hoa, chữ thường).",
        "file: Ba-Hoa.JPG (tên thật là ba-hoa.jpg)",
        "file: ba-hoa.jpg",
    ),
    C.NOT_AN_IMAGE: W(
        "Không phải ảnh",
        "Tệp “{found}” không phải là ảnh đọc được, hoặc ảnh bị thiếu phần cuối.",
        "Mở ảnh bằng phần mềm xem ảnh rồi lưu lại thành .jpg.",
        "ba-hoa.jpg (là tệp Word đổi đuôi, hoặc chép dở)",
        "ba-hoa.jpg (là ảnh JPEG đủ)",
    ),
    C.IMAGE_TOO_LARGE: W(
        "Ảnh quá nhiều điểm",
        "Ảnh có kích thước {found}, quá {limit} triệu điểm.",
        "Thu nhỏ ảnh còn khoảng 3000 điểm chiều rộng.",
        "ba-hoa.jpg (12000 × 9000)",
        "ba-hoa.jpg (3000 × 2250)",
    ),
    C.IMAGE_TOO_SMALL: W(
        "Ảnh nhỏ",
        "Ảnh có kích thước {found}, chiều rộng nên từ {limit} điểm.",
        "Dùng ảnh gốc lớn hơn nếu có.",
        "ba-hoa.jpg (200 × 150, ảnh thu nhỏ)",
        "ba-hoa.jpg (1600 × 1200, ảnh gốc)",
    ),
    C.SVG_REFUSED: W(
        "Không nhận ảnh SVG",
        "“{found}” là tệp SVG, có thể chứa mã chạy được.",
        "Lưu lại thành .png hoặc .jpg.",
        "file: ba-hoa.svg",
        "file: ba-hoa.png",
    ),
    C.POOR_ALT: W(
        "Lời tả ảnh chưa nói gì",
        "Lời tả “{found}” chưa cho biết trong ảnh có gì.",
        "Tả điều nhìn thấy: ai, đang làm gì, ở đâu.",
        "alt: Ảnh minh họa",
        "alt: Bà Hoa trồng hoa ven đường liên thôn",
    ),
    C.FILE_LEAVES_FOLDER: W(
        "Tệp ngoài thư mục của bài",
        "“{found}” không nằm ngay trong thư mục của bài.",
        "Chép tệp vào thư mục của bài và chỉ ghi tên tệp, không ghi đường dẫn.",
        "file: ../anh/ba-hoa.jpg",
        "file: ba-hoa.jpg",
    ),
    C.PHOTO_LOCATION: W(
        "Ảnh ghi lại nơi chụp",
        "Ảnh “{found}” còn ghi tọa độ nơi chụp; trang đăng sẽ bỏ, nhưng tệp gốc trong kho vẫn giữ.",
        "Lưu lại ảnh không kèm vị trí trước khi đưa vào kho.",
        "ba-hoa.jpg (chụp bằng điện thoại, còn vị trí)",
        "ba-hoa.jpg (đã xóa vị trí)",
    ),
    C.FILE_NOT_LISTED: W(
        "Tệp không được dùng",
        "Tệp “{found}” không được nhắc tới trong {other} nên không được đăng.",
        "Khai báo tệp trong bài, ví dụ ở mục photos, hoặc xóa đi.",
        "ba-hoa-2.jpg (không có trong photos)",
        "photos:\n  - {file: ba-hoa-2.jpg, alt: Con đường mới, credit: Ban Biên tập}",
    ),
    C.FILE_TOO_HEAVY: W(
        "Tệp quá nặng",
        "Tệp nặng {found} MB, quá {limit} MB.",
        "Lưu lại ảnh hay bản quét ở cỡ nhỏ hơn, hoặc tách thành nhiều tệp.",
        "ke-hoach.pdf (bản quét 80 MB)",
        "ke-hoach.pdf (bản quét 2 MB)",
    ),
    C.WRONG_EXTENSION: W(
        "Đuôi tệp không đúng",
        "Tệp “{found}” có đuôi không được nhận, hoặc bên trong không phải loại tệp mà đuôi nói.",
        "Mở tệp bằng phần mềm của nó rồi lưu lại thành loại: {choices}.",
        "file: ba-hoa.gif",
        "file: ba-hoa.jpg",
    ),
    C.NAME_TAKEN: W(
        "Tên tệp trùng với tệp trang tự làm",
        "Tên tệp “{found}” trùng với tệp mà trang tự làm cho mô hình này; hai tệp không thể ở cùng một địa chỉ.",
        "Đổi tên tệp và sửa tên trong mục documents, ví dụ “{own}”.",
        "documents:\n  - file: ke-hoach-nhan-rong.docx",
        "documents:\n  - file: ke-hoach-nhan-rong-cua-to.docx",
    ),
    # 5xx: plans, campaigns, reviews
    C.NUMBER_STATUS: W(
        "Số và tình trạng số không khớp",
        "Tình trạng số ghi “{found}” nhưng số là: {number}.",
        "Ghi du khi có số; ghi thieu-so hoặc du-thao khi văn bản không có số.",
        "number: 1171\nnumber_status: thieu-so",
        "number: 1171\nnumber_status: du",
    ),
    C.SAME_PLAN: W(
        "Kế hoạch trùng",
        "Kế hoạch {found} đã có ở {other}.",
        "Gộp hai tệp làm một.",
        "content/plans/kh-12-2026/index.md\ncontent/plans/kh-12-ubnd-2026/index.md",
        "content/plans/kh-12-ubnd-2026/index.md",
    ),
    C.CITES_LATER: W(
        "Dẫn văn bản ban hành sau",
        "Kế hoạch ban hành {own} nhưng dẫn văn bản {number} ban hành {found}.",
        "Sửa lại ngày của một trong hai văn bản: văn bản được dẫn phải có trước.",
        "issued_on: 2021-04\nparents: [{number: 653/KH-UBND, date: 2023-03-24}]",
        "issued_on: 2021-04\nparents: [{number: 653/KH-UBND, date: 2021-03-24}]",
    ),
    C.OUTSIDE_PERIOD: W(
        "Ngoài giai đoạn",
        "Mốc {found} nằm ngoài giai đoạn {period} của kế hoạch.",
        "Sửa lại mốc, hoặc ghi own_period nếu văn bản nêu giai đoạn riêng.",
        "period: 2021-2025\nmilestones: [{kind: tong-ket, when: 2035-Q2}]",
        "period: 2021-2025\nmilestones: [{kind: tong-ket, when: 2025-Q2}]",
    ),
    C.NO_CRITERIA: W(
        "Chưa có tiêu chí",
        "Kế hoạch chưa ghi tiêu chí cho “{found}”.",
        "Ghi vào criteria nếu văn bản có tiêu chí; nếu không, để nguyên, trang sẽ ghi “văn bản không quy định”.",
        "- ref: linh-vuc-y-te",
        "- ref: linh-vuc-y-te\n  criteria:\n    tap-the: [{code: yt-tt-1, text: Hoàn thành nhiệm vụ}]",
    ),
    C.SCORE_SUM: W(
        "Tổng điểm không khớp",
        "Tổng điểm ghi {found} nhưng các tiêu chí cộng lại là {sum}.",
        "Sửa tổng hoặc điểm từng tiêu chí.",
        "total: 100 (các tiêu chí: 60 + 30)",
        "total: 100 (các tiêu chí: 60 + 40)",
    ),
    C.SCORE_BANDS: W(
        "Mức điểm không theo thứ tự",
        "Mức từ {found} điểm không thể đứng sau mức hoặc tổng {above} điểm.",
        "Xếp các mức từ cao xuống thấp, không mức nào vượt tổng điểm.",
        "bands: [{label: Khá, min: 50}, {label: Tốt, min: 80}]",
        "bands: [{label: Tốt, min: 80}, {label: Khá, min: 50}]",
    ),
    C.NUMBER_SLIP: W(
        "Số văn bản viết lẫn",
        "Số “{found}” có lẽ là “{meant}”.",
        "Sửa lại số, hoặc ghi vào sic nếu văn bản viết như vậy.",
        "number: 34/CT-TW",
        "number: 34-CT/TW",
    ),
    C.PAPER_INCOMPLETE: W(
        "Văn bản chưa đủ",
        "Văn bản chưa có {found}.",
        "Bổ sung khi có; trang sẽ ghi đúng như văn bản.",
        "issued_on: 2021-04",
        "issued_on: 2021-04-12",
    ),
    C.NO_CAMPAIGN: W(
        "Kế hoạch không nêu phong trào",
        "Kế hoạch chưa có phong trào, lĩnh vực nào.",
        "Ghi campaigns, hoặc comprehensive: true nếu kế hoạch không chia theo phong trào.",
        "period: 2016-2020",
        "period: 2016-2020\ncomprehensive: true",
    ),
    C.DUPLICATE_CRITERION: W(
        "Trùng mã tiêu chí",
        "Mã tiêu chí “{found}” đã dùng ở {other}.",
        "Đặt mã khác, ví dụ thêm số thứ tự.",
        "- {code: ntm-1, text: Hiến đất}\n- {code: ntm-1, text: Góp công}",
        "- {code: ntm-1, text: Hiến đất}\n- {code: ntm-2, text: Góp công}",
    ),
    C.NO_LEAD: W(
        "Chưa có cơ quan chủ trì",
        "Kế hoạch chưa ghi cơ quan chủ trì cho “{found}”.",
        "Ghi lead nếu văn bản có nêu.",
        "- ref: linh-vuc-y-te",
        "- ref: linh-vuc-y-te\n  lead: [phong-y-te-thach-an]",
    ),
    C.BAD_WINDOW: W(
        "Khoảng thời gian ngược",
        "Khoảng thời gian kết thúc {found}, trước khi bắt đầu {start}.",
        "Đổi lại from và to.",
        "from: 2025-12\nto: 2021-04",
        "from: 2021-04\nto: 2025-12",
    ),
    C.REVIEW_HEADINGS: W(
        "Thiếu mục trong sơ kết, tổng kết",
        "Bản sơ kết, tổng kết thiếu các mục: {found}.",
        "Thêm từng mục thành một tiêu đề, ví dụ ## Kết quả đạt được.",
        "Trong sáu tháng, xã giới thiệu hai gương.",
        "## Kết quả đạt được\n\nTrong sáu tháng, xã giới thiệu hai gương.",
    ),
    C.BAD_NUMBER: W(
        "Số, ký hiệu viết sai",
        "Số, ký hiệu “{found}” viết không đúng.",
        "Viết theo mẫu {pattern}.",
        "number: 1171/KH-SKH&ĐT",
        "number: 1171\nsymbol: KH-SKH&ĐT",
    ),
    C.UNKNOWN_DIMENSION: W(
        "Mặt đánh giá không có",
        "Mặt đánh giá “{found}” chưa khai báo ({choices}).",
        "Sửa lại mã theo dimensions, hoặc khai báo thêm mặt này ở đó.",
        "dimensions: [{code: viec-lam, name: Việc làm}]\ncriteria: [{code: d1, text: Tốt, max: 60, dimension: viec}]",
        "dimensions: [{code: viec-lam, name: Việc làm}]\n"
        "criteria: [{code: d1, text: Tốt, max: 60, dimension: viec-lam}]",
    ),
    C.LOW_CONTRAST: W(
        "Màu quá nhạt",
        "Màu “{found}” quá nhạt, đặt cạnh nền trắng khó đọc (độ tương phản {ratio}, ít nhất phải 4,5).",
        'Chọn màu đậm hơn, ví dụ "#9b1b30" hoặc "#1b6b3a".',
        'color: "#ffd54f"',
        'color: "#9b1b30"',
    ),
    C.FIGURE_NOT_PINNED: W(
        "Số liệu chưa ghi ngày chốt",
        "Bản sơ kết, tổng kết đã công bố nhưng số liệu “{found}” chưa ghi tính đến ngày nào.",
        "Thêm as_of vào số liệu này, hoặc một dòng as_of chung cho cả bản, ví dụ as_of: 2026-06-30.",
        "figures:\n  - {name: Gương được giới thiệu, value: 23}",
        "figures:\n  - {name: Gương được giới thiệu, value: 23, as_of: 2026-06-30}",
    ),
    C.NO_SUCCESSOR: W(
        "Chưa rõ văn bản nào thay thế",
        "Kế hoạch {found} ghi là đã được thay thế, nhưng chưa có kế hoạch nào ghi là thay thế nó.",
        "Ở kế hoạch mới, thêm supersedes: [{id}]; nếu kế hoạch chỉ hết hạn thì ghi status: het-hieu-luc.",
        "status: thay-the (ở kh-cu, không kế hoạch nào có supersedes: [kh-cu])",
        "supersedes: [kh-cu] (ở kế hoạch mới)",
    ),
    # 6xx: practices and replications
    C.COPIES_ITSELF: W(
        "Tự làm theo mình",
        "“{found}” là đơn vị gốc của mô hình {practice}, không thể là đơn vị làm theo.",
        "Ghi đơn vị khác đã làm theo.",
        "practice: duong-hoa (của xom-dong)\nunit: xom-dong",
        "practice: duong-hoa (của xom-dong)\nunit: xom-tay",
    ),
    C.ILLEGAL_STATUS_MOVE: W(
        "Chuyển tình trạng không được phép",
        "Không được chuyển từ “{found}” sang “{to}”.",
        "Chọn bước tiếp theo trong các tình trạng: {choices}.",
        "history:\n  - {status: cam-ket, date: 2026-03-01}\n  - {status: thanh-cong, date: 2026-09-01}",
        "history:\n  - {status: cam-ket, date: 2026-03-01}\n  - {status: dang-lam, date: 2026-04-01}",
    ),
    C.NO_FAILURE_REASON: W(
        "Thiếu lý do không thành công",
        "Việc làm theo không thành công nhưng chưa ghi lý do.",
        "Ghi failure_reasons để nơi khác tránh, không nêu lỗi của cá nhân.",
        "history: [{status: khong-thanh-cong, date: 2026-09-01}]",
        "history: [{status: khong-thanh-cong, date: 2026-09-01}]\nfailure_reasons: [Đất đá, cây không bén rễ]",
    ),
    C.CONFIRMED_BY_PARTY: W(
        "Người trong cuộc tự xác nhận",
        "“{found}” là đơn vị làm theo hoặc đơn vị gốc nên không thể tự xác nhận.",
        "Để đơn vị thứ ba xác nhận, ví dụ cơ quan cấp trên.",
        "unit: xom-tay\nconfirmed_by: {unit: xom-tay, date: 2026-09-10}",
        "unit: xom-tay\nconfirmed_by: {unit: phong-van-hoa, date: 2026-09-10}",
    ),
    C.UNKNOWN_STEP: W(
        "Bước không có trong mô hình",
        "Mô hình không có bước “{found}” ({choices}).",
        "Chép đúng mã bước từ mô hình.",
        "steps: {buoc-1: giu}",
        "steps: {b1: giu}",
    ),
    C.INCOMPLETE_CHANGE: W(
        "Điều chỉnh chưa rõ",
        "Bước “{found}” điều chỉnh nhưng chưa ghi đủ điều chỉnh thế nào và vì sao.",
        "Ghi cả dieu-chinh và ly-do.",
        "b2: {dieu-chinh: Trồng cây mua sẵn}",
        "b2: {dieu-chinh: Trồng cây mua sẵn, ly-do: Đã qua mùa gieo hạt}",
    ),
    C.LEARNED_ELSEWHERE: W(
        "Nơi học làm mô hình khác",
        "Bản ghi “{found}” ở learned_from là của mô hình “{other}”, không phải mô hình “{practice}”.",
        "Ghi mã bản ghi nhân rộng của chính mô hình này; nếu học thẳng từ nơi gốc thì xóa dòng learned_from.",
        "practice: duong-hoa\nlearned_from: xom-tay-hoc-quy-de",
        "practice: duong-hoa\nlearned_from: xom-tay-hoc-duong-hoa",
    ),
    C.SUCCESS_WITHOUT_RESULT: W(
        "Thành công mà chưa có kết quả",
        "Tình trạng là “{found}” nhưng chưa ghi kết quả đo được.",
        "Ghi results với số trước và số sau.",
        "history: [{status: thanh-cong, date: 2026-09-01}]",
        "results:\n  - {indicator: Đường có hoa, before: 0, after: 400, unit: m}",
    ),
    C.NO_PRACTICE: W(
        "Chưa rõ làm theo mô hình nào",
        "Phải nêu đúng một trong hai: practice (mô hình ở trang này), hoặc source và id (mô hình ở trang khác).",
        "Ghi practice với mã mô hình, ví dụ practice: to-tu-quan-duong-hoa.",
        "unit: xom-tay",
        "practice: to-tu-quan-duong-hoa\nunit: xom-tay",
    ),
    C.CONFIRMED_TOO_EARLY: W(
        "Xác nhận trước khi thành công",
        "Ngày xác nhận {found} ở trước khi việc làm theo thành công ({other}).",
        "Ghi confirmed_by sau khi việc làm theo đã thành công.",
        "history: [{status: thanh-cong, date: 2026-09-01}]\nconfirmed_by: {unit: phong-van-hoa, date: 2026-08-01}",
        "history: [{status: thanh-cong, date: 2026-09-01}]\nconfirmed_by: {unit: phong-van-hoa, date: 2026-09-10}",
    ),
    # 7xx: privacy, consent, who stands for a text
    C.NO_CONSENT: W(
        "Chưa có sự đồng ý",
        "Bài công bố nhưng sự đồng ý của nhân vật là “{found}”.",
        "Lấy phiếu đồng ý rồi ghi consent.status: da-co, hoặc để status: nhap.",
        "status: cong-bo\nconsent: {status: chua-co}",
        "status: cong-bo\nconsent: {status: da-co, ref: DY-2026-014}",
    ),
    C.CONSENT_WITHDRAWN: W(
        "Nhân vật đã rút đồng ý",
        "Nhân vật đã rút đồng ý nhưng bài vẫn để “{found}”.",
        "Chuyển ngay sang status: go-bo.",
        "status: cong-bo\nconsent: {status: da-rut}",
        "status: go-bo\nconsent: {status: da-rut}",
    ),
    C.CONSENT_BASIS: W(
        "Thiếu căn cứ không cần đồng ý",
        "Bài ghi “không cần đồng ý” nhưng chưa nêu căn cứ.",
        "Ghi consent.basis với điều luật hoặc sự kiện công khai làm căn cứ.",
        "consent: {status: khong-can}",
        "consent: {status: khong-can, basis: Quyết định khen thưởng đã công khai}",
    ),
    C.MINOR_CONSENT: W(
        "Trẻ em thiếu đồng ý",
        "Bài về trẻ em phải có cả phiếu của người giám hộ và phiếu của trẻ.",
        "Ghi consent.guardian_ref và consent.child_ref (Luật 91/2025/QH15, Điều 24).",
        "minor: true\nconsent: {status: da-co, ref: DY-2026-014}",
        "minor: true\nconsent: {status: da-co, ref: DY-2026-014, guardian_ref: GH-2026-03, child_ref: TE-2026-03}",
    ),
    C.MINOR_DETAIL: W(
        "Lộ nơi ở, trường lớp của trẻ",
        "“{found}” có thể cho biết nơi ở hoặc trường lớp của trẻ em.",
        "Chỉ ghi đến cấp tỉnh; bỏ tên trường, lớp (NĐ 56/2017, Điều 33).",
        "Em học lớp 5A, Trường Tiểu học Kim Đồng.",
        "Em là học sinh tiểu học ở tỉnh Cao Bằng.",
    ),
    C.PHONE_NUMBER: W(
        "Có số điện thoại",
        "Chỗ này có số điện thoại “{found}”.",
        "Xóa số điện thoại; liên hệ chỉ ghi ở contact của đơn vị.",
        "Ai cần cây giống xin gọi bà Hoa, số …",
        "Ai cần cây giống xin hỏi Phòng Văn hóa - Xã hội.",
    ),
    C.ID_NUMBER: W(
        "Có số giấy tờ hoặc tài khoản",
        "Chỗ này có dãy số giống số căn cước hoặc tài khoản: “{found}”.",
        "Xóa dãy số này.",
        "Bà Hoa, căn cước số …",
        "Bà Hoa",
    ),
    C.EMAIL: W(
        "Có thư điện tử",
        "Chỗ này có địa chỉ thư điện tử “{found}”.",
        "Xóa địa chỉ; liên hệ chỉ ghi ở contact của đơn vị.",
        "Thư gửi về hoa@example.org",
        "Thư gửi về Ban Biên tập",
    ),
    C.SAME_CHECKER: W(
        "Tự viết tự thẩm tra",
        "“{found}” vừa viết vừa thẩm tra bài.",
        "Nhờ người khác thẩm tra rồi ghi tên người ấy vào fact_checked_by.",
        "author: Lò Thị Mai\nfact_checked_by: Lò Thị Mai",
        "author: Lò Thị Mai\nfact_checked_by: Hà Văn Suối",
    ),
    C.SENSITIVE_WORD: W(
        "Thông tin nhạy cảm",
        "“{found}” là thông tin nhạy cảm về một người (dân tộc, tôn giáo, sức khỏe).",
        "Bỏ chi tiết này, trừ khi người đó đồng ý riêng và bài thật sự cần.",
        "Bà Hoa, dân tộc Tày, theo đạo …",
        "Bà Hoa ở xóm Đông",
    ),
    C.PHOTO_NOT_CONSENTED: W(
        "Ảnh chưa được đồng ý",
        "Nhân vật chưa đồng ý cho đăng ảnh, nên {found} ảnh không được đăng.",
        "Thêm anh vào consent.scope khi đã có đồng ý, ví dụ scope: [ten, bai-viet, anh].",
        "consent: {status: da-co, scope: [ten, bai-viet]}",
        "consent: {status: da-co, scope: [ten, bai-viet, anh]}",
    ),
    C.WITHDRAWAL_MISMATCH: W(
        "Thu hồi chưa khớp",
        "Bài đã ghi việc thu hồi nhưng trường này là “{found}”.",
        "Sửa trường này thành {wanted}.",
        "stage: cong-nhan\nwithdrawal: {kind: sai-su-that, date: 2026-10-01}",
        "stage: thu-hoi\nwithdrawal: {kind: sai-su-that, date: 2026-10-01}",
    ),
    C.NAME_IN_ID: W(
        "Địa chỉ lộ tên người",
        "Mã “{found}” đọc ra được tên người không còn được nêu; trang sẽ không giữ địa chỉ này.",
        "Đặt mã không có tên cho bài mới về trẻ em, ví dụ em-be-tra-lai-cua-roi.",
        "content/exemplars/2026/nguyen-thi-hoa/index.md",
        "content/exemplars/2026/em-be-tra-lai-cua-roi/index.md",
    ),
    C.LEAK: W(
        "Lộ nội dung chưa công bố",
        "Trang sẽ làm lộ nội dung chưa được công bố: “{needle}” của {record}, ở tệp {found}; vì thế trang chưa được "
        "đăng.",
        "Bỏ chữ này ở chỗ nêu trên, hoặc công bố {record} trước; nếu chỗ nêu trên không nằm trong content/, báo cho "
        "người phụ trách phần mềm.",
        "Bài công bố nhắc tên nhân vật của một bài còn là nháp",
        "Bài công bố chỉ nhắc những người đã đồng ý",
    ),
    C.CONSENT_SCOPE: W(
        "Phạm vi đồng ý chưa đủ",
        "Phạm vi đồng ý chưa có “{found}” trong khi bài sẽ công khai phần đó.",
        "Hỏi lại nhân vật; khi đã được đồng ý thì thêm {wanted} vào consent.scope.",
        "consent: {status: da-co, ref: DY-2026-014, scope: [anh]}",
        "consent: {status: da-co, ref: DY-2026-014, scope: [ten, anh, bai-viet]}",
    ),
}


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _printable(text: str, most: int) -> str:
    """Return what a person wrote, safe for a terminal and short enough for a sentence."""
    shown = text if text.isprintable() else "".join(char if char.isprintable() else "�" for char in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def words_of(code: Code, params: dict[str, str]) -> tuple[str, str]:
    """Return the sentence and the hint of a finding, its near miss ("Có phải bạn muốn viết …?") put before the hint."""
    wording = WORDING[code]
    filled = _Params(
        {key: _printable(value, _MOST_CHOICES if key == "choices" else _MOST) for key, value in params.items()}
    )
    formatter = string.Formatter()
    message = formatter.vformat(wording.message, (), filled)
    hint = formatter.vformat(wording.hint, (), filled)
    near = filled.get("near")
    if near:
        hint = f"Có phải bạn muốn viết “{near}”? {hint}"
    return message, hint
