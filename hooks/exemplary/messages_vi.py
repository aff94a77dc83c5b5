"""The Vietnamese words of every code: what it is called, the sentence, what to do, a wrong and a right example.

A sentence names the field's label and the value found; the hint is one instruction. The help pages under
/huong-dan/loi/ and the messages of `check.py` are both made from here, so they cannot drift apart.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Final

from .issues import Code


@dataclass(frozen=True)
class Wording:
    """The words of one code; `{…}` in message and hint are filled from the finding's params."""

    title: str
    message: str
    hint: str
    wrong: str = ""
    right: str = ""


W = Wording
C = Code

WORDING: Final[dict[Code, Wording]] = {
    C.UNREADABLE: W("Không đọc được tệp", "Không đọc được tệp này ({found}).", "Kiểm tra quyền đọc tệp, hoặc chép lại tệp rồi lưu lại."),
    C.TOO_BIG: W("Tệp quá lớn", "Tệp nặng {found} MB, quá mức cho phép {limit} MB.", "Chỉ để chữ trong tệp bài viết; ảnh đặt thành tệp riêng bên cạnh."),
    C.NOT_UTF8: W("Tệp không phải văn bản UTF-8", "Tệp không phải là văn bản mã UTF-8, nên không đọc được chữ tiếng Việt.", "Mở tệp bằng trình soạn thảo, chọn “Lưu thành…” với bảng mã UTF-8. Đừng đổi đuôi tệp Word thành .md."),
    C.NOT_NFC: W("Chữ có dấu tách rời", "Dòng này có chữ tiếng Việt viết bằng dấu tách rời (Unicode tổ hợp), máy sẽ không tìm thấy chữ đó.", "Chạy python3 scripts/fix.py để tự sửa."),
    C.NO_FRONT_MATTER: W("Thiếu phần khai báo", "Tệp không mở đầu bằng phần khai báo giữa hai dòng “---”.", "Chép phần khai báo từ một bài khác, hoặc tạo tệp mới bằng python3 scripts/new.py."),
    C.UNCLOSED_FRONT_MATTER: W("Phần khai báo chưa đóng", "Phần khai báo mở bằng “---” nhưng không có dòng “---” thứ hai để đóng lại.", "Thêm một dòng chỉ có ba gạch --- ngay sau trường cuối cùng, trước phần bài viết."),
    C.BAD_YAML: W("Phần khai báo viết sai quy tắc", "Không đọc được phần khai báo ở chỗ này: {found}.", "Xem lại dòng này và dòng ngay trên nó; mỗi trường viết “tên: giá trị”, các dòng cùng nhóm lùi vào bằng nhau."),
    C.DUPLICATE_KEY: W("Trường viết hai lần", "Trường “{found}” đã có ở dòng {first}, ở đây viết lại lần nữa.", "Xóa một trong hai dòng; nếu có nhiều giá trị, gộp vào một danh sách."),
    C.TAB: W("Dấu Tab trong phần khai báo", "Dòng này có dấu Tab.", "Thay dấu Tab bằng hai dấu cách."),
    C.ODD_SPACE: W("Dấu cách lạ", "Dòng này có dấu cách lạ ({found}), thường do chép từ Word hoặc từ trang web.", "Xóa dấu cách đó và gõ lại bằng phím cách, hoặc chạy python3 scripts/fix.py."),
    C.INVISIBLE: W("Ký tự vô hình", "Dòng này có ký tự không nhìn thấy được ({found}).", "Xóa đoạn đó và gõ lại, hoặc chạy python3 scripts/fix.py."),
    C.LOOK_ALIKE: W("Chữ cái giả", "Chữ “{found}” ở đây không phải chữ “{meant}” tiếng Việt dù trông giống hệt.", "Xóa chữ đó và gõ lại chữ “{meant}” bằng bộ gõ tiếng Việt, hoặc chạy python3 scripts/fix.py."),
    C.OLD_ENCODING: W("Chữ theo bảng mã cũ", "Chỗ này trông như chữ gõ theo bảng mã cũ (TCVN3, VNI) hoặc bị lỗi bảng mã: “{found}”.", "Chuyển đoạn văn sang Unicode bằng Unikey (Ctrl+Shift+F6) rồi dán lại."),
    C.YAML_MAGIC: W("Ký hiệu đặc biệt không dùng ở đây", "Phần khai báo có ký hiệu đặc biệt “{found}” mà trang không dùng.", "Nếu đó là chữ bình thường, đặt cả giá trị trong dấu nháy kép."),
    C.TOO_DEEP: W("Quá nhiều tầng", "Phần khai báo lồng quá nhiều tầng hoặc có quá nhiều giá trị.", "Viết lại theo mẫu; không trường nào cần quá năm tầng."),
    C.BAD_FILE_NAME: W("Tên tệp không hợp lệ", "Tên tệp hoặc thư mục “{found}” có dấu cách, dấu tiếng Việt hoặc ký tự lạ.", "Đổi tên, chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ ba-hoa.jpg."),
    C.LINK_OUT_OF_CONTENT: W("Lối tắt dẫn ra ngoài", "Đây là lối tắt (liên kết) chứ không phải tệp thật, hoặc dẫn ra ngoài thư mục content/.", "Chép tệp thật vào đây thay cho lối tắt."),
    C.STRAY_FILE: W("Tệp đặt sai chỗ", "Tệp này không nằm đúng chỗ của loại nội dung nào nên không được đọc và không được đăng.", "Chuyển tệp về đúng thư mục, ví dụ content/exemplars/2026/ma-bai/index.md, hoặc xóa đi."),
    C.UNQUOTED_COLON: W("Giá trị có dấu hai chấm", "Giá trị có dấu hai chấm nhưng không đặt trong dấu nháy kép: {found}", "Đặt cả giá trị trong dấu nháy kép, ví dụ title: \"Mô hình: vườn sạch\"."),
    C.CUT_BY_COMMENT: W("Giá trị bị cắt ở dấu #", "Phần sau dấu # sẽ bị bỏ mất: {found}", "Đặt cả giá trị trong dấu nháy kép."),
    C.UNQUOTED_MARK: W("Giá trị mở đầu bằng ký hiệu", "Giá trị mở đầu bằng ký hiệu {found} hoặc có chữ sau dấu nháy đóng, nên máy không đọc được.", "Đặt cả giá trị trong dấu nháy kép; nếu bên trong có ngoặc kép, dùng “ ” thay cho \" \"."),
    C.RECORD_WITHOUT_FILE: W("Thiếu tệp chính", "Không thấy tệp chính của mục này ({found}).", "Thêm tệp index.md vào thư mục (hoặc tệp site.yml vào content/registry/), hay xóa các tệp thừa."),
    C.BAD_TABLE_ROW: W("Dòng sai trong bảng", "Dòng này của bảng địa bàn không đủ tám cột, trùng mã hoặc sai ngày: {found}", "Sửa dòng theo các dòng bên cạnh, hoặc lấy lại bảng gốc."),
    C.MISSING: W("Thiếu trường bắt buộc", "Thiếu “{label}” ({key}).", "Thêm một dòng “{key}: …” với giá trị của trường này."),
    C.UNKNOWN_KEY: W("Trường không có trong mẫu", "Không có trường nào tên là “{found}”.", "Sửa tên trường hoặc xóa dòng này. Các trường dùng được ở đây: {choices}."),
    C.NOT_A_DATE: W("Ngày không có thật", "{label} “{found}” không phải là ngày có thật.", "Viết năm-tháng-ngày, ví dụ 2026-03-02, hoặc ngày/tháng/năm, ví dụ 02/03/2026."),
    C.FUTURE_DATE: W("Ngày chưa tới", "Ngày {found} ở sau hôm nay ({today}).", "Kiểm tra lại năm và tháng; chỉ ghi việc đã xảy ra."),
    C.TOO_SHORT: W("Quá ngắn", "{label} có {found} ký tự, ít nhất phải {least}.", "Viết thêm cho đủ ý."),
    C.TOO_LONG: W("Quá dài", "{label} có {found} ký tự, nhiều nhất {most}.", "Rút ngắn; chi tiết để trong phần bài viết."),
    C.NOT_A_CHOICE: W("Giá trị không có trong danh sách", "{label} “{found}” không có trong danh sách cho phép.", "Chọn một trong các giá trị: {choices}."),
    C.NOT_A_NUMBER: W("Không phải số", "{label} “{found}” không phải là số.", "Chỉ ghi chữ số, ví dụ 300 hoặc 1.5; đơn vị tính ghi ở trường unit."),
    C.AMBIGUOUS_NUMBER: W("Số có thể hiểu hai cách", "{label} “{found}” có thể hiểu là hàng nghìn hoặc phần lẻ.", "Nếu là hàng nghìn, viết liền {whole}; nếu là phần lẻ, bỏ bớt chữ số, ví dụ 1.2."),
    C.NOT_YES_NO: W("Không phải true hoặc false", "{label} chỉ nhận true (có) hoặc false (không), ở đây ghi “{found}”.", "Viết true nếu có, false nếu không."),
    C.NOT_A_LIST: W("Phải là danh sách", "{label} phải là một danh sách, ở đây ghi “{found}”.", "Viết trong ngoặc vuông, ví dụ [ma-mot, ma-hai], hoặc mỗi mục một dòng mở đầu bằng gạch ngang."),
    C.NOT_A_GROUP: W("Phải là một nhóm trường", "{label} phải gồm các dòng “tên: giá trị” lùi vào, ở đây ghi “{found}”.", "Xuống dòng, lùi vào hai dấu cách rồi viết từng trường."),
    C.NOT_TEXT: W("Phải là chữ", "{label} phải là chữ trên một dòng, ở đây lại là {found}.", "Viết giá trị ngay sau dấu hai chấm; nếu có dấu hai chấm bên trong, đặt trong dấu nháy kép."),
    C.EMPTY: W("Để trống", "{label} đang để trống.", "Điền giá trị, hoặc xóa cả dòng nếu không bắt buộc."),
    C.BAD_ID: W("Mã không hợp lệ", "Mã “{found}” không hợp lệ.", "Mã chỉ gồm chữ thường không dấu a–z, chữ số và gạch nối, dài 1–80 ký tự; không dùng “trang”, “tat-ca”."),
    C.BAD_PERIOD: W("Giai đoạn không hợp lệ", "{label} “{found}” không phải là giai đoạn hợp lệ.", "Viết năm đầu-năm cuối, ví dụ 2021-2025, năm đầu không sau năm cuối."),
    C.BAD_WHEN: W("Thời điểm không hợp lệ", "{label} “{found}” không phải là thời điểm hợp lệ.", "Viết ngày 2023-05-12, quý 2023-Q2, nửa năm 2023-H1 hoặc năm 2023."),
    C.OUT_OF_RANGE: W("Số ngoài khoảng", "{label} là {found}, phải từ {least} đến {most}.", "Kiểm tra lại con số."),
    C.BAD_VALUE: W("Giá trị không đúng", "{label} có giá trị không đúng: “{found}”.", "Xem mẫu của trường này trong trang hướng dẫn."),
    C.BAD_URL: W("Địa chỉ không hợp lệ", "{label} “{found}” không phải là địa chỉ trang web.", "Chép nguyên địa chỉ bắt đầu bằng https:// hoặc http://."),
    C.MISSING_AT_STAGE: W("Thiếu trường cần có lúc này", "Thiếu “{label}” ({key}); trường này cần có khi {reached} là “{meaning}”.", "Thêm {key}, hoặc chưa chuyển {other} sang {wanted}."),
    C.HONORIFIC_IN_NAME: W("Tên kèm danh xưng", "Tên “{found}” có kèm danh xưng “{honorific}”.", "Ghi danh xưng ở trường honorific, trường name chỉ ghi họ tên."),
    C.MARKUP_IN_TEXT: W("Chữ có mã trang web", "{label} có mã “{found}”.", "Xóa phần mã, chỉ để chữ bình thường."),
    C.REPEATED_VALUE: W("Giá trị lặp lại", "{label} có giá trị “{found}” hai lần.", "Xóa một lần."),
    C.ALL_CAPS: W("Tiêu đề viết hoa toàn bộ", "Tiêu đề “{found}” viết hoa toàn bộ, khó đọc.", "Viết như câu bình thường, chỉ hoa chữ đầu và tên riêng."),
    C.UNUSUAL_CHOICE: W("Giá trị lạ", "{label} “{found}” khác các giá trị thường dùng.", "Nếu viết nhầm, chọn một trong: {choices}. Nếu đúng ý, có thể để nguyên."),
    C.BAD_FILE_REF: W("Tên tệp có ký tự lạ", "{label} “{found}” có dấu cách, dấu tiếng Việt hoặc ký tự lạ.", "Đổi tên tệp thành chữ thường không dấu, ví dụ ba-hoa.jpg, rồi ghi lại đúng tên đó."),
    C.BAD_COLOR: W("Màu không hợp lệ", "{label} “{found}” không phải là mã màu.", "Viết dấu # và sáu chữ số, trong nháy kép, ví dụ \"#9b1b30\"."),
    C.NOT_FOUND: W("Mã không tồn tại", "Không có {kind} nào mang mã “{found}”.", "Sửa lại mã, hoặc khai báo mục này trong content/{where}."),
    C.DUPLICATE_ID: W("Trùng mã", "Mã “{found}” đã dùng ở {other}.", "Đổi tên thư mục hoặc tệp này sang mã khác, ví dụ thêm tên xã hoặc năm."),
    C.UNIT_NOT_VALID: W("Đơn vị không tồn tại vào ngày đó", "Đơn vị “{found}” ({since}{until}) không tồn tại vào ngày {day}.", "Chọn đơn vị đúng của thời điểm đó."),
    C.LOCALITY_NOT_VALID: W("Địa bàn không tồn tại vào ngày đó", "Địa bàn “{found}” ({since}{until}) không tồn tại vào ngày {day}.", "Chọn địa bàn đúng của thời điểm đó."),
    C.REDIRECT_CLASH: W("Mã cũ đang có bài khác dùng", "Mã cũ “{found}” đang được dùng ở {other}.", "Xóa mã này khỏi redirect_from, hoặc đổi mã của bài kia."),
    C.CYCLE: W("Quan hệ vòng tròn", "Các mục này là cấp trên của nhau thành vòng tròn: {found}.", "Sửa trường cấp trên (parent hoặc parents) của một trong các mục."),
    C.BAD_VALIDITY: W("Ngày kết thúc trước ngày bắt đầu", "Ngày kết thúc {found} ở trước ngày bắt đầu {start}.", "Kiểm tra lại valid_from và valid_to."),
    C.DISTRICT_LEVEL_ENDED: W("Cấp huyện đã kết thúc", "Điển hình giới thiệu ngày {found} không thể là cấp huyện: cấp huyện kết thúc từ 01/07/2025.", "Chọn cấp xa hoặc tinh."),
    C.UNKNOWN_CRITERION: W("Tiêu chí không có trong kế hoạch", "Tiêu chí “{found}” không có trong kế hoạch {plan}.", "Chép đúng mã tiêu chí từ kế hoạch, hoặc ghi trường plan."),
    C.TYPE_NOT_COVERED: W("Loại điển hình ngoài đối tượng", "“{found}” không nằm trong đối tượng của “{campaign}” ({choices}).", "Kiểm tra lại loại điển hình và phong trào; nếu đúng, bổ sung subjects của phong trào."),
    C.OUTSIDE_PLAN_PERIOD: W("Ngoài giai đoạn của kế hoạch", "Ngày giới thiệu {found} nằm ngoài giai đoạn {period} của kế hoạch.", "Kiểm tra lại ngày hoặc chọn kế hoạch khác."),
    C.UNKNOWN_EVIDENCE: W("Minh chứng không có trong nguồn", "Minh chứng “{found}” không có trong danh sách nguồn (sources) của bài: {choices}.", "Thêm nguồn có id này, hoặc sửa lại mã minh chứng."),
    C.YEAR_FOLDER: W("Thư mục năm không khớp", "Tệp nằm trong thư mục năm {found} nhưng ngày ghi là năm {year}.", "Chuyển tệp sang thư mục {year}, hoặc sửa lại ngày."),
    C.SAMPLE_MIX: W("Lẫn mẫu với thật", "Mục này là {kind} nhưng “{found}” lại là {other}, nên không được tính vào.", "Chỉ nối mẫu với mẫu, thật với thật."),
    C.DATES_OUT_OF_ORDER: W("Ngày không theo thứ tự", "Ngày {found} ở trước {what} ({other}).", "Kiểm tra lại hai ngày."),
    C.ILLEGAL_MOVE: W("Chuyển giai đoạn không được phép", "Không được chuyển từ “{found}” sang “{to}”.", "Từ đó chỉ được sang: {choices}."),
    C.STAGE_NOT_IN_HISTORY: W("Giai đoạn chưa ghi vào quá trình", "Giai đoạn là “{found}” nhưng bước cuối của quá trình là “{last}”.", "Thêm bước mới vào stage_history, hoặc sửa stage."),
    C.REPLICATION_MISSING: W("Chưa có nơi làm theo", "Giai đoạn “Nhân rộng” cần ít nhất một nơi khác đang làm theo; mô hình của bài này ({found}) chưa có nơi nào ngoài đơn vị gốc.", "Tạo bản ghi nhân rộng bằng python3 scripts/new.py replication, hoặc để giai đoạn là tong-ket."),
    C.CAMPAIGN_NOT_IN_PLAN: W("Phong trào không có trong kế hoạch", "Kế hoạch {plan} không có phong trào “{found}”.", "Chọn phong trào có trong kế hoạch, hoặc bỏ trường plan."),
    C.ACTION_PLAN_KIND: W("Sai loại chương trình", "Điển hình là {type} nhưng ghi “{found}”.", "Sửa kind thành {wanted}: tập thể lập kế hoạch, cá nhân lập chương trình hành động."),
    C.FIGURE_WITHOUT_EVIDENCE: W("Số liệu thiếu minh chứng", "Số liệu {found} của “{text}” chưa có minh chứng.", "Thêm evidence: [mã nguồn], với mã có trong mục sources."),
    C.STALE_IMPACT: W("Lâu chưa rà soát", "Lần rà soát tác dụng gần nhất là {found}, đã quá 12 tháng.", "Rà soát lại và thêm một dòng vào impact_reviews."),
    C.REVOKED_AWARD: W("Khen thưởng đã hủy", "Khen thưởng “{found}” đã bị hủy bỏ nhưng bài vẫn đang đăng.", "Thu hồi bài, hoặc bỏ khen thưởng này khỏi bài."),
    C.SUCCESSOR_TOO_EARLY: W("Đơn vị kế tiếp có trước", "“{found}” bắt đầu ngày {start}, trước cả mục này ({own}), nên không thể là đơn vị kế tiếp.", "Kiểm tra lại valid_from của cả hai."),
    C.STAGE_NEEDS_SECTION: W("Thiếu phần cách làm", "Bài ở giai đoạn “Nhân rộng” phải có phần “Cách làm, kinh nghiệm”.", "Thêm tiêu đề ## Cách làm, kinh nghiệm và viết rõ các bước."),
    C.DOUBLE_WITHOUT_TARGET: W("Bài trùng chưa chỉ tới bài còn lại", "Bài thu hồi vì trùng lặp nhưng chưa có bài nào ghi mã “{found}” trong redirect_from.", "Ở bài còn giữ, thêm dòng redirect_from: [{found}]."),
    C.DANGEROUS_HTML: W("Mã trang web nguy hiểm", "Bài có mã “{found}” có thể gây hại cho người đọc.", "Xóa mã này; chỉ viết chữ, tiêu đề ##, danh sách, liên kết và ảnh."),
    C.DANGEROUS_LINK: W("Liên kết nguy hiểm", "Liên kết “{found}” không được phép.", "Chỉ dùng địa chỉ https://, http:// hoặc địa chỉ trong trang như /guong/ma-bai/."),
    C.BROKEN_LINK: W("Liên kết hỏng", "Liên kết “{found}” không dẫn tới đâu.", "Sửa lại địa chỉ, hoặc bỏ liên kết."),
    C.LINK_LEAVES_CONTENT: W("Liên kết ra ngoài thư mục", "Liên kết “{found}” dẫn ra ngoài thư mục nội dung.", "Dùng địa chỉ trong trang, ví dụ /ke-hoach/ma-ke-hoach/."),
    C.IMAGE_WITHOUT_ALT: W("Ảnh chưa có lời tả", "Ảnh “{found}” chưa có lời tả trong ngoặc vuông.", "Viết điều nhìn thấy trong ảnh: ![Bà Hoa trồng hoa ven đường](ba-hoa.jpg)."),
    C.HEADING_MISSING: W("Thiếu tiêu đề trong bài", "Bài thiếu các phần: {found}.", "Thêm các tiêu đề ## Hoàn cảnh, ## Việc làm tốt, ## Kết quả và sức lan tỏa, ## Cách làm, kinh nghiệm."),
    C.HEADING_LEVEL: W("Tiêu đề sai cấp", "Tiêu đề “{found}” sai cấp.", "Dùng {wanted} cho tiêu đề này; tiêu đề trong bài bắt đầu từ ## và không nhảy cấp."),
    C.BODY_LENGTH: W("Độ dài bài", "Bài có {found} từ, nên trong khoảng {least}–{most} từ.", "Viết thêm chi tiết thật, hoặc rút gọn."),
    C.TEMPLATE_SYNTAX: W("Ký hiệu mẫu trong bài", "Bài có ký hiệu “{found}” của máy, không phải chữ.", "Xóa ký hiệu này, hoặc đặt trong dấu ` ` nếu muốn hiện nguyên."),
    C.EMPTY_BODY: W("Bài chưa có nội dung", "Bài công bố nhưng chưa có nội dung.", "Viết bài dưới phần khai báo, hoặc để status: nhap."),
    C.BROKEN_ANCHOR: W("Liên kết tới mục không có", "Trong bài không có mục “#{found}”.", "Sửa lại theo tiêu đề có trong bài."),
    C.PRAISE: W("Lời khen quá mức", "“{found}” dễ thành cường điệu nếu không có minh chứng.", "Thay bằng con số hoặc sự việc cụ thể; tránh thổi phồng thành tích."),
    C.IMAGE_NOT_LISTED: W("Ảnh chưa khai báo", "Ảnh “{found}” trong bài chưa có trong mục photos.", "Khai báo ảnh trong photos với file, alt và credit, rồi đặt tệp cạnh bài."),
    C.RAW_HTML: W("Mã HTML trong bài", "Bài có mã HTML “{found}”; trang sẽ bỏ mã này.", "Xóa mã, dùng cách viết thường: **đậm**, *nghiêng*, - danh sách."),
    C.FOREIGN_IMAGE: W("Ảnh từ trang khác", "Ảnh “{found}” lấy từ trang khác, trang này không tải từ nơi khác.", "Tải ảnh về (khi được phép), đặt cạnh bài và khai báo trong photos."),
    C.HEADING_ORDER: W("Tiêu đề sai thứ tự", "Phần “{found}” đứng sai thứ tự.", "Xếp các phần theo thứ tự: {choices}."),
    C.LINK_TO_UNPUBLISHED: W("Liên kết tới bài chưa công bố", "Liên kết “{found}” dẫn tới mục chưa được công bố ({status}), người đọc sẽ không mở được.", "Bỏ liên kết này, hoặc chờ mục kia công bố rồi hãy thêm."),
    C.FILE_MISSING: W("Không thấy tệp", "Không thấy tệp “{found}” trong {folder}.", "Chép tệp vào đúng thư mục của bài, hoặc sửa lại tên tệp (phân biệt chữ hoa, chữ thường)."),
    C.NOT_AN_IMAGE: W("Không phải ảnh", "Tệp “{found}” không phải là ảnh đọc được.", "Mở ảnh bằng phần mềm xem ảnh rồi lưu lại thành .jpg."),
    C.IMAGE_TOO_LARGE: W("Ảnh quá nhiều điểm", "Ảnh có kích thước {found}, quá {limit} triệu điểm.", "Thu nhỏ ảnh còn khoảng 3000 điểm chiều rộng."),
    C.IMAGE_TOO_SMALL: W("Ảnh nhỏ", "Ảnh có kích thước {found}, chiều rộng nên từ {limit} điểm.", "Dùng ảnh gốc lớn hơn nếu có."),
    C.SVG_REFUSED: W("Không nhận ảnh SVG", "“{found}” là tệp SVG, có thể chứa mã chạy được.", "Lưu lại thành .png hoặc .jpg."),
    C.POOR_ALT: W("Lời tả ảnh chưa nói gì", "Lời tả “{found}” chưa cho biết trong ảnh có gì.", "Tả điều nhìn thấy: ai, đang làm gì, ở đâu."),
    C.FILE_LEAVES_FOLDER: W("Tệp ngoài thư mục của bài", "{found} không nằm ngay trong thư mục của bài.", "Chép tệp vào thư mục của bài và chỉ ghi tên tệp, không ghi đường dẫn."),
    C.PHOTO_LOCATION: W("Ảnh ghi lại nơi chụp", "Ảnh “{found}” còn ghi tọa độ nơi chụp. Trang đăng sẽ bỏ, nhưng tệp gốc trong kho vẫn giữ.", "Lưu lại ảnh không kèm vị trí trước khi đưa vào kho."),
    C.FILE_NOT_LISTED: W("Tệp không được dùng", "Tệp “{found}” không được nhắc tới trong {other} nên không được đăng.", "Khai báo tệp, hoặc xóa đi."),
    C.FILE_TOO_HEAVY: W("Tệp quá nặng", "Tệp nặng {found} MB, quá {limit} MB.", "Thu nhỏ ảnh hoặc nén tệp."),
    C.WRONG_EXTENSION: W("Đuôi tệp không đúng", "Đuôi của tệp “{found}” không đúng.", "Dùng đuôi: {choices}."),
    C.NUMBER_STATUS: W("Số và tình trạng số không khớp", "Tình trạng số ghi “{found}” nhưng số là: {number}.", "Ghi du khi có số; thieu-so hoặc du-thao khi bản giấy không có số."),
    C.SAME_PLAN: W("Kế hoạch trùng", "Kế hoạch {found} đã có ở {other}.", "Gộp hai tệp làm một."),
    C.CITES_LATER: W("Dẫn văn bản ban hành sau", "Kế hoạch ban hành {own} nhưng dẫn văn bản {number} ban hành {found}.", "Kiểm tra lại ngày của cả hai văn bản."),
    C.OUTSIDE_PERIOD: W("Ngoài giai đoạn", "{found} nằm ngoài giai đoạn {period} của kế hoạch.", "Sửa lại mốc, hoặc ghi own_period nếu bản giấy nêu giai đoạn riêng."),
    C.NO_CRITERIA: W("Chưa có tiêu chí", "Kế hoạch chưa ghi tiêu chí cho “{found}”.", "Nếu bản giấy có tiêu chí, ghi vào criteria; nếu không, để nguyên, trang sẽ ghi “văn bản không quy định”."),
    C.SCORE_SUM: W("Tổng điểm không khớp", "Tổng điểm ghi {found} nhưng các tiêu chí cộng lại là {sum}.", "Sửa tổng hoặc điểm từng tiêu chí."),
    C.SCORE_BANDS: W("Mức điểm không theo thứ tự", "Mức từ {found} điểm không thể đứng sau mức từ {above} điểm.", "Xếp các mức từ cao xuống thấp, không mức nào vượt tổng điểm."),
    C.NUMBER_SLIP: W("Số văn bản viết lẫn", "Số “{found}” có lẽ là “{meant}”.", "Sửa lại số, hoặc ghi vào sic nếu bản giấy viết như vậy."),
    C.PAPER_INCOMPLETE: W("Văn bản chưa đủ", "Văn bản chưa có {found}.", "Bổ sung khi có; trang sẽ ghi đúng như bản giấy."),
    C.NO_CAMPAIGN: W("Kế hoạch không nêu phong trào", "Kế hoạch chưa có phong trào, lĩnh vực nào.", "Ghi campaigns, hoặc comprehensive: true nếu kế hoạch không chia theo phong trào."),
    C.DUPLICATE_CRITERION: W("Trùng mã tiêu chí", "Mã tiêu chí “{found}” đã dùng ở {other}.", "Đặt mã khác."),
    C.NO_LEAD: W("Chưa có cơ quan chủ trì", "Chưa ghi cơ quan chủ trì cho “{found}”.", "Ghi lead nếu bản giấy có nêu."),
    C.BAD_WINDOW: W("Khoảng thời gian ngược", "Khoảng kết thúc {found} trước khi bắt đầu {start}.", "Đổi lại from và to."),
    C.REVIEW_HEADINGS: W("Thiếu mục trong sơ kết, tổng kết", "Bản sơ kết, tổng kết thiếu các mục: {found}.", "Thêm từng mục thành một tiêu đề ##."),
    C.BAD_NUMBER: W("Số, ký hiệu viết sai", "Số, ký hiệu “{found}” viết không đúng.", "Trường number chỉ ghi số trước dấu gạch chéo, ví dụ 1171; symbol ghi phần sau, ví dụ KH-SKH&ĐT."),
    C.UNKNOWN_DIMENSION: W("Mặt đánh giá không có", "Mặt đánh giá “{found}” chưa khai báo ({choices}).", "Khai báo trong dimensions, hoặc sửa lại mã."),
    C.LOW_CONTRAST: W("Màu quá nhạt", "Màu “{found}” quá nhạt, chữ trên nền trắng khó đọc (độ tương phản {ratio}, ít nhất phải 4,5).", "Chọn màu đậm hơn, ví dụ \"#9b1b30\" hoặc \"#1b6b3a\"."),
    C.COPIES_ITSELF: W("Tự làm theo mình", "“{found}” là đơn vị gốc của mô hình {practice}, không thể là đơn vị làm theo.", "Ghi đơn vị khác đã làm theo."),
    C.ILLEGAL_STATUS_MOVE: W("Chuyển tình trạng không được phép", "Không được chuyển từ “{found}” sang “{to}”.", "Từ đó chỉ được sang: {choices}."),
    C.NO_FAILURE_REASON: W("Thiếu lý do không thành công", "Việc làm theo không thành công nhưng chưa ghi lý do.", "Ghi failure_reasons; lý do giúp nơi khác tránh, không nêu lỗi của cá nhân."),
    C.CONFIRMED_BY_PARTY: W("Người trong cuộc tự xác nhận", "“{found}” là đơn vị làm theo hoặc đơn vị gốc nên không thể tự xác nhận.", "Để đơn vị thứ ba xác nhận, ví dụ cơ quan cấp trên."),
    C.UNKNOWN_STEP: W("Bước không có trong mô hình", "Mô hình không có bước “{found}” ({choices}).", "Chép đúng mã bước từ mô hình."),
    C.INCOMPLETE_CHANGE: W("Điều chỉnh chưa rõ", "Bước “{found}” điều chỉnh nhưng chưa ghi đủ điều chỉnh thế nào và vì sao.", "Ghi cả dieu-chinh và ly-do."),
    C.SUCCESS_WITHOUT_RESULT: W("Thành công mà chưa có kết quả", "Tình trạng là “{found}” nhưng chưa ghi kết quả đo được.", "Ghi results với số trước và số sau."),
    C.NO_PRACTICE: W("Chưa rõ làm theo mô hình nào", "Phải ghi đúng một trong hai: practice (mô hình ở trang này), hoặc source và id (mô hình ở trang khác).", "Ghi practice: mã mô hình."),
    C.CONFIRMED_TOO_EARLY: W("Xác nhận trước khi thành công", "Ngày xác nhận {found} không sau ngày thành công ({other}).", "Chỉ ghi confirmed_by khi việc làm theo đã thành công."),
    C.NO_CONSENT: W("Chưa có sự đồng ý", "Bài công bố nhưng sự đồng ý của nhân vật là “{found}”.", "Lấy phiếu đồng ý rồi ghi consent.status: da-co, hoặc để status: nhap."),
    C.CONSENT_WITHDRAWN: W("Nhân vật đã rút đồng ý", "Nhân vật đã rút đồng ý nhưng bài vẫn để “{found}”.", "Để status: go-bo ngay."),
    C.CONSENT_BASIS: W("Thiếu căn cứ không cần đồng ý", "Ghi “không cần đồng ý” nhưng chưa nêu căn cứ.", "Ghi consent.basis với điều luật hoặc sự kiện công khai làm căn cứ."),
    C.MINOR_CONSENT: W("Trẻ em thiếu đồng ý", "Bài về trẻ em phải có cả phiếu của người giám hộ và phiếu của trẻ.", "Ghi consent.guardian_ref và consent.child_ref (Luật 91/2025/QH15, Điều 24)."),
    C.MINOR_DETAIL: W("Lộ nơi ở, trường lớp của trẻ", "“{found}” có thể cho biết nơi ở hoặc trường lớp của trẻ em.", "Chỉ ghi đến cấp tỉnh; bỏ tên trường, lớp (NĐ 56/2017, Điều 33)."),
    C.PHONE_NUMBER: W("Có số điện thoại", "Có số điện thoại “{found}”.", "Xóa số điện thoại; liên hệ chỉ ghi ở contact của đơn vị."),
    C.ID_NUMBER: W("Có số giấy tờ hoặc tài khoản", "Có dãy số giống số căn cước hoặc tài khoản: “{found}”.", "Xóa dãy số này."),
    C.EMAIL: W("Có thư điện tử", "Có địa chỉ thư điện tử “{found}”.", "Xóa địa chỉ; liên hệ chỉ ghi ở contact của đơn vị."),
    C.SAME_CHECKER: W("Tự viết tự thẩm tra", "“{found}” vừa viết vừa thẩm tra bài.", "Để người khác thẩm tra."),
    C.SENSITIVE_WORD: W("Thông tin nhạy cảm", "“{found}” là thông tin nhạy cảm về một người (dân tộc, tôn giáo, sức khỏe).", "Bỏ đi, trừ khi người đó đồng ý riêng và bài thật sự cần."),
    C.PHOTO_NOT_CONSENTED: W("Ảnh chưa được đồng ý", "Nhân vật chưa đồng ý cho đăng ảnh, nên {found} ảnh không được đăng.", "Thêm anh vào consent.scope khi đã có đồng ý."),
    C.WITHDRAWAL_MISMATCH: W("Thu hồi chưa khớp", "Bài đã ghi việc thu hồi nhưng trường này là “{found}”.", "Sửa trường này thành {wanted}."),
    C.NAME_IN_ID: W("Địa chỉ lộ tên người", "Mã “{found}” đọc ra được tên người không còn được nêu; trang sẽ không giữ địa chỉ này.", "Với bài mới về trẻ em, đặt mã không có tên."),
    C.LEAK: W("Lộ nội dung chưa công bố", "Tệp {found} của trang chứa nội dung chưa được công bố: “{needle}”.", "Trang chưa được đăng. Tìm chỗ nhắc đến nội dung này trong các bài khác và bỏ đi; nếu không thấy, báo cho người phụ trách phần mềm."),
    C.CONSENT_SCOPE: W("Phạm vi đồng ý chưa đủ", "Phạm vi đồng ý chưa có “{found}” trong khi bài sẽ công khai phần đó.", "Hỏi lại nhân vật; khi đã được đồng ý thì thêm {wanted} vào consent.scope."),
}  # fmt: skip


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def words_of(code: Code, params: dict[str, str]) -> tuple[str, str]:
    """Return the sentence and the hint of a finding, its near miss ("Có phải bạn muốn viết …?") put before the hint."""
    wording = WORDING[code]
    filled = _Params(params)
    formatter = string.Formatter()
    message = formatter.vformat(wording.message, (), filled)
    hint = formatter.vformat(wording.hint, (), filled)
    near = params.get("near")
    if near:
        hint = f"Có phải bạn muốn viết “{near}”? {hint}"
    return message, hint
