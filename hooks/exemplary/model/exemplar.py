"""An exemplar (gương điển hình): a person, team, household or enterprise whose good work others should copy."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from .base import REQUIRED, Part, Record, field
from .choices import (
    ActionPlanKind,
    AwardForm,
    AwardKind,
    AwardLevel,
    AwardStatus,
    ConsentScope,
    ConsentStatus,
    ExemplarType,
    Level,
    OccupationGroup,
    Scope,
    Stage,
    Status,
    WithdrawalKind,
)
from .values import Day, FileName, Flag, Identifier, Known, Line, Number, Period, Ref, Url, Whole

AT_PUBLICATION = ("status", "cong-bo")


class StageMove(Part):
    """One step in the life of an exemplar."""

    to: Stage = field("Chuyển sang giai đoạn", example="phat-hien", default=REQUIRED)
    date: Day = field("Ngày chuyển", example="2026-05-12", default=REQUIRED)
    by: Line | None = field("Người hoặc cơ quan quyết định", private=True)
    basis: Line | None = field("Căn cứ", private=True)


class Selection(Part):
    """How an exemplar was selected to be nurtured (plans of the statistics office, 4, and the ethnic board, III.1)."""

    proposed_by: Line | None = field("Nơi đề xuất", example="Thường trực Hội đồng Thi đua - Khen thưởng")
    basis_years: Period | None = field("Căn cứ kết quả các năm", example="2024-2025")
    council_meeting: Day | None = field("Ngày Hội đồng họp bình xét", example="2026-05-20")
    decision: Line | None = field("Quyết định chọn", example="12/QĐ-UBND")
    date: Day | None = field("Ngày quyết định", example="2026-06-01")
    mentor: Line | None = field("Nơi được phân công giúp đỡ", example="Phòng Văn hóa - Xã hội", private=True)


class Endorsement(Part):
    """The team that speaks for the exemplar (plan of Nam Định, III.1)."""

    body: Line = field("Tập thể suy tôn", example="Hội nghị thôn Đông", default=REQUIRED)
    date: Day | None = field("Ngày suy tôn", example="2026-05-20")


class ActionPlan(Part):
    """What the exemplar undertakes to do, year by year (plan of the statistics office, 4)."""

    kind: ActionPlanKind = field("Loại", "Tập thể lập kế hoạch, cá nhân lập chương trình hành động.", default=REQUIRED)
    years: tuple[Whole, ...] = field("Các năm", example="[2026, 2027]", default=())
    file: FileName | None = field("Tệp", "Tên tệp đặt cạnh bài viết.", example="chuong-trinh.pdf")


class Achievement(Part):
    """One thing done, with its figure and what proves it (plan of Nam Định, IV.2: no exaggeration)."""

    text: Line = field("Thành tích", example="Hiến đất làm đường", default=REQUIRED, most=300)
    year: Whole | None = field("Năm", example="2026", least=1945, most=2100)
    value: Number | None = field("Số liệu", "Chỉ ghi số; đơn vị ghi ở unit.", example="300")
    unit: Line | None = field("Đơn vị tính", example="m²", most=40)
    evidence: tuple[Identifier, ...] = field("Minh chứng", "Mã của các nguồn ở mục sources.", default=())


class CriterionMet(Part):
    """A criterion of the plan that the exemplar meets."""

    code: Identifier = field("Mã tiêu chí", example="ntm-cn-1", default=REQUIRED)
    note: Line | None = field("Ghi chú", most=300)


class Award(Part):
    """An award decision as it stood on its date, or what was proposed and is not decided yet.

    A decision has a number or a day; until it has one of them the award is only proposed, and no page tells of it.
    """

    form: Annotated[Line, Known(AwardForm)] = field("Hình thức", example="giay-khen", default=REQUIRED, most=120)
    title: Line | None = field("Nội dung khen thưởng", most=300)
    number: Line | None = field(
        "Số quyết định", "Mới đề nghị thì bỏ trống cả số và ngày: trang chưa đăng.", example="12/QĐ-UBND"
    )
    date: Day | None = field("Ngày quyết định", example="2026-08-01")
    issuer: Line | None = field("Cơ quan khen thưởng", "Mã đơn vị hoặc tên cơ quan.", example="ubnd-xa-suoi-hoa")
    level: Annotated[Line, Known(AwardLevel)] | None = field("Cấp khen thưởng", example="xa")
    kind: AwardKind = field("Loại", example="award_form", default=AwardKind.AWARD_FORM)
    status: AwardStatus = field("Hiệu lực", example="hieu-luc", default=AwardStatus.HIEU_LUC)

    @property
    def proposed(self) -> bool:
        """Whether nothing was decided yet: the decision has neither a number nor a day."""
        return self.number is None and self.date is None

    @property
    def granted(self) -> bool:
        """Whether it was decided and still stands."""
        return self.status is AwardStatus.HIEU_LUC and not self.proposed


class ImpactReview(Part):
    """A look at effect, efficiency, room to grow and influence (plan of Thạch An, II.4)."""

    date: Day = field("Ngày rà soát", example="2026-10-01", default=REQUIRED)
    effect: Line | None = field("Tác dụng")
    efficiency: Line | None = field("Hiệu quả")
    growth: Line | None = field("Khả năng phát triển")
    influence: Line | None = field("Mức độ ảnh hưởng")
    difficulties: Line | None = field("Khó khăn", private=True)
    help_given: Line | None = field("Đã giúp đỡ", private=True)


class Photo(Part):
    """A photograph beside the story; its metadata never leave the office."""

    file: FileName = field(
        "Tên tệp ảnh", "Tệp .jpg, .png hoặc .webp đặt cạnh bài.", example="ba-hoa.jpg", default=REQUIRED
    )
    alt: Line = field(
        "Mô tả ảnh", "Tả điều nhìn thấy trong ảnh, cho người không nhìn được ảnh.",
        example="Bà Hoa trồng hoa ven đường liên thôn", default=REQUIRED, least=5, most=250,
    )  # fmt: skip
    credit: Line = field("Nguồn ảnh", "Ai chụp.", example="Ban Biên tập", default=REQUIRED, most=120)
    caption: Line | None = field("Chú thích", most=300)
    taken_on: Day | None = field("Ngày chụp", example="2026-05-12")


class EvidenceSource(Part):
    """Where a fact comes from."""

    id: Identifier = field("Mã nguồn", "Mã ngắn để thành tích dẫn tới.", example="bien-ban-01", default=REQUIRED)
    title: Line = field("Tên nguồn", example="Biên bản bàn giao mặt bằng", default=REQUIRED, most=300)
    url: Url | None = field("Địa chỉ", example="https://example.org/tin")
    file: FileName | None = field("Tệp", private=True)
    date: Day | None = field("Ngày", example="2026-05-12")


class Consent(Part):
    """The agreement of the person; the paper itself is kept by the office (Luật 91/2025/QH15, Điều 9, 16, 24)."""

    status: ConsentStatus = field("Tình trạng đồng ý", example="da-co", default=REQUIRED)
    ref: Line | None = field("Số phiếu đồng ý", "Mã phiếu giấy lưu tại cơ quan.", example="DY-2026-014", private=True)
    date: Day | None = field("Ngày đồng ý", example="2026-05-10", private=True)
    scope: tuple[ConsentScope, ...] = field("Phạm vi đồng ý", example="[ten, anh, bai-viet]", default=(), private=True)
    guardian_ref: Line | None = field("Phiếu của người giám hộ", private=True)
    child_ref: Line | None = field("Phiếu của trẻ", private=True)
    basis: Line | None = field("Căn cứ khi không cần đồng ý", private=True)


class Correction(Part):
    """A correction of a published story, shown on the page."""

    date: Day = field("Ngày đính chính", example="2026-09-01", default=REQUIRED)
    note: Line = field("Nội dung đính chính", default=REQUIRED)


class Withdrawal(Part):
    """Why and by what decision a story was withdrawn (Luật 2022, Điều 93)."""

    kind: WithdrawalKind = field("Lý do thu hồi", example="sai-su-that", default=REQUIRED)
    reason_code: Line | None = field("Mã lý do", example="93-1-a")
    decision: Line | None = field("Quyết định", example="20/QĐ-UBND")
    date: Day = field("Ngày thu hồi", example="2026-10-01", default=REQUIRED)
    public_note: Line | None = field("Lời giải thích công khai", "Không nêu tên ai nếu người ta đã rút đồng ý.")


class Exemplar(Record):
    """A story of good work, with who, where, when, in which movement, proved by what, and agreed by whom."""

    title: Line = field(
        "Tiêu đề", "Một câu kể việc tốt, 10–150 ký tự.",
        example="Bà Hoa hiến 300 m² đất mở đường liên thôn", default=REQUIRED, least=10, most=150,
    )  # fmt: skip
    type: ExemplarType = field("Loại điển hình", example="ca-nhan", default=REQUIRED)
    name: Line = field(
        "Tên", "Họ tên, không kèm ông, bà, anh, chị.", example="Nguyễn Thị Hoa", default=REQUIRED, least=2, most=150
    )
    honorific: Line | None = field("Danh xưng", "Chỉ để hiện trước tên.", example="bà", most=40)
    sort_name: Line | None = field(
        "Tên để sắp xếp", "Chỉ ghi khi thứ tự tự động sai.", example="Hoa Nguyễn Thị", most=150
    )
    unit: Annotated[Identifier, Ref("unit")] = field("Đơn vị", example="ubnd-xa-suoi-hoa", default=REQUIRED)
    introduced_by: Annotated[Identifier, Ref("unit")] | None = field(
        "Đơn vị giới thiệu", "Bỏ trống nếu là đơn vị ở trên."
    )
    locality: Annotated[Identifier, Ref("locality")] | None = field("Địa bàn", example="xa-suoi-hoa-mau")
    scope: Scope = field("Phạm vi điển hình", example="tung-linh-vuc", default=Scope.TUNG_LINH_VUC)
    campaigns: tuple[Annotated[Identifier, Ref("campaign")], ...] = field(
        "Phong trào, lĩnh vực", "Mã phong trào; mã đầu là chính.",
        example="[chung-suc-xay-dung-nong-thon-moi]", default=(),
    )  # fmt: skip
    plan: Annotated[Identifier, Ref("plan")] | None = field("Thuộc kế hoạch", example="kh-ubnd-xa-suoi-hoa-2026")
    level: Level | None = field("Cấp điển hình", example="xa")
    occupation_group: OccupationGroup | None = field("Nhóm nghề nghiệp", example="truc-tiep-lao-dong")
    registered_on: Day | None = field("Ngày đăng ký", example="2026-03-01")
    introduced_on: Day = field(
        "Ngày giới thiệu", "Ngày đơn vị gửi gương này lên.", example="2026-05-12", default=REQUIRED
    )
    stage: Stage = field("Giai đoạn", example="cong-nhan", default=REQUIRED)
    stage_history: tuple[StageMove, ...] = field("Quá trình", default=())
    status: Status = field("Trạng thái đăng", example="cong-bo", default=REQUIRED)
    summary: Line = field(
        "Tóm tắt", "Một, hai câu đủ để hiểu việc tốt, 60–300 ký tự.", default=REQUIRED, least=60, most=300,
        example="Bà Hoa tự nguyện hiến 300 m² đất để đường liên thôn rộng ra, trẻ em đến trường không còn lội bùn.",
    )  # fmt: skip
    selection: Selection | None = field("Việc lựa chọn", required_at=("stage", "dang-boi-duong"))
    endorsement: Endorsement | None = field("Tập thể suy tôn")
    action_plan: ActionPlan | None = field("Kế hoạch, chương trình hành động")
    achievements: tuple[Achievement, ...] = field("Thành tích", required_at=AT_PUBLICATION, default=())
    criteria_met: tuple[CriterionMet, ...] = field("Tiêu chí đạt", default=())
    awards: tuple[Award, ...] = field("Khen thưởng", default=())
    impact_reviews: tuple[ImpactReview, ...] = field("Rà soát tác dụng", default=())
    practices: tuple[Annotated[Identifier, Ref("practice")], ...] = field("Mô hình, cách làm", default=())
    photos: tuple[Photo, ...] = field("Ảnh", default=())
    sources: tuple[EvidenceSource, ...] = field("Nguồn", required_at=AT_PUBLICATION, default=())
    consent: Consent = field("Sự đồng ý công khai", default=REQUIRED)
    minor: Flag = field("Là người dưới 16 tuổi", example="true", default=False)
    author: Line | None = field("Người viết", required_at=AT_PUBLICATION, most=120)
    fact_checked_by: Line | None = field(
        "Người thẩm tra", "Không phải người viết.", required_at=AT_PUBLICATION, most=120
    )
    approved_by: Line | None = field("Người duyệt", required_at=AT_PUBLICATION, most=120)
    corrections: tuple[Correction, ...] = field("Đính chính", default=())
    withdrawal: Withdrawal | None = field("Việc thu hồi", required_at=("stage", "thu-hoi"))

    @property
    def display_name(self) -> str:
        """The name with its honorific before it, first letter as written."""
        return f"{self.honorific} {self.name}" if self.honorific else self.name

    @property
    def submitted_by(self) -> str:
        """The unit that introduced the exemplar: `introduced_by`, or the exemplar's own unit."""
        return self.introduced_by or self.unit

    @property
    def consented(self) -> bool:
        """Whether the consent lets the story be published: given for name and story, or not needed with a basis.

        A consent without a written scope covers all; a child needs both papers.
        """
        consent = self.consent
        given = consent.status is ConsentStatus.DA_CO or (
            consent.status is ConsentStatus.KHONG_CAN and consent.basis is not None
        )
        named = {ConsentScope.TEN, ConsentScope.BAI_VIET} <= set(consent.scope) or not consent.scope
        if consent.status is ConsentStatus.DA_CO and not named:
            return False
        return given and not (self.minor and not (consent.guardian_ref and consent.child_ref))

    @property
    def photos_consented(self) -> bool:
        """Whether the photos may be shown: no scope written means all of it, else `anh` must be in it."""
        scope = self.consent.scope
        return self.consent.status is ConsentStatus.KHONG_CAN or not scope or ConsentScope.ANH in scope

    @property
    def last_changed(self) -> date:
        """The day of the newest thing that the record tells: introduced, moved, awarded, reviewed or corrected."""
        days = [self.introduced_on, *(move.date for move in self.stage_history)]
        days += [correction.date for correction in self.corrections]
        days += [award.date for award in self.awards if award.date]
        days += [review.date for review in self.impact_reviews]
        return max(days)
