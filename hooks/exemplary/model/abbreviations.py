"""Abbreviations of the domain, each with the one meaning that it has in these offices' texts.

The search finds both forms for either, pages explain the first use, and the glossary lists them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Final

ABBREVIATIONS: Final[Mapping[str, str]] = {
    "5S": "Sàng lọc, Sắp xếp, Sạch sẽ, Săn sóc, Sẵn sàng",
    "ANTT": "an ninh trật tự",
    "ANTQ": "an ninh Tổ quốc",
    "ATTP": "an toàn thực phẩm",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CCB": "Cựu chiến binh",
    "CCHC": "cải cách hành chính",
    "CĐS": "chuyển đổi số",
    "CNH-HĐH": "công nghiệp hóa, hiện đại hóa",
    "CNTT": "công nghệ thông tin",
    "CNVCLĐ": "công nhân, viên chức, lao động",
    "CNXH": "chủ nghĩa xã hội",
    "ĐHTT": "điển hình tiên tiến",
    "DTTS": "dân tộc thiểu số",
    "ĐVTN": "đoàn viên, thanh niên",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "HĐND": "Hội đồng nhân dân",
    "HĐTĐKT": "Hội đồng Thi đua - Khen thưởng",
    "HTX": "hợp tác xã",
    "KH&CN": "Khoa học và Công nghệ",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "KHCN": "khoa học công nghệ",
    "KHKT": "khoa học kỹ thuật",
    "KT-XH": "kinh tế - xã hội",
    "LHPN": "Liên hiệp Phụ nữ",
    "LĐLĐ": "Liên đoàn Lao động",
    "LĐTBXH": "Lao động - Thương binh và Xã hội",
    "LLVT": "lực lượng vũ trang",
    "MTQG": "mục tiêu quốc gia",
    "MTTQ": "Mặt trận Tổ quốc",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "NTM": "nông thôn mới",
    "PCCC": "phòng cháy, chữa cháy",
    "PTTĐ": "phong trào thi đua",
    "QP-AN": "quốc phòng - an ninh",
    "SXKD": "sản xuất, kinh doanh",
    "TDTT": "thể dục thể thao",
    "TĐKT": "thi đua, khen thưởng",
    "TĐYN": "thi đua yêu nước",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TNCS": "Thanh niên Cộng sản",
    "TNHH": "trách nhiệm hữu hạn",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "VH-XH": "văn hóa - xã hội",
}
"""What texts say short. Short forms with several meanings (TT, CT, KH, NV, VP) are left out: only a document's number
tells which is meant, so they stand in `DOCUMENT_SYMBOLS` and are neither explained in texts nor searched for."""

DOCUMENT_SYMBOLS: Final[Mapping[str, str]] = {
    "BB": "biên bản",
    "BC": "báo cáo",
    "CĐ": "công điện",
    "CT": "chỉ thị",
    "CTr": "chương trình",
    "CV": "công văn",
    "ĐA": "đề án",
    "HD": "hướng dẫn",
    "KH": "kế hoạch",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "PA": "phương án",
    "QC": "quy chế",
    "QĐ": "quyết định",
    "QyĐ": "quy định",
    "TB": "thông báo",
    "TT": "thông tư",
    "TTr": "tờ trình",
}
"""Kinds of documents as their numbers write them ("Số: 12/KH-UBND"); after Nghị định 30/2020/NĐ-CP, Phụ lục III."""

_TERRITORY: Final = frozenset({"tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường", "đặc", "việt"})
_LEAST_LETTERS: Final = 3
_LEAST_WORDS: Final = 2


def unit_abbreviations(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the short forms of units, given as (abbreviation, name), that mean one thing, and what they mean.

    Units of several places share a short form when their names begin alike ("SNV": "Sở Nội vụ"); one that begins
    otherwise, or has only two letters, makes it ambiguous.
    """
    named: defaultdict[str, list[list[str]]] = defaultdict(list)
    for short, name in units:
        plain = name.partition(" (")[0].split()
        end = next((place for place, word in enumerate(plain) if place and word in _TERRITORY), len(plain))
        named[short].append(plain[:end])
    found: dict[str, str] = {}
    for short, names in sorted(named.items()):
        shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False))]
        if short not in ABBREVIATIONS and len(short) >= _LEAST_LETTERS and len(shared) >= _LEAST_WORDS:
            found[short] = " ".join(shared)
    return found
