"""The closed sets of the content model: each value an unaccented Vietnamese slug with its label."""

from __future__ import annotations

from .values import Choice


class ExemplarType(Choice):
    """Whom an exemplar is about (plans of Thạch An II.1; Luật Thi đua, khen thưởng 2022, Điều 2)."""

    CA_NHAN = "ca-nhan", "Cá nhân"
    TAP_THE = "tap-the", "Tập thể"
    HO_GIA_DINH = "ho-gia-dinh", "Hộ gia đình"
    DOANH_NGHIEP = "doanh-nghiep", "Doanh nghiệp"


class CriteriaGroup(Choice):
    """For whom a plan words its criteria; `chung` is worded for all together."""

    TAP_THE = "tap-the", "Tập thể"
    CA_NHAN = "ca-nhan", "Cá nhân"
    HO_GIA_DINH = "ho-gia-dinh", "Hộ gia đình"
    DOANH_NGHIEP = "doanh-nghiep", "Doanh nghiệp"
    CHUNG = "chung", "Chung"


class Scope(Choice):
    """Whether an exemplar is one in everything or in one field (plan of the statistics office, 1.1)."""

    TOAN_DIEN = "toan-dien", "Toàn diện"
    TUNG_LINH_VUC = "tung-linh-vuc", "Từng lĩnh vực"


class Level(Choice):
    """The level at which an exemplar is recognised; the district level ended on 2025-07-01 (NQ 203/2025/QH15)."""

    CO_SO = "co-so", "Cơ sở"
    XA = "xa", "Cấp xã"
    HUYEN = "huyen", "Cấp huyện"
    TINH = "tinh", "Cấp tỉnh"
    TOAN_QUOC = "toan-quoc", "Toàn quốc"


class OccupationGroup(Choice):
    """Who the person is at work; the law asks to honour those who work with their hands (Luật 2022)."""

    TRUC_TIEP_LAO_DONG = "truc-tiep-lao-dong", "Người trực tiếp lao động"
    CAN_BO = "can-bo", "Cán bộ, công chức, viên chức"
    LANH_DAO = "lanh-dao", "Lãnh đạo, quản lý"
    HOC_SINH = "hoc-sinh", "Học sinh, sinh viên"
    LLVT = "llvt", "Lực lượng vũ trang"
    KHAC = "khac", "Khác"


class Stage(Choice):
    """The life of an exemplar: discover → nurture → sum up → replicate (plan of Nam Định, I.2a)."""

    PHAT_HIEN = "phat-hien", "Phát hiện"
    DANG_KY = "dang-ky", "Đăng ký"
    LUA_CHON = "lua-chon", "Lựa chọn"
    KHONG_CHON = "khong-chon", "Chưa được chọn"
    DANG_BOI_DUONG = "dang-boi-duong", "Đang bồi dưỡng"
    CONG_NHAN = "cong-nhan", "Công nhận, biểu dương"
    TONG_KET = "tong-ket", "Tổng kết"
    NHAN_RONG = "nhan-rong", "Nhân rộng"
    TAM_DUNG = "tam-dung", "Tạm dừng"
    LUU_TRU = "luu-tru", "Lưu trữ"
    THU_HOI = "thu-hoi", "Thu hồi"


class Status(Choice):
    """Whether a record is published."""

    NHAP = "nhap", "Nháp"
    CHO_DUYET = "cho-duyet", "Chờ duyệt"
    CONG_BO = "cong-bo", "Công bố"
    GO_BO = "go-bo", "Gỡ bỏ"


class ConsentStatus(Choice):
    """Whether the person agreed to be published (Luật 91/2025/QH15, Điều 9 and 16)."""

    CHUA_CO = "chua-co", "Chưa có"
    DA_CO = "da-co", "Đã có"
    DA_RUT = "da-rut", "Đã rút"
    KHONG_CAN = "khong-can", "Không cần (có căn cứ)"


class ConsentScope(Choice):
    """What the consent covers."""

    TEN = "ten", "Họ tên"
    ANH = "anh", "Ảnh"
    BAI_VIET = "bai-viet", "Bài viết"
    DIA_BAN = "dia-ban", "Địa bàn"
    NAM_SINH = "nam-sinh", "Năm sinh"
    HOAN_CANH = "hoan-canh", "Hoàn cảnh"


class WithdrawalKind(Choice):
    """Why an exemplar was withdrawn (Luật 2022, Điều 93; Luật 91/2025/QH15)."""

    HUY_KHEN_THUONG = "huy-khen-thuong", "Hủy khen thưởng"
    RUT_DONG_Y = "rut-dong-y", "Rút đồng ý"
    SAI_SU_THAT = "sai-su-that", "Sai sự thật"
    TRUNG_LAP = "trung-lap", "Trùng lặp"
    YEU_CAU_PHAP_LUAT = "yeu-cau-phap-luat", "Theo yêu cầu của pháp luật"


class ActionPlanKind(Choice):
    """A team makes a plan, a person a programme of action (plan of the statistics office, 4)."""

    KE_HOACH = "ke-hoach", "Kế hoạch"
    CHUONG_TRINH_HANH_DONG = "chuong-trinh-hanh-dong", "Chương trình hành động"


class AwardKind(Choice):
    """What an award is in law; local titles are never shown as awards of the State."""

    STATE_TITLE = "state_title", "Danh hiệu thi đua"
    AWARD_FORM = "award_form", "Hình thức khen thưởng"
    LOCAL_TITLE = "local_title", "Danh hiệu của địa phương"


class AwardForm(Choice):
    """Usual titles and forms of award (Luật Thi đua, khen thưởng 2022), and what offices give besides."""

    GIAY_KHEN = "giay-khen", "Giấy khen"
    BANG_KHEN = "bang-khen", "Bằng khen"
    HUAN_CHUONG = "huan-chuong", "Huân chương"
    HUY_CHUONG = "huy-chuong", "Huy chương"
    KY_NIEM_CHUONG = "ky-niem-chuong", "Kỷ niệm chương"
    DANH_HIEU = "danh-hieu", "Danh hiệu"
    BIEU_DUONG = "bieu-duong", "Biểu dương"
    THU_KHEN = "thu-khen", "Thư khen"
    CHIEN_SI_THI_DUA_CO_SO = "chien-si-thi-dua-co-so", "Chiến sĩ thi đua cơ sở"
    LAO_DONG_TIEN_TIEN = "lao-dong-tien-tien", "Lao động tiên tiến"
    TAP_THE_LAO_DONG_XUAT_SAC = "tap-the-lao-dong-xuat-sac", "Tập thể lao động xuất sắc"
    TAP_THE_LAO_DONG_TIEN_TIEN = "tap-the-lao-dong-tien-tien", "Tập thể lao động tiên tiến"
    GIA_DINH_VAN_HOA = "gia-dinh-van-hoa", "Gia đình văn hóa"


class AwardStatus(Choice):
    """Whether an award still stands (Luật 2022, Điều 93)."""

    HIEU_LUC = "hieu-luc", "Còn hiệu lực"
    HUY_BO = "huy-bo", "Đã hủy bỏ"


class DocType(Choice):
    """The kind of administrative document (NĐ 30/2020/NĐ-CP)."""

    KE_HOACH = "ke-hoach", "Kế hoạch"
    QUYET_DINH = "quyet-dinh", "Quyết định"
    HUONG_DAN = "huong-dan", "Hướng dẫn"
    CONG_VAN = "cong-van", "Công văn"
    CHI_THI = "chi-thi", "Chỉ thị"


class NumberStatus(Choice):
    """Whether the paper shows its number."""

    DU = "du", "Có số"
    THIEU_SO = "thieu-so", "Văn bản không ghi số"
    DU_THAO = "du-thao", "Dự thảo"


class PlanStatus(Choice):
    """Whether a plan is in force."""

    HIEU_LUC = "hieu-luc", "Còn hiệu lực"
    HET_HIEU_LUC = "het-hieu-luc", "Hết hiệu lực"
    THAY_THE = "thay-the", "Đã được thay thế"


class AssignMode(Choice):
    """Party and mass organisations are requested, offices of the State are ordered."""

    GIAO = "giao", "Giao"
    DE_NGHI = "de-nghi", "Đề nghị"


class AssignRole(Choice):
    """What a unit does under a plan."""

    CHU_TRI = "chu-tri", "Chủ trì"
    PHOI_HOP = "phoi-hop", "Phối hợp"
    VAN_DONG = "van-dong", "Vận động"
    HUONG_DAN = "huong-dan", "Hướng dẫn"
    KIEM_TRA = "kiem-tra", "Kiểm tra"
    TAI_CHINH = "tai-chinh", "Hướng dẫn tài chính, kinh phí"
    THUC_HIEN = "thuc-hien", "Thực hiện"
    CHI_DAO = "chi-dao", "Chỉ đạo"


class QuotaKind(Choice):
    """What a quota counts."""

    INTRODUCTION = "introduction", "Giới thiệu"
    SELECTION = "selection", "Lựa chọn"
    AWARD = "award", "Khen thưởng"
    EVENT = "event", "Sự kiện"


class QuotaOp(Choice):
    """How a quota compares."""

    EQ = "eq", "đúng"
    GTE = "gte", "ít nhất"
    LTE = "lte", "nhiều nhất"


class QuotaPer(Choice):
    """Over what a quota is counted."""

    UNIT = "unit", "mỗi đơn vị"
    MONTH = "month", "mỗi tháng"
    QUARTER = "quarter", "mỗi quý"
    HALF_YEAR = "half-year", "mỗi nửa năm"
    YEAR = "year", "mỗi năm"
    CAMPAIGN = "campaign", "mỗi phong trào, lĩnh vực"
    TYPE = "type", "mỗi loại điển hình"
    PERIOD = "period", "cả giai đoạn"


class Every(Choice):
    """How often something comes round."""

    WEEK = "week", "hằng tuần"
    MONTH = "month", "hằng tháng"
    QUARTER = "quarter", "hằng quý"
    HALF_YEAR = "half-year", "6 tháng một lần"
    YEAR = "year", "hằng năm"


class Weekday(Choice):
    """A day of the week, in its order."""

    THU_HAI = "thu-hai", "thứ Hai"
    THU_BA = "thu-ba", "thứ Ba"
    THU_TU = "thu-tu", "thứ Tư"
    THU_NAM = "thu-nam", "thứ Năm"
    THU_SAU = "thu-sau", "thứ Sáu"
    THU_BAY = "thu-bay", "thứ Bảy"
    CHU_NHAT = "chu-nhat", "Chủ nhật"


class MilestoneKind(Choice):
    """What a plan sets a time for."""

    SO_KET = "so-ket", "Sơ kết"
    TONG_KET = "tong-ket", "Tổng kết"
    BAO_CAO = "bao-cao", "Báo cáo"
    BOI_DUONG = "boi-duong", "Bồi dưỡng, hoàn thiện điển hình"
    HOI_NGHI = "hoi-nghi", "Hội nghị điển hình tiên tiến"
    DAI_HOI = "dai-hoi", "Đại hội thi đua yêu nước"
    DANG_KY = "dang-ky", "Đăng ký"
    BIEU_DUONG = "bieu-duong", "Biểu dương, khen thưởng"
    KIEM_TRA = "kiem-tra", "Kiểm tra"
    LUA_CHON = "lua-chon", "Lựa chọn"


class ReviewHeading(Choice):
    """The six headings of a review (plan of the statistics office, 3)."""

    CHI_DAO = "chi-dao", "Công tác chỉ đạo"
    GIAI_PHAP = "giai-phap", "Giải pháp đã tổ chức thực hiện"
    KET_QUA = "ket-qua", "Kết quả đạt được"
    HAN_CHE = "han-che", "Hạn chế, tồn tại"
    NGUYEN_NHAN = "nguyen-nhan", "Nguyên nhân"
    PHUONG_HUONG = "phuong-huong", "Phương hướng, nhiệm vụ"


class Rating(Choice):
    """The four ratings (plan of the ethnic-affairs board, II.2a)."""

    XUAT_SAC = "hoan-thanh-xuat-sac", "Hoàn thành xuất sắc nhiệm vụ"
    TOT = "hoan-thanh-tot", "Hoàn thành tốt nhiệm vụ"
    CON_HAN_CHE = "hoan-thanh-con-han-che", "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"
    CHUA = "chua-hoan-thanh", "Chưa hoàn thành nhiệm vụ"


class EventKind(Choice):
    """How units meet to learn from one another (plan of Thạch An, III)."""

    HOI_NGHI = "hoi-nghi", "Hội nghị"
    GIAO_LUU = "giao-luu", "Giao lưu điển hình"
    THAM_QUAN = "tham-quan", "Tham quan, học tập"
    TAP_HUAN = "tap-huan", "Tập huấn"


class SheetStatus(Choice):
    """The life of a score sheet (plan of the ethnic-affairs board, III.2)."""

    DU_THAO = "du-thao", "Dự thảo"
    LAY_Y_KIEN = "lay-y-kien", "Lấy ý kiến"
    THONG_QUA = "thong-qua", "Thông qua Hội đồng"
    BAN_HANH = "ban-hanh", "Ban hành"
    HET_HIEU_LUC = "het-hieu-luc", "Hết hiệu lực"


class ScoreRule(Choice):
    """How the points of several raters become one score."""

    TRUNG_BINH = "trung-binh", "Trung bình điểm của những người chấm"
    BO_CAO_THAP = "bo-cao-thap", "Trung bình, bỏ một điểm cao nhất và một điểm thấp nhất"


class SheetSubject(Choice):
    """Whom a score sheet rates."""

    CA_NHAN = "ca-nhan", "Cá nhân"
    TAP_THE = "tap-the", "Tập thể"


class AttachmentKind(Choice):
    """What an attached file is."""

    BAN_KY = "ban-ky", "Bản ký"
    SCAN = "scan", "Bản quét"
    TRICH = "trich", "Bản trích"
    BAN_VAN_BAN = "ban-van-ban", "Toàn văn"


class CampaignKind(Choice):
    """What kind of movement it is."""

    PHONG_TRAO = "phong-trao", "Phong trào thi đua"
    LINH_VUC = "linh-vuc", "Lĩnh vực"
    CUOC_VAN_DONG = "cuoc-van-dong", "Cuộc vận động"
    CHUYEN_MUC = "chuyen-muc", "Chuyên mục"


class CampaignLevel(Choice):
    """How far a movement reaches (Luật 2022, Điều 16)."""

    TOAN_QUOC = "toan-quoc", "Toàn quốc"
    BO_NGANH = "bo-nganh", "Bộ, ngành"
    TINH = "tinh", "Cấp tỉnh"
    HUYEN = "huyen", "Cấp huyện"
    XA = "xa", "Cấp xã"
    CO_QUAN = "co-quan", "Cơ quan, đơn vị"
    CUM_KHOI = "cum-khoi", "Cụm, khối thi đua"


class CampaignStatus(Choice):
    """Where a movement stands."""

    DANG_TRIEN_KHAI = "dang-trien-khai", "Đang triển khai"
    DA_TONG_KET = "da-tong-ket", "Đã tổng kết"
    KET_THUC = "ket-thuc", "Đã kết thúc"


class ReplicationStatus(Choice):
    """Where a copy of a practice stands."""

    DE_XUAT = "de-xuat", "Đề xuất"
    CAM_KET = "cam-ket", "Cam kết"
    DANG_LAM = "dang-lam", "Đang làm"
    THANH_CONG = "thanh-cong", "Thành công"
    DUY_TRI = "duy-tri", "Duy trì"
    KHONG_THANH_CONG = "khong-thanh-cong", "Không thành công"
    DA_DUNG = "da-dung", "Đã dừng"


class StepUseKind(Choice):
    """What the adopter did with a step."""

    GIU = "giu", "Giữ nguyên"
    BO = "bo", "Bỏ"
    DIEU_CHINH = "dieu-chinh", "Điều chỉnh"


class ReviewKind(Choice):
    """The kinds of review that the plans ask for."""

    SO_KET = "so-ket", "Sơ kết"
    TONG_KET = "tong-ket", "Tổng kết"
    SAU_THANG = "6-thang", "Sơ kết 6 tháng"
    NAM = "nam", "Tổng kết năm"
    KIEM_TRA = "kiem-tra", "Kiểm tra"
    KHAO_SAT = "khao-sat", "Khảo sát"


class UnitKind(Choice):
    """Usual kinds of units."""

    UBND = "ubnd", "Ủy ban nhân dân"
    SO_NGANH = "so-nganh", "Sở, ngành"
    PHONG = "phong", "Phòng"
    DANG = "dang", "Cơ quan Đảng"
    MTTQ_DOAN_THE = "mttq-doan-the", "Mặt trận, đoàn thể"
    LLVT = "llvt", "Lực lượng vũ trang"
    DOANH_NGHIEP = "doanh-nghiep", "Doanh nghiệp, hợp tác xã"
    TRUONG = "truong", "Trường học"
    BENH_VIEN = "benh-vien", "Cơ sở y tế"
    HOI_DONG = "hoi-dong", "Hội đồng"
    SU_NGHIEP = "su-nghiep", "Đơn vị sự nghiệp"
    CO_QUAN_TW = "co-quan-tw", "Cơ quan Trung ương, ngành dọc"
    NHOM = "nhom", "Nhóm đơn vị"
    TO_CHUC = "to-chuc", "Tổ chức"
    THON_XOM_TO = "thon-xom-to", "Thôn, xóm, tổ dân phố"
    KHAC = "khac", "Khác"


class UnitLevel(Choice):
    """Usual levels of units."""

    TOAN_QUOC = "toan-quoc", "Trung ương"
    BO = "bo", "Bộ, ngành"
    TINH = "tinh", "Cấp tỉnh"
    HUYEN = "huyen", "Cấp huyện"
    XA = "xa", "Cấp xã"
    CO_SO = "co-so", "Cơ sở"


class LocalityType(Choice):
    """Usual types of localities."""

    TINH = "tinh", "Tỉnh"
    THANH_PHO_TW = "thanh-pho-tw", "Thành phố trực thuộc Trung ương"
    QUAN = "quan", "Quận"
    HUYEN = "huyen", "Huyện"
    THI_XA = "thi-xa", "Thị xã"
    THANH_PHO_THUOC_TINH = "thanh-pho-thuoc-tinh", "Thành phố thuộc tỉnh"
    PHUONG = "phuong", "Phường"
    XA = "xa", "Xã"
    THI_TRAN = "thi-tran", "Thị trấn"
    DAC_KHU = "dac-khu", "Đặc khu"
    THON_XOM_TO = "thon-xom-to", "Thôn, xóm, tổ dân phố"


class Share(Choice):
    """How much of a locality went into its successor."""

    WHOLE = "whole", "toàn bộ"
    PART = "part", "một phần"


class ClusterKind(Choice):
    """Emulation clusters and blocks."""

    CUM = "cum", "Cụm thi đua"
    KHOI = "khoi", "Khối thi đua"


class ForgeKind(Choice):
    """Where the repository lives."""

    GITHUB = "github", "GitHub"
    GITLAB = "gitlab", "GitLab"
    FORGEJO = "forgejo", "Forgejo"


class AwardLevel(Choice):
    """Usual levels of an award decision."""

    CO_SO = "co-so", "Cơ sở"
    XA = "xa", "Cấp xã"
    HUYEN = "huyen", "Cấp huyện"
    TINH = "tinh", "Cấp tỉnh"
    BO = "bo", "Bộ, ngành"
    NHA_NUOC = "nha-nuoc", "Nhà nước"
    TOAN_QUOC = "toan-quoc", "Toàn quốc"
